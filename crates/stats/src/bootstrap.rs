//! Drawing the data anew, for intervals of estimates that have no formula of their own.

use statrs::distribution::{ContinuousCDF, Normal};

use crate::chance::Chance;
use crate::interval::{Interval, check_level, float, z};
use crate::quantile::quantile_of_sorted;

/// How often the data are drawn anew: what B. Efron and T. J. DiCiccio use (Statistical Science 11, 1996, 189–228).
pub const DRAWS: usize = 2_000;

/// Draws as many of `groups` as there are, with replacement, [`DRAWS`] times, and hands over how often each was drawn. The same
/// seed gives the same draws.
pub(crate) fn draws(groups: usize, seed: u64, mut each: impl FnMut(&[f64])) {
    let Ok(count) = u32::try_from(groups) else { panic!("{groups} groups are too many to draw from") };
    let mut chance = Chance::new(seed);
    let mut times = vec![0.0; groups];
    for _ in 0..DRAWS {
        times.fill(0.0);
        for _ in 0..count {
            times[chance.below(count) as usize] += 1.0;
        }
        each(&times);
    }
}

/// The standard error by leaving out one group at a time: √((G − 1)/G · Σ (θ₋ᵢ − mean)²).
pub(crate) fn jackknife_error(without: &[f64]) -> f64 {
    let (groups, squares) = (float(without.len() as u64), about_mean(without, 2));
    ((groups - 1.0) / groups * squares).sqrt()
}

/// The interval between the quantiles of the draws; `None` when they do not vary. Source: B. Efron, "Nonparametric standard
/// errors and confidence intervals", Canadian Journal of Statistics 9 (1981), 139–158.
pub(crate) fn percentile(value: f64, draws: Vec<f64>, level: f64) -> Option<Interval> {
    check_level(level);
    let draws = varying(value, draws)?;
    let end = |q: f64| quantile_of_sorted(&draws, q);
    Some(Interval { value, low: end(0.5 - level / 2.0)?.min(value), high: end(0.5 + level / 2.0)?.max(value) })
}

/// The draws in order, if they differ by more than rounding.
fn varying(value: f64, mut draws: Vec<f64>) -> Option<Vec<f64>> {
    draws.sort_unstable_by(f64::total_cmp);
    let apart = draws.last()? - draws.first()?;
    (apart > 1e-12 * value.abs().max(1e-3)).then_some(draws)
}

/// The bias-corrected and accelerated interval: quantiles of the draws, moved by how many of them lie below the estimate
/// (z₀) and by how the spread changes with it (a, from `without`, the estimates without one group each):
///
/// α = Φ(z₀ + (z₀ ± z) / (1 − a·(z₀ ± z))),  a = Σ (mean − θ₋ᵢ)³ / 6·(Σ (mean − θ₋ᵢ)²)^1.5
///
/// `None` when the draws do not vary. Source: B. Efron, "Better bootstrap confidence intervals", JASA 82 (1987), 171–185.
pub(crate) fn bca(value: f64, draws: Vec<f64>, without: &[f64], level: f64) -> Option<Interval> {
    let draws = varying(value, draws)?;
    let below = draws.partition_point(|&draw| draw < value);
    let equal = draws.partition_point(|&draw| draw <= value) - below;
    let count = float(draws.len() as u64);
    // A draw that equals the estimate lies half below; half a draw at least lies on either side.
    let share = ((float(below as u64) + float(equal as u64) / 2.0) / count).clamp(0.5 / count, 1.0 - 0.5 / count);
    let normal = Normal::standard();
    let bias = normal.inverse_cdf(share);
    let squares = about_mean(without, 2);
    let skew = if squares > 0.0 { -about_mean(without, 3) / (6.0 * squares.powf(1.5)) } else { 0.0 };
    let end = |z: f64| {
        let moved = bias + z;
        quantile_of_sorted(&draws, normal.cdf(bias + moved / (1.0 - skew * moved)).clamp(0.0, 1.0))
    };
    let z = z(level);
    Some(Interval { value, low: end(-z)?.min(value), high: end(z)?.max(value) })
}

