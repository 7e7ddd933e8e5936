//! Two given sides: two segments, or two periods, of the same journey. Nothing is searched for, so the sides may share
//! customers and even rows; what is compared is still counted and corrected together.

use std::cmp::Ordering;

use yeojido_stats::{Interval, benjamini_hochberg, t_quantile, two_sided_binomial, two_sided_t};

use crate::ENOUGH;
use crate::effect::Split;

/// Confidence of the intervals.
const LEVEL: f64 = 0.95;

/// One visit, voice or event of a side, or several of one customer summed up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Whose it is.
    pub owner: u64,
    /// What it is: the same on both sides for what both of them hold.
    pub key: u64,
    /// How many outcomes it sums up.
    pub count: f64,
    /// Their sum.
    pub sum: f64,
    /// The sum of their squares.
    pub squares: f64,
}

impl Row {
    /// One outcome.
    #[must_use]
    pub const fn of(owner: u64, key: u64, outcome: f64) -> Self {
        Self { owner, key, count: 1.0, sum: outcome, squares: outcome * outcome }
    }

    /// `part` of `whole` that are 1, the others 0.
    #[must_use]
    pub const fn part(owner: u64, key: u64, part: f64, whole: f64) -> Self {
        Self { owner, key, count: whole, sum: part, squares: part }
    }
}

/// The same measure on both sides.
#[derive(Debug, Clone, Default)]
pub struct Pair {
    /// The side that is compared with.
    pub from: Vec<Row>,
    /// The side that is looked at.
    pub to: Vec<Row>,
    /// Whether every outcome is 0 or 1.
    pub binary: bool,
}

/// How the side looked at differs from the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// `to` less `from`, with its 95 % interval.
    pub difference: Interval,
    /// How surprising it would be if there were no difference.
    pub p: f64,
    /// The same, corrected for all that was compared.
    pub p_adjusted: f64,
}

/// Why a pair is not judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unjudged {
    /// A side has fewer than [`ENOUGH`] customers.
    TooFew,
    /// All outcomes are the same, so that chance cannot be told from them.
    NoSpread,
}

/// What came out for a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    /// The side that is compared with.
    pub from: Split,
    /// The side that is looked at.
    pub to: Split,
    /// The difference, where it can be judged.
    pub outcome: Result<Contrast, Unjudged>,
}

/// Compares all pairs; p-values are corrected for all of them together (Benjamini and Hochberg).
///
/// The difference is that of the two means. Its error is the larger of two. *Clustered*: the delete-one-customer jackknife,
/// Σ over customers of (dᵢ)², dᵢ how far the difference moves without customer i (R. G. Miller, "The jackknife – a review",
/// Biometrika 61, 1974), so that a customer on both sides counts once, with what they have in common taken off.
/// *Under no difference*: s²·(1/n₁ + 1/n₂ − 2·n₁₂/(n₁n₂)), s² the variance of both sides together and n₁₂ the outcomes that
/// both of them hold; for shares s² is that of half an event more, so that none of none is no certainty. The tail is
/// Student's t with one less degree than the smaller side has customers; for shares it is no smaller than the exact
/// binomial tail of the smaller side.
#[must_use]
pub fn compare(pairs: &[Pair]) -> Vec<Compared> {
    let mut all: Vec<Compared> = pairs.iter().map(one).collect();
    let p: Vec<f64> = all.iter().filter_map(|one| one.outcome.ok()).map(|contrast| contrast.p).collect();
    let adjusted = benjamini_hochberg(&p);
    for (contrast, p) in all.iter_mut().filter_map(|one| one.outcome.as_mut().ok()).zip(adjusted) {
        contrast.p_adjusted = p;
    }
    all
}

fn one(pair: &Pair) -> Compared {
    let (from, to) = (side(&pair.from), side(&pair.to));
    Compared { from: from.split, to: to.split, outcome: judge(pair, &from, &to) }
}

fn judge(pair: &Pair, from: &Summed, to: &Summed) -> Result<Contrast, Unjudged> {
    if from.split.owners.min(to.split.owners) < ENOUGH as u64 {
        return Err(Unjudged::TooFew);
    }
    let (clustered, shared) = jackknife(pair, from, to);
    let overlap = 1.0 / from.count + 1.0 / to.count - 2.0 * shared / (from.count * to.count);
    let alike = from.variance_with(to, pair.binary) * overlap.max(0.0);
    judged(from, to, clustered.max(alike), pair.binary)
}

