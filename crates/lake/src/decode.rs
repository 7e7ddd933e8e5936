//! The columns that every analysis reads, decoded without a detour: pages of a row group straight into plain vectors.
//!
//! Why not the library's reader: decoding is most of what a question costs, and here it knows what it decodes. Persons
//! come in runs, so a dictionary gives who has how many rows without ever writing a person a row; names of events are
//! codes of the file's dictionary, looked up in a table of the question's codes. Pages, their headers and their
//! compression are the library's; an encoding that is not known here is an error, never a guess.
//!
//! Source: Apache Parquet, "Encodings" (`RLE_DICTIONARY`, `DELTA_BINARY_PACKED`, `PLAIN`), format 2.12.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Encoding;
use parquet::column::page::Page;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::serialized_reader::SerializedPageReader;
use yeojido_journey::NONE;

use crate::unpack;

/// The bytes of one column of one row group, read in one go.
pub(crate) struct Chunk {
    start: u64,
    bytes: Bytes,
}

impl Length for Chunk {
    fn len(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }
}

impl Chunk {
    fn from(&self, start: u64) -> Result<Bytes> {
        let at = start.checked_sub(self.start).and_then(|at| usize::try_from(at).ok());
        let at = at.filter(|&at| at <= self.bytes.len());
        Ok(self.bytes.slice(at.ok_or_else(|| ParquetError::EOF("a page lies outside its column".into()))?..))
    }
}

impl ChunkReader for Chunk {
    type T = Cursor<Bytes>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(Cursor::new(self.from(start)?))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let rest = self.from(start)?;
        if length > rest.len() {
            return Err(ParquetError::EOF("a page ends after its column".into()));
        }
        Ok(rest.slice(..length))
    }
}

/// Pages of one column of one row group.
pub(crate) type Pages = SerializedPageReader<Chunk>;

/// Memory for the bytes of a column, used again for the next: asking the system for fresh memory each time costs as much
/// as decoding what is read into it.
#[derive(Debug, Default)]
pub(crate) struct Buffer(Arc<Vec<u8>>);

/// Bytes that a page may still look at.
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Buffer {
    /// Reads so many bytes from a place in a file.
    fn fill(&mut self, file: &mut File, start: u64, length: usize) -> std::io::Result<Bytes> {
        let mut bytes = Arc::try_unwrap(std::mem::take(&mut self.0)).unwrap_or_default();
        bytes.clear();
        file.seek(SeekFrom::Start(start))?;
        if file.take(length as u64).read_to_end(&mut bytes)? < length {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        self.0 = Arc::new(bytes);
        Ok(Bytes::from_owner(Shared(Arc::clone(&self.0))))
    }
}

/// The pages of a column of a row group.
pub(crate) fn pages(file: &mut File, group: &RowGroupMetaData, column: usize, buffer: &mut Buffer) -> Result<Pages> {
    let (start, length) = group.column(column).byte_range();
    some_pages(file, group, column, start..start + length, buffer)
}

/// Its first page alone, in which its dictionary is.
pub(crate) fn first_page(file: &mut File, group: &RowGroupMetaData, column: usize) -> Result<Pages> {
    let own = group.column(column);
    let (start, length) = own.byte_range();
    let data = u64::try_from(own.data_page_offset()).unwrap_or(0);
    let end = if data > start { data } else { start + length };
    some_pages(file, group, column, start..end.min(start + length), &mut Buffer::default())
}

fn some_pages(
    file: &mut File,
    group: &RowGroupMetaData,
    column: usize,
    bytes: Range<u64>,
    buffer: &mut Buffer,
) -> Result<Pages> {
    let length = usize::try_from(bytes.end - bytes.start).map_err(|e| ParquetError::External(e.into()))?;
    let start = bytes.start;
    let bytes = buffer.fill(file, start, length).map_err(|e| ParquetError::External(e.into()))?;
    let rows = usize::try_from(group.num_rows()).unwrap_or(0);
    SerializedPageReader::new(Arc::new(Chunk { start, bytes }), group.column(column), rows, None)
}

fn unknown(encoding: Encoding) -> ParquetError {
    ParquetError::NYI(format!("a column of the lake is encoded as {encoding}"))
}

fn cut_off() -> ParquetError {
    ParquetError::EOF("a page ends before its values".into())
}

/// A page of values, or of what they are codes of.
enum Values {
    Dictionary(Bytes, usize),
    Data(Bytes, usize, Encoding),
}

/// What a page of a column that is never empty holds.
fn values(page: Page) -> Values {
    match page {
        Page::DictionaryPage { buf, num_values, .. } => Values::Dictionary(buf, num_values as usize),
        Page::DataPage { buf, num_values, encoding, .. } => Values::Data(buf, num_values as usize, encoding),
        Page::DataPageV2 { buf, num_values, encoding, def_levels_byte_len, rep_levels_byte_len, .. } => {
            let levels = (def_levels_byte_len + rep_levels_byte_len) as usize;
            Values::Data(buf.slice(levels.min(buf.len())..), num_values as usize, encoding)
        }
    }
}

fn long_at(bytes: &[u8]) -> i64 {
    i64::from_le_bytes(bytes.try_into().unwrap_or_default())
}

fn plain(bytes: &[u8], count: usize, mut each: impl FnMut(i64)) -> Result<()> {
    let bytes = bytes.get(..count * 8).ok_or_else(cut_off)?;
    bytes.chunks_exact(8).for_each(|value| each(long_at(value)));
    Ok(())
}

/// Whole numbers that are never empty, after what `out` holds.
pub(crate) fn longs(pages: Pages, out: &mut Vec<i64>) -> Result<()> {
    let mut dictionary = Vec::new();
    for page in pages {
        match values(page?) {
            Values::Dictionary(bytes, count) => {
                dictionary.reserve(count);
                plain(&bytes, count, |value| dictionary.push(value))?;
            }
            Values::Data(bytes, count, Encoding::PLAIN) => plain(&bytes, count, |value| out.push(value))?,
            Values::Data(bytes, count, Encoding::DELTA_BINARY_PACKED) => unpack::deltas(&bytes, count, out)?,
            Values::Data(bytes, count, Encoding::RLE_DICTIONARY) => unpack::runs(&bytes, count, |code, times| {
                let value = *dictionary.get(code as usize).ok_or_else(cut_off)?;
                out.extend(std::iter::repeat_n(value, times));
                Ok(())
            })?,
            Values::Data(_, _, other) => return Err(unknown(other)),
        }
    }
    Ok(())
}

/// Persons, and after how many rows each ends.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    pub(crate) persons: Vec<i64>,
    pub(crate) ends: Vec<u32>,
}

