//! Identity of rows: what makes the same rows, imported again, store nothing twice.
//!
//! A row that brings an id is that id in its column among the columns of its file, at its time; any other row is what stands in which
//! column, and how many equal rows came before it in the file. Neither the name of the file nor the order of its columns matters, nor do
//! empty cells, nor columns that only other rows fill, so a later export that contains the same rows adds only what is new. A source that somebody named on
//! purpose stands apart: its name is part of its rows, and takes the place of the columns beside an id.
//! Several events of a row are told apart by what defines them, not by their place in the mapping, so that a corrected
//! mapping stores the new ones and knows the others again. The hash is XXH3 with 128 bits: stable by specification, and identity is no secret.

use std::path::Path;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};
use yeojido_domain::Micros;
use yeojido_lake::{LakeError, Seen};

use super::read::{Record, bare};

/// Makes keys for the rows of one file.
#[derive(Debug)]
pub struct Keys {
    source: String,
    apart: bool,
    /// Ids count within the source: of logs, which all have the same columns.
    ids_apart: bool,
    /// Columns in the order of their names, with these and their hashes.
    columns: Vec<Column>,
    /// Hash of the names of all columns; none where the file has no fixed ones.
    set: Option<u64>,
    buf: Vec<u8>,
    row: Option<u128>,
    seen: Seen,
    again: FxHashMap<u64, u32>,
    /// When each id of this file stands for, by its first row.
    ids: Seen<Micros>,
    /// Why keys are no longer to be trusted.
    failed: Option<LakeError>,
}

#[derive(Debug)]
struct Column {
    at: usize,
    hash: u64,
    name: String,
}

impl Keys {
    /// Keys for a file of these columns, read as this source.
    #[must_use]
    pub fn new(source: &str, columns: &[String]) -> Self {
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.sort_by(|&a, &b| columns[a].cmp(&columns[b]));
        let column = |at: usize| Column { at, hash: xxh3_64(columns[at].as_bytes()), name: columns[at].clone() };
        let columns: Vec<Column> = order.into_iter().map(column).collect();
        let names: Vec<u8> = columns.iter().flat_map(|column| column.hash.to_le_bytes()).collect();
        let folder = std::env::temp_dir();
        Self {
            source: source.to_owned(),
            apart: false,
            ids_apart: false,
            columns,
            set: Some(xxh3_64(&names)),
            buf: Vec::new(),
            row: None,
            seen: Seen::new(&folder),
            again: FxHashMap::default(),
            ids: Seen::new(&folder),
            failed: None,
        }
    }

    /// Before the first row: the rows of a file that find no room in memory are remembered in this folder.
    pub fn spill_into(&mut self, folder: &Path) {
        (self.seen, self.ids) = (Seen::new(folder), Seen::new(folder));
    }

    /// To be asked after every row.
    ///
    /// # Errors
    /// [`LakeError::Io`] when rows that came before could not be remembered: the row's keys are worth nothing.
    pub fn check(&mut self) -> Result<(), LakeError> {
        self.failed.take().map_or(Ok(()), Err)
    }

    /// From now on an id is the same whatever other columns the file has: of lines of JSON, whose rare keys stand in
    /// one export and not in the next.
    pub const fn take_any_columns(&mut self) {
        self.set = None;
    }

    /// From now on rows are equal only to rows of the same source.
    pub const fn keep_apart(&mut self) {
        self.apart = true;
    }

    /// From now on ids count within the source: files of a log format have the same columns, whoever writes them.
    pub const fn keep_ids_apart(&mut self) {
        self.ids_apart = true;
    }

    /// Turns to the next row.
    pub fn next_row(&mut self) {
        self.row = None;
    }

    /// The key by an id that the source gave in this column, for one definition of the mapping. Where nobody named the
    /// source, two files may count their rows from 1, so the time that the id stands for in this file is part of it.
    pub fn by_id(&mut self, column: &str, id: &str, time: Micros, definition: u64) -> u128 {
        let apart = self.apart || self.ids_apart;
        self.begin(b'i', apart);
        if !apart {
            self.part(column.as_bytes());
            if let Some(set) = self.set {
                self.buf.extend_from_slice(&set.to_le_bytes());
            }
        }
        self.part(id.as_bytes());
        self.buf.extend_from_slice(&definition.to_le_bytes());
        let key = xxh3_128(&self.buf);
        if apart {
            return key;
        }
        let first = match self.ids.meet(key, time) {
            Ok(first) => first.unwrap_or(time),
            Err(why) => {
                self.failed = Some(why);
                time
            }
        };
        self.buf.extend_from_slice(&first.0.to_le_bytes());
        xxh3_128(&self.buf)
    }

