//! Tests of `/api/w/customers/get`.

use crate::stand::{Stand, is_problem};

#[tokio::test]
async fn a_customer_is_found_and_opened() {
    let stand = Stand::filled().await;
    let (status, all) = stand.get("/api/w/shop/customers?limit=2").await;
    assert_eq!(status, 200, "{all}");
    assert_eq!((&all["n"], all["rows"].as_array().map(Vec::len)), (&3.into(), Some(2)));
    let (_, found) = stand.get("/api/w/shop/customers?q=u1").await;
    assert_eq!((&found["n"], &found["rows"][0]["label"]), (&1.into(), &"u1".into()));
    let person = found["rows"][0]["person"].as_str().expect("an id");
    let (status, page) = stand.get(&format!("/api/w/shop/customers/{person}?journey=buy")).await;
    assert_eq!(status, 200, "{page}");
    let moments: Vec<_> = page["timeline"].as_array().expect("a list").iter().map(|m| m["is"].clone()).collect();
    assert_eq!(moments, ["voice", "event", "event", "event"], "newest first, events and voices together");
    assert_eq!(page["timeline"][1]["stage"], "receive");
    assert_eq!(page["walks"][0]["outcome"], "goal");
    assert_eq!(page["identifiers"][0], serde_json::json!({"kind": "customer", "value": "u1"}));
}

#[tokio::test]
async fn nobody_is_not_there() {
    let stand = Stand::filled().await;
    is_problem(&stand.get("/api/w/shop/customers/p_0000000000000").await, 404, "customer_not_found");
    is_problem(&stand.get("/api/w/shop/customers/u1").await, 404, "customer_not_found");
}
