//! Names before 님 and 씨, which may follow any; what is no name is known by its words.

use super::super::lexicon::{FOREIGN, NATIVE, NOBODY, SEEDS, TITLES};
use super::Names;
use super::foreign::foreign_part;
use super::reading::{hangs, is_kin, is_title, readings};
use super::shape::{self, Shape, is_family, is_word};

impl Names<'_, '_> {
    /// 님 and 씨 may follow any name; what is no name is known by its words.
    pub(super) fn honoured(&mut self, at: usize) -> bool {
        let word = self.words.words[at];
        let own = honour(word.text);
        let next = self.words.get(at + 1).filter(|next| next.korean && self.words.gap_after(at) == " ");
        let apart = next.and_then(|next| {
            let (honour, more) = split_honour(next.text)?;
            (hangs(more)).then_some(honour)
        });
        let (name, seed) = match (own, apart) {
            (Some((name, honour)), _) if !name.is_empty() => (name, honour == '씨'),
            (_, Some(honour)) => (word.text, honour == '씨'),
            _ => return false,
        };
        let Some((from, to)) = honoured_name(name, seed, word.text) else { return false };
        if name.chars().count() == 1 && !(seed && is_family(name) && self.is_somebody(at, own.is_some())) {
            return false;
        }
        // 마리아 산토스 님, 김 하늘 님
        let mut first = at;
        while first > 0
            && self.words.gap_before(first) == " "
            && self.words.before(first).is_some_and(|before| foreign_part(before.text) == Some(before.text))
            && FOREIGN.contains(name)
        {
            first -= 1;
        }
        if self.words.before(first).is_some_and(|before| is_family(before.text) && before.text != "이")
            && self.words.gap_before(first) == " "
            && (1..=2).contains(&name.chars().count())
        {
            first -= 1;
        }
        if first < at {
            self.hide(first, at, word.start + to);
        } else {
            self.found[at] = Some((word.start + from, word.start + to));
        }
        true
    }

    /// 이씨 alone is an oath; 이 씨가 and 우씨 아저씨 are people.
    pub(super) fn is_somebody(&self, at: usize, own: bool) -> bool {
        let tail = if own { self.words.words[at].text } else { self.words.words[at + 1].text };
        let next = self.words.get(at + if own { 1 } else { 2 });
        let ended = tail.ends_with('씨');
        !own || !ended
            || next.is_some_and(|next| {
                is_kin(next.text)
                    || is_title(next.text)
                    || ["아저", "아주", "아줌", "할머", "할아", "어르신", "총각"]
                        .iter()
                        .any(|who| next.text.starts_with(who))
            })
    }
}

pub(super) fn split_honour(word: &str) -> Option<(char, &str)> {
    let mut letters = word.chars();
    let honour = letters.next().filter(|c| matches!(c, '님' | '씨' | '쌤'))?;
    Some((honour, letters.as_str()))
}

/// A word that is what somebody is called, known or not: 설계사님.
pub(super) fn with_honour(word: &str) -> bool {
    honour(word).is_some_and(|(name, honour)| honour == '님' && (name.is_empty() || is_role(name)))
        || split_honour(word).is_some_and(|(_, more)| hangs(more))
}

/// The word before 님 or 씨, when what follows may follow them.
fn honour(word: &str) -> Option<(&str, char)> {
    let (at, honour) = word.char_indices().rev().find(|(_, c)| matches!(c, '님' | '씨'))?;
    hangs(&word[at + honour.len_utf8()..]).then_some((&word[..at], honour))
}

/// What ends like a trade: 설계사, 승무원, 집주인.
fn is_role(word: &str) -> bool {
    is_word(word)
        || word.chars().count() >= 3
            && word.ends_with([
                '사', '원', '장', '자', '관', '주', '생', '수', '인', '모', '너', '터', '러', '저', '가', '리', '부',
                '트', '이',
            ])
            && shape::shape(word).is_none_or(|shape| shape < Shape::Whole)
}

/// Where in the word before 님 or 씨 the name stands; `None` when it is no name.
fn honoured_name(word: &str, seed: bool, whole: &str) -> Option<(usize, usize)> {
    if seed && SEEDS.iter().any(|known| format!("{word}씨").ends_with(known))
        || NOBODY.contains(word) && !(seed && NATIVE.contains(word))
    {
        return None;
    }
    if TITLES.contains(word)
        || is_word(word) && !NATIVE.contains(word) && !FOREIGN.contains(word) && !shape::is_given_too(word)
    {
        return None;
    }
    // 김마루고객님 holds a name before what they are called.
    let title = TITLES.iter().chain(NOBODY.iter()).filter(|title| title.chars().count() > 1 && word.ends_with(**title));
    if let Some(title) = title.max_by_key(|title| title.len()) {
        let name = &word[..word.len() - title.len()];
        let looks = shape::shape(name).is_some_and(|shape| shape >= Shape::Given);
        if looks {
            return Some((0, name.len()));
        }
        let mut reading = readings(whole).into_iter().filter(|reading| reading.shape >= Shape::Whole);
        return reading.next().map(|reading| (0, reading.name.len()));
    }
    let count = word.chars().count();
    if is_role(word) && count >= 3 || shape::of_a_verb(word) && count > 3 {
        return None;
    }
    if count <= 4 {
        return Some((0, word.len()));
    }
    // Words glued before a name: the last three letters when they look like one.
    let (at, _) = word.char_indices().rev().nth(2)?;
    shape::shape(&word[at..]).is_some_and(|shape| shape >= Shape::Whole).then_some((at, word.len()))
}
