//! How things on the maps are laid out: which lanes and columns are shown, in which order, under which names. Every
//! change is a new version, and none is ever changed or removed, as with written cells ([`crate::Written`]).

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use yeojido_domain::Micros;

use crate::rows::arrangement;
use crate::{Author, Store, StoreError};

/// One version of an arrangement.
#[derive(Debug, Clone, PartialEq)]
pub struct Arranged {
    /// Which, from 1.
    pub version: u32,
    /// How things lie.
    pub value: Value,
    /// When.
    pub at: Micros,
    /// Who.
    pub by: Author,
}

/// What came of laying something out.
#[derive(Debug, Clone, PartialEq)]
pub enum Laid {
    /// It is the newest version now.
    Saved(Arranged),
    /// Somebody was faster: the number of the newest version, 0 when there is none.
    Conflict(u32),
}

fn stored(row: arrangement::Model) -> Result<Arranged, StoreError> {
    let broken =
        |why: String| StoreError::Broken { table: "arrangement", id: format!("{} {}", row.key, row.version), why };
    Ok(Arranged {
        version: u32::try_from(row.version).map_err(|why| broken(why.to_string()))?,
        value: serde_json::from_str(&row.value).map_err(|why| broken(why.to_string()))?,
        at: Micros(row.at),
        by: Author { id: row.by, name: row.name },
    })
}

impl Store {
    /// Lays something out anew, unless somebody has since the author looked. `base` is the version that they saw, 0
    /// where nobody has laid anything yet.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the newest version cannot be read, [`StoreError::Database`] otherwise.
    pub async fn arrange(
        &self,
        key: &str,
        base: u32,
        value: &Value,
        by: &Author,
        at: Micros,
    ) -> Result<Laid, StoreError> {
        let newest = self.arranged(key).await?.map_or(0, |newest| newest.version);
        if newest != base {
            return Ok(Laid::Conflict(newest));
        }
        let version = base + 1;
        let row = arrangement::ActiveModel {
            key: Set(key.to_owned()),
            version: Set(i64::from(version)),
            value: Set(value.to_string()),
            at: Set(at.0),
            by: Set(by.id.clone()),
            name: Set(by.name.clone()),
        };
        // Somebody may come in between our reading and now; the key then keeps us out.
        let unless = OnConflict::new().do_nothing().to_owned();
        if arrangement::Entity::insert(row).on_conflict(unless).exec_without_returning(&self.db).await? == 0 {
            return Ok(Laid::Conflict(self.arranged(key).await?.map_or(0, |newest| newest.version)));
        }
        Ok(Laid::Saved(Arranged { version, value: value.clone(), at, by: by.clone() }))
    }

    /// The newest version of an arrangement; `None` when nobody has laid it.
    ///
    /// # Errors
    /// As [`Store::arrange`].
    pub async fn arranged(&self, key: &str) -> Result<Option<Arranged>, StoreError> {
        Ok(self.arrangements(key, None, 1).await?.pop())
    }

    /// Versions of an arrangement, the newest first: what came before `before`.
    ///
    /// # Errors
    /// As [`Store::arrange`].
    pub async fn arrangements(&self, key: &str, before: Option<u32>, limit: u64) -> Result<Vec<Arranged>, StoreError> {
        let mut asked = arrangement::Entity::find()
            .filter(arrangement::Column::Key.eq(key))
            .order_by_desc(arrangement::Column::Version);
        if let Some(before) = before {
            asked = asked.filter(arrangement::Column::Version.lt(i64::from(before)));
        }
        asked.limit(limit).all(&self.db).await?.into_iter().map(stored).collect()
    }
}
