//! Something that people keep: what kind of thing, who made it and when. What it says is in its revisions.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kept")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    pub shelf: String,
    pub at: i64,
    pub by: String,
    pub name: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
