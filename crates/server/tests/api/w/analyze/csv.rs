//! Tests of `POST /api/w/{ws}/analyze/{kind}/csv`.

use reqwest::Method;
use serde_json::{Value, json};

use super::post::questions;
use crate::stand::{Stand, events_mapping, is_problem, read};

pub(super) async fn table(stand: &Stand, kind: &str, question: &Value, lang: &str) -> String {
    let path = format!("/api/w/shop/analyze/{kind}/csv?lang={lang}");
    let answer = stand.ask(Method::POST, &path).json(question).send().await.expect("answers");
    assert_eq!(answer.status(), 200, "{kind}");
    assert_eq!(answer.headers()["content-type"], "text/csv; charset=utf-8");
    let name = format!("attachment; filename=\"{kind}.csv\"");
    assert_eq!(answer.headers()["content-disposition"].to_str().expect("text"), name);
    let bytes = answer.bytes().await.expect("a body");
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    text.strip_prefix('\u{feff}').expect("begins with a mark of its encoding").to_owned()
}

#[tokio::test]
async fn every_kind_is_a_table() {
    let stand = Stand::filled().await;
    for (kind, question) in questions() {
        let text = table(&stand, kind, &question, "ko").await;
        assert!(text.lines().count() >= 2, "{kind}: {text}");
    }
    let funnel = json!({"steps": [{"event": "visit", "name": "보다"}, {"event": "order placed"}], "breakdown": "channel",
        "values": 1, "trend": "day", "histogram": 2, "from": "2026-03-01", "to": "2026-03-01", "compare": "previous"});
    let text = table(&stand, "funnel", &funnel, "ko").await;
    assert!(text.starts_with("period,group,of,step,event,name,count,"), "{text}");
    for begin in [
        "asked,all,,0,visit,보다,3,",
        "asked,value,",
        "asked,others,,0,",
        "asked,day,2026-03-01,0,",
        "asked,time_s,",
        "compared,all,,1,",
    ] {
        assert!(text.lines().any(|line| line.starts_with(begin)), "{begin}: {text}");
    }
    let steps = table(&stand, "steps", &json!({"steps": 2}), "ko").await;
    assert_eq!(steps.lines().next(), Some("row,event,place_1,place_2"));
    assert_eq!(steps.lines().last(), Some("ended,,0,1"));
}

#[tokio::test]
async fn what_a_table_leaves_out_is_said_in_its_last_row() {
    let stand = Stand::filled().await;
    let last = async |kind: &str, question: Value, lang: &str| {
        table(&stand, kind, &question, lang).await.lines().last().expect("a row").to_owned()
    };
    assert_eq!(last("variants", json!({"top": 1}), "ko").await, "고객 2명의 경로 2가지는 이 표에 없어요.");
    assert_eq!(last("follows", json!({"top": 2}), "en").await, "1 further pairs are not in this table.");
    let rest = last("paths", json!({"by": "customer", "top": 1, "steps": 2, "end": {}}), "en").await;
    assert!(!rest.contains("stand for"), "nothing is left out here: {rest}");
    assert!(!last("variants", json!({}), "ko").await.contains("이 표에"), "nothing is left out");
}

#[tokio::test]
async fn names_that_a_spreadsheet_would_run_are_written_as_text() {
    let stand = Stand::new().await;
    let events = "회원번호,이벤트,일시,채널,주문번호\nu1,=HYPERLINK(1),2026-03-01 10:00:00,app,\nu1,+82,2026-03-01 11:00:00,app,\n\
        u1,-1,2026-03-01 12:00:00,app,\nu1,@SUM(A1),2026-03-01 13:00:00,app,\n";
    stand.import("bad.csv", events, &events_mapping()).await;
    let text = table(&stand, "transitions", &json!({}), "ko").await;
    for name in ["'=HYPERLINK(1)", "'+82", "'-1", "'@SUM(A1)"] {
        assert!(text.contains(name), "{name}: {text}");
    }
    let cells = text.lines().skip(1).flat_map(|line| line.split(','));
    assert!(cells.filter(|cell| !cell.is_empty()).all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{text}");
}

#[tokio::test]
async fn a_wrong_question_is_no_file() {
    let stand = Stand::new().await;
    let ask = stand.ask(Method::POST, "/api/w/shop/analyze/funnel/csv").json(&json!({"steps": []}));
    let answer = read(ask.send().await.expect("answers")).await;
    is_problem(&answer, 422, "bad_query");
    assert_eq!(answer.1["field"], "steps");
}
