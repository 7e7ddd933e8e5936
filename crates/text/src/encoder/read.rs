//! The encoder's file: what `crates/text/train/export.py` writes, packed.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use rustc_hash::FxHashMap;

use super::Encoder;
use super::layer::{Layer, Norm};
use super::matrix::{Linear, Matrix};
use super::pieces::Pieces;
use crate::label::BadWeights;

const VERSION: u8 = 1;

pub(super) fn unpack(packed: &[u8]) -> Result<Encoder, BadWeights> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut bytes).map_err(|why| BadWeights::Packed(why.to_string()))?;
    let mut from = Reader(&bytes);
    let version = from.byte()?;
    if version != VERSION {
        return Err(BadWeights::Version(version));
    }
    let (layers, heads) = (from.number()?, from.number()?);
    let pieces = pieces(&mut from)?;
    let (word, place, norm) = (from.matrix()?, from.matrix()?, from.norm()?);
    let layers = (0..layers).map(|_| layer(&mut from, heads)).collect::<Result<_, _>>()?;
    let encoder = Encoder { pieces, word, place, norm, layers, labels: from.linear()?, spans: from.linear()? };
    if from.0.is_empty() { Ok(encoder) } else { Err(BadWeights::Length) }
}

fn layer(from: &mut Reader, heads: usize) -> Result<Layer, BadWeights> {
    Ok(Layer {
        heads,
        asks: from.linear()?,
        heard: from.linear()?,
        heard_norm: from.norm()?,
        up: from.linear()?,
        down: from.linear()?,
        norm: from.norm()?,
    })
}

fn pieces(from: &mut Reader) -> Result<Pieces, BadWeights> {
    let pieces = (0..from.number()?).map(|_| Ok((from.text()?, from.float()?))).collect::<Result<_, BadWeights>>()?;
    let mut plain = FxHashMap::default();
    for _ in 0..from.number()? {
        let letter = from.text()?.chars().next().ok_or(BadWeights::Length)?;
        plain.insert(letter, from.text()?);
    }
    Ok(Pieces::new(pieces, plain))
}

/// Takes numbers from the front of bytes.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], BadWeights> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(BadWeights::Length)?;
        self.0 = rest;
        Ok(taken)
    }
    fn byte(&mut self) -> Result<u8, BadWeights> {
        Ok(self.take(1)?[0])
    }
    fn four(&mut self) -> Result<[u8; 4], BadWeights> {
        self.take(4)?.try_into().map_err(|_| BadWeights::Length)
    }
    fn number(&mut self) -> Result<usize, BadWeights> {
        Ok(u32::from_le_bytes(self.four()?) as usize)
    }
    fn float(&mut self) -> Result<f32, BadWeights> {
        Ok(f32::from_le_bytes(self.four()?))
    }
    fn text(&mut self) -> Result<String, BadWeights> {
        let length = usize::from(self.byte()?);
        String::from_utf8(self.take(length)?.to_vec()).map_err(|why| BadWeights::Packed(why.to_string()))
    }
    fn floats(&mut self, count: usize) -> Result<Vec<f32>, BadWeights> {
        let bytes = self.take(4 * count)?;
        Ok(bytes.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect())
    }
    fn matrix(&mut self) -> Result<Matrix, BadWeights> {
        let (rows, columns) = (self.number()?, self.number()?);
        let steps = self.floats(rows)?;
        let cells = self.take(rows * columns)?.iter().map(|cell| cell.cast_signed()).collect();
        Ok(Matrix::new(columns, steps, cells))
    }
    fn linear(&mut self) -> Result<Linear, BadWeights> {
        let matrix = self.matrix()?;
        let bias = self.floats(matrix.rows())?;
        Ok(Linear { matrix, bias })
    }
    fn norm(&mut self) -> Result<Norm, BadWeights> {
        let width = self.number()?;
        Ok(Norm { scale: self.floats(width)?, shift: self.floats(width)? })
    }
}
