//! Which store goes with a data folder.
//!
//! Lake and store belong together: journeys without their events, or events without their journeys, would look like a
//! company that has lost half of what it had. So a folder remembers where its store is, and another one is refused.

use std::path::Path;

use yeojido_store::{Claim, Home};

use crate::AppError;

/// Where a folder that is not on SQLite says where its store is; the dot keeps it apart from the workspaces' folders.
const REMEMBERED: &str = "store.url";

/// The stores of a data folder, kept from every other process.
pub struct Held {
    home: Home,
    claim: Option<Claim>,
}

impl Held {
    pub(crate) async fn take(home: Home) -> Result<Self, AppError> {
        let claim = home.claim().await?;
        Ok(Self { home, claim })
    }

    /// Where they lie.
    #[must_use]
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// Whether another process has taken them, after the database had been away.
    #[must_use]
    pub fn are_lost(&self) -> bool {
        self.claim.as_ref().is_some_and(Claim::is_lost)
    }

    /// Waits until another process has taken them; never ends otherwise.
    pub async fn lost(&self) {
        match &self.claim {
            Some(claim) => claim.lost().await,
            None => std::future::pending().await,
        }
    }
}

/// Where the folder's store is, if it has one yet.
fn known(dir: &Path) -> Result<Option<String>, AppError> {
    let path = dir.join(REMEMBERED);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Ok(dir.join("server.db").is_file().then(|| Home::Sqlite.to_string()))
        }
        Err(error) => Err(AppError::io(path, error)),
    }
}

/// Whether there is a store to a folder at all.
#[must_use]
pub fn has_store(dir: &Path) -> bool {
    dir.join(REMEMBERED).is_file() || dir.join("server.db").is_file()
}

/// Refuses a store that is not the folder's.
pub(crate) fn agree(dir: &Path, told: Option<&Home>) -> Result<(), AppError> {
    let told = told.cloned().unwrap_or_default().to_string();
    match known(dir)? {
        Some(known) if known != told => Err(AppError::OtherStore { known, told }),
        _ => Ok(()),
    }
}

/// Writes down where the folder's store is, once that could be opened.
pub(crate) fn remember(dir: &Path, home: &Home) -> Result<(), AppError> {
    let path = dir.join(REMEMBERED);
    match home {
        Home::Sqlite => Ok(()),
        Home::Postgres(_) if path.is_file() => Ok(()),
        Home::Postgres(address) => {
            std::fs::write(&path, format!("{address}\n")).map_err(|error| AppError::io(path, error))
        }
    }
}
