//! The first table of the server's store.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let workspace = Table::create()
            .table("workspace")
            .col(string("name").primary_key())
            .col(text("title"))
            .col(string("zone"))
            .col(boolean("demo"))
            .col(big_integer("created_at"))
            .col(string("created_by"))
            .to_owned();
        manager.create_table(workspace).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("workspace").to_owned()).await
    }
}
