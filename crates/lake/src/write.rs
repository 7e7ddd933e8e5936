//! Columns into Parquet files in the layout that makes reading cheap.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Int64Type, TimestampMicrosecondType};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, Encoding};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;
use serde_json::{Map, Value, json};
use yeojido_domain::Micros;

use crate::LakeError;
use crate::files;
use crate::log::DataFile;
use crate::table::{Kind, Table};

/// Rows of a row group, more when one person has more.
const GROUP_ROWS: usize = 131_072;

/// Most that a dictionary may hold before a column is written plainly.
const DICTIONARY_BYTES: usize = 512 * 1024;

fn properties(table: Table) -> WriterProperties {
    let mut builder = WriterProperties::builder()
        .set_compression(Compression::LZ4_RAW)
        .set_max_row_group_row_count(None)
        .set_dictionary_page_size_limit(DICTIONARY_BYTES)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_created_by("yeojido".to_owned());
    for &(name, kind, _) in table.columns() {
        let column = ColumnPath::from(name);
        builder = match kind {
            Kind::Long | Kind::Time => builder
                .set_column_dictionary_enabled(column.clone(), false)
                .set_column_encoding(column, Encoding::DELTA_BINARY_PACKED),
            Kind::Key => builder
                .set_column_dictionary_enabled(column.clone(), false)
                .set_column_statistics_enabled(column.clone(), EnabledStatistics::None)
                .set_column_compression(column, Compression::UNCOMPRESSED),
            Kind::Unique => builder
                .set_column_dictionary_enabled(column.clone(), false)
                .set_column_statistics_enabled(column.clone(), EnabledStatistics::None)
                .set_column_encoding(column, Encoding::DELTA_LENGTH_BYTE_ARRAY),
            Kind::Text | Kind::Float | Kind::Money | Kind::Flag => builder,
        };
    }
    builder.build()
}

/// Where row groups end: after about [`GROUP_ROWS`] rows, never inside a person.
fn cuts(table: Table, batch: &RecordBatch) -> Vec<usize> {
    let rows = batch.num_rows();
    let persons =
        batch.column_by_name("person").filter(|_| table.bucketed()).and_then(|c| c.as_primitive_opt::<Int64Type>());
    let mut cuts = Vec::new();
    let mut at = GROUP_ROWS;
    while at < rows {
        if let Some(persons) = persons {
            let same = |at: usize| {
                persons.is_null(at) == persons.is_null(at - 1) && persons.value(at) == persons.value(at - 1)
            };
            while at < rows && same(at) && !persons.is_null(at) {
                at += 1;
            }
        }
        if at < rows {
            cuts.push(at);
        }
        at += GROUP_ROWS;
    }
    cuts.push(rows);
    cuts
}

fn encode(table: Table, batch: &RecordBatch, path: &Path) -> Result<Vec<u8>, LakeError> {
    let options = ArrowWriterOptions::new().with_properties(properties(table)).with_skip_arrow_metadata(true);
    let fail = LakeError::parquet;
    let mut writer = ArrowWriter::try_new_with_options(Vec::new(), batch.schema(), options).map_err(fail(path))?;
    let mut from = 0;
    for to in cuts(table, batch) {
        writer.write(&batch.slice(from, to - from)).map_err(fail(path))?;
        writer.flush().map_err(fail(path))?;
        from = to;
    }
    writer.into_inner().map_err(fail(path))
}

fn bounds<T: Copy + Ord>(values: impl Iterator<Item = Option<T>>) -> Option<(T, T)> {
    values.flatten().fold(None, |seen, v| match seen {
        None => Some((v, v)),
        Some((low, high)) => Some((low.min(v), high.max(v))),
    })
}

