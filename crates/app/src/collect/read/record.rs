//! One row as it passes by: all cells in one text, so that reading a million rows allocates next to nothing.

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
    /// Objects of an object-centric log that the event touched.
    pub objects: Vec<ObjectRef>,
    pub(super) text: String,
    pub(super) ends: Vec<usize>,
}

impl Record {
    /// The cell of a column, trimmed; none where it is empty or only white.
    #[must_use]
    pub fn get(&self, column: usize) -> Option<&str> {
        let text = self.cell(column)?.trim();
        (!text.is_empty()).then_some(text)
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
    }

    /// Adds a cell; none and the empty text are the same.
    pub fn push(&mut self, cell: Option<&str>) {
        self.text.push_str(cell.unwrap_or_default());
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
        for cell in [Some(" 가나 "), None, Some("  "), Some("x")] {
            record.push(cell);
        }
        assert_eq!((0..5).map(|i| record.get(i)).collect::<Vec<_>>(), [Some("가나"), None, None, Some("x"), None]);
        assert_eq!(record.oversized(), None);
        record.push(Some(&"a".repeat(CELL_BYTES + 1)));
        assert_eq!(record.oversized(), Some(4));
    }
}
