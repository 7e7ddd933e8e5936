//! Tests of `/api/ui/get`.

use crate::stand::{Stand, is_problem};

/// Whether the screens were built when the server was.
async fn built(stand: &Stand) -> bool {
    let text = stand.raw("/").await.text().await.expect("has a body");
    assert!(text.contains("<html"), "a page either way: {text}");
    !text.contains("make run")
}

#[tokio::test]
async fn every_screen_gets_the_page() {
    let stand = Stand::new().await;
    for path in ["/", "/w/shop/journeys/buy", "/w/shop/customers/p_0123456789abc"] {
        let answer = stand.raw(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        let kind = answer.headers()["content-type"].to_str().expect("is text").to_owned();
        assert!(kind.starts_with("text/html"), "{path}: {kind}");
    }
}

#[tokio::test]
async fn a_missing_file_is_missing() {
    let stand = Stand::new().await;
    is_problem(&stand.get("/assets/none.js").await, 404, "not_found");
    is_problem(&stand.get("/robots.txt").await, 404, "not_found");
    is_problem(&stand.get("/../../etc/passwd.txt").await, 404, "not_found");
}

#[tokio::test]
async fn hashed_files_are_kept_for_good_and_the_page_is_asked_for_again() {
    let stand = Stand::new().await;
    if !built(&stand).await {
        return;
    }
    let page = stand.raw("/").await;
    assert_eq!(page.headers()["cache-control"], "no-cache");
    let tag = page.headers()["etag"].clone();
    let again = stand.ask(reqwest::Method::GET, "/").header("if-none-match", tag).send().await.expect("answers");
    assert_eq!(again.status(), 304);
    let text = page.text().await.expect("has a body");
    let at = text.find("/assets/").expect("the page names its script");
    let script = text[at..].split('"').next().expect("ends with a quote");
    let asset =
        stand.ask(reqwest::Method::GET, script).header("accept-encoding", "gzip").send().await.expect("answers");
    assert_eq!(asset.status(), 200, "{script}");
    assert_eq!(asset.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(asset.headers()["content-encoding"], "gzip");
}
