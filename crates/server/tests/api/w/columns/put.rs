//! Tests of `/api/w/columns/put`.

use serde_json::json;

use crate::stand::{Stand, is_problem};

const MAP: &str = "/api/w/shop/map/buy";

#[tokio::test]
async fn a_hidden_stage_changes_no_number_and_can_be_shown_again() {
    let stand = Stand::filled().await;
    let columns = format!("{MAP}/columns");
    assert_eq!(stand.get(&columns).await.1, json!({"hidden": [], "version": 0}));
    let before = stand.get(MAP).await.1["stages"].clone();
    let hidden = json!({"hidden": ["pay"], "version": 0});
    assert_eq!(stand.put(&columns, &hidden).await.1, json!({"hidden": ["pay"], "version": 1}));
    assert_eq!(stand.get(MAP).await.1["stages"], before, "the map keeps all of its stages and counts");
    is_problem(&stand.put(&columns, &hidden).await, 409, "conflict");
    assert_eq!(stand.put(&columns, &json!({"hidden": [], "version": 1})).await.1["version"], 2);
    let (_, history) = stand.get(&format!("{columns}/history")).await;
    let told: Vec<_> =
        history["versions"].as_array().expect("a list").iter().map(|one| one["laid"]["hidden"].clone()).collect();
    assert_eq!(told, [json!([]), json!(["pay"])]);
}

#[tokio::test]
async fn at_least_one_stage_stays_and_only_stages_of_the_journey_are_hidden() {
    let stand = Stand::filled().await;
    let columns = format!("{MAP}/columns");
    let map = stand.get(MAP).await.1;
    let all: Vec<_> = map["stages"].as_array().expect("a list").iter().map(|stage| stage["id"].clone()).collect();
    is_problem(&stand.put(&columns, &json!({"hidden": all, "version": 0})).await, 422, "no_column_left");
    is_problem(&stand.put(&columns, &json!({"hidden": ["elsewhere"], "version": 0})).await, 422, "bad_columns");
    is_problem(&stand.put(&columns, &json!({"hidden": ["pay", "pay"], "version": 0})).await, 422, "bad_columns");
}
