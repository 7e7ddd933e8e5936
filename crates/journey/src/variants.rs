//! Which whole paths people take: persons with exactly the same sequence of events are one variant.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use serde::{Deserialize, Serialize};

use crate::events::Coded;
use crate::pattern::SpecError;
use crate::recode::Recode;
use crate::transitions::{name, ranks};
use crate::who::{Number, code};

/// Paths by the codes of one dictionary of events, and how many persons took each: a partial that adds.
///
/// The events of all paths lie one after another in one place. Where most persons go a way of their own, an allocation
/// a path is most of what they cost.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Variants {
    customers: u64,
    events: Vec<u32>,
    paths: Vec<Path>,
    /// By hash of its events, the last path of that hash.
    known: FxHashMap<u64, usize>,
}

/// One path: where its events lie, and how many took it.
#[derive(Debug, Clone)]
struct Path {
    events: Range<usize>,
    count: u64,
    hash: u64,
    /// Another of the same hash.
    other: Option<usize>,
}

/// [`Variants`] as they are sent: what the hashes say is found again.
#[derive(Serialize, Deserialize)]
struct Written {
    customers: u64,
    events: Vec<u32>,
    /// How many events a path has, and how many persons took it.
    paths: Vec<(usize, u64)>,
}

impl From<Variants> for Written {
    fn from(all: Variants) -> Self {
        let paths = all.paths.iter().map(|path| (path.events.len(), path.count)).collect();
        Self { customers: all.customers, events: all.events, paths }
    }
}

impl TryFrom<Written> for Variants {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let mut all = Self { customers: written.customers, ..Self::default() };
        let mut events = written.events.as_slice();
        for (length, count) in written.paths {
            let (codes, rest) = events.split_at_checked(length).ok_or("a path is longer than the events")?;
            all.note(hash(codes), codes, count);
            events = rest;
        }
        if events.is_empty() { Ok(all) } else { Err("events of no path") }
    }
}

fn hash(codes: &[u32]) -> u64 {
    let mut hasher = FxHasher::default();
    let (pairs, rest) = codes.as_chunks::<2>();
    pairs.iter().for_each(|&[a, b]| hasher.write_u64(u64::from(a) << 32 | u64::from(b)));
    rest.iter().for_each(|&code| hasher.write_u32(code));
    hasher.write_usize(codes.len());
    hasher.finish()
}

impl Variants {
    /// Adds one person's events, in order. A person without events is nobody.
    pub fn add(&mut self, codes: &[u32]) {
        if !codes.is_empty() {
            self.customers += 1;
            self.note(hash(codes), codes, 1);
        }
    }

    fn note(&mut self, hash: u64, codes: &[u32], count: u64) {
        let last = self.known.get(&hash).copied();
        if let Some(path) = self.find(last, codes) {
            self.paths[path].count += count;
            return;
        }
        let first = self.events.len();
        self.events.extend_from_slice(codes);
        self.known.insert(hash, self.paths.len());
        self.paths.push(Path { events: first..self.events.len(), count, hash, other: last });
    }

    /// A path among those of one hash.
    fn find(&self, mut last: Option<usize>, codes: &[u32]) -> Option<usize> {
        while let Some(at) = last {
            let path = &self.paths[at];
            if self.events[path.events.clone()] == *codes {
                return Some(at);
            }
            last = path.other;
        }
        None
    }

    /// Adds the events of other persons, coded by the same dictionary.
    pub fn merge(&mut self, other: Self) {
        self.customers += other.customers;
        self.events.reserve(other.events.len());
        self.paths.reserve(other.paths.len());
        self.known.reserve(other.known.len());
        for path in other.paths {
            self.note(path.hash, &other.events[path.events.clone()], path.count);
        }
    }

    fn paths(&self) -> impl Iterator<Item = (&[u32], u64)> {
        self.paths.iter().map(|path| (&self.events[path.events.clone()], path.count))
    }

    /// How many took a path.
    fn count(&self, codes: &[u32]) -> u64 {
        let last = self.known.get(&hash(codes)).copied();
        self.find(last, codes).map_or(0, |path| self.paths[path].count)
    }

