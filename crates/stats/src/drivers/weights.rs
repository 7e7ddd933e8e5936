//! From correlations to coefficients and weights.

use faer::{Mat, Side};

/// Ratings follow from each other when a combination of them, each of variance 1, varies no more than that.
const NO_VARIANCE: f64 = 1e-9;

/// A rating takes part in such a combination when its share in it is above this; rounding stays far below.
const TAKES_PART: f64 = 1e-3;

/// What correlations say of each rating.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights {
    pub(super) r2: f64,
    pub(super) correlation: Vec<f64>,
    pub(super) beta: Vec<f64>,
    pub(super) vif: Vec<f64>,
    pub(super) johnson: Vec<f64>,
}

/// Why there are no weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoWeights {
    /// These ratings follow from each other.
    Collinear(Vec<usize>),
    /// The decomposition did not come to an end.
    Unsolved,
}

impl Weights {
    /// From the correlations of outcome and ratings, the outcome first.
    pub(super) fn of(square: &[f64], ratings: usize) -> Result<Self, NoWeights> {
        let among = Mat::from_fn(ratings, ratings, |i, j| square[(i + 1) * (ratings + 1) + j + 1]);
        let parts = among.self_adjoint_eigen(Side::Lower).map_err(|_| NoWeights::Unsolved)?;
        let (vectors, values): (_, Vec<f64>) = (parts.U(), (0..ratings).map(|k| parts.S()[k]).collect());
        let nothing: Vec<usize> = (0..ratings).filter(|&k| values[k] <= NO_VARIANCE).collect();
        if !nothing.is_empty() {
            let takes_part = |rating: &usize| nothing.iter().any(|&k| vectors[(*rating, k)].abs() > TAKES_PART);
            return Err(NoWeights::Collinear((0..ratings).filter(takes_part).collect()));
        }
        // V·diag(f(δ))·Vᵀ, from which come Λ, R⁻¹ and what is made of them.
        let power = |i: usize, j: usize, f: fn(f64) -> f64| -> f64 {
            (0..ratings).map(|k| vectors[(i, k)] * f(values[k]) * vectors[(j, k)]).sum()
        };
        let correlation = &square[1..=ratings];
        let times = |f: fn(f64) -> f64| -> Vec<f64> {
            let turned: Vec<f64> = (0..ratings)
                .map(|k| f(values[k]) * (0..ratings).map(|j| vectors[(j, k)] * correlation[j]).sum::<f64>())
                .collect();
            (0..ratings).map(|i| (0..ratings).map(|k| vectors[(i, k)] * turned[k]).sum()).collect()
        };
        let beta = times(f64::recip);
        let uncorrelated = times(|value| value.sqrt().recip());
        let johnson = (0..ratings)
            .map(|j| uncorrelated.iter().enumerate().map(|(k, b)| (power(j, k, f64::sqrt) * b).powi(2)).sum())
            .collect();
        Ok(Self {
            r2: beta.iter().zip(correlation).map(|(beta, r)| beta * r).sum(),
            correlation: correlation.to_vec(),
            vif: (0..ratings).map(|j| power(j, j, f64::recip)).collect(),
            johnson,
            beta,
        })
    }

    /// R², correlations and coefficients, one after the other.
    pub(super) fn coefficients(&self) -> Vec<f64> {
        [&[self.r2], &self.correlation[..], &self.beta[..]].concat()
    }
}
