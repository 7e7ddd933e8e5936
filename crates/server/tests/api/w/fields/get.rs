//! Tests of `/api/w/fields/get`.

use crate::stand::Stand;

#[tokio::test]
async fn names_and_values_are_counted() {
    let stand = Stand::filled().await;
    let answer = stand.raw("/api/w/shop/fields").await;
    let tag = answer.headers()["etag"].clone();
    let fields: serde_json::Value = answer.json().await.expect("is JSON");
    assert_eq!(fields["events"][0]["name"], "visit");
    assert_eq!(fields["events"][0]["count"], 3);
    let channel =
        fields["fields"].as_array().expect("a list").iter().find(|f| f["name"] == "channel").expect("is there");
    assert_eq!(channel["values"][0], serde_json::json!({"value": "app", "count": 3}));
    let again = stand.ask(reqwest::Method::GET, "/api/w/shop/fields").header("if-none-match", tag);
    assert_eq!(again.send().await.expect("answers").status(), 304);
}
