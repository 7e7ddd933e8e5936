//! Written cells of a journey's map: every change is a new revision, and none is ever changed or removed.
//!
//! Who writes says from which revision they began. The database lets one revision of a number in, so of two who began
//! from the same one the second is told what the first wrote, and nobody's words are lost.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use yeojido_domain::{JourneyId, Lane, Micros, Side, StageId, WrittenContent};

use crate::rows::revision;
use crate::{Store, StoreError, link};

/// Who writes: the account's id, and the name that they write under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Whose account; the local owner's until there are accounts.
    pub id: String,
    /// As they are called on screen.
    pub name: Option<String>,
}

/// A cell of a journey's map.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellKey {
    /// As it is, or to be.
    pub side: Side,
    /// Which column.
    pub stage: StageId,
    /// Which row.
    pub lane: Lane,
}

/// One revision of a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// Grows with every revision of the workspace, so that a map's history has an order.
    pub number: i64,
    /// Which cell.
    pub key: CellKey,
    /// Which revision of it, from 1.
    pub revision: u32,
    /// What it says; `None` when the cell was emptied.
    pub content: Option<WrittenContent>,
    /// Why.
    pub reason: Option<String>,
    /// The older revision that it brings back.
    pub restores: Option<u32>,
    /// When.
    pub at: Micros,
    /// Who.
    pub by: Author,
}

/// A revision to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRevision {
    /// Which cell.
    pub key: CellKey,
    /// The revision that the author saw; 0 for a cell that nobody has written in.
    pub base: u32,
    /// What it shall say; `None` empties it.
    pub content: Option<WrittenContent>,
    /// Why.
    pub reason: Option<String>,
    /// The older revision that it brings back.
    pub restores: Option<u32>,
}

/// What came of a write. All cells or none.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// They are the newest revisions now, in the order of their keys.
    Saved(Vec<Revision>),
    /// Somebody was faster in one of the cells, and nothing was written.
    Conflict {
        /// Which one.
        key: CellKey,
        /// Its newest revision. `None` when the cell was never written in and the base says it was.
        newest: Option<Box<Revision>>,
    },
}

fn broken(row: &revision::Model, why: String) -> StoreError {
    StoreError::Broken { table: "written_revision", id: row.number.to_string(), why }
}

fn stored(row: revision::Model) -> Result<Revision, StoreError> {
    let small = |number: i64| u32::try_from(number).map_err(|_| broken(&row, format!("{number} is no revision")));
    let content = row.content.as_deref().map(serde_json::from_str).transpose();
    Ok(Revision {
        number: row.number,
        key: CellKey {
            side: row.side.parse().map_err(|why: yeojido_domain::BadId| broken(&row, why.to_string()))?,
            stage: row.stage.parse().map_err(|why: yeojido_domain::BadId| broken(&row, why.to_string()))?,
            lane: row.lane.parse().map_err(|why: yeojido_domain::BadId| broken(&row, why.to_string()))?,
        },
        revision: small(row.revision)?,
        content: content.map_err(|why| broken(&row, why.to_string()))?,
        restores: row.restores.map(small).transpose()?,
        reason: row.reason,
        at: Micros(row.at),
        by: Author { id: row.by, name: row.name },
    })
}

fn of_cell(journey: &JourneyId, key: &CellKey) -> sea_orm::Select<revision::Entity> {
    revision::Entity::find()
        .filter(revision::Column::Journey.eq(journey.as_str()))
        .filter(revision::Column::Side.eq(key.side.as_str()))
        .filter(revision::Column::Stage.eq(key.stage.as_str()))
        .filter(revision::Column::Lane.eq(key.lane.as_str()))
        .order_by_desc(revision::Column::Revision)
}

async fn newest(db: &impl ConnectionTrait, journey: &JourneyId, key: &CellKey) -> Result<Option<Revision>, StoreError> {
    of_cell(journey, key).limit(1).one(db).await?.map(stored).transpose()
}

fn row(journey: &JourneyId, new: &NewRevision, by: &Author, at: Micros) -> Result<revision::ActiveModel, StoreError> {
    let content = new.content.as_ref().map(serde_json::to_string).transpose();
    let content = content.map_err(|why| StoreError::Broken {
        table: "written_revision",
        id: format!("{} {}", new.key.stage, new.key.lane),
        why: why.to_string(),
    })?;
    Ok(revision::ActiveModel {
        number: NotSet,
        journey: Set(journey.to_string()),
        side: Set(new.key.side.to_string()),
        stage: Set(new.key.stage.to_string()),
        lane: Set(new.key.lane.to_string()),
        revision: Set(i64::from(new.base) + 1),
        content: Set(content),
        reason: Set(new.reason.clone()),
        restores: Set(new.restores.map(i64::from)),
        at: Set(at.0),
        by: Set(by.id.clone()),
        name: Set(by.name.clone()),
    })
}

