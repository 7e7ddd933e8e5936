//! What is sent to the nodes, and what comes back, as bytes.
//!
//! Both begin with the version of the kernels: a node never guesses at another's bytes.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BinaryArray, RecordBatch, UInt32Array};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, UInt32Type};
use serde::{Deserialize, Serialize};
use yeojido_contrast::Second;
use yeojido_journey::KERNELS;
use yeojido_lake::Piece;

use crate::asking::{Asking, Piecemeal};
use crate::error::ClusterError;

/// Most bytes of one row: a message of the engine carries sixteen times as much.
const CHUNK: usize = 1 << 20;

/// What all pieces of one question have in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Where the lake lies.
    pub lake: String,
    /// What is asked.
    pub question: Asking,
    /// Of a second pass: what everybody is weighed by, as bytes, since JSON may change the last bit of a number.
    pub second: Option<Vec<u8>>,
}

impl Job {
    /// A second pass over the same pieces.
    pub fn again(&self, second: &Second) -> Result<Self, ClusterError> {
        let bytes = postcard::to_allocvec(second).map_err(|bad| damaged("a plan", &bad))?;
        Ok(Self { second: Some(bytes), ..self.clone() })
    }

    /// What everybody is weighed by in this pass.
    pub fn second(&self) -> Result<Option<Second>, ClusterError> {
        let read = |bytes: &Vec<u8>| postcard::from_bytes(bytes).map_err(|bad| damaged("a plan", &bad));
        self.second.as_ref().map(read).transpose()
    }

    /// Written down for a node.
    pub fn write(&self) -> Result<Vec<u8>, ClusterError> {
        let mut bytes = KERNELS.to_be_bytes().to_vec();
        let body = serde_json::to_vec(self).map_err(|bad| damaged("a plan", &bad))?;
        bytes.extend(body);
        Ok(bytes)
    }

    /// Read by a node.
    ///
    /// # Errors
    /// [`ClusterError::Kernels`] for the plan of a program with other kernels.
    pub fn read(bytes: &[u8]) -> Result<Self, ClusterError> {
        serde_json::from_slice(after_version(bytes)?).map_err(|bad| damaged("a plan", &bad))
    }
}

fn after_version(bytes: &[u8]) -> Result<&[u8], ClusterError> {
    let (version, rest) = bytes.split_first_chunk::<4>().ok_or_else(|| damaged("a plan", &"cut off"))?;
    let theirs = u32::from_be_bytes(*version);
    if theirs == KERNELS { Ok(rest) } else { Err(ClusterError::Kernels { ours: KERNELS, theirs }) }
}

fn damaged(what: &str, why: &dyn std::fmt::Display) -> ClusterError {
    ClusterError::Damaged { address: what.to_owned(), why: why.to_string() }
}

/// The one column of what goes to the nodes.
pub fn piece_schema() -> SchemaRef {
    let number = Field::new("piece", DataType::UInt32, false);
    Arc::new(Schema::new(vec![number, Field::new("what", DataType::Binary, false)]))
}

/// A piece as a row.
pub fn piece_batch(number: u32, piece: &Piece) -> Result<RecordBatch, ClusterError> {
    let bytes = serde_json::to_vec(piece).map_err(|bad| damaged("a piece", &bad))?;
    let columns: Vec<ArrayRef> =
        vec![Arc::new(UInt32Array::from(vec![number])), Arc::new(BinaryArray::from(vec![bytes.as_slice()]))];
    RecordBatch::try_new(piece_schema(), columns).map_err(|bad| damaged("a piece", &bad))
}

/// The pieces of some rows.
pub fn pieces_of(batch: &RecordBatch) -> Result<Vec<(u32, Piece)>, ClusterError> {
    let missing = || damaged("a piece", &"columns are missing");
    let numbers = batch.column_by_name("piece").and_then(|c| c.as_primitive_opt::<UInt32Type>()).ok_or_else(missing)?;
    let bytes = batch.column_by_name("what").and_then(|c| c.as_binary_opt::<i32>()).ok_or_else(missing)?;
    let one = |row: usize| {
        let piece = serde_json::from_slice(bytes.value(row)).map_err(|bad| damaged("a piece", &bad))?;
        Ok((numbers.value(row), piece))
    };
    (0..batch.num_rows()).map(one).collect()
}

/// The columns of what comes back: a piece's sums, cut into rows.
pub fn sums_schema() -> SchemaRef {
    let number = |name: &str| Field::new(name, DataType::UInt32, false);
    let bytes = Field::new("bytes", DataType::Binary, false);
    Arc::new(Schema::new(vec![number("piece"), number("chunk"), number("chunks"), bytes]))
}

