//! One sheet of a workbook, cell by cell.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use calamine::{DataRef, Dimensions, ExcelDateTime, XlsxError};
use rustc_hash::FxHashMap;

use super::record::{Item, Record};
use super::top::{Top, TopRow};
use super::workbook::Book;
use super::{Each, headers};
use crate::collect::CollectError;
use crate::collect::reject::{Reason, Reject};

/// A sheet with a table on it.
#[derive(Debug)]
pub struct Sheet {
    /// Its name.
    pub name: Arc<str>,
    /// Names of its columns.
    pub columns: Vec<String>,
    /// Rows under the header, as the sheet says.
    pub rows: u64,
    /// The last row of the header, from 0.
    header: u32,
    /// First column of the header, from 0.
    first: u32,
    /// Where each of its columns stands among those of the file.
    to: Vec<usize>,
    /// Last rows of cells that are merged downwards, by row and column of the first.
    merged: FxHashMap<(u32, u32), u32>,
    /// Whether a table stands on it: several columns, and a row under their names.
    pub is_table: bool,
}

impl Sheet {
    /// Finds the header; none on a sheet with nothing on it.
    pub fn open(path: &Path, book: &mut Book, name: &str) -> Result<Option<Self>, CollectError> {
        let damaged = |e: XlsxError| CollectError::damaged(path, 0, e);
        let regions = book.merge_cells_by_sheet_name(name).map_err(damaged)?;
        let mut reader = book.worksheet_cells_reader(name).map_err(damaged)?;
        let bottom = reader.dimensions().end.0;
        let mut rows: Vec<TopRow> = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            let Some(text) = text(cell.get_value()).filter(|text| !text.trim().is_empty()) else { continue };
            if rows.last().is_none_or(|last| last.row != row) {
                if rows.len() == Top::ROWS {
                    break;
                }
                rows.push(TopRow { row, cells: vec![] });
            }
            if let Some(last) = rows.last_mut() {
                last.cells.push((column, text));
            }
        }
        let Some(top) = Top::find(&rows, &regions) else { return Ok(None) };
        let columns = headers(top.names.iter().map(String::as_str));
        let down = |region: &&Dimensions| region.start.0 > top.last && region.end.0 > region.start.0;
        let rows_below = rows.iter().any(|row| row.row > top.last);
        Ok(Some(Self {
            name: name.into(),
            rows: u64::from(bottom.saturating_sub(top.last)),
            header: top.last,
            first: top.first,
            to: (0..columns.len()).collect(),
            merged: regions.iter().filter(down).map(|region| (region.start, region.end.0)).collect(),
            is_table: columns.len() > 1 && rows_below,
            columns,
        }))
    }

    /// Puts its columns where another sheet has those of the same names; whether they are the same.
    pub fn align(&mut self, columns: &[String]) -> bool {
        let place = |name: &String| columns.iter().position(|column| column == name);
        let to: Option<Vec<usize>> = self.columns.iter().map(place).collect();
        match to.filter(|to| to.len() == columns.len()) {
            Some(to) => {
                self.to = to;
                true
            }
            None => false,
        }
    }

    /// Counts the rows under the header that hold anything.
    pub fn count(&self, path: &Path, book: &mut Book) -> Result<u64, CollectError> {
        let damaged = |e: XlsxError| CollectError::damaged(path, 0, e);
        let mut reader = book.worksheet_cells_reader(&self.name).map_err(damaged)?;
        let (mut rows, mut last) = (0, self.header);
        while let Some(cell) = reader.next_cell().map_err(damaged)? {
            let row = cell.get_position().0;
            if row > last && text(cell.get_value()).is_some_and(|text| !text.trim().is_empty()) {
                (rows, last) = (rows + 1, row);
            }
        }
        Ok(rows)
    }

    /// Goes through the rows under the header. `at` tells how much of the file a row of this sheet has taken.
    pub fn each(
        &self,
        path: &Path,
        book: &mut Book,
        record: &mut Record,
        at: &dyn Fn(u64) -> u64,
        each: Each<'_>,
    ) -> Result<ControlFlow<()>, CollectError> {
        let mut reader = book.worksheet_cells_reader(&self.name).map_err(|e| CollectError::damaged(path, 0, e))?;
        let mut row =
            Pending { number: None, cells: vec![None; self.columns.len()], outside: None, held: FxHashMap::default() };
        loop {
            let cell = reader.next_cell().map_err(|e| CollectError::damaged(path, row.number.unwrap_or(0), e))?;
            let place = cell.as_ref().map(calamine::Cell::get_position);
            let next = place.map(|(r, _)| u64::from(r) + 1);
            if row.number.is_some() && next != row.number {
                record.at = at(row.number.unwrap_or(0).saturating_sub(u64::from(self.header) + 1));
                if row.give(record, self, each)? == ControlFlow::Break(()) {
                    return Ok(ControlFlow::Break(()));
                }
            }
            let (Some(cell), Some((at, column))) = (cell, place) else { return Ok(ControlFlow::Continue(())) };
            if at <= self.header {
                continue;
            }
            let Some(text) = text(cell.get_value()) else { continue };
            row.number = next;
            match column.checked_sub(self.first).map(|i| i as usize).and_then(|i| self.to.get(i)) {
                Some(&to) => {
                    if let Some(&end) = self.merged.get(&(at, column)) {
                        row.held.insert(to, (u64::from(end) + 1, text.clone()));
                    }
                    row.cells[to] = Some(text);
                }
                None => row.outside = Some(text),
            }
        }
    }
}

/// The row whose cells are being gathered.
struct Pending {
    number: Option<u64>,
    cells: Vec<Option<String>>,
    outside: Option<String>,
    /// Texts of cells merged downwards, by column, and the last row that they stand for.
    held: FxHashMap<usize, (u64, String)>,
}

impl Pending {
    fn give(&mut self, record: &mut Record, sheet: &Sheet, each: Each<'_>) -> Result<ControlFlow<()>, CollectError> {
        record.clear();
        record.number = self.number.take().unwrap_or(0);
        let anything = self.cells.iter().flatten().any(|text| !text.trim().is_empty());
        self.held.retain(|_, (end, _)| *end >= record.number);
        for (&column, (_, text)) in &self.held {
            if self.cells[column].is_none() {
                self.cells[column] = Some(text.clone());
                record.repeated.push(column);
            }
        }
        for cell in &mut self.cells {
            record.push(cell.take().as_deref());
        }
        match self.outside.take().filter(|text| !text.trim().is_empty()) {
            Some(text) => {
                let last = sheet.columns.last().map(String::as_str).unwrap_or_default();
                let fault = Reject::new(record.number, last, &text, Reason::CellCount);
                each(Item::Fault(fault.on(record.sheet.as_ref())))
            }
            None if !anything => Ok(ControlFlow::Continue(())),
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
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    match (hour, minute, second, milli) {
        // A time of day is a part of the day before the calendar begins.
        _ if (0.0..1.0).contains(&at.as_f64()) => time,
        (0, 0, 0, 0) => date,
        (_, _, _, 0) => format!("{date} {time}"),
        _ => format!("{date} {time}.{milli:03}"),
    }
}
