//! From correlations to coefficients and Johnson's weights.

use faer::{Mat, Side};

/// Ratings follow from each other when a combination of them, each of variance 1, varies no more than that.
const NO_VARIANCE: f64 = 1e-9;

/// A rating takes part in such a combination when its share in it is above this; rounding stays far below.
const TAKES_PART: f64 = 1e-3;

/// The correlations R among ratings as VΔVᵀ, and theirs with the outcome.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Regression {
    correlation: Vec<f64>,
    /// V, a row for each rating.
    vectors: Vec<Vec<f64>>,
    /// Δ.
    values: Vec<f64>,
}

/// Why there is no regression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoRegression {
    /// These ratings follow from each other.
    Collinear(Vec<usize>),
    /// The decomposition did not come to an end.
    Unsolved,
}

impl Regression {
    /// From the correlations of outcome and ratings, a full square, the outcome first.
    pub(super) fn of(square: &[f64], ratings: usize) -> Result<Self, NoRegression> {
        let among = Mat::from_fn(ratings, ratings, |i, j| square[(i + 1) * (ratings + 1) + j + 1]);
        let parts = among.self_adjoint_eigen(Side::Lower).map_err(|_| NoRegression::Unsolved)?;
        let values: Vec<f64> = (0..ratings).map(|k| parts.S()[k]).collect();
        let vectors: Vec<Vec<f64>> = (0..ratings).map(|i| parts.U().row(i).iter().copied().collect()).collect();
        let nothing: Vec<usize> = (0..ratings).filter(|&k| values[k] <= NO_VARIANCE).collect();
        if !nothing.is_empty() {
            let takes_part = |rating: &usize| nothing.iter().any(|&k| vectors[*rating][k].abs() > TAKES_PART);
            return Err(NoRegression::Collinear((0..ratings).filter(takes_part).collect()));
        }
        Ok(Self { correlation: square[1..=ratings].to_vec(), vectors, values })
    }

    /// The share of the outcome's variance that is explained: Σ βⱼrⱼ.
    pub(super) fn r2(&self) -> f64 {
        dot(&self.beta(), &self.correlation)
    }

    /// The standardised coefficients R⁻¹r.
    pub(super) fn beta(&self) -> Vec<f64> {
        self.times_correlation(f64::recip)
    }

    /// The variance inflation factors: the diagonal of R⁻¹.
    pub(super) fn vif(&self) -> Vec<f64> {
        self.vectors.iter().map(|row| row.iter().zip(&self.values).map(|(v, value)| v * v / value).sum()).collect()
    }

    /// Johnson's weights εⱼ = Σₖ λⱼₖ²·bₖ² with Λ = VΔ^½Vᵀ and b = Λ⁻¹r.
    pub(super) fn johnson(&self) -> Vec<f64> {
        let uncorrelated = self.times_correlation(|value| value.sqrt().recip());
        let weight = |row: &Vec<f64>| {
            let scaled: Vec<f64> = row.iter().zip(&self.values).map(|(v, value)| v * value.sqrt()).collect();
            self.vectors.iter().zip(&uncorrelated).map(|(other, b)| (dot(&scaled, other) * b).powi(2)).sum()
        };
        self.vectors.iter().map(weight).collect()
    }

    /// R², correlations and coefficients, one after the other.
    pub(super) fn coefficients(&self) -> Vec<f64> {
        let beta = self.beta();
        [&[dot(&beta, &self.correlation)], &self.correlation[..], &beta].concat()
    }

    /// V·f(Δ)·Vᵀ·r.
    fn times_correlation(&self, f: fn(f64) -> f64) -> Vec<f64> {
        let mut turned = vec![0.0; self.values.len()];
        for (row, r) in self.vectors.iter().zip(&self.correlation) {
            turned.iter_mut().zip(row).for_each(|(turned, v)| *turned += v * r);
        }
        turned.iter_mut().zip(&self.values).for_each(|(turned, &value)| *turned *= f(value));
        self.vectors.iter().map(|row| dot(row, &turned)).collect()
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