/// The sums of a piece as rows, a batch each.
pub fn sums_batches(piece: u32, sums: Option<&Piecemeal>) -> Result<Vec<RecordBatch>, ClusterError> {
    let mut bytes = KERNELS.to_be_bytes().to_vec();
    bytes = postcard::to_extend(&sums, bytes).map_err(|bad| damaged("sums", &bad))?;
    let chunks: Vec<&[u8]> = bytes.chunks(CHUNK).collect();
    let count = u32::try_from(chunks.len()).map_err(|bad| damaged("sums", &bad))?;
    let batch = |(at, chunk): (u32, &&[u8])| {
        let number = |n: u32| Arc::new(UInt32Array::from(vec![n])) as ArrayRef;
        let columns =
            vec![number(piece), number(at), number(count), Arc::new(BinaryArray::from(vec![*chunk])) as ArrayRef];
        RecordBatch::try_new(sums_schema(), columns).map_err(|bad| damaged("sums", &bad))
    };
    (0..).zip(&chunks).map(batch).collect()
}

/// How many bytes of sums some rows hold.
pub fn sums_bytes(batch: &RecordBatch) -> u64 {
    let bytes = batch.column_by_name("bytes").and_then(|column| column.as_binary_opt::<i32>());
    bytes.map_or(0, |bytes| bytes.iter().flatten().map(|row| row.len() as u64).sum())
}

/// The number of a chunk, of how many, and its bytes.
type Chunk<'b> = (u32, u32, &'b [u8]);

/// Puts the rows of one answer together: the sums by number of the piece.
///
/// # Errors
/// [`ClusterError::Pieces`] unless every one of `pieces` is there once, whole.
pub fn sums_of(batches: &[RecordBatch], pieces: u32) -> Result<Vec<Option<Piecemeal>>, ClusterError> {
    let mut found: Vec<Vec<Chunk<'_>>> = vec![Vec::new(); pieces as usize];
    for batch in batches {
        let missing = || damaged("an answer", &"columns are missing");
        let number = |name: &str| {
            batch.column_by_name(name).and_then(|c| c.as_primitive_opt::<UInt32Type>()).ok_or_else(missing)
        };
        let (piece, chunk, chunks) = (number("piece")?, number("chunk")?, number("chunks")?);
        let bytes = batch.column_by_name("bytes").and_then(|c| c.as_binary_opt::<i32>()).ok_or_else(missing)?;
        for row in 0..bytes.len() {
            let of = piece.value(row);
            let own = found.get_mut(of as usize).ok_or(ClusterError::Pieces { piece: of, times: 1 })?;
            own.push((chunk.value(row), chunks.value(row), bytes.value(row)));
        }
    }
    let whole = |(piece, mut rows): (u32, Vec<Chunk<'_>>)| {
        rows.sort_unstable_by_key(|row| row.0);
        let count = rows.first().map_or(1, |row| row.1 as usize);
        let in_order = (0..).zip(&rows).all(|(at, row): (u32, _)| row.0 == at);
        if rows.len() != count || !in_order {
            return Err(ClusterError::Pieces { piece, times: rows.len() / count.max(1) });
        }
        let bytes: Vec<u8> = rows.into_iter().flat_map(|row| row.2).copied().collect();
        postcard::from_bytes(after_version(&bytes)?).map_err(|bad| damaged("sums", &bad))
    };
    (0..).zip(found).map(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batches(piece: u32) -> Vec<RecordBatch> {
        sums_batches(piece, None).expect("written")
    }

    #[test]
    fn an_answer_must_hold_every_piece_once() {
        let both = [batches(1), batches(0)].concat();
        assert_eq!(sums_of(&both, 2).expect("whole").len(), 2);
        let one = |piece: u32, times: usize| move |error| matches!(error, ClusterError::Pieces { piece: p, times: t } if p == piece && t == times);
        assert!(sums_of(&batches(0), 2).is_err_and(one(1, 0)));
        assert!(sums_of(&[batches(0), batches(0), batches(1)].concat(), 2).is_err_and(one(0, 2)));
        assert!(sums_of(&batches(7), 2).is_err_and(one(7, 1)));
    }

    #[test]
    fn the_plan_and_the_sums_of_other_kernels_are_refused() {
        let rework = Asking::read(r#"{"analysis":"rework"}"#).expect("a question");
        let job = Job { lake: "s3://a/b".into(), question: rework, second: None };
        let mut bytes = job.write().expect("written");
        assert_eq!(Job::read(&bytes).expect("read"), job);
        bytes[3] ^= 1;
        let refused = Job::read(&bytes).expect_err("other kernels");
        assert!(matches!(refused, ClusterError::Kernels { .. }));
        assert!(!ClusterError::Engine(refused.to_string()).may_pass(), "asking again does not help");
        assert!(Job::read(&[0]).is_err());
    }
}
