//! Which whole paths people take: persons with exactly the same sequence of events are one variant.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::events::Coded;
use crate::pattern::SpecError;
use crate::transitions::name;
use crate::who::{Number, code};

/// Paths by the codes of one dictionary of events, and how many persons took each: a partial that adds.
#[derive(Debug, Clone, Default)]
pub struct Variants {
    customers: u64,
    paths: FxHashMap<Box<[u32]>, u64>,
}

impl Variants {
    /// Adds one person's events, in order. A person without events is nobody.
    pub fn add(&mut self, codes: &[u32]) {
        if codes.is_empty() {
            return;
        }
        self.customers += 1;
        match self.paths.get_mut(codes) {
            Some(count) => *count += 1,
            None => {
                self.paths.insert(codes.into(), 1);
            }
        }
    }

    /// Adds the events of other persons, coded by the same dictionary.
    pub fn merge(&mut self, other: Self) {
        self.customers += other.customers;
        for (path, count) in other.paths {
            *self.paths.entry(path).or_default() += count;
        }
    }

    /// The variants, the most frequent first, then by path.
    fn ordered(&self, names: &Coded) -> Vec<(&[u32], u64)> {
        // Names are compared by their rank, so that sorting a long list copies no text.
        let mut order: Vec<usize> = (0..names.values.len()).collect();
        order.sort_by(|&a, &b| names.values[a].cmp(&names.values[b]));
        let mut rank = vec![0; order.len()];
        for (place, code) in order.into_iter().enumerate() {
            rank[code] = place;
        }
        let mut paths: Vec<(&[u32], u64)> = self.paths.iter().map(|(path, &count)| (&**path, count)).collect();
        paths.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| ranked(a.0, &rank).cmp(ranked(b.0, &rank))));
        paths
    }

    /// The variants with the names of their events, the most frequent first, then by path; beyond `top` (all if `None`)
    /// they are only counted.
    #[must_use]
    pub fn report(&self, names: &Coded, top: Option<usize>) -> VariantsReport {
        let paths = self.ordered(names);
        let shown = top.unwrap_or(paths.len()).min(paths.len());
        let rest = &paths[shown..];
        let variants = paths[..shown]
            .iter()
            .map(|(path, count)| VariantReport {
                path: path.iter().map(|&code| name(names, code)).collect(),
                count: *count,
            })
            .collect();
        VariantsReport {
            count: paths.len() as u64,
            customers: self.customers,
            variants,
            other: OtherReport { variants: rest.len() as u64, customers: rest.iter().map(|path| path.1).sum() },
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
            return Ok(Box::new(move |sum| sum.paths.get(&codes).copied().unwrap_or(0)));
        }
        let shown = whole.ordered(names).into_iter().take(top.unwrap_or(usize::MAX));
        let shown: FxHashSet<Box<[u32]>> = shown.map(|(path, _)| path.into()).collect();
        Ok(Box::new(move |sum| {
            sum.paths.iter().filter(|(path, _)| !shown.contains(*path)).map(|(_, count)| count).sum()
        }))
    }
}

/// A path as the places of its events' names in alphabetical order.
fn ranked<'a>(path: &'a [u32], rank: &'a [usize]) -> impl Iterator<Item = Option<&'a usize>> {
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
