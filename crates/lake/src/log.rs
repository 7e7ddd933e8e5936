//! The Delta log of a table: made, read through `deltalake-core`, and appended to.
//!
//! Commits are written by us (staged, synced, then linked under a name that must not exist yet), because the library's
//! local store does not wait for the disk. Their bytes are the library's.

use std::collections::HashMap;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use deltalake_core::kernel::transaction::CommitData;
use deltalake_core::kernel::{Action, Add, Remove, Transaction};
use deltalake_core::protocol::{DeltaOperation, SaveMode};
use deltalake_core::{DeltaTable, DeltaTableBuilder, checkpoints};
use serde_json::{Value, json};
use url::Url;
use yeojido_domain::Micros;

use crate::files;
use crate::table::Table;
use crate::{LakeError, Txn};

/// Every so many commits of a table its log gets a checkpoint.
const CHECKPOINT_EVERY: u64 = 32;

/// One Parquet file of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DataFile {
    /// Relative to the table's folder: `bucket=3/<append>-<checksum>.parquet`.
    pub(crate) path: String,
    pub(crate) bucket: Option<usize>,
    pub(crate) bytes: u64,
    pub(crate) rows: u64,
}

impl DataFile {
    /// Number of the append that wrote a file of this name.
    pub(crate) fn append_of(path: &str) -> Option<u64> {
        path.rsplit('/').next()?.split('-').next()?.parse().ok()
    }

    /// The checksum in its name.
    pub(crate) fn checksum(&self) -> Option<&str> {
        self.path.strip_suffix(".parquet")?.rsplit('-').next()
    }
}

/// What a table holds at one version: files in order of bucket, then append.
#[derive(Debug, Clone, Default)]
pub(crate) struct Contents {
    pub(crate) version: u64,
    pub(crate) files: Vec<DataFile>,
}

impl Contents {
    pub(crate) fn rows(&self) -> u64 {
        self.files.iter().map(|file| file.rows).sum()
    }
}

/// What a commit changes.
#[derive(Debug, Default)]
pub(crate) struct Change<'a> {
    pub(crate) adds: Vec<(DataFile, String)>,
    pub(crate) removes: Vec<DataFile>,
    pub(crate) txns: Vec<Txn>,
    /// The same rows in other files.
    pub(crate) rearranges: bool,
    /// Kept in the commit's `commitInfo` under `yeojido`.
    pub(crate) note: Option<&'a Value>,
}

fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX))
}

fn partition(bucket: Option<usize>) -> HashMap<String, Option<String>> {
    bucket.map(|b| ("bucket".to_owned(), Some(b.to_string()))).into_iter().collect()
}

fn add(file: &DataFile, stats: String, data_change: bool) -> Action {
    Action::Add(Add {
        path: file.path.clone(),
        partition_values: partition(file.bucket),
        size: file.bytes.cast_signed(),
        modification_time: now_ms(),
        data_change,
        stats: Some(stats),
        tags: None,
        deletion_vector: None,
        base_row_id: None,
        default_row_commit_version: None,
        clustering_provider: None,
    })
}

fn remove(file: &DataFile, data_change: bool) -> Action {
    Action::Remove(Remove {
        path: file.path.clone(),
        data_change,
        deletion_timestamp: Some(now_ms()),
        extended_file_metadata: Some(true),
        partition_values: Some(partition(file.bucket)),
        size: Some(file.bytes.cast_signed()),
        tags: None,
        deletion_vector: None,
        base_row_id: None,
        default_row_commit_version: None,
    })
}

fn bytes_of(
    table: Table,
    actions: Vec<Action>,
    operation: DeltaOperation,
    note: Option<&Value>,
    txns: Vec<Transaction>,
) -> Result<Vec<u8>, LakeError> {
    let metadata = note.map(|note| ("yeojido".to_owned(), note.clone())).into_iter().collect();
    let data = CommitData::new(actions, operation, metadata, txns);
    let bytes = data.get_bytes().map_err(|e| LakeError::delta(table.name())(e.into()))?;
    Ok(bytes.to_vec())
}

fn put(root: &Path, table: Table, version: u64, bytes: &[u8]) -> Result<(), LakeError> {
    let path = table.dir(root).join("_delta_log").join(format!("{version:020}.json"));
    if files::create_new(&path, bytes, table.access())? {
        Ok(())
    } else {
        Err(LakeError::Conflict { table: table.name(), version })
    }
}

