//! What is broken is found.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{everything, folder, open};
use crate::{Lake, LakeError};

async fn filled() -> (TempDir, Lake) {
    let dir = folder();
    let lake = open(&dir).await;
    lake.append(everything(0), None).await.expect("stored");
    lake.append(everything(1000), None).await.expect("stored");
    (dir, lake)
}

fn files_below(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files_below(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

async fn found(lake: &Lake) -> String {
    lake.verify().await.expect("looked at").join("\n")
}

#[tokio::test]
async fn a_flipped_byte_is_found_wherever_it_is() {
    let (dir, lake) = filled().await;
    for path in files_below(dir.path(), ".parquet").into_iter().step_by(4) {
        let bytes = fs::read(&path).expect("a file");
        for at in [bytes.len() / 3, bytes.len() - 9] {
            let mut broken = bytes.clone();
            broken[at] ^= 0x10;
            fs::write(&path, &broken).expect("written");
            assert!(found(&lake).await.contains("checksum differs"), "{} at {at}", path.display());
        }
        fs::write(&path, bytes).expect("written");
    }
    assert_eq!(found(&lake).await, "");
}

#[tokio::test]
async fn a_lost_or_cut_file_is_found() {
    let (dir, lake) = filled().await;
    for below in ["lake/events", "lake/voices", "restricted/texts"] {
        let path = files_below(&dir.path().join(below), ".parquet").remove(0);
        let bytes = fs::read(&path).expect("a file");
        fs::remove_file(&path).expect("removed");
        assert!(found(&lake).await.contains("cannot be read"));
        fs::write(&path, &bytes[..bytes.len() - 1]).expect("written");
        assert!(found(&lake).await.contains("the log says"));
        fs::write(&path, bytes).expect("written");
    }
    #[cfg(unix)]
    for path in files_below(&dir.path().join("restricted"), ".parquet") {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("restricted");
    }
    assert_eq!(found(&lake).await, "");
}

#[tokio::test]
async fn a_broken_log_or_manifest_is_found() {
    let (dir, lake) = filled().await;
    let commit = dir.path().join("lake/events/_delta_log/00000000000000000002.json");
    let text = fs::read(&commit).expect("a commit");
    fs::remove_file(&commit).expect("removed");
    assert!(found(&lake).await.contains("events has version 1, the manifest names 2"));
    assert!(matches!(Lake::open(dir.path()).await, Err(LakeError::Damaged { .. })));
    fs::write(&commit, &text[..text.len() / 2]).expect("written");
    assert!(!found(&lake).await.is_empty());
    fs::write(&commit, &text).expect("written");
    assert_eq!(found(&lake).await, "");
    let manifest = dir.path().join("lake/manifest/00000000000000000001.json");
    let text = fs::read(&manifest).expect("a manifest");
    fs::write(&manifest, b"{").expect("written");
    assert!(found(&lake).await.contains("manifest"));
    fs::write(&manifest, text).expect("written");
    assert_eq!(found(&lake).await, "");
}

#[cfg(unix)]
#[tokio::test]
async fn restricted_tables_that_others_can_read_are_found() {
    use std::os::unix::fs::PermissionsExt;
    let (dir, lake) = filled().await;
    let key = dir.path().join("restricted/key");
    assert_eq!(fs::metadata(&key).expect("a key").permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(dir.path().join("restricted")).expect("a folder").permissions().mode() & 0o777, 0o700);
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).expect("opened up");
    assert!(found(&lake).await.contains("can be read by others"));
}

#[tokio::test]
async fn a_lake_without_its_key_does_not_open() {
    let (dir, lake) = filled().await;
    drop(lake);
    let key = dir.path().join("restricted/key");
    let bytes = fs::read(&key).expect("a key");
    fs::remove_file(&key).expect("removed");
    assert!(matches!(Lake::open(dir.path()).await, Err(LakeError::Damaged { .. })));
    fs::write(&key, [1; 32]).expect("another key");
    let lake = open(&dir).await;
    assert!(lake.append(everything(5000), None).await.is_err(), "another key would split every person in two");
    fs::write(&key, bytes).expect("written");
}
