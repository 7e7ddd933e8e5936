//! Why a measure changed: which value of which column, if it were left out, would take most of the change with it.

use rustc_hash::FxHashMap;
use yeojido_stats::{Interval, benjamini_hochberg, t_quantile, two_sided_t};

use crate::ENOUGH;
use crate::effect::Split;
use crate::group::Side;
use crate::table::{Table, Values};

/// Confidence of the intervals.
const LEVEL: f64 = 0.95;
/// A value is named when the change without it is at most half as large.
const MOST: f64 = 0.5;

/// A value whose part in a change is certain and large.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// Place of its column in [`Table::columns`].
    pub column: usize,
    /// Code of the value.
    pub code: u32,
    /// Rows with the value before.
    pub from: Split,
    /// Rows with the value after.
    pub to: Split,
    /// All rows before and after.
    pub of: (u64, u64),
    /// The change less the change without the value.
    pub explained: Interval,
    /// Of it, what came from the value becoming more or less frequent.
    pub mix: f64,
    /// Of it, what came from the value itself faring otherwise than the rest.
    pub rate: f64,
    /// The change of all rows without the value.
    pub left: Interval,
    /// Chance that it explains nothing, corrected for all values that were tried.
    pub p_adjusted: f64,
}

/// What a search for drivers has found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drivers {
    /// Those that explain most of the change first.
    pub drivers: Vec<Driver>,
    /// Values that were tried and corrected for.
    pub tried: u64,
}

/// Tries every value of every column of names. `sides` tells the rows after (`In`) from those before (`Out`).
///
/// With Δ the change of the mean and Δᵣ that of all rows without the value, a value explains Δ − Δᵣ. This is exact:
/// Δ = *mix* + *rate* + Δᵣ with mix = (w₁ − w₀)·(m̄ − m̄ᵣ), w its share of the rows before and after and m̄ its mean over
/// both, and rate = w̄·(Δᵥ − Δᵣ), its own change beyond that of the rest (the components of E. M. Kitagawa, JASA 50, 1955,
/// of one value against the others). Of a value that is there on one side only, all is mix. Errors are those of the
/// delete-one-owner jackknife; what is tried is corrected by Benjamini and Hochberg. Values are told that explain at
/// least half of the change, the most by the cautious end of its interval first.
///
/// # Panics
/// When `sides` is shorter than the table.
#[must_use]
pub fn drivers(table: &Table, sides: &[Side], q: f64) -> Drivers {
    let Some(all) = Pull::of(table, sides, |_| true) else { return Drivers::default() };
    let mut tried: Vec<(Driver, f64)> = Vec::new();
    for (column, of) in table.columns.iter().enumerate() {
        let Values::Names { codes, .. } = &of.values else { continue };
        for code in frequent(codes, sides) {
            tried.extend(judge(table, sides, &all, (column, code), codes));
        }
    }
    let adjusted = benjamini_hochberg(&tried.iter().map(|(_, p)| *p).collect::<Vec<_>>());
    let count = tried.len() as u64;
    let change = all.difference();
    let mut drivers: Vec<Driver> = tried
        .into_iter()
        .zip(adjusted)
        .map(|((driver, _), p_adjusted)| Driver { p_adjusted, ..driver })
        .filter(|driver| driver.p_adjusted <= q && driver.explained.value / change >= MOST)
        .collect();
    drivers
        .sort_by(|a, b| cautious(b).total_cmp(&cautious(a)).then_with(|| (a.column, a.code).cmp(&(b.column, b.code))));
    Drivers { drivers, tried: count }
}

fn cautious(driver: &Driver) -> f64 {
    driver.explained.low.abs().min(driver.explained.high.abs())
}

/// Values with enough rows, in order.
fn frequent(codes: &[Option<u32>], sides: &[Side]) -> Vec<u32> {
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    for (code, side) in codes.iter().zip(sides) {
        if let (Some(code), Side::In | Side::Out) = (code, side) {
            *counts.entry(*code).or_default() += 1;
        }
    }
    let mut frequent: Vec<u32> = counts.into_iter().filter(|(_, n)| *n >= ENOUGH).map(|(code, _)| code).collect();
    frequent.sort_unstable();
    frequent
}

