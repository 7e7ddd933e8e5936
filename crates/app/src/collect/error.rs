//! What can go wrong with a file that somebody brings, by what they can do about it.
//!
//! A fault of one row is no error: it becomes a [`Reject`] and the rest of the file is read. An error here means that
//! the file, the mapping or the place to store cannot be used at all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use yeojido_lake::LakeError;
use yeojido_store::StoreError;

use crate::AppError;

/// An error of an import. [`CollectError::code`] is stable and translated by the UI.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
    /// The file could not be opened or read.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Not a single byte.
    #[error("{file}: the file is empty")]
    Empty {
        /// Name of the file.
        file: String,
    },
    /// A header and nothing under it.
    #[error("{file}: there is a header but no row under it")]
    NoRows {
        /// Name of the file.
        file: String,
    },
    /// Neither text nor one of the kinds that are read here.
    #[error("{file}: this looks like {found}; CSV, TSV, JSONL, Parquet, xlsx, XES and OCEL 2.0 can be read")]
    Kind {
        /// Name of the file.
        file: String,
        /// What it seems to be.
        found: String,
    },
    /// The text is not in the encoding that was named or found.
    #[error("{file}: row {row} is not {encoding}; name the right one with file.encoding (utf-8, cp949, utf-16le)")]
    Encoding {
        /// Name of the file.
        file: String,
        /// What was tried.
        encoding: String,
        /// Where it failed.
        row: u64,
    },
    /// The file breaks off or contradicts itself.
    #[error("{file}: damaged after row {row}: {why}")]
    Damaged {
        /// Name of the file.
        file: String,
        /// The last row that could be read; 0 if none.
        row: u64,
        /// In the words of its reader.
        why: String,
    },
    /// It unpacks to more than anybody would send in earnest.
    #[error("{file}: unpacks to more than {limit_mb} MB ({packed} bytes packed); it is not read")]
    Bomb {
        /// Name of the file.
        file: String,
        /// Bytes on disk.
        packed: u64,
        /// The limit, in millions of bytes.
        limit_mb: u64,
    },
    /// Larger than this kind of file may be, because it must be held in memory.
    #[error("{file}: {size_mb} MB are more than the {limit_mb} MB that a file of this kind may have")]
    TooLarge {
        /// Name of the file.
        file: String,
        /// Its size, in millions of bytes.
        size_mb: u64,
        /// The limit, in millions of bytes.
        limit_mb: u64,
    },
    /// No sheet of that name.
    #[error("{file}: there is no sheet `{sheet}`; there are {}", sheets.join(", "))]
    Sheet {
        /// Name of the file.
        file: String,
        /// As it was asked for.
        sheet: String,
        /// Those that are there.
        sheets: Vec<String>,
    },
    /// The mapping names a column that the file has not.
    #[error("{field}: {file} has no column `{column}`; it has {}", columns.join(", "))]
    Column {
        /// Name of the file.
        file: String,
        /// Where in the mapping: `events[0].time`.
        field: String,
        /// As the mapping names it.
        column: String,
        /// Those that are there (at most thirty).
        columns: Vec<String>,
    },
    /// Another file has several different rows for a key: which one would be a guess.
    #[error("{file}: row {row} gives `{key}` a second time with other values; a join needs one row for each {on}")]
    JoinTwice {
        /// The joined file.
        file: String,
        /// Its row.
        row: u64,
        /// The key.
        key: String,
        /// The column joined on.
        on: String,
    },
    /// The mapping says something that cannot be done.
    #[error("{field}: {why}")]
    Mapping {
        /// Where in the mapping.
        field: String,
        /// What is wrong.
        why: String,
    },
    /// The columns do not tell what they are, and nobody said it.
    #[error("{file}: no column was recognised as {missing}; name it with --column {missing}=COLUMN")]
    Unrecognised {
        /// Name of the file.
        file: String,
        /// The target that is missing: `customer`, `time`, `event`.
        missing: String,
    },
    /// The file is not the one that the job began with.
    #[error("{file}: the file has changed since the import began; start a new import")]
    Changed {
        /// Name of the file.
        file: String,
    },
    /// Somebody cancelled the work.
    #[error("cancelled")]
    Cancelled,
    /// The lake failed.
    #[error(transparent)]
    Lake(#[from] LakeError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A piece of work ended without an answer.
    #[error("the work ended unexpectedly: {0}")]
    Ended(String),
}

