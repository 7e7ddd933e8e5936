//! Korean letters as the keys that type them: `송` is ㅅ ㅗ ㅇ, `관` is ㄱ ㅗ ㅏ ㄴ.
//!
//! Why keys: while `배송` is typed, a field holds `배소`, and on some keyboards `밧` on the way to `바세`. Compared key by
//! key, what is typed so far is a beginning of what is meant.

const INITIALS: [char; 19] =
    ['ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ'];

const VOWELS: [&[char]; 21] = [
    &['ㅏ'],
    &['ㅐ'],
    &['ㅑ'],
    &['ㅒ'],
    &['ㅓ'],
    &['ㅔ'],
    &['ㅕ'],
    &['ㅖ'],
    &['ㅗ'],
    &['ㅗ', 'ㅏ'],
    &['ㅗ', 'ㅐ'],
    &['ㅗ', 'ㅣ'],
    &['ㅛ'],
    &['ㅜ'],
    &['ㅜ', 'ㅓ'],
    &['ㅜ', 'ㅔ'],
    &['ㅜ', 'ㅣ'],
    &['ㅠ'],
    &['ㅡ'],
    &['ㅡ', 'ㅣ'],
    &['ㅣ'],
];

const FINALS: [&[char]; 28] = [
    &[],
    &['ㄱ'],
    &['ㄲ'],
    &['ㄱ', 'ㅅ'],
    &['ㄴ'],
    &['ㄴ', 'ㅈ'],
    &['ㄴ', 'ㅎ'],
    &['ㄷ'],
    &['ㄹ'],
    &['ㄹ', 'ㄱ'],
    &['ㄹ', 'ㅁ'],
    &['ㄹ', 'ㅂ'],
    &['ㄹ', 'ㅅ'],
    &['ㄹ', 'ㅌ'],
    &['ㄹ', 'ㅍ'],
    &['ㄹ', 'ㅎ'],
    &['ㅁ'],
    &['ㅂ'],
    &['ㅂ', 'ㅅ'],
    &['ㅅ'],
    &['ㅆ'],
    &['ㅇ'],
    &['ㅈ'],
    &['ㅊ'],
    &['ㅋ'],
    &['ㅌ'],
    &['ㅍ'],
    &['ㅎ'],
];

/// The single letters `ㄱ`…`ㅎ` that stand for two, in the order of Unicode, by their place after `ㄱ`.
const DOUBLE: [(char, &[char]); 11] = [
    ('ㄳ', &['ㄱ', 'ㅅ']),
    ('ㄵ', &['ㄴ', 'ㅈ']),
    ('ㄶ', &['ㄴ', 'ㅎ']),
    ('ㄺ', &['ㄹ', 'ㄱ']),
    ('ㄻ', &['ㄹ', 'ㅁ']),
    ('ㄼ', &['ㄹ', 'ㅂ']),
    ('ㄽ', &['ㄹ', 'ㅅ']),
    ('ㄾ', &['ㄹ', 'ㅌ']),
    ('ㄿ', &['ㄹ', 'ㅍ']),
    ('ㅀ', &['ㄹ', 'ㅎ']),
    ('ㅄ', &['ㅂ', 'ㅅ']),
];

const SYLLABLE: u32 = 0xAC00;
const LAST_SYLLABLE: u32 = 0xD7A3;

/// The keys of one letter: at most five (`뷁`), one for whatever is not Korean.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Strokes {
    keys: [char; 5],
    count: usize,
}

impl Strokes {
    /// The keys that type a letter.
    pub(crate) fn of(letter: char) -> Self {
        let mut strokes = Self { keys: [letter; 5], count: 0 };
        let code = u32::from(letter);
        if (SYLLABLE..=LAST_SYLLABLE).contains(&code) {
            let place = (code - SYLLABLE) as usize;
            strokes.push(&INITIALS[place / 588..=place / 588]);
            strokes.push(VOWELS[place % 588 / 28]);
            strokes.push(FINALS[place % 28]);
        } else if ('ㅏ'..='ㅣ').contains(&letter) {
            strokes.push(VOWELS[(code - u32::from('ㅏ')) as usize]);
        } else if let Some((_, two)) = DOUBLE.iter().find(|(one, _)| *one == letter) {
            strokes.push(two);
        } else {
            strokes.push(&[letter]);
        }
        strokes
    }

    fn push(&mut self, keys: &[char]) {
        for &key in keys {
            self.keys[self.count] = key;
            self.count += 1;
        }
    }

    /// In the order of typing.
    pub(crate) fn keys(&self) -> &[char] {
        &self.keys[..self.count]
    }
}

/// The key that a letter begins with, without the others.
pub(crate) fn first_stroke(letter: char) -> char {
    let code = u32::from(letter);
    if code < 0x80 {
        return letter;
    }
    if is_syllable(letter) {
        return INITIALS[((code - SYLLABLE) / 588) as usize];
    }
    Strokes::of(letter).keys()[0]
}

/// Whether it is a whole Korean syllable.
pub(crate) fn is_syllable(letter: char) -> bool {
    (SYLLABLE..=LAST_SYLLABLE).contains(&u32::from(letter))
}

/// Whether it is a consonant standing alone, one or two of them.
pub(crate) fn is_consonant(letter: char) -> bool {
    ('ㄱ'..='ㅎ').contains(&letter)
}

/// A part of a syllable in Unicode's own row of parts, as the letter that a keyboard gives.
pub(crate) fn as_typed(letter: char) -> char {
    let code = u32::from(letter);
    let row = |first: u32, typed: &str| typed.chars().nth((code - first) as usize).unwrap_or(letter);
    match code {
        0x1100..=0x1112 => row(0x1100, "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"),
        0x1161..=0x1175 => row(0x1161, "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"),
        0x11A8..=0x11C2 => row(0x11A8, "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"),
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> String {
        text.chars().flat_map(|letter| Strokes::of(letter).keys().to_vec()).collect()
    }

    #[test]
    fn a_syllable_is_typed_key_by_key() {
        assert_eq!(typed("배송"), "ㅂㅐㅅㅗㅇ");
        assert_eq!(typed("뷁"), "ㅂㅜㅔㄹㄱ");
        assert_eq!(typed("ㄳㅘa"), "ㄱㅅㅗㅏa");
        assert_eq!(typed("가힣"), "ㄱㅏㅎㅣㅎ");
    }

    #[test]
    fn parts_of_syllables_become_letters_of_the_keyboard() {
        let parts: String = "\u{1107}\u{1109}\u{1161}\u{11AA}".chars().map(as_typed).collect();
        assert_eq!(parts, "ㅂㅅㅏㄳ");
    }
}
