//! Tests of `/api/w/home/get`.

use crate::stand::{Stand, is_problem};

#[tokio::test]
async fn an_empty_workspace_has_a_home() {
    let stand = Stand::new().await;
    let (status, home) = stand.get("/api/w/shop/home").await;
    assert_eq!(status, 200, "{home}");
    assert!(home["journey"].is_null() && home["map"].is_null() && home["worst"].is_null(), "{home}");
    assert_eq!(home["totals"]["events"], 0);
}

#[tokio::test]
async fn home_draws_the_first_journey_and_shows_the_last_jobs() {
    let stand = Stand::filled().await;
    let (status, home) = stand.get("/api/w/shop/home?lang=en").await;
    assert_eq!(status, 200, "{home}");
    assert_eq!(home["map"]["name"], "Buying");
    assert_eq!(home["totals"], serde_json::json!({"events": 6, "voices": 2, "customers": 3}));
    assert!(home["worst"].is_null(), "two ratings are too few to call a stage the worst");
    assert_eq!(home["jobs"].as_array().expect("a list").len(), 2);
    assert_eq!(home["sources"].as_array().expect("a list").len(), 2);
    is_problem(&stand.get("/api/w/shop/home?journey=none").await, 404, "journey_not_found");
}
