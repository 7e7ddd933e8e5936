//! What people keep beside the maps: saved analyses, annotations of days. Every change is a revision, only ever added.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(kept()).await?;
        manager.create_table(revision()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["kept_revision", "kept"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn kept() -> TableCreateStatement {
    Table::create()
        .table("kept")
        .col(big_pk_auto("number"))
        .col(string("shelf"))
        .col(big_integer("at"))
        .col(string("by"))
        .col(string_null("name"))
        .to_owned()
}

fn revision() -> TableCreateStatement {
    Table::create()
        .table("kept_revision")
        .col(big_integer("number"))
        .col(big_integer("revision"))
        .col(text_null("value"))
        .col(big_integer("at"))
        .col(string("by"))
        .col(string_null("name"))
        // The key is the lock: of two who write the same revision, the database lets one in.
        .primary_key(Index::create().col("number").col("revision"))
        .foreign_key(ForeignKey::create().from("kept_revision", "number").to("kept", "number"))
        .to_owned()
}