/// Makes a table that is not there yet: its folders, and version 0 of its log.
pub(crate) fn create(root: &Path, table: Table) -> Result<(), LakeError> {
    let dir = table.dir(root);
    let log = dir.join("_delta_log");
    files::make_dir(&dir, table.access())?;
    files::make_dir(&log, table.access())?;
    for folder in table.folders() {
        files::make_dir(&dir.join(folder), table.access())?;
    }
    if log.join(format!("{:020}.json", 0)).exists() {
        return Ok(());
    }
    let action = |value: Value, what: &str| {
        serde_json::from_value::<Action>(value).map_err(|e| LakeError::damaged(&log, format!("{what}: {e}")))
    };
    let partitions: &[&str] = if table.bucketed() { &["bucket"] } else { &[] };
    let protocol = action(json!({"protocol": {"minReaderVersion": 1, "minWriterVersion": 2}}), "protocol")?;
    let metadata = action(
        json!({"metaData": {
            "id": uuid_like(table),
            "name": table.name(),
            "format": {"provider": "parquet", "options": {}},
            "schemaString": table.delta_schema().to_string(),
            "partitionColumns": partitions,
            "createdTime": now_ms(),
            "configuration": {},
        }}),
        "metadata",
    )?;
    let write = DeltaOperation::Write { mode: SaveMode::ErrorIfExists, partition_by: None, predicate: None };
    let bytes = bytes_of(table, vec![protocol, metadata], write, None, Vec::new())?;
    put(root, table, 0, &bytes)?;
    files::sync_dir(&dir)
}

