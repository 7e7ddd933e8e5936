//! How the tables came to be, step by step, the same steps on SQLite and PostgreSQL.
//!
//! Two sets, for a workspace's store and for the server's, each with a book of its own of what was applied, so that
//! both may live in one PostgreSQL schema. A step that was released is never edited: the next one changes it.

mod m20261101_workspace;
mod m20261102_server;
mod m20261127_team;
mod m20261128_shares;
mod m20261130_arrangement;
mod m20261201_kept;
mod m20261202_corrections;

use sea_orm::{DatabaseConnection, DynIden};
use sea_orm_migration::prelude::*;

use crate::StoreError;

struct Workspace;

#[async_trait::async_trait]
impl MigratorTrait for Workspace {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261101_workspace::Migration),
            Box::new(m20261127_team::Migration),
            Box::new(m20261130_arrangement::Migration),
            Box::new(m20261201_kept::Migration),
            Box::new(m20261202_corrections::Migration),
        ]
    }

    fn migration_table_name() -> DynIden {
        Alias::new("store_migration").into_iden()
    }
}

struct Server;

#[async_trait::async_trait]
impl MigratorTrait for Server {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m20261102_server::Migration), Box::new(m20261128_shares::Migration)]
    }

    fn migration_table_name() -> DynIden {
        Alias::new("server_migration").into_iden()
    }
}

pub(crate) async fn workspace(db: &DatabaseConnection) -> Result<(), StoreError> {
    Ok(Workspace::up(db, None).await?)
}

pub(crate) async fn server(db: &DatabaseConnection) -> Result<(), StoreError> {
    Ok(Server::up(db, None).await?)
}
