//! Two sides of an analysis, two segments or two periods, row by row: by how much they differ, how sure that is, and how much of
//! the gap between them each row explains.
//!
//! * [`Marks`] are what one customer is on a side, and [`Tally`] the sums of all of them. The unit is the customer: whoever
//!   counts several times, in several rows or on both sides, is one.
//! * [`contrast`] judges all rows and the gap, corrects for all of them together, and ranks them.
//! * [`Slant`] is a gap that is made of several rows, such as a mean over periods; it needs a second pass.
//! * [`waits`] compares medians of times that are not over for everybody.

mod exact;
mod explain;
mod judge;
mod marks;
mod slant;
mod waits;

use std::hash::Hash;

use yeojido_stats::benjamini_hochberg;

pub use explain::Explain;
pub use judge::Measured;
pub use marks::{Marks, Tally};
pub use slant::{Pull, Slant};
pub use waits::{Wait, Waits, waits};

use crate::sides::{Contrast, Unjudged};
use judge::judge;
use marks::Parts;

/// Rows that are beyond chance at this adjusted p stand out.
pub const STANDS_OUT: f64 = 0.05;

/// A row that is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Line<K> {
    /// Which.
    pub key: K,
    /// Of which whole, should nobody have a part in it.
    pub whole: usize,
    /// Its weight in the gap; 0 when the gap is not made of it.
    pub weight: f64,
}

/// The gap that the rows are to explain.
#[derive(Debug, Clone, PartialEq)]
pub enum Whole<K> {
    /// A row of its own.
    Row(K, usize),
    /// A measure made of several rows: its values, and the outcome of [`Slant::judge`].
    Made((f64, f64), Result<Contrast, Unjudged>),
    /// All rows together ([`Explain::Variation`]), with the outcome of [`Slant::judge`] for rows that weigh ½ or −½, as they differ.
    Variation(Result<Contrast, Unjudged>),
}

/// One row, or the gap.
#[derive(Debug, Clone, PartialEq)]
pub struct Told<K> {
    /// Which; `None` for a gap that is no row.
    pub key: Option<K>,
    /// The side that is looked at.
    pub a: Measured,
    /// The side that is compared with.
    pub b: Measured,
    /// `a` less `b`, where it can be judged.
    pub outcome: Result<Contrast, Unjudged>,
    /// What it adds to the gap, in the gap's unit.
    pub part: Option<f64>,
    /// The same as a share of the gap; of all differences where there is no one measure.
    pub explains: Option<f64>,
}

impl<K> Told<K> {
    /// Whether it is beyond chance after all that was compared.
    #[must_use]
    pub fn stands_out(&self) -> bool {
        self.outcome.is_ok_and(|contrast| contrast.p_adjusted <= STANDS_OUT)
    }

    /// By how much `a` is more than `b`, judged or not.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        Some(self.a.value? - self.b.value?)
    }
}

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Contrasted<K> {
    /// The whole.
    pub gap: Told<K>,
    /// What stands out first, then by how much of the gap it explains; rows that cannot be judged last.
    pub rows: Vec<Told<K>>,
    /// Customers on side `a`, on side `b`, and on both.
    pub customers: (u64, u64, u64),
    /// [`Explain::Variation`]: what chance alone would make of it.
    pub by_chance: Option<f64>,
}

