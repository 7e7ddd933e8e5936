//! Medians of times on two sides, where for some customers the time is not over.

use serde::{Deserialize, Serialize};
use yeojido_stats::{Interval, Lifetimes, quantile_of_sorted, two_sided_t};

use crate::ENOUGH;
use crate::sides::{Contrast, Unjudged};

/// How many times customers are drawn anew.
const DRAWS: u64 = 400;
/// Of these, how many must have a median.
const ENOUGH_DRAWS: usize = 380;

/// One time of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Wait {
    /// Whose.
    pub owner: u64,
    /// How long, or at least how long.
    pub seconds: f64,
    /// Whether it is over.
    pub over: bool,
}

/// The medians of both sides, side `a` less side `b`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waits {
    /// Kaplan–Meier median of side `a`; `None` when fewer than half are known to be over.
    pub a: Option<f64>,
    /// Of side `b`.
    pub b: Option<f64>,
    /// How the two differ, where it can be judged.
    pub outcome: Result<Contrast, Unjudged>,
}

/// Compares the Kaplan–Meier medians of two sides by drawing customers anew.
///
/// In each of 400 draws every customer counts Poisson(1) times, with all their times and the same on both sides, so that what
/// the sides share is not taken for difference; draws are the same in every run. The interval is that of the middle 95 % of draws, the
/// p-value that of the difference over the spread of draws. Source: B. Efron, "Censored data and the bootstrap", JASA 76 (1981),
/// 312–319; Poisson weights: N. Chamandy, O. Muralidharan, A. Najmi and S. Naidu, *Estimating Uncertainty for Massive Data
/// Streams* (2012).
#[must_use]
pub fn waits(a: &[Wait], b: &[Wait]) -> Waits {
    let median = |waits: &[Wait]| {
        let times: Lifetimes = waits.iter().map(|wait| (wait.seconds, wait.over)).collect();
        times.curve().ok().and_then(|curve| curve.median())
    };
    let (of_a, of_b) = (median(a), median(b));
    Waits { a: of_a, b: of_b, outcome: judge(a, b, of_a.zip(of_b)) }
}

fn judge(a: &[Wait], b: &[Wait], medians: Option<(f64, f64)>) -> Result<Contrast, Unjudged> {
    let owners = owners(a).min(owners(b));
    let Some((of_a, of_b)) = medians.filter(|_| owners >= ENOUGH) else { return Err(Unjudged::TooFew) };
    let (a, b) = (in_order(a), in_order(b));
    let draw = |draw: u64| Some(drawn_median(&a, draw)? - drawn_median(&b, draw)?);
    let mut draws: Vec<f64> = (0..DRAWS).filter_map(draw).collect();
    if draws.len() < ENOUGH_DRAWS {
        return Err(Unjudged::TooFew);
    }
    draws.sort_unstable_by(f64::total_cmp);
    let at = |q: f64| quantile_of_sorted(&draws, q).ok_or(Unjudged::NoSpread);
    let (value, low, high) = (of_a - of_b, at(0.025)?, at(0.975)?);
    let error = deviation(&draws);
    if error <= 0.0 {
        return Err(Unjudged::NoSpread);
    }
    #[expect(clippy::cast_precision_loss, reason = "owners stay far below 2^53")]
    let p = two_sided_t(value / error, (owners - 1) as f64);
    let difference = Interval { value, low: low.min(value), high: high.max(value) };
    Ok(Contrast { difference, p, p_adjusted: p })
}

fn owners(waits: &[Wait]) -> usize {
    let mut owners: Vec<u64> = waits.iter().map(|wait| wait.owner).collect();
    owners.sort_unstable();
    owners.dedup();
    owners.len()
}

/// By time; what is over first, since whoever is not counts as still at risk at that time.
fn in_order(waits: &[Wait]) -> Vec<Wait> {
    let mut waits = waits.to_vec();
    waits.sort_unstable_by(|x, y| x.seconds.total_cmp(&y.seconds).then(y.over.cmp(&x.over)));
    waits
}

/// The median of the customers of one draw.
fn drawn_median(waits: &[Wait], draw: u64) -> Option<f64> {
    let mut at_risk: f64 = waits.iter().map(|wait| weight(wait.owner, draw)).sum();
    let (mut lasting, mut at) = (1.0, 0);
    while at < waits.len() {
        let now = waits[at].seconds;
        let (mut over, mut gone) = (0.0, 0.0);
        while at < waits.len() && waits[at].seconds == now {
            let weight = weight(waits[at].owner, draw);
            gone += weight;
            over += if waits[at].over { weight } else { 0.0 };
            at += 1;
        }
        if over > 0.0 {
            lasting *= (at_risk - over) / at_risk;
            if lasting <= 0.5 + 1e-9 {
                return Some(now);
            }
        }
        at_risk -= gone;
    }
    None
}

/// Poisson(1) from the customer and the draw alone.
fn weight(owner: u64, draw: u64) -> f64 {
    // The mixing steps of SplitMix64 (G. Steele, D. Lea and C. Flood, OOPSLA 2014).
    let mut x = owner.wrapping_add(draw.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^= x >> 31;
    #[expect(clippy::cast_precision_loss, reason = "53 of 64 bits are kept")]
    let chance = (x >> 11) as f64 / (1_u64 << 53) as f64;
    let (mut count, mut each) = (0.0, (-1.0_f64).exp());
    let mut up_to = each;
    while chance > up_to && count < 16.0 {
        count += 1.0;
        each /= count;
        up_to += each;
    }
    count
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred draws")]
fn deviation(draws: &[f64]) -> f64 {
    let n = draws.len() as f64;
    let mean = draws.iter().sum::<f64>() / n;
    (draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt()
}

#[cfg(test)]
mod tests;
