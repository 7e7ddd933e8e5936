//! Opens a file, whatever it is, as columns and rows of text that pass by one at a time.
//!
//! Why rows are handed to a closure: some readers borrow from themselves, and a closure lets each keep its own loop.
//! Nothing here holds a whole file in memory except object-centric logs, which have a limit of their own.

pub mod record;
pub mod source;

mod columns;
mod lines;
mod log;
mod objects;
mod sheet;
mod sniff;
mod split;
mod tables;
mod text;
mod top;
mod workbook;
mod zip;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use yeojido_domain::{FileFormat, FileOptions};

pub(in crate::collect) use record::bare;
pub use record::{CELL_BYTES, Item, Record};
pub use source::Limits;
pub use workbook::SheetPart;

use super::CollectError;
use super::error::name_of;

/// What is called with every row; it may stop the reading.
pub type Each<'a> = &'a mut dyn FnMut(Item<'_>) -> Result<ControlFlow<()>, CollectError>;

/// A file that can be read from its beginning as often as needed.
#[derive(Debug)]
pub struct Table {
    path: PathBuf,
    columns: Vec<String>,
    bytes: u64,
    limits: Limits,
    reader: Reader,
}

#[derive(Debug)]
enum Reader {
    Text(text::Text),
    Lines(lines::Lines),
    Parquet(columns::Columns),
    Workbook(workbook::Workbook),
    Log(log::Log),
    Objects(objects::Objects),
}

impl Table {
    /// Opens a file: finds out what it is, in which encoding, and what its columns are called.
    ///
    /// # Errors
    /// [`CollectError`] when it is empty, binary, damaged, unpacks to too much, or is of no kind that is read here.
    pub fn open(path: &Path, options: &FileOptions, limits: &Limits) -> Result<Self, CollectError> {
        let bytes = std::fs::metadata(path).map_err(|e| CollectError::io(path, e))?.len();
        let kind = sniff::kind(path, limits)?;
        let named = options.encoding.as_deref();
        let (reader, columns) = match kind.shape {
            sniff::Shape::Delimited => {
                let (text, columns) = text::Text::open(path, kind.gzip, named, limits)?;
                (Reader::Text(text), columns)
            }
            sniff::Shape::Lines => {
                let encoding = match named {
                    Some(name) => sniff::encoding_named(name)?,
                    None => sniff::encoding(path, kind.gzip, limits)?,
                };
                let (lines, columns) = lines::Lines { gzip: kind.gzip, encoding }.open(path, limits)?;
                (Reader::Lines(lines), columns)
            }
            sniff::Shape::Parquet => {
                let (parquet, columns) = columns::Columns::open(path)?;
                (Reader::Parquet(parquet), columns)
            }
            sniff::Shape::Xlsx => {
                let (workbook, columns) = workbook::Workbook::open(path, options.sheet.as_deref(), limits)?;
                (Reader::Workbook(workbook), columns)
            }
            sniff::Shape::Xes => {
                let (log, columns) = log::Log::open(path, kind.gzip, limits)?;
                (Reader::Log(log), columns)
            }
            sniff::Shape::OcelJson | sniff::Shape::OcelXml | sniff::Shape::OcelSqlite => {
                let (objects, columns) = objects::Objects::open(path, kind.shape, limits)?;
                (Reader::Objects(objects), columns)
            }
        };
        Ok(Self { path: path.to_owned(), columns, bytes, limits: *limits, reader })
    }

    /// Goes through the rows from the beginning.
    ///
    /// # Errors
    /// What `each` returns; [`CollectError::Damaged`] where the file breaks off, naming the row.
    pub fn each(&self, each: Each<'_>) -> Result<(), CollectError> {
        match &self.reader {
            Reader::Text(text) => text.each(&self.path, &self.columns, &self.limits, each),
            Reader::Lines(lines) => lines.each(&self.path, &self.columns, &self.limits, each),
            Reader::Parquet(parquet) => parquet.each(&self.path, self.bytes, each),
            Reader::Workbook(workbook) => workbook.each(&self.path, self.bytes, each),
            Reader::Log(log) => log.each(&self.path, &self.columns, &self.limits, each),
            Reader::Objects(objects) => objects.each(self.bytes, each),
        }
    }

    /// Names of the columns, each once.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Its kind.
    #[must_use]
    pub const fn format(&self) -> FileFormat {
        match &self.reader {
            Reader::Text(text) if text.delimiter == b'\t' => FileFormat::Tsv,
            Reader::Text(_) => FileFormat::Csv,
            Reader::Lines(_) => FileFormat::Jsonl,
            Reader::Parquet(_) => FileFormat::Parquet,
            Reader::Workbook(_) => FileFormat::Xlsx,
            Reader::Log(_) => FileFormat::Xes,
            Reader::Objects(_) => FileFormat::Ocel,
        }
    }

    /// Its encoding, where it is text: `utf-8`, `cp949`, `utf-16le`.
    #[must_use]
    pub fn encoding(&self) -> Option<&'static str> {
        match &self.reader {
            Reader::Text(text) => Some(sniff::encoding_word(text.encoding)),
            Reader::Lines(lines) => Some(sniff::encoding_word(lines.encoding)),
            _ => None,
        }
    }

    /// Bytes on disk.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How many rows it has, where the file says so itself.
    #[must_use]
    pub const fn rows(&self) -> Option<u64> {
        match &self.reader {
            Reader::Parquet(parquet) => parquet.rows,
            Reader::Log(log) => Some(log.events),
            Reader::Objects(objects) => Some(objects.events()),
            _ => None,
        }
    }

    /// The sheets of a workbook that has several, and which of them are read.
    #[must_use]
    pub fn sheets(&self) -> &[SheetPart] {
        match &self.reader {
            Reader::Workbook(workbook) => &workbook.parts,
            _ => &[],
        }
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its name, for messages.
    #[must_use]
    pub fn name(&self) -> String {
        name_of(&self.path)
    }
}

/// Names of columns as they are used in mappings: trimmed, none empty, each once.
fn headers<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = rustc_hash::FxHashSet::default();
    names
        .enumerate()
        .map(|(i, name)| {
            let name = record::composed(name);
            let name = name.trim().trim_start_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" ");
            let base = if name.is_empty() { format!("column {}", i + 1) } else { name };
            let unique = std::iter::once(base.clone())
                .chain((2..).map(|n| format!("{base} ({n})")))
                .find(|candidate| !seen.contains(candidate))
                .unwrap_or(base);
            seen.insert(unique.clone());
            unique
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_names_are_trimmed_filled_in_and_each_used_once() {
        assert_eq!(headers(["\u{feff}이름", " a  b ", "", "a b"].into_iter()), ["이름", "a b", "column 3", "a b (2)"]);
    }
}
