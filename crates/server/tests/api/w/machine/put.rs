//! `PUT /api/w/{ws}/machine`: off by default; a key that goes in and never comes out; what cannot work is refused.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::provider::{Provider, Reply};
use crate::stand::{Stand, is_problem};

pub const MACHINE: &str = "/api/w/shop/machine";
pub const KEY: &str = "sk-planted-key";

/// Settings that are on for a provider.
pub fn on(base: &str) -> Value {
    json!({"on": true, "endpoint": base, "model": "test-model", "uses": ["stage_summary"], "day_tokens": 100_000,
        "month_tokens": 1_000_000, "version": 0, "key": KEY})
}

pub fn with(mut settings: Value, field: &str, value: Value) -> Value {
    settings[field] = value;
    settings
}

#[tokio::test]
async fn off_by_default_and_then_nothing_is_ever_sent() {
    let stand = Stand::filled().await;
    let (status, told) = stand.get(MACHINE).await;
    assert_eq!((status, &told["on"], &told["has_key"]), (StatusCode::OK, &json!(false), &json!(false)), "{told}");
    let provider = Provider::new(|_, _| Reply::says("{}")).await;
    let off = with(on(&provider.base), "on", json!(false));
    assert_eq!(stand.put(MACHINE, &off).await.0, StatusCode::OK);
    is_problem(&stand.post(&format!("{MACHINE}/test"), &json!({})).await, 422, "machine_off");
    is_problem(&stand.post("/api/w/shop/map/buy/summary?stage=pay", &json!({})).await, 422, "machine_off");
    assert_eq!(stand.get("/api/w/shop/map/buy/summary?stage=pay").await.1["on"], false);
    for path in ["/api/w/shop/map/buy", "/api/w/shop/map/buy/findings", "/api/w/shop/themes", "/api/w/shop/voices"] {
        assert_eq!(stand.get(path).await.0, StatusCode::OK);
    }
    let unused = with(with(on(&provider.base), "uses", json!([])), "version", json!(1));
    assert_eq!(stand.put(MACHINE, &unused).await.0, StatusCode::OK);
    is_problem(&stand.post("/api/w/shop/map/buy/summary?stage=pay", &json!({})).await, 422, "machine_off");
    assert_eq!(provider.seen().len(), 0);
}

#[tokio::test]
async fn a_key_is_kept_for_its_owner_only_and_never_told() {
    let provider = Provider::new(|_, _| Reply::says(r#"{"ok": true}"#)).await;
    let stand = Stand::new().await;
    let (status, told) = stand.put(MACHINE, &on(&provider.base)).await;
    assert_eq!((status, &told["has_key"]), (StatusCode::OK, &json!(true)), "{told}");
    let (_, again) = stand.get(MACHINE).await;
    let (_, tried) = stand.post(&format!("{MACHINE}/test"), &json!({})).await;
    assert_eq!((&tried["model"], &tried["tokens"]), (&json!("test-model-1"), &json!(150)));
    assert!(provider.seen()[0].head.contains(KEY));
    for text in [told.to_string(), again.to_string(), tried.to_string()] {
        assert!(!text.contains("planted"), "{text}");
    }
    let folder = stand.stop().await;
    let (mut in_files, mut stack) = (Vec::new(), vec![folder.path().to_owned()]);
    while let Some(dir) = stack.pop() {
        for entry in std::fs::read_dir(dir).expect("lists") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                stack.push(path);
            } else if String::from_utf8_lossy(&std::fs::read(&path).expect("reads")).contains("planted") {
                in_files.push(path);
            }
        }
    }
    let names: Vec<_> = in_files.iter().map(|path| path.file_name().expect("a name").to_owned()).collect();
    assert_eq!(names, ["machine.key"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = in_files[0].metadata().expect("has metadata").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[tokio::test]
async fn a_key_goes_to_the_host_that_it_was_given_for_and_to_no_other() {
    let (mine, other) = (Provider::new(|_, _| Reply::says("{}")).await, Provider::new(|_, _| Reply::says("{}")).await);
    let stand = Stand::new().await;
    assert_eq!(stand.put(MACHINE, &on(&mine.base)).await.1["has_key"], true);
    let mut moved = with(on(&other.base), "version", json!(1));
    moved.as_object_mut().expect("an object").remove("key");
    assert_eq!(stand.put(MACHINE, &moved).await.1["has_key"], false);
    assert_eq!(stand.post(&format!("{MACHINE}/test"), &json!({})).await.0, StatusCode::OK);
    assert!(!other.seen()[0].head.contains("planted"), "{}", other.seen()[0].head);
    let back = with(with(moved, "endpoint", json!(mine.base)), "version", json!(2));
    assert_eq!(stand.put(MACHINE, &back).await.1["has_key"], false, "it was forgotten, not hidden");
}

#[tokio::test]
async fn what_cannot_work_is_refused_by_its_field_and_two_at_once_do_not_overwrite() {
    let stand = Stand::new().await;
    let good = on("http://127.0.0.1:9/v1");
    for (field, value, code) in [
        ("endpoint", json!("http://api.example.com/v1"), "bad_endpoint"),
        ("endpoint", json!(""), "bad_endpoint"),
        ("endpoint", json!("https://user:pass@api.example.com/v1"), "bad_endpoint"),
        ("model", json!(" "), "bad_model"),
        ("key", json!("two words"), "bad_key"),
        ("day_tokens", json!(2_000_000_000_u64), "bad_budget"),
    ] {
        let problem = stand.put(MACHINE, &with(good.clone(), field, value)).await;
        is_problem(&problem, 422, code);
        assert_eq!(problem.1["field"], field, "{}", problem.1);
    }
    assert_eq!(stand.put(MACHINE, &good).await.0, StatusCode::OK);
    is_problem(&stand.put(MACHINE, &with(good.clone(), "key", json!("sk-late"))).await, 409, "conflict");
    let failed = stand.post(&format!("{MACHINE}/test"), &json!({})).await;
    is_problem(&failed, 502, "machine_unreachable");
    let forgotten = with(with(good, "key", json!("")), "version", json!(1));
    assert_eq!(stand.put(MACHINE, &forgotten).await.1["has_key"], false);
}
