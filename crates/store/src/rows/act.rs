//! One act of a conversation about a cell: somebody wrote, edited, took back, resolved or reopened.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comment_act")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    pub journey: String,
    pub stage: String,
    pub lane: String,
    pub thread: Option<i64>,
    pub about: Option<i64>,
    pub act: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub text: Option<String>,
    pub at: i64,
    pub by: String,
    pub name: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