/// A table's id in the form that Delta wants: unique enough by the table's name, this process and the clock.
fn uuid_like(table: Table) -> String {
    let seed = format!("{}-{}-{:?}", table.name(), std::process::id(), SystemTime::now());
    let hex = blake3::hash(seed.as_bytes()).to_hex();
    format!("{}-{}-4{}-8{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
}

/// Commits a change as the version after the table's. Waits for the disk.
pub(crate) fn commit(root: &Path, table: Table, contents: &mut Contents, change: Change<'_>) -> Result<(), LakeError> {
    let version = contents.version + 1;
    let operation = if change.rearranges {
        DeltaOperation::Optimize { predicate: None, target_size: 0 }
    } else if change.removes.is_empty() {
        let partition_by = table.bucketed().then(|| vec!["bucket".to_owned()]);
        DeltaOperation::Write { mode: SaveMode::Append, partition_by, predicate: None }
    } else {
        DeltaOperation::Delete { predicate: None }
    };
    let mut actions: Vec<Action> = change.removes.iter().map(|file| remove(file, !change.rearranges)).collect();
    let mut added = Vec::with_capacity(change.adds.len());
    for (file, stats) in change.adds {
        actions.push(add(&file, stats, !change.rearranges));
        added.push(file);
    }
    let txns = change
        .txns
        .iter()
        .map(|txn| Transaction::new_with_last_update(&txn.app, txn.version, Some(now_ms())))
        .collect();
    let bytes = bytes_of(table, actions, operation, change.note, txns)?;
    put(root, table, version, &bytes)?;
    contents.version = version;
    contents.files.retain(|file| !change.removes.contains(file));
    contents.files.extend(added);
    sort(&mut contents.files);
    Ok(())
}

fn sort(files: &mut [DataFile]) {
    files.sort_unstable_by(|a, b| (a.bucket, &a.path).cmp(&(b.bucket, &b.path)));
}

fn url(root: &Path, table: Table) -> Result<Url, LakeError> {
    let dir = table.dir(root);
    let whole = std::path::absolute(&dir).map_err(LakeError::io(&dir))?;
    Url::from_directory_path(&whole)
        .map_err(|()| LakeError::damaged(&dir, "not a path that can be written as an address"))
}

async fn open(root: &Path, table: Table, at: Option<u64>) -> Result<DeltaTable, LakeError> {
    let builder = DeltaTableBuilder::from_url(url(root, table)?).map_err(LakeError::delta(table.name()))?;
    let builder = match at {
        Some(version) => builder.with_version(version),
        None => builder,
    };
    builder.load().await.map_err(LakeError::delta(table.name()))
}

fn contents(root: &Path, table: Table, opened: &DeltaTable) -> Result<Contents, LakeError> {
    let damaged = |path: &str, why: &str| LakeError::damaged(&table.dir(root).join(path), why);
    let snapshot = opened.snapshot().map_err(LakeError::delta(table.name()))?;
    let mut files = Vec::with_capacity(snapshot.log_data().num_files());
    for view in snapshot.log_data().iter() {
        let path = view.path().into_owned();
        let rows = view.num_records().ok_or_else(|| damaged(&path, "the log does not say how many rows it has"))?;
        let bytes = u64::try_from(view.size()).map_err(|_| damaged(&path, "the log gives it a negative size"))?;
        let bucket = match view.partition_values_map().remove("bucket").flatten() {
            None => None,
            Some(text) => Some(text.parse().map_err(|_| damaged(&path, "its bucket is not a number"))?),
        };
        files.push(DataFile { path, bucket, bytes, rows: rows as u64 });
    }
    sort(&mut files);
    Ok(Contents { version: snapshot.version(), files })
}

/// Reads what a table holds at a version, by default its newest.
pub(crate) async fn load(root: &Path, table: Table, at: Option<u64>) -> Result<Contents, LakeError> {
    let opened = open(root, table, at).await?;
    contents(root, table, &opened)
}

/// What a table holds at a version, and between which instants its files say that their rows lie.
pub(crate) async fn load_with_span(root: &Path, table: Table, at: u64) -> Result<(Contents, Span), LakeError> {
    let opened = open(root, table, Some(at)).await?;
    let contents = contents(root, table, &opened)?;
    let snapshot = opened.snapshot().map_err(LakeError::delta(table.name()))?;
    let mut span: Span = None;
    for view in snapshot.log_data().iter() {
        let path = table.dir(root).join(&*view.path());
        // The text itself: what the library makes of it is rounded to milliseconds.
        let (first, last) = view
            .stats()
            .as_deref()
            .and_then(times)
            .ok_or_else(|| LakeError::damaged(&path, "the log does not say between which times its rows lie"))?;
        span = Some(span.map_or((first, last), |(from, to)| (from.min(first), to.max(last))));
    }
    Ok((contents, span))
}

/// The first and the last instant of some rows, none without rows.
pub(crate) type Span = Option<(Micros, Micros)>;

/// The bounds of the times in a file's statistics.
fn times(stats: &str) -> Option<(Micros, Micros)> {
    let stats: Value = serde_json::from_str(stats).ok()?;
    let time = |bound: &str| -> Option<Micros> {
        Some(stats.pointer(bound)?.as_str()?.parse::<jiff::Timestamp>().ok()?.into())
    };
    Some((time("/minValues/time")?, time("/maxValues/time")?))
}

/// The newest version of an application that the table has applied.
pub(crate) async fn applied(root: &Path, table: Table, at: u64, app: &str) -> Result<Option<i64>, LakeError> {
    let opened = open(root, table, Some(at)).await?;
    let snapshot = opened.snapshot().map_err(LakeError::delta(table.name()))?;
    let log = opened.log_store();
    let found = snapshot.transaction_version(log.as_ref(), app).await.map_err(LakeError::delta(table.name()))?;
    Ok(found.filter(|&version| version >= 0))
}

/// The actions of a commit.
fn actions(root: &Path, table: Table, version: u64) -> Result<Vec<Value>, LakeError> {
    let path = table.dir(root).join("_delta_log").join(format!("{version:020}.json"));
    let text = std::fs::read_to_string(&path).map_err(LakeError::io(&path))?;
    let action = |line: &str| serde_json::from_str(line).map_err(|e| LakeError::damaged(&path, e.to_string()));
    text.lines().filter(|line| !line.is_empty()).map(action).collect()
}

/// The applications whose version a commit set.
pub(crate) fn apps_of(root: &Path, table: Table, version: u64) -> Result<Vec<String>, LakeError> {
    let actions = actions(root, table, version)?;
    let apps = actions.iter().filter_map(|action| action.pointer("/txn/appId").and_then(Value::as_str));
    Ok(apps.map(str::to_owned).collect())
}

/// Whether a commit is whole by itself, whatever became of other tables: it put the same rows into other files, or what was
/// made of rows that are there.
pub(crate) fn stands_alone(root: &Path, table: Table, version: u64) -> Result<bool, LakeError> {
    let is = |action: &Value| action.pointer("/commitInfo/yeojido/rearranged").is_some();
    Ok(table == Table::Statements || actions(root, table, version)?.iter().any(is))
}

/// Whether the table's log is due for a checkpoint.
pub(crate) const fn checkpoint_due(version: u64) -> bool {
    version > 0 && version.is_multiple_of(CHECKPOINT_EVERY)
}

/// Writes a checkpoint at the table's version, so that opening it stays fast. Losing one loses nothing.
pub(crate) async fn checkpoint(root: &Path, table: Table, version: u64) -> Result<(), LakeError> {
    let opened = open(root, table, Some(version)).await?;
    checkpoints::create_checkpoint(&opened, None).await.map_err(LakeError::delta(table.name()))?;
    let log = table.dir(root).join("_delta_log");
    for name in files::names(&log)?.iter().filter(|name| name.contains("checkpoint")) {
        let path = log.join(name);
        files::restrict(&path, table.access(), 0o600)?;
        if name.starts_with(&format!("{version:020}")) || name.starts_with("_last") {
            files::sync_file(&path)?;
        }
    }
    files::sync_dir(&log)
}
