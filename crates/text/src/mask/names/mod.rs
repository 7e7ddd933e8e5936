//! Korean names: what looks like one, where a text says that somebody is meant.
//!
//! A word is read as a name with what hangs on it ([`reading`]); how much it looks like a name ([`shape`]) must match how
//! clearly its surroundings call somebody: beside 님 any word will do that is not known, amid a sentence only a family
//! name with letters that are hardly ever anything else.

mod calls;
mod foreign;
mod forms;
mod hidden;
mod honours;
mod labels;
mod reading;
mod shape;
mod words;

use reading::{Rest, readings};
use shape::Shape;
use words::Words;

use super::{Hit, What};

pub(super) fn find(text: &str, told: &[Hit], hits: &mut Vec<Hit>) {
    hidden::find(text, hits);
    let words = Words::of(text);
    if !words.words.iter().any(|word| word.korean) {
        return;
    }
    let mut names = Names { words: &words, told, found: vec![None; words.words.len()] };
    for at in 0..words.words.len() {
        names.look(at);
    }
    names.beside_each_other();
    names.again();
    hits.extend(names.found.iter().flatten().map(|(start, end)| Hit { what: What::Name, start: *start, end: *end }));
}

struct Names<'w, 't> {
    words: &'w Words<'t>,
    /// Numbers and addresses, beside which names stand.
    told: &'w [Hit],
    /// Of each word the part that is a name.
    found: Vec<Option<(usize, usize)>>,
}

impl<'t> Names<'_, 't> {
    fn look(&mut self, at: usize) {
        let word = self.words.words[at];
        if self.found[at].is_some() || self.told.iter().any(|hit| hit.start < word.end && word.start < hit.end) {
            return;
        }
        if !word.korean {
            self.latin(at);
            return;
        }
        if self.labelled(at) || self.honoured(at) || self.spaced(at) || self.spelled(at) {
            return;
        }
        let best = readings(word.text).into_iter().find(|reading| self.called(at, reading));
        if let Some(reading) = best {
            self.found[at] = Some((word.start, word.start + reading.name.len()));
        }
    }

    fn hide(&mut self, from: usize, to: usize, end: usize) {
        let start = self.words.words[from].start;
        for at in from..=to {
            self.found[at] = Some((start, end));
        }
    }

    /// 김마루, 한서우 님; 김마루와 한서우.
    fn beside_each_other(&mut self) {
        for _ in 0..2 {
            for at in 0..self.found.len() {
                if self.found[at].is_some() || !self.words.words[at].korean {
                    continue;
                }
                let word = self.words.words[at];
                let listed = |gap: &str| {
                    matches!(gap, ", " | "," | "·" | "/" | " / " | " & " | "&" | "、" | " · " | "→" | "->" | " → ")
                };
                let found = |at: usize| self.found.get(at).is_some_and(Option::is_some);
                let before = at > 0 && found(at - 1) && listed(self.words.gap_before(at));
                let after = found(at + 1) && listed(self.words.gap_after(at));
                let joined = found(at + 1) && self.words.gap_after(at) == " ";
                let name = readings(word.text).into_iter().find(|reading| {
                    let and = matches!(&word.text[reading.name.len()..], "과" | "와" | "랑" | "이랑" | "하고");
                    reading.shape >= Shape::Whole && (before || after && reading.rest == Rest::Nothing || joined && and)
                });
                if let Some(reading) = name {
                    self.found[at] = Some((word.start, word.start + reading.name.len()));
                }
            }
        }
    }

    /// Who was named once is meant wherever the name stands again.
    fn again(&mut self) {
        let known: Vec<&str> = self
            .found
            .iter()
            .flatten()
            .filter_map(|(start, end)| self.words.text.get(*start..*end))
            .filter(|name| name.chars().count() >= 2 && !name.contains(' '))
            .collect();
        for at in 0..self.found.len() {
            let word = self.words.words[at];
            let name = known.iter().find(|name| word.text.starts_with(**name)).filter(|_| self.found[at].is_none());
            if let Some(name) = name
                && readings(word.text).iter().any(|reading| reading.name == *name)
            {
                self.found[at] = Some((word.start, word.start + name.len()));
            }
        }
    }
}
