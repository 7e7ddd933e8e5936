//! One revision of a corrected statement: never changed after it was written; without labels the model's hold again.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "label_correction")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    pub voice: String,
    pub start: i64,
    pub end: i64,
    pub words: String,
    pub revision: i64,
    #[sea_orm(column_type = "Text", nullable)]
    pub labels: Option<String>,
    pub at: i64,
    pub by: String,
    pub name: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
