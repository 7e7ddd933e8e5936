//! One row as it passes by: all cells in one text, so that reading a million rows allocates next to nothing.

use std::borrow::Cow;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use yeojido_domain::ObjectRef;

use crate::collect::reject::Reject;

/// The largest cell that is stored, in bytes.
pub const CELL_BYTES: usize = 1 << 20;

/// One row. Reused from row to row.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Row as a spreadsheet counts it; lines of a file of lines, else counted from 1.
    pub number: u64,
    /// Bytes of the file read so far.
    pub at: u64,
    /// Sheet of a workbook of which several are read.
    pub sheet: Option<Arc<str>>,
    /// Rows of the sheets before this one.
    pub before: u64,
    /// Columns whose cell is merged with the one above it: its text is that cell's, said once more.
    pub repeated: Vec<usize>,
    /// Values under names for which there is no column any more.
    pub beyond: Vec<(String, String)>,
    /// Objects of an object-centric log that the event touched.
    pub objects: Vec<ObjectRef>,
    pub(super) text: String,
    pub(super) ends: Vec<usize>,
}

impl Record {
    /// The cell of a column, trimmed; none where it is empty or only white.
    #[must_use]
    pub fn get(&self, column: usize) -> Option<&str> {
        let text = bare(self.cell(column)?);
        (!text.is_empty()).then_some(text)
    }

    /// Whether the cell only repeats the one above it.
    #[must_use]
    pub fn repeats(&self, column: usize) -> bool {
        self.repeated.contains(&column)
    }

    /// The first column with a character that no text has.
    #[must_use]
    pub fn not_text(&self) -> Option<usize> {
        let at = self.text.as_bytes().contains(&0).then(|| self.text.find('\0')).flatten()?;
        self.ends.iter().position(|&end| at < end)
    }

    /// The cell as it stands in the file.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<&str> {
        let end = *self.ends.get(column)?;
        let start = if column == 0 { 0 } else { self.ends[column - 1] };
        self.text.get(start..end)
    }

    /// How many cells it has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no cell.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Empties it for the next row.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.objects.clear();
        self.repeated.clear();
        self.beyond.clear();
    }

    /// Adds a cell; none and the empty text are the same.
    pub fn push(&mut self, cell: Option<&str>) {
        self.text.push_str(&composed(cell.unwrap_or_default()));
        self.ends.push(self.text.len());
    }

    /// The first column whose cell is larger than may be stored.
    #[must_use]
    pub fn oversized(&self) -> Option<usize> {
        if self.text.len() <= CELL_BYTES {
            return None;
        }
        let mut start = 0;
        self.ends.iter().position(|&end| {
            let size = end - start;
            start = end;
            size > CELL_BYTES
        })
    }

    /// All of its text and where the cells end, for hashing.
    #[must_use]
    pub fn parts(&self) -> (&str, &[usize]) {
        (&self.text, &self.ends)
    }
}

/// A text whose Korean letters stand one by one, as Apple's systems write names, with its syllables put together: the
/// same word is the same value from wherever it comes.
pub(super) fn composed(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let apart =
        bytes.contains(&0xe1) && bytes.windows(2).any(|pair| pair[0] == 0xe1 && (0x84..=0x87).contains(&pair[1]));
    if apart { text.nfc().collect::<String>().into() } else { text.into() }
}

/// A text without the white around it, without the marks that programs leave where they put files together, and without
/// the `="…"` by which spreadsheets are kept from reading `007` as a number.
pub(in crate::collect) fn bare(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'));
    match text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if !inner.contains('"') => inner.trim(),
        _ => text,
    }
}

/// What a reader meets in a file.
#[derive(Debug)]
pub enum Item<'a> {
    /// A row.
    Row(&'a Record),
    /// A row that could not be read.
    Fault(Reject),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_trimmed_and_empty_ones_are_none() {
        let mut record = Record::default();
        for cell in [Some("\u{feff} 가나 "), None, Some("  "), Some("=\"007\"")] {
            record.push(cell);
        }
        assert_eq!((0..5).map(|i| record.get(i)).collect::<Vec<_>>(), [Some("가나"), None, None, Some("007"), None]);
        assert_eq!(record.not_text(), None);
        assert_eq!(record.oversized(), None);
        record.push(Some(&"a".repeat(CELL_BYTES + 1)));
        assert_eq!(record.oversized(), Some(4));
        record.push(Some("a\0b"));
        assert_eq!(record.not_text(), Some(5));
    }
}
