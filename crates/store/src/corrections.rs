//! Labels of statements as people put them right: every change is a new revision, and none is ever changed or removed, as
//! with written cells ([`crate::Written`]).
//!
//! A statement is told by its voice and its place in it, and a digest of its words says whether they still stand there.
//! The words themselves are a customer's and lie elsewhere.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use yeojido_domain::{Correction, Micros, VoiceKey};

use crate::rows::correction;
use crate::{Author, Store, StoreError, link};

/// Which words of which voice.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceInVoice {
    /// Which voice.
    pub voice: VoiceKey,
    /// First Unicode scalar.
    pub start: u32,
    /// First Unicode scalar after it.
    pub end: u32,
}

/// One revision of a corrected statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrected {
    /// Grows with every correction of the workspace.
    pub number: i64,
    /// Which statement.
    pub place: PlaceInVoice,
    /// Digest of its words.
    pub words: String,
    /// Which revision of it, from 1.
    pub revision: u32,
    /// What was decided; `None` when the model's labels hold again.
    pub correction: Option<Correction>,
    /// When.
    pub at: Micros,
    /// Who.
    pub by: Author,
}

/// A revision to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCorrection {
    /// Which statement.
    pub place: PlaceInVoice,
    /// Digest of its words.
    pub words: String,
    /// The revision that the author saw; 0 where nobody has corrected anything.
    pub base: u32,
    /// What is decided; `None` goes back to the model's labels.
    pub correction: Option<Correction>,
}

/// What came of a correction.
#[derive(Debug, Clone, PartialEq)]
pub enum Recorrected {
    /// It is the newest revision now.
    Saved(Corrected),
    /// Somebody was faster: the newest revision. `None` when there is none and the base says there was.
    Conflict(Option<Box<Corrected>>),
}

fn broken(row: &correction::Model, why: String) -> StoreError {
    StoreError::Broken { table: "label_correction", id: row.number.to_string(), why }
}

fn stored(row: correction::Model) -> Result<Corrected, StoreError> {
    let small = |number: i64| u32::try_from(number).map_err(|why| broken(&row, why.to_string()));
    let correction = row.labels.as_deref().map(serde_json::from_str).transpose();
    Ok(Corrected {
        number: row.number,
        place: PlaceInVoice {
            voice: row.voice.parse().map_err(|why: yeojido_domain::BadId| broken(&row, why.to_string()))?,
            start: small(row.start)?,
            end: small(row.end)?,
        },
        revision: small(row.revision)?,
        correction: correction.map_err(|why| broken(&row, why.to_string()))?,
        words: row.words,
        at: Micros(row.at),
        by: Author { id: row.by, name: row.name },
    })
}

fn of_place(place: &PlaceInVoice) -> sea_orm::Select<correction::Entity> {
    correction::Entity::find()
        .filter(correction::Column::Voice.eq(place.voice.to_string()))
        .filter(correction::Column::Start.eq(i64::from(place.start)))
        .filter(correction::Column::End.eq(i64::from(place.end)))
        .order_by_desc(correction::Column::Revision)
}

async fn newest(db: &impl ConnectionTrait, place: &PlaceInVoice) -> Result<Option<Corrected>, StoreError> {
    of_place(place).limit(1).one(db).await?.map(stored).transpose()
}

impl Store {
    /// Writes a revision of a statement's labels, unless somebody has written one since the author looked.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when a newest revision cannot be read, [`StoreError::Database`] otherwise. A conflict is
    /// an answer, not an error.
    pub async fn correct(&self, new: &NewCorrection, by: &Author, at: Micros) -> Result<Recorrected, StoreError> {
        let labels = new.correction.as_ref().map(serde_json::to_string).transpose();
        let labels = labels.map_err(|why| StoreError::Broken {
            table: "label_correction",
            id: new.place.voice.to_string(),
            why: why.to_string(),
        })?;
        let write = link::begin(&self.db).await?;
        let found = newest(&write, &new.place).await?;
        if found.as_ref().map_or(0, |found| found.revision) != new.base {
            return Ok(Recorrected::Conflict(found.map(Box::new)));
        }
        let row = correction::ActiveModel {
            number: NotSet,
            voice: Set(new.place.voice.to_string()),
            start: Set(i64::from(new.place.start)),
            end: Set(i64::from(new.place.end)),
            words: Set(new.words.clone()),
            revision: Set(i64::from(new.base) + 1),
            labels: Set(labels),
            at: Set(at.0),
            by: Set(by.id.clone()),
            name: Set(by.name.clone()),
        };
        // PostgreSQL may let somebody in between our reading and now; the index then keeps us out.
        let unless = OnConflict::new().do_nothing().to_owned();
        if correction::Entity::insert(row).on_conflict(unless).exec_without_returning(&write).await? == 0 {
            write.rollback().await?;
            return Ok(Recorrected::Conflict(newest(&self.db, &new.place).await?.map(Box::new)));
        }
        let missing = || StoreError::Missing { what: "correction", id: new.place.voice.to_string() };
        let saved = newest(&write, &new.place).await?.ok_or_else(missing)?;
        write.commit().await?;
        Ok(Recorrected::Saved(saved))
    }

    /// The newest revision of every statement that anybody corrected, the oldest first; those that went back to the
    /// model's labels too, since whoever corrects next begins from that revision.
    ///
    /// # Errors
    /// As [`Store::correct`].
    pub async fn corrections(&self) -> Result<Vec<Corrected>, StoreError> {
        let newest = Query::select()
            .expr(Expr::col(correction::Column::Number).max())
            .from(correction::Entity)
            .group_by_columns([correction::Column::Voice, correction::Column::Start, correction::Column::End])
            .to_owned();
        let rows = correction::Entity::find()
            .filter(correction::Column::Number.in_subquery(newest))
            .order_by_asc(correction::Column::Number)
            .all(&self.db)
            .await?;
        rows.into_iter().map(stored).collect()
    }

    /// All revisions of a statement, the newest first.
    ///
    /// # Errors
    /// As [`Store::correct`].
    pub async fn corrections_at(&self, place: &PlaceInVoice) -> Result<Vec<Corrected>, StoreError> {
        of_place(place).all(&self.db).await?.into_iter().map(stored).collect()
    }

    /// The number of the workspace's newest correction; 0 when there is none.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database does not answer.
    pub async fn corrections_number(&self) -> Result<i64, StoreError> {
        let newest: Option<Option<i64>> = correction::Entity::find()
            .select_only()
            .column_as(correction::Column::Number.max(), "newest")
            .into_tuple()
            .one(&self.db)
            .await?;
        Ok(newest.flatten().unwrap_or(0))
    }
}
