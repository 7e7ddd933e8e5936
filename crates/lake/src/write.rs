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
use serde_json::{Map, json};
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
            // Rows of a person lie together: a dictionary says who comes and runs say how often.
            Kind::Long if name == "person" && table.bucketed() => builder,
            // Packed differences do not get smaller: unpacking them twice would only cost.
            Kind::Time if table.bucketed() => builder
                .set_column_dictionary_enabled(column.clone(), false)
                .set_column_compression(column.clone(), Compression::UNCOMPRESSED)
                .set_column_encoding(column, Encoding::DELTA_BINARY_PACKED),
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
pub(crate) fn cuts(table: Table, batch: &RecordBatch) -> Vec<usize> {
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

/// A file in the making, one row group after another.
pub(crate) struct Encoder<'r> {
    root: &'r Path,
    table: Table,
    writer: ArrowWriter<Vec<u8>>,
    stats: Stats,
}

impl<'r> Encoder<'r> {
    pub(crate) fn new(root: &'r Path, table: Table) -> Result<Self, LakeError> {
        let options = ArrowWriterOptions::new().with_properties(properties(table)).with_skip_arrow_metadata(true);
        let writer = ArrowWriter::try_new_with_options(Vec::new(), table.schema(), options);
        let writer = writer.map_err(LakeError::parquet(&table.dir(root)))?;
        Ok(Self { root, table, writer, stats: Stats::new(table) })
    }

    /// Adds rows, sorted and after those before, as a row group.
    pub(crate) fn group(&mut self, batch: &RecordBatch) -> Result<(), LakeError> {
        let dir = self.table.dir(self.root);
        self.writer.write(batch).map_err(LakeError::parquet(&dir))?;
        self.writer.flush().map_err(LakeError::parquet(&dir))?;
        self.stats.add(batch);
        Ok(())
    }

    /// Puts the file in place and waits for the disk; the log does not know it yet.
    pub(crate) fn finish(self, bucket: Option<usize>, append: u64) -> Result<Written, LakeError> {
        let (root, table) = (self.root, self.table);
        let dir = table.dir(root);
        let bytes = self.writer.into_inner().map_err(LakeError::parquet(&dir))?;
        let folder = bucket.map_or_else(|| "data".to_owned(), |b| format!("bucket={b}"));
        let path = format!("{folder}/{append:020}-{}.parquet", checksum(&bytes));
        files::write_synced(&dir.join(&path), &bytes, table.access())?;
        files::sync_dir(&dir.join(&folder))?;
        let file = DataFile { path, bucket, bytes: bytes.len() as u64, rows: self.stats.rows };
        Ok((table, file, self.stats.text()))
    }
}

/// Empty places of a column, and its least and greatest number.
#[derive(Debug, Clone, Default)]
struct Bounds {
    empty: usize,
    range: Option<(i64, i64)>,
}

/// Statistics as Delta's log holds them: rows, and the bounds and empty places of whole numbers and times.
struct Stats {
    table: Table,
    rows: u64,
    columns: Vec<Bounds>,
}

impl Stats {
    fn new(table: Table) -> Self {
        Self { table, rows: 0, columns: vec![Bounds::default(); table.columns().len()] }
    }

    fn add(&mut self, batch: &RecordBatch) {
        self.rows += batch.num_rows() as u64;
        for ((&(_, kind, _), column), bounds) in self.table.columns().iter().zip(batch.columns()).zip(&mut self.columns)
        {
            let mut widen = |value: i64| {
                bounds.range =
                    Some(bounds.range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))));
            };
            match kind {
                Kind::Long => column.as_primitive::<Int64Type>().iter().flatten().for_each(&mut widen),
                Kind::Time => column.as_primitive::<TimestampMicrosecondType>().iter().flatten().for_each(&mut widen),
                _ => continue,
            }
            bounds.empty += column.null_count();
        }
    }

    fn text(&self) -> String {
        let (mut low, mut high, mut nulls) = (Map::new(), Map::new(), Map::new());
        for (&(name, kind, _), bounds) in self.table.columns().iter().zip(&self.columns) {
            let value = |at: i64| match kind {
                Kind::Time => json!(format!("{:.6}", Micros(at).timestamp())),
                _ => json!(at),
            };
            if !matches!(kind, Kind::Long | Kind::Time) {
                continue;
            }
            if let Some((min, max)) = bounds.range {
                low.insert(name.to_owned(), value(min));
                high.insert(name.to_owned(), value(max));
            }
            nulls.insert(name.to_owned(), json!(bounds.empty));
        }
        json!({"numRecords": self.rows, "minValues": low, "maxValues": high, "nullCount": nulls}).to_string()
    }
}

/// The first half of a checksum, in hexadecimal: it is part of a file's name, so a flipped bit shows.
pub(crate) fn checksum(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_owned()
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
        let mut encoder = Encoder::new(root, task.table)?;
        let mut from = 0;
        for to in cuts(task.table, &batch) {
            encoder.group(&batch.slice(from, to - from))?;
            from = to;
        }
        encoder.finish(task.bucket, append)
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
