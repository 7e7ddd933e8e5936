//! Tests of `/api/session/get`.

use serde_json::json;

use crate::stand::Stand;

#[tokio::test]
async fn the_owner_sees_the_workspaces() {
    let stand = Stand::new().await;
    let (status, session) = stand.get("/api/session").await;
    assert_eq!(status, 200);
    assert_eq!(session["actor"]["id"], "owner");
    let shop = json!([{"name": "shop", "title": {"ko": "상점", "en": "Shop"}, "zone": "Asia/Seoul", "demo": false}]);
    assert_eq!(session["workspaces"], shop);
}
