//! Names of themes that were found: in customers' words, short, and said as people say it.
//!
//! A theme that is known by a noun is called by the words that its speakers use beside it most (`나사가 안 맞아요`) when a
//! good part of them do, taken verbatim from the shortest statement that has them; else by the noun and what they feel.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::entry::Side;
use crate::grams::normalise;
use crate::particle::{Particle, with_particle};
use crate::represent::{Said, represent};

/// So many statements must use the words, and such a part of all.
const SHARED: usize = 3;
const PART: f64 = 0.3;
/// Letters of a name that is a verbatim statement.
const SHORT: std::ops::RangeInclusive<usize> = 5..=24;

/// The Korean and the English name of a theme known by a noun.
pub(super) fn named(noun: &str, side: Side, texts: &FxHashSet<&str>) -> (String, String) {
    if let Some(span) = said_often(noun, texts) {
        return (span.clone(), span);
    }
    (felt_ko(noun, side), felt_en(&format!("the {noun}"), side))
}

/// A thing and what is felt about it, as people say it.
pub(super) fn felt_ko(thing: &str, side: Side) -> String {
    match side {
        Side::Good => format!("{} 마음에 들어요", with_particle(thing, Particle::Subject)),
        Side::Bad => format!("{} 아쉬워요", with_particle(thing, Particle::Subject)),
        Side::Ask => format!("{} 묻거나 부탁해요", with_particle(thing, Particle::Object)),
        Side::Any => format!("{} 이야기해요", with_particle(thing, Particle::Object)),
    }
}

/// The same in English.
pub(super) fn felt_en(thing: &str, side: Side) -> String {
    match side {
        Side::Good => format!("happy with {thing}"),
        Side::Bad => format!("unhappy with {thing}"),
        Side::Ask => format!("questions and requests about {thing}"),
        Side::Any => format!("about {thing}"),
    }
}

/// Two or three words with the noun at their head that many statements share and that end one of them.
fn said_often(noun: &str, texts: &FxHashSet<&str>) -> Option<String> {
    let mut spans: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts {
        let normal = normalise(text);
        let words: Vec<&str> = normal.split(' ').map(bare).collect();
        let mut own: FxHashSet<String> = FxHashSet::default();
        for size in 2..=3 {
            own.extend(words.windows(size).filter(|window| window[0].starts_with(noun)).map(|window| window.join(" ")));
        }
        own.into_iter().for_each(|span| *spans.entry(span).or_default() += 1);
    }
    let enough = SHARED.max((PART * texts.len() as f64).ceil() as usize);
    let (span, _) = spans
        .into_iter()
        .filter(|(span, count)| *count >= enough && ends_a_sentence(span))
        .reduce(|best, next| if (next.1, next.0.len()) > (best.1, best.0.len()) { next } else { best })?;
    Some(span)
}

fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

fn ends_a_sentence(span: &str) -> bool {
    ["요", "다", "음", "함", "됨", "죠", "네"].iter().any(|end| span.ends_with(end))
}

/// What speaks for the others best, as a name: a sentence with the noun, a short one where there is any, verbatim but
/// for the stops at its end.
pub(super) fn verbatim(texts: &[&str], noun: &str) -> Option<String> {
    let sentences: Vec<&str> = texts
        .iter()
        .flat_map(|text| text.split_inclusive(['.', '!', '?', '\n']))
        .map(str::trim)
        .filter(|sentence| sentence.to_lowercase().contains(noun))
        .collect();
    let fits = |text: &&&str| SHORT.contains(&text.chars().count()) && !text.contains(['?', '"', '\'']);
    let short: Vec<&str> = sentences.iter().filter(fits).copied().collect();
    let from = if short.is_empty() { &sentences } else { &short };
    let said: Vec<Said<'_>> = from.iter().map(|text| Said { text, sentiment: None }).collect();
    let chosen = represent(&said, 1).quotes.first().map(|quote| from[quote.index])?;
    Some(chosen.trim_end_matches(|letter: char| !letter.is_alphanumeric()).to_owned())
}