    /// The key by what the row says, for one definition of the mapping.
    pub fn by_row(&mut self, record: &Record, definition: u64) -> u128 {
        let row = match self.row {
            Some(row) => row,
            None => self.hash_row(record),
        };
        self.buf.clear();
        self.buf.extend_from_slice(&row.to_le_bytes());
        self.buf.extend_from_slice(&definition.to_le_bytes());
        xxh3_128(&self.buf)
    }

    fn hash_row(&mut self, record: &Record) -> u128 {
        self.begin(b'r', self.apart);
        let own = self.columns.iter().filter_map(|column| Some((&*column.name, column.hash, record.get(column.at)?)));
        if record.beyond.is_empty() {
            own.for_each(|(_, hash, cell)| put(&mut self.buf, hash, cell));
        } else {
            // Which names have a column depends on the rows before; the row is what it says either way.
            let beyond = record.beyond.iter().map(|(name, text)| (&**name, xxh3_64(name.as_bytes()), bare(text)));
            let mut cells: Vec<_> = own.chain(beyond.filter(|(_, _, text)| !text.is_empty())).collect();
            cells.sort_unstable_by_key(|(name, ..)| *name);
            cells.into_iter().for_each(|(_, hash, cell)| put(&mut self.buf, hash, cell));
        }
        let mut row = xxh3_128(&self.buf);
        match self.seen.meet(row, ()) {
            Ok(None) => {}
            Ok(Some(())) => {
                // Sixty-four bits are enough to count equal rows: a chance meeting only makes a number larger, never
                // a key equal, because the key holds all of the row.
                let n = self.again.entry(row as u64).or_insert(0);
                *n += 1;
                self.buf.extend_from_slice(&n.to_le_bytes());
                row = xxh3_128(&self.buf);
            }
            Err(why) => self.failed = Some(why),
        }
        self.row = Some(row);
        row
    }

    fn begin(&mut self, kind: u8, with_source: bool) {
        self.buf.clear();
        self.buf.push(kind);
        if !with_source {
            return;
        }
        let source = std::mem::take(&mut self.source);
        self.part(source.as_bytes());
        self.source = source;
    }

    fn part(&mut self, bytes: &[u8]) {
        self.buf.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        self.buf.extend_from_slice(bytes);
    }
}

fn put(buf: &mut Vec<u8>, name: u64, cell: &str) {
    buf.extend_from_slice(&name.to_le_bytes());
    buf.extend_from_slice(&(cell.len() as u64).to_le_bytes());
    buf.extend_from_slice(cell.as_bytes());
}

