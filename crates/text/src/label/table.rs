//! Weights of linear models: a row a feature, a column a label, a byte a weight.
//!
//! All labels of a feature lie side by side, so that a feature is looked up once for all of them.

use super::features::Features;

/// Why weights cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadWeights {
    /// The bytes end too early or too late.
    #[error("the weights are cut off or have something after them")]
    Length,
    /// Made for another version of the features.
    #[error("the weights are of version {0}, which this program does not read")]
    Version(u8),
    /// Not what the packer wrote.
    #[error("the weights cannot be unpacked: {0}")]
    Packed(String),
}

/// Steps from nothing to the largest weight of a column: as fine as decides anything, as coarse as packs well.
const STEPS: f32 = 31.0;

/// Quantised weights.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    columns: usize,
    /// By column, what a step of the byte is worth.
    steps: Vec<f32>,
    weights: Vec<i8>,
}

impl Table {
    /// Rounds each column to [`STEPS`] either way.
    pub(crate) fn quantised(weights: &[f32], columns: usize) -> Self {
        let mut largest = vec![f32::MIN_POSITIVE; columns];
        for row in weights.chunks_exact(columns) {
            for (most, weight) in largest.iter_mut().zip(row) {
                *most = most.max(weight.abs());
            }
        }
        let steps: Vec<f32> = largest.iter().map(|most| most / STEPS).collect();
        let round = |(at, weight): (usize, &f32)| (weight / steps[at % columns]).round() as i8;
        Self { columns, weights: weights.iter().enumerate().map(round).collect(), steps }
    }

    /// By column, the sum over features of weight times value.
    pub(crate) fn sums(&self, features: &Features) -> Vec<f32> {
        let mut sums = vec![0.0_f32; self.columns];
        for &(row, value) in features {
            let from = row as usize * self.columns;
            for (sum, weight) in sums.iter_mut().zip(&self.weights[from..from + self.columns]) {
                *sum += f32::from(*weight) * value;
            }
        }
        for (sum, step) in sums.iter_mut().zip(&self.steps) {
            *sum *= step;
        }
        sums
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.weights.len() as u32).to_le_bytes());
        out.push(self.columns as u8);
        self.steps.iter().for_each(|step| out.extend(step.to_le_bytes()));
        // Column by column, since most labels of most features are nothing and such runs pack well.
        for column in 0..self.columns {
            out.extend(self.weights[column..].iter().step_by(self.columns).map(|weight| weight.cast_unsigned()));
        }
    }

    pub(crate) fn read(bytes: &mut &[u8]) -> Result<Self, BadWeights> {
        let cells = u32::from_le_bytes(take(bytes, 4)?.try_into().map_err(|_| BadWeights::Length)?) as usize;
        let columns = usize::from(take(bytes, 1)?[0]);
        let steps = take(bytes, 4 * columns)?
            .chunks_exact(4)
            .filter_map(|four| four.try_into().ok().map(f32::from_le_bytes))
            .collect();
        if columns == 0 || !cells.is_multiple_of(columns) {
            return Err(BadWeights::Length);
        }
        let by_column = take(bytes, cells)?;
        let mut weights = vec![0; cells];
        for (column, rows) in by_column.chunks_exact(cells / columns).enumerate() {
            for (row, weight) in rows.iter().enumerate() {
                weights[row * columns + column] = weight.cast_signed();
            }
        }
        Ok(Self { columns, steps, weights })
    }
}

fn take<'b>(bytes: &mut &'b [u8], count: usize) -> Result<&'b [u8], BadWeights> {
    let (taken, rest) = bytes.split_at_checked(count).ok_or(BadWeights::Length)?;
    *bytes = rest;
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_as_they_were_written() {
        let table = Table::quantised(&[0.5, -2.0, 0.25, 1.0, 0.0, -1.0], 2);
        let mut bytes = Vec::new();
        table.write(&mut bytes);
        assert_eq!(Table::read(&mut bytes.as_slice()), Ok(table.clone()));
        assert_eq!(Table::read(&mut &bytes[..bytes.len() - 1]), Err(BadWeights::Length));
        let sums = table.sums(&vec![(0, 1.0), (2, 2.0)]);
        assert!((sums[0] - 0.5).abs() < 0.02 && (sums[1] + 4.0).abs() < 0.1, "{sums:?}");
    }
}