impl Runs {
    pub(crate) fn clear(&mut self) {
        self.persons.clear();
        self.ends.clear();
    }

    pub(crate) fn rows(&self) -> usize {
        self.ends.last().map_or(0, |&end| end as usize)
    }

    /// The rows of one.
    pub(crate) fn range(&self, at: usize) -> std::ops::Range<usize> {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        start..self.ends[at] as usize
    }

    fn push(&mut self, person: i64, rows: usize) {
        let end = self.rows() + rows;
        match (self.persons.last(), self.ends.last_mut()) {
            (Some(&last), Some(last_end)) if last == person => *last_end = end as u32,
            _ => {
                self.persons.push(person);
                self.ends.push(end as u32);
            }
        }
    }
}

/// Persons of a sorted column, after what `out` holds; `scratch` is kept from row group to row group.
pub(crate) fn persons(pages: Pages, out: &mut Runs, scratch: &mut Vec<i64>) -> Result<()> {
    let mut dictionary = Vec::new();
    for page in pages {
        match values(page?) {
            Values::Dictionary(bytes, count) => {
                dictionary.reserve(count);
                plain(&bytes, count, |value| dictionary.push(value))?;
            }
            Values::Data(bytes, count, Encoding::RLE_DICTIONARY) => unpack::runs(&bytes, count, |code, times| {
                out.push(*dictionary.get(code as usize).ok_or_else(cut_off)?, times);
                Ok(())
            })?,
            Values::Data(bytes, count, Encoding::PLAIN) => plain(&bytes, count, |value| out.push(value, 1))?,
            Values::Data(bytes, count, Encoding::DELTA_BINARY_PACKED) => {
                scratch.clear();
                unpack::deltas(&bytes, count, scratch)?;
                scratch.chunk_by(|a, b| a == b).for_each(|run| out.push(run[0], run.len()));
            }
            Values::Data(_, _, other) => return Err(unknown(other)),
        }
    }
    Ok(())
}