fn judge(
    table: &Table,
    sides: &[Side],
    all: &Pull,
    (column, code): (usize, u32),
    codes: &[Option<u32>],
) -> Option<(Driver, f64)> {
    let rest = Pull::of(table, sides, |row| codes[row] != Some(code))?;
    let (from, to) = both(table, sides, |row| codes[row] == Some(code));
    if from.owners.max(to.owners) < ENOUGH as u64 {
        return None;
    }
    let explained = all.difference() - rest.difference();
    // A rest that moves by itself must not be taken for what the value explains: the two move together, owner by owner.
    let square: f64 = all.moved.iter().zip(&rest.moved).map(|(all, rest)| (all - rest).powi(2)).sum();
    let left: f64 = rest.moved.iter().map(|moved| moved * moved).sum();
    if square <= 0.0 {
        return None;
    }
    let freedom = (from.owners + to.owners).min(rest.from.owners).min(rest.to.owners);
    #[expect(clippy::cast_precision_loss, reason = "owners stay far below 2^53")]
    let freedom = (freedom - 1) as f64;
    let around = |value: f64, square: f64| {
        let half = t_quantile(LEVEL, freedom) * square.sqrt();
        Interval { value, low: value - half, high: value + half }
    };
    let mix = mix(&from, &to, all, &rest).unwrap_or(explained);
    let driver = Driver {
        column,
        code,
        from,
        to,
        of: (all.from.rows, all.to.rows),
        explained: around(explained, square),
        mix,
        rate: explained - mix,
        left: around(rest.difference(), left),
        p_adjusted: 1.0,
    };
    Some((driver, two_sided_t(explained / square.sqrt(), freedom)))
}

/// What comes from a value's share; `None` for a value that is there on one side only.
fn mix(from: &Split, to: &Split, all: &Pull, rest: &Pull) -> Option<f64> {
    let own = f64::midpoint(from.mean()?, to.mean()?);
    let others = f64::midpoint(rest.from.mean()?, rest.to.mean()?);
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let share = |part: &Split, whole: &Split| part.rows as f64 / whole.rows as f64;
    Some((share(to, &all.to) - share(from, &all.from)) * (own - others))
}

/// Two sides of some rows, and how far the difference moves without each owner.
struct Pull {
    from: Split,
    to: Split,
    moved: Vec<f64>,
}

impl Pull {
    /// `None` when a side has too few owners.
    fn of(table: &Table, sides: &[Side], keep: impl Fn(usize) -> bool) -> Option<Self> {
        let (from, to) = both(table, sides, &keep);
        if from.owners.min(to.owners) < ENOUGH as u64 {
            return None;
        }
        let (mean_from, mean_to) = (from.mean()?, to.mean()?);
        let mut moved = Vec::new();
        let mut last = None;
        // Count and sum of the owner at hand, before and after.
        let mut own = [(0.0, 0.0); 2];
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
        let without = |[before, after]: [(f64, f64); 2]| {
            let pull = |(count, sum): (f64, f64), of: &Split, mean: f64| {
                (sum - mean * count) / (of.rows as f64 - count).max(1.0)
            };
            pull(after, &to, mean_to) - pull(before, &from, mean_from)
        };
        for (row, side) in sides.iter().enumerate() {
            if last != Some(table.owner[row]) {
                if last.is_some() {
                    moved.push(without(own));
                }
                (own, last) = ([(0.0, 0.0); 2], Some(table.owner[row]));
            }
            let at = match side {
                Side::Apart => continue,
                Side::Out => 0,
                Side::In => 1,
            };
            if keep(row) {
                own[at].0 += 1.0;
                own[at].1 += table.outcome[row];
            }
        }
        moved.push(without(own));
        Some(Self { from, to, moved })
    }

    fn difference(&self) -> f64 {
        self.to.mean().unwrap_or(0.0) - self.from.mean().unwrap_or(0.0)
    }
}

fn both(table: &Table, sides: &[Side], keep: impl Fn(usize) -> bool) -> (Split, Split) {
    let (mut from, mut to) = (Split::default(), Split::default());
    let (mut last_from, mut last_to) = (None, None);
    for (row, side) in sides.iter().enumerate() {
        let (split, last) = match side {
            Side::Apart => continue,
            Side::Out => (&mut from, &mut last_from),
            Side::In => (&mut to, &mut last_to),
        };
        if keep(row) {
            split.rows += 1;
            split.sum += table.outcome[row];
            split.owners += u64::from(*last != Some(table.owner[row]));
            *last = Some(table.owner[row]);
        }
    }
    (from, to)
}

#[cfg(test)]
mod tests;
