//! One code for a value in all parts: footers, and the dictionaries behind them, read before any row.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use parquet::basic::Encoding;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::statistics::Statistics;
use rustc_hash::FxHashMap;
use yeojido_domain::Micros;

use super::{Column, Footer, Footers, Tables};
use crate::LakeError;
use crate::column::{self, From};
use crate::decode;
use crate::log::{Contents, DataFile};
use crate::read::{self, Texts};
use crate::table::Table;
use crate::write::in_parallel;

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
    let names = dictionaries(&path, &mut opened, &meta, "event")?;
    Ok((Footer { path, meta: Arc::new(meta), names: Vec::new() }, names))
}

/// By row group the texts of a column's dictionary, if all its values lie there.
fn dictionaries(
    path: &Path,
    opened: &mut File,
    meta: &ParquetMetaData,
    column: &str,
) -> Result<Vec<Option<Vec<String>>>, LakeError> {
    let of = |group: &RowGroupMetaData| {
        let at = position(group, column).ok_or_else(|| LakeError::damaged(path, format!("has no column {column}")))?;
        if !is_coded(group.column(at)) {
            return Ok(None);
        }
        let pages = decode::first_page(opened, group, at);
        decode::dictionary(&mut pages.map_err(LakeError::parquet(path))?).map_err(LakeError::parquet(path))
    };
    meta.row_groups().iter().map(of).collect()
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

/// What a file says about a column beside its rows: dictionaries by row group, and all values where one is missing.
type Said = (Vec<Option<Vec<String>>>, Vec<Arc<str>>);

fn said(root: &Path, file: &DataFile, footer: &Footer, from: &[From; 1]) -> Result<Said, LakeError> {
    let mut tables = vec![None; footer.meta.num_row_groups()];
    if let [From::Text(name)] = from {
        let mut opened = File::open(&footer.path).map_err(LakeError::io(&footer.path))?;
        tables = dictionaries(&footer.path, &mut opened, &footer.meta, name)?;
    }
    let mut seen: FxHashMap<Arc<str>, ()> = FxHashMap::default();
    let mut values: Vec<Arc<str>> = Vec::new();
    if tables.iter().any(Option::is_none) {
        let names: Vec<&str> = column::stored_in(from).collect();
        for batch in read::file(root, Table::Events, file, &names, Texts::Coded)? {
            for piece in column::pieces(&batch, from)? {
                for value in
                    piece.values().filter(|value| !seen.contains_key(*value)).map(Arc::<str>::from).collect::<Vec<_>>()
                {
                    if seen.insert(Arc::clone(&value), ()).is_none() {
                        values.push(value);
                    }
                }
            }
        }
    }
    Ok((tables, values))
}

impl Column {
    /// A column as it is needed, and the values of a shared one.
    pub(super) fn new(
        root: &Path,
        contents: &Contents,
        footers: &Footers,
        name: &str,
        shared: bool,
    ) -> Result<(Self, Vec<Arc<str>>), LakeError> {
        let from = [From::named(name)];
        if !shared {
            return Ok((Self { name: name.to_owned(), from, shared: None, tables: Vec::new() }, Vec::new()));
        }
        let files = in_parallel(contents.files.len(), |at| said(root, &contents.files[at], &footers.files[at], &from))?;
        let (mut codes, mut all) = (FxHashMap::default(), Vec::new());
        let mut code = |value: &str| -> u32 {
            if let Some(&code) = codes.get(value) {
                return code;
            }
            let (value, code) = (Arc::<str>::from(value), all.len() as u32);
            all.push(Arc::clone(&value));
            codes.insert(value, code);
            code
        };
        let mut tables = Vec::with_capacity(files.len());
        for (groups, values) in files {
            let mut own: Tables = Vec::with_capacity(groups.len());
            for texts in groups {
                own.push(texts.map(|texts| texts.iter().map(|text| code(text)).collect()));
            }
            tables.push(own);
            values.iter().for_each(|value| {
                code(value);
            });
        }
        Ok((Self { name: name.to_owned(), from, shared: Some(codes), tables }, all))
    }
}
