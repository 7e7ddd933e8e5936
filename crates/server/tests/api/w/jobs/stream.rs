//! Tests of `/api/w/jobs/stream`.

use std::time::Duration;

use reqwest::Response;
use serde_json::{Value, json};

use super::cancel::endless;
use crate::stand::{EVENTS, Stand, events_mapping};

/// Reads messages until one is as wanted.
async fn until(answer: &mut Response, wanted: impl Fn(&Value) -> bool) -> Option<Value> {
    let mut text = String::new();
    while let Some(chunk) = answer.chunk().await.expect("the stream does not break") {
        text.push_str(std::str::from_utf8(&chunk).expect("is UTF-8"));
        while let Some((message, rest)) = text.split_once("\n\n").map(|(a, b)| (a.to_owned(), b.to_owned())) {
            text = rest;
            let Some(data) = message.strip_prefix("data: ") else { continue };
            let job: Value = serde_json::from_str(data).expect("is JSON");
            if wanted(&job) {
                return Some(job);
            }
        }
    }
    None
}

#[tokio::test]
async fn a_listener_hears_how_jobs_stand_and_then_every_change() {
    let stand = Stand::new().await;
    let first = stand.import("a.csv", EVENTS, &events_mapping()).await;
    let mut answer = stand.raw("/api/w/shop/jobs/stream").await;
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let heard = until(&mut answer, |_| true).await.expect("hears at once");
    assert_eq!(heard, first, "the state on connecting is that of the list");
    let second = stand.import("b.csv", EVENTS, &events_mapping()).await;
    let patience = Duration::from_secs(20);
    let done = |job: &Value| job["id"] == second["id"] && job["state"] == "done";
    let heard = tokio::time::timeout(patience, until(&mut answer, done)).await.expect("in time").expect("hears of it");
    assert_eq!(heard, second);
}

#[tokio::test]
async fn a_stream_ends_when_the_server_stops() {
    let stand = endless().await;
    let (_, upload) = stand.upload(&[("orders.csv", EVENTS.as_bytes())]).await;
    let body = json!({"upload": upload["upload"], "file": "orders.csv", "mapping": events_mapping()});
    stand.post("/api/w/shop/imports", &body).await;
    let mut answer = stand.raw("/api/w/shop/jobs/stream").await;
    until(&mut answer, |job| job["state"] == "running").await.expect("it works");
    let began = std::time::Instant::now();
    let (_folder, rest) = tokio::join!(stand.stop(), until(&mut answer, |_| false));
    assert!(rest.is_none());
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
}
