//! The field's word list: which words speak of delivery, of anger, of leaving. Written by hand, Korean and English,
//! one line a kind in `assets/words.tsv`; `_` stands for a space, so `_받` only begins a word.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;

const LISTED: &str = include_str!("../../assets/words.tsv");

/// Kinds of words: topics, feelings, intents, and good or bad.
pub(crate) const KINDS: usize = 34;

/// The list, made ready to be looked for.
#[derive(Debug)]
pub(crate) struct WordList {
    korean: Half,
    english: Half,
}

#[derive(Debug)]
struct Half {
    finder: Option<AhoCorasick>,
    /// By word, its kinds.
    kinds: Vec<Vec<usize>>,
}

impl WordList {
    pub(crate) fn new() -> Self {
        let mut names: Vec<&str> = LISTED.lines().filter_map(|line| line.split('\t').nth(1)).collect();
        names.sort_unstable();
        names.dedup();
        debug_assert_eq!(names.len(), KINDS, "KINDS says how many kinds the list has");
        let half = |language: &str| {
            let mut kinds: FxHashMap<String, Vec<usize>> = FxHashMap::default();
            for line in LISTED.lines() {
                let mut fields = line.split('\t');
                let (Some(of), Some(name), Some(words)) = (fields.next(), fields.next(), fields.next()) else {
                    continue;
                };
                let Some(kind) = names.iter().position(|known| *known == name).filter(|_| of == language) else {
                    continue;
                };
                for word in words.split(' ') {
                    let spaced = word.replace('_', " ");
                    // An English word is looked for where words begin: `hot` is not in `shot`.
                    let begins = language == "en" && word.starts_with(|first: char| first.is_alphanumeric());
                    let pattern = if begins { format!(" {spaced}") } else { spaced };
                    kinds.entry(doubled_within(&pattern)).or_default().push(kind);
                }
            }
            let mut words: Vec<(String, Vec<usize>)> = kinds.into_iter().collect();
            words.sort_unstable();
            let longest = MatchKind::LeftmostLongest;
            let finder = AhoCorasick::builder().match_kind(longest).build(words.iter().map(|(word, _)| word)).ok();
            Half { finder, kinds: with_beginnings(&words) }
        };
        Self { korean: half("ko"), english: half("en") }
    }

    /// How many words of each kind stand in a normalised text.
    pub(crate) fn count(&self, text: &str) -> [u32; KINDS] {
        let korean = text.chars().any(|letter| ('가'..='힣').contains(&letter) || ('ㄱ'..='ㆎ').contains(&letter));
        let half = if korean { &self.korean } else { &self.english };
        let bare = |letter: char| if !korean && ".,!;:()\"".contains(letter) { ' ' } else { letter };
        let bare: String = text.chars().map(bare).collect();
        let spaced = format!(" {} ", bare.replace(' ', "  "));
        let mut counts = [0; KINDS];
        let found = half.finder.iter().flat_map(|finder| finder.find_iter(&spaced));
        for word in found {
            for &kind in &half.kinds[word.pattern().as_usize()] {
                counts[kind] += 1;
            }
        }
        counts
    }
}

/// Spaces between words are doubled in texts, so that one word may end with a space and the next begin with one.
fn doubled_within(pattern: &str) -> String {
    let bare = pattern.trim_matches(' ');
    pattern.replacen(bare, &bare.replace(' ', "  "), 1)
}

/// A word is also of the kinds of words that it begins with, since only the longest is found: `환불해` speaks of what
/// `환불` does. But `불친절` is not of the kinds of `친절`.
fn with_beginnings(words: &[(String, Vec<usize>)]) -> Vec<Vec<usize>> {
    let of: FxHashMap<&str, &Vec<usize>> = words.iter().map(|(word, kinds)| (word.as_str(), kinds)).collect();
    let all = |word: &str| -> Vec<usize> {
        let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let mut kinds: Vec<usize> =
            ends.filter_map(|end| of.get(&word[..end])).flat_map(|kinds| kinds.iter().copied()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    };
    words.iter().map(|(word, _)| all(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_as_many_kinds_in_both_languages() {
        for language in ["ko", "en"] {
            let kinds = LISTED.lines().filter(|line| line.starts_with(language)).count();
            assert_eq!(kinds, KINDS, "{language}");
        }
        assert!(LISTED.lines().all(|line| line.split('\t').count() == 3));
    }

    #[test]
    fn english_words_are_found_where_they_begin() {
        let words = WordList::new();
        let counted = |text: &str| words.count(text).iter().sum::<u32>();
        assert!(counted("the courier was late.") > 0);
        assert_eq!(counted("xcourier"), 0);
    }

    #[test]
    fn the_longest_word_is_found_with_what_it_begins_with() {
        let words = WordList::new();
        assert_ne!(words.count("불친절"), words.count("친절"));
        let shared = words.count("환불해").iter().zip(words.count("환불")).all(|(long, short)| *long >= short);
        assert!(shared, "whatever the shorter is, the longer is too");
    }
}
