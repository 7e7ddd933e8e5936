//! Tests of `/api/w/voices/get`.

use crate::stand::{Stand, is_problem};

#[tokio::test]
async fn voices_are_chosen_by_words_source_score_and_stage() {
    let stand = Stand::filled().await;
    let (status, all) = stand.get("/api/w/shop/voices").await;
    assert_eq!(status, 200, "{all}");
    assert_eq!(all["n"], 2);
    assert_eq!(all["by_source"], serde_json::json!([{"source": "review", "count": 2}]));
    for (query, n) in [
        ("q=결제", 1),
        ("source=review", 2),
        ("source=chat", 0),
        ("score_max=2", 1),
        ("journey=buy&stage=receive", 1),
        ("rated=csat", 2),
        ("rated=nps", 0),
        ("from=2026-03-06", 1),
        ("source=&stage=&journey=", 2),
    ] {
        let (status, list) = stand.get(&format!("/api/w/shop/voices?{query}")).await;
        assert_eq!((status.as_u16(), &list["n"]), (200, &n.into()), "{query}: {list}");
    }
    is_problem(&stand.get("/api/w/shop/voices?source=telepathy").await, 400, "bad_query");
    is_problem(&stand.get("/api/w/shop/voices?stage=receive").await, 400, "bad_query");
}
