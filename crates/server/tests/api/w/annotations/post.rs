//! Tests of `/api/w/{ws}/annotations`.

use reqwest::Method;
use serde_json::json;

use crate::stand::{Stand, is_problem, read};

#[tokio::test]
async fn what_happened_on_a_day_is_noted_changed_and_removed() {
    let stand = Stand::new().await;
    let path = "/api/w/shop/annotations";
    let ask = stand.ask(Method::POST, path).header("x-yeojido-name", "%EC%A0%95%EB%8F%84%EC%9C%A4");
    let (status, later) =
        read(ask.json(&json!({"day": "2026-08-03", "text": "결제 화면 개편"})).send().await.expect("answers")).await;
    assert_eq!(status, 201, "{later}");
    assert_eq!((&later["by"], &later["day"], &later["revision"]), (&json!("정도윤"), &json!("2026-08-03"), &json!(1)));
    let (_, earlier) = stand.post(path, &json!({"day": "2026-08-01", "text": "쿠폰"})).await;
    assert_eq!(stand.get(path).await.1["annotations"], json!([earlier, later]), "by day");
    let one = format!("{path}/{}", later["id"]);
    let (status, changed) = stand.put(&one, &json!({"day": "2026-07-31", "text": "결제 개편", "revision": 1})).await;
    assert_eq!((status.as_u16(), &changed["revision"], &changed["by"]), (200, &json!(2), &json!("owner")));
    assert_eq!(stand.get(path).await.1["annotations"], json!([changed, earlier]));
    let late = stand.put(&one, &json!({"day": "2026-07-31", "text": "늦음", "revision": 1})).await;
    is_problem(&late, 409, "conflict");
    assert!(late.1["params"]["theirs"].as_str().is_some_and(|text| text.contains("결제 개편")), "{}", late.1);
    let removed = stand.ask(Method::DELETE, &format!("{one}?revision=2")).send().await.expect("answers");
    assert_eq!(removed.status(), 204);
    assert_eq!(stand.get(path).await.1["annotations"], json!([earlier]));
    let analysis = stand.get(&format!("/api/w/shop/analyses/{}", earlier["id"])).await;
    is_problem(&analysis, 404, "not_found");
}

#[tokio::test]
async fn a_note_needs_a_day_and_a_text() {
    let stand = Stand::new().await;
    for (day, text, field) in [
        ("2026-13-01", "a", "day"),
        ("2026-08-03T10:00", "a", "day"),
        ("", "a", "day"),
        ("2026-08-03", "", "text"),
        ("2026-08-03", &"가".repeat(201), "text"),
    ] {
        let answer = stand.post("/api/w/shop/annotations", &json!({"day": day, "text": text})).await;
        assert_eq!((answer.0.as_u16(), answer.1["field"].as_str()), (422, Some(field)), "{}", answer.1);
    }
}
