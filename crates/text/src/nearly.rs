//! A text as an index of words holds it, and what somebody typed as such an index is asked for what is nearly it: another
//! ending or particle, words apart or in another order, spaces left out, a key or two wrong.
//!
//! [`crate::Needle`] says what holds the very letters; this is asked where that finds too little. Words are kept as the keys that type
//! them, without their particles, `ㅔ` as `ㅐ` since nobody hears them apart; beginnings of predicates stand for all their
//! endings; pairs of syllables that follow one another, with spaces left out, find what was written without them.
//!
//! Digits in a row are no words here: what masking has missed of a number is in no index.

use crate::strokes::{Strokes, is_syllable};
use crate::themes::{Squeezed, predicate, without_particle};

/// Digits in a word that make it a number.
const NUMBER: usize = 5;
/// Letters of the longest word that is looked for.
const LONGEST: usize = 40;
/// Syllables from which on a word may be several that were written together.
const TOGETHER: usize = 5;
/// Endings say nothing of what is meant.
const ENDINGS: [&str; 24] = [
    "어요", "아요", "해요", "네요", "에요", "예요", "세요", "게요", "까요", "나요", "지요", "니다", "습니", "합니",
    "입니", "는데", "은데", "어서", "아서", "해서", "었어", "았어", "했어", "하고",
];

/// What an index holds of a text. Each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// Korean words as keys and without particles.
    pub keys: Vec<String>,
    /// Words of other tongues as they are, in small letters.
    pub latin: Vec<String>,
    /// Beginnings of Korean words.
    pub heads: Vec<String>,
    /// Two syllables in a row.
    pub pairs: Vec<String>,
}

impl Terms {
    /// Another number when the same text has other terms, or is masked otherwise: an index of an older one is made anew.
    pub const EDITION: u32 = 1;

    /// Those of a text, which is masked by whoever keeps them.
    ///
    /// ```
    /// let terms = yeojido_text::Terms::of("배송이 늦어요 Delivery");
    /// assert_eq!(terms.keys, ["ㄴㅡㅈㅇㅓㅇㅛ", "ㅂㅐㅅㅗㅇ"]);
    /// assert_eq!(terms.pairs, ["늦어", "배송", "송이", "어요", "이늦"]);
    /// assert_eq!(terms.latin, ["delivery"]);
    /// ```
    #[must_use]
    pub fn of(text: &str) -> Self {
        let squeezed = Squeezed::new(text);
        let mut terms = Self { pairs: pairs(&squeezed.text), ..Self::default() };
        for word in squeezed.words() {
            let Some(word) = Word::of(word) else { continue };
            if word.korean {
                terms.keys.push(word.stem);
                terms.heads.extend(word.head);
            } else {
                terms.latin.push(word.stem);
            }
        }
        for list in [&mut terms.keys, &mut terms.latin, &mut terms.heads, &mut terms.pairs] {
            list.sort_unstable();
            list.dedup();
        }
        terms
    }
}

/// A word that is looked for: a text has it in any of these ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Written with Korean letters.
    pub korean: bool,
    /// One of its words is this, but for so many keys.
    pub stem: String,
    /// Keys that may be wrong.
    pub wrong: u8,
    /// A word that goes on after it will do: `결제했는데` for `결제`.
    pub goes_on: bool,
    /// One of its words begins so.
    pub head: Option<String>,
    /// It has at least `enough` of these.
    pub pairs: Vec<String>,
    /// How many.
    pub enough: usize,
}

/// What is looked for: a text is nearly it that has all the parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearly(Vec<Part>);

impl Nearly {
    /// What somebody typed; `None` when there is no word in it that could be nearly something.
    ///
    /// ```
    /// use yeojido_text::Nearly;
    /// assert_eq!(Nearly::new("결재가").expect("a word").parts()[0].stem, "ㄱㅕㄹㅈㅐ");
    /// assert!(Nearly::new("ㅂㅅ").is_none() && Nearly::new("010-1234-5678").is_none());
    /// ```
    #[must_use]
    pub fn new(typed: &str) -> Option<Self> {
        let squeezed = Squeezed::new(typed);
        let mut parts: Vec<Part> = squeezed.words().filter_map(part).collect();
        parts.dedup();
        (!parts.is_empty()).then_some(Self(parts))
    }

    /// Its words.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.0
    }
}

