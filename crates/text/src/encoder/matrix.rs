//! Matrices of whole numbers. What goes in is rounded too, finely, so that all sums are of whole numbers: exact in any
//! order, which lets the compiler take several at once without changing the result.

/// Largest whole number that an input is rounded to: with weights up to 127 and 1,536 columns sums stay below 2³¹.
const FINE: f32 = 8191.0;

/// Rows of weights, each with what a step is worth.
#[derive(Debug)]
pub(super) struct Matrix {
    columns: usize,
    steps: Vec<f32>,
    cells: Vec<i16>,
}

impl Matrix {
    pub(super) fn new(columns: usize, steps: Vec<f32>, cells: Vec<i16>) -> Self {
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
        for (row, weights) in self.matrix.cells.chunks_exact(columns).enumerate() {
            for (at, input) in rounded.chunks_exact(columns).enumerate() {
                let sum = product(weights, input) as f32;
                outputs[at * rows + row] = sum * self.matrix.steps[row] * steps[at] + self.bias[row];
            }
        }
        outputs
    }
}

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
