//! Matrices of whole numbers. What goes in is rounded too, finely, so that all sums are of whole numbers: exact in any
//! order, so a processor that takes many at once gets the same result as one that takes them one by one.

use pulp::{Arch, Simd, WithSimd};

/// Largest whole number that an input is rounded to: with weights up to 127 and 1,536 columns sums stay below 2³¹.
const FINE: f32 = 8191.0;

/// Rows of weights, each with what a step is worth.
#[derive(Debug)]
pub(super) struct Matrix {
    columns: usize,
    steps: Vec<f32>,
    cells: Vec<i8>,
}

impl Matrix {
    pub(super) fn new(columns: usize, steps: Vec<f32>, cells: Vec<i8>) -> Self {
        Self { columns, steps, cells }
    }
    pub(super) const fn columns(&self) -> usize {
        self.columns
    }
    pub(super) const fn rows(&self) -> usize {
        self.steps.len()
    }
    /// One row as numbers.
    pub(super) fn row(&self, at: usize) -> impl Iterator<Item = f32> {
        let step = self.steps[at];
        self.cells[at * self.columns..(at + 1) * self.columns].iter().map(move |cell| f32::from(*cell) * step)
    }
}

/// A matrix and what is added to its products.
#[derive(Debug)]
pub(super) struct Linear {
    pub matrix: Matrix,
    pub bias: Vec<f32>,
}

impl Linear {
    /// Of every row of `inputs` its products with all rows of the matrix.
    pub(super) fn apply(&self, inputs: &[f32]) -> Vec<f32> {
        let (columns, rows) = (self.matrix.columns, self.matrix.rows());
        let count = inputs.len() / columns;
        let (rounded, steps) = rounded(inputs, columns);
        let mut outputs = vec![0.0_f32; count * rows];
        Arch::new().dispatch(Products { linear: self, inputs: &rounded, steps: &steps, outputs: &mut outputs });
        outputs
    }
}

/// Compiled for each kind of processor; the one that is there runs.
struct Products<'a> {
    linear: &'a Linear,
    inputs: &'a [i16],
    steps: &'a [f32],
    outputs: &'a mut [f32],
}

impl WithSimd for Products<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Linear { matrix, bias } = self.linear;
        let mut wide = vec![0_i16; matrix.columns];
        for (row, weights) in matrix.cells.chunks_exact(matrix.columns).enumerate() {
            wide.iter_mut().zip(weights).for_each(|(wide, weight)| *wide = i16::from(*weight));
            for (at, input) in self.inputs.chunks_exact(matrix.columns).enumerate() {
                let sum = product(&wide, input) as f32;
                self.outputs[at * matrix.rows() + row] = sum * matrix.steps[row] * self.steps[at] + bias[row];
            }
        }
    }
}

#[inline(always)]
fn product(one: &[i16], other: &[i16]) -> i32 {
    one.iter().zip(other).map(|(one, other)| i32::from(*one) * i32::from(*other)).sum()
}

/// Each row in whole numbers up to [`FINE`], and what a step of it is worth.
fn rounded(inputs: &[f32], columns: usize) -> (Vec<i16>, Vec<f32>) {
    let mut cells = Vec::with_capacity(inputs.len());
    let mut steps = Vec::with_capacity(inputs.len() / columns);
    // The sum of products of a row must fit 31 bits whatever the weights are.
    let most = FINE.min((i32::MAX / 127) as f32 / columns as f32);
    for row in inputs.chunks_exact(columns) {
        let largest = row.iter().fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
        let scale = most / largest;
        cells.extend(row.iter().map(|value| (value * scale).round() as i16));
        steps.push(largest / most);
    }
    (cells, steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_numbers() {
        let matrix = Matrix::new(3, vec![0.5, 0.1], vec![2, -4, 6, 10, 0, -127]);
        let linear = Linear { matrix, bias: vec![1.0, 0.0] };
        let found = linear.apply(&[1.0, 2.0, 3.0, 0.0, 0.0, -1.0]);
        let wanted = [7.0, -37.1, -2.0, 12.7];
        assert!(found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 0.01), "{found:?}");
    }

    #[test]
    fn the_largest_sums_fit() {
        let matrix = Matrix::new(1536, vec![1.0], vec![127; 1536]);
        let linear = Linear { matrix, bias: vec![0.0] };
        let found = linear.apply(&vec![1.0; 1536])[0];
        assert!((found - 127.0 * 1536.0).abs() < 30.0, "{found}");
    }
}
