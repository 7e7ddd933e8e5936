//! Tests of `POST /api/w/{ws}/analyze/compare`.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::stand::{Stand, events_mapping, is_problem, journey};
use crate::w::analyze::csv::table;
use crate::w::analyze::post::questions;

/// Forty customers on the app, of whom thirty order and fifteen are served; forty on the web: twelve and six. Three of each look
/// around once more, on the web before they are served.
fn two_sides() -> String {
    let mut csv = String::from("회원번호,이벤트,일시,채널,주문번호\n");
    for (channel, orders, served) in [("app", 30, 15), ("web", 12, 6)] {
        for n in 0..40 {
            let mut line = |event: &str, day: u32| {
                writeln!(csv, "{channel}{n},{event},2026-03-{day:02} 10:00:00,{channel},").expect("memory");
            };
            line("visit", 1 + n % 7);
            if n < orders {
                line("order placed", 8 + n % 3);
            }
            if n < served {
                line("delivered", 12 + n % 5);
            }
            if (6..9).contains(&n) {
                line("visit", 20);
            }
        }
    }
    csv
}

async fn filled() -> Stand {
    let stand = Stand::new().await;
    stand.import("two.csv", &two_sides(), &events_mapping()).await;
    let put = stand.put("/api/w/shop/journeys/buy", &json!({"base": null, "definition": journey()})).await;
    assert_eq!(put.0, 200, "{}", put.1);
    stand
}

fn through(channel: &str) -> Value {
    json!({"where": [{"field": {"of": "event", "name": "channel"}, "is": channel}]})
}

fn compared(kind: &str, question: &Value) -> Value {
    json!({"kind": kind, "question": question, "a": through("web"), "b": through("app")})
}

async fn compare(stand: &Stand, body: &Value) -> Value {
    let (status, answer) = stand.post("/api/w/shop/analyze/compare", body).await;
    assert_eq!(status, 200, "{body}: {answer}");
    answer
}

#[tokio::test]
async fn steps_of_a_funnel_explain_its_gap_and_the_planted_one_comes_first() {
    let stand = filled().await;
    let funnel =
        json!({"steps": [{"event": "visit"}, {"event": "order placed"}, {"event": "delivered"}], "window": "30d"});
    let answer = compare(&stand, &compared("funnel", &funnel)).await;
    assert_eq!(
        (&answer["customers_a"], &answer["customers_b"], &answer["overlap"]),
        (&json!(40), &json!(40), &json!(0))
    );
    assert_eq!((&answer["gap"]["a"]["value"], &answer["gap"]["b"]["value"]), (&json!(0.15), &json!(0.375)));
    let rows = answer["rows"].as_array().expect("rows");
    assert_eq!((&rows[0]["name"], &rows[0]["what"]), (&json!("order placed"), &json!({"step": 1, "is": "reached"})));
    assert_eq!((&rows[0]["stands_out"], &rows[1]["unjudged"]), (&json!(true), &json!("too_few")));
    let parts: f64 = rows.iter().map(|row| row["part"].as_f64().expect("a part")).sum();
    assert!((parts - (0.15 - 0.375)).abs() < 1e-9, "{parts}");
    assert!(
        (rows[0]["explains"].as_f64().expect("a share") - 1.0).abs() < 1e-9,
        "the other step is the same on both sides"
    );
}

/// What `{kind}/customers` takes for a number of a row: the whole number where the row counts customers.
async fn behind(stand: &Stand, kind: &str, question: &Value, side: &Value, cell: &Value) -> u64 {
    let mut question = question.clone();
    question["where"] = side["where"].clone();
    let body = json!({"question": question, "cell": cell});
    let (status, page) = stand.post(&format!("/api/w/shop/analyze/{kind}/customers"), &body).await;
    assert_eq!(status, 200, "{kind} {cell}: {page}");
    page["units"].as_u64().expect("a number")
}

