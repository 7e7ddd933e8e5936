//! Links that open one map to whoever holds them. Only the token's hash is kept: who reads the database cannot open a
//! link. They belong to the server's store, since a link's address names no workspace.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use yeojido_domain::{JourneyId, Micros, WorkspaceName};

use crate::rows::share;
use crate::written::Author;
use crate::{ServerStore, StoreError};

/// A link to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct NewShare {
    /// Hash of its token.
    pub token_hash: String,
    /// Which workspace's map it opens.
    pub workspace: WorkspaceName,
    /// Which journey's.
    pub journey: JourneyId,
    /// Period and filter, as the use case that makes it writes them.
    pub scope: Value,
    /// What it opens, by a stable word.
    pub opens: String,
    /// Whether pages of others may show it in a frame.
    pub embed: bool,
    /// Hash of its password, if it has one.
    pub password_hash: Option<String>,
    /// From when on it opens nothing.
    pub expires_at: Option<Micros>,
}

/// A link as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareRow {
    /// Which.
    pub number: i64,
    /// As it was made.
    pub made: NewShare,
    /// When.
    pub at: Micros,
    /// By whom.
    pub by: Author,
    /// From when on it opens nothing because somebody said so.
    pub revoked_at: Option<Micros>,
}

fn stored(row: share::Model) -> Result<ShareRow, StoreError> {
    let broken = |why: String| StoreError::Broken { table: "share", id: row.number.to_string(), why };
    Ok(ShareRow {
        number: row.number,
        made: NewShare {
            workspace: row.workspace.parse().map_err(|why: yeojido_domain::BadId| broken(why.to_string()))?,
            journey: row.journey.parse().map_err(|why: yeojido_domain::BadId| broken(why.to_string()))?,
            scope: serde_json::from_str(&row.scope).map_err(|why| broken(why.to_string()))?,
            token_hash: row.token_hash,
            opens: row.opens,
            embed: row.embed,
            password_hash: row.password_hash,
            expires_at: row.expires_at.map(Micros),
        },
        at: Micros(row.created_at),
        by: Author { id: row.created_by, name: row.name },
        revoked_at: row.revoked_at.map(Micros),
    })
}

impl ServerStore {
    /// Writes a link down.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database does not answer.
    pub async fn add_share(&self, new: &NewShare, by: &Author, at: Micros) -> Result<ShareRow, StoreError> {
        let row = share::ActiveModel {
            number: NotSet,
            token_hash: Set(new.token_hash.clone()),
            workspace: Set(new.workspace.to_string()),
            journey: Set(new.journey.to_string()),
            scope: Set(new.scope.to_string()),
            opens: Set(new.opens.clone()),
            embed: Set(new.embed),
            password_hash: Set(new.password_hash.clone()),
            expires_at: Set(new.expires_at.map(|at| at.0)),
            created_at: Set(at.0),
            created_by: Set(by.id.clone()),
            name: Set(by.name.clone()),
            revoked_at: Set(None),
            revoked_by: Set(None),
        };
        stored(share::Entity::insert(row).exec_with_returning(&self.db).await?)
    }

    /// The link whose token has this hash, revoked and expired ones too.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when it cannot be read, [`StoreError::Database`] otherwise.
    pub async fn share(&self, token_hash: &str) -> Result<Option<ShareRow>, StoreError> {
        let asked = share::Entity::find().filter(share::Column::TokenHash.eq(token_hash));
        asked.one(&self.db).await?.map(stored).transpose()
    }

    /// The links to a journey's map, the newest first.
    ///
    /// # Errors
    /// As [`ServerStore::share`].
    pub async fn shares(&self, workspace: &WorkspaceName, journey: &JourneyId) -> Result<Vec<ShareRow>, StoreError> {
        let rows = share::Entity::find()
            .filter(share::Column::Workspace.eq(workspace.as_str()))
            .filter(share::Column::Journey.eq(journey.as_str()))
            .order_by_desc(share::Column::Number)
            .all(&self.db)
            .await?;
        rows.into_iter().map(stored).collect()
    }

    /// Makes a link open nothing from now on; false when there is none of this number that still does.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database does not answer.
    pub async fn revoke_share(
        &self,
        workspace: &WorkspaceName,
        number: i64,
        by: &Author,
        at: Micros,
    ) -> Result<bool, StoreError> {
        let done = share::Entity::update_many()
            .col_expr(share::Column::RevokedAt, Expr::value(Some(at.0)))
            .col_expr(share::Column::RevokedBy, Expr::value(Some(by.id.clone())))
            .filter(share::Column::Number.eq(number))
            .filter(share::Column::Workspace.eq(workspace.as_str()))
            .filter(share::Column::RevokedAt.is_null())
            .exec(&self.db)
            .await?;
        Ok(done.rows_affected == 1)
    }
}
