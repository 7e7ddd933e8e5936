//! Tests of `/api/w/map/export`.

use crate::stand::{Stand, is_problem};

async fn file(stand: &Stand, query: &str) -> (String, String, Vec<u8>) {
    let answer = stand.raw(&format!("/api/w/shop/map/buy/export?{query}")).await;
    assert_eq!(answer.status(), 200, "{query}");
    let header = |name: &str| answer.headers()[name].to_str().expect("is text").to_owned();
    let (media, disposition) = (header("content-type"), header("content-disposition"));
    (media, disposition, answer.bytes().await.expect("comes").to_vec())
}

#[tokio::test]
async fn every_format_comes_with_its_kind_and_a_readable_name() {
    let stand = Stand::filled().await;
    for (query, media, ending, first) in [
        ("format=svg", "image/svg+xml", "svg", &b"<svg"[..]),
        ("format=png&scale=1", "image/png", "png", b"\x89PNG"),
        ("format=pdf", "application/pdf", "pdf", b"%PDF"),
        ("format=pdf&paper=a4", "application/pdf", "pdf", b"%PDF"),
        ("format=png&ratio=16:9&scale=1", "application/zip", "zip", b"PK"),
        ("format=md", "text/markdown; charset=utf-8", "md", "# 구매".as_bytes()),
    ] {
        let (kind, disposition, content) = file(&stand, query).await;
        assert_eq!(kind, media);
        assert!(content.starts_with(first), "{query}");
        assert!(disposition.contains(&format!("filename=\"buy.{ending}\"")), "{disposition}");
        assert!(disposition.contains("filename*=UTF-8''%EA%B5%AC%EB%A7%A4%202026-03-01"), "{disposition}");
    }
}

#[tokio::test]
async fn the_file_shows_what_was_asked_for() {
    let stand = Stand::filled().await;
    let text = |content: Vec<u8>| String::from_utf8(content).expect("is text");
    let all = text(file(&stand, "format=md").await.2);
    assert!(all.contains("| 들어옴 | 3 | 2 | 1 |"), "{all}");
    let filter = "where=[{\"field\":{\"of\":\"event\",\"name\":\"channel\"},\"is\":\"naver\"}]";
    let some = text(file(&stand, &format!("format=md&lang=en&{filter}")).await.2);
    assert!(some.contains("# Buying") && some.contains("channel: naver") && some.contains("| Entered | 2 |"), "{some}");
    let drawn = text(file(&stand, "format=svg&from=2026-03-01&to=2026-03-31").await.2);
    assert!(drawn.contains("2026. 3. 1. – 3. 31.") && drawn.contains("결제가 자꾸 실패해요"), "{drawn}");
}

#[tokio::test]
async fn bad_questions_name_their_fault() {
    let stand = Stand::filled().await;
    let ask = |query: &'static str| {
        let stand = &stand;
        async move { stand.get(&format!("/api/w/shop/map/{query}")).await }
    };
    is_problem(&ask("buy/export").await, 400, "bad_query");
    is_problem(&ask("buy/export?format=doc").await, 400, "bad_query");
    is_problem(&ask("buy/export?format=png&scale=900").await, 422, "bad_scale");
    is_problem(&ask("none/export?format=svg").await, 404, "journey_not_found");
}
