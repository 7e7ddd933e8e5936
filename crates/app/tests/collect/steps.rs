//! Steps into the lake: each happens once, whatever interrupts them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use yeojido_app::collect::guess::{Said, guess};
use yeojido_app::collect::import::{self, Watch, dry_run};
use yeojido_app::collect::{CollectError, ImportPlan, ImportResult};
use yeojido_domain::{JobId, Zone};
use yeojido_lake::Lake;
use yeojido_store::{NewJob, Store};

use super::{fixture, now, open};

pub struct Room {
    dir: tempfile::TempDir,
    pub lake: Lake,
    pub store: Store,
}

impl Room {
    pub async fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let lake = Lake::open(dir.path()).await.expect("a lake");
        let url = format!("sqlite://{}?mode=rwc", dir.path().join("store.db").display());
        Self { lake, store: Store::open(&url).await.expect("a store"), dir }
    }

    pub async fn job(&self) -> JobId {
        let new = NewJob {
            kind: "import".to_owned(),
            title: "a file".to_owned(),
            by: "owner".to_owned(),
            at: now(),
            payload: serde_json::Value::Null,
        };
        self.store.create_job(new).await.expect("a job")
    }

    fn folder(&self, job: &JobId) -> PathBuf {
        self.dir.path().join("imports").join(job.as_str())
    }

    pub async fn import(&self, plan: &ImportPlan) -> ImportResult {
        let job = self.job().await;
        self.run(&job, plan, &Watch::default()).await.expect("imports")
    }

    async fn run(&self, job: &JobId, plan: &ImportPlan, watch: &Watch) -> Result<ImportResult, CollectError> {
        import::run(&self.lake, &self.store, job, plan, &self.folder(job), watch).await
    }
}

pub fn plan(path: &Path) -> ImportPlan {
    let table = open(path).expect("opens");
    let mapping = guess(&table, &Said::default()).and_then(|guess| guess.usable(&table)).expect("a mapping");
    ImportPlan::new(path, mapping, Zone::seoul(), now(), "owner").expect("a plan")
}

#[tokio::test]
async fn the_same_file_again_stores_nothing_twice() {
    let room = Room::new().await;
    let plan = plan(&fixture("good/events.ko.cp949.csv"));
    let first = room.import(&plan).await;
    assert_eq!((first.read, first.stored, first.duplicates, first.rejected), (6, 6, 0, 0));
    assert_eq!((first.events, first.customers), (6, 3));
    let second = room.import(&plan).await;
    assert_eq!((second.read, second.stored, second.duplicates), (6, 0, 6));
    assert_eq!(room.lake.verify().await.expect("verifies"), Vec::<String>::new());
}

#[tokio::test]
async fn equal_rows_are_kept_and_equal_ids_are_not() {
    let room = Room::new().await;
    let path = room.dir.path().join("equal.csv");
    std::fs::write(&path, "user_id,event,time\nu1,a,2026-10-01\nu1,a,2026-10-01\nu1,a,2026-10-01\n").expect("writes");
    assert_eq!(room.import(&plan(&path)).await.stored, 3);
    let ids = room.import(&plan(&fixture("bad/duplicate-ids.csv"))).await;
    assert_eq!((ids.stored, ids.duplicates), (2, 1));
}

#[tokio::test]
async fn an_export_with_ids_under_another_name_adds_only_what_is_new() {
    let room = Room::new().await;
    let (first, later) = (room.dir.path().join("주문-10월.csv"), room.dir.path().join("주문-11월.csv"));
    std::fs::write(&first, "event_id,user_id,event,time\n1,u1,a,2026-10-01\n2,u1,b,2026-10-02\n").expect("writes");
    std::fs::write(&later, "event_id,user_id,event,time\n2,u1,b,2026-10-02\n3,u1,c,2026-10-03\n").expect("writes");
    assert_eq!(room.import(&plan(&first)).await.stored, 2);
    let again = room.import(&plan(&later)).await;
    assert_eq!((again.stored, again.duplicates), (1, 1));
    let mut named = plan(&later);
    named.mapping.name = Some("another shop".to_owned());
    assert_eq!(room.import(&named).await.stored, 2);
}

