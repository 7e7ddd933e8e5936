//! The difference between a group and the others, with errors clustered by owner.

use yeojido_stats::{Interval, two_sided_binomial, two_sided_t};

use crate::ENOUGH;
use crate::group::Side;
use crate::table::Table;

/// One side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Split {
    /// Rows.
    pub rows: u64,
    /// Owners of these rows.
    pub owners: u64,
    /// Sum of their outcomes.
    pub sum: f64,
}

impl Split {
    /// Mean outcome; `None` without rows.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub fn mean(&self) -> Option<f64> {
        (self.rows > 0).then(|| self.sum / self.rows as f64)
    }
}

/// How the outcome of a group differs from that of the other rows of the same strata.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The group.
    pub inside: Split,
    /// The others, with the group's strata.
    pub outside: Split,
    /// Difference of means within strata, with its 95 % interval; above 0 the group is worse.
    pub difference: Interval,
    /// The difference in units of its error.
    pub z: f64,
    /// How surprising it would be without any difference, before any correction.
    pub p: f64,
    /// Outcome that the group would have if it were as the others of its strata.
    pub expected: f64,
}

#[derive(Default, Clone, Copy)]
struct Stratum {
    rows: f64,
    inside: f64,
    sum: f64,
    squares: f64,
    /// Sum of the outcomes inside.
    within: f64,
}

impl Stratum {
    fn mean(&self) -> f64 {
        self.sum / self.rows
    }

    fn share(&self) -> f64 {
        self.inside / self.rows
    }

    /// Holds rows of both sides.
    fn mixed(&self) -> bool {
        self.inside > 0.0 && self.inside < self.rows
    }

    /// Σ x̃² of its rows.
    fn spread(&self) -> f64 {
        self.inside * (self.rows - self.inside) / self.rows
    }

    /// Variance of the outcome, as if the group did not matter.
    fn variance(&self) -> f64 {
        (self.squares / self.rows - self.mean().powi(2)).max(0.0)
    }
}

/// Compares a group with the others of its strata: the coefficient of the group in a regression of the outcome on the
/// group with a constant for every stratum, b = Σ x̃ỹ / Σ x̃², where ~ takes off the stratum's mean.
///
/// Its error is the larger of two. *Clustered*: Σ over owners of (Σ x̃e/(1−h))², h the row's leverage (the jackknife
/// HC3 of J. G. MacKinnon and H. White, Journal of Econometrics 29, 1985, with the clusters of K.-Y. Liang and S. Zeger,
/// Biometrika 73, 1986). *Under no difference*: Σ x̃²·s², s² the stratum's variance, which stays honest where a small
/// group happens to have no spread at all. The tail is Student's t with one less degree than the smaller side has
/// owners. For shares it is also no smaller than the exact binomial tail of the count expected from the strata.
///
/// A difference that would not surprise even under no difference (|z| < 1.96) is not looked at more closely: what is left
/// out could only make it less surprising.
///
/// `None` when either side has fewer than [`ENOUGH`] owners or no stratum holds both sides.
///
/// # Panics
/// When `sides` is shorter than the table.
#[must_use]
pub fn effect(table: &Table, sides: &[Side], stratum: &[u32]) -> Option<Effect> {
    let strata = strata(table, sides, stratum);
    let mixed: Vec<&Stratum> = strata.iter().filter(|of| of.mixed()).collect();
    let sxx: f64 = mixed.iter().map(|of| of.spread()).sum();
    if sxx <= 0.0 {
        return None;
    }
    let (inside, outside) = both(table, sides, stratum, &strata);
    if inside.owners < ENOUGH as u64 || outside.owners < ENOUGH as u64 {
        return None;
    }
    let expected: f64 = mixed.iter().map(|of| of.inside * (of.sum - of.within) / (of.rows - of.inside)).sum();
    let b = mixed.iter().map(|of| of.within - of.inside * of.mean()).sum::<f64>() / sxx;
    let mut square: f64 = mixed.iter().map(|of| of.spread() * of.variance()).sum();
    let unsurprising = b.abs() * sxx < 1.96 * square.sqrt();
    if !unsurprising {
        square = square.max(clustered(table, sides, stratum, &strata, b, sxx));
    }
    let error = square.sqrt() / sxx;
    if error <= 0.0 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "owners stay far below 2^53")]
    let freedom = (inside.owners.min(outside.owners) - 1) as f64;
    let mut p = two_sided_t(b / error, freedom);
    if table.binary && !unsurprising {
        p = p.max(exact(&inside, expected));
    }
    let half = 1.96 * error;
    Some(Effect {
        inside,
        outside,
        difference: Interval { value: b, low: b - half, high: b + half },
        z: b / error,
        p,
        expected,
    })
}

fn strata(table: &Table, sides: &[Side], stratum: &[u32]) -> Vec<Stratum> {
    let mut strata: Vec<Stratum> = Vec::new();
    for ((&y, &side), &at) in table.outcome.iter().zip(sides).zip(stratum) {
        if side == Side::Apart {
            continue;
        }
        let at = at as usize;
        if at >= strata.len() {
            strata.resize(at + 1, Stratum::default());
        }
        let of = &mut strata[at];
        of.rows += 1.0;
        of.sum += y;
        of.squares += y * y;
        if side == Side::In {
            of.inside += 1.0;
            of.within += y;
        }
    }
    strata
}

/// Both sides, of the strata that hold both.
fn both(table: &Table, sides: &[Side], stratum: &[u32], strata: &[Stratum]) -> (Split, Split) {
    let (mut inside, mut outside) = (Split::default(), Split::default());
    let (mut last_in, mut last_out) = (None, None);
    for (row, &side) in sides.iter().enumerate() {
        if side == Side::Apart || !strata[stratum[row] as usize].mixed() {
            continue;
        }
        let (split, last) = if side == Side::In { (&mut inside, &mut last_in) } else { (&mut outside, &mut last_out) };
        split.rows += 1;
        split.sum += table.outcome[row];
        split.owners += u64::from(*last != Some(table.owner[row]));
        *last = Some(table.owner[row]);
    }
    (inside, outside)
}

/// Σ over owners of (Σ x̃e/(1−h))².
fn clustered(table: &Table, sides: &[Side], stratum: &[u32], strata: &[Stratum], b: f64, sxx: f64) -> f64 {
    let (mut total, mut sum, mut last) = (0.0, 0.0, None);
    for (row, &side) in sides.iter().enumerate() {
        let of = match side {
            Side::Apart => continue,
            Side::In | Side::Out => &strata[stratum[row] as usize],
        };
        if !of.mixed() {
            continue;
        }
        if last != Some(table.owner[row]) {
            total += sum * sum;
            (sum, last) = (0.0, Some(table.owner[row]));
        }
        let x = f64::from(u8::from(side == Side::In)) - of.share();
        let left = table.outcome[row] - of.mean() - b * x;
        let leverage = (x * x / sxx + 1.0 / of.rows).min(0.95);
        sum += x * left / (1.0 - leverage);
    }
    total + sum * sum
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count between 0 and the rows")]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn exact(inside: &Split, expected: f64) -> f64 {
    let chance = (expected / inside.rows as f64).clamp(0.0, 1.0);
    // None of the others: half an event more, so that a first event is no certainty.
    let chance = chance.max(0.5 / (inside.rows as f64 + 1.0)).min(1.0 - 0.5 / (inside.rows as f64 + 1.0));
    two_sided_binomial((inside.sum.round() as u64).min(inside.rows), inside.rows, chance)
}

#[cfg(test)]
mod tests;
