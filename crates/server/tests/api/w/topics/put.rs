//! Tests of `/api/w/topics`.

use serde_json::json;

use crate::stand::{Stand, is_problem};

#[tokio::test]
async fn topics_are_renamed_and_merged_and_every_version_is_kept() {
    let stand = Stand::filled().await;
    let (_, first) = stand.get("/api/w/shop/topics").await;
    assert_eq!(first, json!({"topics": {}, "version": 0}));
    let order = json!({"version": 0, "topics": {"ordering": {"into": "delivery"}, "delivery": {"name": "배달"}}});
    let (status, laid) = stand.put("/api/w/shop/topics", &order).await;
    assert_eq!((status.as_u16(), &laid["version"]), (200, &json!(1)), "{laid}");
    for topic in ["delivery", "ordering"] {
        let (_, list) = stand.get(&format!("/api/w/shop/voices?topic={topic}")).await;
        assert_eq!(list["n"], 2, "{topic}");
    }
    let (_, map) = stand.get("/api/w/shop/map/buy").await;
    assert_eq!(
        (&map["stages"][1]["topics"][0]["topic"], &map["stages"][1]["topics"][0]["name"]),
        (&json!("delivery"), &json!("배달"))
    );
    is_problem(&stand.put("/api/w/shop/topics", &order).await, 409, "conflict");
    let itself = json!({"version": 1, "topics": {"app": {"into": "app"}}});
    is_problem(&stand.put("/api/w/shop/topics", &itself).await, 422, "bad_topics");
    let back = json!({"version": 1, "topics": {}});
    assert_eq!(stand.put("/api/w/shop/topics", &back).await.1["version"], 2);
    assert_eq!(stand.get("/api/w/shop/voices?topic=ordering").await.1["n"], 1);
    let (_, past) = stand.get("/api/w/shop/topics/history").await;
    assert_eq!(past["versions"][1]["laid"]["topics"]["delivery"]["name"], "배달", "{past}");
}
