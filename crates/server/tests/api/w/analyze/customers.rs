//! Tests of `POST /api/w/{ws}/analyze/{kind}/customers`.

use serde_json::{Value, json};

use super::post::{ask, questions, with};
use crate::stand::{Stand, is_problem};

async fn open(stand: &Stand, kind: &str, question: &Value, cell: &Value) -> Value {
    let body = json!({"question": question, "cell": cell});
    let (status, page) = stand.post(&format!("/api/w/shop/analyze/{kind}/customers"), &body).await;
    assert_eq!(status, 200, "{kind} {cell}: {page}");
    page
}

fn labels(page: &Value) -> Vec<&str> {
    page["rows"].as_array().expect("rows").iter().map(|row| row["label"].as_str().expect("a name")).collect()
}

/// By kind a cell, the number that the answer has there, and who is behind it.
fn cells() -> Vec<(&'static str, Value, &'static str, Vec<&'static str>)> {
    vec![
        ("funnel", json!({"step": 1, "is": "reached"}), "/steps/1/count", vec!["u1", "u2"]),
        ("funnel", json!({"step": 1, "is": "undecided"}), "/steps/1/undecided", vec!["u2"]),
        ("paths", json!({"step": 0, "event": "visit"}), "/steps/0/nodes/0/start", vec!["u1", "u2", "u3"]),
        (
            "paths",
            json!({"step": 0, "from": "visit", "to": "order placed"}),
            "/steps/0/links/0/count",
            vec!["u1", "u2"],
        ),
        ("paths", json!({"step": 2, "event": "delivered", "is": "end"}), "/steps/2/nodes/0/end", vec!["u1"]),
        ("transitions", json!({"from": "order placed", "to": "delivered"}), "/edges/1/count", vec!["u1"]),
        ("transitions", json!({"end": "visit"}), "/end/2/count", vec!["u3"]),
        ("variants", json!({"path": null}), "/other/customers", vec!["u1", "u2"]),
        ("sessions", json!({}), "/sessions", vec!["u1", "u2", "u3"]),
        ("retention", json!({"cohort": "2026-03-01", "period": 1}), "/cohorts/0/cells/1/count", vec!["u1"]),
        ("stickiness", json!({"stretches": 2}), "/active/1/customers", vec!["u2"]),
        ("lifecycle", json!({"period": "2026-03-02", "is": "dormant"}), "/stretches/1/dormant", vec!["u2", "u3"]),
        ("attribution", json!({"touch": "naver"}), "/channels/1/touched", vec!["u2"]),
        ("follows", json!({"from": "visit", "to": "order placed"}), "/pairs/0/count", vec!["u1", "u2"]),
        ("rework", json!({"event": "visit", "is": "customers"}), "/events/2/customers", vec!["u1", "u2", "u3"]),
        ("steps", json!({"step": 2, "is": "ended"}), "/ended/2", vec!["u2", "u3"]),
        ("conformance", json!({"is": "arrived"}), "/arrived", vec!["u1"]),
        ("times", json!({"from": "look", "to": "pay", "is": "n"}), "/pairs/0/n", vec!["u1", "u2"]),
    ]
}

#[tokio::test]
async fn a_number_of_every_kind_opens_its_customers() {
    let stand = Stand::filled().await;
    let questions: std::collections::BTreeMap<_, _> = questions().into_iter().collect();
    for (kind, cell, at, who) in cells() {
        let page = open(&stand, kind, &questions[kind], &cell).await;
        let mut found = labels(&page);
        found.sort_unstable();
        assert_eq!(found, who, "{kind} {cell}");
        assert_eq!(page["n"], who.len(), "{kind} {cell}");
        let answer = ask(&stand, kind, &questions[kind]).await;
        assert_eq!(answer.pointer(at), Some(&page["units"]), "{kind} {cell}: {answer}");
        assert_eq!(page["lake_version"], answer["lake_version"]);
    }
}

