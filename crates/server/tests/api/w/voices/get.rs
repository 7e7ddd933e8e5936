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

#[tokio::test]
async fn voices_are_chosen_by_what_one_of_their_statements_says() {
    let stand = Stand::filled().await;
    let (_, all) = stand.get("/api/w/shop/voices").await;
    let topics: Vec<&str> =
        all["facets"]["topic"].as_array().expect("topics").iter().filter_map(|one| one["label"].as_str()).collect();
    assert!(topics.contains(&"delivery") && topics.contains(&"ordering"), "{all}");
    assert_eq!(all["facets"]["silent"], 0);
    let glad = all["rows"].as_array().expect("rows").iter().find(|row| row["score"] == 5.0).expect("the glad one");
    assert_eq!(glad["statements"][0]["cause"], "배송이 빨라서", "{glad}");
    for (query, n) in [
        ("topic=delivery", 1),
        ("topic=delivery&sentiment=negative", 0),
        ("sentiment=negative", 1),
        ("intent=praise", 1),
    ] {
        let (status, list) = stand.get(&format!("/api/w/shop/voices?{query}")).await;
        assert_eq!((status.as_u16(), &list["n"]), (200, &n.into()), "{query}: {list}");
    }
    is_problem(&stand.get("/api/w/shop/voices?topic=weather").await, 400, "bad_query");
}

#[tokio::test]
async fn themes_are_listed_and_choose_the_voices_that_speak_of_them() {
    let stand = Stand::filled().await;
    let (status, list) = stand.get("/api/w/shop/themes").await;
    assert_eq!(status, 200, "{list}");
    let themes = list["themes"].as_array().expect("themes");
    assert!(
        !themes.is_empty() && themes.iter().all(|theme| theme["impact"].is_null()),
        "two voices judge nothing: {list}"
    );
    for theme in themes {
        let id = theme["id"].as_str().expect("an id");
        let (_, voices) = stand.get(&format!("/api/w/shop/voices?theme={id}")).await;
        assert_eq!(voices["n"], theme["voices"], "{id}");
    }
    assert_eq!(stand.get("/api/w/shop/voices?theme=none").await.1["n"], 0);
}
