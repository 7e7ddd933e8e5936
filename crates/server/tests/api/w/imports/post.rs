//! Tests of `/api/w/imports/post`.

use serde_json::json;

use crate::stand::{EVENTS, Stand, events_mapping, is_problem};

#[tokio::test]
async fn a_file_becomes_events_once() {
    let stand = Stand::new().await;
    let job = stand.import("orders.csv", EVENTS, &events_mapping()).await;
    assert_eq!(
        (&job["state"], &job["kind"], &job["title"]),
        (&"done".into(), &"import".into(), &"orders.csv".into()),
        "{job}"
    );
    assert_eq!((&job["result"]["read"], &job["result"]["stored"]), (&6.into(), &6.into()), "{job}");
    let again = stand.import("orders.csv", EVENTS, &events_mapping()).await;
    assert_eq!((&again["result"]["stored"], &again["result"]["duplicates"]), (&0.into(), &6.into()), "{again}");
}

#[tokio::test]
async fn a_mapping_is_kept_by_name() {
    let stand = Stand::new().await;
    let (_, upload) = stand.upload(&[("orders.csv", EVENTS.as_bytes())]).await;
    let body =
        json!({"upload": upload["upload"], "file": "orders.csv", "mapping": events_mapping(), "save_as": "주문"});
    let (_, job) = stand.post("/api/w/shop/imports", &body).await;
    stand.wait(&job).await;
    let (_, list) = stand.get("/api/w/shop/mappings").await;
    assert_eq!(list["mappings"][0]["name"], "주문");
    assert_eq!(list["mappings"][0]["mapping"]["events"][0]["time"], "일시");
    let _: yeojido_server::wire::Mapping =
        serde_json::from_value(list["mappings"][0]["mapping"].clone()).expect("is as in the contract");
}

#[tokio::test]
async fn what_cannot_be_read_is_told_row_by_row() {
    let stand = Stand::new().await;
    let bad = EVENTS.replace("2026-03-03 11:00:00", "언젠가");
    let job = stand.import("orders.csv", &bad, &events_mapping()).await;
    assert_eq!((&job["result"]["stored"], &job["result"]["rejected"]), (&5.into(), &1.into()), "{job}");
    let answer = stand.raw(&format!("/api/w/shop/jobs/{}/rejects", job["id"].as_str().expect("an id"))).await;
    assert_eq!(answer.status(), 200);
    assert!(answer.headers()["content-disposition"].to_str().expect("is text").contains("attachment"));
    let text = answer.text().await.expect("has a body");
    assert!(text.contains("언젠가"), "{text}");
    let clean = stand.import("again.csv", EVENTS, &events_mapping()).await;
    let none = format!("/api/w/shop/jobs/{}/rejects", clean["id"].as_str().expect("an id"));
    is_problem(&stand.get(&none).await, 404, "not_found");
}

#[tokio::test]
async fn an_import_of_nothing_is_refused() {
    let stand = Stand::new().await;
    let (_, upload) = stand.upload(&[("orders.csv", EVENTS.as_bytes())]).await;
    let name = upload["upload"].as_str().expect("a name");
    let body = |upload: &str, file: &str| json!({"upload": upload, "file": file, "mapping": events_mapping()});
    for (upload, file) in
        [("none", "orders.csv"), ("", "orders.csv"), ("..", "x"), (name, "../orders.csv"), (name, "x.csv")]
    {
        is_problem(&stand.post("/api/w/shop/imports", &body(upload, file)).await, 404, "upload_not_found");
    }
    let empty = json!({"upload": name, "file": "orders.csv", "mapping": {"mapping": 1}});
    is_problem(&stand.post("/api/w/shop/imports", &empty).await, 422, "bad_mapping");
    let (_, jobs) = stand.get("/api/w/shop/jobs").await;
    assert_eq!(jobs, json!({"jobs": []}));
}

#[tokio::test]
async fn an_import_that_fails_says_why() {
    let stand = Stand::new().await;
    let job = stand.import("orders.csv", "a,b\n1,2\n", &events_mapping()).await;
    assert_eq!(job["state"], "failed", "{job}");
    assert!(job["error"]["code"].is_string(), "{job}");
}
