//! Opening a database so that a saved row survives a power cut.
//!
//! SQLite: write-ahead log, full synchronisation at every commit, foreign keys on, five seconds of patience for another
//! writer, and a file that only its owner reads (the log beside it inherits the mode).

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

use crate::StoreError;

pub(crate) async fn open(url: &str) -> Result<DatabaseConnection, StoreError> {
    if url.starts_with("sqlite:") {
        let options: SqliteConnectOptions = url.parse().map_err(|_| StoreError::Address(url.to_owned()))?;
        return open_file(options.get_filename()).await;
    }
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        return open_server(url).await;
    }
    Err(StoreError::Address(url.split('?').next().unwrap_or_default().to_owned()))
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

async fn open_server(url: &str) -> Result<DatabaseConnection, StoreError> {
    let (url, schema) = split_schema(url)?;
    let connect = |schema: Option<&str>| {
        let mut options = ConnectOptions::new(&url);
        options.max_connections(8).sqlx_logging(false).connect_timeout(Duration::from_secs(10));
        if let Some(schema) = schema {
            options.set_schema_search_path(schema);
        }
        options
    };
    if let Some(schema) = &schema {
        let db = Database::connect(connect(None)).await?;
        db.execute_unprepared(&format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\"")).await?;
        db.close().await?;
    }
    Ok(Database::connect(connect(schema.as_deref())).await?)
}

/// Takes `schema=name` out of the address, since it is ours and not the driver's.
fn split_schema(url: &str) -> Result<(String, Option<String>), StoreError> {
    let Some((base, query)) = url.split_once('?') else { return Ok((url.to_owned(), None)) };
    let (ours, theirs): (Vec<&str>, Vec<&str>) = query.split('&').partition(|pair| pair.starts_with("schema="));
    let schema = ours.first().map(|pair| pair["schema=".len()..].to_owned());
    if let Some(name) = &schema
        && (name.is_empty()
            || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-'))
    {
        return Err(StoreError::Address(format!("{base}?schema={name}")));
    }
    let url = if theirs.is_empty() { base.to_owned() } else { format!("{base}?{}", theirs.join("&")) };
    Ok((url, schema))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_taken_out_of_the_address() {
        let (url, schema) = split_schema("postgres://a@h/d?sslmode=disable&schema=shop_1").expect("a good address");
        assert_eq!(url, "postgres://a@h/d?sslmode=disable");
        assert_eq!(schema.as_deref(), Some("shop_1"));
    }

    #[test]
    fn a_schema_that_would_need_quoting_is_refused() {
        assert!(split_schema("postgres://a@h/d?schema=a\"b").is_err());
        assert!(split_schema("postgres://a@h/d?schema=").is_err());
    }
}
