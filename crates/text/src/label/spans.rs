//! Which part of a statement says why, and which says what followed.
//!
//! Each word is weighed as cause, as consequence or as neither, by itself, its neighbours and the nearest connective
//! (`-아서`, `때문에`, *because*, *so*). The run of words that gains most over *neither* is the span, if it gains enough.

use super::borders::Word;
use super::features::{Features, bucket, plain};
use super::heads::SPAN;
use super::table::Table;

pub(crate) const BUCKETS: u32 = 1 << 17;
pub(crate) const ROWS: usize = BUCKETS as usize + 1;

/// Endings and words that join a reason to what it explains.
const CONNECTIVES: &[&str] = &[
    "어서",
    "아서",
    "해서",
    "여서",
    "라서",
    "이라",
    "니까",
    "니",
    "때문에",
    "덕분에",
    "덕에",
    "바람에",
    "탓에",
    "므로",
    "느라",
    "길래",
    "더니",
    "고",
    "서",
    "면서",
    "는데",
    "지만",
    "게",
    "도록",
];
const ENGLISH: &[&str] = &[
    "because", "since", "so", "as", "due", "thanks", "that", "and", "which", "after", "when", "meant", "means", "cost",
    "had", "made",
];

/// What a word is weighed by.
pub(crate) fn features(words: &[Word], at: usize) -> Features {
    let letters =
        |at: usize| -> Vec<char> { words.get(at).map(|word| plain(&word.text).chars().collect()).unwrap_or_default() };
    let word = letters(at);
    let before = if at == 0 { vec!['^'] } else { letters(at - 1) };
    let after = letters(at + 1);
    let tail = |word: &[char], size: usize| word[word.len().saturating_sub(size)..].to_vec();
    let mut rows: Vec<u32> = Vec::new();
    let mut add = |place: u64, letters: &[char]| rows.push(bucket(place, letters, BUCKETS));
    add(1, &word);
    for size in 1..=3 {
        add(1 + size as u64, &tail(&word, size));
        add(4 + size as u64, &tail(&before, size));
        add(7 + size as u64, &tail(&after, size));
    }
    add(11, &word[..word.len().min(2)]);
    add(12, &before);
    add(13, &after);
    let place = char::from(b'0' + (5 * at / words.len()) as u8);
    let near = |count: usize| char::from(b'a' + count.min(9) as u8);
    add(14, &[place]);
    add(15, &[near(at)]);
    add(16, &[near(words.len() - at)]);
    let (next, last) = (next_connective(words, at), last_connective(words, at));
    if let Some((name, distance)) = &next {
        add(17, name);
        add(18, &[name.as_slice(), &[near(*distance)]].concat());
    }
    if let Some((name, distance)) = &last {
        add(19, name);
        add(20, &[name.as_slice(), &[near(*distance)]].concat());
    }
    let kind = |found: Option<(Vec<char>, usize)>| found.map_or_else(|| vec!['-'], |(name, _)| name);
    add(21, &[kind(last), vec!['|'], kind(next), vec![place]].concat());
    rows.sort_unstable();
    rows.dedup();
    let weight = 1.0 / (rows.len() as f32).sqrt();
    rows.into_iter().map(|row| (row, weight)).chain(std::iter::once((BUCKETS, 0.5))).collect()
}

fn connective(word: &Word) -> Option<Vec<char>> {
    let bare = plain(&word.text);
    let bare = bare.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let found =
        CONNECTIVES.iter().find(|ending| bare.ends_with(**ending)).or_else(|| ENGLISH.iter().find(|own| bare == **own));
    found.map(|name| name.chars().collect())
}

fn next_connective(words: &[Word], at: usize) -> Option<(Vec<char>, usize)> {
    words[at..].iter().enumerate().find_map(|(far, word)| connective(word).map(|name| (name, far)))
}

fn last_connective(words: &[Word], at: usize) -> Option<(Vec<char>, usize)> {
    words[..at].iter().rev().enumerate().find_map(|(far, word)| connective(word).map(|name| (name, far)))
}

/// What a run of words must gain over *neither*, in units of the logarithm of chances.
const ENOUGH: f32 = 0.5;

/// By word, how likely it is neither, cause, consequence.
pub(crate) fn chances(words: &[Word], table: &Table) -> Vec<Vec<f32>> {
    (0..words.len()).map(|at| SPAN.chances(&table.sums(&features(words, at)))).collect()
}

/// Cause and consequence as ranges of words, from the chances of each word.
pub(crate) fn spans(chances: &[Vec<f32>]) -> [Option<std::ops::Range<usize>>; 2] {
    let gains =
        |of: usize| -> Vec<f32> { chances.iter().map(|word| (word[of] / word[0].max(1e-6)).max(1e-6).ln()).collect() };
    let (mut cause, mut consequence) = (best_run(&gains(1)), best_run(&gains(2)));
    // They never overlap: the one that gains less gives way.
    if let (Some((one, most)), Some((two, other))) = (&cause, &consequence)
        && one.start < two.end
        && two.start < one.end
    {
        if most >= other {
            consequence = None;
        } else {
            cause = None;
        }
    }
    [cause.take(), consequence.take()].map(|run| run.filter(|(_, gain)| *gain >= ENOUGH).map(|(range, _)| range))
}

/// The run of numbers with the largest sum (J. Bentley, "Programming pearls", CACM 27 (1984), 865–873).
fn best_run(gains: &[f32]) -> Option<(std::ops::Range<usize>, f32)> {
    let mut best: Option<(std::ops::Range<usize>, f32)> = None;
    let (mut from, mut sum) = (0, 0.0_f32);
    for (at, gain) in gains.iter().enumerate() {
        if sum <= 0.0 {
            (from, sum) = (at, 0.0);
        }
        sum += gain;
        if best.as_ref().is_none_or(|(_, most)| sum > *most) {
            best = Some((from..at + 1, sum));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_run_that_gains_most_is_found() {
        assert_eq!(best_run(&[-1.0, 2.0, -0.5, 3.0, -4.0, 4.0]), Some((1..4, 4.5)));
        assert_eq!(best_run(&[-1.0, -2.0]), Some((0..1, -1.0)));
        assert_eq!(best_run(&[]), None);
    }
}
