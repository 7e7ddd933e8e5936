//! Keys of themes: the words by which a theme is known, and how they are found in a text.
//!
//! A key stands anywhere in a word when it is Korean (`커튼` is in `암막커튼을`), and begins a word when it is written in
//! Latin letters (`hot` is not in `shot`). `_` is where a space may stand or be missing; at either end of a key it asks
//! for the end of a word. A key whose opposite is said (`안 늦었어요`, `늦지 않게`, `not late`) does not count.

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;

use super::squeezed::{Squeezed, spelt};

/// What turns a word that follows into its opposite, and what does so after it.
const NOT_BEFORE: [&str; 6] = ["안", "not", "never", "n't", "no", "without"];
const NOT_AFTER: [&str; 7] = ["지않", "지는않", "지도않", "진않", "지안", "기는커녕", "지못"];
/// So many letters after a key a negation may begin: the rest of the stem.
const STEM_LEFT: usize = 2;

/// A key, made ready to be looked for.
#[derive(Debug)]
struct Pattern {
    /// Without `_`.
    letters: String,
    /// Bytes of `letters` at which a word may begin.
    gaps: Vec<usize>,
    begins_word: bool,
    ends_word: bool,
}

impl Pattern {
    fn new(key: &str) -> Self {
        let (mut letters, mut gaps) = (String::new(), Vec::new());
        let inner = key.trim_matches('_');
        for part in inner.split('_') {
            if !letters.is_empty() {
                gaps.push(letters.len());
            }
            letters.push_str(&spelt(part));
        }
        let latin = letters.starts_with(|first: char| first.is_ascii_alphanumeric());
        Self { letters, gaps, begins_word: latin || key.starts_with('_'), ends_word: key.ends_with('_') }
    }

    fn fits(&self, text: &Squeezed, from: usize, to: usize) -> bool {
        (!self.begins_word || text.is_border(from))
            && (!self.ends_word || text.is_border(to))
            && text.borders(from, to).iter().all(|border| self.gaps.contains(&(border - from)))
    }
}

/// A key that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// Its number, in the order in which keys were given.
    pub key: usize,
    /// Letters of it.
    pub length: usize,
    /// Its opposite is said.
    pub negated: bool,
}

/// Many keys at once.
#[derive(Debug)]
pub(super) struct Finder {
    patterns: Vec<Pattern>,
    /// By pattern of the automaton, which may serve several keys.
    machine: Option<AhoCorasick>,
    served: Vec<Vec<usize>>,
}

impl Finder {
    pub(super) fn new<'k>(keys: impl IntoIterator<Item = &'k str>) -> Self {
        let patterns: Vec<Pattern> = keys.into_iter().map(Pattern::new).collect();
        let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
        let (mut distinct, mut served): (Vec<&str>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
        for (at, pattern) in patterns.iter().enumerate().filter(|(_, pattern)| !pattern.letters.is_empty()) {
            let number = *numbers.entry(&pattern.letters).or_insert_with(|| {
                distinct.push(&pattern.letters);
                served.push(Vec::new());
                served.len() - 1
            });
            served[number].push(at);
        }
        let machine = AhoCorasick::new(&distinct).ok();
        Self { machine, served, patterns }
    }

    /// The keys that stand in a text, each once, ascending; one that is said as well as its opposite counts as said.
    pub(super) fn find(&self, text: &Squeezed) -> Vec<Hit> {
        let Some(machine) = &self.machine else { return Vec::new() };
        let mut hits: Vec<Hit> = Vec::new();
        for found in machine.find_overlapping_iter(&text.text) {
            let (from, to) = (found.start(), found.end());
            for &key in &self.served[found.pattern().as_usize()] {
                if self.patterns[key].fits(text, from, to) {
                    let length = self.patterns[key].letters.chars().count();
                    hits.push(Hit { key, length, negated: negated(text, from, to) });
                }
            }
        }
        hits.sort_unstable_by_key(|hit| (hit.key, hit.negated));
        hits.dedup_by_key(|hit| hit.key);
        hits
    }
}

fn negated(text: &Squeezed, from: usize, to: usize) -> bool {
    let (before, after) = (&text.text[..from], &text.text[to..]);
    let turned = NOT_BEFORE.iter().any(|not| {
        before.ends_with(not) && (*not == "n't" || text.is_border(from - not.len())) && text.is_border(from)
    });
    turned
        || after
            .char_indices()
            .map(|(at, _)| &after[at..])
            .take(STEM_LEFT + 1)
            .any(|rest| NOT_AFTER.iter().any(|not| rest.starts_with(not)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(keys: &[&str], text: &str) -> Vec<usize> {
        let finder = Finder::new(keys.iter().copied());
        finder.find(&Squeezed::new(text)).iter().filter(|hit| !hit.negated).map(|hit| hit.key).collect()
    }

    #[test]
    fn korean_keys_stand_anywhere_and_latin_ones_begin_words() {
        assert_eq!(found(&["커튼", "hot"], "암막커튼 a shot"), [0]);
        assert_eq!(found(&["hot"], "It is hotter"), [0]);
    }

    #[test]
    fn a_space_may_stand_only_where_a_key_says_so() {
        let keys = ["안_와", "_향_", "송비"];
        assert_eq!(found(&keys, "택배가 안 와요"), [0]);
        assert_eq!(found(&keys, "택배가안와요"), [0]);
        assert_eq!(found(&keys, "배송 비싸요, 방향"), Vec::<usize>::new());
        assert_eq!(found(&keys, "이 향 좋아요"), [1]);
    }

    #[test]
    fn an_opposite_does_not_count() {
        assert!(found(&["늦"], "안 늦었어요").is_empty());
        assert!(found(&["늦"], "늦지 않게 왔어요").is_empty());
        assert!(found(&["late"], "never late").is_empty());
        assert_eq!(found(&["늦"], "전에는 안 늦었는데 이번엔 늦었어요"), [0]);
        assert_eq!(found(&["안_되"], "결제가 안 돼요"), [0]);
    }
}
