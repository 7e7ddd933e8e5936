//! Competitors whom customers name, and what they are preferred for.
//!
//! No list of names: a competitor is a noun that stands in comparisons more often than chance explains (a share of at
//! least [`SET_AGAINST`], binomial test, adjusted by Benjamini and Hochberg over all nouns tried), and that is
//! none of the words by which topics and themes are known.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use yeojido_domain::{Intent, Sentiment, Topic};
use yeojido_stats::{benjamini_hochberg, two_sided_binomial};

use super::catalogue::Catalogue;
use super::squeezed::Squeezed;
use super::stems::Stems;
use super::summary::Heard;
use super::trend::BELIEVED;

/// So many statements must name it.
const ENOUGH: usize = 8;
/// Such a part of these must compare.
const SET_AGAINST: f64 = 0.3;

/// A competitor as customers speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    /// As they call it.
    pub name: String,
    /// Places of the statements that name it, ascending.
    pub statements: Vec<usize>,
    /// Of these, those that compare or leave and are not glad.
    pub preferred: Vec<usize>,
    /// What the latter are about, the most frequent first.
    pub reasons: Vec<(Topic, usize)>,
}

/// The competitors that these statements name, the most often named first.
#[must_use]
pub fn rivals(heard: &[Heard<'_>], catalogue: &Catalogue) -> Vec<Rival> {
    let texts: Vec<Squeezed> = heard.iter().map(|it| Squeezed::new(&it.statement.text)).collect();
    let stems = Stems::of(&texts);
    let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, text) in texts.iter().enumerate() {
        stems.read(text).nouns.into_iter().for_each(|noun| named.entry(noun).or_default().push(at));
    }
    let known = known_words(catalogue);
    named.retain(|noun, members| members.len() >= ENOUGH && !known.contains(noun.as_str()));
    let against = |at: usize| heard[at].statement.intent == Some(Intent::Comparison);
    let usual = (0..heard.len()).filter(|&at| against(at)).count() as f64 / heard.len().max(1) as f64;
    let counts: Vec<(u64, u64)> = named
        .values()
        .map(|members| (members.iter().filter(|&&at| against(at)).count() as u64, members.len() as u64))
        .collect();
    let p: Vec<f64> = counts.iter().map(|&(some, all)| two_sided_binomial(some, all, usual)).collect();
    let surely = benjamini_hochberg(&p);
    let mut found: Vec<Rival> = named
        .into_iter()
        .zip(counts.iter().zip(surely))
        .filter(|(_, ((some, all), p))| *p <= BELIEVED && *some as f64 >= SET_AGAINST * *all as f64)
        .map(|((name, statements), _)| rival(name, statements, heard))
        .collect();
    found.sort_by(|a, b| b.statements.len().cmp(&a.statements.len()).then(a.name.cmp(&b.name)));
    found
}

fn known_words(catalogue: &Catalogue) -> FxHashSet<&str> {
    catalogue
        .entries
        .iter()
        .flat_map(|entry| entry.about.iter().chain(&entry.said))
        .map(|key| key.trim_matches(['_', '!', '~']))
        .collect()
}

fn rival(name: String, statements: Vec<usize>, heard: &[Heard<'_>]) -> Rival {
    let prefers = |at: &usize| {
        let statement = heard[*at].statement;
        matches!(statement.intent, Some(Intent::Comparison | Intent::Leaving))
            && statement.sentiment != Some(Sentiment::Positive)
    };
    let preferred: Vec<usize> = statements.iter().copied().filter(prefers).collect();
    let mut reasons: BTreeMap<Topic, usize> = BTreeMap::new();
    let topics = preferred.iter().flat_map(|&at| &heard[at].statement.topic).filter(|topic| **topic != Topic::Brand);
    topics.for_each(|topic| *reasons.entry(*topic).or_default() += 1);
    let mut reasons: Vec<(Topic, usize)> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Rival { name, statements, preferred, reasons }
}