fn part(word: &str) -> Option<Part> {
    let Word { korean, stem, head, syllables } = Word::of(word)?;
    // One syllable is in every third text.
    if korean && syllables < 2 {
        return None;
    }
    let mut pairs = if korean { pairs(without_particle(word).map_or(word, |(stem, _)| stem)) } else { Vec::new() };
    let together = syllables >= TOGETHER;
    if together {
        pairs.retain(|pair| !ENDINGS.contains(&pair.as_str()));
    }
    let enough = if together { pairs.len().div_ceil(2) } else { pairs.len() };
    let keys = stem.chars().count();
    let wrong = u8::from(keys >= 4) + u8::from(keys >= 10);
    // A noun has no endings, and three syllables tell a predicate from it.
    let head = head.filter(|_| without_particle(word).is_none() && (3..=TOGETHER).contains(&syllables));
    Some(Part { korean, stem, wrong, goes_on: korean && keys >= 5, head, pairs, enough })
}

struct Word {
    korean: bool,
    stem: String,
    head: Option<String>,
    syllables: usize,
}

impl Word {
    fn of(word: &str) -> Option<Self> {
        let letters = word.chars().count();
        let digits = word.chars().filter(char::is_ascii_digit).count();
        if digits >= NUMBER || letters > LONGEST || !word.chars().any(char::is_alphabetic) {
            return None;
        }
        let syllables = word.chars().filter(|letter| is_syllable(*letter)).count();
        if syllables == 0 {
            // Single Korean letters are laughter and tears.
            let latin = !word.chars().any(|letter| ('ㄱ'..='ㆎ').contains(&letter));
            return latin.then(|| Self { korean: false, stem: word.to_owned(), head: None, syllables: 0 });
        }
        let stem = without_particle(word).map_or(word, |(stem, _)| stem);
        Some(Self { korean: true, stem: keys(stem), head: predicate(word).map(|(head, _)| head), syllables })
    }
}

/// The keys of a word.
fn keys(word: &str) -> String {
    let mut keys = String::with_capacity(word.len() * 3);
    for letter in word.chars() {
        keys.extend(Strokes::of(letter).keys().iter().map(|&key| match key {
            'ㅔ' => 'ㅐ',
            'ㅖ' => 'ㅒ',
            other => other,
        }));
    }
    keys
}

fn pairs(squeezed: &str) -> Vec<String> {
    let letters: Vec<char> = squeezed.chars().collect();
    let both = letters.windows(2).filter(|two| two.iter().all(|letter| is_syllable(*letter)));
    both.map(|two| two.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As an index answers, with a plain edit distance.
    fn has(text: &str, typed: &str) -> bool {
        let terms = Terms::of(text);
        let near = Nearly::new(typed).expect("words");
        near.parts().iter().all(|part| {
            let words = if part.korean { &terms.keys } else { &terms.latin };
            let fits = |word: &str| apart(word, &part.stem) <= usize::from(part.wrong);
            let begins = |word: &str| word.char_indices().any(|(end, _)| fits(&word[..end]));
            words.iter().any(|word| fits(word) || part.goes_on && begins(word))
                || part.head.as_ref().is_some_and(|head| terms.heads.contains(head))
                || part.enough > 0 && part.pairs.iter().filter(|pair| terms.pairs.contains(pair)).count() >= part.enough
        })
    }

    fn apart(a: &str, b: &str) -> usize {
        let b: Vec<char> = b.chars().collect();
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.chars().enumerate() {
            let mut before = std::mem::replace(&mut row[0], i + 1);
            for (j, y) in b.iter().enumerate() {
                let same = before + usize::from(x != *y);
                before = row[j + 1];
                row[j + 1] = same.min(row[j] + 1).min(before + 1);
            }
        }
        row[b.len()]
    }

    #[test]
    fn wrong_keys_missing_spaces_and_other_endings_are_nearly_the_same() {
        for (typed, text) in [
            ("결재", "결제가 안 돼요"),
            ("배송이늦어요", "배송이 너무 늦어요"),
            ("앱이자꾸튕겨요", "앱이 계속 튕겨요"),
            ("늦어요 배송", "배송이 하루나 늦었어요"),
            ("환뷸", "환불은 언제 되나요"),
            ("결졔", "결제했는데 안 돼요"),
            ("리브", "리뷰를 남겼어요"),
            ("상담원 불친절", "불친절한 상담원이었어요"),
            ("delivary", "the delivery was late"),
        ] {
            assert!(has(text, typed), "{typed} in {text}");
        }
    }

    #[test]
    fn another_word_is_not_nearly_the_same() {
        for (typed, text) in [
            ("환불", "배송이 늦어요"),
            ("배송 환불", "배송이 늦어요"),
            ("쿠폰", "결제가 안 돼요"),
            ("포장이찢어졌어요", "배송이 늦어졌어요"),
            ("refund", "the delivery was late"),
        ] {
            assert!(!has(text, typed), "{typed} in {text}");
        }
    }

    #[test]
    fn numbers_are_no_words() {
        let terms = Terms::of("010-1234-5678 1101012345678 3개 5G");
        assert_eq!((terms.keys.len(), terms.latin), (1, vec!["5g".to_owned()]), "3개 is a word");
    }
}
