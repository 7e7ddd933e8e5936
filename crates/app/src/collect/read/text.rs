//! CSV and its relatives.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::Ordering;

use encoding_rs::{Encoding, UTF_8};

use super::record::{Item, Record, composed};
use super::sniff::{self, encoding_word};
use super::source::{self, Limits, Place, Transcoded};
use super::split::{self, Cells, Row, Splitter};
use super::{Each, headers};
use crate::collect::CollectError;
use crate::collect::error::name_of;
use crate::collect::reject::{Reason, Reject};

/// How a delimited file is read.
#[derive(Debug, Clone)]
pub struct Text {
    /// Packed with gzip.
    pub gzip: bool,
    /// Its encoding.
    pub encoding: &'static Encoding,
    /// Between cells.
    pub delimiter: u8,
    /// Whether the first line only names the delimiter, as spreadsheets have it: `sep=;`.
    pub named: bool,
}

type Rows = Splitter<Box<dyn std::io::Read + Send>>;

impl Text {
    /// Finds encoding, delimiter and header.
    pub fn open(
        path: &Path,
        gzip: bool,
        named: Option<&str>,
        limits: &Limits,
    ) -> Result<(Self, Vec<String>), CollectError> {
        let encoding = match named {
            Some(name) => sniff::encoding_named(name)?,
            None => sniff::encoding(path, gzip, limits)?,
        };
        let head = source::head(path, gzip, limits, 1 << 16)?;
        let (head, _) = encoding.decode_with_bom_removal(&head);
        let told = told_delimiter(&head);
        let delimiter = told.unwrap_or_else(|| split::delimiter(head.as_bytes()));
        let text = Self { gzip, encoding, delimiter, named: told.is_some() };
        let mut rows = text.rows(path, limits, &Place::default())?;
        let mut cells = Cells::default();
        if text.named {
            rows.next(&mut cells).map_err(|e| source::explain(path, 0, limits, e))?;
        }
        loop {
            match rows.next(&mut cells).map_err(|e| source::explain(path, 0, limits, e))? {
                Some(Row::Cells) => break,
                Some(Row::Blank) => {}
                Some(Row::Unclosed | Row::TooLarge) => {
                    return Err(CollectError::damaged(path, 0, "the header has a quotation mark that is never closed"));
                }
                None => return Err(CollectError::Empty { file: name_of(path) }),
            }
        }
        let header =
            std::str::from_utf8(&cells.bytes).ok().filter(|text| !text.contains('\u{fffd}')).ok_or_else(|| {
                CollectError::Encoding { file: name_of(path), encoding: encoding_word(encoding).to_owned(), row: 1 }
            })?;
        let mut start = 0;
        let names = cells.ends.iter().map(|&end| {
            let name = header.get(start..end).unwrap_or_default();
            start = end;
            name
        });
        let columns = headers(names);
        Ok((text, columns))
    }

    fn rows(&self, path: &Path, limits: &Limits, place: &Place) -> Result<Rows, CollectError> {
        let reader = source::open(path, self.gzip, limits, place)?;
        let reader: Box<dyn std::io::Read + Send> = if self.encoding == UTF_8 {
            Box::new(SkipMark { inner: reader, looked: false })
        } else {
            Box::new(Transcoded::new(reader, self.encoding))
        };
        Ok(Splitter::new(reader, self.delimiter))
    }

    /// Goes through the rows under the header.
    pub fn each(&self, path: &Path, columns: &[String], limits: &Limits, each: Each<'_>) -> Result<(), CollectError> {
        let place = Place::default();
        let mut rows = self.rows(path, limits, &place)?;
        let mut cells = Cells::default();
        let mut record = Record::default();
        let mut number = 0;
        let mut header = true;
        while let Some(row) = rows.next(&mut cells).map_err(|e| source::explain(path, number, limits, e))? {
            number += 1;
            if number == 1 && self.named {
                continue;
            }
            if row == Row::Blank || std::mem::take(&mut header) {
                header &= row == Row::Blank;
                continue;
            }
            let fault = |field: &str, value: &str, reason| Item::Fault(Reject::new(number, field, value, reason));
            let item = match row {
                Row::Unclosed => fault("", "", Reason::QuoteUnclosed),
                Row::TooLarge => fault("", "", Reason::RowTooLarge),
                Row::Blank | Row::Cells => match self.fill(&mut record, &mut cells, columns) {
                    Ok(()) => {
                        record.number = number;
                        record.at = place.bytes.load(Ordering::Relaxed);
                        Item::Row(&record)
                    }
                    Err((field, value, reason)) => fault(&field, &value, reason),
                },
            };
            if each(item)? == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    }

    /// Moves cells into the record, checking text and count.
    fn fill(&self, record: &mut Record, cells: &mut Cells, columns: &[String]) -> Result<(), (String, String, Reason)> {
        record.clear();
        while cells.ends.len() > columns.len() && cells.ends[cells.ends.len() - 2] == cells.bytes.len() {
            cells.ends.pop();
        }
        if cells.ends.len() != columns.len() {
            let value = String::from_utf8_lossy(&cells.bytes).into_owned();
            let field = columns.get(cells.ends.len()).or(columns.last()).cloned().unwrap_or_default();
            return Err((field, value, Reason::CellCount));
        }
        match String::from_utf8(std::mem::take(&mut cells.bytes)) {
            Ok(text) if self.encoding == UTF_8 || !text.contains('\u{fffd}') => {
                match composed(&text) {
                    Cow::Borrowed(_) => {
                        cells.bytes = std::mem::replace(&mut record.text, text).into_bytes();
                        std::mem::swap(&mut record.ends, &mut cells.ends);
                    }
                    Cow::Owned(_) => {
                        let mut start = 0;
                        for &end in &cells.ends {
                            record.push(text.get(start..end));
                            start = end;
                        }
                    }
                }
                Ok(())
            }
            Ok(text) => {
                let at = text.find('\u{fffd}').unwrap_or_default();
                Err((column_at(columns, &cells.ends, at), text, Reason::NotText))
            }
            Err(bad) => {
                let at = bad.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(bad.as_bytes()).into_owned();
                Err((column_at(columns, &cells.ends, at), text, Reason::NotText))
            }
        }
    }
}

/// The delimiter that the first line names.
fn told_delimiter(head: &str) -> Option<u8> {
    let line = head.lines().next()?.trim_matches('"');
    match line.strip_prefix("sep=").map(str::as_bytes) {
        Some([delimiter]) if b",;|\t".contains(delimiter) => Some(*delimiter),
        _ => None,
    }
}

fn column_at(columns: &[String], ends: &[usize], at: usize) -> String {
    ends.iter().position(|&end| at < end).and_then(|i| columns.get(i)).cloned().unwrap_or_default()
}

/// Drops the byte-order mark of UTF-8.
struct SkipMark<R> {
    inner: R,
    looked: bool,
}

impl<R: std::io::Read> std::io::Read for SkipMark<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.looked || into.len() < 3 {
            return self.inner.read(into);
        }
        self.looked = true;
        let mut have = 0;
        while have < 3 {
            match self.inner.read(&mut into[have..])? {
                0 => break,
                n => have += n,
            }
        }
        if into[..have].starts_with(b"\xef\xbb\xbf") {
            into.copy_within(3..have, 0);
            have -= 3;
            if have == 0 {
                return self.inner.read(into);
            }
        }
        Ok(have)
    }
}
