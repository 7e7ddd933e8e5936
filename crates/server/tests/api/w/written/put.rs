//! Tests of `/api/w/written/put`, and of the history that it leaves.

use serde_json::{Value, json};

use crate::stand::{Stand, is_problem, read};

const PATH: &str = "/api/w/shop/map/buy/written";

fn goal(base: u32, text: &str) -> Value {
    json!({"stage": "pay", "lane": "goal", "base": base, "content": {"text": text}, "reason": "면담"})
}

#[tokio::test]
async fn a_written_cell_stands_on_the_map_beside_what_is_computed() {
    let stand = Stand::filled().await;
    let before = stand.raw("/api/w/shop/map/buy").await;
    let tag = before.headers()["etag"].clone();
    let ask = stand.ask(reqwest::Method::PUT, PATH).header("x-yeojido-name", "%EC%A0%95%EB%8F%84%EC%9C%A4");
    let (status, made) = read(ask.json(&goal(0, "할인 빠짐없이 받고 끝내기")).send().await.expect("answers")).await;
    assert_eq!(status, 200, "{made}");
    assert_eq!((&made["revision"], &made["by"], &made["actor"]), (&1.into(), &"정도윤".into(), &"owner".into()));

    let ask = stand.ask(reqwest::Method::GET, "/api/w/shop/map/buy").header("if-none-match", tag);
    let (status, map) = read(ask.send().await.expect("answers")).await;
    assert_eq!(status, 200, "what people write is part of the map");
    let pay = &map["stages"][1];
    assert_eq!(pay["entered"], 2, "the computed value stays");
    let cell = &pay["written"][0];
    assert_eq!(
        (&cell["lane"], &cell["text"], &cell["by"]),
        (&"goal".into(), &"할인 빠짐없이 받고 끝내기".into(), &"정도윤".into())
    );
    assert!(pay["coverage"]["by_lane"].as_array().expect("a list").contains(&json!(["goal", "written"])), "{pay}");
    let (_, written) = stand.get(PATH).await;
    assert_eq!(written["stages"][1]["written"][0], *cell);
}

#[tokio::test]
async fn who_comes_second_gets_both_texts() {
    let stand = Stand::filled().await;
    stand.put(PATH, &goal(0, "처음")).await;
    stand.put(PATH, &goal(1, "남의 말")).await;
    let answer = stand.put(PATH, &goal(1, "내 말")).await;
    is_problem(&answer, 409, "conflict");
    let params = &answer.1["params"];
    assert_eq!(
        (&params["mine"], &params["theirs"], &params["newest"]),
        (&"내 말".into(), &"남의 말".into(), &"2".into())
    );
    assert_eq!(stand.put(PATH, &goal(2, "남의 말, 내 말")).await.0, 200);
}

#[tokio::test]
async fn an_emptied_cell_comes_back_from_its_history() {
    let stand = Stand::filled().await;
    stand.put(PATH, &goal(0, "처음")).await;
    let (_, emptied) = stand.put(PATH, &json!({"stage": "pay", "lane": "goal", "base": 1, "content": null})).await;
    assert_eq!((&emptied["revision"], &emptied["content"]), (&2.into(), &Value::Null));
    let back = json!({"stage": "pay", "lane": "goal", "revision": 1, "base": 2});
    let (status, restored) = stand.post(&format!("{PATH}/restore"), &back).await;
    assert_eq!((status.as_u16(), &restored["content"]["text"]), (200, &"처음".into()), "{restored}");
    let (_, history) = stand.get("/api/w/shop/map/buy/history?stage=pay&lane=goal").await;
    let revisions: Vec<_> = history["revisions"].as_array().expect("a list").iter().map(|r| &r["restores"]).collect();
    assert_eq!(revisions, [&json!(1), &Value::Null, &Value::Null]);
    let (_, page) = stand.get("/api/w/shop/map/buy/history?limit=2").await;
    let (_, rest) = stand.get(&format!("/api/w/shop/map/buy/history?before={}", page["next"])).await;
    assert_eq!((rest["revisions"].as_array().map(Vec::len), &rest["next"]), (Some(1), &Value::Null));
    let gone = json!({"stage": "pay", "lane": "goal", "revision": 9, "base": 3});
    is_problem(&stand.post(&format!("{PATH}/restore"), &gone).await, 404, "not_found");
}

#[tokio::test]
async fn what_cannot_be_written_names_its_field() {
    let stand = Stand::filled().await;
    let with = |change: Value| {
        let mut body = goal(0, "글");
        body.as_object_mut().expect("an object").extend(change.as_object().expect("an object").clone());
        body
    };
    for (change, field) in [
        (json!({"content": {"text": " "}}), "text"),
        (json!({"content": {"text": "가".repeat(2_001)}}), "text"),
        (json!({"lane": "emotion", "content": {"text": "", "value": 2.5}}), "value"),
        (json!({"lane": "stage"}), "lane"),
        (json!({"content": {"text": "x", "expects": {"cell": "gone.time", "op": "lte", "value": 1}}}), "expects"),
    ] {
        let answer = stand.put(PATH, &with(change)).await;
        is_problem(&answer, 422, "bad_cell_text");
        assert_eq!(answer.1["field"], field);
    }
    is_problem(&stand.put(PATH, &with(json!({"stage": "gone"}))).await, 404, "not_found");
    is_problem(&stand.put("/api/w/shop/map/none/written", &goal(0, "글")).await, 404, "journey_not_found");
    is_problem(&stand.put(PATH, &with(json!({"lane": "price"}))).await, 422, "bad_body");
    is_problem(&stand.get("/api/w/shop/map/buy/history?stage=pay").await, 422, "bad_cell");
    let ask = stand.ask(reqwest::Method::PUT, PATH).header("x-yeojido-name", "%FF").json(&goal(0, "글"));
    is_problem(&read(ask.send().await.expect("answers")).await, 422, "bad_name");
}
