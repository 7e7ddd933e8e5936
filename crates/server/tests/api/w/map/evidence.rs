//! Tests of `/api/w/map/evidence`.

use crate::stand::{Stand, is_problem};

#[tokio::test]
async fn a_list_is_as_long_as_its_number() {
    let stand = Stand::filled().await;
    let (_, map) = stand.get("/api/w/shop/map/buy").await;
    for (at, stage) in map["stages"].as_array().expect("a list").iter().enumerate() {
        for of in ["entered", "went_on", "dropped", "undecided", "voices", "events"] {
            let cell = format!("{}.{of}", stage["id"].as_str().expect("an id"));
            let (status, list) = stand.get(&format!("/api/w/shop/map/buy/evidence?cell={cell}")).await;
            assert_eq!(status, 200, "{cell}: {list}");
            assert_eq!(list["n"], stage[of], "{cell} (stage {at})");
            let rows = list[list["kind"].as_str().expect("a kind")].as_array().expect("has its rows");
            assert_eq!(rows.len() as u64, list["n"].as_u64().expect("a count"), "{cell}");
        }
    }
}

#[tokio::test]
async fn pages_follow_each_other_at_one_version_of_the_lake() {
    let stand = Stand::filled().await;
    let path = "/api/w/shop/map/buy/evidence?cell=walks&limit=2";
    let (_, first) = stand.get(path).await;
    assert_eq!((&first["n"], first["walks"].as_array().map(Vec::len)), (&3.into(), Some(2)));
    let more = "회원번호,이벤트,일시,채널,주문번호\nu0,visit,2026-03-04 10:00:00,app,\n";
    stand.import("more.csv", more, &crate::stand::events_mapping()).await;
    let cursor = first["next"].as_str().expect("there is more");
    let (_, second) = stand.get(&format!("{path}&cursor={cursor}")).await;
    assert_eq!((&second["n"], &second["lake_version"]), (&3.into(), &first["lake_version"]));
    assert_eq!(second["walks"].as_array().map(Vec::len), Some(1));
    assert!(second["next"].is_null());
}

#[tokio::test]
async fn a_number_that_the_map_has_not_is_not_there() {
    let stand = Stand::filled().await;
    let (status, problem) = stand.get("/api/w/shop/map/buy/evidence?cell=none.entered").await;
    assert_eq!(status, 404, "{problem}");
    is_problem(&stand.get("/api/w/shop/map/buy/evidence?cell=x").await, 422, "bad_cell");
    is_problem(&stand.get("/api/w/shop/map/buy/evidence").await, 400, "bad_query");
    is_problem(&stand.get("/api/w/shop/map/buy/evidence?cell=walks&cursor=x").await, 422, "bad_cursor");
}
