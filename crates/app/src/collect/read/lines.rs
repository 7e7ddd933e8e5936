//! JSON Lines: an object a line, nested ones flattened with dots, lists kept as their JSON text.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::Ordering;

use encoding_rs::{Encoding, UTF_8};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::Each;
use super::record::{Item, Record};
use super::source::{self, Limits, Place, Transcoded};
use super::split::{Cells, Row, Splitter};
use crate::collect::CollectError;
use crate::collect::error::name_of;
use crate::collect::reject::{Reason, Reject};

/// How a file of lines is read.
#[derive(Debug, Clone)]
pub struct Lines {
    /// Packed with gzip.
    pub gzip: bool,
    /// Its encoding.
    pub encoding: &'static Encoding,
}

/// Deeper objects are kept as their JSON text.
const DEPTH: usize = 8;
/// More keys than this are no columns; a file with generated keys would fill the memory.
const MAX_COLUMNS: usize = 4096;

impl Lines {
    /// Goes through the file once for the names of all keys, in the order in which they first appear.
    pub fn open(self, path: &Path, limits: &Limits) -> Result<(Self, Vec<String>), CollectError> {
        let mut names: FxHashMap<String, usize> = FxHashMap::default();
        let mut columns = Vec::new();
        let mut objects = 0_u64;
        self.objects(path, limits, &mut |_, _, object| {
            if let Ok(object) = object {
                objects += 1;
                flatten(&object, "", 0, &mut |name, _| {
                    if columns.len() < MAX_COLUMNS && !names.contains_key(name) {
                        names.insert(name.to_owned(), columns.len());
                        columns.push(name.to_owned());
                    }
                });
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if objects == 0 {
            return Err(CollectError::Kind { file: name_of(path), found: "no JSON object on any line".to_owned() });
        }
        Ok((self, columns))
    }

    /// Goes through the objects as rows.
    pub fn each(&self, path: &Path, columns: &[String], limits: &Limits, each: Each<'_>) -> Result<(), CollectError> {
        let index: FxHashMap<&str, usize> = columns.iter().enumerate().map(|(i, name)| (name.as_str(), i)).collect();
        let mut record = Record::default();
        let mut cells: Vec<Option<String>> = vec![None; columns.len()];
        self.objects(path, limits, &mut |number, at, object| {
            let object = match object {
                Ok(object) => object,
                Err((value, reason)) => return each(Item::Fault(Reject::new(number, "", &value, reason))),
            };
            cells.fill(None);
            record.clear();
            flatten(&object, "", 0, &mut |name, value| match index.get(name) {
                Some(&i) => cells[i] = Some(value.into_owned()),
                None if value.trim().is_empty() => {}
                None => record.beyond.push((name.to_owned(), value.into_owned())),
            });
            for cell in &cells {
                record.push(cell.as_deref());
            }
            (record.number, record.at) = (number, at);
            each(Item::Row(&record))
        })
    }

    #[expect(clippy::type_complexity, reason = "a line is a number, a place, and an object or why it is none")]
    fn objects(
        &self,
        path: &Path,
        limits: &Limits,
        each: &mut dyn FnMut(
            u64,
            u64,
            Result<Map<String, Value>, (String, Reason)>,
        ) -> Result<ControlFlow<()>, CollectError>,
    ) -> Result<(), CollectError> {
        let place = Place::default();
        let reader = source::open(path, self.gzip, limits, &place)?;
        let reader: Box<dyn std::io::Read + Send> =
            if self.encoding == UTF_8 { reader } else { Box::new(Transcoded::new(reader, self.encoding)) };
        let mut lines = Splitter::lines(reader);
        let (mut cells, mut number) = (Cells::default(), 0);
        while let Some(row) = lines.next(&mut cells).map_err(|e| source::explain(path, number, limits, e))? {
            number += 1;
            let line = cells.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&cells.bytes);
            let object = match row {
                Row::Blank => continue,
                Row::TooLarge => Err((String::new(), Reason::RowTooLarge)),
                Row::Unclosed => Err((String::new(), Reason::NotJson)),
                Row::Cells => serde_json::from_slice(line).map_err(|_| {
                    let reason = if std::str::from_utf8(line).is_ok() { Reason::NotJson } else { Reason::NotText };
                    (String::from_utf8_lossy(line).into_owned(), reason)
                }),
            };
            if each(number, place.bytes.load(Ordering::Relaxed), object)? == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    }
}

fn flatten<'a>(object: &'a Map<String, Value>, prefix: &str, depth: usize, put: &mut dyn FnMut(&str, Cow<'a, str>)) {
    for (key, value) in object {
        let joined;
        let name = if prefix.is_empty() {
            key.as_str()
        } else {
            joined = format!("{prefix}.{key}");
            &joined
        };
        match value {
            Value::Null => put(name, Cow::Borrowed("")),
            Value::String(text) => put(name, Cow::Borrowed(text)),
            Value::Object(inner) if depth < DEPTH && !inner.is_empty() => flatten(inner, name, depth + 1, put),
            other => put(name, Cow::Owned(other.to_string())),
        }
    }
}
