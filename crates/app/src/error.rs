//! What can go wrong, by what the caller can do about it. Every variant has a stable code that the UI translates.

use std::collections::BTreeMap;
use std::path::PathBuf;

use yeojido_domain::{BadId, BadTime, JourneyError, MappingError};
use yeojido_lake::LakeError;
use yeojido_llm::LlmError;
use yeojido_print::PrintError;
use yeojido_store::StoreError;

/// An error of a use case.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Ask for something else: it is not there.
    #[error("there is no {what} `{id}`")]
    NotFound {
        /// `journey`, `workspace`, `customer`, `job` …
        what: &'static str,
        /// As it was asked for.
        id: String,
    },
    /// Look at the newest version and try again: somebody was faster.
    #[error("the {what} has changed meanwhile: version {newest} is the newest")]
    Conflict {
        /// What was to be changed.
        what: &'static str,
        /// Its newest version.
        newest: u32,
    },
    /// Lay the two texts side by side: somebody wrote meanwhile.
    #[error("the {what} has been written meanwhile: revision {newest} is the newest")]
    Overtaken {
        /// What was to be written.
        what: &'static str,
        /// Its newest revision; 0 where it counts none.
        newest: u32,
        /// `mine`, `theirs`, `by`, `at`.
        params: BTreeMap<String, String>,
    },
    /// Ask somebody who may.
    #[error("`{who}` may not do this")]
    Forbidden {
        /// Who asked.
        who: String,
    },
    /// Show that you may: the door has a password.
    #[error("this needs a password{}", if *wrong { ", and the one given is wrong" } else { "" })]
    Closed {
        /// Whether one was given.
        wrong: bool,
    },
    /// Wait: too many wrong passwords were tried.
    #[error("too many passwords were tried; wait a minute")]
    TooOften,
    /// Wait: too much is asked at once.
    #[error("too many analyses are at work; ask again in a while")]
    Busy,
    /// Ask for less: it did not end in time.
    #[error("the answer took longer than {seconds} s and was stopped")]
    TooLong {
        /// The limit.
        seconds: u64,
    },
    /// Mend the input.
    #[error("{message}")]
    Invalid {
        /// Stable code.
        code: &'static str,
        /// One sentence in English, naming field and row.
        message: String,
        /// Which field.
        field: Option<String>,
        /// Which row of a file.
        row: Option<u64>,
        /// For the translated sentence.
        params: BTreeMap<String, String>,
    },
    /// Hand the work to the server that owns the folder.
    #[error("the data folder is in use by another yeojido{}", address.as_deref().map(|a| format!(" at {a}")).unwrap_or_default())]
    FolderInUse {
        /// Where that server listens, if it does.
        address: Option<String>,
        /// What proves to it that we may read this folder.
        token: Option<String>,
    },
    /// Say which store is meant: the data folder goes with another one.
    #[error(
        "this data folder goes with the store {known}, not with {told}; a store that has moved is told by the file `store.url` in the folder"
    )]
    OtherStore {
        /// The folder's.
        known: String,
        /// The one that was asked for, or SQLite unless told.
        told: String,
    },
    /// Somebody cancelled the work.
    #[error("cancelled")]
    Cancelled,
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The lake failed.
    #[error(transparent)]
    Lake(#[from] LakeError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A map could not be exported.
    #[error(transparent)]
    Print(PrintError),
    /// Look at the language model that is plugged in, or ask it later.
    #[error(transparent)]
    Machine(#[from] LlmError),
    /// Wait, or give the language model more: the budget is used up.
    #[error("{used} of the {per}'s {limit} tokens are used; the question may need {needed} more and was not sent")]
    Spent {
        /// `day` or `month`.
        per: &'static str,
        /// Used in it.
        used: u64,
        /// Its limit.
        limit: u64,
        /// What the question may need at most.
        needed: u64,
    },
    /// A piece of work ended without an answer.
    #[error("the work ended unexpectedly: {0}")]
    Ended(String),
}

impl AppError {
    /// Input that must be mended, in one field.
    #[must_use]
    pub fn invalid(code: &'static str, field: &str, message: impl Into<String>) -> Self {
        Self::Invalid {
            code,
            message: message.into(),
            field: Some(field.to_owned()),
            row: None,
            params: BTreeMap::new(),
        }
    }

    /// The same of a field inside another.
    #[must_use]
    pub fn inside(self, outer: &str) -> Self {
        match self {
            Self::Invalid { code, message, field: Some(field), row, params } => {
                let field = Some(format!("{outer}.{field}"));
                Self::Invalid { code, message: format!("{outer}: {message}"), field, row, params }
            }
            other => other,
        }
    }

    /// A file or folder that could not be read or written.
    #[must_use]
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Io { path: path.into(), source }
    }

    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound { what: "journey", .. } => "journey_not_found",
            Self::NotFound { what: "workspace", .. } => "workspace_not_found",
            Self::NotFound { what: "customer", .. } => "customer_not_found",
            Self::NotFound { what: "merge", .. } => "merge_not_found",
            Self::NotFound { what: "job", .. } => "job_not_found",
            Self::NotFound { .. } => "not_found",
            Self::Conflict { .. } | Self::Overtaken { .. } => "conflict",
            Self::Forbidden { .. } => "forbidden",
            Self::Closed { wrong: false } => "password_needed",
            Self::Closed { wrong: true } => "wrong_password",
            Self::TooOften => "too_often",
            Self::Busy => "busy",
            Self::TooLong { .. } => "timeout",
            Self::Invalid { code, .. } => code,
            Self::FolderInUse { .. } => "folder_in_use",
            Self::OtherStore { .. } => "other_store",
            Self::Cancelled => "cancelled",
            Self::Io { .. } => "io",
            Self::Lake(LakeError::NoVersion { .. }) => "not_found",
            Self::Lake(_) => "lake",
            Self::Store(_) => "store",
            Self::Print(_) => "export",
            Self::Machine(why) => why.code(),
            Self::Spent { .. } => "machine_spent",
            Self::Ended(_) => "ended",
        }
    }
}

impl From<PrintError> for AppError {
    fn from(error: PrintError) -> Self {
        match error {
            PrintError::Scale(_) => Self::invalid("bad_scale", "scale", error.to_string()),
            PrintError::Font(_) | PrintError::Drawing(_) => Self::Print(error),
        }
    }
}

impl From<BadId> for AppError {
    fn from(bad: BadId) -> Self {
        Self::invalid("bad_id", "id", bad.to_string())
    }
}

impl From<BadTime> for AppError {
    fn from(bad: BadTime) -> Self {
        let field = match bad {
            BadTime::Span(_) => "gap",
            BadTime::Zone(_) => "zone",
            BadTime::Date(_) | BadTime::Backwards(..) => "period",
        };
        Self::invalid("bad_time", field, bad.to_string())
    }
}

impl From<JourneyError> for AppError {
    fn from(bad: JourneyError) -> Self {
        Self::invalid("bad_journey", "journey", bad.to_string())
    }
}

impl From<MappingError> for AppError {
    fn from(bad: MappingError) -> Self {
        Self::invalid("bad_mapping", "mapping", bad.to_string())
    }
}

impl From<tokio::task::JoinError> for AppError {
    fn from(ended: tokio::task::JoinError) -> Self {
        Self::Ended(ended.to_string())
    }
}
