//! Medians and quantiles of complete data.
//!
//! Definition: linear interpolation between the order statistics, position (n − 1)·q counted from 0 — type 7 of
//! Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996), 361–365; the
//! default of numpy's `quantile` and of pandas. The median is the middle value, or the mean of the two middle ones, as
//! in numpy's and pandas' `median`.

/// The quantile `q` (0…1) of values in any order; `None` without values.
///
/// ```
/// assert_eq!(yeojido_stats::quantile(&[4.0, 1.0, 3.0, 2.0], 0.25), Some(1.75));
/// assert_eq!(yeojido_stats::quantile(&[], 0.25), None);
/// ```
///
/// # Panics
/// When `q` is not between 0 and 1.
#[must_use]
pub fn quantile(values: &[f64], q: f64) -> Option<f64> {
    quantile_of_sorted(&sorted(values), q)
}

/// The same of values in ascending order.
///
/// # Panics
/// When `q` is not between 0 and 1.
#[must_use]
pub fn quantile_of_sorted(sorted: &[f64], q: f64) -> Option<f64> {
    assert!((0.0..=1.0).contains(&q), "a quantile lies between 0 and 1, {q} does not");
    let last = sorted.len().checked_sub(1)?;
    #[expect(clippy::cast_precision_loss, reason = "as many values as memory holds")]
    let position = last as f64 * q;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and `last`")]
    let at = (position.floor() as usize).min(last);
    let (below, above) = (sorted[at], sorted[(at + 1).min(last)]);
    let part = position - position.floor();
    // As numpy does: from the nearer end, so that q and 1 − q mirror each other to the last digit.
    Some(if part >= 0.5 { above - (above - below) * (1.0 - part) } else { below + (above - below) * part })
}

/// The median of values in any order; `None` without values.
///
/// ```
/// assert_eq!(yeojido_stats::median(&[3.0, 1.0, 2.0]), Some(2.0));
/// assert_eq!(yeojido_stats::median(&[4.0, 1.0, 3.0, 2.0]), Some(2.5));
/// ```
#[must_use]
pub fn median(values: &[f64]) -> Option<f64> {
    let mut values = values.to_vec();
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    // Only the middle is put in its place: sorting all would cost more than everything else of a large question.
    let (below, upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let (upper, lower) = (*upper, below.iter().copied().max_by(f64::total_cmp));
    let even = values.len().is_multiple_of(2);
    Some(lower.filter(|_| even).map_or(upper, |lower| f64::midpoint(lower, upper)))
}

/// The same of values in ascending order.
#[must_use]
pub fn median_of_sorted(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    Some(if sorted.len() % 2 == 1 { upper } else { f64::midpoint(sorted[middle - 1], upper) })
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// ```python
    /// import numpy as np
    /// x = [5.5, -1, 3, 3, 12, 0.25, 7]
    /// for q in (0, .1, .25, .5, .75, .9, 1): print(q, repr(np.quantile(x, q)))
    /// ```
    #[test]
    fn quantiles_are_those_of_numpy() {
        let values = [5.5, -1.0, 3.0, 3.0, 12.0, 0.25, 7.0];
        for (q, want) in [
            (0.0, -1.0),
            (0.1, -0.2499999999999999),
            (0.25, 1.625),
            (0.5, 3.0),
            (0.75, 6.25),
            (0.9, 9.000000000000002),
            (1.0, 12.0),
        ] {
            let got = quantile(&values, q).expect("seven values");
            assert!((got - want).abs() < 1e-12, "{q}: {got} is not {want}");
        }
    }

    proptest! {
        #[test]
        fn the_median_is_the_quantile_of_one_half(values in prop::collection::vec(-1e9_f64..1e9, 1..40)) {
            let (a, b) = (median(&values).expect("values"), quantile(&values, 0.5).expect("values"));
            prop_assert!((a - b).abs() <= 1e-6);
        }

        #[test]
        fn a_quantile_grows_with_q_and_stays_among_the_values(
            values in prop::collection::vec(-1e9_f64..1e9, 1..40), a in 0.0_f64..=1.0, b in 0.0_f64..=1.0,
        ) {
            let (a, b) = (a.min(b), a.max(b));
            let (low, high) = (quantile(&values, a).expect("values"), quantile(&values, b).expect("values"));
            prop_assert!(low <= high + 1e-6);
            prop_assert!(values.iter().any(|v| *v <= low + 1e-6) && values.iter().any(|v| *v >= high - 1e-6));
        }
    }
}
