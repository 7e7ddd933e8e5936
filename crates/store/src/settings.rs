//! Settings of a workspace: JSON by key.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use sea_orm::sea_query::OnConflict;
use serde_json::Value;
use yeojido_domain::Micros;

use crate::rows::setting;
use crate::{Store, StoreError};

impl Store {
    /// The value of a key, if it was ever set.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when it is not JSON, [`StoreError::Database`] otherwise.
    pub async fn setting(&self, key: &str) -> Result<Option<Value>, StoreError> {
        let Some(row) = setting::Entity::find_by_id(key).one(&self.db).await? else { return Ok(None) };
        serde_json::from_str(&row.value).map(Some).map_err(|why| StoreError::Broken {
            table: "setting",
            id: key.to_owned(),
            why: why.to_string(),
        })
    }

    /// Sets a key.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database does not answer.
    pub async fn put_setting(&self, key: &str, value: &Value, actor: &str, at: Micros) -> Result<(), StoreError> {
        let row = setting::ActiveModel {
            key: Set(key.to_owned()),
            value: Set(value.to_string()),
            at: Set(at.0),
            by: Set(actor.to_owned()),
        };
        let again = OnConflict::column(setting::Column::Key)
            .update_columns([setting::Column::Value, setting::Column::At, setting::Column::By])
            .to_owned();
        setting::Entity::insert(row).on_conflict(again).exec_without_returning(&self.db).await?;
        Ok(())
    }
}
