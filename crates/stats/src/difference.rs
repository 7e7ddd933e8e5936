//! The interval of the difference of two shares.

use crate::interval::Interval;

/// The interval of `to − from`, each a share with its Wilson interval at the level wanted; `correlation` is that of the
/// two estimates, 0 when nobody is in both samples.
///
/// With δ the distances of the shares from the ends of their own intervals, the lower end is
/// d − √(δ₁² − 2ρ·δ₁·δ₂ + δ₂²). It stays within −1…1, has a width even when a share is 0 or 1, and with ρ = 0 is the "score"
/// interval of Newcombe.
///
/// Sources: R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven
/// methods", Statistics in Medicine 17 (1998), 873–890, method 10; with a correlation, for samples that overlap: G. Y. Zou and
/// A. Donner, "Construction of confidence limits about effect measures: a general approach", Statistics in Medicine 27
/// (2008), 1693–1702.
///
/// ```
/// use yeojido_stats::{newcombe, wilson};
/// let got = newcombe(wilson(48, 80, 0.95)?, wilson(56, 70, 0.95)?, 0.0);
/// assert!((got.low - 0.0524).abs() < 5e-5 && (got.high - 0.3339).abs() < 5e-5);
/// # Ok::<(), yeojido_stats::NotEnoughData>(())
/// ```
#[must_use]
pub fn newcombe(from: Interval, to: Interval, correlation: f64) -> Interval {
    let value = to.value - from.value;
    let correlation = correlation.clamp(-1.0, 1.0);
    let reach = |a: f64, b: f64| (a * a - 2.0 * correlation * a * b + b * b).max(0.0).sqrt();
    let low = value - reach(to.value - to.low, from.high - from.value);
    let high = value + reach(to.high - to.value, from.value - from.low);
    Interval { value, low: low.max(-1.0), high: high.min(1.0) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wilson;

    /// Table II of Newcombe (1998), method 10.
    const PUBLISHED: [(u64, u64, u64, u64, f64, f64); 6] = [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 10, 0.6075, 1.0),
    ];

    fn share(successes: u64, n: u64) -> Interval {
        wilson(successes, n, 0.95).expect("n is not 0")
    }

    #[test]
    fn the_intervals_are_those_that_newcombe_published() {
        for (a, m, b, n, low, high) in PUBLISHED {
            let got = newcombe(share(b, n), share(a, m), 0.0);
            assert!((got.low - low).abs() < 6e-5, "{a}/{m} − {b}/{n}: {} is not {low}", got.low);
            assert!((got.high - high).abs() < 6e-5, "{a}/{m} − {b}/{n}: {} is not {high}", got.high);
        }
    }

    #[test]
    fn the_same_customers_doing_the_same_have_no_width() {
        let same = share(30, 100);
        let got = newcombe(same, same, 1.0);
        // The two ends of Wilson's interval are not equally far, so a little remains.
        assert!(got.value == 0.0 && got.high - got.low < 0.04, "{got:?}");
        let apart = newcombe(same, same, 0.0);
        assert!(apart.high - apart.low > 0.2, "{apart:?}");
    }

    proptest! {
        #[test]
        fn turning_the_sides_round_turns_the_interval(
            (m, n) in (1_u64..500, 1_u64..500), (p, q) in (0.0_f64..=1.0, 0.0_f64..=1.0), rho in -1.0_f64..=1.0,
        ) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of n")]
            let (a, b) = (share((m as f64 * p) as u64, m), share((n as f64 * q) as u64, n));
            let (there, back) = (newcombe(a, b, rho), newcombe(b, a, rho));
            prop_assert!((there.low + back.high).abs() < 1e-12 && (there.high + back.low).abs() < 1e-12);
            prop_assert!(there.low <= there.value && there.value <= there.high);
        }
    }
}
