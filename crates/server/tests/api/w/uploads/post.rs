//! Tests of `/api/w/uploads/post`.

use reqwest::Method;
use serde_json::json;

use crate::stand::{Stand, is_problem, read};

fn uploads(stand: &Stand) -> std::path::PathBuf {
    stand.folder.path().join("shop/imports/uploads")
}

#[tokio::test]
async fn files_arrive_as_they_were_sent() {
    let stand = Stand::new().await;
    let large = vec![b'7'; 3 << 20];
    let (status, upload) = stand.upload(&[("주문 내역.csv", b"a,b\n1,2\n"), ("../../large.bin", &large)]).await;
    assert_eq!(status, 200, "{upload}");
    let files = json!([{"name": "주문 내역.csv", "bytes": 8}, {"name": "large.bin", "bytes": 3 << 20}]);
    assert_eq!(upload["files"], files);
    let folder = uploads(&stand).join(upload["upload"].as_str().expect("a name"));
    assert_eq!(std::fs::read(folder.join("주문 내역.csv")).expect("is there"), b"a,b\n1,2\n");
    assert_eq!(std::fs::read(folder.join("large.bin")).expect("is there"), large);
}

#[tokio::test]
async fn an_upload_that_is_too_large_leaves_nothing() {
    let stand = Stand::with(|settings| settings.upload_limit_bytes = 1_000).await;
    assert_eq!(stand.upload(&[("a.csv", &[b'x'; 600]), ("b.csv", &[b'x'; 400])]).await.0, 200);
    let before = std::fs::read_dir(uploads(&stand)).expect("lists").count();
    let answer = stand.upload(&[("a.csv", &[b'x'; 600]), ("b.csv", &[b'x'; 401])]).await;
    is_problem(&answer, 413, "too_large");
    assert_eq!(std::fs::read_dir(uploads(&stand)).expect("lists").count(), before);
}

#[tokio::test]
async fn what_is_no_upload_is_refused() {
    let stand = Stand::new().await;
    is_problem(&stand.upload(&[]).await, 422, "no_file");
    is_problem(&stand.upload(&[("..", b"x")]).await, 422, "bad_name");
    is_problem(&stand.upload(&[("a.csv", b"x"), ("a.csv", b"y")]).await, 422, "bad_upload");
    is_problem(&stand.post("/api/w/shop/uploads", &json!({})).await, 415, "not_multipart");
    let cut = stand.ask(Method::POST, "/api/w/shop/uploads").header("content-type", "multipart/form-data; boundary=x7");
    let cut = cut.body("--x7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nabc");
    is_problem(&read(cut.send().await.expect("answers")).await, 400, "upload_broken");
    assert_eq!(std::fs::read_dir(uploads(&stand)).expect("lists").count(), 0, "nothing is left of any");
}
