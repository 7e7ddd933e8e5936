//! What customers add to the rows of a comparison, side by side: sums that add, whoever is on both sides told apart.

use std::hash::Hash;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::exact::Exact;

/// Amounts of customers and their products: 10⁻¹⁵ of one, up to 10²³.
type Sum = Exact<50>;

/// One customer on one side. A row is a share or mean: some of *part* for one of *whole*.
#[derive(Debug, Clone, PartialEq)]
pub struct Marks<K> {
    /// By number of the whole: how much the customer has of it, 1 for being one of it.
    pub wholes: Vec<f64>,
    /// Rows that the customer has a part in, each once: which, of which whole, how much.
    pub parts: Vec<(K, usize, f64)>,
}

impl<K> Marks<K> {
    /// Nothing of so many wholes.
    #[must_use]
    pub fn none(wholes: usize) -> Self {
        Self { wholes: vec![0.0; wholes], parts: Vec::new() }
    }

    /// Forgets a customer, for the next one.
    pub fn clear(&mut self) {
        self.wholes.fill(0.0);
        self.parts.clear();
    }

    /// Whether the customer is on this side at all.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.wholes.iter().any(|&whole| whole != 0.0)
    }
}

/// Sums over the customers of one side, of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Whole<N = f64> {
    /// Σx
    pub x: N,
    /// Σx²
    pub xx: N,
    /// Customers who have any.
    pub owners: u64,
}

/// Sums over the customers of one side, of a row.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Part<N = f64> {
    /// Σy
    pub y: N,
    /// Σy²
    pub yy: N,
    /// Σxy
    pub xy: N,
    /// Customers who have any.
    pub owners: u64,
}

/// A whole on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Wholes<N = f64> {
    pub a: Whole<N>,
    pub b: Whole<N>,
    /// Σ x_a·x_b over customers on both sides.
    pub xx: N,
}

/// A row on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Parts<N = f64> {
    pub whole: usize,
    pub a: Part<N>,
    pub b: Part<N>,
    /// Σ y_a·y_b over customers on both sides.
    pub yy: N,
    /// Σ y_a·x_b.
    pub yx: N,
    /// Σ x_a·y_b.
    pub xy: N,
}

/// Sums over all customers: a partial that adds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "K: Hash + Eq + Deserialize<'de>"))]
pub struct Tally<K: Hash + Eq> {
    wholes: Vec<Wholes<Sum>>,
    parts: FxHashMap<K, Parts<Sum>>,
    pub(super) customers: (u64, u64),
    pub(super) both: u64,
}

impl<K: Hash + Eq + Clone> Tally<K> {
    /// Sums over nobody, of so many wholes.
    #[must_use]
    pub fn none(wholes: usize) -> Self {
        Self { wholes: vec![Wholes::default(); wholes], parts: FxHashMap::default(), customers: (0, 0), both: 0 }
    }

    /// Adds one customer: what they are on side `a`, and on side `b`.
    pub fn add(&mut self, a: &Marks<K>, b: &Marks<K>) {
        let (on_a, on_b) = (a.is_there(), b.is_there());
        self.customers.0 += u64::from(on_a);
        self.customers.1 += u64::from(on_b);
        self.both += u64::from(on_a && on_b);
        for (sum, (&x_a, &x_b)) in self.wholes.iter_mut().zip(a.wholes.iter().zip(&b.wholes)) {
            sum.a.add(x_a);
            sum.b.add(x_b);
            sum.xx.add(x_a * x_b);
        }
        for (key, whole, y) in &a.parts {
            let sum = part(&mut self.parts, key, *whole);
            sum.a.add(*y, a.wholes[*whole]);
            sum.yx.add(y * b.wholes[*whole]);
        }
        for (key, whole, y) in &b.parts {
            let sum = part(&mut self.parts, key, *whole);
            sum.b.add(*y, b.wholes[*whole]);
            sum.xy.add(a.wholes[*whole] * y);
        }
        if on_a && on_b {
            self.add_common(a, b);
        }
    }

    /// Rows that a customer has a part in on both sides.
    fn add_common(&mut self, a: &Marks<K>, b: &Marks<K>) {
        let theirs: FxHashMap<&K, f64> = b.parts.iter().map(|(key, _, y)| (key, *y)).collect();
        for (key, whole, y) in &a.parts {
            if let Some(other) = theirs.get(key) {
                part(&mut self.parts, key, *whole).yy.add(y * other);
            }
        }
    }

