//! Tests of `/api/w/search/get`.

use serde_json::json;

use crate::stand::Stand;

async fn ask(stand: &Stand, typed: &str) -> serde_json::Value {
    let (status, found) = stand.get(&format!("/api/w/shop/search?q={typed}")).await;
    assert_eq!(status, 200, "{found}");
    found
}

#[tokio::test]
async fn one_question_finds_a_journey_a_stage_a_customer_and_a_voice() {
    let stand = Stand::filled().await;
    for typed in ["구매", "ㄱㅁ", "구ㅁ", "BUYING"] {
        let found = ask(&stand, typed).await;
        assert_eq!(
            found["journeys"]["rows"][0],
            json!({"journey": "buy", "name": {"ko": "구매", "en": "Buying"}}),
            "{typed}"
        );
    }
    let stage = ask(&stand, "rec").await;
    assert_eq!((&stage["stages"]["n"], &stage["stages"]["rows"][0]["stage"]), (&1.into(), &"receive".into()));
    let customer = ask(&stand, "Ｕ１").await;
    assert_eq!(customer["customers"]["n"], 1);
    assert_eq!(customer["customers"]["rows"][0]["label"], "u1");
    let voice = ask(&stand, "배송이빨").await;
    assert_eq!(
        (&voice["voices"]["n"], &voice["voices"]["rows"][0]["text"]),
        (&1.into(), &"배송이 빨라서 좋아요".into())
    );
}

#[tokio::test]
async fn a_list_has_as_many_as_the_search_said_and_one_voice_can_be_opened() {
    let stand = Stand::filled().await;
    for typed in ["ㅂㅅ", "배소", "결제", "u", "없는말"] {
        let found = ask(&stand, typed).await;
        for kind in ["customers", "voices"] {
            let (_, list) = stand.get(&format!("/api/w/shop/{kind}?q={typed}")).await;
            assert_eq!(list["n"], found[kind]["n"], "{kind} of {typed}");
        }
    }
    let found = ask(&stand, "결제").await;
    let id = found["voices"]["rows"][0]["voice_id"].as_str().expect("an id");
    let (_, one) = stand.get(&format!("/api/w/shop/voices?voice={id}")).await;
    assert_eq!((&one["n"], &one["rows"][0]["voice_id"]), (&1.into(), &id.into()));
}

#[tokio::test]
async fn nothing_typed_finds_nothing_and_maps_that_have_not_looked_are_named() {
    let stand = Stand::filled().await;
    for typed in ["", "%20%20"] {
        let found = ask(&stand, typed).await;
        for kind in ["journeys", "stages", "findings", "customers", "voices"] {
            assert_eq!(found[kind], json!({"n": 0, "rows": []}), "{kind}");
        }
    }
    assert_eq!(ask(&stand, "x").await["not_looked"], json!([{"ko": "구매", "en": "Buying"}]));
    let (status, _) = stand.get("/api/w/shop/map/buy/findings").await;
    assert_eq!(status, 200);
    assert_eq!(ask(&stand, "x").await["not_looked"], json!([]), "the map has looked, and found nothing to tell");
}

#[tokio::test]
async fn no_more_rows_come_than_were_asked_for() {
    let stand = Stand::filled().await;
    let (_, found) = stand.get("/api/w/shop/search?q=u&limit=2").await;
    assert_eq!((&found["customers"]["n"], found["customers"]["rows"].as_array().map(Vec::len)), (&3.into(), Some(2)));
}
