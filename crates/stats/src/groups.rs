//! Customers dealt to a bounded number of groups by a hash of who they are.
//!
//! Why: an error that takes all that a customer said for one needs sums by customer, which a million customers make
//! too many to draw anew thousands of times. Sums of groups of customers, to which chance deals them, vary as much as
//! those of customers do, and a thousand groups tell how much to within three parts in a hundred: the method of random
//! groups (P. C. Mahalanobis, JRSS 109, 1946, 325–378; K. M. Wolter, *Introduction to Variance Estimation*, 2nd ed.
//! 2007, chapter 2). While there are at most [`MOST`] customers each is a group, and nothing is lost.

use std::collections::BTreeMap;

use crate::chance::mixed;

/// No more groups than that; with more customers at least about half as many.
pub(crate) const MOST: usize = 2_048;

/// What is known of a group: it adds.
pub(crate) trait Sums: Default {
    /// Adds what is known of another group.
    fn add(&mut self, other: &Self);
}

/// Sums by group of customers. Which customers share a group depends on who all of them are and on nothing else, not on the order in
/// which they came or on how the data were cut.
#[derive(Debug, Clone, Default)]
pub(crate) struct Groups<S> {
    /// How many bits of a customer's hash are not told apart.
    shift: u32,
    sums: BTreeMap<u64, S>,
}

impl<S: Sums> Groups<S> {
    /// The sums of the group to which the customer belongs.
    pub(crate) fn of(&mut self, customer: u64) -> &mut S {
        let hash = mixed(customer);
        while self.sums.len() >= MOST && !self.sums.contains_key(&(hash >> self.shift)) {
            self.halve();
        }
        self.sums.entry(hash >> self.shift).or_default()
    }

    /// Adds the customers of other groups.
    pub(crate) fn merge(&mut self, other: &Self) {
        while self.shift < other.shift {
            self.halve();
        }
        for (key, sums) in &other.sums {
            self.sums.entry(key >> (self.shift - other.shift)).or_default().add(sums);
        }
        while self.sums.len() > MOST {
            self.halve();
        }
    }

    /// The sums of all groups, always in the same order.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &S> {
        self.sums.values()
    }

    fn halve(&mut self) {
        self.shift += 1;
        for (key, sums) in std::mem::take(&mut self.sums) {
            self.sums.entry(key >> 1).or_default().add(&sums);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl Sums for u64 {
        fn add(&mut self, other: &Self) {
            *self += other;
        }
    }

    fn dealt(customers: impl IntoIterator<Item = u64>) -> Groups<u64> {
        let mut groups = Groups::default();
        for customer in customers {
            *groups.of(customer) += 1;
        }
        groups
    }

    #[test]
    fn few_customers_are_a_group_each() {
        let groups = dealt((0..2).flat_map(|_| 0..MOST as u64));
        assert_eq!(groups.iter().len(), MOST);
        assert!(groups.iter().all(|&sums| sums == 2));
    }

    #[test]
    fn many_customers_share_about_a_thousand_groups_or_two() {
        for customers in [2_049, 10_000, 100_000] {
            let groups = dealt(0..customers);
            assert!((MOST / 2 - 64..=MOST).contains(&groups.iter().len()), "{customers}: {}", groups.iter().len());
            assert_eq!(groups.iter().sum::<u64>(), customers);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn groups_do_not_depend_on_the_order_or_the_cut(from in any::<u64>(), count in 1_u64..9_000, cut in 0_u64..9_000) {
            let customers = || (0..count).map(|i| from.wrapping_add(i));
            let whole = dealt(customers());
            let backwards = dealt(customers().rev());
            #[expect(clippy::cast_possible_truncation, reason = "thousands")]
            let (mut left, right) = (dealt(customers().take(cut as usize)), dealt(customers().skip(cut as usize)));
            left.merge(&right);
            let mut turned = right;
            turned.merge(&dealt(customers().take(cut.min(count) as usize)));
            for other in [&backwards, &left, &turned] {
                prop_assert_eq!(whole.shift, other.shift);
                prop_assert_eq!(&whole.sums, &other.sums);
            }
        }
    }
}
