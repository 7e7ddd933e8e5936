//! Parquet files of the lake into columns: only the columns that are asked for, texts as codes where that is cheaper.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::{Int32Type, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::ParquetMetaData;

use crate::LakeError;
use crate::log::{Contents, DataFile};
use crate::table::Table;
use crate::write::in_parallel;

/// Rows decoded at once; also how far one dictionary reaches.
const BATCH_ROWS: usize = 65_536;

/// How texts are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Texts {
    /// As texts.
    Plain,
    /// As codes into a dictionary.
    Coded,
}

impl Texts {
    fn schema(self, table: Table) -> SchemaRef {
        match self {
            Self::Plain => table.schema(),
            Self::Coded => table.coded_schema(),
        }
    }
}

/// Reads columns of one file, in the file's order.
pub(crate) fn file(
    root: &Path,
    table: Table,
    file: &DataFile,
    columns: &[&str],
    texts: Texts,
) -> Result<Vec<RecordBatch>, LakeError> {
    let path = table.dir(root).join(&file.path);
    let opened = File::open(&path).map_err(LakeError::io(&path))?;
    let batches = stream(&path, opened, table, columns, texts, BATCH_ROWS)?.collect::<Result<Vec<_>, _>>()?;
    let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
    is_whole(&path, file, rows as u64)?;
    Ok(batches)
}

/// Whether a file held as many rows as the log says.
fn is_whole(path: &Path, file: &DataFile, rows: u64) -> Result<(), LakeError> {
    if rows == file.rows {
        return Ok(());
    }
    Err(LakeError::damaged(path, format!("holds {rows} rows where the log says {}", file.rows)))
}

/// Gives columns of one file away batch by batch, so that few rows are in memory.
pub(crate) fn each(
    root: &Path,
    table: Table,
    file: &DataFile,
    columns: &[&str],
    texts: Texts,
    give: &mut dyn FnMut(&RecordBatch) -> Result<(), LakeError>,
) -> Result<(), LakeError> {
    let path = table.dir(root).join(&file.path);
    let opened = File::open(&path).map_err(LakeError::io(&path))?;
    let mut rows = 0;
    for batch in stream(&path, opened, table, columns, texts, BATCH_ROWS)? {
        let batch = batch?;
        rows += batch.num_rows() as u64;
        give(&batch)?;
    }
    is_whole(&path, file, rows)
}

/// Columns of a file of a table, so many rows at a time.
pub(crate) fn stream(
    path: &Path,
    file: File,
    table: Table,
    columns: &[&str],
    texts: Texts,
    rows: usize,
) -> Result<ParquetRecordBatchReader, LakeError> {
    let options = ArrowReaderOptions::new().with_schema(texts.schema(table));
    let builder =
        ParquetRecordBatchReaderBuilder::try_new_with_options(file, options).map_err(LakeError::parquet(path))?;
    let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
    builder.with_projection(mask).with_batch_size(rows).build().map_err(LakeError::parquet(path))
}

/// Reads columns of some row groups of a file, in its order.
pub(crate) fn groups(
    path: &Path,
    meta: &Arc<ParquetMetaData>,
    groups: std::ops::Range<usize>,
    columns: &[&str],
    texts: Texts,
) -> Result<Vec<RecordBatch>, LakeError> {
    let opened = File::open(path).map_err(LakeError::io(path))?;
    let options = ArrowReaderOptions::new().with_schema(texts.schema(Table::Events));
    let meta = ArrowReaderMetadata::try_new(Arc::clone(meta), options).map_err(LakeError::parquet(path))?;
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(opened, meta);
    let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
    let builder = builder.with_projection(mask).with_batch_size(BATCH_ROWS).with_row_groups(groups.collect());
    Ok(builder.build().map_err(LakeError::parquet(path))?.collect::<Result<Vec<_>, _>>()?)
}

/// Reads columns of all files of a table, in the order of its files.
pub(crate) fn table(
    root: &Path,
    table: Table,
    contents: &Contents,
    columns: &[&str],
    texts: Texts,
) -> Result<Vec<RecordBatch>, LakeError> {
    let parts = in_parallel(contents.files.len(), |at| file(root, table, &contents.files[at], columns, texts))?;
    Ok(parts.into_iter().flatten().collect())
}

/// A column by name.
pub(crate) fn column<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a ArrayRef, LakeError> {
    let missing = || arrow::error::ArrowError::SchemaError(format!("no column {name}"));
    Ok(batch.column_by_name(name).ok_or_else(missing)?)
}

/// The keys of a column, as numbers.
pub(crate) fn keys(column: &ArrayRef) -> impl Iterator<Item = u128> + '_ {
    let bytes = column.as_fixed_size_binary();
    (0..bytes.len()).map(|at| u128::from_be_bytes(bytes.value(at).try_into().unwrap_or_default()))
}

/// A column of texts as codes and the values they stand for.
pub(crate) struct Codes<'a> {
    codes: &'a arrow::array::Int32Array,
    /// The values.
    pub(crate) values: &'a arrow::array::StringArray,
}

impl<'a> Codes<'a> {
    pub(crate) fn of(column: &'a ArrayRef) -> Self {
        let dictionary = column.as_dictionary::<Int32Type>();
        Self { codes: dictionary.keys(), values: dictionary.values().as_string() }
    }

    /// The code of a row, if it has a value.
    pub(crate) fn code(&self, row: usize) -> Option<usize> {
        self.codes.is_valid(row).then(|| self.codes.value(row) as usize)
    }

    /// The text of a row.
    pub(crate) fn text(&self, row: usize) -> Option<&'a str> {
        self.code(row).map(|code| self.values.value(code))
    }
}
