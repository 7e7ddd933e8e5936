//! Tests of `/api/w/events/get`.

use serde_json::json;

use crate::stand::Stand;

#[tokio::test]
async fn names_of_events_come_with_events_and_customers() {
    let stand = Stand::filled().await;
    let (status, names) = stand.get("/api/w/shop/events").await;
    assert_eq!(status, 200, "{names}");
    let all = json!([{"name": "visit", "count": 3, "customers": 3}, {"name": "order placed", "count": 2, "customers": 2},
        {"name": "delivered", "count": 1, "customers": 1}]);
    assert_eq!(names["events"], all);
}

#[tokio::test]
async fn an_empty_workspace_has_no_names() {
    let stand = Stand::new().await;
    let (status, names) = stand.get("/api/w/shop/events").await;
    assert_eq!((status.as_u16(), &names["events"]), (200, &json!([])));
}
