//! Tests of `/api/w/shares/post`, and of what the links open: `/api/share/{token}`.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::stand::{Stand, is_problem, read};

const PATH: &str = "/api/w/shop/map/buy/shares";

async fn made(stand: &Stand, change: Value) -> (String, Value) {
    let mut body = json!({"opens": "numbers"});
    body.as_object_mut().expect("an object").extend(change.as_object().expect("an object").clone());
    let (status, made) = stand.post(PATH, &body).await;
    assert_eq!(status, 200, "{made}");
    (made["token"].as_str().expect("a token").to_owned(), made["share"].clone())
}

async fn with_pass(stand: &Stand, path: &str, pass: &str) -> Response {
    stand.ask(Method::GET, path).header("x-yeojido-pass", pass).send().await.expect("answers")
}

#[tokio::test]
async fn a_link_opens_the_numbers_of_its_map_and_nothing_else() {
    let stand = Stand::filled().await;
    let goal = json!({"stage": "pay", "lane": "goal", "base": 0, "content": {"text": "글"}, "reason": "안에서만"});
    stand.put("/api/w/shop/map/buy/written", &goal).await;
    let naver = json!([{"field": {"of": "event", "name": "channel"}, "is": "naver"}]);
    let (token, share) = made(&stand, json!({"from": "2026-03-01", "to": "2026-03-31", "filter": naver})).await;
    assert_eq!(token.len(), 64, "256 bits");
    assert!(!share.to_string().contains(&token));

    let (status, map) = stand.get(&format!("/api/share/{token}/map?from=2020-01-01&where=[]")).await;
    assert_eq!(status, 200, "{map}");
    assert_eq!((&map["walks"], &map["from"]), (&2.into(), &"2026-03-01".into()), "the address widens nothing");
    let text = map.to_string();
    assert!(!text.contains("결제가 자꾸 실패해요"), "no words of customers: {text}");
    assert!(text.contains("글") && !text.contains("안에서만"), "what is written, without the reasons: {text}");

    let (status, number) = stand.get(&format!("/api/share/{token}/evidence?cell=pay.entered")).await;
    assert_eq!((status.as_u16(), number["n"].as_u64()), (200, map["stages"][1]["entered"].as_u64()));
    assert!(number.get("walks").is_none() && number["next"].is_null(), "no rows: {number}");
    let thought =
        stand.get(&format!("/api/share/{token}/evidence?cell=pay.thought.v_00000000000000000000000000")).await;
    is_problem(&thought, 403, "forbidden");
    for path in ["written", "comments", "history", "evidence/x"] {
        is_problem(&stand.get(&format!("/api/share/{token}/{path}")).await, 404, "not_found");
    }
}

#[tokio::test]
async fn a_link_that_is_revoked_expired_or_unknown_opens_nothing_and_says_no_more() {
    let stand = Stand::filled().await;
    let (token, share) = made(&stand, json!({})).await;
    let revoke = || stand.ask(Method::DELETE, &format!("{PATH}/{}", share["id"])).send();
    assert_eq!(revoke().await.expect("answers").status(), 204);
    assert_eq!(revoke().await.expect("answers").status(), 404);
    let (_, list) = stand.get(PATH).await;
    assert_eq!(list["shares"][0]["open"], false);
    assert!(!list.to_string().contains(&token), "the list holds no token");

    let soon = yeojido_domain::Micros(jiff_now() + 700_000).to_string();
    let (ending, _) = made(&stand, json!({"expires_at": soon})).await;
    assert_eq!(stand.get(&format!("/api/share/{ending}")).await.0, 200);
    tokio::time::sleep(std::time::Duration::from_millis(900)).await;
    let unknown = "0".repeat(64);
    let answers = [
        stand.get(&format!("/api/share/{token}/map")).await,
        stand.get(&format!("/api/share/{ending}/map")).await,
        stand.get(&format!("/api/share/{unknown}/map")).await,
    ];
    for answer in &answers {
        is_problem(answer, 404, "not_found");
        assert_eq!(answer.1, answers[2].1, "one refusal for all");
    }
    let past = json!({"opens": "numbers", "expires_at": "2020-01-01T00:00:00Z"});
    is_problem(&stand.post(PATH, &past).await, 422, "bad_time");
}

fn jiff_now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_micros()).expect("fits")
}

#[tokio::test]
async fn a_password_is_asked_for_and_few_wrong_ones_are_borne() {
    let stand = Stand::filled().await;
    let (token, share) = made(&stand, json!({"password": "대동여지도 1861"})).await;
    assert_eq!(share["password"], true);
    let (_, door) = stand.get(&format!("/api/share/{token}")).await;
    assert_eq!(door["password"], true);
    let map = format!("/api/share/{token}/map");
    is_problem(&stand.get(&map).await, 401, "password_needed");
    let enter = format!("/api/share/{token}/enter");
    is_problem(&stand.post(&enter, &json!({"password": "아무거나"})).await, 401, "wrong_password");
    let (_, pass) = stand.post(&enter, &json!({"password": "대동여지도 1861"})).await;
    let pass = pass["pass"].as_str().expect("a pass").to_owned();
    assert_eq!(with_pass(&stand, &map, &pass).await.status(), 200);

    let (other, _) = made(&stand, json!({"password": "다른 비밀번호 1"})).await;
    let (until, seal) = pass.split_once('.').expect("two parts");
    let longer = format!("{until}9.{seal}");
    for (path, pass) in [(format!("/api/share/{other}/map"), pass.as_str()), (map.clone(), &longer), (map, "1.x")] {
        let answer = read(with_pass(&stand, &path, pass).await).await;
        is_problem(&answer, 401, "password_needed");
    }
    for _ in 0..5 {
        is_problem(&stand.post(&enter, &json!({"password": "틀린 것"})).await, 401, "wrong_password");
    }
    is_problem(&stand.post(&enter, &json!({"password": "대동여지도 1861"})).await, 429, "too_often");
    let weak = json!({"opens": "numbers", "password": "1234567"});
    is_problem(&stand.post(PATH, &weak).await, 422, "bad_password");
}

#[tokio::test]
async fn words_of_customers_are_not_opened_before_they_are_masked() {
    let stand = Stand::filled().await;
    is_problem(&stand.post(PATH, &json!({"opens": "quotes"})).await, 422, "not_masked");
}

#[tokio::test]
async fn only_a_link_made_for_it_may_stand_in_a_frame() {
    let stand = Stand::filled().await;
    let (plain, _) = made(&stand, json!({})).await;
    let (framed, share) = made(&stand, json!({"embed": true})).await;
    for (path, allowed) in [
        (format!("/s/{framed}?embed=1"), true),
        (format!("/s/{framed}"), false),
        (format!("/s/{plain}?embed=1"), false),
        ("/w/shop".to_owned(), false),
    ] {
        let answer = stand.raw(&path).await;
        let policy = answer.headers()["content-security-policy"].to_str().expect("is text").to_owned();
        assert_eq!(policy.ends_with("frame-ancestors *"), allowed, "{path}: {policy}");
        assert_eq!(policy.ends_with("frame-ancestors 'none'"), !allowed, "{path}: {policy}");
        assert_eq!(answer.headers().contains_key("x-frame-options"), !allowed, "{path}");
    }
    stand.ask(Method::DELETE, &format!("{PATH}/{}", share["id"])).send().await.expect("answers");
    let answer = stand.raw(&format!("/s/{framed}?embed=1")).await;
    assert!(answer.headers().contains_key("x-frame-options"), "a revoked link is in nobody's frame");
}
