//! Tests of `/api/w/masking/put`, and of trying a rule.

use serde_json::json;

use crate::stand::{Stand, is_problem};

const MASKING: &str = "/api/w/shop/masking";

#[tokio::test]
async fn a_rule_is_tried_before_it_is_kept_and_an_empty_one_takes_it_away() {
    let stand = Stand::filled().await;
    let (_, before) = stand.get(MASKING).await;
    assert_eq!((&before["orders"], &before["hidden"]), (&json!(null), &json!(0)));
    let body = json!({ "orders": r"o\d" });
    let (status, tried) = stand.post(&format!("{MASKING}/try"), &body).await;
    assert_eq!((status.as_u16(), &tried["orders"]), (200, &json!(r"o\d")), "{tried}");
    assert!(
        tried["known"].as_u64() > Some(0) && tried["hidden"] == tried["known"] && tried["missed"] == json!([]),
        "{tried}"
    );
    assert_eq!(stand.get(MASKING).await.1, before, "trying keeps nothing");
    let (_, kept) = stand.put(MASKING, &body).await;
    assert_eq!(kept, tried);
    assert_eq!(stand.get(MASKING).await.1, kept);
    assert_eq!(stand.put(MASKING, &json!({ "orders": " " })).await.1, before);
}

#[tokio::test]
async fn a_rule_that_is_none_or_hides_everything_is_refused() {
    let stand = Stand::filled().await;
    for orders in ["AB-[", ".*", &"A".repeat(501)] {
        is_problem(&stand.put(MASKING, &json!({ "orders": orders })).await, 422, "bad_rule");
    }
}

#[tokio::test]
async fn jobs_that_import_nothing_are_listed_too() {
    let stand = Stand::filled().await;
    stand.put(MASKING, &json!({ "orders": r"o\d" })).await;
    for _ in 0..200 {
        let (status, list) = stand.get("/api/w/shop/jobs").await;
        assert_eq!(status, 200, "{list}");
        let job = list["jobs"].as_array().expect("a list").iter().find(|job| job["kind"] == "index").cloned();
        if job.is_some_and(|job| job["state"] == "done" && job["result"].is_null()) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the index was not made anew");
}
