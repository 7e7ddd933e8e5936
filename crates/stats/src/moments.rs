//! Mean and spread as a summary that adds.

use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::interval::{Interval, NotEnoughData, check_level, float};

/// Number, mean and sum of squared deviations of some values.
///
/// A value is added by Welford's update, two summaries by Chan, Golub and LeVeque's; neither loses digits as a sum of
/// squares does. Sources: B. P. Welford, Technometrics 4 (1962), 419–420; T. F. Chan, G. H. Golub and R. J. LeVeque,
/// "Algorithms for computing the sample variance", The American Statistician 37 (1983), 242–247.
///
/// ```
/// use yeojido_stats::Moments;
/// let mut left: Moments = [1.0, 2.0].into_iter().collect();
/// left.merge(&[3.0, 4.0].into_iter().collect());
/// assert_eq!((left.n(), left.mean()), (4, Some(2.5)));
/// assert!((left.variance().unwrap() - 5.0 / 3.0).abs() < 1e-15);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    n: u64,
    mean: f64,
    m2: f64,
}

impl Moments {
    /// Adds a value.
    pub fn push(&mut self, value: f64) {
        self.n += 1;
        let before = value - self.mean;
        self.mean += before / float(self.n);
        self.m2 += before * (value - self.mean);
    }

    /// Adds all values of another summary.
    pub fn merge(&mut self, other: &Self) {
        if other.n == 0 {
            return;
        }
        if self.n == 0 {
            *self = *other;
            return;
        }
        let (a, b) = (float(self.n), float(other.n));
        let apart = other.mean - self.mean;
        self.n += other.n;
        self.mean += apart * b / (a + b);
        self.m2 += other.m2 + apart * apart * a * b / (a + b);
    }

    /// How many values.
    #[must_use]
    pub const fn n(&self) -> u64 {
        self.n
    }

    /// Their mean; `None` without values.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then_some(self.mean)
    }

    /// Their sample variance (divided by n − 1); `None` below two values.
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        (self.n > 1).then(|| self.m2 / float(self.n - 1))
    }

    /// Student's t interval of the mean: mean ± t(n − 1)·s/√n.
    ///
    /// Source: "Student" (W. S. Gosset), "The probable error of a mean", Biometrika 6 (1908), 1–25. It supposes values
    /// about normal or many of them.
    ///
    /// # Errors
    /// [`NotEnoughData`] below two values: one value has no spread.
    ///
    /// # Panics
    /// When `level` is not between 0 and 1.
    pub fn interval(&self, level: f64) -> Result<Interval, NotEnoughData> {
        check_level(level);
        let too_few = NotEnoughData { what: "values", needs: 2, has: self.n };
        let variance = self.variance().ok_or(too_few)?;
        let t = StudentsT::new(0.0, 1.0, float(self.n - 1)).map_err(|_| too_few)?.inverse_cdf(0.5 + level / 2.0);
        let half = t * (variance / float(self.n)).sqrt();
        Ok(Interval { value: self.mean, low: self.mean - half, high: self.mean + half })
    }
}

impl FromIterator<f64> for Moments {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut all = Self::default();
        all.extend(values);
        all
    }
}

impl Extend<f64> for Moments {
    fn extend<I: IntoIterator<Item = f64>>(&mut self, values: I) {
        for value in values {
            self.push(value);
        }
    }
}

/// Mean of some values with Student's t interval: [`Moments::interval`] of a slice.
///
/// ```
/// let mean = yeojido_stats::mean_t(&[2.0, 1.0, -1.0, 2.0], 0.95)?;
/// assert_eq!(mean.value, 1.0);
/// # Ok::<(), yeojido_stats::NotEnoughData>(())
/// ```
///
/// # Errors
/// [`NotEnoughData`] below two values.
pub fn mean_t(values: &[f64], level: f64) -> Result<Interval, NotEnoughData> {
    values.iter().copied().collect::<Moments>().interval(level)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// ```python
    /// import numpy as np; from scipy import stats
    /// for x, c in [([2,1,-1,2],.95), ([1,5],.95), ([0.5]*3+[-2,1.25],.9), (list(range(100)),.99)]:
    ///     x = np.array(x, float); print(repr(x.mean()), *map(repr, stats.t.interval(c, len(x)-1, x.mean(), stats.sem(x))))
    /// ```
    #[test]
    fn a_mean_has_the_interval_that_scipy_gives() {
        let hundred: Vec<f64> = (0..100).map(f64::from).collect();
        let table: [(&[f64], f64, f64, f64, f64); 4] = [
            (&[2.0, 1.0, -1.0, 2.0], 0.95, 1.0, -1.2503293632281833, 3.2503293632281833),
            (&[1.0, 5.0], 0.95, 3.0, -22.41240947234939, 28.41240947234939),
            (&[0.5, 0.5, 0.5, -2.0, 1.25], 0.9, 0.15, -1.0369620563923234, 1.3369620563923226),
            (&hundred, 0.99, 49.5, 41.88040591506846, 57.11959408493154),
        ];
        for (values, level, mean, low, high) in table {
            let got = mean_t(values, level).expect("two values or more");
            assert!((got.value - mean).abs() < 1e-12, "{} is not {mean}", got.value);
            assert!((got.low - low).abs() < 1e-9, "{} is not {low}", got.low);
            assert!((got.high - high).abs() < 1e-9, "{} is not {high}", got.high);
        }
    }

    #[test]
    fn one_value_has_a_mean_and_no_interval() {
        let one: Moments = [3.0].into_iter().collect();
        assert_eq!(one.mean(), Some(3.0));
        assert_eq!(one.interval(0.95), Err(NotEnoughData { what: "values", needs: 2, has: 1 }));
        assert_eq!(Moments::default().mean(), None);
    }

    /// The plainest way: two passes over the values.
    fn naive(values: &[f64]) -> (f64, f64) {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        (mean, values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0))
    }

    proptest! {
        #[test]
        fn parts_merged_in_any_cut_are_the_whole(
            values in prop::collection::vec(-1e6_f64..1e6, 2..60), cuts in prop::collection::vec(0_usize..60, 0..4),
        ) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|at| at.min(values.len())).collect();
            cuts.extend([0, values.len()]);
            cuts.sort_unstable();
            let mut merged = Moments::default();
            for pair in cuts.windows(2) {
                merged.merge(&values[pair[0]..pair[1]].iter().copied().collect());
            }
            let (mean, variance) = naive(&values);
            prop_assert_eq!(merged.n(), values.len() as u64);
            prop_assert!((merged.mean().expect("values") - mean).abs() < 1e-6);
            prop_assert!((merged.variance().expect("values") - variance).abs() <= 1e-9 * variance.max(1.0));
        }
    }
}
