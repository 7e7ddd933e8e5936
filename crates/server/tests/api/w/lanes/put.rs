//! Tests of `/api/w/lanes/put`.

use serde_json::json;

use crate::stand::{Stand, is_problem};

const LANES: &str = "/api/w/shop/lanes";

#[tokio::test]
async fn lanes_lie_as_they_were_laid() {
    let stand = Stand::new().await;
    let (_, none) = stand.get(LANES).await;
    assert_eq!(none, json!({"order": [], "hidden": [], "shown": [], "names": {}, "version": 0}));
    let wanted = |version: u32| json!({"order": ["emotion", "goal"], "hidden": ["kpis"], "shown": ["goal"], "names": {"goal": "고객의 할 일"}, "version": version});
    assert_eq!(stand.put(LANES, &wanted(0)).await.1, wanted(1));
    assert_eq!(stand.get(LANES).await.1, wanted(1));
    let twice = json!({"order": ["goal", "goal"], "version": 1});
    is_problem(&stand.put(LANES, &twice).await, 422, "bad_lanes");
    for name in ["", "두\n줄", &"가".repeat(41)] {
        is_problem(&stand.put(LANES, &json!({"names": {"goal": name}, "version": 1})).await, 422, "bad_lanes");
    }
}

#[tokio::test]
async fn who_has_not_seen_the_newest_arrangement_changes_nothing_and_every_one_stays_in_the_history() {
    let stand = Stand::new().await;
    for version in 0..3 {
        stand.put(LANES, &json!({"order": [if version == 1 { "pains" } else { "goal" }], "version": version})).await;
    }
    is_problem(&stand.put(LANES, &json!({"order": ["kpis"], "version": 2})).await, 409, "conflict");
    let (_, first) = stand.get(&format!("{LANES}/history?limit=2")).await;
    assert_eq!(first["next"], 2);
    let (_, second) = stand.get(&format!("{LANES}/history?limit=2&before=2")).await;
    assert_eq!(second["next"], json!(null));
    let both = [&first, &second].map(|page| page["versions"].as_array().expect("a list").clone()).concat();
    let told: Vec<_> = both.iter().map(|one| (one["version"].as_u64(), one["laid"]["order"][0].as_str())).collect();
    assert_eq!(told, [(Some(3), Some("goal")), (Some(2), Some("pains")), (Some(1), Some("goal"))]);
}
