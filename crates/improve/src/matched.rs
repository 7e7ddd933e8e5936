//! What those who met something spent less, or more, than customers like them who had not met it.

use rustc_hash::{FxHashMap, FxHashSet};
use yeojido_stats::{Interval, t_quantile};

use crate::ENOUGH;

/// A customer at a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// Whose.
    pub owner: u32,
    /// Only moments of the same stratum are compared.
    pub stratum: u32,
    /// It is met here.
    pub met: bool,
    /// What the customer spent in the window after it.
    pub after: f64,
}

/// Those who met it beside those who did not.
#[derive(Debug, Clone, PartialEq)]
pub struct Matched {
    /// Mean of those who met it less that of the matched others, with its 95 % interval.
    pub difference: Interval,
    /// Mean of those who met it and were matched.
    pub met: f64,
    /// Mean of the others, weighted as those who met it are spread over the strata.
    pub others: f64,
    /// Customers who met it and were matched.
    pub customers: u64,
    /// Customers who they were matched with.
    pub matched: u64,
    /// The moments that were compared, of those given.
    pub compared: Vec<bool>,
}

#[derive(Default, Clone, Copy)]
struct Stratum {
    met: f64,
    others: f64,
    met_sum: f64,
    others_sum: f64,
}

impl Stratum {
    /// Both sides are there, and the other one can tell how much it varies.
    fn mixed(&self) -> bool {
        self.met > 0.0 && self.others > 1.0
    }

    fn others_mean(&self) -> f64 {
        self.others_sum / self.others
    }
}

/// Compares moments within strata, each stratum weighing as many as met it there: θ = Σ nₛ(ȳ₁ₛ − ȳ₀ₛ) / Σ nₛ, the mean
/// difference for those who met it. Its error is that of the linear approximation, summed by customer (K.-Y. Liang and S. L.
/// Zeger, Biometrika 73, 1986; weights as in D. B. Rubin, Biometrics 29, 1973), with Student's t of one less degree than
/// customers met it.
///
/// `None` with fewer than [`ENOUGH`] customers on either side once they are matched.
#[must_use]
pub fn matched(moments: &[Moment]) -> Option<Matched> {
    let mut strata: FxHashMap<u32, Stratum> = FxHashMap::default();
    for moment in moments {
        let of = strata.entry(moment.stratum).or_default();
        let (count, sum) =
            if moment.met { (&mut of.met, &mut of.met_sum) } else { (&mut of.others, &mut of.others_sum) };
        *count += 1.0;
        *sum += moment.after;
    }
    let compared: Vec<bool> = moments.iter().map(|moment| strata[&moment.stratum].mixed()).collect();
    let customers = |met: bool| {
        let own = moments.iter().zip(&compared).filter(|(moment, compared)| **compared && moment.met == met);
        own.map(|(moment, _)| moment.owner).collect::<FxHashSet<u32>>().len()
    };
    let (concerned, others) = (customers(true), customers(false));
    if concerned < ENOUGH || others < ENOUGH {
        return None;
    }
    let mixed = || strata.values().filter(|of| of.mixed());
    let all: f64 = mixed().map(|of| of.met).sum();
    let met = mixed().map(|of| of.met_sum).sum::<f64>() / all;
    let expected = mixed().map(|of| of.met * of.others_mean()).sum::<f64>() / all;
    let theta = met - expected;
    let mut by_owner: FxHashMap<u32, f64> = FxHashMap::default();
    for (moment, _) in moments.iter().zip(&compared).filter(|(_, compared)| **compared) {
        let of = &strata[&moment.stratum];
        let left = moment.after - of.others_mean();
        // A mean of few leaves less than it varies.
        let small = (of.others / (of.others - 1.0)).sqrt();
        let part = if moment.met { left - theta } else { -of.met / of.others * left * small };
        *by_owner.entry(moment.owner).or_default() += part / all;
    }
    #[expect(clippy::cast_precision_loss, reason = "customers stay far below 2^53")]
    let (owners, freedom) = (by_owner.len() as f64, (concerned - 1) as f64);
    let square: f64 = by_owner.values().map(|part| part * part).sum::<f64>() * owners / (owners - 1.0);
    let half = t_quantile(0.95, freedom) * square.sqrt();
    Some(Matched {
        difference: Interval { value: theta, low: theta - half, high: theta + half },
        met,
        others: expected,
        customers: concerned as u64,
        matched: others as u64,
        compared,
    })
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{Rng, SeedableRng};

    use super::*;

    /// A shop in which those who met it, mostly of the better strata, spend `less` than they would have.
    fn shop(seed: u64, less: f64) -> Vec<Moment> {
        let mut chance = StdRng::seed_from_u64(seed);
        let mut moments = Vec::new();
        for owner in 0..900 {
            let stratum = chance.random_range(0..30_u32);
            let liking = chance.random::<f64>();
            for _ in 0..chance.random_range(1..4) {
                let met = moments.last().is_none_or(|last: &Moment| last.owner != owner || !last.met)
                    && chance.random_bool(0.05 + 0.01 * f64::from(stratum));
                // Three in ten buy again, for skewed amounts; better strata more.
                let buys = chance.random_bool(0.15 + 0.3 * liking + 0.005 * f64::from(stratum));
                let amount = 20_000.0 * (1.0 - chance.random::<f64>()).powf(-0.3);
                let after = if buys { amount } else { 0.0 } - if met { less } else { 0.0 };
                moments.push(Moment { owner, stratum, met, after });
            }
        }
        moments
    }

    #[test]
    fn the_interval_holds_what_was_planted_in_nineteen_of_twenty_shops() {
        for less in [0.0, 6_000.0] {
            let holds = (0..400).filter(|&seed| {
                let found = matched(&shop(seed, less)).expect("enough");
                (found.difference.low..=found.difference.high).contains(&-less)
            });
            let held = holds.count();
            // 380 of 400 with an error of 4.4.
            assert!((367..=393).contains(&held), "{held} of 400 hold {less}");
        }
    }

    #[test]
    fn strata_without_both_sides_are_not_compared_and_few_customers_are_not_judged() {
        let mut moments = shop(7, 0.0);
        let lonely = moments.len();
        moments.push(Moment { owner: 5_000, stratum: 99, met: true, after: 1e9 });
        let found = matched(&moments).expect("enough");
        assert!(!found.compared[lonely] && found.met < 1e6);
        assert_eq!(matched(&moments[..30]), None);
        assert_eq!(matched(&[]), None);
    }
}