#[tokio::test]
async fn all_customers_are_listed_page_by_page_at_one_version_of_the_data() {
    let stand = Stand::filled().await;
    let path = "/api/w/shop/analyze/sessions/customers";
    let mut body = json!({"question": {"gap": "1h"}, "cell": {}, "limit": 2});
    let (_, first) = stand.post(path, &body).await;
    assert_eq!((&first["n"], &first["units"], first["rows"].as_array().map(Vec::len)), (&json!(3), &json!(6), Some(2)));
    assert_eq!((labels(&first), &first["rows"][0]["units"]), (vec!["u1", "u2"], &json!(3)), "seen last first");
    let more = "회원번호,이벤트,일시,채널,주문번호\nu9,visit,2026-03-07 10:00:00,app,\n";
    stand.import("more.csv", more, &crate::stand::events_mapping()).await;
    body["cursor"] = first["next"].clone();
    let (status, second) = stand.post(path, &body).await;
    assert_eq!(status, 200, "{second}");
    assert_eq!((labels(&second), &second["n"], &second["next"]), (vec!["u3"], &json!(3), &Value::Null));
    body["cursor"] = json!("never");
    is_problem(&stand.post(path, &body).await, 422, "bad_cursor");
}

#[tokio::test]
async fn a_filter_and_the_other_period_hold_for_customers_too() {
    let stand = Stand::filled().await;
    let app = json!({"where": [{"field": {"of": "event", "name": "channel"}, "is": "app"}]});
    let funnel = with(&json!({"steps": [{"event": "visit"}]}), &app);
    let page = open(&stand, "funnel", &funnel, &json!({"step": 0, "is": "reached"})).await;
    assert_eq!(page["n"], 2);
    let compared =
        json!({"steps": [{"event": "order placed"}], "from": "2026-03-03", "to": "2026-03-03", "compare": "previous"});
    let page = open(&stand, "funnel", &compared, &json!({"step": 0, "is": "reached", "compared": true})).await;
    assert_eq!(labels(&page), ["u1"]);
    let broken = json!({"steps": [{"event": "visit"}], "breakdown": "channel", "values": 1});
    let page = open(&stand, "funnel", &broken, &json!({"step": 0, "is": "reached", "value": "app"})).await;
    assert_eq!(labels(&page), ["u1"]);
    let page = open(&stand, "funnel", &broken, &json!({"step": 0, "is": "reached", "rest": "others"})).await;
    assert_eq!(page["n"], 1);
}

#[tokio::test]
async fn a_cell_that_the_answer_has_not_names_its_key() {
    let stand = Stand::filled().await;
    let questions: std::collections::BTreeMap<_, _> = questions().into_iter().collect();
    for (kind, cell, field) in [
        ("funnel", json!({"step": 9, "is": "reached"}), "cell.step"),
        ("funnel", json!({"step": 0, "is": "lost"}), "cell.is"),
        ("funnel", json!({"step": 0}), "cell.is"),
        ("funnel", json!({"step": 0, "is": "reached", "compared": true}), "cell.compared"),
        ("paths", json!({"step": 0}), "cell.event"),
        ("transitions", json!({"from": "visit", "to": "nothing"}), "cell.to"),
        ("variants", json!({"path": ["nothing"]}), "cell.path"),
        ("sessions", json!({"step": 1}), "cell.step"),
        ("retention", json!({"cohort": "1999-01-01"}), "cell.cohort"),
        ("stickiness", json!({"stretches": 0}), "cell.stretches"),
        ("lifecycle", json!({"period": "1999-01-01", "is": "new"}), "cell.period"),
        ("attribution", json!({"touch": "nobody"}), "cell.touch"),
        ("follows", json!({"from": "nothing", "to": "visit"}), "cell.from"),
        ("rework", json!({"event": "nothing"}), "cell.event"),
        ("steps", json!({"step": 4, "is": "ended"}), "cell.step"),
        ("conformance", json!({"to": "nowhere"}), "cell.to"),
        ("times", json!({"from": "pay", "to": "look", "is": "n"}), "cell.to"),
        ("times", json!(3), "cell"),
    ] {
        let body = json!({"question": questions[kind], "cell": cell});
        let answer = stand.post(&format!("/api/w/shop/analyze/{kind}/customers"), &body).await;
        is_problem(&answer, 422, "bad_query");
        assert_eq!(answer.1["field"], field, "{kind} {cell}: {}", answer.1);
    }
}