impl Store {
    /// Writes a revision of each cell, unless somebody has written one since the author looked; then nothing at all.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when a newest revision cannot be read, [`StoreError::Database`] otherwise. A conflict is
    /// an answer, not an error: it carries the newest revision.
    pub async fn write_cells(
        &self,
        journey: &JourneyId,
        new: &[NewRevision],
        by: &Author,
        at: Micros,
    ) -> Result<Written, StoreError> {
        // Everybody takes cells in one order, so that no two wait for each other.
        let mut new: Vec<&NewRevision> = new.iter().collect();
        new.sort_by(|a, b| a.key.cmp(&b.key));
        let write = link::begin(&self.db).await?;
        let mut saved = Vec::with_capacity(new.len());
        for new in new {
            let found = newest(&write, journey, &new.key).await?;
            if found.as_ref().map_or(0, |found| found.revision) != new.base {
                return Ok(Written::Conflict { key: new.key.clone(), newest: found.map(Box::new) });
            }
            // PostgreSQL may let somebody in between our reading and now; the index then keeps us out.
            let unless = OnConflict::new().do_nothing().to_owned();
            let insert = revision::Entity::insert(row(journey, new, by, at)?).on_conflict(unless);
            if insert.exec_without_returning(&write).await? == 0 {
                write.rollback().await?;
                let newest = newest(&self.db, journey, &new.key).await?;
                return Ok(Written::Conflict { key: new.key.clone(), newest: newest.map(Box::new) });
            }
            let missing = || StoreError::Missing { what: "revision", id: new.key.stage.to_string() };
            saved.push(newest(&write, journey, &new.key).await?.ok_or_else(missing)?);
        }
        write.commit().await?;
        Ok(Written::Saved(saved))
    }

    /// The newest revision of every cell of a journey's map; emptied cells too, since whoever writes there next begins
    /// from that revision.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when one cannot be read, [`StoreError::Database`] otherwise.
    pub async fn written(&self, journey: &JourneyId) -> Result<Vec<Revision>, StoreError> {
        let newest = Query::select()
            .expr(Expr::col(revision::Column::Number).max())
            .from(revision::Entity)
            .and_where(revision::Column::Journey.eq(journey.as_str()))
            .group_by_columns([revision::Column::Side, revision::Column::Stage, revision::Column::Lane])
            .to_owned();
        let rows = revision::Entity::find()
            .filter(revision::Column::Number.in_subquery(newest))
            .order_by_asc(revision::Column::Number)
            .all(&self.db)
            .await?;
        rows.into_iter().map(stored).collect()
    }

    /// One revision of a cell.
    ///
    /// # Errors
    /// As [`Store::written`].
    pub async fn revision(
        &self,
        journey: &JourneyId,
        key: &CellKey,
        number: u32,
    ) -> Result<Option<Revision>, StoreError> {
        let asked = of_cell(journey, key).filter(revision::Column::Revision.eq(i64::from(number)));
        asked.one(&self.db).await?.map(stored).transpose()
    }

    /// A page of the history of a map, or of one cell of it, the newest first: what came before `before`.
    ///
    /// # Errors
    /// As [`Store::written`].
    pub async fn revisions(
        &self,
        journey: &JourneyId,
        key: Option<&CellKey>,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Vec<Revision>, StoreError> {
        let mut asked = match key {
            Some(key) => of_cell(journey, key),
            None => revision::Entity::find()
                .filter(revision::Column::Journey.eq(journey.as_str()))
                .order_by(revision::Column::Number, Order::Desc),
        };
        if let Some(before) = before {
            asked = asked.filter(revision::Column::Number.lt(before));
        }
        asked.limit(limit).all(&self.db).await?.into_iter().map(stored).collect()
    }

    /// The number of the newest revision of a journey's map; 0 when nobody has written on it.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database does not answer.
    pub async fn written_number(&self, journey: &JourneyId) -> Result<i64, StoreError> {
        let newest: Option<Option<i64>> = revision::Entity::find()
            .select_only()
            .column_as(revision::Column::Number.max(), "newest")
            .filter(revision::Column::Journey.eq(journey.as_str()))
            .into_tuple()
            .one(&self.db)
            .await?;
        Ok(newest.flatten().unwrap_or(0))
    }
}
