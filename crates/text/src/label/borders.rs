//! Where one statement of a voice ends and the next begins.
//!
//! Borders lie between words only. Whether one does is learnt from voices whose statements people told apart: by the
//! ending before it (`-는데`, `-지만`, a full stop, an emoji), the word after it (`근데`, `but`), and how much is said on
//! either side. Most voices say one thing, so it takes good reasons to cut.

use super::features::{Features, bucket, plain};
use super::heads::BORDER;
use super::table::Table;

pub(crate) const BUCKETS: u32 = 1 << 16;
/// One more that is always on.
pub(crate) const ROWS: usize = BUCKETS as usize + 1;
/// From this chance on it is a border.
pub(crate) const SURE: f32 = 0.5;

/// A word of a text by where its letters stand, in Unicode scalars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub start: usize,
    pub end: usize,
    pub text: String,
    /// A line ends after it.
    pub ends_line: bool,
}

/// The words of a text.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, letter) in text.chars().enumerate() {
        if letter.is_whitespace() {
            open = false;
            if let Some(last) = words.last_mut() {
                last.ends_line |= letter == '\n';
            }
            continue;
        }
        if !open {
            words.push(Word { start: at, end: at, text: String::new(), ends_line: false });
            open = true;
        }
        if let Some(word) = words.last_mut() {
            word.text.push(letter);
            word.end = at + 1;
        }
    }
    words
}

/// What speaks for or against a border after the word at `at`.
pub(crate) fn features(words: &[Word], at: usize) -> Features {
    let left: Vec<char> = plain(&words[at].text).chars().collect();
    let right: Vec<char> = plain(&words[at + 1].text).chars().collect();
    let tail = |size: usize| &left[left.len().saturating_sub(size)..];
    let mut rows: Vec<u32> = Vec::new();
    let mut add = |place: u64, letters: &[char]| rows.push(bucket(place, letters, BUCKETS));
    for size in 1..=4 {
        add(size as u64, tail(size));
        add(10 + size as u64, &right[..right.len().min(size)]);
    }
    add(20, &left);
    add(21, &right);
    add(22, &[tail(2), &[' '], &right[..right.len().min(2)]].concat());
    let scale =
        |count: usize| char::from(b'a' + [0, 1, 2, 3, 4, 6, 8, 12, 18].partition_point(|most| *most < count) as u8);
    let (said, to_say) = (scale(at + 1), scale(words.len() - at - 1));
    add(23, &[said]);
    add(24, &[to_say]);
    let kind = match left.last() {
        Some('.' | '!' | '?' | '…' | '~') => '.',
        Some(',' | ';' | ':' | '-') => ',',
        Some(letter) if letter.is_alphanumeric() => 'a',
        _ => 'x',
    };
    add(25, &[kind, said]);
    add(26, &[kind, to_say]);
    add(27, &[kind, said, to_say]);
    add(28, &[tail(2), &[to_say]].concat());
    rows.sort_unstable();
    rows.dedup();
    let weight = 1.0 / (rows.len() as f32).sqrt();
    rows.into_iter().map(|row| (row, weight)).chain(std::iter::once((BUCKETS, 0.5))).collect()
}

/// The statements of a text as ranges of its words; none without words.
pub(crate) fn ranges(words: &[Word], table: &Table) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = 0;
    for at in 0..words.len() {
        let last = at + 1 == words.len();
        if last || words[at].ends_line || BORDER.chances(&table.sums(&features(words, at)))[0] >= SURE {
            ranges.push(from..at + 1);
            from = at + 1;
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_where_their_letters_are() {
        let found = words(" 배송 빨라요😊\n굿 ");
        let places: Vec<(usize, usize, bool)> =
            found.iter().map(|word| (word.start, word.end, word.ends_line)).collect();
        assert_eq!(places, [(1, 3, false), (4, 8, true), (9, 10, false)]);
    }
}
