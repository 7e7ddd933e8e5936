//! One revision of a written cell: never changed after it was written; without content the cell was emptied.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "written_revision")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    pub journey: String,
    pub side: String,
    pub stage: String,
    pub lane: String,
    pub revision: i64,
    #[sea_orm(column_type = "Text", nullable)]
    pub content: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub restores: Option<i64>,
    pub at: i64,
    pub by: String,
    pub name: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
