//! Means of several columns and the sums of products of their deviations, as a summary that adds.

use crate::groups::Sums;
use crate::interval::float;

/// Number, means and co-moments of rows. Rows are added and summaries joined as in [`crate::Moments`], for every pair of
/// columns (P. Pébay, "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order statistical
/// moments", Sandia report SAND2008-6212).
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Comoments {
    n: u64,
    means: Vec<f64>,
    /// Of columns i ≤ j, row after row of the upper triangle.
    products: Vec<f64>,
}

impl Comoments {
    /// Adds a row.
    pub(crate) fn push(&mut self, row: &[f64]) {
        if self.n == 0 {
            self.means = vec![0.0; row.len()];
            self.products = vec![0.0; row.len() * (row.len() + 1) / 2];
        }
        self.n += 1;
        let n = float(self.n);
        let apart: Vec<f64> = row.iter().zip(&self.means).map(|(value, mean)| value - mean).collect();
        self.add_products(&apart, (n - 1.0) / n);
        self.means.iter_mut().zip(&apart).for_each(|(mean, apart)| *mean += apart / n);
    }

    /// How many rows.
    pub(crate) const fn n(&self) -> u64 {
        self.n
    }

    /// Their means.
    pub(crate) fn means(&self) -> &[f64] {
        &self.means
    }

    /// Number, sums and sums of products of the deviations from a point that is given: what is linear in rows, and so may be
    /// weighted and added.
    pub(crate) fn about(&self, centre: &[f64]) -> Vec<f64> {
        let n = float(self.n);
        let apart: Vec<f64> = self.means.iter().zip(centre).map(|(mean, centre)| mean - centre).collect();
        let mut moved = self.clone();
        moved.add_products(&apart, n);
        std::iter::once(n).chain(apart.iter().map(|apart| apart * n)).chain(moved.products).collect()
    }

    fn add_products(&mut self, apart: &[f64], times: f64) {
        let mut at = 0;
        for (i, a) in apart.iter().enumerate() {
            let row = &apart[i..];
            let a = a * times;
            self.products[at..at + row.len()].iter_mut().zip(row).for_each(|(product, b)| *product += a * b);
            at += row.len();
        }
    }
}

impl Sums for Comoments {
    fn add(&mut self, other: &Self) {
        if other.n == 0 {
            return;
        }
        if self.n == 0 {
            self.clone_from(other);
            return;
        }
        let (a, b) = (float(self.n), float(other.n));
        let apart: Vec<f64> = other.means.iter().zip(&self.means).map(|(theirs, mine)| theirs - mine).collect();
        self.products.iter_mut().zip(&other.products).for_each(|(mine, theirs)| *mine += theirs);
        self.add_products(&apart, a * b / (a + b));
        self.means.iter_mut().zip(&apart).for_each(|(mean, apart)| *mean += apart * b / (a + b));
        self.n += other.n;
    }
}

/// The correlations of all columns, a full square, from sums [about](Comoments::about) a point; `None` where a column's
/// sum of squares is not above its floor.
pub(crate) fn correlations(sums: &[f64], floors: &[f64]) -> Option<Vec<f64>> {
    let columns = floors.len();
    let (n, first, products) = (sums[0], &sums[1..=columns], &sums[1 + columns..]);
    let mut square = vec![0.0; columns * columns];
    let mut at = 0;
    for i in 0..columns {
        for j in i..columns {
            square[i * columns + j] = products[at] - first[i] * first[j] / n;
            at += 1;
        }
    }
    let variances: Vec<f64> = (0..columns).map(|i| square[i * columns + i]).collect();
    if variances.iter().zip(floors).any(|(variance, floor)| variance <= floor) {
        return None;
    }
    for i in 0..columns {
        square[i * columns + i] = 1.0;
        for j in i + 1..columns {
            let r = (square[i * columns + j] / (variances[i].sqrt() * variances[j].sqrt())).clamp(-1.0, 1.0);
            square[i * columns + j] = r;
            square[j * columns + i] = r;
        }
    }
    Some(square)
}
