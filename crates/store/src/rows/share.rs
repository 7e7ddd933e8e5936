//! A link that opens one map. The token itself is nowhere: its hash is.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "share")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    #[sea_orm(unique)]
    pub token_hash: String,
    pub workspace: String,
    pub journey: String,
    #[sea_orm(column_type = "Text")]
    pub scope: String,
    pub opens: String,
    pub embed: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub password_hash: Option<String>,
    pub expires_at: Option<i64>,
    pub created_at: i64,
    pub created_by: String,
    pub name: Option<String>,
    pub revoked_at: Option<i64>,
    pub revoked_by: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
