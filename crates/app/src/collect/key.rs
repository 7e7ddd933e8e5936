//! Identity of rows: what makes the same file, imported again, store nothing twice.
//!
//! A row that brings an id is that id; any other row is its text and how many equal rows came before it in the file.
//! The first definition of a mapping adds nothing to the hash, so that a mapping may grow without changing the keys it
//! gave before. The hash is XXH3 with 128 bits: stable by specification, and identity is no secret.

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::read::Record;

/// Makes keys for the rows of one file.
#[derive(Debug, Default)]
pub struct Keys {
    source: String,
    buf: Vec<u8>,
    row: Option<u128>,
    seen: FxHashSet<u64>,
    again: FxHashMap<u64, u32>,
}

impl Keys {
    /// Keys of a source.
    #[must_use]
    pub fn new(source: &str) -> Self {
        Self { source: source.to_owned(), ..Self::default() }
    }

    /// Turns to the next row.
    pub fn next_row(&mut self) {
        self.row = None;
    }

    /// The key by an id that the source gave, for the definition `index` of the mapping.
    pub fn by_id(&mut self, id: &str, index: usize) -> u128 {
        self.begin(b'i');
        self.part(id.as_bytes());
        self.index(index);
        xxh3_128(&self.buf)
    }

    /// The key by what the row says, for the definition `index` of the mapping.
    pub fn by_row(&mut self, record: &Record, index: usize) -> u128 {
        let row = match self.row {
            Some(row) => row,
            None => self.hash_row(record),
        };
        if index == 0 {
            return row;
        }
        self.buf.clear();
        self.buf.extend_from_slice(&row.to_le_bytes());
        self.index(index);
        xxh3_128(&self.buf)
    }

    fn hash_row(&mut self, record: &Record) -> u128 {
        self.begin(b'r');
        let (text, ends) = record.parts();
        for &end in ends {
            self.buf.extend_from_slice(&(end as u64).to_le_bytes());
        }
        self.part(text.as_bytes());
        // Sixty-four bits are enough to count equal rows: a chance meeting only makes a number larger, never a key
        // equal, because the key holds all of the row.
        let short = xxh3_64(&self.buf);
        if !self.seen.insert(short) {
            let n = self.again.entry(short).or_insert(0);
            *n += 1;
            self.buf.extend_from_slice(&n.to_le_bytes());
        }
        let row = xxh3_128(&self.buf);
        self.row = Some(row);
        row
    }

    fn begin(&mut self, kind: u8) {
        self.buf.clear();
        self.buf.push(kind);
        let source = std::mem::take(&mut self.source);
        self.part(source.as_bytes());
        self.source = source;
    }

    fn part(&mut self, bytes: &[u8]) {
        self.buf.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        self.buf.extend_from_slice(bytes);
    }

    fn index(&mut self, index: usize) {
        if index > 0 {
            self.buf.extend_from_slice(&(index as u64).to_le_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(cells: &[&str]) -> Record {
        let mut record = Record::default();
        cells.iter().for_each(|cell| record.push(Some(cell)));
        record
    }

    #[test]
    fn equal_rows_have_keys_of_their_own_and_the_same_ones_next_time() {
        let rows = [record(&["a", "b"]), record(&["a", "b"]), record(&["ab", ""]), record(&["a", "b"])];
        let keys = || {
            let mut keys = Keys::new("shop");
            rows.iter()
                .map(|row| {
                    keys.next_row();
                    (keys.by_row(row, 0), keys.by_row(row, 1))
                })
                .collect::<Vec<_>>()
        };
        let first = keys();
        let distinct: FxHashSet<u128> = first.iter().flat_map(|&(a, b)| [a, b]).collect();
        assert_eq!(distinct.len(), 8);
        assert_eq!(first, keys());
    }

    #[test]
    fn an_id_is_one_event_in_its_source_however_often_it_comes() {
        let (mut shop, mut other) = (Keys::new("shop"), Keys::new("other"));
        assert_eq!(shop.by_id("7", 0), shop.by_id("7", 0));
        assert_ne!(shop.by_id("7", 0), shop.by_id("7", 1));
        assert_ne!(shop.by_id("7", 0), other.by_id("7", 0));
    }
}