    /// Adds the sums over other customers.
    pub fn merge(&mut self, other: Self) {
        self.customers.0 += other.customers.0;
        self.customers.1 += other.customers.1;
        self.both += other.both;
        for (sum, more) in self.wholes.iter_mut().zip(other.wholes) {
            sum.a.merge(more.a);
            sum.b.merge(more.b);
            sum.xx.merge(more.xx);
        }
        for (key, more) in other.parts {
            let sum = part(&mut self.parts, &key, more.whole);
            sum.a.merge(more.a);
            sum.b.merge(more.b);
            sum.yy.merge(more.yy);
            sum.yx.merge(more.yx);
            sum.xy.merge(more.xy);
        }
    }

    /// The same rows by other keys; different keys must stay different.
    #[must_use]
    pub fn keyed<L: Hash + Eq>(self, other: impl Fn(K) -> L) -> Tally<L> {
        let parts = self.parts.into_iter().map(|(key, row)| (other(key), row)).collect();
        Tally { wholes: self.wholes, parts, customers: self.customers, both: self.both }
    }

    pub(super) const fn len(&self) -> usize {
        self.wholes.len()
    }

    pub(super) fn whole(&self, whole: usize) -> Wholes {
        let Wholes { a, b, xx } = self.wholes[whole];
        Wholes { a: a.told(), b: b.told(), xx: xx.sum() }
    }

    pub(super) fn row(&self, key: &K) -> Option<Parts> {
        let Parts { whole, a, b, yy, yx, xy } = *self.parts.get(key)?;
        Some(Parts { whole, a: a.told(), b: b.told(), yy: yy.sum(), yx: yx.sum(), xy: xy.sum() })
    }

    /// The part that a row has on side `a` and on side `b`.
    #[must_use]
    pub fn parts_of(&self, key: &K) -> (f64, f64) {
        self.row(key).map_or((0.0, 0.0), |row| (row.a.y, row.b.y))
    }

    /// Part ÷ whole on both sides, of a row that anybody has a part in; `None` when a side has no whole.
    #[must_use]
    pub fn means_of(&self, key: &K) -> Option<(f64, f64)> {
        let row = self.row(key)?;
        self.has_whole(row.whole).then(|| {
            let wholes = self.whole(row.whole);
            (row.a.y / wholes.a.x, row.b.y / wholes.b.x)
        })
    }

    /// Whether both sides have any of a whole.
    #[must_use]
    pub fn has_whole(&self, whole: usize) -> bool {
        self.wholes.get(whole).is_some_and(|sum| sum.a.x.sum() > 0.0 && sum.b.x.sum() > 0.0)
    }

    /// The rows with the most customers on both sides together, at most so many; how many others there are. Ties go by `order`,
    /// and nothing by how the sides differ: what is looked at must not depend on what is found.
    #[must_use]
    pub fn most(&self, top: usize, order: impl Fn(&K, &K) -> std::cmp::Ordering) -> (Vec<K>, usize) {
        let mut all: Vec<(&K, u64)> = self.parts.iter().map(|(key, sum)| (key, sum.a.owners + sum.b.owners)).collect();
        all.sort_by(|x, y| y.1.cmp(&x.1).then_with(|| order(x.0, y.0)));
        let others = all.len().saturating_sub(top);
        (all.into_iter().take(top).map(|(key, _)| key.clone()).collect(), others)
    }
}

fn part<'p, K: Hash + Eq + Clone>(
    parts: &'p mut FxHashMap<K, Parts<Sum>>,
    key: &K,
    whole: usize,
) -> &'p mut Parts<Sum> {
    parts.entry(key.clone()).or_insert_with(|| Parts { whole, ..Parts::default() })
}

impl Whole<Sum> {
    const fn told(self) -> Whole {
        Whole { x: self.x.sum(), xx: self.xx.sum(), owners: self.owners }
    }

    fn add(&mut self, x: f64) {
        self.x.add(x);
        self.xx.add(x * x);
        self.owners += u64::from(x != 0.0);
    }

    fn merge(&mut self, more: Self) {
        self.x.merge(more.x);
        self.xx.merge(more.xx);
        self.owners += more.owners;
    }
}

impl Part<Sum> {
    const fn told(self) -> Part {
        Part { y: self.y.sum(), yy: self.yy.sum(), xy: self.xy.sum(), owners: self.owners }
    }

    fn add(&mut self, y: f64, x: f64) {
        self.y.add(y);
        self.yy.add(y * y);
        self.xy.add(x * y);
        self.owners += u64::from(y != 0.0);
    }

    fn merge(&mut self, more: Self) {
        self.y.merge(more.y);
        self.yy.merge(more.yy);
        self.xy.merge(more.xy);
        self.owners += more.owners;
    }
}