#[tokio::test]
async fn a_corrected_mapping_stores_the_new_events_of_the_same_file() {
    let room = Room::new().await;
    let plan = plan(&fixture("good/orders.wide.ko.csv"));
    let all = room.import(&plan).await.events;
    let other = Room::new().await;
    let mut corrected = plan.clone();
    let first = corrected.mapping.events.remove(0);
    let part = other.import(&corrected).await.stored;
    corrected.mapping.events.insert(0, first);
    let again = other.import(&corrected).await;
    assert!(part > 0);
    assert_eq!((again.events, again.stored > 0 && again.stored < all), (all, true), "{again:?}");
    let lake_again = other.import(&plan).await;
    assert_eq!(lake_again.stored, 0, "{lake_again:?}");
}

#[tokio::test]
async fn rejects_are_listed_in_a_file() {
    let room = Room::new().await;
    let got = room.import(&plan(&fixture("bad/formulas.csv"))).await;
    assert_eq!((got.read, got.stored, got.rejected), (3, 2, 1));
    let text = std::fs::read_to_string(got.rejects_file.expect("a file")).expect("reads");
    assert!(text.contains("4,time,'=NOW(),this is not a time that can be read,time_unreadable"), "{text}");
}

#[tokio::test]
async fn a_dry_run_counts_and_stores_nothing() {
    let (result, rejects) = dry_run(&plan(&fixture("bad/formulas.csv")), &Watch::default()).expect("runs");
    assert_eq!((result.read, result.events, result.stored, result.rejected), (3, 2, 0, 1));
    assert_eq!(rejects.len(), 1);
}

/// Some rows, every thousandth without a time, every ten-thousandth as another before it.
fn many(path: &Path, rows: u32) {
    let mut text = String::from("user_id,event,time\n");
    for i in 0..rows {
        let time =
            if i % 1000 == 999 { "soon".to_owned() } else { format!("2026-10-01 {:02}:{:02}:00", i / 60 % 24, i % 60) };
        let user = if i % 10_000 == 5000 { 0 } else { i };
        let name = if user == 0 { "same" } else { "view" };
        let time = if user == 0 { "2026-10-01 00:00:00".to_owned() } else { time };
        writeln!(text, "u{user:06},{name},{time}").expect("memory");
    }
    std::fs::write(path, text).expect("writes");
}

#[tokio::test]
async fn an_import_stopped_and_taken_up_counts_as_if_nothing_had_happened() {
    let (calm, broken) = (Room::new().await, Room::new().await);
    let path = calm.dir.path().join("many.csv");
    many(&path, 320_000);
    let plan = plan(&path);
    let want = calm.import(&plan).await;
    assert_eq!((want.read, want.rejected, want.stored), (320_000, 320, 319_680));

    let job = broken.job().await;
    // Stopped after its first step …
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (told, stop) = (Arc::clone(&seen), Arc::new(Mutex::new(None::<Watch>)));
    let stopper = Arc::clone(&stop);
    let watch = Watch::new(move |progress| {
        told.lock().expect("not poisoned").push(progress);
        if let Some(watch) = stopper.lock().expect("not poisoned").as_ref() {
            watch.cancel();
        }
    });
    *stop.lock().expect("not poisoned") = Some(watch.clone());
    let stopped = broken.run(&job, &plan, &watch).await.expect_err("stopped");
    assert_eq!(stopped.code(), "cancelled");
    assert_eq!(seen.lock().expect("not poisoned").len(), 1);
    // … and again between the lake and the store, as a kill would: the next step is in the lake, its counts are not.
    let second = Watch::default();
    let before = broken.lake.version();
    broken.run(&job, &plan, &second).await.map(|_| ()).expect("ends");
    assert!(broken.lake.version() > before);
    let got = broken.run(&job, &plan, &Watch::default()).await.expect("taken up after its end");
    let same = |result: ImportResult| ImportResult { rejects_file: None, ..result };
    let lines =
        |result: &ImportResult| std::fs::read_to_string(result.rejects_file.clone().expect("rejects")).expect("reads");
    assert_eq!(lines(&got), lines(&want));
    assert_eq!(same(got), same(want));
    assert_eq!(broken.lake.verify().await.expect("verifies"), Vec::<String>::new());
}

#[tokio::test]
async fn a_file_that_changed_meanwhile_is_not_taken_up() {
    let room = Room::new().await;
    let path = room.dir.path().join("changing.csv");
    std::fs::write(&path, "user_id,event,time\nu1,a,2026-10-01\n").expect("writes");
    let plan = plan(&path);
    std::fs::write(&path, "user_id,event,time\nu1,a,2026-10-01\nu2,a,2026-10-01\n").expect("writes");
    let job = room.job().await;
    let error = room.run(&job, &plan, &Watch::default()).await.expect_err("changed");
    assert_eq!(error.code(), "file_changed");
}
