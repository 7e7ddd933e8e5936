//! What is newly said: words and pairs of words that became more frequent than chance explains, even where a known theme
//! holds their statements (*the courier was changed* is held by *delivery is late*).
//!
//! Tried is every noun, and every pair of a noun with another noun or a predicate, by the test of [`super::trend`], with
//! one correction over all of them. Of what passes the surest is taken first, and its statements count for nothing else.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};
use yeojido_domain::{Topic, VoiceKey};
use yeojido_stats::benjamini_hochberg;

use super::catalogue::{Catalogue, hashed};
use super::entry::{Entry, Origin, Side, ThemeId};
use super::named::verbatim;
use super::squeezed::Squeezed;
use super::stance::stance;
use super::stems::Stems;
use super::summary::Heard;
use super::trend::{BELIEVED, Seen, Windows, chance, enough};

/// So many voices of the later window must say it.
const RECENT: u64 = 5;
/// A predicate's other forms, as keys, at most.
const FORMS: usize = 24;

/// A noun, and what is said of it, if anything.
type Feature = (String, Option<String>);

impl Catalogue {
    /// Adds a theme for whatever is said more often in the later window than chance explains, and says which.
    pub fn emerge(&mut self, heard: &[Heard<'_>], windows: &Windows) -> Vec<ThemeId> {
        let within: Vec<&Heard<'_>> =
            heard.iter().filter(|it| windows.hold(it.time) && !it.statement.topic.is_empty()).collect();
        let found = Features::of(&within, windows);
        let tried: Vec<(&Feature, &Vec<usize>, f64)> = found.tried(&within, windows);
        let adjusted = benjamini_hochberg(&tried.iter().map(|(_, _, p)| *p).collect::<Vec<_>>());
        let mut passed: Vec<(f64, &Feature, &Vec<usize>)> = tried
            .iter()
            .zip(adjusted)
            .filter(|(_, p)| *p <= BELIEVED)
            .map(|((feature, members, p), _)| (*p, *feature, *members))
            .collect();
        passed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
        let least_sure = passed.last().map_or(0.0, |(p, ..)| *p);
        let mut taken: FxHashSet<usize> = FxHashSet::default();
        let mut added = Vec::new();
        for (_, feature, members) in passed {
            // What a surer one explains does not make another new.
            let fresh = members.iter().filter(|at| !taken.contains(at)).map(|&at| within[at]);
            let seen = counted(fresh, windows);
            if seen.recent < RECENT || chance(seen, found.voices) > least_sure {
                continue;
            }
            taken.extend(members);
            let said: Vec<&Heard<'_>> = members.iter().map(|&at| within[at]).collect();
            let entry = emerged(feature, &found.forms, &said, windows);
            if self.entry(&entry.id).is_none() {
                added.push(entry.id.clone());
                self.entries.push(entry);
            }
        }
        added
    }
}

struct Features {
    /// By feature the places of its statements.
    members: BTreeMap<Feature, Vec<usize>>,
    /// By predicate its forms as keys.
    forms: FxHashMap<String, BTreeSet<String>>,
    voices: Seen,
}

impl Features {
    fn of(within: &[&Heard<'_>], windows: &Windows) -> Self {
        let texts: Vec<Squeezed> = within.iter().map(|it| Squeezed::new(&it.statement.text)).collect();
        let stems = Stems::of(&texts);
        let mut forms: FxHashMap<String, BTreeSet<String>> = FxHashMap::default();
        let mut members: BTreeMap<Feature, Vec<usize>> = BTreeMap::new();
        for (at, text) in texts.iter().enumerate() {
            let found = stems.read(text);
            for (n, noun) in found.nouns.iter().enumerate() {
                let others = found.nouns[n + 1..].iter().chain(found.predicates.keys());
                members.entry((noun.clone(), None)).or_default().push(at);
                others.for_each(|other| members.entry((noun.clone(), Some(other.clone()))).or_default().push(at));
            }
            found.predicates.into_iter().for_each(|(stem, key)| {
                forms.entry(stem).or_default().insert(key);
            });
        }
        Self { members, forms, voices: counted(within.iter().copied(), windows) }
    }

    /// What there is enough of to be tried, with its statements and the chance that it is no change.
    fn tried(&self, within: &[&Heard<'_>], windows: &Windows) -> Vec<(&Feature, &Vec<usize>, f64)> {
        self.members
            .iter()
            .filter(|(_, members)| members.len() as u64 >= super::trend::ENOUGH)
            .filter_map(|(feature, members)| {
                let seen = counted(members.iter().map(|&at| within[at]), windows);
                let grew = seen.recent >= RECENT && seen.recent * self.voices.before > seen.before * self.voices.recent;
                let p = if grew { chance(seen, self.voices) } else { 1.0 };
                enough(seen, self.voices).then_some((feature, members, p))
            })
            .collect()
    }
}

/// Voices in either window.
pub(super) fn counted<'h>(heard: impl Iterator<Item = &'h Heard<'h>>, windows: &Windows) -> Seen {
    let (mut before, mut recent): (FxHashSet<VoiceKey>, FxHashSet<VoiceKey>) = Default::default();
    for it in heard {
        if windows.recent.contains(&it.time) {
            recent.insert(it.voice);
        } else if windows.before.contains(&it.time) {
            before.insert(it.voice);
        }
    }
    Seen { before: before.len() as u64, recent: recent.len() as u64 }
}

/// The most frequent, the first of equally frequent ones.
fn most<K: Ord + Copy>(of: impl Iterator<Item = K>) -> Option<K> {
    let mut counts: BTreeMap<K, usize> = BTreeMap::new();
    of.for_each(|key| *counts.entry(key).or_default() += 1);
    counts.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(key, _)| key)
}

/// Of the recent statements of a side the half that says it most plainly, at least three: a name comes from these.
fn plainest<'h>(said: &[&Heard<'h>], side: Side, windows: &Windows) -> Vec<&'h str> {
    let recent = said.iter().filter(|it| windows.recent.contains(&it.time)).map(|it| it.statement);
    let (of_side, others): (Vec<_>, Vec<_>) = recent.partition(|statement| stance(statement) == Some(side));
    let mut from = if of_side.is_empty() { others } else { of_side };
    let towards = |score: f64| match side {
        Side::Good => -score,
        Side::Bad => score,
        Side::Ask | Side::Any => 0.0,
    };
    from.sort_by(|a, b| towards(a.score).total_cmp(&towards(b.score)).then(a.text.cmp(&b.text)));
    from.truncate(from.len().div_ceil(2).max(3));
    from.into_iter().map(|statement| statement.text.as_str()).collect()
}

fn emerged(
    (noun, other): &Feature,
    forms: &FxHashMap<String, BTreeSet<String>>,
    said: &[&Heard<'_>],
    windows: &Windows,
) -> Entry {
    let topic = most(said.iter().filter_map(|it| it.statement.topic.first().copied())).unwrap_or(Topic::Brand);
    let side = most(said.iter().filter_map(|it| stance(it.statement))).unwrap_or(Side::Any);
    let texts = plainest(said, side, windows);
    let name = verbatim(&texts, noun).unwrap_or_else(|| noun.clone());
    let keys = match other {
        None => vec![noun.clone()],
        Some(other) => forms
            .get(other)
            .map(|forms| forms.iter().take(FORMS).map(|form| format!("{noun}&{form}")).collect())
            .unwrap_or_else(|| vec![format!("{noun}&{other}")]),
    };
    Entry {
        id: hashed(topic.as_str(), &format!("!{noun} {}", other.as_deref().unwrap_or_default())),
        topic,
        side: Side::Any,
        origin: Origin::Emerged,
        ko: name.clone(),
        en: name,
        renamed: None,
        merged_into: None,
        within: None,
        about: vec![noun.clone()],
        said: keys,
    }
}