fn about_mean(values: &[f64], power: i32) -> f64 {
    let mean = values.iter().sum::<f64>() / float(values.len() as u64);
    values.iter().map(|value| (value - mean).powi(power)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `scipy.stats.bootstrap(…, method="BCa")` makes of its draws:
    ///
    /// ```python
    /// import numpy as np; from scipy.stats import norm
    /// draws, without = np.arange(1, 1001)**2 / 1000.0, np.sqrt(np.arange(1.0, 31.0))
    /// d = without.mean() - without; a = (d**3).sum() / (6 * (d**2).sum()**1.5)
    /// for value, level in [(250., .95), (300., .95), (169., .9)]:
    ///     z0 = norm.ppf(((draws < value).mean() + (draws <= value).mean()) / 2); z = norm.ppf((1 - level) / 2)
    ///     f = lambda z: norm.cdf(z0 + (z0 + z) / (1 - a * (z0 + z)))
    ///     print(value, level, *map(repr, np.quantile(draws, [f(z), f(-z)])))
    /// ```
    #[test]
    fn ends_are_those_that_scipy_gives() {
        let draws: Vec<f64> = (1..=1000).map(|i| f64::from(i * i) / 1000.0).collect();
        let without: Vec<f64> = (1..=30).map(|i| f64::from(i).sqrt()).collect();
        for (value, level, low, high) in [
            (250.0, 0.95, 0.8563906013813852, 956.7839648894291),
            (300.0, 0.95, 2.3021027189149157, 976.5169774810691),
            (169.0, 0.9, 0.46081918090852886, 792.0288742553183),
        ] {
            let got = bca(value, draws.clone(), &without, level).expect("the draws vary");
            assert!((got.low - low).abs() < 1e-6, "{} is not {low}", got.low);
            assert!((got.high - high).abs() < 1e-6, "{} is not {high}", got.high);
        }
    }

    #[test]
    fn draws_that_do_not_vary_have_no_interval() {
        assert_eq!(bca(0.3, vec![0.3; 100], &[0.3; 10], 0.95), None);
        assert_eq!(bca(0.3, vec![0.1 + 0.2; 100], &[0.3; 10], 0.95), None);
        assert_eq!(bca(0.3, Vec::new(), &[0.3; 10], 0.95), None);
        assert_eq!(percentile(0.3, vec![0.3; 100], 0.95), None);
    }

    /// `numpy.quantile(numpy.arange(101), [.025, .975])` and `[.05, .95]`
    #[test]
    fn plain_ends_are_quantiles_of_the_draws() {
        let draws = || (0..=100).rev().map(f64::from).collect();
        let got = percentile(40.0, draws(), 0.95).expect("they vary");
        assert!((got.low - 2.5).abs() < 1e-9 && (got.high - 97.5).abs() < 1e-9, "{got:?}");
        let got = percentile(99.0, draws(), 0.9).expect("they vary");
        assert!((got.low - 5.0).abs() < 1e-9 && got.high == 99.0, "the estimate lies within: {got:?}");
    }

    #[test]
    fn every_draw_has_as_many_groups_as_there_are() {
        let (mut count, mut drawn) = (0, [0.0; 40]);
        draws(40, 5, |times| {
            count += 1;
            assert!((times.iter().sum::<f64>() - 40.0).abs() < 1e-9);
            drawn.iter_mut().zip(times).for_each(|(sum, times)| *sum += times);
        });
        assert_eq!(count, DRAWS);
        // 2,000 on average, with a standard deviation of 44.
        assert!(drawn.iter().all(|times| (1_780.0..2_220.0).contains(times)), "{drawn:?}");
    }

    /// Of leaving one out, the mean's error is s/√n to the last digit.
    #[test]
    fn the_jackknife_of_a_mean_is_its_standard_error() {
        let values = [2.0, 1.0, -1.0, 2.0, 7.5];
        let sum: f64 = values.iter().sum();
        let without: Vec<f64> = values.iter().map(|value| (sum - value) / 4.0).collect();
        let variance = values.iter().copied().collect::<crate::Moments>().variance().expect("five values");
        assert!((jackknife_error(&without) - (variance / 5.0).sqrt()).abs() < 1e-12);
    }
}
