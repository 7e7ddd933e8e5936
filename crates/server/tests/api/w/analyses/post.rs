//! Tests of `/api/w/{ws}/analyses`.

use reqwest::Method;
use serde_json::{Value, json};

use crate::stand::{Stand, is_problem, read};

fn funnel(name: &str) -> Value {
    json!({"name": name, "kind": "funnel", "question": {"steps": [{"event": "visit"}], "from": "2026-03-01"},
        "view": {"table": true}})
}

#[tokio::test]
async fn an_analysis_is_saved_changed_and_removed() {
    let stand = Stand::new().await;
    let (status, made) = stand.post("/api/w/shop/analyses", &funnel(" 주문 퍼널 ")).await;
    assert_eq!(status, 201, "{made}");
    assert_eq!(
        (&made["name"], &made["revision"], &made["created_by"]),
        (&json!("주문 퍼널"), &json!(1), &json!("owner"))
    );
    let path = format!("/api/w/shop/analyses/{}", made["id"]);
    assert_eq!(stand.get(&path).await.1, made);
    let mut change = funnel("주문까지");
    change["revision"] = json!(1);
    let (status, changed) = stand.put(&path, &change).await;
    assert_eq!((status.as_u16(), &changed["revision"], &changed["name"]), (200, &json!(2), &json!("주문까지")));
    assert_eq!(changed["created_at"], made["created_at"]);
    assert_eq!(stand.get("/api/w/shop/analyses").await.1["analyses"], json!([changed]));
    let late = stand.put(&path, &change).await;
    is_problem(&late, 409, "conflict");
    let theirs: Value = serde_json::from_str(late.1["params"]["theirs"].as_str().expect("theirs")).expect("JSON");
    assert_eq!((&theirs["name"], &late.1["params"]["newest"]), (&json!("주문까지"), &json!("2")));
    is_problem(
        &read(stand.ask(Method::DELETE, &format!("{path}?revision=1")).send().await.expect("answers")).await,
        409,
        "conflict",
    );
    let removed = stand.ask(Method::DELETE, &format!("{path}?revision=2")).send().await.expect("answers");
    assert_eq!(removed.status(), 204);
    is_problem(&stand.get(&path).await, 404, "not_found");
    is_problem(&stand.put(&path, &change).await, 404, "not_found");
    assert_eq!(stand.get("/api/w/shop/analyses").await.1["analyses"], json!([]));
}

#[tokio::test]
async fn what_cannot_be_asked_is_not_saved() {
    let stand = Stand::new().await;
    let mut wrong = funnel("a");
    wrong["question"]["steps"][0]["window"] = json!("1d");
    let answer = stand.post("/api/w/shop/analyses", &wrong).await;
    is_problem(&answer, 422, "bad_query");
    assert_eq!(answer.1["field"], "question.steps[0].window");
    for name in ["", " ", &"가".repeat(121), "a\nb"] {
        let answer = stand.post("/api/w/shop/analyses", &funnel(name)).await;
        is_problem(&answer, 422, "bad_text");
        assert_eq!(answer.1["field"], "name");
    }
    let mut large = funnel("a");
    large["view"] = json!("x".repeat(70_000));
    assert_eq!(stand.post("/api/w/shop/analyses", &large).await.1["field"], "view");
    is_problem(&stand.post("/api/w/shop/analyses", &json!({"name": "a"})).await, 422, "bad_body");
}

#[tokio::test]
async fn saved_analyses_are_there_after_a_restart_and_in_their_own_workspace() {
    let stand = Stand::new().await;
    let (_, made) = stand.post("/api/w/shop/analyses", &funnel("a")).await;
    let stand = Stand::on(stand.stop().await, |_| {}).await;
    assert_eq!(stand.get("/api/w/shop/analyses").await.1["analyses"], json!([made]));
    is_problem(&stand.get("/api/w/other/analyses").await, 404, "workspace_not_found");
}
