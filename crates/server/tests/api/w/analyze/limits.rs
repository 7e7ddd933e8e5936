//! Tests of how long and how many analyses may be at work.

use std::time::Duration;

use serde_json::json;

use crate::stand::{Stand, is_problem};

#[tokio::test]
async fn without_a_place_an_analysis_waits_and_then_says_so() {
    let stand = Stand::with(|settings| {
        settings.analyses_at_once = 0;
        settings.analysis_limit = Duration::from_millis(50);
    })
    .await;
    for path in ["steps", "steps/customers", "steps/csv"] {
        let body = if path.ends_with("customers") { json!({"question": {}, "cell": {}}) } else { json!({}) };
        is_problem(&stand.post(&format!("/api/w/shop/analyze/{path}"), &body).await, 503, "busy");
    }
}

#[tokio::test]
async fn an_analysis_that_takes_too_long_is_stopped_and_says_after_how_long() {
    let stand = Stand::with(|settings| settings.analysis_limit = Duration::ZERO).await;
    let answer = stand.post("/api/w/shop/analyze/steps", &json!({})).await;
    is_problem(&answer, 503, "timeout");
}
