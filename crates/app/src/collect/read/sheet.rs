//! Spreadsheets of the xlsx kind, cell by cell.

use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};

use super::record::{Item, Record};
use super::source::Limits;
use super::{Each, headers, zip};
use crate::collect::CollectError;
use crate::collect::error::name_of;
use crate::collect::reject::{Reason, Reject};

/// The sheet that is read.
#[derive(Debug)]
pub struct Sheet {
    name: String,
    /// Row of the header, from 0.
    header: u32,
    /// First column of the header, from 0.
    first: u32,
    /// Rows that the sheet says it has.
    rows: u64,
}

type Book = Xlsx<BufReader<File>>;

fn book(path: &Path) -> Result<Book, CollectError> {
    let file = File::open(path).map_err(|e| CollectError::io(path, e))?;
    Xlsx::new(BufReader::new(file)).map_err(|e| CollectError::damaged(path, 0, e))
}

impl Sheet {
    /// Chooses the sheet (the one named, else the first with anything on it) and reads its header.
    pub fn open(path: &Path, named: Option<&str>, limits: &Limits) -> Result<(Self, Vec<String>), CollectError> {
        zip::check(path, limits)?;
        let mut book = book(path)?;
        let sheets = book.sheet_names();
        let candidates = match named {
            Some(name) if sheets.iter().any(|sheet| sheet == name) => vec![name.to_owned()],
            Some(name) => return Err(CollectError::Sheet { file: name_of(path), sheet: name.to_owned(), sheets }),
            None => sheets,
        };
        for name in candidates {
            if let Some(found) = Self::header(path, &mut book, name)? {
                return Ok(found);
            }
        }
        Err(CollectError::Empty { file: name_of(path) })
    }

    fn header(path: &Path, book: &mut Book, name: String) -> Result<Option<(Self, Vec<String>)>, CollectError> {
        let damaged = |e: XlsxError| CollectError::damaged(path, 0, e);
        let mut reader = book.worksheet_cells_reader(&name).map_err(damaged)?;
        let bottom = reader.dimensions().end.0;
        let mut cells: Vec<(u32, String)> = Vec::new();
        let mut header = None;
        while let Some(cell) = reader.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            let Some(text) = text(cell.get_value()).filter(|text| !text.trim().is_empty()) else { continue };
            if *header.get_or_insert(row) != row {
                break;
            }
            cells.push((column, text));
        }
        let (Some(header), Some((first, _)), Some((last, _))) = (header, cells.first(), cells.last()) else {
            return Ok(None);
        };
        let mut names = vec![String::new(); (last - first + 1) as usize];
        for (column, text) in &cells {
            names[(column - first) as usize].clone_from(text);
        }
        let sheet = Self { name, header, first: *first, rows: u64::from(bottom.saturating_sub(header)) };
        Ok(Some((sheet, headers(names.iter().map(String::as_str)))))
    }

    /// Goes through the rows under the header.
    pub fn each(&self, path: &Path, columns: &[String], bytes: u64, each: Each<'_>) -> Result<(), CollectError> {
        let mut book = book(path)?;
        let mut reader = book.worksheet_cells_reader(&self.name).map_err(|e| CollectError::damaged(path, 0, e))?;
        let mut row = Pending { number: None, cells: vec![None; columns.len()], outside: None };
        let mut record = Record::default();
        loop {
            let cell = reader.next_cell().map_err(|e| CollectError::damaged(path, row.number.unwrap_or(0), e))?;
            let place = cell.as_ref().map(calamine::Cell::get_position);
            let next = place.map(|(r, _)| u64::from(r) + 1);
            if row.number.is_some() && next != row.number {
                let done = row.number.unwrap_or(0).saturating_sub(u64::from(self.header) + 1);
                record.at = (bytes * done).checked_div(self.rows).map_or(bytes, |at| at.min(bytes));
                if row.give(&mut record, columns, each)? == ControlFlow::Break(()) {
                    return Ok(());
                }
            }
            let (Some(cell), Some((at, column))) = (cell, place) else { return Ok(()) };
            if at <= self.header {
                continue;
            }
            let Some(text) = text(cell.get_value()) else { continue };
            row.number = next;
            match column.checked_sub(self.first).map(|i| i as usize) {
                Some(i) if i < columns.len() => row.cells[i] = Some(text),
                _ => row.outside = Some(text),
            }
        }
    }
}

/// The row whose cells are being gathered.
struct Pending {
    number: Option<u64>,
    cells: Vec<Option<String>>,
    outside: Option<String>,
}

impl Pending {
    fn give(
        &mut self,
        record: &mut Record,
        columns: &[String],
        each: Each<'_>,
    ) -> Result<ControlFlow<()>, CollectError> {
        record.clear();
        record.number = self.number.take().unwrap_or(0);
        for cell in &mut self.cells {
            record.push(cell.take().as_deref());
        }
        match self.outside.take().filter(|text| !text.trim().is_empty()) {
            Some(text) => {
                let last = columns.last().map(String::as_str).unwrap_or_default();
                each(Item::Fault(Reject::new(record.number, last, &text, Reason::CellCount)))
            }
            None if (0..record.len()).all(|i| record.get(i).is_none()) => Ok(ControlFlow::Continue(())),
            None => each(Item::Row(record)),
        }
    }
}

/// A cell as text; of a formula, the value that was last computed for it.
fn text(value: &DataRef<'_>) -> Option<String> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(at) => instant(at),
        DataRef::Error(error) => error.to_string(),
    })
}

fn instant(at: &ExcelDateTime) -> String {
    if !at.is_datetime() {
        return at.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second, milli) {
        (0, 0, 0, 0) => date,
        (_, _, _, 0) => format!("{date} {hour:02}:{minute:02}:{second:02}"),
        _ => format!("{date} {hour:02}:{minute:02}:{second:02}.{milli:03}"),
    }
}
