//! Intervals, the error of having too little to give one, and the interval of a share.

use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, Normal};

/// The data do not allow an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not enough data: {needs} {what} are needed, there are {has}")]
pub struct NotEnoughData {
    /// What there is too little of: `answers`, `values` …
    pub what: &'static str,
    /// How many would do.
    pub needs: u64,
    /// How many there are.
    pub has: u64,
}

/// An estimate and the two ends of its interval, all in the unit of the data.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The estimate itself.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The standard normal distribution's quantile that leaves `(1 - level) / 2` above it.
pub(crate) fn z(level: f64) -> f64 {
    check_level(level);
    Normal::standard().inverse_cdf(0.5 + level / 2.0)
}

pub(crate) fn check_level(level: f64) {
    assert!(level > 0.0 && level < 1.0, "a confidence level lies between 0 and 1, {level} does not");
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub(crate) const fn float(count: u64) -> f64 {
    count as f64
}

/// Wilson's score interval of a share, `successes` of `n`, without continuity correction.
///
/// With p = successes / n and z the normal quantile of `level`: centre (p + z²/2n) / (1 + z²/n), half width
/// z·√(p(1−p)/n + z²/4n²) / (1 + z²/n). It never leaves 0…1 and has a width even when nobody or everybody succeeded.
///
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927),
/// 209–212; recommended for small n by Brown, Cai and DasGupta, "Interval estimation for a binomial proportion",
/// Statistical Science 16 (2001), 101–133.
///
/// ```
/// let share = yeojido_stats::wilson(8, 10, 0.95)?;
/// assert_eq!(share.value, 0.8);
/// assert!((share.low - 0.4901625).abs() < 1e-7 && (share.high - 0.9433178).abs() < 1e-7);
/// assert!(yeojido_stats::wilson(0, 0, 0.95).is_err());
/// # Ok::<(), yeojido_stats::NotEnoughData>(())
/// ```
///
/// # Errors
/// [`NotEnoughData`] when `n` is 0.
///
/// # Panics
/// When `successes > n` or `level` is not between 0 and 1: a mistake of the caller, not of the data.
pub fn wilson(successes: u64, n: u64, level: f64) -> Result<Interval, NotEnoughData> {
    assert!(successes <= n, "{successes} successes of {n}");
    let z = z(level);
    if n == 0 {
        return Err(NotEnoughData { what: "trials", needs: 1, has: 0 });
    }
    let trials = float(n);
    let p = float(successes) / trials;
    let shrink = 1.0 + z * z / trials;
    let centre = (p + z * z / (2.0 * trials)) / shrink;
    let half = z * (p * (1.0 - p) / trials + z * z / (4.0 * trials * trials)).sqrt() / shrink;
    // At the two ends the formula gives 0 and 1 exactly; rounding must not push the estimate out of its interval.
    let low = if successes == 0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if successes == n { 1.0 } else { (centre + half).min(1.0) };
    Ok(Interval { value: p, low, high })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// ```python
    /// from statsmodels.stats.proportion import proportion_confint
    /// for s, n, a in [(0,10,.05),(10,10,.05),(1,1,.05),(8,10,.05),(50,100,.05),(31862,48210,.05),(3,7,.01)]:
    ///     print((s, n, 1-a), *map(repr, proportion_confint(s, n, alpha=a, method="wilson")))
    /// ```
    const STATSMODELS: [(u64, u64, f64, f64, f64); 7] = [
        (0, 10, 0.95, 0.0, 0.27753279986288926),
        (10, 10, 0.95, 0.7224672001371106, 1.0),
        (1, 1, 0.95, 0.2065493143772374, 1.0),
        (8, 10, 0.95, 0.49016247153664183, 0.9433178485456247),
        (50, 100, 0.95, 0.4038315303659956, 0.5961684696340044),
        (31862, 48210, 0.95, 0.6566617350315832, 0.665113081713738),
        (3, 7, 0.99, 0.11637368051613811, 0.8102850959116126),
    ];

    #[test]
    fn a_share_has_the_interval_that_statsmodels_gives() {
        for (successes, n, level, low, high) in STATSMODELS {
            let got = wilson(successes, n, level).expect("n is not 0");
            assert!((got.low - low).abs() < 1e-12, "{successes}/{n}: {} is not {low}", got.low);
            assert!((got.high - high).abs() < 1e-12, "{successes}/{n}: {} is not {high}", got.high);
        }
    }

    #[test]
    fn nothing_of_nothing_has_no_share() {
        let error = wilson(0, 0, 0.95).expect_err("no trials");
        assert_eq!(error.to_string(), "not enough data: 1 trials are needed, there are 0");
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_estimate_and_stays_between_0_and_1(n in 1_u64..1_000_000, part in 0.0_f64..=1.0) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of n")]
            let successes = ((n as f64) * part) as u64;
            let got = wilson(successes, n, 0.95).expect("n is not 0");
            prop_assert!(0.0 <= got.low && got.low <= got.value && got.value <= got.high && got.high <= 1.0);
            prop_assert!(got.low < got.high);
        }

        #[test]
        fn failures_are_the_mirror_of_successes(n in 1_u64..10_000, successes in 0_u64..10_000) {
            let successes = successes.min(n);
            let (a, b) = (wilson(successes, n, 0.9).expect("n > 0"), wilson(n - successes, n, 0.9).expect("n > 0"));
            prop_assert!((a.low - (1.0 - b.high)).abs() < 1e-9 && (a.high - (1.0 - b.low)).abs() < 1e-9);
        }
    }
}