/// The difference of two means whose error has this square.
pub(crate) fn judged(from: &Summed, to: &Summed, square: f64, binary: bool) -> Result<Contrast, Unjudged> {
    let fewer_owners = from.split.owners.min(to.split.owners);
    if fewer_owners < ENOUGH as u64 {
        return Err(Unjudged::TooFew);
    }
    if square <= 0.0 {
        return Err(Unjudged::NoSpread);
    }
    let difference = to.mean() - from.mean();
    let mut contrast = by_error(difference, square.sqrt(), fewer_owners);
    if binary {
        let (fewer, more) = if to.count <= from.count { (to, from) } else { (from, to) };
        contrast.p = contrast.p.max(exact(fewer, more.mean()));
        contrast.p_adjusted = contrast.p;
    }
    Ok(contrast)
}

/// A difference by Student's t with one less degree than the smaller side has customers.
pub(crate) fn by_error(difference: f64, error: f64, owners: u64) -> Contrast {
    #[expect(clippy::cast_precision_loss, reason = "owners stay far below 2^53")]
    let freedom = (owners - 1) as f64;
    let p = two_sided_t(difference / error, freedom);
    let half = t_quantile(LEVEL, freedom) * error;
    let difference = Interval { value: difference, low: difference - half, high: difference + half };
    Contrast { difference, p, p_adjusted: p }
}

/// A side summed up.
pub(crate) struct Summed {
    pub split: Split,
    pub count: f64,
    pub squares: f64,
}

impl Summed {
    pub fn mean(&self) -> f64 {
        self.split.sum / self.count
    }

    /// The variance of both sides together.
    pub fn variance_with(&self, other: &Self, binary: bool) -> f64 {
        let (count, sum) = (self.count + other.count, self.split.sum + other.split.sum);
        if binary {
            let share = ((sum + 0.5) / (count + 1.0)).clamp(0.0, 1.0);
            return share * (1.0 - share);
        }
        ((self.squares + other.squares) / count - (sum / count).powi(2)).max(0.0)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
fn side(rows: &[Row]) -> Summed {
    let (mut count, mut sum, mut squares, mut owners, mut last) = (0.0, 0.0, 0.0, 0, None);
    for row in rows {
        count += row.count;
        sum += row.sum;
        squares += row.squares;
        owners += u64::from(last != Some(row.owner));
        last = Some(row.owner);
    }
    Summed { split: Split { rows: count as u64, owners, sum }, count, squares }
}

/// Σ over customers of the square of how far the difference moves without them, and the outcomes that both sides hold.
/// Rows are in the order of their owners and keys.
fn jackknife(pair: &Pair, from: &Summed, to: &Summed) -> (f64, f64) {
    let (mut total, mut shared) = (0.0, 0.0);
    let (mut a, mut b) = (0, 0);
    while a < pair.from.len() || b < pair.to.len() {
        let owner = match (pair.from.get(a), pair.to.get(b)) {
            (Some(x), Some(y)) => x.owner.min(y.owner),
            (Some(x), None) | (None, Some(x)) => x.owner,
            (None, None) => break,
        };
        let theirs = |rows: &[Row], at: usize| at + rows[at..].iter().take_while(|row| row.owner == owner).count();
        let (a_end, b_end) = (theirs(&pair.from, a), theirs(&pair.to, b));
        let moved = pull(&pair.to[b..b_end], to) - pull(&pair.from[a..a_end], from);
        total += moved * moved;
        shared += common(&pair.from[a..a_end], &pair.to[b..b_end]);
        (a, b) = (a_end, b_end);
    }
    (total, shared)
}

/// How far a side's mean moves without some of its rows.
fn pull(rows: &[Row], of: &Summed) -> f64 {
    let (count, sum) = rows.iter().fold((0.0, 0.0), |(count, sum), row| (count + row.count, sum + row.sum));
    (sum - of.mean() * count) / (of.count - count).max(1.0)
}

/// Outcomes of one customer that both sides hold.
fn common(from: &[Row], to: &[Row]) -> f64 {
    let (mut a, mut b, mut shared) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (from.get(a), to.get(b)) {
        match x.key.cmp(&y.key) {
            Ordering::Less => a += 1,
            Ordering::Greater => b += 1,
            Ordering::Equal => {
                shared += x.count.min(y.count);
                (a, b) = (a + 1, b + 1);
            }
        }
    }
    shared
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count between 0 and the rows")]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn exact(side: &Summed, chance: f64) -> f64 {
    let rows = side.split.rows;
    // None of the others: half an event more, so that a first event is no certainty.
    let least = 0.5 / (rows as f64 + 1.0);
    two_sided_binomial((side.split.sum.round() as u64).min(rows), rows, chance.clamp(least, 1.0 - least))
}

#[cfg(test)]
mod tests;
