//! Links that open one map to whoever holds them.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let share = Table::create()
            .table("share")
            .col(big_pk_auto("number"))
            .col(string("token_hash").unique_key())
            .col(string("workspace"))
            .col(string("journey"))
            .col(text("scope"))
            .col(string("opens"))
            .col(boolean("embed"))
            .col(text_null("password_hash"))
            .col(big_integer_null("expires_at"))
            .col(big_integer("created_at"))
            .col(string("created_by"))
            .col(string_null("name"))
            .col(big_integer_null("revoked_at"))
            .col(string_null("revoked_by"))
            .to_owned();
        manager.create_table(share).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("share").to_owned()).await
    }
}
