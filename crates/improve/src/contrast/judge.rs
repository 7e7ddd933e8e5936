//! How sure the difference of one row is.

use yeojido_stats::{Interval, newcombe, wilson};

use super::marks::{Part, Parts, Whole, Wholes};
use crate::effect::Split;
use crate::sides::{Contrast, Summed, Unjudged, judged};

/// Confidence of the intervals.
pub(super) const LEVEL: f64 = 0.95;

/// One side of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// Part ÷ whole; `None` without a whole.
    pub value: Option<f64>,
    /// The part.
    pub part: f64,
    /// The whole.
    pub whole: f64,
    /// Customers of the whole.
    pub owners: u64,
}

impl Measured {
    pub(super) fn of(part: &Part, whole: &Whole) -> Self {
        let value = (whole.x > 0.0).then(|| part.y / whole.x);
        Self { value, part: part.y, whole: whole.x, owners: whole.owners }
    }
}

/// The squared errors of two means, and what the two have in common.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Errors {
    pub a: f64,
    pub b: f64,
    pub common: f64,
}

impl Errors {
    pub fn clustered(&self) -> f64 {
        self.a + self.b - 2.0 * self.common
    }

    fn correlation(&self) -> f64 {
        let scale = (self.a * self.b).sqrt();
        if scale > 0.0 { (self.common / scale).clamp(-1.0, 1.0) } else { 0.0 }
    }
}

/// Side `a` less side `b`.
///
/// The error is the larger of two, as in [`crate::compare`]: the delete-one-customer jackknife, from sums (to first order
/// where customers count more than once); and the one that would hold without any difference. What the two sides have in
/// common through customers on both is taken off both of them. Shares of customers have Newcombe's interval.
pub(super) fn judge(row: &Parts, wholes: &Wholes) -> Result<Contrast, Unjudged> {
    let binary = is_shares(row, wholes);
    let (from, to) = (summed(&row.b, &wholes.b), summed(&row.a, &wholes.a));
    let errors = errors(row, wholes);
    let alike = from.variance_with(&to, binary) * (1.0 / from.count + 1.0 / to.count) - 2.0 * errors.common;
    let mut contrast = judged(&from, &to, errors.clustered().max(alike), binary)?;
    let of_one = |whole: &Whole| whole.xx == whole.x;
    if binary && of_one(&wholes.a) && of_one(&wholes.b) {
        contrast.difference = newcombe(share(&row.b, &wholes.b), share(&row.a, &wholes.a), errors.correlation());
    }
    Ok(contrast)
}

/// Whether all outcomes are 0 or 1: a part of units, not a number of something.
fn is_shares(row: &Parts, wholes: &Wholes) -> bool {
    let whole = |part: &Part, whole: &Whole| part.y <= whole.x && part.yy <= part.xy && part.y.fract() == 0.0;
    whole(&row.a, &wholes.a) && whole(&row.b, &wholes.b)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts")]
fn share(part: &Part, whole: &Whole) -> Interval {
    // Both sides have enough customers here.
    wilson(part.y as u64, whole.x as u64, LEVEL).unwrap_or(Interval { value: 0.0, low: 0.0, high: 1.0 })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
fn summed(part: &Part, whole: &Whole) -> Summed {
    let split = Split { rows: whole.x as u64, owners: whole.owners, sum: part.y };
    Summed { split, count: whole.x, squares: part.yy }
}

fn errors(row: &Parts, wholes: &Wholes) -> Errors {
    let (mean_a, mean_b) = (row.a.y / wholes.a.x, row.b.y / wholes.b.x);
    let own = |part: &Part, whole: &Whole, mean: f64| {
        (part.yy - 2.0 * mean * part.xy + mean * mean * whole.xx).max(0.0) * (without_one(whole) / whole.x).powi(2)
    };
    let common = row.yy - mean_b * row.yx - mean_a * row.xy + mean_a * mean_b * wholes.xx;
    let scale = without_one(&wholes.a) * without_one(&wholes.b) / (wholes.a.x * wholes.b.x);
    Errors { a: own(&row.a, &wholes.a, mean_a), b: own(&row.b, &wholes.b, mean_b), common: common * scale }
}

/// Customers ÷ (customers − 1): what leaving one out moves a mean by, beyond its share in the sum.
#[expect(clippy::cast_precision_loss, reason = "owners stay far below 2^53")]
pub(super) fn without_one(whole: &Whole) -> f64 {
    let owners = whole.owners as f64;
    if owners > 1.0 { owners / (owners - 1.0) } else { 1.0 }
}
