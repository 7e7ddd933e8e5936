//! What people write on a map and say about it: revisions of cells and acts on comments, each only ever added.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(revision()).await?;
        manager.create_table(act()).await?;
        // The index is the lock: of two who write the same revision of a cell, the database lets one in.
        let cell = ["journey", "side", "stage", "lane", "revision"];
        let mut once = Index::create().name("written_revision_once").table("written_revision").unique().to_owned();
        for column in cell {
            once.col(column);
        }
        manager.create_index(once).await?;
        let thread =
            Index::create().name("comment_act_thread").table("comment_act").col("journey").col("thread").to_owned();
        manager.create_index(thread).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["comment_act", "written_revision"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn revision() -> TableCreateStatement {
    Table::create()
        .table("written_revision")
        .col(big_pk_auto("number"))
        .col(string("journey"))
        .col(string("side"))
        .col(string("stage"))
        .col(string("lane"))
        .col(big_integer("revision"))
        .col(text_null("content"))
        .col(text_null("reason"))
        .col(big_integer_null("restores"))
        .col(big_integer("at"))
        .col(string("by"))
        .col(string_null("name"))
        .to_owned()
}

fn act() -> TableCreateStatement {
    Table::create()
        .table("comment_act")
        .col(big_pk_auto("number"))
        .col(string("journey"))
        .col(string("stage"))
        .col(string("lane"))
        .col(big_integer_null("thread"))
        .col(big_integer_null("about"))
        .col(string("act"))
        .col(text_null("text"))
        .col(big_integer("at"))
        .col(string("by"))
        .col(string_null("name"))
        .to_owned()
}
