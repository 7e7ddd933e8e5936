//! One layer: every token looks at every other, then thinks for itself (A. Vaswani et al., NIPS 2017; the order of
//! J. Devlin et al., NAACL 2019).

use super::matrix::Linear;

/// Brings a row to mean nothing and variance one, then scales it.
#[derive(Debug)]
pub(super) struct Norm {
    pub scale: Vec<f32>,
    pub shift: Vec<f32>,
}

const EPSILON: f32 = 1e-12;

impl Norm {
    pub(super) fn apply(&self, rows: &mut [f32]) {
        let width = self.scale.len();
        for row in rows.chunks_exact_mut(width) {
            let mean = row.iter().sum::<f32>() / width as f32;
            row.iter_mut().for_each(|value| *value -= mean);
            let variance = row.iter().map(|value| value * value).sum::<f32>() / width as f32;
            let by = 1.0 / (variance + EPSILON).sqrt();
            for (value, (scale, shift)) in row.iter_mut().zip(self.scale.iter().zip(&self.shift)) {
                *value = *value * by * scale + shift;
            }
        }
    }
}

#[derive(Debug)]
pub(super) struct Layer {
    pub heads: usize,
    /// What a token asks, what it answers to, and what it tells, side by side.
    pub asks: Linear,
    pub heard: Linear,
    pub heard_norm: Norm,
    pub up: Linear,
    pub down: Linear,
    pub norm: Norm,
}

impl Layer {
    pub(super) fn apply(&self, hidden: &mut [f32]) {
        let heard = self.heard.apply(&self.attend(hidden));
        add(hidden, &heard);
        self.heard_norm.apply(hidden);
        let mut wide = self.up.apply(hidden);
        wide.iter_mut().for_each(|value| *value = gelu(*value));
        add(hidden, &self.down.apply(&wide));
        self.norm.apply(hidden);
    }

    /// Of every token what the others tell it, head by head.
    fn attend(&self, hidden: &[f32]) -> Vec<f32> {
        let width = self.heard.matrix.columns();
        let size = width / self.heads;
        let all = self.asks.apply(hidden);
        let tokens: Vec<&[f32]> = all.chunks_exact(3 * width).collect();
        let mut heard = vec![0.0_f32; hidden.len()];
        let mut shares = vec![0.0_f32; tokens.len()];
        for head in 0..self.heads {
            let part = |of: usize| of * width + head * size..of * width + (head + 1) * size;
            for (at, token) in tokens.iter().enumerate() {
                let asked = &token[part(0)];
                for (share, other) in shares.iter_mut().zip(&tokens) {
                    let fits = asked.iter().zip(&other[part(1)]).map(|(one, other)| one * other).sum::<f32>();
                    *share = fits / (size as f32).sqrt();
                }
                softmax(&mut shares);
                let own = &mut heard[at * width + head * size..at * width + (head + 1) * size];
                for (share, other) in shares.iter().zip(&tokens) {
                    own.iter_mut().zip(&other[part(2)]).for_each(|(sum, told)| *sum += share * told);
                }
            }
        }
        heard
    }
}

fn add(rows: &mut [f32], others: &[f32]) {
    rows.iter_mut().zip(others).for_each(|(value, other)| *value += other);
}

fn softmax(row: &mut [f32]) {
    let most = row.iter().copied().fold(f32::MIN, f32::max);
    row.iter_mut().for_each(|value| *value = (*value - most).exp());
    let all: f32 = row.iter().sum();
    row.iter_mut().for_each(|value| *value /= all);
}

/// x·Φ(x) (D. Hendrycks and K. Gimpel, 2016); Φ by formula 7.1.26 of Abramowitz and Stegun, right to 1.5e-7.
fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let series = t * (0.254_829_6 + t * (-0.284_496_74 + t * (1.421_413_7 + t * (-1.453_152 + t * 1.061_405_4))));
    let erf = (1.0 - series * (-z * z).exp()).copysign(x);
    0.5 * x * (1.0 + erf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gelu_is_that_of_tables() {
        for (x, wanted) in
            [(-3.0, -0.004_049_7), (-1.0, -0.158_655_3), (0.0, 0.0), (0.5, 0.345_731), (2.0, 1.954_499_7)]
        {
            assert!((gelu(x) - wanted).abs() < 1e-5, "{x}: {}", gelu(x));
        }
    }

    #[test]
    fn a_normed_row_has_mean_nothing_and_variance_one() {
        let mut row = [1.0, 2.0, 3.0, 6.0];
        Norm { scale: vec![1.0; 4], shift: vec![0.0; 4] }.apply(&mut row);
        assert!(row.iter().sum::<f32>().abs() < 1e-5);
        assert!((row.iter().map(|value| value * value).sum::<f32>() - 4.0).abs() < 1e-4);
    }
}
