//! Names of other tongues in Korean letters, of more words than one: 응우옌 티 란, 제니퍼 리.

use super::super::lexicon::FOREIGN;
use super::Names;
use super::honours::split_honour;
use super::reading::{Rest, hangs, readings};
use super::shape::is_family;

impl Names<'_, '_> {
    /// The last word of a name in another tongue that begins here.
    pub(super) fn foreign(&self, at: usize) -> Option<usize> {
        let mut to = None;
        for next in at..at + 4 {
            let Some(word) = self.words.get(next).filter(|word| word.korean) else { break };
            if next > at && !matches!(self.words.gap_before(next), " " | "-" | "·") {
                break;
            }
            // 제니퍼 리: a family name of one letter may come last.
            let family = next > at && (is_family(word.text) || word.text == "킴");
            let Some(part) = foreign_part(word.text)
                .or_else(|| family.then_some(word.text))
                .or_else(|| last_part(word.text, next > at))
            else {
                break;
            };
            to = Some(next);
            if part.len() < word.text.len() {
                break;
            }
        }
        let to = to?;
        let letters = self.words.words[at..=to].iter().map(|word| word.text.chars().count()).sum::<usize>();
        (letters >= 2).then_some(to)
    }

    /// A name of another tongue with a title, or called so: 제니퍼 리 고객, 압둘 라흐만이라고.
    pub(super) fn spelled(&mut self, at: usize) -> bool {
        let Some(to) = self.foreign(at) else { return false };
        let last = self.words.words[to];
        let part = foreign_part(last.text).or_else(|| last_part(last.text, to > at)).unwrap_or(last.text);
        let rest =
            readings(last.text).into_iter().find(|reading| reading.name == part).map_or(Rest::Nothing, |r| r.rest);
        let called = self.titled_after(to, rest)
            || self.said(to, rest)
            || self.titled_before(at)
            || self.beside_number(to, rest);
        let introduced = (self.by_oneself(at) || self.begins(at)) && rest == Rest::Being || rest == Rest::Saying;
        let letters = part.chars().count();
        if !(called || introduced) || to == at && letters < 2 {
            return false;
        }
        self.hide(at, to, last.start + part.len());
        true
    }
}

/// The part of a word that is a name of another tongue, whatever hangs on it.
pub(super) fn foreign_part(word: &str) -> Option<&str> {
    if FOREIGN.contains(word) {
        return Some(word);
    }
    readings(word)
        .into_iter()
        .map(|reading| reading.name)
        .find(|name| FOREIGN.contains(name) && name.chars().count() > 1)
}

/// The last part of a longer name may have one letter: 부이 티 란님.
fn last_part(word: &str, follows: bool) -> Option<&str> {
    let at = word.chars().next().map(char::len_utf8)?;
    let (part, rest) = word.split_at(at);
    let (_, more) = split_honour(rest)?;
    (follows && FOREIGN.contains(part) && hangs(more)).then_some(part)
}
