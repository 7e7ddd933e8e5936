//! Workbooks of the xlsx kind: which of their sheets are read.
//!
//! A person who keeps a sheet for each month means all of them; one who keeps a summary before the table means the
//! table. So all sheets with the columns of the first table are read, one after the other, and every sheet that is left
//! out is told with its rows. Hidden sheets are only read by name.

use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use calamine::{Reader, SheetType, SheetVisible, Xlsx};
use serde::{Deserialize, Serialize};

use super::record::Record;
use super::sheet::Sheet;
use super::source::Limits;
use super::{Each, zip};
use crate::collect::CollectError;
use crate::collect::error::name_of;

pub(super) type Book = Xlsx<BufReader<File>>;

/// A sheet of a workbook that has several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetPart {
    /// Its name.
    pub name: String,
    /// Rows under its header.
    pub rows: u64,
    /// Whether it is read.
    pub read: bool,
}

/// The sheets of a workbook.
#[derive(Debug)]
pub struct Workbook {
    sheets: Vec<Sheet>,
    /// All sheets with anything on them, where there are several.
    pub parts: Vec<SheetPart>,
}

fn book(path: &Path) -> Result<Book, CollectError> {
    let file = File::open(path).map_err(|e| CollectError::io(path, e))?;
    Xlsx::new(BufReader::new(file)).map_err(|e| CollectError::damaged(path, 0, e))
}

impl Workbook {
    /// Chooses the sheets: the one named, else the first with a table and all that have the same columns, else the
    /// first with anything on it.
    pub fn open(path: &Path, named: Option<&str>, limits: &Limits) -> Result<(Self, Vec<String>), CollectError> {
        zip::check(path, limits)?;
        let mut book = book(path)?;
        let all = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let all: Vec<(String, bool)> =
            all.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect();
        if let Some(name) = named.filter(|name| all.iter().all(|(sheet, _)| sheet != name)) {
            let sheets = all.into_iter().map(|(sheet, _)| sheet).collect();
            return Err(CollectError::Sheet { file: name_of(path), sheet: name.to_owned(), sheets });
        }
        let mut filled = Vec::new();
        for (name, visible) in all {
            if let Some(sheet) = Sheet::open(path, &mut book, &name)? {
                filled.push((sheet, visible));
            }
        }
        let first = match named {
            Some(name) => filled.iter().position(|(sheet, _)| &*sheet.name == name),
            None => {
                let table = filled.iter().position(|(sheet, visible)| *visible && sheet.is_table);
                let shown = table.or_else(|| filled.iter().position(|(_, visible)| *visible));
                shown.or(if filled.is_empty() { None } else { Some(0) })
            }
        };
        let first = first.ok_or_else(|| CollectError::Empty { file: name_of(path) })?;
        Self::split(path, &mut book, filled, first, named.is_none())
    }

    fn split(
        path: &Path,
        book: &mut Book,
        filled: Vec<(Sheet, bool)>,
        first: usize,
        with_alike: bool,
    ) -> Result<(Self, Vec<String>), CollectError> {
        let columns = filled[first].0.columns.clone();
        let several = filled.len() > 1;
        let (mut sheets, mut parts) = (Vec::new(), Vec::new());
        for (at, (mut sheet, visible)) in filled.into_iter().enumerate() {
            let read = at == first || with_alike && visible && sheet.align(&columns);
            if several {
                parts.push(SheetPart { name: sheet.name.to_string(), rows: sheet.count(path, book)?, read });
            }
            if read {
                sheets.push(sheet);
            }
        }
        Ok((Self { sheets, parts }, columns))
    }

    /// Goes through the rows of the sheets that are read.
    pub fn each(&self, path: &Path, bytes: u64, each: Each<'_>) -> Result<(), CollectError> {
        let mut book = book(path)?;
        let total: u64 = self.sheets.iter().map(|sheet| sheet.rows).sum();
        let mut record = Record::default();
        for sheet in &self.sheets {
            let before = record.before;
            record.sheet = (self.sheets.len() > 1).then(|| Arc::clone(&sheet.name));
            let at = |row: u64| (bytes * (before + row)).checked_div(total).map_or(bytes, |at| at.min(bytes));
            if sheet.each(path, &mut book, &mut record, &at, each)? == ControlFlow::Break(()) {
                return Ok(());
            }
            // The last row's number, however many rows the sheet says it has.
            record.before = before + record.number;
        }
        Ok(())
    }
}
