//! Opening a database so that a saved row survives a power cut.
//!
//! SQLite: write-ahead log, full synchronisation at every commit, foreign keys on, five seconds of patience for another
//! writer, and a file that only its owner reads (the log beside it inherits the mode).

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

use crate::StoreError;
use crate::postgres::{Postgres, scheme};

pub(crate) async fn open(url: &str) -> Result<DatabaseConnection, StoreError> {
    if url.starts_with("sqlite:") {
        let options: SqliteConnectOptions = url.parse().map_err(|_| StoreError::Address(scheme(url)))?;
        return open_file(options.get_filename()).await;
    }
    url.parse::<Postgres>()?.open().await
}

pub(crate) async fn open_file(path: &Path) -> Result<DatabaseConnection, StoreError> {
    protect(path).map_err(|source| StoreError::File { path: path.to_owned(), source })?;
    let file = path.to_owned();
    let mut options = ConnectOptions::new("sqlite:store.db");
    options.max_connections(4).sqlx_logging(false).map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .filename(&file)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
    });
    Ok(Database::connect(options).await?)
}

/// Makes the file if it is missing, and keeps everybody but its owner out.
fn protect(path: &Path) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new();
    file.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    let file = file.open(path)?;
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    drop(file);
    Ok(())
}

/// Begins a transaction that will write, taking SQLite's write lock at once: a reader that turns writer later could
/// find its snapshot stale and fail without waiting.
pub(crate) async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let immediate = db.get_database_backend() == sea_orm::DbBackend::Sqlite;
    db.begin_with_options(TransactionOptions {
        sqlite_transaction_mode: immediate.then_some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    })
    .await
}
