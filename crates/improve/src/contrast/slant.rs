//! A measure made of several rows, such as the mean over the periods of retention: a second pass over the same customers, since
//! what one of them does in several rows belongs together.

use std::hash::Hash;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::exact::Exact;
use super::judge::{Errors, without_one};
use super::marks::{Marks, Parts, Tally, Whole, Wholes};
use crate::ENOUGH;
use crate::sides::{Contrast, Unjudged, by_error};

/// Σ wᵢ·rowᵢ on both sides, and by how much one customer moves it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "K: Serialize", deserialize = "K: Hash + Eq + Deserialize<'de>"))]
pub struct Slant<K: Hash + Eq> {
    weights: FxHashMap<K, (f64, f64)>,
    /// By whole: Σ wᵢ·meanᵢ ÷ whole, of side `a` and of side `b`.
    level: Vec<(f64, f64)>,
    values: (f64, f64),
    owners: (u64, u64),
    /// Customers ÷ (customers − 1), the larger of all wholes.
    without_one: (f64, f64),
}

/// Squares of how far customers move it: a partial that adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pull {
    a: Fine,
    b: Fine,
    common: Fine,
}

/// What one customer of many moves a mean by, and its square: 10⁻³⁰, up to 10⁸.
type Fine = Exact<100>;

impl Pull {
    /// Adds the squares of other customers.
    pub fn merge(&mut self, other: Self) {
        self.a.merge(other.a);
        self.b.merge(other.b);
        self.common.merge(other.common);
    }
}

impl<K: Hash + Eq + Clone> Slant<K> {
    /// The sum of rows with these weights. Rows without a whole on a side have no part in it there; whoever weighs rows leaves
    /// them out on both.
    #[must_use]
    pub fn of(tally: &Tally<K>, weights: &[(K, f64)]) -> Self {
        let mut slant = Self {
            weights: FxHashMap::default(),
            level: vec![(0.0, 0.0); tally.len()],
            values: (0.0, 0.0),
            owners: (u64::MAX, u64::MAX),
            without_one: (1.0, 1.0),
        };
        for (key, weight) in weights {
            let Some(row) = tally.row(key) else { continue };
            slant.weigh(key.clone(), *weight, &row, &tally.whole(row.whole));
        }
        slant
    }

    fn weigh(&mut self, key: K, weight: f64, row: &Parts, wholes: &Wholes) {
        let over = |whole: &Whole| if whole.x > 0.0 { weight / whole.x } else { 0.0 };
        let each = (over(&wholes.a), over(&wholes.b));
        self.values.0 += each.0 * row.a.y;
        self.values.1 += each.1 * row.b.y;
        let level = &mut self.level[row.whole];
        let mean = |y: f64, whole: &Whole| if whole.x > 0.0 { y / whole.x } else { 0.0 };
        level.0 += each.0 * mean(row.a.y, &wholes.a);
        level.1 += each.1 * mean(row.b.y, &wholes.b);
        self.owners = (self.owners.0.min(wholes.a.owners), self.owners.1.min(wholes.b.owners));
        let (a, b) = (without_one(&wholes.a), without_one(&wholes.b));
        self.without_one = (self.without_one.0.max(a), self.without_one.1.max(b));
        self.weights.insert(key, each);
    }

    /// The same by other keys, for customers who have no part in rows without one.
    #[must_use]
    pub fn keyed<L: Hash + Eq>(&self, other: impl Fn(&K) -> Option<L>) -> Slant<L> {
        let weights = self.weights.iter().filter_map(|(key, each)| Some((other(key)?, *each))).collect();
        let Self { level, values, owners, without_one, .. } = self;
        Slant { weights, level: level.clone(), values: *values, owners: *owners, without_one: *without_one }
    }

    /// Adds one customer of both sides.
    pub fn add(&self, sum: &mut Pull, a: &Marks<K>, b: &Marks<K>) {
        let pull = |marks: &Marks<K>, side: fn(&(f64, f64)) -> f64| {
            let parts = marks.parts.iter().filter_map(|(key, _, y)| self.weights.get(key).map(|each| side(each) * y));
            let wholes = marks.wholes.iter().zip(&self.level).map(|(x, level)| side(level) * x);
            let mut sum = Fine::default();
            parts.for_each(|part| sum.add(part));
            wholes.for_each(|whole| sum.add(-whole));
            sum.sum()
        };
        let (a, b) = (pull(a, |side| side.0), pull(b, |side| side.1));
        sum.a.add(a * a);
        sum.b.add(b * b);
        sum.common.add(a * b);
    }

    /// Its value on side `a` and on side `b`.
    #[must_use]
    pub const fn values(&self) -> (f64, f64) {
        self.values
    }

    /// How sure the difference is.
    ///
    /// # Errors
    /// [`Unjudged`]: too few customers in one of its rows, or no spread.
    pub fn judge(&self, sum: &Pull) -> Result<Contrast, Unjudged> {
        let owners = self.owners.0.min(self.owners.1);
        if self.weights.is_empty() || owners < ENOUGH as u64 {
            return Err(Unjudged::TooFew);
        }
        let (a, b) = self.without_one;
        let errors = Errors { a: sum.a.sum() * a * a, b: sum.b.sum() * b * b, common: sum.common.sum() * a * b };
        let square = errors.clustered();
        // Rounding of sums that are the same leaves a trace.
        if square <= 1e-18 {
            return Err(Unjudged::NoSpread);
        }
        Ok(by_error(self.values.0 - self.values.1, square.sqrt(), owners))
    }
}
