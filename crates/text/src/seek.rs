//! Finding what somebody types, as Koreans type it: case, width and spaces do not matter, the last letters may be on
//! their way (`배소` finds `배송`), and first consonants alone will do (`ㅂㅅ` finds `배송`).
//!
//! One rule for every field of search, so that a list has as many rows as the search said. The screens mark what was
//! found by the same rule (`web/src/frame/search/seek.ts`); both are held to `fixtures/search/seek.json`.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use crate::strokes::{Strokes, as_typed, first_stroke, is_consonant, is_syllable};

/// How well a text fits what is looked for; the least fits best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fit {
    /// By first consonants, or by letters on their way.
    pub loose: bool,
    /// Where in the text.
    pub place: Place,
}

/// Where in a text something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// It is the text.
    Whole,
    /// At its beginning.
    Start,
    /// At the beginning of a word.
    Word,
    /// Anywhere.
    Within,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    /// This key comes next.
    Stroke(char),
    /// A syllable that begins so, or the consonant itself.
    Initial(char),
}

/// What is looked for.
#[derive(Debug, Clone)]
pub struct Needle {
    keys: Vec<Key>,
    /// The first of them.
    first: char,
    /// One letter only: it is taken at its word, since nearly everything begins with its keys.
    single: bool,
}

impl Needle {
    /// What somebody typed; `None` when that is nothing.
    ///
    /// ```
    /// use yeojido_text::Needle;
    /// for typed in ["첫구매", "첫 구", "ㅊㄱㅁ", "첫굼"] {
    ///     assert!(Needle::new(typed).is_some_and(|needle| needle.find("첫 구매 여정").is_some()), "{typed}");
    /// }
    /// assert!(Needle::new("  ").is_none());
    /// ```
    #[must_use]
    pub fn new(typed: &str) -> Option<Self> {
        let letters: Vec<char> = folded(typed).chars().map(lower).filter(|letter| !letter.is_whitespace()).collect();
        let mut keys = Vec::with_capacity(letters.len() * 3);
        for &letter in &letters {
            let strokes = Strokes::of(letter);
            let key = if is_consonant(letter) { Key::Initial } else { Key::Stroke };
            keys.extend(strokes.keys().iter().map(|&stroke| key(stroke)));
        }
        let (Key::Stroke(first) | Key::Initial(first)) = *keys.first()?;
        Some(Self { single: letters.len() == 1, first, keys })
    }

    /// Whether a text that begins with this letter can fit from its beginning.
    #[must_use]
    pub fn is_for(&self, letter: char) -> bool {
        first_stroke(letter) == self.first
    }

    /// How well a text fits; `None` when it does not.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Fit> {
        let text = folded(text);
        let mut best: Option<Fit> = None;
        let mut before = None;
        let mut place = Place::Start;
        for (at, letter) in text.char_indices() {
            if before.is_some_and(|last| !char::is_alphanumeric(last)) && place == Place::Within {
                place = Place::Word;
            }
            before = Some(letter);
            if letter.is_whitespace() {
                continue;
            }
            // Nearly all letters are told apart by their first key.
            if first_stroke(lower(letter)) != self.first {
                place = Place::Within;
                continue;
            }
            if let Some((loose, rest)) = self.matches(&text[at..], place) {
                let whole = place == Place::Start && rest.chars().all(char::is_whitespace);
                let fit = Fit { loose, place: if whole { Place::Whole } else { place } };
                best = Some(best.map_or(fit, |best| best.min(fit)));
                if fit <= (Fit { loose: false, place: Place::Start }) {
                    break;
                }
            }
            place = Place::Within;
        }
        best
    }

    /// Whether the text begins with it; then whether loosely, and what is left of the text.
    fn matches<'t>(&self, text: &'t str, place: Place) -> Option<(bool, &'t str)> {
        let mut letters = text.chars();
        let mut loose = false;
        let mut at = 0;
        while at < self.keys.len() {
            let letter = lower(letters.next()?);
            if letter.is_whitespace() {
                continue;
            }
            let strokes = Strokes::of(letter);
            if let Key::Initial(consonant) = self.keys[at] {
                let whole = is_syllable(letter);
                // One consonant alone begins half of all words: it must begin one.
                let everywhere = whole && self.keys.len() == 1 && place == Place::Within;
                if strokes.keys()[0] != consonant || everywhere {
                    return None;
                }
                at += 1;
                loose |= whole;
                if !whole {
                    // `ㅄ` in the text is two letters of the needle.
                    for &stroke in &strokes.keys()[1..] {
                        if self.keys.get(at).is_some_and(|key| *key != Key::Initial(stroke)) {
                            return None;
                        }
                        at += 1;
                    }
                }
                continue;
            }
            for &stroke in strokes.keys() {
                match self.keys.get(at) {
                    Some(key) if *key == Key::Stroke(stroke) => at += 1,
                    // The letters typed last are on their way to this one.
                    None if !self.single => loose = true,
                    _ => return None,
                }
            }
        }
        Some((loose, letters.as_str()))
    }
}

/// A text as it is compared, apart from case: full-width letters, circled numbers and the like as plain ones.
fn folded(text: &str) -> Cow<'_, str> {
    let plain = |letter: char| letter.is_ascii() || is_syllable(letter) || ('ㄱ'..='ㅣ').contains(&letter);
    if text.is_ascii() || text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    // Single letters of the keyboard are kept from being put together into syllables that nobody wrote.
    let mut out = String::with_capacity(text.len());
    for run in text.split_inclusive(|letter: char| ('ㄱ'..='ㅣ').contains(&letter)) {
        let single = run.chars().next_back().filter(|letter| ('ㄱ'..='ㅣ').contains(letter));
        let rest = single.map_or(run, |letter| &run[..run.len() - letter.len_utf8()]);
        out.extend(rest.nfkc().flat_map(char::to_lowercase).map(as_typed));
        out.extend(single);
    }
    Cow::Owned(out)
}

const fn lower(letter: char) -> char {
    letter.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_that_screens_are_held_to_holds() {
        let table = include_str!("../../../fixtures/search/seek.json");
        let table: Vec<[String; 3]> = serde_json::from_str(table).expect("a table");
        for [needle, text, wanted] in &table {
            let found = Needle::new(needle).and_then(|needle| needle.find(text));
            let said = found.map_or_else(
                || "no".to_owned(),
                |fit| format!("{:?}{}", fit.place, if fit.loose { " loosely" } else { "" }).to_lowercase(),
            );
            assert_eq!(said, *wanted, "{needle} in {text}");
        }
    }

    #[test]
    fn decomposed_and_wide_letters_are_the_same_letters() {
        let needle = Needle::new("배송").expect("a needle");
        assert_eq!(
            needle.find("\u{1107}\u{1162}\u{1109}\u{1169}\u{11BC}"),
            Some(Fit { loose: false, place: Place::Whole })
        );
        assert!(Needle::new("ＡＢＣ").expect("a needle").find("xx abc").is_some());
        assert!(Needle::new("straße").expect("a needle").find("STRASSE").is_none(), "ß is a letter of its own");
    }

    #[test]
    fn what_fits_better_comes_first() {
        let needle = Needle::new("배송").expect("a needle");
        let mut texts = ["빠른 배송", "문배송", "배송", "배송비"];
        texts.sort_by_key(|text| needle.find(text));
        assert_eq!(texts, ["배송", "배송비", "빠른 배송", "문배송"]);
    }
}
