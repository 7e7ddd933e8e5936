//! Tests of `/api/w/map/get`.

use reqwest::Method;

use crate::stand::{Stand, is_problem};

#[tokio::test]
async fn counts_are_conserved_in_every_stage() {
    let stand = Stand::filled().await;
    let (status, map) = stand.get("/api/w/shop/map/buy?lang=ko").await;
    assert_eq!(status, 200, "{map}");
    assert_eq!((&map["walks"], &map["customers"], &map["name"]), (&3.into(), &3.into(), &"구매".into()));
    let entered: Vec<_> = map["stages"].as_array().expect("a list").iter().map(|s| s["entered"].clone()).collect();
    assert_eq!(entered, [3, 2, 1]);
    for stage in map["stages"].as_array().expect("a list") {
        let n = |name: &str| stage[name].as_u64().expect("a count");
        assert_eq!(n("entered"), n("went_on") + n("dropped") + n("undecided"), "{stage}");
    }
}

#[tokio::test]
async fn an_unchanged_map_is_not_sent_again() {
    let stand = Stand::filled().await;
    let path = "/api/w/shop/map/buy?from=2026-03-01&to=2026-03-31";
    let tag = stand.raw(path).await.headers()["etag"].clone();
    let ask = |path: &str| stand.ask(Method::GET, path).header("if-none-match", tag.clone()).send();
    assert_eq!(ask(path).await.expect("answers").status(), 304);
    assert_eq!(ask("/api/w/shop/map/buy?from=2026-03-02").await.expect("answers").status(), 200, "another question");
    let more = "회원번호,이벤트,일시,채널,주문번호\nu9,visit,2026-03-04 10:00:00,app,\n";
    stand.import("more.csv", more, &crate::stand::events_mapping()).await;
    assert_eq!(ask(path).await.expect("answers").status(), 200, "the data have changed");
}

#[tokio::test]
async fn a_filter_chooses_walks() {
    let stand = Stand::filled().await;
    let (status, map) = stand
        .get("/api/w/shop/map/buy?where=[{\"field\":{\"of\":\"event\",\"name\":\"channel\"},\"is\":\"naver\"}]")
        .await;
    assert_eq!(status, 200, "{map}");
    assert_eq!(map["walks"], 2);
    is_problem(&stand.get("/api/w/shop/map/buy?where=[{]").await, 400, "bad_filter");
}

#[tokio::test]
async fn bad_questions_name_their_field() {
    let stand = Stand::filled().await;
    is_problem(&stand.get("/api/w/shop/map/none").await, 404, "journey_not_found");
    is_problem(&stand.get("/api/w/shop/map/buy?version=9").await, 404, "journey_not_found");
    is_problem(&stand.get("/api/w/shop/map/buy?version=x").await, 400, "bad_query");
    let backwards = stand.get("/api/w/shop/map/buy?from=2026-03-09&to=2026-03-01").await;
    is_problem(&backwards, 422, "bad_time");
    assert_eq!(backwards.1["field"], "period");
}
