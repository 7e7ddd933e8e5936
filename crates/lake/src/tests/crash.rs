//! An append that is cut off anywhere is not there, and can be appended again.

use std::process::{Command, Stdio};
use std::time::Duration;

use super::{event, events, everything, folder, open};
use crate::table::Table;
use crate::{Appended, Lake, LakeError, Tally, Txn};

async fn append_cut_off(lake: &Lake, after: Table, txn: Option<Txn>) {
    lake.writer.lock().await.stop_after = Some(after);
    let error = lake.append(everything(1000), txn).await.expect_err("cut off");
    assert!(matches!(error, LakeError::Damaged { .. }));
    lake.writer.lock().await.stop_after = None;
}

fn job(version: i64) -> Option<Txn> {
    Some(Txn { app: "job_1".into(), version })
}

async fn expect_whole(lake: &Lake, appended: Appended) {
    assert_eq!((appended.events.stored, appended.voices.stored, appended.customers.stored), (42, 10, 1));
    let snapshot = lake.snapshot(None).await.expect("newest");
    assert_eq!(snapshot.events(&[]).await.expect("events").len(), 84);
    assert_eq!(snapshot.voices().await.expect("voices").len(), 20);
    assert_eq!(lake.verify().await.expect("looked at"), Vec::<String>::new());
}

#[tokio::test]
async fn an_append_cut_off_between_two_tables_is_taken_back_when_the_lake_opens() {
    for after in Table::APPENDED {
        let dir = folder();
        let lake = open(&dir).await;
        lake.append(everything(0), job(0)).await.expect("stored");
        append_cut_off(&lake, after, job(1)).await;
        let seen = lake.snapshot(None).await.expect("newest");
        assert_eq!((seen.version(), seen.events(&[]).await.expect("events").len()), (1, 42), "{after:?}");
        drop(lake);
        let lake = open(&dir).await;
        assert_eq!(lake.verify().await.expect("looked at"), Vec::<String>::new(), "{after:?}");
        assert_eq!(lake.snapshot(None).await.expect("newest").events(&[]).await.expect("events").len(), 42);
        let appended = lake.append(everything(1000), job(1)).await.expect("stored now");
        expect_whole(&lake, appended).await;
        assert_eq!(lake.append(everything(1000), job(1)).await.expect("known"), appended);
        assert_eq!(lake.append(everything(0), job(0)).await.expect("known").version, 1);
    }
}

#[tokio::test]
async fn an_append_that_failed_is_taken_back_before_the_next() {
    for after in [Table::Texts, Table::Voices, Table::Events] {
        let dir = folder();
        let lake = open(&dir).await;
        lake.append(everything(0), None).await.expect("stored");
        append_cut_off(&lake, after, None).await;
        let appended = lake.append(everything(1000), None).await.expect("stored now");
        expect_whole(&lake, appended).await;
    }
}

#[tokio::test]
async fn files_that_no_commit_names_are_swept_when_the_lake_opens() {
    let dir = folder();
    let lake = open(&dir).await;
    lake.append(everything(0), None).await.expect("stored");
    let stray = dir.path().join("restricted/texts/data/00000000000000000002-00.parquet");
    std::fs::write(&stray, b"half a file").expect("written");
    let staged = dir.path().join("lake/events/_delta_log/00000000000000000002.json.tmp");
    std::fs::write(&staged, b"{\"add").expect("written");
    let lake = open(&dir).await;
    assert!(!stray.exists());
    assert_eq!(lake.append(everything(1000), None).await.expect("stored").events.stored, 42);
    assert_eq!(lake.verify().await.expect("looked at"), Vec::<String>::new());
}

const CHILD: &str = "YEOJIDO_LAKE_CHILD";

/// Not a test of its own: the process that the next one kills.
#[tokio::test]
async fn a_process_that_is_killed_while_it_appends() {
    let Ok(dir) = std::env::var(CHILD) else { return };
    let lake = Lake::open(std::path::Path::new(&dir)).await.expect("the lake opens");
    for chunk in 0..10_000_i64 {
        let first = chunk as u128 * 50;
        let rows = (first..first + 50).map(|key| event(key, &format!("c{}", key % 9), "x", key as i64)).collect();
        lake.append(events(rows), Some(Txn { app: "job".into(), version: chunk })).await.expect("stored");
    }
}

fn manifests(dir: &tempfile::TempDir) -> usize {
    std::fs::read_dir(dir.path().join("lake/manifest")).map_or(0, Iterator::count)
}

#[tokio::test]
async fn a_process_killed_at_any_moment_leaves_whole_chunks() {
    let dir = folder();
    let mut chunks = 0;
    for round in 0..4_u64 {
        let exe = std::env::current_exe().expect("this program");
        let mut child = Command::new(exe)
            .args(["--exact", "tests::crash::a_process_that_is_killed_while_it_appends"])
            .env(CHILD, dir.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("this program starts");
        // Killed while it appends, not while it starts: some versions after those that were there.
        let before = manifests(&dir);
        for _ in 0..3000 {
            if manifests(&dir) > before + 2 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        tokio::time::sleep(Duration::from_millis(7 + 23 * round)).await;
        child.kill().expect("killed");
        child.wait().expect("gone");
        let lake = open(&dir).await;
        assert_eq!(lake.verify().await.expect("looked at"), Vec::<String>::new());
        let stored = lake.snapshot(None).await.expect("newest").events(&[]).await.expect("events").len();
        assert_eq!(stored % 50, 0);
        assert!(stored / 50 > chunks || round > 0, "nothing was stored before it was killed");
        assert!(stored / 50 >= chunks, "nothing that was answered is lost");
        chunks = stored / 50;
    }
    // The chunks go on where they stopped: each again answers as it did, the next is new.
    let lake = open(&dir).await;
    for chunk in 0..=chunks {
        let first = chunk as u128 * 50;
        let rows = (first..first + 50).map(|key| event(key, &format!("c{}", key % 9), "x", key as i64)).collect();
        let txn = Some(Txn { app: "job".into(), version: chunk as i64 });
        let appended = lake.append(events(rows), txn).await.expect("stored or known");
        assert_eq!(appended.events, Tally { stored: 50, duplicates: 0 }, "chunk {chunk} of {chunks}");
    }
}
