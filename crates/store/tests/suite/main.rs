//! One suite over both databases: whatever holds on SQLite must hold on PostgreSQL, by the same lines.
//!
//! PostgreSQL is a real server, started on a folder of its own and stopped at the end; where none is installed the
//! half that needs it says so and passes.

mod cases;
mod postgres;

use yeojido_store::{ServerStore, Store};

/// Somewhere to open fresh stores.
trait Ground {
    /// The address of a store that nobody has used; the same name gives the same store again.
    fn address(&self, name: &str) -> String;
}

struct Sqlite(tempfile::TempDir);

impl Ground for Sqlite {
    fn address(&self, name: &str) -> String {
        format!("sqlite://{}?mode=rwc", self.0.path().join(format!("{name}.db")).display())
    }
}

impl Ground for postgres::Postgres {
    fn address(&self, name: &str) -> String {
        self.address("postgres", &format!("&schema={name}"))
    }
}

async fn workspace(ground: &dyn Ground, name: &str) -> Store {
    Store::open(&ground.address(name)).await.expect("a fresh store opens")
}

async fn server(ground: &dyn Ground, name: &str) -> ServerStore {
    ServerStore::open(&ground.address(name)).await.expect("a fresh store opens")
}

async fn everything(ground: &dyn Ground) {
    cases::journeys::all(ground).await;
    cases::jobs::all(ground).await;
    cases::shelves::all(ground).await;
    cases::written::all(ground).await;
    cases::arranged::all(ground).await;
    cases::comments::all(ground).await;
    cases::corrections::all(ground).await;
    cases::kept::all(ground).await;
    cases::shares::all(ground).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_keeps_what_the_suite_asks() {
    let ground = Sqlite(tempfile::tempdir().expect("a temporary folder"));
    everything(&ground).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_keeps_what_the_suite_asks() {
    match postgres::Postgres::start() {
        Ok(ground) => everything(&ground).await,
        Err(reason) => postgres::skipped(&reason),
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_of_sqlite_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("한글 이름 50%?.db");
    let store = Store::open_file(&path).await.expect("opens at any path");
    store.put_setting("k", &serde_json::json!(1), "owner", yeojido_domain::Micros(1)).await.expect("writes");
    let files: Vec<_> = std::fs::read_dir(folder.path()).expect("lists").map(|f| f.expect("an entry").path()).collect();
    assert!(files.contains(&path), "{files:?}");
    assert!(files.len() > 1, "there is a write-ahead log beside it: {files:?}");
    for file in files {
        let mode = file.metadata().expect("has metadata").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.display());
    }
}

#[tokio::test]
async fn an_address_of_another_database_is_refused() {
    let error = Store::open("mysql://root:secret@host/db?x=1").await.expect_err("is not ours");
    assert!(matches!(error, yeojido_store::StoreError::Address(_)), "{error}");
}
