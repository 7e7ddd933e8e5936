//! Tests of `/api/w/{ws}/merges`.

use reqwest::Method;
use serde_json::{Value, json};

use crate::stand::{Stand, is_problem, read};
use crate::w::analyze::post::{ask, questions};

const MERGES: &str = "/api/w/shop/merges";

/// What a number's version of the lake is changes with every decision; the numbers must not.
fn timeless(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            fields.retain(|key, _| !matches!(key.as_str(), "lake_version" | "computed_at" | "next"));
            fields.values_mut().for_each(|field| *field = timeless(field.take()));
        }
        Value::Array(all) => all.iter_mut().for_each(|one| *one = timeless(one.take())),
        _ => {}
    }
    value
}

/// Every kind of analysis, the map and the lists, by name.
async fn answers(stand: &Stand) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for (kind, question) in questions() {
        all.push((kind.to_owned(), timeless(ask(stand, kind, &question).await)));
    }
    for path in ["map/buy", "map/buy/findings", "customers", "voices"] {
        let (status, answer) = stand.get(&format!("/api/w/shop/{path}")).await;
        assert_eq!(status, 200, "{path}: {answer}");
        all.push((path.to_owned(), timeless(answer)));
    }
    all
}

async fn person(stand: &Stand, name: &str) -> String {
    let (_, found) = stand.get(&format!("/api/w/shop/customers?q={name}")).await;
    found["rows"][0]["person"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_merge_changes_every_answer_and_its_undoing_brings_them_back() {
    let stand = Stand::filled().await;
    let apart = answers(&stand).await;
    let (u1, u2) = (person(&stand, "u1").await, person(&stand, "u2").await);
    let body = json!({"customer": u2, "into": "u1", "reason": "같은 전화번호", "key": "k1"});
    let named = stand.ask(Method::POST, MERGES).header("x-yeojido-name", "%EC%A0%95%EB%8F%84%EC%9C%A4").json(&body);
    let (status, made) = read(named.send().await.expect("answers")).await;
    assert_eq!(status, 201, "{made}");
    assert_eq!((&made["customer"], &made["into"], &made["by"]), (&json!(u2), &json!(u1), &json!("정도윤")));
    assert_eq!((&made["reason"], &made["undone"]), (&json!("같은 전화번호"), &Value::Null));
    let merged = answers(&stand).await;
    let blind: Vec<_> = apart.iter().zip(&merged).filter(|(a, b)| a == b).map(|((name, _), _)| name).collect();
    assert!(blind.iter().all(|name| *name == "map/buy/findings"), "three customers have no findings: {blind:?}");
    let (_, page) = stand.get(&format!("/api/w/shop/customers/{u2}")).await;
    assert_eq!((&page["person"], &page["events"], &page["voices"]), (&json!(u1), &json!(5), &json!(2)), "{page}");
    let (again, same) = stand.post(MERGES, &body).await;
    assert_eq!((again.as_u16(), &same), (201, &made), "the same key again");
    assert_eq!(answers(&stand).await, merged);
    let stand = Stand::on(stand.stop().await, |_| {}).await;
    assert_eq!(answers(&stand).await, merged, "after a restart");
    let undo = format!("{MERGES}/{}/undo", made["id"]);
    let (status, undone) = stand.post(&undo, &json!({"reason": "가족이었음"})).await;
    assert_eq!((status.as_u16(), &undone["undone"]["reason"]), (200, &json!("가족이었음")), "{undone}");
    assert_eq!(answers(&stand).await, apart);
    assert_eq!(stand.get(MERGES).await.1["merges"], json!([undone]), "it stays in the list");
    is_problem(&stand.post(&undo, &json!({})).await, 422, "already_undone");
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_and_changes_nothing() {
    let stand = Stand::filled().await;
    let apart = answers(&stand).await;
    let merge = |customer: &'static str, into: &'static str| json!({"customer": customer, "into": into});
    is_problem(&stand.post(MERGES, &merge("u1", "u1")).await, 422, "same_person");
    is_problem(&stand.post(MERGES, &merge("u1", "nobody")).await, 404, "customer_not_found");
    is_problem(&stand.post(MERGES, &merge("nobody", "u1")).await, 404, "customer_not_found");
    is_problem(&stand.post(&format!("{MERGES}/7/undo"), &json!({})).await, 404, "merge_not_found");
    assert_eq!(answers(&stand).await, apart);
    // Chains are followed; a circle, and a second merge of the same, are none.
    let (_, first) = stand.post(MERGES, &merge("u1", "u2")).await;
    let (status, second) = stand.post(MERGES, &merge("u2", "u3")).await;
    assert_eq!(status, 201, "{second}");
    assert_eq!(stand.get("/api/w/shop/customers").await.1["n"], 1);
    is_problem(&stand.post(MERGES, &merge("u3", "u1")).await, 422, "same_person");
    is_problem(&stand.post(MERGES, &json!({"customer": "u1", "into": "u3"})).await, 422, "same_person");
    stand.post(&format!("{MERGES}/{}/undo", second["id"]), &json!({})).await;
    assert_eq!(stand.get("/api/w/shop/customers").await.1["n"], 2, "u1 is still u2");
    is_problem(&stand.post(MERGES, &merge("u1", "u3")).await, 422, "already_merged");
    stand.post(&format!("{MERGES}/{}/undo", first["id"]), &json!({})).await;
    assert_eq!(answers(&stand).await, apart);
}
