//! How things are laid out: versions, conflicts, history.

use serde_json::json;
use yeojido_domain::Micros;
use yeojido_store::Laid;

use super::written::kim;
use crate::{Ground, workspace};

pub(crate) async fn all(ground: &dyn Ground) {
    every_arrangement_is_a_version_and_an_old_base_is_refused(ground).await;
    of_many_who_lay_at_once_each_number_is_given_once(ground).await;
}

async fn every_arrangement_is_a_version_and_an_old_base_is_refused(ground: &dyn Ground) {
    let store = workspace(ground, "arranged").await;
    assert_eq!(store.arranged("lanes").await.expect("reads"), None);
    for (base, order) in [["goal"], ["pains"], ["goal"]].iter().enumerate() {
        let base = u32::try_from(base).expect("small");
        let laid = store.arrange("lanes", base, &json!(order), &kim(), Micros(i64::from(base))).await.expect("lays");
        assert!(matches!(laid, Laid::Saved(saved) if saved.version == base + 1));
    }
    let late = store.arrange("lanes", 1, &json!([]), &kim(), Micros(9)).await.expect("answers");
    assert_eq!(late, Laid::Conflict(3));
    let early = store.arrange("columns", 1, &json!([]), &kim(), Micros(9)).await.expect("answers");
    assert_eq!(early, Laid::Conflict(0), "another key has versions of its own");
    let page = store.arrangements("lanes", Some(3), 10).await.expect("reads");
    assert_eq!(
        page.iter().map(|one| (one.version, one.value.clone())).collect::<Vec<_>>(),
        [(2, json!(["pains"])), (1, json!(["goal"]))]
    );
    assert_eq!(store.arranged("lanes").await.expect("reads").expect("is there").by, kim());
}

async fn of_many_who_lay_at_once_each_number_is_given_once(ground: &dyn Ground) {
    let store = workspace(ground, "arranged_at_once").await;
    let lay = |who: i64| {
        let store = store.clone();
        async move { store.arrange("lanes", 0, &json!([who]), &kim(), Micros(who)).await.expect("answers") }
    };
    let (a, b, c) = tokio::join!(tokio::spawn(lay(1)), tokio::spawn(lay(2)), tokio::spawn(lay(3)));
    let all = [a, b, c].map(|one| one.expect("ends"));
    assert_eq!(all.iter().filter(|laid| matches!(laid, Laid::Saved(_))).count(), 1, "{all:?}");
    assert_eq!(all.iter().filter(|laid| **laid == Laid::Conflict(1)).count(), 2, "{all:?}");
}
