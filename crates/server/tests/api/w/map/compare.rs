//! Tests of `/api/w/map/compare/get` and `/api/w/map/changes/get`.

use reqwest::Method;

use crate::stand::{Stand, is_problem};

const NAVER: &str = "[{\"field\":{\"of\":\"event\",\"name\":\"channel\"},\"is\":\"naver\"}]";

#[tokio::test]
async fn both_sides_are_the_maps_that_they_are_alone() {
    let stand = Stand::filled().await;
    let (status, both) = stand
        .get(&format!("/api/w/shop/map/buy/compare?to=2026-03-02&against_from=2026-03-03&against_where={NAVER}"))
        .await;
    assert_eq!(status, 200, "{both}");
    for (side, path) in [
        ("of", "/api/w/shop/map/buy?to=2026-03-02".to_owned()),
        ("against", format!("/api/w/shop/map/buy?from=2026-03-03&where={NAVER}")),
    ] {
        let (_, map) = stand.get(&path).await;
        assert_eq!((&both[side]["walks"], &both[side]["stages"]), (&map["walks"], &map["stages"]), "{side}");
    }
    assert_eq!(both["of"]["lake_version"], both["against"]["lake_version"]);
    let differences = both["differences"].as_array().expect("a list");
    assert!(!differences.is_empty() && differences.iter().all(|one| one["verdict"] == "too_few"), "{differences:?}");
    assert_eq!(both["how"]["tried"], 0);
}

#[tokio::test]
async fn an_unchanged_comparison_is_not_sent_again() {
    let stand = Stand::filled().await;
    for path in ["/api/w/shop/map/buy/compare?against_to=2026-03-01", "/api/w/shop/map/buy/changes"] {
        let tag = stand.raw(path).await.headers()["etag"].clone();
        let again = stand.ask(Method::GET, path).header("if-none-match", tag).send().await.expect("answers");
        assert_eq!(again.status(), 304, "{path}");
    }
}

#[tokio::test]
async fn bad_sides_name_their_field() {
    let stand = Stand::filled().await;
    is_problem(&stand.get("/api/w/shop/map/none/compare").await, 404, "journey_not_found");
    is_problem(&stand.get("/api/w/shop/map/buy/compare?against_where=[{]").await, 400, "bad_filter");
    let backwards = stand.get("/api/w/shop/map/buy/compare?against_from=2026-03-09&against_to=2026-03-01").await;
    is_problem(&backwards, 422, "bad_time");
    is_problem(&stand.get("/api/w/shop/map/none/changes").await, 404, "journey_not_found");
}

#[tokio::test]
async fn a_few_days_are_too_short_to_have_changed() {
    let stand = Stand::filled().await;
    let (status, told) = stand.get("/api/w/shop/map/buy/changes").await;
    assert_eq!(status, 200, "{told}");
    assert_eq!(told["changes"].as_array().map(Vec::len), Some(0));
    assert_eq!(told["unwatched"].as_array().map(Vec::len), Some(3), "{told}");
}
