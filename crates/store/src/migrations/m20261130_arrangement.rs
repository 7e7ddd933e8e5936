//! How lanes and columns lie, every version of it: until now a setting held the newest alone.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(arrangement()).await?;
        // What was laid before there were versions is the first of them.
        let kept = Query::select()
            .expr(Expr::col("key"))
            .expr(Expr::value(1_i64))
            .columns(["value", "at", "by"])
            .from("setting")
            .and_where(Expr::col("key").eq(LANES))
            .to_owned();
        let mut first = Query::insert();
        first.into_table("arrangement").columns(["key", "version", "value", "at", "by"]);
        first.select_from(kept).map_err(|why| DbErr::Custom(why.to_string()))?;
        manager.execute(first).await?;
        manager.execute(Query::delete().from_table("setting").and_where(Expr::col("key").eq(LANES)).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("arrangement").to_owned()).await
    }
}

const LANES: &str = "map.lanes";

fn arrangement() -> TableCreateStatement {
    Table::create()
        .table("arrangement")
        .col(string("key"))
        .col(big_integer("version"))
        .col(text("value"))
        .col(big_integer("at"))
        .col(string("by"))
        .col(string_null("name"))
        // The key is the lock: of two who lay the same version, the database lets one in.
        .primary_key(Index::create().col("key").col("version"))
        .to_owned()
}
