//! Tests of `/api/w/live/get`.

use std::time::Duration;

use reqwest::Response;
use serde_json::{Value, json};

use crate::stand::{Stand, is_problem};

const MAP: &str = "/api/w/shop/map/buy";

/// Reads messages until one is as wanted.
async fn until(answer: &mut Response, wanted: impl Fn(&Value) -> bool) -> Value {
    let read = async {
        let mut text = String::new();
        while let Some(chunk) = answer.chunk().await.expect("the stream does not break") {
            text.push_str(std::str::from_utf8(&chunk).expect("is UTF-8"));
            while let Some((message, rest)) = text.split_once("\n\n").map(|(a, b)| (a.to_owned(), b.to_owned())) {
                text = rest;
                let Some(data) = message.strip_prefix("data: ") else { continue };
                let news: Value = serde_json::from_str(data).expect("is JSON");
                if wanted(&news) {
                    return news;
                }
            }
        }
        panic!("the stream ended");
    };
    tokio::time::timeout(Duration::from_secs(20), read).await.expect("in time")
}

#[tokio::test]
async fn who_looks_at_a_map_hears_what_happens_on_it() {
    let stand = Stand::filled().await;
    let mut live = stand.raw(&format!("{MAP}/live")).await;
    assert_eq!(live.headers()["content-type"], "text/event-stream");
    assert_eq!(until(&mut live, |_| true).await, json!({"what": "presence", "present": []}));
    let beat = json!({"tab": "t1", "cell": "pay.goal", "doing": "editing"});
    assert_eq!(stand.post(&format!("{MAP}/presence"), &beat).await.0, 204);
    let there = until(&mut live, |news| news["what"] == "presence").await;
    assert_eq!(there["present"], json!([{"tab": "t1", "name": "owner", "cell": "pay.goal", "doing": "editing"}]));

    let goal = json!({"stage": "pay", "lane": "goal", "base": 0, "content": {"text": "글"}});
    stand.put(&format!("{MAP}/written"), &goal).await;
    let news = until(&mut live, |news| news["what"] == "revision").await;
    assert_eq!((&news["stage"], &news["lane"], &news["revision"]), (&"pay".into(), &"goal".into(), &1.into()));
    stand.post(&format!("{MAP}/comments"), &json!({"stage": "pay", "lane": "goal", "text": "말"})).await;
    until(&mut live, |news| news["what"] == "comment").await;
    stand.put("/api/w/shop/lanes", &json!({"order": ["goal"]})).await;
    until(&mut live, |news| news["what"] == "lanes").await;
    stand.put(&format!("{MAP}/columns"), &json!({"hidden": ["pay"], "version": 0})).await;
    until(&mut live, |news| news["what"] == "columns").await;
    let (_, journey) = stand.get("/api/w/shop/journeys/buy").await;
    let again = json!({"definition": journey["definition"], "base": journey["version"]});
    stand.put("/api/w/shop/journeys/buy", &again).await;
    let news = until(&mut live, |news| news["what"] == "definition").await;
    assert_eq!(news["version"], journey["version"].as_u64().expect("a version") + 1);
    stand.post(&format!("{MAP}/presence"), &json!({"tab": "t1", "cell": null, "doing": "left"})).await;
    let gone = until(&mut live, |news| news["what"] == "presence").await;
    assert_eq!(gone["present"], json!([]));
}

#[tokio::test]
async fn a_tab_without_a_name_is_refused() {
    let stand = Stand::filled().await;
    let beat = json!({"tab": "", "cell": null, "doing": "looking"});
    is_problem(&stand.post(&format!("{MAP}/presence"), &beat).await, 422, "bad_body");
}
