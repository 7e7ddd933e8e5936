//! One code for a value in all parts: footers, and the dictionaries behind them, read before any row.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use parquet::basic::Encoding;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::statistics::Statistics;
use rustc_hash::FxHashMap;
use yeojido_domain::Micros;

use super::{Column, Footer, Footers};
use crate::column::{self, From};
use crate::log::{Contents, DataFile};
use crate::read::{self, Texts, read_at};
use crate::table::Table;
use crate::write::in_parallel;
use crate::{LakeError, decode};

/// A footer, and by row group the texts of its dictionary of names.
type Opened = (Footer, Vec<Option<Vec<String>>>);

/// The place of a column among a file's.
pub(crate) fn position(group: &RowGroupMetaData, name: &str) -> Option<usize> {
    group.columns().iter().position(|column| column.column_path().string() == name)
}

/// Whether every value of a chunk lies in its dictionary.
fn is_coded(column: &ColumnChunkMetaData) -> bool {
    column.page_encoding_stats_mask().is_some_and(|mask| mask.is_only(Encoding::RLE_DICTIONARY))
}

fn open(root: &Path, file: &DataFile) -> Result<Opened, LakeError> {
    let path = Table::Events.dir(root).join(&file.path);
    let mut opened = File::open(&path).map_err(LakeError::io(&path))?;
    let meta = ParquetMetaDataReader::new().parse_and_finish(&opened).map_err(LakeError::parquet(&path))?;
    if meta.file_metadata().num_rows().cast_unsigned() != file.rows {
        let rows = meta.file_metadata().num_rows();
        return Err(LakeError::damaged(&path, format!("holds {rows} rows where the log says {}", file.rows)));
    }
    let mut names = Vec::with_capacity(meta.num_row_groups());
    for group in meta.row_groups() {
        let at = position(group, "event").ok_or_else(|| LakeError::damaged(&path, "has no column event"))?;
        let texts = if is_coded(group.column(at)) {
            let mut pages = decode::pages(group, at, |start, length| read_at(&mut opened, start, length))
                .map_err(LakeError::parquet(&path))?;
            decode::dictionary(&mut pages).map_err(LakeError::parquet(&path))?
        } else {
            None
        };
        names.push(texts);
    }
    Ok((Footer { path, meta: Arc::new(meta), names: Vec::new() }, names))
}

/// The bounds of a column of whole numbers in a row group.
pub(crate) fn bounds(group: &RowGroupMetaData, name: &str) -> Option<(i64, i64)> {
    match group.column(position(group, name)?).statistics()? {
        Statistics::Int64(bounds) => Some((*bounds.min_opt()?, *bounds.max_opt()?)),
        _ => None,
    }
}

impl Footers {
    /// Reads what lies beside the rows: footers, and dictionaries of names.
    pub(crate) fn read(root: &Path, contents: &Contents) -> Result<Self, LakeError> {
        let opened = in_parallel(contents.files.len(), |at| open(root, &contents.files[at]))?;
        let mut all = Self {
            files: Vec::with_capacity(opened.len()),
            names: Vec::new(),
            codes: FxHashMap::default(),
            span: None,
        };
        for (at, (mut footer, groups)) in opened.into_iter().enumerate() {
            if groups.iter().any(Option::is_none) {
                // Too many names for a dictionary: they are read as they stand.
                for batch in read::file(root, Table::Events, &contents.files[at], &["event"], Texts::Coded)? {
                    let codes = read::Codes::of(read::column(&batch, "event")?);
                    codes.values.iter().flatten().for_each(|name| {
                        all.code(name);
                    });
                }
            }
            footer.names = groups
                .into_iter()
                .map(|texts| texts.map(|texts| texts.iter().map(|name| all.code(name)).collect()))
                .collect();
            for group in footer.meta.row_groups() {
                let damaged = || LakeError::damaged(&footer.path, "does not say between which times it lies");
                let (first, last) = bounds(group, "time").ok_or_else(damaged)?;
                let (first, last) = (Micros(first), Micros(last));
                all.span = Some(all.span.map_or((first, last), |(from, to)| (from.min(first), to.max(last))));
            }
            all.files.push(footer);
        }
        Ok(all)
    }

    fn code(&mut self, name: &str) -> u32 {
        if let Some(&code) = self.codes.get(name) {
            return code;
        }
        let (name, code) = (Arc::<str>::from(name), self.names.len() as u32);
        self.names.push(Arc::clone(&name));
        self.codes.insert(name, code);
        code
    }
}

/// All values of a column, in the order in which files have them.
fn values(root: &Path, contents: &Contents, from: &[From; 1]) -> Result<Vec<Arc<str>>, LakeError> {
    let names: Vec<&str> = column::stored_in(from).collect();
    let files = in_parallel(contents.files.len(), |at| {
        let mut seen: Vec<Arc<str>> = Vec::new();
        let mut known: FxHashMap<Arc<str>, ()> = FxHashMap::default();
        for batch in read::file(root, Table::Events, &contents.files[at], &names, Texts::Coded)? {
            for piece in column::pieces(&batch, from)? {
                for value in piece.values() {
                    if !known.contains_key(value) {
                        let value = Arc::<str>::from(value);
                        seen.push(Arc::clone(&value));
                        known.insert(value, ());
                    }
                }
            }
        }
        Ok(seen)
    })?;
    Ok(files.into_iter().flatten().collect())
}

impl Column {
    /// A column as it is needed, and the values of a shared one.
    pub(super) fn new(
        root: &Path,
        contents: &Contents,
        name: &str,
        shared: bool,
    ) -> Result<(Self, Vec<Arc<str>>), LakeError> {
        let from = [From::named(name)];
        let (mut codes, mut all) = (FxHashMap::default(), Vec::new());
        if shared {
            for value in values(root, contents, &from)? {
                let next = all.len() as u32;
                codes.entry(Arc::clone(&value)).or_insert_with(|| {
                    all.push(value);
                    next
                });
            }
        }
        Ok((Self { name: name.to_owned(), from, shared: shared.then_some(codes) }, all))
    }
}
