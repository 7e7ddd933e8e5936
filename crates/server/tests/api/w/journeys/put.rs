//! Tests of `/api/w/journeys/put`.

use reqwest::Method;
use serde_json::json;

use crate::stand::{Stand, is_problem, journey};

const PATH: &str = "/api/w/shop/journeys/buy";

#[tokio::test]
async fn every_save_is_a_version() {
    let stand = Stand::new().await;
    let (status, first) = stand.put(PATH, &json!({"base": null, "definition": journey()})).await;
    assert_eq!((status.as_u16(), &first["version"]), (200, &1.into()), "{first}");
    let yaml = first["yaml"].as_str().expect("a file").replace("Buying", "Purchase");
    let (status, second) = stand.put(PATH, &json!({"base": 1, "yaml": yaml})).await;
    assert_eq!((status.as_u16(), &second["version"]), (200, &2.into()), "{second}");
    assert_eq!(second["definition"]["name"]["en"], "Purchase");
    assert_eq!(second["updated_by"], "owner");
    let (_, old) = stand.get(&format!("{PATH}?version=1")).await;
    assert_eq!(old["definition"]["name"]["en"], "Buying");
    assert_eq!(old["versions"].as_array().map(Vec::len), Some(2));
    let _: yeojido_server::wire::Journey =
        serde_json::from_value(old["definition"].clone()).expect("is as in the contract");
}

#[tokio::test]
async fn a_change_made_from_an_old_version_is_a_conflict() {
    let stand = Stand::new().await;
    for base in [json!(null), json!(1)] {
        stand.put(PATH, &json!({"base": base, "definition": journey()})).await;
    }
    let answer = stand.put(PATH, &json!({"base": 1, "definition": journey()})).await;
    is_problem(&answer, 409, "conflict");
    assert_eq!(answer.1["params"]["newest"], "2");
}

#[tokio::test]
async fn a_journey_that_cannot_be_drawn_is_refused() {
    let stand = Stand::new().await;
    let mut twice = journey();
    twice["stages"][1]["id"] = json!("look");
    for (body, code) in [
        (json!({"base": null, "definition": twice}), "bad_journey"),
        (json!({"base": null, "yaml": "journey: 1\nid: buy\n"}), "bad_journey"),
        (json!({"base": null}), "bad_body"),
        (json!({"base": null, "yaml": "x", "definition": journey()}), "bad_body"),
    ] {
        is_problem(&stand.put(PATH, &body).await, 422, code);
    }
    let other = stand.put("/api/w/shop/journeys/sell", &json!({"base": null, "definition": journey()})).await;
    is_problem(&other, 422, "bad_journey");
    assert_eq!(other.1["field"], "id");
}

#[tokio::test]
async fn a_deleted_journey_is_gone_and_its_versions_are_kept() {
    let stand = Stand::new().await;
    stand.put(PATH, &json!({"base": null, "definition": journey()})).await;
    let delete = || stand.ask(Method::DELETE, PATH).send();
    assert_eq!(delete().await.expect("answers").status(), 204);
    assert_eq!(delete().await.expect("answers").status(), 404);
    is_problem(&stand.get(PATH).await, 404, "journey_not_found");
    assert_eq!(stand.get(&format!("{PATH}?version=1")).await.0, 200);
    assert_eq!(stand.get("/api/w/shop/journeys").await.1, json!({"journeys": []}));
}
