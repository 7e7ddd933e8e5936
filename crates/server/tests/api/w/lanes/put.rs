//! Tests of `/api/w/lanes/put`.

use serde_json::json;

use crate::stand::{Stand, is_problem};

#[tokio::test]
async fn lanes_lie_as_they_were_laid() {
    let stand = Stand::new().await;
    let (_, none) = stand.get("/api/w/shop/lanes").await;
    assert_eq!(none, json!({"order": [], "hidden": [], "shown": []}));
    let wanted = json!({"order": ["emotion", "goal"], "hidden": ["kpis"], "shown": ["goal"]});
    assert_eq!(stand.put("/api/w/shop/lanes", &wanted).await.1, wanted);
    assert_eq!(stand.get("/api/w/shop/lanes").await.1, wanted);
    let twice = json!({"order": ["goal", "goal"]});
    is_problem(&stand.put("/api/w/shop/lanes", &twice).await, 422, "bad_lanes");
}
