//! The weights of all models in one file: packed in the repository, unpacked when the program first needs them.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use super::table::{BadWeights, Table};

const PACKED: &[u8] = include_bytes!("../../assets/labels.weights");
/// Changes whenever features or columns change, so that weights are never read by a program that means something else.
const VERSION: u8 = 1;

/// Eight hexadecimal digits that tell one file from another.
pub(crate) fn checksum(bytes: &[u8]) -> String {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    format!("{:08x}", sum.sum())
}

/// Weights of labels, borders, spans and pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    pub(crate) labels: Table,
    pub(crate) borders: Table,
    pub(crate) spans: Table,
    pub(crate) pairs: Table,
}

impl Weights {
    /// Those in the program.
    pub(crate) fn shipped() -> Result<Self, BadWeights> {
        Self::unpack(PACKED)
    }

    /// Which weights the program has: their checksum in eight hexadecimal digits.
    pub(crate) fn shipped_name() -> String {
        checksum(PACKED)
    }

    /// Whether they are those in the program.
    #[must_use]
    pub fn are_shipped(&self) -> bool {
        Self::shipped().is_ok_and(|shipped| shipped == *self)
    }

    /// As a file.
    ///
    /// # Errors
    /// [`BadWeights::Packed`] when packing fails.
    pub fn pack(&self) -> Result<Vec<u8>, BadWeights> {
        let mut bytes = vec![VERSION];
        [&self.labels, &self.borders, &self.spans, &self.pairs].iter().for_each(|table| table.write(&mut bytes));
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
        packer.write_all(&bytes).and_then(|()| packer.finish()).map_err(|why| BadWeights::Packed(why.to_string()))
    }

    /// From a file.
    ///
    /// # Errors
    /// [`BadWeights`] says what is wrong with it.
    pub fn unpack(packed: &[u8]) -> Result<Self, BadWeights> {
        let mut bytes = Vec::new();
        ZlibDecoder::new(packed).read_to_end(&mut bytes).map_err(|why| BadWeights::Packed(why.to_string()))?;
        let (version, mut rest) = bytes.split_first().ok_or(BadWeights::Length)?;
        if *version != VERSION {
            return Err(BadWeights::Version(*version));
        }
        let mut next = || Table::read(&mut rest);
        let weights = Self { labels: next()?, borders: next()?, spans: next()?, pairs: next()? };
        if rest.is_empty() { Ok(weights) } else { Err(BadWeights::Length) }
    }
}
