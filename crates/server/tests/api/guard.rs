//! What holds for every address: hosts, origins, headers, unknown paths.

use reqwest::Method;
use serde_json::json;

use crate::stand::{Stand, is_problem, read};

#[tokio::test]
async fn a_name_that_merely_points_here_is_refused() {
    let stand = Stand::new().await;
    for path in ["/api/session", "/", "/assets/x.js"] {
        let answer = stand.ask(Method::GET, path).header("host", "evil.example").send().await.expect("answers");
        is_problem(&read(answer).await, 403, "host_refused");
    }
}

#[tokio::test]
async fn a_page_of_another_site_cannot_write() {
    let stand = Stand::new().await;
    let ask = || stand.ask(Method::DELETE, "/api/w/shop/journeys/buy");
    let answer = ask().header("origin", "http://evil.example").send().await.expect("answers");
    is_problem(&read(answer).await, 403, "origin_refused");
    let answer = ask().header("sec-fetch-site", "cross-site").send().await.expect("answers");
    is_problem(&read(answer).await, 403, "origin_refused");
    let answer = ask().header("origin", &stand.base).send().await.expect("answers");
    is_problem(&read(answer).await, 404, "journey_not_found");
}

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do_with_it() {
    let stand = Stand::new().await;
    for path in ["/api/session", "/api/nothing", "/", "/w/shop/journeys"] {
        let answer = stand.raw(path).await;
        let header =
            |name: &str| answer.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let policy = header("content-security-policy");
        assert!(policy.contains("script-src 'self';"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert!(!header("cache-control").is_empty(), "{path}");
    }
    assert_eq!(stand.raw("/api/session").await.headers()["cache-control"], "no-store");
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_and_not_a_page() {
    let stand = Stand::new().await;
    is_problem(&stand.get("/api/nothing").await, 404, "not_found");
    is_problem(&stand.get("/api/w/shop").await, 404, "not_found");
    is_problem(&stand.get("/api/w/nobody/journeys").await, 404, "workspace_not_found");
    is_problem(&stand.get("/api/w/..%2F..%2Fetc/journeys").await, 404, "workspace_not_found");
    is_problem(&stand.post("/api/session", &json!({})).await, 405, "wrong_method");
}

#[tokio::test]
async fn a_body_that_cannot_be_read_names_the_fault() {
    let stand = Stand::new().await;
    let path = "/api/w/shop/journeys/check";
    let ask = || stand.ask(Method::POST, path);
    let answer = ask().body("{}").send().await.expect("answers");
    is_problem(&read(answer).await, 415, "not_json");
    let answer = ask().header("content-type", "application/json").body("{").send().await.expect("answers");
    is_problem(&read(answer).await, 422, "bad_body");
    is_problem(&stand.post(path, &json!({"yml": "x"})).await, 422, "bad_body");
    let large = json!({"yaml": "x".repeat(3 << 20)});
    is_problem(&stand.post(path, &large).await, 413, "too_large");
}

#[tokio::test]
async fn a_server_is_bound_to_this_machine_only() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = std::sync::Arc::new(yeojido_app::DataFolder::open(folder.path()).await.expect("is free"));
    let settings = yeojido_server::Settings::new(([0, 0, 0, 0], 0).into());
    let error = yeojido_server::Server::bind(data, settings).await.err().expect("is refused");
    assert!(matches!(error, yeojido_server::ServerError::NotLoopback(_)), "{error}");
}
