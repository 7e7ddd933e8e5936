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

/// Voices that hold what tells who spoke, told so that none of it may come out of any link.
const PLANTED: [&str; 8] = [
    "010-3829-4412",
    "공일공 칠칠이일 공구삼사",
    "haru.kim@example.com",
    "900101-1234568",
    "4111-1111-1111-1111",
    "123456-04-123456",
    "테헤란로 152",
    "김마루",
];

async fn telling() -> Stand {
    let stand = Stand::filled().await;
    let said = PLANTED.map(|planted| match planted {
        "김마루" => "김마루님 결제가 자꾸 안 돼요".to_owned(),
        "테헤란로 152" => "서울 강남구 테헤란로 152 로 보내 주세요".to_owned(),
        "123456-04-123456" => "국민은행 123456-04-123456 으로 환불해 주세요".to_owned(),
        other => format!("제 것은 {other} 이에요. 결제가 안 돼요"),
    });
    let rows: Vec<String> = said.iter().map(|said| format!("u2,2026-03-03 15:00:00,{said},1,o2")).collect();
    let file = format!("회원번호,작성일,내용,별점,주문번호\n{}\n", rows.join("\n"));
    stand.import("telling.csv", &file, &crate::stand::voices_mapping()).await;
    stand
}

#[tokio::test]
async fn no_answer_of_any_link_holds_what_tells_who_spoke() {
    let stand = telling().await;
    stand.post("/api/w/shop/map/buy/to-be", &json!({})).await;
    let (_, own) = stand.get("/api/w/shop/map/buy").await;
    let quotes = own["stages"][1]["thoughts"].as_array().expect("a list");
    assert!(PLANTED.iter().any(|planted| own.to_string().contains(planted)), "inside they are read: {own}");
    for change in
        [json!({}), json!({"opens": "quotes"}), json!({"side": "to_be"}), json!({"side": "to_be", "opens": "quotes"})]
    {
        let (token, _) = made(&stand, change.clone()).await;
        let mut paths = vec![String::new()];
        paths.extend(["/map", "/map?lang=en", "/findings", "/to-be"].map(str::to_owned));
        for cell in ["walks", "customers", "pay.entered", "pay.voices", "pay.emotion", "pay.time", "pay.events"] {
            paths.push(format!("/evidence?cell={cell}"));
        }
        for quote in quotes {
            paths.push(format!("/evidence?cell=pay.thought.{}", quote["voice_id"].as_str().expect("an id")));
        }
        for path in paths {
            let answer = stand.raw(&format!("/api/share/{token}{path}")).await.text().await.expect("text");
            for planted in PLANTED {
                assert!(!answer.contains(planted), "{change} {path} tells {planted}: {answer}");
            }
        }
    }
}

#[tokio::test]
async fn masked_words_are_opened_where_the_link_says_so() {
    let stand = telling().await;
    let (token, share) = made(&stand, json!({"opens": "quotes"})).await;
    assert_eq!(share["opens"], "quotes");
    let (_, map) = stand.get(&format!("/api/share/{token}/map")).await;
    let thoughts = &map["stages"][1]["thoughts"];
    assert!(thoughts.to_string().contains('●'), "hidden letters are seen to be hidden: {thoughts}");
    let (plain, _) = made(&stand, json!({})).await;
    let (_, map) = stand.get(&format!("/api/share/{plain}/map")).await;
    assert_eq!(map["stages"][1]["thoughts"], json!([]));
}

#[tokio::test]
async fn a_link_opens_the_side_that_it_was_made_for() {
    let stand = Stand::filled().await;
    stand.post("/api/w/shop/map/buy/to-be", &json!({})).await;
    let today = json!({"stage": "pay", "lane": "goal", "base": 0, "content": {"text": "오늘의 글"}});
    let wish = json!({"side": "to_be", "stage": "pay", "lane": "goal", "base": 0, "content": {"text": "바라는 글"}, "reason": "안에서만"});
    for body in [today, wish] {
        assert_eq!(stand.put("/api/w/shop/map/buy/written", &body).await.0, 200);
    }
    let (as_is, _) = made(&stand, json!({})).await;
    let (to_be, share) = made(&stand, json!({"side": "to_be"})).await;
    assert_eq!(share["scope"]["side"], "to_be");
    assert_eq!(stand.get(&format!("/api/share/{to_be}")).await.1["side"], "to_be");
    let (status, plan) = stand.get(&format!("/api/share/{to_be}/to-be")).await;
    assert_eq!(status, 200, "{plan}");
    assert!(plan.to_string().contains("바라는 글") && !plan.to_string().contains("안에서만"), "{plan}");
    let (_, numbers) = stand.get(&format!("/api/share/{to_be}/map")).await;
    assert!(numbers["walks"] == 3 && !numbers.to_string().contains("오늘의 글"), "{numbers}");
    is_problem(&stand.get(&format!("/api/share/{to_be}/findings")).await, 403, "forbidden");
    is_problem(&stand.get(&format!("/api/share/{as_is}/to-be")).await, 403, "forbidden");
    let (status, found) = stand.get(&format!("/api/share/{as_is}/findings")).await;
    assert_eq!((status.as_u16(), found["pains"].is_array()), (200, true), "{found}");
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
