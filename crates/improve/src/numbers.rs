//! Where a column of numbers may be cut in two.

/// Quantiles tried, in hundredths.
const HUNDREDTHS: [usize; 19] = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95];

/// Cuts of a column, ascending, each once: its own twentieths and the extra ones, as far as they leave at least
/// `enough` numbers on either side.
pub(crate) fn cuts(numbers: &[Option<f64>], extra: &[f64], enough: usize) -> Vec<f64> {
    let mut sorted: Vec<f64> = numbers.iter().flatten().copied().filter(|n| n.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let own = HUNDREDTHS.iter().filter_map(|hundredth| sorted.get(sorted.len() * hundredth / 100).copied());
    let mut cuts: Vec<f64> = own.chain(extra.iter().copied()).collect();
    cuts.sort_unstable_by(f64::total_cmp);
    cuts.dedup();
    cuts.retain(|cut| {
        let at_most = sorted.partition_point(|n| n <= cut);
        at_most >= enough && sorted.len() - at_most >= enough
    });
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_leave_enough_on_either_side() {
        let numbers: Vec<Option<f64>> = (0..100).map(|n| Some(f64::from(n))).chain([None, Some(f64::NAN)]).collect();
        let found = cuts(&numbers, &[7.5, -3.0, 98.5], 20);
        assert!(found.iter().all(|cut| (19.0..79.5).contains(cut)), "{found:?}");
        assert!(found.contains(&50.0));
        assert_eq!(cuts(&numbers, &[30.5], 20).iter().filter(|cut| **cut == 30.5).count(), 1);
    }

    #[test]
    fn one_number_repeated_cannot_be_cut() {
        assert!(cuts(&vec![Some(1.0); 500], &[], 20).is_empty());
        assert!(cuts(&[], &[1.0], 20).is_empty());
    }
}
