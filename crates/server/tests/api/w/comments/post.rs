//! Tests of `/api/w/comments/post`.

use serde_json::json;

use crate::stand::{Stand, is_problem};

const PATH: &str = "/api/w/shop/map/buy/comments";

#[tokio::test]
async fn a_thread_is_begun_answered_settled_and_reopened() {
    let stand = Stand::filled().await;
    let (status, thread) = stand.post(PATH, &json!({"stage": "pay", "lane": "goal", "text": "누가 정했나요?"})).await;
    assert_eq!(status, 200, "{thread}");
    let path = format!("{PATH}/{}", thread["id"]);
    stand.post(&path, &json!({"act": "answer", "text": "면담에서요"})).await;
    let (_, settled) = stand.post(&path, &json!({"act": "resolve"})).await;
    assert_eq!((&settled["resolved"], settled["comments"].as_array().map(Vec::len)), (&true.into(), Some(2)));
    let (_, open) = stand.post(&path, &json!({"act": "reopen"})).await;
    assert_eq!((&open["resolved"], open["settled"].as_array().map(Vec::len)), (&false.into(), Some(2)));
    let (_, all) = stand.get(PATH).await;
    assert_eq!(all["threads"], json!([open]));
}

#[tokio::test]
async fn an_edited_comment_keeps_what_it_said() {
    let stand = Stand::filled().await;
    let (_, thread) = stand.post(PATH, &json!({"stage": "pay", "lane": "goal", "text": "처음"})).await;
    let path = format!("{PATH}/{}", thread["id"]);
    let edit = |text: &str, seen: &serde_json::Value| json!({"act": "edit", "comment": thread["id"], "text": text, "seen": seen});
    let (_, edited) = stand.post(&path, &edit("고친 말", &thread["seen"])).await;
    let comment = &edited["comments"][0];
    assert_eq!((&comment["text"], &comment["earlier"][0]["text"]), (&"고친 말".into(), &"처음".into()));
    let late = stand.post(&path, &edit("늦은 말", &thread["seen"])).await;
    is_problem(&late, 409, "conflict");
    assert_eq!(late.1["params"]["mine"], "늦은 말");
    let delete = json!({"act": "delete", "comment": thread["id"], "seen": edited["seen"]});
    let (_, taken) = stand.post(&path, &delete).await;
    let comment = &taken["comments"][0];
    assert_eq!((&comment["text"], comment["earlier"].as_array().map(Vec::len)), (&json!(null), Some(2)));
    let again = json!({"act": "delete", "comment": thread["id"], "seen": taken["seen"]});
    is_problem(&stand.post(&path, &again).await, 404, "not_found");
    let (_, back) = stand.post(&path, &edit("처음", &taken["seen"])).await;
    let comment = &back["comments"][0];
    assert_eq!((&comment["text"], comment["earlier"].as_array().map(Vec::len)), (&"처음".into(), Some(2)));
}

#[tokio::test]
async fn what_is_no_comment_is_refused() {
    let stand = Stand::filled().await;
    is_problem(&stand.post(PATH, &json!({"stage": "pay", "lane": "goal", "text": " "})).await, 422, "bad_comment");
    is_problem(&stand.post(PATH, &json!({"stage": "gone", "lane": "goal", "text": "말"})).await, 404, "not_found");
    is_problem(&stand.post(&format!("{PATH}/77"), &json!({"act": "resolve"})).await, 404, "not_found");
    is_problem(&stand.post(&format!("{PATH}/77"), &json!({"act": "like"})).await, 422, "bad_body");
}
