//! A statement as features: hashed pieces of its words, and how many words of the field's word list it holds.
//!
//! Pieces are character 1- to 4-grams within words, words, pairs of words, the statement's end and its beginning; they
//! need no dictionary and forgive endings and typing errors. The word list (`assets/words.tsv`) says what pieces cannot
//! know before they have been seen: that *courier* belongs to delivery as *parcel* does.

use rustc_hash::FxHashMap;

use super::words::{KINDS, WordList};
use crate::grams::normalise;

/// Buckets that pieces are hashed into.
pub(crate) const BUCKETS: u32 = 1 << 18;
/// Rows of a table of labels: buckets, kinds of words in the statement and in the one before, and one that is always on.
pub(crate) const ROWS: usize = BUCKETS as usize + 2 * KINDS + 1;

/// How much a word of the list counts beside the pieces, whose squares add up to 1.
const WORD_WEIGHT: f32 = 0.5;
/// The statement before tells what is spoken of, but less surely.
const BEFORE_WEIGHT: f32 = 0.25;
const ALWAYS_WEIGHT: f32 = 0.5;

/// Rows of a table with their weights.
pub(crate) type Features = Vec<(u32, f32)>;

/// What a piece is, so that the same letters in another place are another feature.
#[derive(Clone, Copy)]
pub(crate) enum Piece {
    Gram = 0,
    Word = 1,
    Pair = 2,
    End = 3,
    Beginning = 4,
}

/// A bucket for letters in a place. FNV-1a with a finisher: the same on every machine and in every version.
pub(crate) fn bucket(place: u64, letters: &[char], buckets: u32) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ place.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for &letter in letters {
        hash = (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3);
        hash ^= hash >> 29;
    }
    hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    ((hash ^ (hash >> 32)) & u64::from(buckets - 1)) as u32
}

/// A text as it is read here: numbers are alike, apart from how many digits they have.
pub(crate) fn plain(text: &str) -> String {
    normalise(text).chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect()
}

/// The features of a statement, given the one before it in its voice.
pub(crate) fn features(text: &str, before: Option<&str>, words: &WordList) -> Features {
    let text = plain(text);
    let mut pieces: FxHashMap<u32, f32> = FxHashMap::default();
    let mut add = |piece: Piece, letters: &[char]| {
        pieces.insert(bucket(piece as u64, letters, BUCKETS), 1.0);
    };
    each_piece(&text, &mut add);
    let length = (pieces.len() as f32).sqrt().max(1.0);
    let mut features: Features = pieces.into_iter().map(|(row, weight)| (row, weight / length)).collect();
    features.sort_unstable_by_key(|(row, _)| *row);
    let mut lists = |counts: [u32; KINDS], first: u32, weight: f32| {
        for (kind, count) in (first..).zip(counts) {
            if count > 0 {
                features.push((kind, weight * [1.0, 1.5, 1.8][count.min(3) as usize - 1]));
            }
        }
    };
    lists(words.count(&text), BUCKETS, WORD_WEIGHT);
    if let Some(before) = before {
        lists(words.count(&plain(before)), BUCKETS + KINDS as u32, BEFORE_WEIGHT);
    }
    features.push((BUCKETS + 2 * KINDS as u32, ALWAYS_WEIGHT));
    features
}

fn each_piece(text: &str, add: &mut impl FnMut(Piece, &[char])) {
    let words: Vec<Vec<char>> = text.split(' ').map(|word| word.chars().collect()).collect();
    for word in &words {
        let padded: Vec<char> = std::iter::once(' ').chain(word.iter().copied()).chain(std::iter::once(' ')).collect();
        for size in 1..=4.min(padded.len()) {
            padded.windows(size).for_each(|gram| add(Piece::Gram, gram));
        }
        add(Piece::Word, word);
    }
    for pair in words.windows(2) {
        let both: Vec<char> = pair[0].iter().chain(&[' ']).chain(&pair[1]).copied().collect();
        add(Piece::Pair, &both);
    }
    let letters: Vec<char> = text.chars().collect();
    for size in 2..=6.min(letters.len()) {
        add(Piece::End, &letters[letters.len() - size..]);
    }
    add(Piece::Beginning, &letters[..letters.len().min(3)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_weigh_one_together_and_stand_in_order() {
        let words = WordList::new();
        let found = features("배송이 빨라요", None, &words);
        let pieces: Vec<(u32, f32)> = found.iter().copied().filter(|(row, _)| *row < BUCKETS).collect();
        let square: f32 = pieces.iter().map(|(_, weight)| weight * weight).sum();
        assert!((square - 1.0).abs() < 1e-4, "{square}");
        assert!(found.is_sorted_by_key(|(row, _)| *row));
        assert!(found.iter().all(|(row, _)| (*row as usize) < ROWS));
    }

    #[test]
    fn the_statement_before_adds_only_what_it_speaks_of() {
        let words = WordList::new();
        let alone = features("또 그래요", None, &words).len();
        assert!(features("또 그래요", Some("택배가 늦었어요"), &words).len() > alone);
        assert_eq!(features("또 그래요", Some("ㅁㄴㅇ"), &words).len(), alone);
    }
}
