//! What people keep beside the maps: saved analyses, annotations of days. Every change is a new revision, a removal too, and
//! none is ever changed, as with written cells ([`crate::Written`]).

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use yeojido_domain::Micros;

use crate::rows::{kept, kept_revision};
use crate::{Author, Store, StoreError, link};

/// Something kept, at one of its revisions.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Which, in its workspace.
    pub number: i64,
    /// Which revision of it, from 1.
    pub revision: u32,
    /// What it says; `None` when it was removed.
    pub value: Option<Value>,
    /// When it was made.
    pub made_at: Micros,
    /// By whom.
    pub made_by: Author,
    /// When this revision was written.
    pub at: Micros,
    /// By whom.
    pub by: Author,
}

/// What came of a change.
#[derive(Debug, Clone, PartialEq)]
pub enum Rekept {
    /// It is the newest revision now.
    Saved(Kept),
    /// Somebody was faster: this is the newest.
    Conflict(Kept),
    /// There is no such thing.
    Missing,
}

fn stored(head: &kept::Model, row: kept_revision::Model) -> Result<Kept, StoreError> {
    let broken = |why: String| StoreError::Broken {
        table: "kept_revision",
        id: format!("{} {}", row.number, row.revision),
        why,
    };
    let value = row.value.as_deref().map(serde_json::from_str).transpose();
    Ok(Kept {
        number: row.number,
        revision: u32::try_from(row.revision).map_err(|why| broken(why.to_string()))?,
        value: value.map_err(|why| broken(why.to_string()))?,
        made_at: Micros(head.at),
        made_by: Author { id: head.by.clone(), name: head.name.clone() },
        at: Micros(row.at),
        by: Author { id: row.by, name: row.name },
    })
}

/// Writes a revision; `None` when there is one of that number.
async fn write(
    db: &impl ConnectionTrait,
    head: &kept::Model,
    revision: u32,
    value: Option<&Value>,
    by: &Author,
    at: Micros,
) -> Result<Option<Kept>, StoreError> {
    let row = kept_revision::Model {
        number: head.number,
        revision: i64::from(revision),
        value: value.map(Value::to_string),
        at: at.0,
        by: by.id.clone(),
        name: by.name.clone(),
    };
    let active = kept_revision::ActiveModel {
        number: Set(row.number),
        revision: Set(row.revision),
        value: Set(row.value.clone()),
        at: Set(row.at),
        by: Set(row.by.clone()),
        name: Set(row.name.clone()),
    };
    let unless = OnConflict::new().do_nothing().to_owned();
    let written = kept_revision::Entity::insert(active).on_conflict(unless).exec_without_returning(db).await?;
    if written == 0 { Ok(None) } else { stored(head, row).map(Some) }
}

async fn newest(db: &impl ConnectionTrait, head: &kept::Model) -> Result<Option<Kept>, StoreError> {
    let row = kept_revision::Entity::find()
        .filter(kept_revision::Column::Number.eq(head.number))
        .order_by_desc(kept_revision::Column::Revision)
        .limit(1)
        .one(db)
        .await?;
    row.map(|row| stored(head, row)).transpose()
}

impl Store {
    /// Keeps something new on a shelf.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database does not answer.
    pub async fn keep(&self, shelf: &str, value: &Value, by: &Author, at: Micros) -> Result<Kept, StoreError> {
        let begun = link::begin(&self.db).await?;
        let row = kept::ActiveModel {
            number: NotSet,
            shelf: Set(shelf.to_owned()),
            at: Set(at.0),
            by: Set(by.id.clone()),
            name: Set(by.name.clone()),
        };
        let head = kept::Entity::insert(row).exec_with_returning(&begun).await?;
        let taken = || StoreError::Broken {
            table: "kept_revision",
            id: head.number.to_string(),
            why: "has a revision before it was made".to_owned(),
        };
        let made = write(&begun, &head, 1, Some(value), by, at).await?.ok_or_else(taken)?;
        begun.commit().await?;
        Ok(made)
    }

    /// Changes something kept, or removes it (`None`), unless somebody has since the author looked. `base` is the revision
    /// that they saw.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the newest revision cannot be read, [`StoreError::Database`] otherwise.
    pub async fn keep_anew(
        &self,
        shelf: &str,
        number: i64,
        base: u32,
        value: Option<&Value>,
        by: &Author,
        at: Micros,
    ) -> Result<Rekept, StoreError> {
        let Some((head, before)) = self.head(shelf, number).await? else { return Ok(Rekept::Missing) };
        if before.value.is_none() {
            return Ok(Rekept::Missing);
        }
        if before.revision != base {
            return Ok(Rekept::Conflict(before));
        }
        if let Some(saved) = write(&self.db, &head, base + 1, value, by, at).await? {
            return Ok(Rekept::Saved(saved));
        }
        // Somebody came in between our reading and now.
        Ok(newest(&self.db, &head).await?.map_or(Rekept::Missing, Rekept::Conflict))
    }

    async fn head(&self, shelf: &str, number: i64) -> Result<Option<(kept::Model, Kept)>, StoreError> {
        let head = kept::Entity::find_by_id(number).filter(kept::Column::Shelf.eq(shelf)).one(&self.db).await?;
        let Some(head) = head else { return Ok(None) };
        Ok(newest(&self.db, &head).await?.map(|newest| (head, newest)))
    }

    /// Something kept as it stands; `None` when it was removed or never made.
    ///
    /// # Errors
    /// As [`Store::keep_anew`].
    pub async fn kept(&self, shelf: &str, number: i64) -> Result<Option<Kept>, StoreError> {
        Ok(self.head(shelf, number).await?.map(|(_, newest)| newest).filter(|newest| newest.value.is_some()))
    }

    /// Everything on a shelf as it stands, in the order it was made.
    ///
    /// # Errors
    /// As [`Store::keep_anew`].
    pub async fn all_kept(&self, shelf: &str) -> Result<Vec<Kept>, StoreError> {
        let heads = kept::Entity::find().filter(kept::Column::Shelf.eq(shelf)).order_by_asc(kept::Column::Number);
        let mut all = Vec::new();
        for head in heads.all(&self.db).await? {
            all.extend(newest(&self.db, &head).await?.filter(|newest| newest.value.is_some()));
        }
        Ok(all)
    }

    /// All revisions of something kept, the newest first; those of a removed one too.
    ///
    /// # Errors
    /// As [`Store::keep_anew`].
    pub async fn kept_history(&self, shelf: &str, number: i64) -> Result<Vec<Kept>, StoreError> {
        let Some((head, _)) = self.head(shelf, number).await? else { return Ok(Vec::new()) };
        let rows = kept_revision::Entity::find()
            .filter(kept_revision::Column::Number.eq(number))
            .order_by_desc(kept_revision::Column::Revision);
        rows.all(&self.db).await?.into_iter().map(|row| stored(&head, row)).collect()
    }
}