/// What defines an event or a voice within its mapping. Two that are defined alike are told apart by their order.
#[must_use]
pub fn definitions<'a>(parts: impl Iterator<Item = Vec<&'a str>>) -> Vec<u64> {
    let mut seen: FxHashMap<u64, u64> = FxHashMap::default();
    parts
        .map(|parts| {
            let mut buf = Vec::new();
            for part in parts {
                buf.extend_from_slice(&(part.len() as u64).to_le_bytes());
                buf.extend_from_slice(part.as_bytes());
            }
            let again = seen.entry(xxh3_64(&buf)).or_insert(0);
            buf.extend_from_slice(&again.to_le_bytes());
            *again += 1;
            xxh3_64(&buf)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashSet;

    use super::*;

    fn record(cells: &[&str]) -> Record {
        let mut record = Record::default();
        cells.iter().for_each(|cell| record.push(Some(cell)));
        record
    }

    fn columns(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    fn key(source: &str, names: &[&str], cells: &[&str]) -> u128 {
        Keys::new(source, &columns(names)).by_row(&record(cells), 0)
    }

    #[test]
    fn equal_rows_have_keys_of_their_own_and_the_same_ones_next_time() {
        let rows = [record(&["a", "b"]), record(&["a", "b"]), record(&["ab", ""]), record(&["a", "b"])];
        let keys = || {
            let mut keys = Keys::new("shop", &columns(&["x", "y"]));
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
    fn a_row_is_the_same_in_a_file_of_another_name_or_order() {
        let first = key("october", &["who", "what"], &["u1", "view"]);
        assert_eq!(first, key("november", &["who", "what"], &["u1", "view"]));
        assert_eq!(first, key("october", &["what", "who"], &["view", "u1"]));
        assert_eq!(first, key("october", &["who", "what", "note"], &["u1", "view", " "]), "a new column, still empty");
    }

    #[test]
    fn a_value_in_another_column_is_another_row() {
        let first = key("shop", &["who", "what"], &["u1", "view"]);
        for (names, cells) in [
            (["who", "where"], ["u1", "view"]),
            (["who", "what"], ["view", "u1"]),
            (["who", "what"], ["u1vie", "w"]),
            (["who", "what"], ["u1", ""]),
        ] {
            assert_ne!(first, key("shop", &names, &cells), "{names:?} {cells:?}");
        }
    }

    #[test]
    fn a_row_is_the_same_whether_its_names_have_columns_or_not() {
        let mut beyond = record(&["u1"]);
        beyond.beyond = vec![("what".to_owned(), " view".to_owned()), ("note".to_owned(), String::new())];
        let late = Keys::new("october", &columns(&["who"])).by_row(&beyond, 0);
        assert_eq!(late, key("november", &["who", "what"], &["u1", "view"]));
    }

    #[test]
    fn an_id_of_lines_is_the_same_whatever_keys_others_have() {
        let of = |names: &[&str]| {
            let mut keys = Keys::new("lines", &columns(names));
            keys.take_any_columns();
            keys.by_id("id", "7", Micros(5), 1)
        };
        assert_eq!(of(&["id", "who"]), of(&["id", "who", "refund.reason"]));
    }

    #[test]
    fn a_source_named_on_purpose_stands_apart() {
        let apart = |source: &str| {
            let mut keys = Keys::new(source, &columns(&["who", "what"]));
            keys.keep_apart();
            keys.by_row(&record(&["u1", "view"]), 0)
        };
        assert_eq!(apart("web"), apart("web"));
        assert_ne!(apart("web"), apart("app"));
        assert_ne!(apart("web"), key("web", &["who", "what"], &["u1", "view"]));
    }

    #[test]
    fn an_id_is_one_event_of_its_columns_or_of_its_named_source() {
        let keys = |source: &str, names: &[&str]| Keys::new(source, &columns(names));
        let (mut october, mut november) = (keys("10", &["id", "who"]), keys("11", &["who", "id"]));
        assert_eq!(october.by_id("id", "7", Micros(5), 1), november.by_id("id", "7", Micros(5), 1));
        assert_eq!(
            october.by_id("id", "7", Micros(6), 1),
            november.by_id("id", "7", Micros(5), 1),
            "one id in one file"
        );
        let mut other = keys("other", &["id", "who"]);
        assert_ne!(october.by_id("id", "7", Micros(5), 1), other.by_id("id", "7", Micros(6), 1), "another file's 7");
        assert_ne!(october.by_id("id", "7", Micros(5), 1), october.by_id("id", "7", Micros(5), 2));
        assert_ne!(october.by_id("id", "7", Micros(5), 1), october.by_id("who", "7", Micros(5), 1));
        assert_ne!(
            october.by_id("id", "7", Micros(5), 1),
            keys("10", &["id", "visitor"]).by_id("id", "7", Micros(5), 1)
        );
        let apart = |source: &str, names: &[&str]| {
            let mut keys = keys(source, names);
            keys.keep_apart();
            keys.by_id("id", "7", Micros(5), 1)
        };
        assert_eq!(apart("web", &["id"]), apart("web", &["id", "who"]));
        assert_ne!(apart("web", &["id"]), apart("app", &["id"]));
    }

    #[test]
    fn a_definition_is_known_wherever_it_stands() {
        let of = |names: &[&'static str]| definitions(names.iter().map(|&name| vec![name, "time"]));
        let (two, three) = (of(&["order", "paid"]), of(&["seen", "order", "paid"]));
        assert_eq!(two[..], three[1..]);
        let alike = of(&["order", "order"]);
        assert_ne!(alike[0], alike[1]);
    }
}
