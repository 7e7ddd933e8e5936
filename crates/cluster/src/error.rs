//! What can go wrong, and whether asking again can help.

use std::path::PathBuf;

use yeojido_journey::SpecError;
use yeojido_lake::LakeError;

/// Why the cluster could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// A setting is missing or cannot be.
    #[error("{0}")]
    Settings(String),
    /// The question cannot be asked.
    #[error(transparent)]
    Question(#[from] SpecError),
    /// The lake could not be read.
    #[error(transparent)]
    Lake(#[from] LakeError),
    /// The bucket refused.
    #[error("{address}: {source}")]
    Bucket {
        /// Which object.
        address: String,
        /// What the store said.
        source: Box<object_store::Error>,
    },
    /// A file on this machine could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Bytes are not those that were written.
    #[error("{address}: {why}")]
    Damaged {
        /// Which object.
        address: String,
        /// What is wrong with it.
        why: String,
    },
    /// Another program's kernels: its sums cannot be added to ours.
    #[error("refused: this node has kernels of version {ours}, the plan is for version {theirs}")]
    Kernels {
        /// Ours.
        ours: u32,
        /// Theirs.
        theirs: u32,
    },
    /// The engine could not do the work.
    #[error("{0}")]
    Engine(String),
    /// The answer does not hold every piece once.
    #[error("the cluster's answer has piece {piece} {times} times; it is not taken")]
    Pieces {
        /// Which.
        piece: u32,
        /// How often.
        times: usize,
    },
    /// The deadline came first.
    #[error("no answer within {seconds} s ({tries} tries); the last: {last}")]
    Deadline {
        /// The deadline.
        seconds: u64,
        /// How often it was tried.
        tries: u32,
        /// Why the last try failed.
        last: String,
    },
    /// The deadline came before everything was copied.
    #[error(
        "not everything was copied within {seconds} s ({sent} files sent, {there} were there); begun again, it goes on after them"
    )]
    TooLong {
        /// The deadline.
        seconds: u64,
        /// Files sent.
        sent: u64,
        /// Files that were there before.
        there: u64,
    },
}

impl ClusterError {
    /// An error of a file.
    pub fn io(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::Io { path: path.to_owned(), source }
    }

    /// Whether the same question may be answered when it is asked again.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Engine(why) => !REFUSALS.iter().any(|refusal| why.contains(refusal)),
            Self::Pieces { .. } | Self::Bucket { .. } => true,
            _ => false,
        }
    }
}

/// Beginnings of what a node says when it will say it every time. The engine carries errors as texts.
pub const REFUSALS: [&str; 3] = ["refused: ", "the question cannot be asked: ", "is not the name of a file of a lake"];
