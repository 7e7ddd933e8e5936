//! Parquet files that people bring, as rows of plain text for the import.
//!
//! Times with a zone become RFC 3339 in UTC, times without one stay without (the mapping's zone applies), dates become
//! `2026-11-23`, flags `true` and `false`, decimals and numbers plain digits, lists and structures JSON, bytes that are
//! not UTF-8 hexadecimal.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, RecordBatchReader};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float32Type, Float64Type, Int64Type, TimeUnit};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use serde_json::{Map, Value};

use crate::LakeError;

/// Rows decoded at once.
const BATCH_ROWS: usize = 8192;

/// The rows of a Parquet file as texts, decoded as they are asked for.
pub struct ParquetRows {
    path: PathBuf,
    columns: Vec<String>,
    rows: u64,
    reader: ParquetRecordBatchReader,
    /// What is left of the batch that was decoded last, column by column.
    batch: Vec<std::vec::IntoIter<Option<String>>>,
    left: usize,
}

impl std::fmt::Debug for ParquetRows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetRows").field("path", &self.path).field("columns", &self.columns).finish_non_exhaustive()
    }
}

/// Opens any Parquet file for the import.
///
/// # Errors
/// When the file cannot be read or is not Parquet.
pub fn read_parquet(path: &Path) -> Result<ParquetRows, LakeError> {
    let file = File::open(path).map_err(LakeError::io(path))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(LakeError::parquet(path))?;
    let rows = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(0);
    let reader = builder.with_batch_size(BATCH_ROWS).build().map_err(LakeError::parquet(path))?;
    let columns = reader.schema().fields().iter().map(|field| field.name().clone()).collect();
    Ok(ParquetRows { path: path.to_owned(), columns, rows, reader, batch: Vec::new(), left: 0 })
}

impl ParquetRows {
    /// The names of the columns, in order.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// How many rows the file says it has.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }
}

impl Iterator for ParquetRows {
    type Item = Result<Vec<Option<String>>, LakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.left == 0 {
            match self.reader.next()? {
                Ok(batch) => match decode(&batch) {
                    Ok(columns) => (self.batch, self.left) = (columns, batch.num_rows()),
                    Err(error) => return Some(Err(error)),
                },
                Err(source) => return Some(Err(LakeError::Parquet { path: self.path.clone(), source: source.into() })),
            }
        }
        self.left -= 1;
        Some(Ok(self.batch.iter_mut().map(|column| column.next().flatten()).collect()))
    }
}

fn decode(batch: &RecordBatch) -> Result<Vec<std::vec::IntoIter<Option<String>>>, LakeError> {
    batch.columns().iter().map(|column| Ok(texts(column)?.into_iter())).collect()
}

fn each<T>(values: impl Iterator<Item = Option<T>>, text: impl Fn(T) -> String) -> Vec<Option<String>> {
    values.map(|value| value.map(&text)).collect()
}

/// A column as texts.
fn texts(column: &ArrayRef) -> Result<Vec<Option<String>>, LakeError> {
    Ok(match column.data_type() {
        DataType::Utf8 => each(column.as_string::<i32>().iter(), str::to_owned),
        DataType::LargeUtf8 => each(column.as_string::<i64>().iter(), str::to_owned),
        DataType::Utf8View => each(column.as_string_view().iter(), str::to_owned),
        DataType::Binary => each(column.as_binary::<i32>().iter(), bytes),
        DataType::LargeBinary => each(column.as_binary::<i64>().iter(), bytes),
        DataType::BinaryView => each(column.as_binary_view().iter(), bytes),
        DataType::FixedSizeBinary(_) => each(column.as_fixed_size_binary().iter(), bytes),
        DataType::Float32 => each(column.as_primitive::<Float32Type>().iter(), |x| x.to_string()),
        DataType::Float64 => each(column.as_primitive::<Float64Type>().iter(), |x| x.to_string()),
        DataType::Dictionary(_, value) => texts(&cast(column, value)?)?,
        DataType::Timestamp(unit, zone) => {
            let instants = cast(column, &DataType::Int64)?;
            let (per, zoned) = (nanos(*unit), zone.is_some());
            instants
                .as_primitive::<Int64Type>()
                .iter()
                .map(|at| at.map(|at| instant(at, per, zoned)).transpose())
                .collect::<Result<_, _>>()?
        }
        DataType::Null => vec![None; column.len()],
        kind if kind.is_nested() => {
            let value =
                |row| Ok(column.is_valid(row).then(|| json(column, row)).transpose()?.map(|value| value.to_string()));
            (0..column.len()).map(value).collect::<Result<_, LakeError>>()?
        }
        _ => {
            let options = FormatOptions::default();
            let formatter = ArrayFormatter::try_new(column, &options)?;
            let text = |row| Ok(column.is_valid(row).then(|| formatter.value(row).try_to_string()).transpose()?);
            (0..column.len()).map(text).collect::<Result<_, LakeError>>()?
        }
    })
}

const fn nanos(unit: TimeUnit) -> i128 {
    match unit {
        TimeUnit::Second => 1_000_000_000,
        TimeUnit::Millisecond => 1_000_000,
        TimeUnit::Microsecond => 1_000,
        TimeUnit::Nanosecond => 1,
    }
}

fn instant(at: i64, per: i128, zoned: bool) -> Result<String, LakeError> {
    let beyond = |e: jiff::Error| {
        arrow::error::ArrowError::ParseError(format!("a time lies outside the years that can be written: {e}"))
    };
    let at = Timestamp::from_nanosecond(i128::from(at) * per).map_err(beyond)?;
    Ok(if zoned { at.to_string() } else { at.to_zoned_datetime(TimeZone::UTC).datetime().to_string() })
}

fn bytes(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

fn list(items: &ArrayRef) -> Result<Value, LakeError> {
    (0..items.len()).map(|row| json(items, row)).collect::<Result<_, _>>().map(Value::Array)
}

/// One value as JSON, however deep.
fn json(column: &ArrayRef, row: usize) -> Result<Value, LakeError> {
    if column.is_null(row) {
        return Ok(Value::Null);
    }
    let text = |column: &ArrayRef, row| Ok::<_, LakeError>(texts(&column.slice(row, 1))?.pop().flatten());
    Ok(match column.data_type() {
        DataType::List(_) => list(&column.as_list::<i32>().value(row))?,
        DataType::LargeList(_) => list(&column.as_list::<i64>().value(row))?,
        DataType::FixedSizeList(..) => list(&column.as_fixed_size_list().value(row))?,
        DataType::Struct(fields) => {
            let columns = column.as_struct().columns();
            let pairs =
                fields.iter().zip(columns).map(|(field, column)| Ok((field.name().clone(), json(column, row)?)));
            Value::Object(pairs.collect::<Result<Map<_, _>, LakeError>>()?)
        }
        DataType::Map(..) => {
            let entries = column.as_map().value(row);
            let (keys, values) = (entries.column(0), entries.column(1));
            let pairs = (0..entries.len()).map(|at| Ok((text(keys, at)?.unwrap_or_default(), json(values, at)?)));
            Value::Object(pairs.collect::<Result<Map<_, _>, LakeError>>()?)
        }
        DataType::Boolean => Value::Bool(column.as_boolean().value(row)),
        kind if kind.is_integer() || kind.is_floating() => {
            let text = text(column, row)?.unwrap_or_default();
            text.parse().map_or(Value::String(text), Value::Number)
        }
        _ => text(column, row)?.map_or(Value::Null, Value::String),
    })
}