impl CollectError {
    /// A file that could not be opened or read.
    #[must_use]
    pub fn io(path: &Path, source: std::io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }

    /// A file that breaks off.
    #[must_use]
    pub fn damaged(path: &Path, row: u64, why: impl std::fmt::Display) -> Self {
        Self::Damaged { file: name_of(path), row, why: why.to_string() }
    }

    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "file_unreadable",
            Self::Empty { .. } => "file_empty",
            Self::NoRows { .. } => "file_no_rows",
            Self::Kind { .. } => "file_kind",
            Self::Encoding { .. } => "file_encoding",
            Self::Damaged { .. } => "file_damaged",
            Self::Bomb { .. } => "file_bomb",
            Self::TooLarge { .. } => "file_too_large",
            Self::Sheet { .. } => "sheet_missing",
            Self::Column { .. } => "column_missing",
            Self::JoinTwice { .. } => "join_twice",
            Self::Mapping { .. } => "bad_mapping",
            Self::Unrecognised { .. } => "mapping_needed",
            Self::Changed { .. } => "file_changed",
            Self::Cancelled => "cancelled",
            Self::Lake(_) => "lake",
            Self::Store(_) => "store",
            Self::Ended(_) => "ended",
        }
    }

    /// Which field of the mapping, if one is to blame.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Column { field, .. } | Self::Mapping { field, .. } => Some(field),
            Self::Unrecognised { missing, .. } => Some(missing),
            Self::Sheet { .. } => Some("file.sheet"),
            Self::Encoding { .. } => Some("file.encoding"),
            Self::JoinTwice { .. } => Some("join"),
            _ => None,
        }
    }

    /// Which row of the file, if one is to blame.
    #[must_use]
    pub const fn row(&self) -> Option<u64> {
        match self {
            Self::Encoding { row, .. } | Self::Damaged { row, .. } | Self::JoinTwice { row, .. } => Some(*row),
            _ => None,
        }
    }

    /// What the translated sentence needs.
    #[must_use]
    pub fn params(&self) -> BTreeMap<String, String> {
        let pairs: Vec<(&str, String)> = match self {
            Self::Io { path, source } => vec![("file", name_of(path)), ("why", source.to_string())],
            Self::Empty { file } | Self::NoRows { file } | Self::Changed { file } => vec![("file", file.clone())],
            Self::Kind { file, found } => vec![("file", file.clone()), ("found", found.clone())],
            Self::Encoding { file, encoding, .. } => vec![("file", file.clone()), ("encoding", encoding.clone())],
            Self::Damaged { file, why, .. } => vec![("file", file.clone()), ("why", why.clone())],
            Self::Bomb { file, limit_mb, .. } => vec![("file", file.clone()), ("limit_mb", limit_mb.to_string())],
            Self::TooLarge { file, size_mb, limit_mb } => {
                vec![("file", file.clone()), ("size_mb", size_mb.to_string()), ("limit_mb", limit_mb.to_string())]
            }
            Self::Sheet { file, sheet, sheets } => {
                vec![("file", file.clone()), ("sheet", sheet.clone()), ("sheets", sheets.join(", "))]
            }
            Self::Column { file, column, columns, .. } => {
                vec![("file", file.clone()), ("column", column.clone()), ("columns", columns.join(", "))]
            }
            Self::JoinTwice { file, key, on, .. } => {
                vec![("file", file.clone()), ("key", key.clone()), ("on", on.clone())]
            }
            Self::Mapping { why, .. } => vec![("why", why.clone())],
            Self::Unrecognised { file, missing } => vec![("file", file.clone()), ("missing", missing.clone())],
            Self::Cancelled | Self::Lake(_) | Self::Store(_) | Self::Ended(_) => vec![],
        };
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

impl From<CollectError> for AppError {
    fn from(error: CollectError) -> Self {
        match error {
            CollectError::Io { path, source } => Self::Io { path, source },
            CollectError::Cancelled => Self::Cancelled,
            CollectError::Lake(error) => Self::Lake(error),
            CollectError::Store(error) => Self::Store(error),
            CollectError::Ended(why) => Self::Ended(why),
            input => Self::Invalid {
                code: input.code(),
                message: input.to_string(),
                field: input.field().map(str::to_owned),
                row: input.row(),
                params: input.params(),
            },
        }
    }
}

/// The last part of a path, for messages: where a file lies on the server is nobody's business.
#[must_use]
pub fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
