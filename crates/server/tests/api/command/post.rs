//! Tests of `/api/command/post`.

use reqwest::Method;
use serde_json::{Value, json};

use crate::stand::{Stand, is_problem, read};

#[tokio::test]
async fn a_command_is_run_for_whoever_can_read_the_lock() {
    let stand = Stand::filled().await;
    let order =
        json!({"workspace": "shop", "actor": "owner", "command": "analyze", "kind": "transitions", "question": {}});
    is_problem(&stand.post("/api/command", &order).await, 401, "bad_token");
    let wrong = stand.ask(Method::POST, "/api/command").bearer_auth("x").json(&order).send().await.expect("answers");
    is_problem(&read(wrong).await, 401, "bad_token");
    let lock = std::fs::read_to_string(stand.folder.path().join("lock")).expect("the lock is written");
    let lock: Value = serde_json::from_str(&lock).expect("the lock is JSON");
    assert_eq!(format!("http://{}", lock["address"].as_str().expect("has an address")), stand.base);
    let token = lock["token"].as_str().expect("has a token");
    let answer = stand.ask(Method::POST, "/api/command").bearer_auth(token).json(&order).send().await.expect("answers");
    let (status, report) = read(answer).await;
    assert_eq!(status, 200, "{report}");
    assert_eq!(report["events"], 6);
}
