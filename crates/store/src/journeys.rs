//! Journeys, every version of them. A version is never changed: a number on a map says which one it was drawn by.

use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use yeojido_domain::{Journey, JourneyId, Micros};

use crate::rows::{journey, version};
use crate::{Store, StoreError, link};

/// A journey as it was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredJourney {
    /// The definition.
    pub journey: Journey,
    /// Which version, from 1.
    pub version: u32,
    /// When it was saved.
    pub at: Micros,
    /// Who saved it.
    pub by: String,
}

/// A version without its definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionInfo {
    /// Which version, from 1.
    pub version: u32,
    /// When it was saved.
    pub at: Micros,
    /// Who saved it.
    pub by: String,
}

fn number(id: &str, version: i64) -> Result<u32, StoreError> {
    u32::try_from(version).map_err(|_| StoreError::Broken {
        table: "journey_version",
        id: id.to_owned(),
        why: format!("{version} is not a version"),
    })
}

fn stored(row: version::Model) -> Result<StoredJourney, StoreError> {
    let journey = serde_json::from_str(&row.definition).map_err(|why| StoreError::Broken {
        table: "journey_version",
        id: format!("{} {}", row.journey, row.version),
        why: why.to_string(),
    })?;
    Ok(StoredJourney { journey, version: number(&row.journey, row.version)?, at: Micros(row.at), by: row.by })
}

impl Store {
    /// Saves a journey as a new version and returns its number.
    ///
    /// `base` is the version the change was made from: the newest, or `None` for a journey that is not there (or was
    /// deleted: it then comes back, and its numbers go on).
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when `base` is not the newest, [`StoreError::Database`] otherwise.
    pub async fn put_journey(
        &self,
        journey: &Journey,
        base: Option<u32>,
        actor: &str,
        at: Micros,
    ) -> Result<u32, StoreError> {
        let id = journey.id.as_str();
        let definition = serde_json::to_string(journey).map_err(|why| StoreError::Broken {
            table: "journey_version",
            id: id.to_owned(),
            why: why.to_string(),
        })?;
        let write = link::begin(&self.db).await?;
        let head = journey::Entity::find_by_id(id).one(&write).await?;
        let newest = head.as_ref().map_or(0, |head| head.newest);
        let shown = head.as_ref().is_some_and(|head| head.removed_at.is_none());
        let conflict = StoreError::Conflict { id: id.to_owned(), newest: if shown { number(id, newest)? } else { 0 } };
        if base.map(i64::from) != shown.then_some(newest) {
            return Err(conflict);
        }
        let next = newest + 1;
        if !move_head(&write, head, id, next, actor, at).await? {
            return Err(conflict);
        }
        let row = version::ActiveModel {
            journey: Set(id.to_owned()),
            version: Set(next),
            definition: Set(definition),
            at: Set(at.0),
            by: Set(actor.to_owned()),
        };
        version::Entity::insert(row).exec_without_returning(&write).await?;
        write.commit().await?;
        number(id, next)
    }

    /// One version of a journey, the newest if none is named. A deleted journey is found by its version only.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the definition cannot be read, [`StoreError::Database`] otherwise.
    pub async fn journey(&self, id: &JourneyId, version: Option<u32>) -> Result<Option<StoredJourney>, StoreError> {
        let wanted = match version {
            Some(version) => i64::from(version),
            None => match journey::Entity::find_by_id(id.as_str()).one(&self.db).await? {
                Some(head) if head.removed_at.is_none() => head.newest,
                _ => return Ok(None),
            },
        };
        let row = version::Entity::find_by_id((id.as_str().to_owned(), wanted)).one(&self.db).await?;
        row.map(stored).transpose()
    }

    /// The newest version of every journey that is not deleted, in the order they were created.
    ///
    /// # Errors
    /// As [`Store::journey`].
    pub async fn journeys(&self) -> Result<Vec<StoredJourney>, StoreError> {
        let heads = journey::Entity::find()
            .filter(journey::Column::RemovedAt.is_null())
            .order_by_asc(journey::Column::CreatedAt)
            .order_by_asc(journey::Column::Id)
            .all(&self.db)
            .await?;
        let mut list = Vec::with_capacity(heads.len());
        for head in heads {
            let row = version::Entity::find_by_id((head.id, head.newest)).one(&self.db).await?;
            list.extend(row.map(stored).transpose()?);
        }
        Ok(list)
    }

    /// All versions of a journey, newest first; those of a deleted one too.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database does not answer.
    pub async fn journey_versions(&self, id: &JourneyId) -> Result<Vec<VersionInfo>, StoreError> {
        let rows: Vec<(i64, i64, String)> = version::Entity::find()
            .select_only()
            .columns([version::Column::Version, version::Column::At, version::Column::By])
            .filter(version::Column::Journey.eq(id.as_str()))
            .order_by_desc(version::Column::Version)
            .into_tuple()
            .all(&self.db)
            .await?;
        rows.into_iter()
            .map(|(version, at, by)| Ok(VersionInfo { version: number(id.as_str(), version)?, at: Micros(at), by }))
            .collect()
    }

    /// Hides a journey; its versions are kept. False when there was none to hide.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database does not answer.
    pub async fn delete_journey(&self, id: &JourneyId, actor: &str, at: Micros) -> Result<bool, StoreError> {
        let done = journey::Entity::update_many()
            .col_expr(journey::Column::RemovedAt, Expr::value(Some(at.0)))
            .col_expr(journey::Column::RemovedBy, Expr::value(Some(actor.to_owned())))
            .filter(journey::Column::Id.eq(id.as_str()))
            .filter(journey::Column::RemovedAt.is_null())
            .exec(&self.db)
            .await?;
        Ok(done.rows_affected == 1)
    }
}

/// Moves a journey's head to its next version; false when somebody else moved it between our reading and now, which
/// PostgreSQL lets happen.
async fn move_head(
    write: &impl ConnectionTrait,
    head: Option<journey::Model>,
    id: &str,
    next: i64,
    actor: &str,
    at: Micros,
) -> Result<bool, StoreError> {
    let row = journey::ActiveModel {
        id: Set(id.to_owned()),
        newest: Set(next),
        created_at: Set(at.0),
        created_by: Set(actor.to_owned()),
        removed_at: Set(None),
        removed_by: Set(None),
    };
    let Some(head) = head else {
        let made = journey::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(write).await?;
        return Ok(matches!(made, sea_orm::TryInsertResult::Inserted(1)));
    };
    let row = journey::ActiveModel {
        id: Unchanged(head.id.clone()),
        created_at: Unchanged(head.created_at),
        created_by: Unchanged(head.created_by),
        ..row
    };
    let moved = journey::Entity::update_many()
        .set(row)
        .filter(journey::Column::Id.eq(head.id))
        .filter(journey::Column::Newest.eq(head.newest))
        .exec(write)
        .await?;
    Ok(moved.rows_affected == 1)
}
