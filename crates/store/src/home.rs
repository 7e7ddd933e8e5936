//! Where the stores of a data folder lie: SQLite files in it, or schemas of a PostgreSQL database.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use yeojido_domain::WorkspaceName;

use crate::claim::Claim;
use crate::postgres::{Postgres, scheme};
use crate::{ServerStore, Store, StoreError};

/// Where the stores of a data folder lie. Shown and written down without user and password.
#[derive(Debug, Clone, Default)]
pub enum Home {
    /// `server.db` and a `store.db` in each workspace's folder.
    #[default]
    Sqlite,
    /// A schema for the server and one for each workspace.
    Postgres(Box<Postgres>),
}

impl FromStr for Home {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        match text {
            "sqlite" => Ok(Self::Sqlite),
            _ if text.starts_with("postgres") => Ok(Self::Postgres(Box::new(text.parse::<Postgres>()?.of_a_folder()))),
            _ => Err(StoreError::Address(scheme(text))),
        }
    }
}

impl fmt::Display for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite => f.write_str("sqlite"),
            Self::Postgres(address) => address.fmt(f),
        }
    }
}

impl Home {
    /// Keeps every other process off the stores. A folder's lock does so for files, so there is nothing to hold then.
    ///
    /// # Errors
    /// [`StoreError::Shut`] when another process has them, or when the database cannot be opened.
    pub async fn claim(&self) -> Result<Option<Claim>, StoreError> {
        match self {
            Self::Sqlite => Ok(None),
            Self::Postgres(address) => Ok(Some(Claim::take((**address).clone()).await?)),
        }
    }

    /// The server's store.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn server(&self, folder: &Path) -> Result<ServerStore, StoreError> {
        match self {
            Self::Sqlite => ServerStore::open_file(&folder.join("server.db")).await,
            Self::Postgres(address) => ServerStore::open_at(address).await,
        }
    }

    /// The store of a workspace in its folder.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn workspace(&self, folder: &Path, name: &WorkspaceName) -> Result<Store, StoreError> {
        match self {
            Self::Sqlite => Store::open_file(&folder.join("store.db")).await,
            Self::Postgres(address) => Store::open_at(&address.of_workspace(name.as_str())?).await,
        }
    }
}
