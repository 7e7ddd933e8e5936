//! What can go wrong with a lake, by what the caller can do about it.

use std::path::{Path, PathBuf};

/// Why a lake could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    /// The file system refused.
    #[error("{path}: {source}")]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// A Parquet file could not be read or written.
    #[error("{path}: {source}")]
    Parquet {
        /// Which file.
        path: PathBuf,
        /// What the decoder said.
        source: parquet::errors::ParquetError,
    },
    /// Columns could not be built or decoded.
    #[error("columns: {0}")]
    Arrow(#[from] arrow::error::ArrowError),
    /// The log of a Delta table could not be read.
    #[error("table {table}: {source}")]
    Delta {
        /// Which table.
        table: &'static str,
        /// What the log said.
        source: Box<deltalake_core::DeltaTableError>,
    },
    /// A file of the lake does not hold what it must.
    #[error("{path}: {why}")]
    Damaged {
        /// Which file or folder.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A row of the batch cannot be stored; nothing of the batch was.
    #[error("{table}, row {row}, {field}: {why}")]
    Row {
        /// `events`, `voices` or `customers`.
        table: &'static str,
        /// Position in that list of the batch, from 0.
        row: usize,
        /// Which field.
        field: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// Two different identifiers have the same hash: storing the second would merge two people. Nothing was stored.
    #[error("two different identifiers share the person {0}; the second cannot be stored")]
    Collision(yeojido_domain::PersonId),
    /// There is no such version of the lake.
    #[error("the lake has no version {asked}; its newest is {newest}")]
    NoVersion {
        /// Which was asked for.
        asked: u64,
        /// The newest there is.
        newest: u64,
    },
    /// Somebody else wrote to a table of this lake.
    #[error("table {table} already has version {version}: another process writes to this lake")]
    Conflict {
        /// Which table.
        table: &'static str,
        /// The version that was to be written.
        version: u64,
    },
    /// A transaction older than one already applied, and never applied itself.
    #[error("transaction {version} of `{app}` comes after {newest} was stored and was not stored before it")]
    Superseded {
        /// The application of the transaction.
        app: String,
        /// The version that was to be applied.
        version: i64,
        /// The newest version that was applied.
        newest: i64,
    },
    /// More rows than a packed table can number.
    #[error("{0} rows are more than a packed table can hold")]
    TooMany(u64),
    /// Nobody waits for the answer any more.
    #[error("stopped: nobody waits for the answer")]
    Stopped,
    /// A task of the runtime was cancelled or panicked.
    #[error("background work stopped: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl LakeError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::Io { path: path.to_owned(), source }
    }

    pub(crate) fn parquet(path: &Path) -> impl FnOnce(parquet::errors::ParquetError) -> Self + '_ {
        move |source| Self::Parquet { path: path.to_owned(), source }
    }

    pub(crate) fn delta(table: &'static str) -> impl FnOnce(deltalake_core::DeltaTableError) -> Self {
        move |source| Self::Delta { table, source: Box::new(source) }
    }

    pub(crate) fn damaged(path: &Path, why: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), why: why.into() }
    }
}
