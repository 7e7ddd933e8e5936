//! Everything that a data folder holds outside `restricted/`, opened: raw bytes, cells of Parquet files, terms of the index of
//! words, cells of SQLite.

use std::fs::read;
use std::path::{Path, PathBuf};

use parquet::file::reader::{FileReader, SerializedFileReader};
use rusqlite::types::ValueRef;

/// What must not be looked into, and why it may hold what people said.
pub const EXCLUDED: [(&str, &str); 1] =
    [("restricted", "texts, identifiers and direct traits lie here, for those who may see them")];

/// A place, and all of its text.
pub struct Opened {
    pub place: String,
    pub bytes: Vec<u8>,
}

/// All of a folder.
pub fn all(data: &Path) -> Vec<Opened> {
    let mut opened = Vec::new();
    let mut searched = Vec::new();
    for file in files(data) {
        let place = file.strip_prefix(data).expect("inside").display().to_string();
        match file.extension().and_then(|end| end.to_str()) {
            Some("parquet") => opened.push(Opened { place: format!("cells of {place}"), bytes: cells(&file) }),
            Some("db") => opened.push(Opened { place: format!("cells of {place}"), bytes: rows(&file) }),
            _ => {}
        }
        if file.ends_with("search/meta.json") {
            searched.push(file.clone());
        }
        opened.push(Opened { place, bytes: read(&file).expect("reads") });
    }
    for meta in searched {
        let folder = meta.parent().expect("a folder");
        opened.push(Opened { place: "terms of the index".to_owned(), bytes: terms(folder).join("\n").into_bytes() });
    }
    opened
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if EXCLUDED.iter().all(|(excluded, _)| name != *excluded) {
                found.extend(files(&path));
            }
        } else {
            found.push(path);
        }
    }
    found
}

fn cells(file: &Path) -> Vec<u8> {
    let reader = SerializedFileReader::new(std::fs::File::open(file).expect("opens")).expect("Parquet");
    let mut text = String::new();
    for row in reader.get_row_iter(None).expect("rows") {
        for (_, cell) in row.expect("a row").get_column_iter() {
            text += &cell.to_string();
            text.push('\n');
        }
    }
    text.into_bytes()
}

fn rows(file: &Path) -> Vec<u8> {
    let db = rusqlite::Connection::open(file).expect("SQLite");
    let mut bytes = Vec::new();
    let mut tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").expect("a question");
    let tables: Vec<String> =
        tables.query_map([], |row| row.get(0)).expect("tables").map(|name| name.expect("a name")).collect();
    for table in tables {
        let mut all = db.prepare(&format!("SELECT * FROM \"{table}\"")).expect("a question");
        let columns = all.column_count();
        let mut rows = all.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            for column in 0..columns {
                if let ValueRef::Text(cell) | ValueRef::Blob(cell) = row.get_ref(column).expect("a cell") {
                    bytes.extend_from_slice(cell);
                    bytes.push(b'\n');
                }
            }
        }
    }
    bytes
}

/// All terms of all columns of an index.
pub fn terms(folder: &Path) -> Vec<String> {
    let index = tantivy::Index::open_in_dir(folder).expect("an index");
    let searcher = index.reader().expect("a reader").searcher();
    let mut found = Vec::new();
    for segment in searcher.segment_readers() {
        for (field, entry) in index.schema().fields() {
            if !entry.is_indexed() || !matches!(entry.field_type(), tantivy::schema::FieldType::Str(_)) {
                continue;
            }
            let terms = segment.inverted_index(field).expect("terms");
            let mut stream = terms.terms().stream().expect("a stream");
            while stream.advance() {
                found.push(String::from_utf8_lossy(stream.key()).into_owned());
            }
        }
    }
    found
}