#[tokio::test]
async fn every_number_of_every_kind_opens_those_whom_it_counts() {
    let stand = filled().await;
    let mut seen = 0;
    for (kind, question) in questions() {
        if ["sessions", "follows", "rework", "steps"].contains(&kind) {
            let answer = stand.post("/api/w/shop/analyze/compare", &compared(kind, &question)).await;
            is_problem(&answer, 422, "bad_query");
            assert_eq!(answer.1["field"], "kind");
            continue;
        }
        let body = compared(kind, &question);
        let answer = compare(&stand, &body).await;
        assert_eq!((&answer["kind"], &answer["overlap"]), (&json!(kind), &json!(0)));
        assert_eq!((&answer["customers_a"], &answer["customers_b"]), (&json!(40), &json!(40)), "{kind}");
        let rows = answer["rows"].as_array().expect("rows");
        assert!(!rows.is_empty(), "{kind}");
        for row in rows {
            for side in ["a", "b"] {
                let n = behind(&stand, kind, &question, &body[side], &row["what"]).await;
                assert_eq!(
                    json!(n),
                    json!(row[side]["n"].as_f64().expect("n") as u64),
                    "{kind} {side} {}",
                    row["what"]
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 40, "{seen}");
}

#[tokio::test]
async fn a_side_that_is_the_other_does_not_differ() {
    let stand = filled().await;
    for (kind, question) in questions() {
        if ["sessions", "follows", "rework", "steps"].contains(&kind) {
            continue;
        }
        let answer = compare(&stand, &json!({"kind": kind, "question": question, "a": {}, "b": {}})).await;
        assert_eq!((&answer["overlap"], &answer["customers_a"]), (&json!(80), &json!(80)), "{kind}");
        assert_eq!(answer["gap"]["stands_out"], false, "{kind}");
        assert!(answer["rows"].as_array().expect("rows").iter().all(|row| row["stands_out"] == false), "{kind}");
    }
}

#[tokio::test]
async fn a_wrong_comparison_names_its_field() {
    let stand = filled().await;
    let cases = [
        (json!({}), "kind"),
        (json!({"kind": "funnel", "question": {}}), "question.steps"),
        (
            json!({"kind": "funnel", "question": {"steps": [{"event": "visit"}, {"window": "soon"}]}}),
            "question.steps[1].window",
        ),
        (json!({"kind": "transitions", "question": {}, "a": {"from": "soon"}}), "a.from"),
        (json!({"kind": "transitions", "question": {}, "b": {"who": 3}}), "b.who"),
        (json!({"kind": "attribution", "question": {"conversion": {"event": "visit"}}, "model": "mine"}), "model"),
        (json!([]), "question"),
    ];
    for (body, field) in cases {
        let answer = stand.post("/api/w/shop/analyze/compare", &body).await;
        is_problem(&answer, 422, "bad_query");
        assert_eq!(answer.1["field"], field, "{body}: {}", answer.1);
    }
    let missing = json!({"kind": "times", "question": {"journey": "no such"}});
    is_problem(&stand.post("/api/w/shop/analyze/compare", &missing).await, 404, "journey_not_found");
}

#[tokio::test]
async fn nothing_at_all_is_compared_with_nothing() {
    let stand = Stand::new().await;
    let answer = compare(&stand, &json!({"kind": "transitions", "question": {}, "a": {}, "b": {}})).await;
    assert_eq!((&answer["rows"], &answer["customers_a"]), (&json!([]), &json!(0)));
    assert_eq!(answer["gap"]["unjudged"], "too_few");
    let funnel =
        json!({"kind": "funnel", "question": {"steps": [{"event": "visit"}, {"event": "paid"}]}, "a": {}, "b": {}});
    let answer = compare(&stand, &funnel).await;
    assert_eq!((&answer["rows"][0]["a"]["value"], &answer["rows"][0]["part"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn a_comparison_is_saved_and_written_as_a_table() {
    let stand = filled().await;
    let body = compared("transitions", &json!({}));
    let saved = json!({"name": "웹과 앱", "kind": "compare", "question": body});
    let (status, kept) = stand.post("/api/w/shop/analyses", &saved).await;
    assert!(status.is_success(), "{kept}");
    assert_eq!((&kept["kind"], &kept["question"]["kind"]), (&json!("compare"), &json!("transitions")));
    let wrong = json!({"name": "웹과 앱", "kind": "compare", "question": {"kind": "sessions"}});
    let answer = stand.post("/api/w/shop/analyses", &wrong).await;
    is_problem(&answer, 422, "bad_query");
    assert_eq!(answer.1["field"], "question.kind");
    let text = table(&stand, "compare", &body, "ko").await;
    let mut lines = text.lines();
    assert!(
        lines.next().is_some_and(|head| head.starts_with("row,unit,") && head.contains(",what_from,what_to")),
        "{text}"
    );
    assert!(lines.next().is_some_and(|gap| gap.starts_with("gap,share,")), "{text}");
    assert!(lines.next().is_some_and(|row| row.starts_with("row,share,")), "{text}");
}
