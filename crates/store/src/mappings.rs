//! Mappings, kept by name so that next month's file of the same shape is read without a question.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, QueryOrder};
use yeojido_domain::{Mapping, Micros};

use crate::rows::mapping;
use crate::{Store, StoreError};

/// A mapping under its name.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredMapping {
    /// Its name.
    pub name: String,
    /// What it says.
    pub mapping: Mapping,
    /// When it was saved last.
    pub at: Micros,
    /// Who saved it last.
    pub by: String,
}

fn stored(row: mapping::Model) -> Result<StoredMapping, StoreError> {
    let mapping = serde_json::from_str(&row.definition).map_err(|why| StoreError::Broken {
        table: "mapping",
        id: row.name.clone(),
        why: why.to_string(),
    })?;
    Ok(StoredMapping { name: row.name, mapping, at: Micros(row.updated_at), by: row.updated_by })
}

impl Store {
    /// Keeps a mapping under a name, in place of the one that was there.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database does not answer.
    pub async fn put_mapping(&self, name: &str, value: &Mapping, actor: &str, at: Micros) -> Result<(), StoreError> {
        let definition = serde_json::to_string(value).map_err(|why| StoreError::Broken {
            table: "mapping",
            id: name.to_owned(),
            why: why.to_string(),
        })?;
        let row = mapping::ActiveModel {
            name: Set(name.to_owned()),
            definition: Set(definition),
            created_at: Set(at.0),
            created_by: Set(actor.to_owned()),
            updated_at: Set(at.0),
            updated_by: Set(actor.to_owned()),
        };
        let again = OnConflict::column(mapping::Column::Name)
            .update_columns([mapping::Column::Definition, mapping::Column::UpdatedAt, mapping::Column::UpdatedBy])
            .to_owned();
        mapping::Entity::insert(row).on_conflict(again).exec_without_returning(&self.db).await?;
        Ok(())
    }

    /// The mapping of a name.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when it cannot be read, [`StoreError::Database`] otherwise.
    pub async fn mapping(&self, name: &str) -> Result<Option<StoredMapping>, StoreError> {
        mapping::Entity::find_by_id(name).one(&self.db).await?.map(stored).transpose()
    }

    /// All mappings by name.
    ///
    /// # Errors
    /// As [`Store::mapping`].
    pub async fn mappings(&self) -> Result<Vec<StoredMapping>, StoreError> {
        let rows = mapping::Entity::find().order_by_asc(mapping::Column::Name).all(&self.db).await?;
        rows.into_iter().map(stored).collect()
    }
}
