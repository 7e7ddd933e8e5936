//! How surprising a difference is, and what is left of it after many have been tried.

use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, StudentsT};

/// The chance that a value of Student's t with `freedom` degrees lies as far from 0 as `t`, on either side.
///
/// ```
/// assert!((yeojido_stats::two_sided_t(2.0, 10.0) - 0.0733880348).abs() < 1e-9);
/// ```
///
/// # Panics
/// When `freedom` is not above 0: a mistake of the caller, not of the data.
#[must_use]
pub fn two_sided_t(t: f64, freedom: f64) -> f64 {
    assert!(freedom > 0.0, "{freedom} degrees of freedom");
    StudentsT::new(0.0, 1.0, freedom).map_or(1.0, |dist| (2.0 * dist.cdf(-t.abs())).min(1.0))
}

/// How far from 0 Student's t with `freedom` degrees lies with the chance `level`, on either side.
///
/// ```
/// assert!((yeojido_stats::within_t(0.95, 10.0) - 2.2281388520).abs() < 1e-8);
/// ```
///
/// # Panics
/// When `freedom` is not above 0 or `level` not between 0 and 1: mistakes of the caller, not of the data.
#[must_use]
pub fn within_t(level: f64, freedom: f64) -> f64 {
    assert!(freedom > 0.0 && (0.0..1.0).contains(&level), "{level} with {freedom} degrees of freedom");
    StudentsT::new(0.0, 1.0, freedom).map_or(f64::INFINITY, |dist| dist.inverse_cdf(0.5 + level / 2.0))
}

/// The chance of a count as far from what is expected as `successes` or farther, when each of `n` succeeds with `p`:
/// twice the smaller tail of the binomial distribution, at most 1. Exact, so it holds where few are expected.
///
/// Source: the "doubling" rule for exact tests, e.g. A. Agresti, *Categorical Data Analysis*, 3rd ed. (2013), 3.5.
///
/// # Panics
/// When `successes > n` or `p` is not between 0 and 1.
#[must_use]
pub fn two_sided_binomial(successes: u64, n: u64, p: f64) -> f64 {
    assert!(successes <= n, "{successes} successes of {n}");
    let Ok(dist) = Binomial::new(p, n) else { panic!("a chance lies between 0 and 1, {p} does not") };
    let at_most = dist.cdf(successes);
    let at_least = if successes == 0 { 1.0 } else { dist.sf(successes - 1) };
    (2.0 * at_most.min(at_least)).min(1.0)
}

/// Adjusts the p-values of many tests so that, of all tests kept at `adjusted ≤ q`, a share of at most q is expected to
/// be false: the step-up procedure, `min over ranks j ≥ i of p₍ⱼ₎·m/j`, in the order of the input.
///
/// Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995), 289–300. It holds for
/// tests that are independent or positively dependent (Benjamini and Yekutieli, Annals of Statistics 29, 2001).
///
/// ```
/// let adjusted = yeojido_stats::benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005]);
/// assert_eq!(adjusted, [0.02, 0.04, 0.04, 0.02]);
/// ```
#[must_use]
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let mut adjusted = vec![1.0; p.len()];
    let mut least = 1.0_f64;
    for (rank, &at) in order.iter().enumerate().rev() {
        #[expect(clippy::cast_precision_loss, reason = "as many tests as memory holds")]
        // Never below the value itself, which rounding of m/j = 1 could do.
        let scaled = (p[at] * p.len() as f64 / (rank + 1) as f64).max(p[at]);
        least = least.min(scaled);
        adjusted[at] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// ```python
    /// from scipy import stats
    /// for t, df in [(0, 5), (1.5, 3), (-4.2, 29), (8.0, 400)]: print(t, df, 2 * stats.t.sf(abs(t), df))
    /// ```
    #[test]
    fn tails_of_t_are_those_that_scipy_gives() {
        for (t, freedom, p) in [
            (0.0, 5.0, 1.0),
            (1.5, 3.0, 0.23058386524482294),
            (-4.2, 29.0, 0.00023184683639014843),
            (8.0, 400.0, 1.3573776535312149e-14),
        ] {
            let got = two_sided_t(t, freedom);
            assert!((got - p).abs() <= 1e-8 * p, "{t}, {freedom}: {got:e} is not {p:e}");
        }
    }

    /// ```python
    /// from scipy.stats import binom
    /// for s, n, p in [(0, 20, .1), (16, 500, .01), (3, 30, .02), (50, 100, .5), (20, 20, .3)]:
    ///     print(s, n, p, min(1, 2 * min(binom.cdf(s, n, p), binom.sf(s - 1, n, p))))
    /// ```
    #[test]
    fn tails_of_a_count_are_those_that_scipy_gives() {
        for (successes, n, chance, p) in BINOMIAL {
            let got = two_sided_binomial(successes, n, chance);
            assert!((got - p).abs() <= 1e-8 * p, "{successes} of {n} at {chance}: {got:e} is not {p:e}");
        }
    }

    const BINOMIAL: [(u64, u64, f64, f64); 5] = [
        (0, 20, 0.1, 0.2431533091811385),
        (16, 500, 0.01, 0.0001229171316318676),
        (3, 30, 0.02, 0.043435669087234875),
        (50, 100, 0.5, 1.0),
        (20, 20, 0.3, 6.973568801999995e-11),
    ];

    /// `statsmodels.stats.multitest.multipletests([.001, .2, .03, .03, .9, .004], method="fdr_bh")[1]`
    #[test]
    fn adjusted_values_are_those_that_statsmodels_gives() {
        let got = benjamini_hochberg(&[0.001, 0.2, 0.03, 0.03, 0.9, 0.004]);
        for (got, want) in got.iter().zip([0.006, 0.24, 0.045, 0.045, 0.9, 0.012]) {
            assert!((got - want).abs() < 1e-12, "{got} is not {want}");
        }
        assert!(benjamini_hochberg(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn adjusting_keeps_the_order_and_never_helps(p in prop::collection::vec(0.0_f64..=1.0, 1..40)) {
            let adjusted = benjamini_hochberg(&p);
            for (a, &x) in adjusted.iter().zip(&p) {
                prop_assert!(*a >= x && *a <= 1.0);
            }
            for (i, &x) in p.iter().enumerate() {
                for (j, &y) in p.iter().enumerate() {
                    prop_assert!(x > y || adjusted[i] <= adjusted[j]);
                }
            }
        }
    }
}
