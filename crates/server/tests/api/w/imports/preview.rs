//! Tests of `/api/w/imports/preview`.

use serde_json::json;

use crate::stand::{EVENTS, Stand, events_mapping, is_problem};

#[tokio::test]
async fn a_file_without_a_mapping_is_guessed() {
    let stand = Stand::new().await;
    let (_, upload) = stand.upload(&[("orders.csv", EVENTS.as_bytes())]).await;
    let ask = json!({"upload": upload["upload"], "file": "orders.csv"});
    let (status, preview) = stand.post("/api/w/shop/imports/preview", &ask).await;
    assert_eq!(status, 200, "{preview}");
    assert_eq!((&preview["format"], preview["columns"].as_array().map(Vec::len)), (&"csv".into(), Some(5)));
    assert_eq!(preview["result"]["events"], 6, "{preview}");
    assert_eq!(preview["sample"]["events"][0]["event"], "visit");
    let (_, fields) = stand.get("/api/w/shop/fields").await;
    assert_eq!(fields["events"], json!([]), "nothing is stored");
}

#[tokio::test]
async fn a_given_mapping_is_tried() {
    let stand = Stand::new().await;
    let (_, upload) = stand.upload(&[("orders.csv", EVENTS.as_bytes())]).await;
    let mut mapping = events_mapping();
    let ask =
        |mapping: &serde_json::Value| json!({"upload": upload["upload"], "file": "orders.csv", "mapping": mapping});
    let (_, preview) = stand.post("/api/w/shop/imports/preview", &ask(&mapping)).await;
    assert_eq!(preview["result"]["events"], 6, "{preview}");
    mapping["join"] = json!([{"file": "../../../store.db", "on": "a", "take": ["b"]}]);
    is_problem(&stand.post("/api/w/shop/imports/preview", &ask(&mapping)).await, 404, "upload_not_found");
    is_problem(&stand.post("/api/w/shop/imports", &ask(&mapping)).await, 404, "upload_not_found");
    is_problem(&stand.post("/api/w/shop/imports/preview", &ask(&json!({"mapping": "x"}))).await, 422, "bad_mapping");
}
