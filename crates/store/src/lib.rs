//! What people make and what the product remembers of its own work: journeys and their versions, saved analyses, mappings, jobs,
//! settings ([`Store`], one a workspace), and the workspaces themselves ([`ServerStore`]).
//!
//! Why behind plain types: SQLite serves one machine and PostgreSQL serves many, and nobody above needs to know which.
//! Every write says who did it and when; the clock is the caller's, so that a test can hold it still.
//!
//! What it refuses: events and voices live in the lake; rows of the database never leave this crate.

mod arranged;
mod claim;
mod comments;
mod corrections;
mod error;
mod home;
mod jobs;
mod journeys;
mod kept;
mod link;
mod mappings;
mod migrations;
mod postgres;
mod rows;
mod search;
mod server;
mod settings;
mod shares;
mod written;

pub use arranged::{Arranged, Laid};
pub use claim::Claim;
pub use comments::{Act, ActKind, NewAct};
pub use corrections::{Corrected, NewCorrection, PlaceInVoice, Recorrected};
pub use error::StoreError;
pub use home::Home;
pub use jobs::{JobRow, JobState, NewJob};
pub use journeys::{StoredJourney, VersionInfo};
pub use kept::{Kept, Rekept};
pub use mappings::StoredMapping;
pub use postgres::{Postgres, Shut};
pub use search::{SearchIndex, Writing};
pub use server::{LOCAL_OWNER, ServerStore, WorkspaceRow};
pub use shares::{NewShare, ShareRow};
pub use written::{Author, CellKey, NewRevision, Revision, Written};

use std::path::Path;

use sea_orm::DatabaseConnection;

/// The store of one workspace: a SQLite file of its own, or a schema of a PostgreSQL database.
#[derive(Debug, Clone)]
pub struct Store {
    db: DatabaseConnection,
}

impl Store {
    /// Opens a store and brings its tables up to date.
    ///
    /// `sqlite:///path/store.db?mode=rwc` makes the file when it is missing, readable by its owner only.
    /// `postgres://user@host/database?schema=name` makes the schema when it is missing; without `schema` the
    /// database's default one is used.
    ///
    /// # Errors
    /// [`StoreError::File`] when the file cannot be made, [`StoreError::Shut`] when the server does not let us in,
    /// [`StoreError::Database`] when it is not a store.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let db = link::open(url).await?;
        migrations::workspace(&db).await?;
        Ok(Self { db })
    }

    pub(crate) async fn open_at(address: &Postgres) -> Result<Self, StoreError> {
        let db = address.open().await?;
        migrations::workspace(&db).await?;
        Ok(Self { db })
    }

    /// Opens the SQLite store at a path, which may hold any character.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_file(path: &Path) -> Result<Self, StoreError> {
        let db = link::open_file(path).await?;
        migrations::workspace(&db).await?;
        Ok(Self { db })
    }

    /// Lets go of the database: waits for writes under way, folds the write-ahead log back into the file.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database could not be closed.
    pub async fn close(self) -> Result<(), StoreError> {
        Ok(self.db.close().await?)
    }
}
