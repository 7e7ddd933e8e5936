//! Sums that do not depend on the order in which they are added: one process and many come to the same bits.

use serde::{Deserialize, Serialize};

/// A sum in whole units of 2^−`BITS`. What is added is rounded to the unit, and sums are exact up to 2^(127 − `BITS`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Exact<const BITS: u16>(i128);

impl<const BITS: u16> Exact<BITS> {
    /// 2^`BITS`, whose floating-point number has no fraction.
    const UNITS: f64 = f64::from_bits((1023 + BITS as u64) << 52);

    #[expect(clippy::cast_possible_truncation, reason = "whole units")]
    pub fn add(&mut self, amount: f64) {
        self.0 = self.0.saturating_add((amount * Self::UNITS).round() as i128);
    }

    pub const fn merge(&mut self, other: Self) {
        self.0 = self.0.saturating_add(other.0);
    }

    #[expect(clippy::cast_precision_loss, reason = "the nearest number there is")]
    pub const fn sum(self) -> f64 {
        self.0 as f64 / Self::UNITS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_in_which_fractions_are_added_does_not_matter() {
        let amounts: Vec<f64> = (1..1000).map(|n| 1.0 / f64::from(n)).collect();
        let (mut there, mut back) = (Exact::<50>::default(), Exact::<50>::default());
        amounts.iter().for_each(|&amount| there.add(amount));
        amounts.iter().rev().for_each(|&amount| back.add(amount));
        let plain: f64 = amounts.iter().sum();
        assert_ne!(plain, amounts.iter().rev().sum::<f64>(), "plain sums do depend on it");
        assert_eq!(there, back);
        assert!((there.sum() - plain).abs() < 1e-12);
        let (mut one, mut other) = (Exact::<50>::default(), Exact::<50>::default());
        amounts
            .iter()
            .zip(0_u32..)
            .for_each(|(&amount, n)| if n % 3 == 0 { one.add(amount) } else { other.add(amount) });
        one.merge(other);
        assert_eq!(one, there);
    }

    #[test]
    fn whole_numbers_stay_what_they_are() {
        let mut sum = Exact::<50>::default();
        (0..1000).for_each(|_| sum.add(-3.0));
        assert_eq!(sum.sum(), -3000.0);
    }
}