/// Statistics as Delta's log holds them: rows, and the bounds and empty places of numbers and times.
fn stats(table: Table, batch: &RecordBatch) -> String {
    let (mut low, mut high, mut nulls) = (Map::new(), Map::new(), Map::new());
    let mut put = |name: &str, range: Option<(Value, Value)>, empty: usize| {
        if let Some((min, max)) = range {
            low.insert(name.to_owned(), min);
            high.insert(name.to_owned(), max);
        }
        nulls.insert(name.to_owned(), json!(empty));
    };
    for (&(name, kind, _), column) in table.columns().iter().zip(batch.columns()) {
        match kind {
            Kind::Long => {
                let range = bounds(column.as_primitive::<Int64Type>().iter());
                put(name, range.map(|(min, max)| (json!(min), json!(max))), column.null_count());
            }
            Kind::Time => {
                let range = bounds(column.as_primitive::<TimestampMicrosecondType>().iter());
                let text = |at| json!(format!("{:.6}", Micros(at).timestamp()));
                put(name, range.map(|(min, max)| (text(min), text(max))), column.null_count());
            }
            _ => {}
        }
    }
    json!({"numRecords": batch.num_rows(), "minValues": low, "maxValues": high, "nullCount": nulls}).to_string()
}

/// The first half of a checksum, in hexadecimal: it is part of a file's name, so a flipped bit shows.
pub(crate) fn checksum(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_owned()
}

/// Writes one file and waits for the disk; the log does not know it yet.
fn write(
    root: &Path,
    table: Table,
    bucket: Option<usize>,
    append: u64,
    batch: &RecordBatch,
) -> Result<(DataFile, String), LakeError> {
    let dir = table.dir(root);
    let bytes = encode(table, batch, &dir)?;
    let folder = bucket.map_or_else(|| "data".to_owned(), |b| format!("bucket={b}"));
    let path = format!("{folder}/{append:020}-{}.parquet", checksum(&bytes));
    files::write_synced(&dir.join(&path), &bytes, table.access())?;
    files::sync_dir(&dir.join(&folder))?;
    let file = DataFile { path, bucket, bytes: bytes.len() as u64, rows: batch.num_rows() as u64 };
    Ok((file, stats(table, batch)))
}

/// One file to write: its rows are turned into columns by the thread that encodes them.
pub(crate) struct Task<'a> {
    pub(crate) table: Table,
    pub(crate) bucket: Option<usize>,
    pub(crate) columns: Box<dyn Fn() -> Result<RecordBatch, LakeError> + Send + Sync + 'a>,
}

/// A file that was written, and its statistics.
pub(crate) type Written = (Table, DataFile, String);

/// Writes all files, on as many threads as help.
pub(crate) fn write_all(root: &Path, append: u64, tasks: &[Task<'_>]) -> Result<Vec<Written>, LakeError> {
    in_parallel(tasks.len(), |at| {
        let task = &tasks[at];
        let batch = (task.columns)()?;
        let (file, stats) = write(root, task.table, task.bucket, append, &batch)?;
        Ok((task.table, file, stats))
    })
}

/// Does `count` pieces of work on as many threads as the machine has, results in order. The first error wins.
pub(crate) fn in_parallel<T: Send>(
    count: usize,
    work: impl Fn(usize) -> Result<T, LakeError> + Sync,
) -> Result<Vec<T>, LakeError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(count);
    if threads <= 1 {
        return (0..count).map(work).collect();
    }
    let (next, work) = (Arc::new(AtomicUsize::new(0)), &work);
    let parts = std::thread::scope(|scope| {
        let spawned: Vec<_> = (0..threads)
            .map(|_| {
                let next = Arc::clone(&next);
                scope.spawn(move || {
                    let mut done = Vec::new();
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        if at >= count {
                            return Ok(done);
                        }
                        done.push((at, work(at)?));
                    }
                })
            })
            .collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, Result<Vec<(usize, T)>, LakeError>>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        spawned.into_iter().map(join).collect::<Result<Vec<_>, _>>()
    })?;
    let mut all: Vec<_> = parts.into_iter().flatten().collect();
    all.sort_unstable_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(_, value)| value).collect())
}
