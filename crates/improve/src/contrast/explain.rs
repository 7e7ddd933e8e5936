//! How much of a gap each row explains. Nothing here says why.

use crate::chain;

/// What the rows of a comparison are to its gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explain {
    /// The whole is the product of the rows: parts by the logarithmic mean ([`crate::gap`]), which add up to it exactly.
    Product,
    /// The whole is a weighted sum of the rows, and each adds its weight × its difference.
    Sum,
    /// There is no one measure: the whole is how much the sides differ in all rows together, ½ Σ |difference|.
    Variation,
}

/// A row: its value on side `a` and side `b` where it has one, and its weight; 0 when the gap is not made of it.
pub(super) type Link = (Option<f64>, Option<f64>, f64);

impl Explain {
    /// What each row adds to the gap, in its unit; `None` for a row that is no part of it, or when the parts cannot be told.
    pub(super) fn parts(self, rows: &[Link]) -> Vec<Option<f64>> {
        match self {
            Self::Product => product(rows),
            Self::Sum => {
                rows.iter().map(|&(a, b, weight)| Some(weight * (a? - b?)).filter(|_| weight != 0.0)).collect()
            }
            Self::Variation => rows.iter().map(|&(a, b, _)| Some((a? - b?).abs() / 2.0)).collect(),
        }
    }
}

fn product(rows: &[Link]) -> Vec<Option<f64>> {
    let links: Vec<(f64, f64)> = rows.iter().filter(|row| row.2 != 0.0).filter_map(|row| row.1.zip(row.0)).collect();
    let (from, to): (Vec<f64>, Vec<f64>) = links.into_iter().unzip();
    let whole = rows.iter().filter(|row| row.2 != 0.0).count();
    let told = chain::gap(&from, &to).filter(|told| told.parts.len() == whole);
    let mut parts = told.into_iter().flat_map(|told| told.parts);
    rows.iter().map(|row| if row.2 == 0.0 { None } else { parts.next() }).collect()
}