/// The texts of a column's dictionary, if the column has one.
pub(crate) fn dictionary(pages: &mut Pages) -> Result<Option<Vec<String>>> {
    let Some(page) = pages.next().transpose()? else { return Ok(None) };
    let Values::Dictionary(bytes, count) = values(page) else { return Ok(None) };
    let mut texts = Vec::with_capacity(count);
    let mut rest: &[u8] = &bytes;
    for _ in 0..count {
        let (length, after) = rest.split_first_chunk::<4>().ok_or_else(cut_off)?;
        let (text, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or_else(cut_off)?;
        texts.push(std::str::from_utf8(text).map_err(|e| ParquetError::External(e.into()))?.to_owned());
        rest = after;
    }
    Ok(Some(texts))
}

/// Codes of a column of texts that are all in its dictionary, each by what `table` makes of it; [`NONE`] where there is
/// none, which may be in an `optional` column.
pub(crate) fn codes(pages: Pages, optional: bool, table: &[u32], out: &mut Vec<u32>) -> Result<()> {
    for page in pages {
        let page = page?;
        let levels = if optional { levels(&page)? } else { None };
        match values(page) {
            Values::Dictionary(..) => {}
            Values::Data(bytes, count, Encoding::RLE_DICTIONARY) => match levels {
                None => unpack::codes(&bytes, count, table, out)?,
                Some((levels, before)) => {
                    let bytes = bytes.get(before..).ok_or_else(cut_off)?;
                    match unpack::there(&levels, count)? {
                        None => unpack::codes(bytes, count, table, out)?,
                        Some(there) => sparse(bytes, &there, table, out)?,
                    }
                }
            },
            Values::Data(_, _, other) => return Err(unknown(other)),
        }
    }
    Ok(())
}

/// The first codes of every run of a column of texts that are all in its dictionary, each by what `table` makes of it;
/// says how many rows there are.
pub(crate) fn heads(pages: Pages, table: &[u32], runs: &Runs, first: usize, out: &mut Vec<u32>) -> Result<usize> {
    let mut picks = Picks { wanted: (0..runs.persons.len()).map(|at| head(runs.range(at), first)), next: None, at: 0 };
    for page in pages {
        match values(page?) {
            Values::Dictionary(..) => {}
            Values::Data(bytes, count, Encoding::RLE_DICTIONARY) => picks.page(&bytes, count, table, out)?,
            Values::Data(_, _, other) => return Err(unknown(other)),
        }
    }
    Ok(picks.at)
}

fn head(rows: Range<usize>, first: usize) -> Range<usize> {
    rows.start..rows.end.min(rows.start.saturating_add(first))
}

/// Rows that are picked from a column, page by page.
struct Picks<R: Iterator<Item = Range<usize>>> {
    wanted: R,
    next: Option<Range<usize>>,
    /// Rows of the pages before.
    at: usize,
}

impl<R: Iterator<Item = Range<usize>>> Picks<R> {
    fn page(&mut self, bytes: &[u8], count: usize, table: &[u32], out: &mut Vec<u32>) -> Result<()> {
        unpack::places(bytes, count, |stretch| {
            let (start, end) = (self.at, self.at + stretch.len());
            self.at = end;
            while let Some(wanted) = self.next.take().or_else(|| self.wanted.next()) {
                for row in wanted.start.max(start)..wanted.end.min(end) {
                    out.push(*table.get(stretch.code(row - start) as usize).ok_or_else(cut_off)?);
                }
                if wanted.end > end {
                    self.next = Some(wanted);
                    break;
                }
            }
            Ok(())
        })
    }
}

/// Definition levels of a page, and how many bytes of its values they take.
fn levels(page: &Page) -> Result<Option<(Bytes, usize)>> {
    match page {
        Page::DictionaryPage { .. } => Ok(None),
        Page::DataPage { buf, .. } => {
            let length =
                buf.first_chunk::<4>().map(|length| u32::from_le_bytes(*length) as usize).ok_or_else(cut_off)?;
            let end = length.checked_add(4).filter(|&end| end <= buf.len()).ok_or_else(cut_off)?;
            Ok(Some((buf.slice(4..end), end)))
        }
        Page::DataPageV2 { buf, def_levels_byte_len, rep_levels_byte_len, .. } => {
            let (first, length) = (*rep_levels_byte_len as usize, *def_levels_byte_len as usize);
            if first + length > buf.len() {
                return Err(cut_off());
            }
            Ok(Some((buf.slice(first..first + length), 0)))
        }
    }
}

/// Codes with places between them where there is none.
fn sparse(bytes: &[u8], there: &[bool], table: &[u32], out: &mut Vec<u32>) -> Result<()> {
    let count = there.iter().filter(|there| **there).count();
    let mut some = Vec::with_capacity(count + 1);
    unpack::codes(bytes, count, table, &mut some)?;
    // Where there is none, the next is looked at and left: a jump that nobody can foresee costs more than a look.
    let mut next = 0;
    out.extend(there.iter().map(|&there| {
        let code = some.get(next).copied().unwrap_or(NONE);
        next += usize::from(there);
        if there { code } else { NONE }
    }));
    Ok(())
}
