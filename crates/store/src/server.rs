//! What belongs to the server rather than to one workspace: which workspaces there are.

use std::path::Path;

use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder, TryInsertResult};
use yeojido_domain::{LocalText, Micros, WorkspaceName, Zone};

use crate::rows::workspace;
use crate::{StoreError, link, migrations};

/// The store of a data folder: `server.db`, or a schema of a PostgreSQL database.
#[derive(Debug, Clone)]
pub struct ServerStore {
    db: DatabaseConnection,
}

/// A workspace to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWorkspace {
    /// Its name, which is also its folder's.
    pub name: WorkspaceName,
    /// What people call it.
    pub title: LocalText,
    /// The zone of its days, and of times that name none.
    pub zone: Zone,
    /// Whether it holds the demo company.
    pub demo: bool,
}

/// A workspace that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceRow {
    /// Its name, which is also its folder's.
    pub name: WorkspaceName,
    /// What people call it.
    pub title: LocalText,
    /// The zone of its days, and of times that name none.
    pub zone: Zone,
    /// Whether it holds the demo company.
    pub demo: bool,
    /// When it was made.
    pub created_at: Micros,
    /// Who made it.
    pub created_by: String,
}

fn stored(row: &workspace::Model) -> Result<WorkspaceRow, StoreError> {
    let broken = |why: String| StoreError::Broken { table: "workspace", id: row.name.clone(), why };
    Ok(WorkspaceRow {
        name: row.name.parse().map_err(|why: yeojido_domain::BadId| broken(why.to_string()))?,
        title: serde_json::from_str(&row.title).map_err(|why| broken(why.to_string()))?,
        zone: row.zone.parse().map_err(|why: yeojido_domain::BadTime| broken(why.to_string()))?,
        demo: row.demo,
        created_at: Micros(row.created_at),
        created_by: row.created_by.clone(),
    })
}

impl ServerStore {
    /// Opens the server's store; addresses as in [`crate::Store::open`].
    ///
    /// # Errors
    /// As [`crate::Store::open`].
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let db = link::open(url).await?;
        migrations::server(&db).await?;
        Ok(Self { db })
    }

    /// Opens the SQLite store at a path, which may hold any character.
    ///
    /// # Errors
    /// As [`crate::Store::open`].
    pub async fn open_file(path: &Path) -> Result<Self, StoreError> {
        let db = link::open_file(path).await?;
        migrations::server(&db).await?;
        Ok(Self { db })
    }

    /// Writes down a new workspace.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the name is in use, [`StoreError::Database`] otherwise.
    pub async fn create_workspace(&self, new: &NewWorkspace, actor: &str, at: Micros) -> Result<(), StoreError> {
        let title = serde_json::to_string(&new.title).map_err(|why| StoreError::Broken {
            table: "workspace",
            id: new.name.to_string(),
            why: why.to_string(),
        })?;
        let row = workspace::ActiveModel {
            name: Set(new.name.to_string()),
            title: Set(title),
            zone: Set(new.zone.name().to_owned()),
            demo: Set(new.demo),
            created_at: Set(at.0),
            created_by: Set(actor.to_owned()),
        };
        let made = workspace::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(&self.db).await?;
        match made {
            TryInsertResult::Inserted(1) => Ok(()),
            _ => Err(StoreError::Taken(new.name.to_string())),
        }
    }

    /// The workspace of a name.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when its row cannot be read, [`StoreError::Database`] otherwise.
    pub async fn workspace(&self, name: &WorkspaceName) -> Result<Option<WorkspaceRow>, StoreError> {
        workspace::Entity::find_by_id(name.as_str()).one(&self.db).await?.as_ref().map(stored).transpose()
    }

    /// All workspaces, in the order they were made.
    ///
    /// # Errors
    /// As [`ServerStore::workspace`].
    pub async fn workspaces(&self) -> Result<Vec<WorkspaceRow>, StoreError> {
        let rows = workspace::Entity::find()
            .order_by_asc(workspace::Column::CreatedAt)
            .order_by_asc(workspace::Column::Name)
            .all(&self.db)
            .await?;
        rows.iter().map(stored).collect()
    }

    /// Lets go of the database.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database could not be closed.
    pub async fn close(self) -> Result<(), StoreError> {
        Ok(self.db.close().await?)
    }
}
