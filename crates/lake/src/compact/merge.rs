//! Rows of several sorted files in one order.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::path::Path;

use arrow::array::{AsArray, RecordBatch};
use arrow::buffer::ScalarBuffer;
use arrow::compute::interleave_record_batch;
use arrow::datatypes::{Int64Type, TimestampMicrosecondType};
use parquet::arrow::arrow_reader::ParquetRecordBatchReader;

use crate::LakeError;
use crate::read::{self, Texts};
use crate::table::Table;
use crate::write::{Encoder, GROUP_ROWS};

/// Rows of a file that are in memory.
const FILE_ROWS: usize = 4_096;

/// Rows that are written at once.
const WRITTEN_ROWS: usize = 16_384;

/// The order of rows in a file: person, time, number in their source.
type Key = (i64, i64, i64);

/// Where a file is being read.
struct Cursor {
    rows: ParquetRecordBatchReader,
    /// Which of the batches in hand is this file's newest.
    batch: usize,
    persons: ScalarBuffer<i64>,
    times: ScalarBuffer<i64>,
    seqs: ScalarBuffer<i64>,
    at: usize,
}

impl Cursor {
    fn key(&self) -> Key {
        (self.persons[self.at], self.times[self.at], self.seqs[self.at])
    }
}

/// Rows of several files, the least next. Rows that are equal come in the order of their files.
pub(super) struct Merge {
    cursors: Vec<Cursor>,
    next: BinaryHeap<Reverse<(Key, usize)>>,
    /// Batches in hand, and which of their rows come next.
    batches: Vec<RecordBatch>,
    taken: Vec<(usize, usize)>,
}

impl Merge {
    pub(super) fn of(dir: &Path, files: Vec<File>) -> Result<Self, LakeError> {
        let mut merge = Self { cursors: Vec::new(), next: BinaryHeap::new(), batches: Vec::new(), taken: Vec::new() };
        let columns: Vec<&str> = Table::Events.columns().iter().map(|&(name, ..)| name).collect();
        for file in files {
            let rows = read::stream(dir, file, Table::Events, &columns, Texts::Plain, FILE_ROWS)?;
            let none = || ScalarBuffer::from(Vec::new());
            merge.cursors.push(Cursor { rows, batch: 0, persons: none(), times: none(), seqs: none(), at: 0 });
            let file = merge.cursors.len() - 1;
            if merge.turn(file)? {
                merge.next.push(Reverse((merge.cursors[file].key(), file)));
            }
        }
        Ok(merge)
    }

    /// Turns to the next rows of a file, if there are any.
    fn turn(&mut self, file: usize) -> Result<bool, LakeError> {
        let cursor = &mut self.cursors[file];
        let batch = loop {
            match cursor.rows.next().transpose()? {
                None => return Ok(false),
                Some(batch) if batch.num_rows() > 0 => break batch,
                Some(_) => {}
            }
        };
        let long = |name| Ok::<_, LakeError>(read::column(&batch, name)?.as_primitive::<Int64Type>().values().clone());
        (cursor.persons, cursor.seqs) = (long("person")?, long("seq")?);
        cursor.times = read::column(&batch, "time")?.as_primitive::<TimestampMicrosecondType>().values().clone();
        (cursor.batch, cursor.at) = (self.batches.len(), 0);
        self.batches.push(batch);
        Ok(true)
    }

    /// Writes all rows, cut between persons; how many they were.
    pub(super) fn write(mut self, encoder: &mut Encoder<'_>) -> Result<u64, LakeError> {
        let (mut all, mut of_group, mut last) = (0, 0, None);
        while let Some(Reverse((mut key, file))) = self.next.pop() {
            // Rows of one person lie together: as long as this file has the least there is nothing to sort.
            loop {
                if of_group >= GROUP_ROWS && last != Some(key.0) {
                    self.flush(encoder)?;
                    encoder.cut()?;
                    of_group = 0;
                }
                let cursor = &mut self.cursors[file];
                self.taken.push((cursor.batch, cursor.at));
                cursor.at += 1;
                (all, of_group, last) = (all + 1, of_group + 1, Some(key.0));
                let more = cursor.at < cursor.persons.len() || self.turn(file)?;
                if self.taken.len() >= WRITTEN_ROWS {
                    self.flush(encoder)?;
                }
                if !more {
                    break;
                }
                key = self.cursors[file].key();
                if self.next.peek().is_some_and(|least| *least > Reverse((key, file))) {
                    self.next.push(Reverse((key, file)));
                    break;
                }
            }
        }
        self.flush(encoder)?;
        encoder.cut()?;
        Ok(all)
    }

    /// Writes what was taken, and lets go of batches that no file stands in any more.
    fn flush(&mut self, encoder: &mut Encoder<'_>) -> Result<(), LakeError> {
        if self.taken.is_empty() {
            return Ok(());
        }
        let batches: Vec<&RecordBatch> = self.batches.iter().collect();
        encoder.rows(&interleave_record_batch(&batches, &self.taken)?)?;
        self.taken.clear();
        let mut kept = Vec::with_capacity(self.cursors.len());
        for cursor in self.cursors.iter_mut().filter(|cursor| cursor.at < cursor.persons.len()) {
            kept.push(self.batches[cursor.batch].clone());
            cursor.batch = kept.len() - 1;
        }
        self.batches = kept;
        Ok(())
    }
}
