//! What people put right in the labels of statements: revisions, each only ever added. No words of customers: a statement
//! is told by its voice, its place and a digest.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("label_correction")
            .col(big_pk_auto("number"))
            .col(string("voice"))
            .col(big_integer("start"))
            .col(big_integer("end"))
            .col(string("words"))
            .col(big_integer("revision"))
            .col(text_null("labels"))
            .col(big_integer("at"))
            .col(string("by"))
            .col(string_null("name"))
            .to_owned();
        manager.create_table(table).await?;
        // The index is the lock: of two who write the same revision of a statement, the database lets one in.
        let once = Index::create()
            .name("label_correction_once")
            .table("label_correction")
            .unique()
            .col("voice")
            .col("start")
            .col("end")
            .col("revision")
            .to_owned();
        manager.create_index(once).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("label_correction").to_owned()).await
    }
}