/// Compares the rows and the gap; p-values are corrected for all of them together (Benjamini and Hochberg).
///
/// The gap of [`Explain::Variation`] has the p-value of Simes, the least of the corrected ones, which is that of no row
/// differing at all (R. J. Simes, "An improved Bonferroni procedure for multiple tests of significance", Biometrika 73, 1986).
#[must_use]
pub fn contrast<K: Hash + Eq + Clone>(
    tally: &Tally<K>,
    whole: &Whole<K>,
    lines: &[Line<K>],
    explain: Explain,
) -> Contrasted<K> {
    let mut rows: Vec<Told<K>> = lines.iter().map(|line| one(tally, &line.key, line.whole)).collect();
    let mut gap = match whole {
        Whole::Row(key, whole) => one(tally, key, *whole),
        Whole::Made((a, b), outcome) => made(tally, *outcome, Some((*a, *b))),
        Whole::Variation(outcome) => made(tally, *outcome, None),
    };
    let variation = matches!(whole, Whole::Variation(_));
    correct(&mut rows, (!variation).then_some(&mut gap));
    let links: Vec<_> = lines.iter().zip(&rows).map(|(line, row)| (row.a.value, row.b.value, line.weight)).collect();
    let parts = explain.parts(&links);
    let total = if variation { Some(parts.iter().flatten().sum()) } else { gap.difference() };
    for (row, part) in rows.iter_mut().zip(parts) {
        row.part = part;
        row.explains = part.zip(total).filter(|(_, total)| *total != 0.0).map(|(part, total)| part / total);
    }
    if variation {
        simes(&mut gap, &rows, total.unwrap_or_default());
    }
    let by_chance = variation.then(|| rows.iter().filter_map(|row| row.outcome.ok()).map(expected).sum());
    rows.sort_by(|x, y| rank(y).partial_cmp(&rank(x)).unwrap_or(std::cmp::Ordering::Equal));
    let (a, b) = tally.customers;
    Contrasted { gap, rows, customers: (a, b, tally.both), by_chance }
}

fn one<K: Hash + Eq + Clone>(tally: &Tally<K>, key: &K, whole: usize) -> Told<K> {
    let row = tally.row(key).unwrap_or(Parts { whole, ..Parts::default() });
    let wholes = tally.whole(row.whole);
    let (a, b) = (Measured::of(&row.a, &wholes.a), Measured::of(&row.b, &wholes.b));
    Told { key: Some(key.clone()), a, b, outcome: judge(&row, &wholes), part: None, explains: None }
}

#[expect(clippy::cast_precision_loss, reason = "customers stay far below 2^53")]
fn made<K: Hash + Eq>(tally: &Tally<K>, outcome: Result<Contrast, Unjudged>, values: Option<(f64, f64)>) -> Told<K> {
    let side = |owners: u64, value: Option<f64>| Measured { value, part: owners as f64, whole: owners as f64, owners };
    let (a, b) = tally.customers;
    let (a, b) = (side(a, values.map(|both| both.0)), side(b, values.map(|both| both.1)));
    Told { key: None, a, b, outcome, part: None, explains: None }
}

fn correct<K>(rows: &mut [Told<K>], gap: Option<&mut Told<K>>) {
    let mut all: Vec<&mut Contrast> =
        rows.iter_mut().chain(gap).filter_map(|told| told.outcome.as_mut().ok()).collect();
    let p: Vec<f64> = all.iter().map(|contrast| contrast.p).collect();
    for (contrast, adjusted) in all.iter_mut().zip(benjamini_hochberg(&p)) {
        contrast.p_adjusted = adjusted;
    }
}

/// The variation is never below 0, so its own distance from 0 says nothing: it is judged by its rows.
fn simes<K>(gap: &mut Told<K>, rows: &[Told<K>], variation: f64) {
    let least = rows.iter().filter_map(|row| row.outcome.ok()).map(|contrast| contrast.p_adjusted).reduce(f64::min);
    if let (Ok(contrast), Some(p)) = (&mut gap.outcome, least) {
        let moved = variation - contrast.difference.value;
        contrast.difference.value = variation;
        contrast.difference.low = (contrast.difference.low + moved).max(0.0);
        contrast.difference.high += moved;
        (contrast.p, contrast.p_adjusted) = (p, p);
    }
}

/// Half of the difference that chance alone leads to expect: σ·√(2/π).
fn expected(contrast: Contrast) -> f64 {
    let error = (contrast.difference.high - contrast.difference.low) / (2.0 * 1.96);
    error * (2.0 / std::f64::consts::PI).sqrt() / 2.0
}

/// Judged and beyond chance, judged, neither; then by what it explains, then by the difference.
fn rank<K>(told: &Told<K>) -> (u8, f64, f64) {
    let class = if told.stands_out() { 2 } else { u8::from(told.outcome.is_ok()) };
    (class, told.part.unwrap_or_default().abs(), told.difference().unwrap_or_default().abs())
}

#[cfg(test)]
mod tests;
