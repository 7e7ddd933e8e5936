//! Parquet, through the lake, which is the one that speaks it.

use std::ops::ControlFlow;
use std::path::Path;

use yeojido_lake::LakeError;

use super::Each;
use super::record::{Item, Record};
use crate::collect::CollectError;
use crate::collect::error::name_of;

/// A Parquet file.
#[derive(Debug)]
pub struct Columns {
    /// Rows, as its footer says.
    pub rows: Option<u64>,
}

impl Columns {
    /// Reads the names of the columns.
    pub fn open(path: &Path) -> Result<(Self, Vec<String>), CollectError> {
        let file = yeojido_lake::read_parquet(path).map_err(|e| broken(path, 0, e))?;
        let rows = file.rows();
        if rows == 0 {
            return Err(CollectError::NoRows { file: name_of(path) });
        }
        let columns = super::headers(file.columns().iter().map(String::as_str));
        Ok((Self { rows: Some(rows) }, columns))
    }

    /// Goes through the rows.
    pub fn each(&self, path: &Path, bytes: u64, each: Each<'_>) -> Result<(), CollectError> {
        let file = yeojido_lake::read_parquet(path).map_err(|e| broken(path, 0, e))?;
        let total = self.rows.unwrap_or(1).max(1);
        let mut record = Record::default();
        let mut number = 0;
        for row in file {
            let row = row.map_err(|e| broken(path, number, e))?;
            number += 1;
            record.clear();
            row.iter().for_each(|cell| record.push(cell.as_deref()));
            record.number = number;
            record.at = (bytes * number / total).min(bytes);
            if each(Item::Row(&record))? == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    }
}

/// The lake names the whole path; where a file lies is nobody's business, and its name is told already.
fn broken(path: &Path, row: u64, error: LakeError) -> CollectError {
    match error {
        LakeError::Parquet { source, .. } => CollectError::damaged(path, row, source),
        LakeError::Io { source, .. } => CollectError::io(path, source),
        other => CollectError::damaged(path, row, other),
    }
}
