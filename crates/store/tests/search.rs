//! The index of words: what it finds, forgets and survives.

use std::path::{Path, PathBuf};

use yeojido_domain::VoiceKey;
use yeojido_store::SearchIndex;
use yeojido_text::{Nearly, Terms};

const SAID: [&str; 4] =
    ["결제가 안 돼요", "배송이 너무 늦었어요", "앱이 계속 튕겨요", "The payments were declined twice"];

fn filled(dir: &Path) -> SearchIndex {
    let index = SearchIndex::open(dir).expect("an index");
    let mut writing = index.write().expect("a writer");
    for (key, text) in (1..).zip(SAID) {
        writing.add(VoiceKey(u128::MAX - key), &Terms::of(text)).expect("added");
    }
    writing.commit("test").expect("committed");
    writing.end(false).expect("ended");
    index
}

fn found(index: &SearchIndex, typed: &str) -> Vec<u128> {
    let sought = Nearly::new(typed).expect("words");
    let mut keys: Vec<u128> =
        index.nearly(&sought).expect("an answer").into_iter().map(|key| u128::MAX - key.0).collect();
    keys.sort_unstable();
    keys
}

/// All words of other tongues that the files hold.
fn terms(dir: &Path) -> Vec<String> {
    let index = tantivy::Index::open_in_dir(dir).expect("an index");
    let latin = index.schema().get_field("latin").expect("a field");
    let searcher = index.reader().expect("a reader").searcher();
    let mut found = Vec::new();
    for segment in searcher.segment_readers() {
        let of_segment = segment.inverted_index(latin).expect("terms");
        let mut stream = of_segment.terms().stream().expect("a stream");
        while stream.advance() {
            found.push(String::from_utf8_lossy(stream.key()).into_owned());
        }
    }
    found
}

#[test]
fn what_is_nearly_said_is_found() {
    let dir = tempfile::tempdir().expect("a folder");
    let index = filled(dir.path());
    assert_eq!(index.count(), 4);
    for (typed, wanted) in [
        ("결재", vec![1]),
        ("배송이늦어요", vec![2]),
        ("늦게 배송", vec![]),
        ("배송 늦었다", vec![2]),
        ("앱이자꾸튕겨요", vec![3]),
        ("paymant", vec![4]),
        ("payment decline", vec![4]),
        ("환불", vec![]),
    ] {
        assert_eq!(found(&index, typed), wanted, "{typed}");
    }
}

#[test]
fn it_is_there_when_the_program_starts_again() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(filled(dir.path()));
    let index = SearchIndex::open(dir.path()).expect("an index");
    assert_eq!((index.count(), index.made_by().expect("read")), (4, Some("test".to_owned())));
    assert_eq!(index.voices().expect("keys").len(), 4);
}

#[test]
fn what_is_forgotten_is_neither_found_nor_left_on_the_disk() {
    let dir = tempfile::tempdir().expect("a folder");
    let index = filled(dir.path());
    let holds = || terms(dir.path()).contains(&"declin".to_owned());
    assert!(holds());
    let mut writing = index.write().expect("a writer");
    writing.forget(VoiceKey(u128::MAX - 4)).expect("forgotten");
    writing.commit("test").expect("committed");
    writing.end(true).expect("ended");
    assert_eq!((index.count(), found(&index, "payment")), (3, vec![]));
    assert!(!holds());
    assert_eq!(found(&index, "결재"), vec![1]);
}

#[test]
fn a_damaged_index_is_begun_anew() {
    for meta in [true, false] {
        let dir = tempfile::tempdir().expect("a folder");
        drop(filled(dir.path()));
        let mut files = std::fs::read_dir(dir.path()).expect("a folder").map(|file| file.expect("a file").path());
        let wanted = |path: &PathBuf| {
            if meta { path.ends_with("meta.json") } else { path.extension().is_some_and(|end| end == "term") }
        };
        let file = files.find(wanted).expect("such a file");
        let mut bytes = std::fs::read(&file).expect("reads");
        if meta {
            bytes.truncate(8);
        } else {
            bytes[8] ^= 1;
        }
        std::fs::write(&file, bytes).expect("writes");
        let index = SearchIndex::open(dir.path()).expect("an index");
        assert_eq!(index.count(), 0, "{}", file.display());
        drop(filled(dir.path()));
    }
}