    /// So many of the variants, the most frequent first, then by path.
    fn most_frequent(&self, names: &Coded, shown: usize) -> Vec<(&[u32], u64)> {
        let rank = ranks(names);
        let order = |a: &(&[u32], u64), b: &(&[u32], u64)| {
            b.1.cmp(&a.1).then_with(|| ranked(a.0, &rank).cmp(ranked(b.0, &rank)))
        };
        // Where most persons go a way of their own, nearly all paths are left out by one look at the last of the best.
        let mut best: Vec<(&[u32], u64)> = Vec::new();
        let mut is_full = false;
        for path in self.paths() {
            if is_full && order(&path, &best[shown - 1]).is_ge() {
                continue;
            }
            best.push(path);
            if shown > 0 && best.len() >= 2 * shown {
                best.select_nth_unstable_by(shown - 1, order);
                best.truncate(shown);
                is_full = true;
            }
        }
        best.sort_unstable_by(order);
        best.truncate(shown);
        best
    }

    /// The variants with the names of their events, the most frequent first, then by path; beyond `top` (all if `None`)
    /// they are only counted.
    #[must_use]
    pub fn report(&self, names: &Coded, top: Option<usize>) -> VariantsReport {
        let shown = self.most_frequent(names, top.unwrap_or(usize::MAX).min(self.paths.len()));
        let other = OtherReport {
            variants: (self.paths.len() - shown.len()) as u64,
            customers: self.customers - shown.iter().map(|path| path.1).sum::<u64>(),
        };
        let report = |(path, count): (&[u32], u64)| VariantReport {
            path: path.iter().map(|&code| name(names, code)).collect(),
            count,
        };
        VariantsReport {
            count: self.paths.len() as u64,
            customers: self.customers,
            variants: shown.into_iter().map(report).collect(),
            other,
        }
    }
}

impl Recode for Variants {
    fn recode(&mut self, code: &mut dyn FnMut(u32) -> u32) {
        let old = std::mem::take(self);
        self.customers = old.customers;
        for (path, count) in old.paths() {
            let codes: Vec<u32> = path.iter().map(|&event| code(event)).collect();
            self.note(hash(&codes), &codes, count);
        }
    }
}

/// A cell of the answer: one variant, or all that are not shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VariantCell {
    /// Its events; `null` for all variants that are not shown.
    pub path: Option<Vec<String>>,
}

impl VariantCell {
    /// How its number is read. `whole` is the sum over everybody, which tells with `top` what variants are shown.
    ///
    /// # Errors
    /// [`SpecError`] names an event that is not there.
    pub fn number(&self, names: &Coded, whole: &Variants, top: Option<usize>) -> Result<Number<Variants>, SpecError> {
        if let Some(path) = &self.path {
            let codes: Box<[u32]> = path.iter().map(|name| code(names, "path", name)).collect::<Result<_, _>>()?;
            return Ok(Box::new(move |sum| sum.count(&codes)));
        }
        let shown = whole.most_frequent(names, top.unwrap_or(usize::MAX).min(whole.paths.len()));
        let shown: FxHashSet<Box<[u32]>> = shown.into_iter().map(|(path, _)| path.into()).collect();
        Ok(Box::new(move |sum| sum.paths().filter(|(path, _)| !shown.contains(*path)).map(|(_, count)| count).sum()))
    }
}

/// A path as the places of its events' names in alphabetical order.
fn ranked<'a>(path: &'a [u32], rank: &'a [u32]) -> impl Iterator<Item = Option<&'a u32>> {
    path.iter().map(|&code| rank.get(code as usize))
}

/// What `analyze variants` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantsReport {
    /// Different variants, shown or not.
    pub count: u64,
    /// Persons.
    pub customers: u64,
    /// Those that are shown.
    pub variants: Vec<VariantReport>,
    /// Those that are not.
    pub other: OtherReport,
}

/// One path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantReport {
    /// Names of its events, in order.
    pub path: Vec<String>,
    /// Persons who took it.
    pub count: u64,
}

/// What is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherReport {
    /// Variants.
    pub variants: u64,
    /// Persons who took them.
    pub customers: u64,
}
