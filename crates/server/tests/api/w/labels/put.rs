//! Tests of `/api/w/voices/{voice}/labels`.

use reqwest::Method;
use serde_json::{Value, json};

use crate::stand::{Stand, is_problem, read};

/// The voice that speaks of paying, with its first statement.
async fn voice(stand: &Stand) -> (String, Value) {
    let (_, list) = stand.get("/api/w/shop/voices?q=결제").await;
    let row = &list["rows"][0];
    (row["voice_id"].as_str().expect("an id").to_owned(), row["statements"][0].clone())
}

fn body(told: &Value, correction: &Value) -> Value {
    json!({"start": told["start"], "end": told["end"], "base": told["revision"], "correction": correction})
}

#[tokio::test]
async fn a_corrected_statement_is_counted_and_listed_under_its_new_label() {
    let stand = Stand::filled().await;
    let (id, told) = voice(&stand).await;
    let path = format!("/api/w/shop/voices/{id}/labels");
    assert_eq!((&told["revision"], &told["put_right"]), (&json!(0), &Value::Null));
    let tag = stand.raw("/api/w/shop/map/buy").await.headers()["etag"].clone();
    let (status, now) = stand.put(&path, &body(&told, &json!({"topic": ["app"], "need": null}))).await;
    assert_eq!(status, 200, "{now}");
    assert_eq!((&now["topic"], &now["need"], &now["revision"]), (&json!(["app"]), &Value::Null, &json!(1)));
    assert_eq!(now["put_right"]["model"]["topic"], told["topic"]);
    assert_eq!(now["put_right"]["correction"], json!({"topic": ["app"], "need": null}));
    for (query, n) in [("topic=app", 1), ("topic=ordering", 0), ("put_right=true", 1), ("put_right=false", 1)] {
        let (_, list) = stand.get(&format!("/api/w/shop/voices?{query}")).await;
        assert_eq!(list["n"], n, "{query}: {list}");
    }
    let known = stand.ask(Method::GET, "/api/w/shop/map/buy").header("if-none-match", tag);
    let (status, map) = read(known.send().await.expect("answers")).await;
    assert_eq!(status, 200, "who has the map of before gets another one");
    let of = |id: &str| map["stages"][1]["topics"].as_array().expect("topics").iter().any(|one| one["topic"] == id);
    assert!(of("app") && !of("ordering"), "{map}");
    let (_, cell) = stand.get("/api/w/shop/map/buy/evidence?cell=pay.topic.app").await;
    assert_eq!(cell["n"], 1, "{cell}");

    let (status, back) = stand.put(&path, &body(&now, &Value::Null)).await;
    assert_eq!((status.as_u16(), &back["topic"], &back["put_right"]), (200, &told["topic"], &Value::Null));
    let place = format!("{path}?start={}&end={}", told["start"], told["end"]);
    let (_, history) = stand.get(&place).await;
    let revisions = history["revisions"].as_array().expect("revisions");
    assert_eq!(revisions.iter().map(|one| one["revision"].as_u64()).collect::<Vec<_>>(), [Some(2), Some(1)]);
    assert_eq!((&revisions[0]["correction"], &history["model"]["topic"]), (&Value::Null, &told["topic"]));
}

#[tokio::test]
async fn a_correction_from_an_old_revision_is_a_conflict_with_both_decisions() {
    let stand = Stand::filled().await;
    let (id, told) = voice(&stand).await;
    let path = format!("/api/w/shop/voices/{id}/labels");
    let named = stand.ask(Method::PUT, &path).header("x-yeojido-name", "%EA%B9%80");
    read(named.json(&body(&told, &json!({"topic": ["app"]}))).send().await.expect("answers")).await;
    let late = stand.put(&path, &body(&told, &json!({"topic": ["price"]}))).await;
    is_problem(&late, 409, "conflict");
    let params = &late.1["params"];
    assert_eq!((params["theirs"].as_str(), params["by"].as_str()), (Some(r#"{"topic":["app"]}"#), Some("김")));
}

#[tokio::test]
async fn a_correction_that_cannot_be_is_refused() {
    let stand = Stand::filled().await;
    let (id, told) = voice(&stand).await;
    let path = format!("/api/w/shop/voices/{id}/labels");
    is_problem(&stand.put(&path, &body(&told, &json!({}))).await, 422, "bad_correction");
    is_problem(&stand.put(&path, &body(&told, &json!({"topic": ["weather"]}))).await, 422, "bad_body");
    let other = json!({"start": 900, "end": 901, "base": 0, "correction": {"topic": ["app"]}});
    is_problem(&stand.put(&path, &other).await, 404, "not_found");
    is_problem(&stand.get(&format!("{path}?start=900&end=901")).await, 404, "not_found");
}

#[tokio::test]
async fn corrected_statements_are_handed_to_the_command_line_with_their_words() {
    let stand = Stand::filled().await;
    let (id, told) = voice(&stand).await;
    let all = json!({"sentiment": "negative", "emotion": ["anger"], "intent": "complaint", "topic": ["app"], "need": "function"});
    stand.put(&format!("/api/w/shop/voices/{id}/labels"), &body(&told, &all)).await;
    let order = json!({"workspace": "shop", "actor": "owner", "command": "voice_corrections"});
    let ask = stand.ask(Method::POST, "/api/command").bearer_auth(&stand.token).json(&order);
    let (status, list) = read(ask.send().await.expect("answers")).await;
    assert_eq!(status, 200, "{list}");
    assert_eq!(
        (&list["rows"][0]["text"], &list["rows"][0]["need"]),
        (&json!("결제가 자꾸 실패해요"), &json!("function"))
    );
    assert_eq!(list["rows"].as_array().map(Vec::len), Some(1));
}
