//! One layer: every token looks at every other, then thinks for itself (A. Vaswani et al., NIPS 2017; the order of
//! J. Devlin et al., NAACL 2019).

use pulp::{Arch, Simd, WithSimd};

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
        Arch::new().dispatch(Gelu(&mut wide));
        add(hidden, &self.down.apply(&wide));
        self.norm.apply(hidden);
    }

    /// Of every token what the others tell it, head by head.
    fn attend(&self, hidden: &[f32]) -> Vec<f32> {
        let width = self.heard.matrix.columns();
        let told = self.asks.apply(hidden);
        let mut heard = vec![0.0_f32; hidden.len()];
        Arch::new().dispatch(Attention { heads: self.heads, width, told: &told, heard: &mut heard });
        heard
    }
}

/// Compiled for each kind of processor, as products are.
struct Attention<'a> {
    heads: usize,
    width: usize,
    /// Of every token what it asks, what it answers to, and what it tells, side by side.
    told: &'a [f32],
    heard: &'a mut [f32],
}

impl WithSimd for Attention<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let (width, size) = (self.width, self.width / self.heads);
        let root = (size as f32).sqrt();
        let mut shares = vec![0.0_f32; self.heard.len() / width];
        for head in (0..width).step_by(size) {
            let told = |token: usize, part: usize| {
                let start = token * 3 * width + part * width + head;
                &self.told[start..start + size]
            };
            for (at, heard) in self.heard.chunks_exact_mut(width).enumerate() {
                for (other, share) in shares.iter_mut().enumerate() {
                    *share = product(told(at, 0), told(other, 1)) / root;
                }
                softmax(&mut shares);
                for (other, share) in shares.iter().enumerate() {
                    let sums = heard[head..head + size].iter_mut();
                    sums.zip(told(other, 2)).for_each(|(sum, told)| *sum += share * told);
                }
            }
        }
    }
}

struct Gelu<'a>(&'a mut [f32]);

impl WithSimd for Gelu<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.0.iter_mut().for_each(|value| *value = gelu(*value));
    }
}

fn add(rows: &mut [f32], others: &[f32]) {
    rows.iter_mut().zip(others).for_each(|(value, other)| *value += other);
}

/// How many sums run side by side. Which they are is part of the result, so it is the same on every processor.
const SIDE_BY_SIDE: usize = 16;

#[inline(always)]
fn product(one: &[f32], other: &[f32]) -> f32 {
    let (ones, others) = (one.chunks_exact(SIDE_BY_SIDE), other.chunks_exact(SIDE_BY_SIDE));
    let rest: f32 = ones.remainder().iter().zip(others.remainder()).map(|(one, other)| one * other).sum();
    let mut sums = [0.0_f32; SIDE_BY_SIDE];
    for (one, other) in ones.zip(others) {
        sums.iter_mut().zip(one.iter().zip(other)).for_each(|(sum, (one, other))| *sum += one * other);
    }
    sums.iter().sum::<f32>() + rest
}

#[inline(always)]
fn softmax(row: &mut [f32]) {
    let most = row.iter().copied().fold(f32::MIN, f32::max);
    row.iter_mut().for_each(|value| *value = exp(*value - most));
    let all: f32 = row.iter().sum();
    row.iter_mut().for_each(|value| *value /= all);
}

/// eˣ of what is not above nothing: 2 to the whole part by its bits, the rest by its series, right to 3e-7 of it; what is
/// below -87 is taken for that. No library's: this one is the same on every machine, and a processor takes many at once.
#[inline(always)]
fn exp(x: f32) -> f32 {
    /// The logarithm of two in two parts, so that whole multiples of it are taken away without loss
    /// (W. J. Cody and W. Waite, 1980).
    const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
    let x = x.max(-87.0);
    let whole = (x * std::f32::consts::LOG2_E - 0.5).ceil();
    let r = (x - whole * LN_2[0]) - whole * LN_2[1];
    let series = 1.0
        + r * (1.0 + r * (0.5 + r * (0.166_666_67 + r * (0.041_666_668 + r * (0.008_333_334 + r * 0.001_388_889)))));
    series * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

/// x·Φ(x) (D. Hendrycks and K. Gimpel, 2016); Φ by formula 7.1.26 of Abramowitz and Stegun, right to 1.5e-7.
#[inline(always)]
fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let series = t * (0.254_829_6 + t * (-0.284_496_74 + t * (1.421_413_7 + t * (-1.453_152 + t * 1.061_405_4))));
    let erf = (1.0 - series * exp(-z * z)).copysign(x);
    0.5 * x * (1.0 + erf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_that_of_the_library() {
        for step in 0..2_000 {
            let x = -(step as f32) * 0.04;
            assert!((exp(x) - x.exp()).abs() <= 3e-7 * x.exp().max(1e-30), "{x}: {} {}", exp(x), x.exp());
        }
        assert!(exp(-1e9) < 1e-37);
    }

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
