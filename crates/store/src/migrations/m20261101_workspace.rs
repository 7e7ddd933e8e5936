//! The first tables of a workspace's store.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    // One transaction on both databases: a kill in the middle leaves no half of a set of tables.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [journey(), version(), mapping(), job(), chunk(), setting()] {
            manager.create_table(table).await?;
        }
        let state = Index::create().name("job_state").table("job").col("state").col("number").to_owned();
        manager.create_index(state).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["setting", "job_chunk", "job", "mapping", "journey_version", "journey"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn journey() -> TableCreateStatement {
    Table::create()
        .table("journey")
        .col(string("id").primary_key())
        .col(big_integer("newest"))
        .col(big_integer("created_at"))
        .col(string("created_by"))
        .col(big_integer_null("removed_at"))
        .col(string_null("removed_by"))
        .to_owned()
}

fn version() -> TableCreateStatement {
    Table::create()
        .table("journey_version")
        .col(string("journey"))
        .col(big_integer("version"))
        .col(text("definition"))
        .col(big_integer("at"))
        .col(string("by"))
        .primary_key(Index::create().col("journey").col("version"))
        .foreign_key(ForeignKey::create().from("journey_version", "journey").to("journey", "id"))
        .to_owned()
}

fn mapping() -> TableCreateStatement {
    Table::create()
        .table("mapping")
        .col(string("name").primary_key())
        .col(text("definition"))
        .col(big_integer("created_at"))
        .col(string("created_by"))
        .col(big_integer("updated_at"))
        .col(string("updated_by"))
        .to_owned()
}

fn job() -> TableCreateStatement {
    Table::create()
        .table("job")
        .col(big_pk_auto("number"))
        .col(string("kind"))
        .col(text("title"))
        .col(string("state"))
        .col(string("step"))
        .col(big_integer("done"))
        .col(big_integer_null("total"))
        .col(text("payload"))
        .col(text_null("result"))
        .col(text_null("error"))
        .col(big_integer("created_at"))
        .col(string("created_by"))
        .col(big_integer_null("started_at"))
        .col(big_integer_null("finished_at"))
        .col(big_integer("updated_at"))
        .col(string("updated_by"))
        .to_owned()
}

fn chunk() -> TableCreateStatement {
    Table::create()
        .table("job_chunk")
        .col(big_integer("job"))
        .col(big_integer("chunk"))
        .col(text("counts"))
        .col(big_integer("at"))
        .col(string("by"))
        .primary_key(Index::create().col("job").col("chunk"))
        .foreign_key(ForeignKey::create().from("job_chunk", "job").to("job", "number"))
        .to_owned()
}

fn setting() -> TableCreateStatement {
    Table::create()
        .table("setting")
        .col(string("key").primary_key())
        .col(text("value"))
        .col(big_integer("at"))
        .col(string("by"))
        .to_owned()
}
