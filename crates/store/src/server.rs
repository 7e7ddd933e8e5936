//! What belongs to the server rather than to one workspace: which workspaces there are.

use std::path::Path;

use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder, TryInsertResult};
use yeojido_domain::{LocalText, Micros, WorkspaceName, Zone};

use crate::rows::workspace;
use crate::{Postgres, StoreError, link, migrations};

/// Who acts as long as there are no accounts: whoever runs the product on this machine.
pub const LOCAL_OWNER: &str = "owner";

/// The store of a data folder: `server.db`, or a schema of a PostgreSQL database.
#[derive(Debug, Clone)]
pub struct ServerStore {
    pub(crate) db: DatabaseConnection,
}

/// A workspace.
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
}

fn stored(row: &workspace::Model) -> Result<WorkspaceRow, StoreError> {
    let broken = |why: String| StoreError::Broken { table: "workspace", id: row.name.clone(), why };
    Ok(WorkspaceRow {
        name: row.name.parse().map_err(|why: yeojido_domain::BadId| broken(why.to_string()))?,
        title: serde_json::from_str(&row.title).map_err(|why| broken(why.to_string()))?,
        zone: row.zone.parse().map_err(|why: yeojido_domain::BadTime| broken(why.to_string()))?,
        demo: row.demo,
        created_at: Micros(row.created_at),
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

    pub(crate) async fn open_at(address: &Postgres) -> Result<Self, StoreError> {
        let db = address.open().await?;
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

    /// Writes down a workspace, made by the local owner, unless there is one of its name; true when it was written.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database does not answer.
    pub async fn put_workspace_if_absent(&self, new: &WorkspaceRow) -> Result<bool, StoreError> {
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
            created_at: Set(new.created_at.0),
            created_by: Set(LOCAL_OWNER.to_owned()),
        };
        let made = workspace::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(&self.db).await?;
        Ok(matches!(made, TryInsertResult::Inserted(1)))
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
