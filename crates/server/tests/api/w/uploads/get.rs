//! Tests of `/api/w/uploads/get`.

use serde_json::json;

use crate::stand::{EVENTS, Stand, events_mapping};

#[tokio::test]
async fn an_upload_waits_until_an_import_takes_it() {
    let stand = Stand::new().await;
    let (_, none) = stand.get("/api/w/shop/uploads").await;
    assert_eq!(none, json!({"uploads": []}));
    let (_, first) = stand.upload(&[("orders.csv", EVENTS.as_bytes())]).await;
    let (_, second) = stand.upload(&[("b.csv", b"x"), ("a.csv", b"yy")]).await;
    let (_, both) = stand.get("/api/w/shop/uploads").await;
    let names: Vec<_> = both["uploads"].as_array().expect("a list").iter().map(|one| one["upload"].clone()).collect();
    assert_eq!(names, [second["upload"].clone(), first["upload"].clone()], "the newest first");
    assert_eq!(both["uploads"][0]["files"], json!([{"name": "a.csv", "bytes": 2}, {"name": "b.csv", "bytes": 1}]));
    let body = json!({"upload": first["upload"], "file": "orders.csv", "mapping": events_mapping()});
    let (_, job) = stand.post("/api/w/shop/imports", &body).await;
    stand.wait(&job).await;
    let (_, left) = stand.get("/api/w/shop/uploads").await;
    assert_eq!(left["uploads"].as_array().map(Vec::len), Some(1), "{left}");
}
