//! Tests of `/api/w/journeys/check`.

use serde_json::json;

use crate::stand::{Stand, journey};

#[tokio::test]
async fn a_draft_says_what_it_catches_and_what_it_does_not() {
    let stand = Stand::filled().await;
    let mut draft = journey();
    draft["stages"].as_array_mut().expect("a list").pop();
    draft["goal"] = json!({"event": "order placed"});
    let (status, report) = stand.post("/api/w/shop/journeys/check", &json!({"definition": draft})).await;
    assert_eq!(status, 200, "{report}");
    assert_eq!((&report["events"], &report["caught"]), (&6.into(), &5.into()), "{report}");
    assert_eq!(report["uncaught"], json!([{"event": "delivered", "count": 1}]));
    assert_eq!(report["rules"][0]["catches"], 3);
}

#[tokio::test]
async fn what_is_wrong_with_a_draft_is_an_answer_and_not_a_problem() {
    let stand = Stand::new().await;
    for draft in [json!({"yaml": "journey: 1\n"}), json!({"definition": {"journey": 1}}), json!({"yaml": "%"})] {
        let (status, report) = stand.post("/api/w/shop/journeys/check", &draft).await;
        assert_eq!(status, 200, "{report}");
        assert_eq!(report["errors"].as_array().map(Vec::len), Some(1), "{report}");
    }
}
