//! A part of a job that is done for good, with what it counted.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job_chunk")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub job: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub chunk: i64,
    #[sea_orm(column_type = "Text")]
    pub counts: String,
    pub at: i64,
    pub by: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
