//! What can go wrong, told apart by what the caller can do about it.

use std::path::PathBuf;

use crate::postgres::Shut;

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else saved first: read the newest version, look at the difference, try again.
    #[error("the journey `{id}` has been changed: its newest version is {newest}")]
    Conflict {
        /// Which journey.
        id: String,
        /// Its newest version; 0 when there is none.
        newest: u32,
    },
    /// There is nothing under this name to write to.
    #[error("there is no {what} `{id}`")]
    Missing {
        /// What kind of thing: `job`, `workspace`.
        what: &'static str,
        /// Its name.
        id: String,
    },
    /// A row that this version of the product cannot read.
    #[error("{table} `{id}` cannot be read: {why}")]
    Broken {
        /// Table of the row.
        table: &'static str,
        /// Key of the row.
        id: String,
        /// What is wrong with it.
        why: String,
    },
    /// The file of the database cannot be made or protected.
    #[error("{}: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The address is neither SQLite's nor PostgreSQL's. What is shown of it never holds a password.
    #[error("a store's address is like postgres://user:password@host:5432/database, and this is {0}")]
    Address(String),
    /// The PostgreSQL database cannot be opened.
    #[error("the store {store} cannot be opened: {why}")]
    Shut {
        /// Which, without user and password.
        store: String,
        /// Why.
        why: Shut,
    },
    /// The index of words cannot be read or written. It is never the only place of anything.
    #[error("the index of words: {0}")]
    Index(String),
    /// The database refused or did not answer.
    #[error("the store did not answer: {0}")]
    Database(#[from] sea_orm::DbErr),
}
