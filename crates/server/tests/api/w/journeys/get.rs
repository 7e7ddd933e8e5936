//! Tests of `/api/w/journeys/get`.

use crate::stand::{Stand, is_problem};

#[tokio::test]
async fn journeys_are_listed_with_their_newest_version() {
    let stand = Stand::filled().await;
    let (_, list) = stand.get("/api/w/shop/journeys").await;
    let first = &list["journeys"][0];
    assert_eq!((&first["id"], &first["version"], &first["stages"]), (&"buy".into(), &1.into(), &3.into()));
    is_problem(&stand.get("/api/w/shop/journeys/none").await, 404, "journey_not_found");
    is_problem(&stand.get("/api/w/shop/journeys/Not%20An%20Id").await, 404, "journey_not_found");
}

#[tokio::test]
async fn templates_can_be_drawn() {
    let stand = Stand::new().await;
    let (status, list) = stand.get("/api/w/shop/journeys/templates").await;
    assert_eq!(status, 200, "{list}");
    let templates = list["templates"].as_array().expect("a list");
    assert!(templates.len() >= 4, "shop, booking, app, support");
    for template in templates {
        let _: yeojido_server::wire::Journey =
            serde_json::from_value(template["definition"].clone()).expect("is as in the contract");
    }
}

#[tokio::test]
async fn stages_are_suggested_with_reasons_or_the_lack_of_data_is_said() {
    let stand = Stand::filled().await;
    let (status, suggestion) = stand.get("/api/w/shop/journeys/suggest").await;
    assert_eq!(status, 200, "{suggestion}");
    assert!(suggestion["definition"].is_object() || suggestion["reason_none"].is_string(), "{suggestion}");
    let empty = Stand::new().await;
    let (_, none) = empty.get("/api/w/shop/journeys/suggest").await;
    assert!(none["definition"].is_null() && none["reason_none"].is_string(), "{none}");
}
