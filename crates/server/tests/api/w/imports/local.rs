//! Tests of `/api/w/imports/local`.

use reqwest::Method;
use serde_json::json;

use crate::stand::{EVENTS, Stand, events_mapping, is_problem, read};

#[tokio::test]
async fn a_command_hands_its_import_over() {
    let stand = Stand::new().await;
    let path = stand.folder.path().join("mine.csv");
    std::fs::write(&path, EVENTS).expect("is written");
    let body = json!({"path": path, "mapping": events_mapping()});
    let address = "/api/w/shop/imports/local";
    is_problem(&stand.post(address, &body).await, 401, "bad_token");
    let with_token =
        |body: &serde_json::Value| stand.ask(Method::POST, address).bearer_auth(&stand.token).json(body).send();
    let (status, job) = read(with_token(&body).await.expect("answers")).await;
    assert_eq!(status, 202, "{job}");
    assert_eq!(stand.wait(&job).await["result"]["stored"], 6);
    let relative = json!({"path": "mine.csv", "mapping": events_mapping()});
    is_problem(&read(with_token(&relative).await.expect("answers")).await, 422, "bad_path");
}
