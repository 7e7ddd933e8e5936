//! What people keep: revisions, conflicts, removal, history.

use serde_json::json;
use yeojido_domain::Micros;
use yeojido_store::Rekept;

use super::written::kim;
use crate::{Ground, workspace};

pub(crate) async fn all(ground: &dyn Ground) {
    every_change_is_a_revision_and_an_old_base_is_refused(ground).await;
    what_is_removed_is_gone_and_its_history_stays(ground).await;
    of_many_who_change_at_once_one_comes_in(ground).await;
}

async fn every_change_is_a_revision_and_an_old_base_is_refused(ground: &dyn Ground) {
    let store = workspace(ground, "kept").await;
    assert_eq!(store.all_kept("analysis").await.expect("reads"), []);
    let made = store.keep("analysis", &json!({"name": "가"}), &kim(), Micros(1)).await.expect("keeps");
    assert_eq!((made.revision, &made.value), (1, &Some(json!({"name": "가"}))));
    let changed = store.keep_anew("analysis", made.number, 1, Some(&json!(2)), &kim(), Micros(2)).await.expect("keeps");
    let Rekept::Saved(changed) = changed else { panic!("{changed:?}") };
    assert_eq!((changed.revision, changed.made_at, changed.at, &changed.by), (2, Micros(1), Micros(2), &kim()));
    let late = store.keep_anew("analysis", made.number, 1, Some(&json!(3)), &kim(), Micros(3)).await.expect("answers");
    assert_eq!(late, Rekept::Conflict(changed.clone()));
    assert_eq!(store.kept("analysis", made.number).await.expect("reads"), Some(changed));
    assert_eq!(store.kept("annotation", made.number).await.expect("reads"), None, "it lies on another shelf");
    let other = store.keep_anew("annotation", made.number, 2, None, &kim(), Micros(4)).await.expect("answers");
    assert_eq!(other, Rekept::Missing);
}

async fn what_is_removed_is_gone_and_its_history_stays(ground: &dyn Ground) {
    let store = workspace(ground, "kept_removed").await;
    let made = store.keep("annotation", &json!("a"), &kim(), Micros(1)).await.expect("keeps");
    let second = store.keep("annotation", &json!("b"), &kim(), Micros(1)).await.expect("keeps");
    let removed = store.keep_anew("annotation", made.number, 1, None, &kim(), Micros(2)).await.expect("removes");
    assert!(matches!(removed, Rekept::Saved(_)));
    assert_eq!(store.all_kept("annotation").await.expect("reads"), [second]);
    assert_eq!(store.kept("annotation", made.number).await.expect("reads"), None);
    let again =
        store.keep_anew("annotation", made.number, 2, Some(&json!("c")), &kim(), Micros(3)).await.expect("answers");
    assert_eq!(again, Rekept::Missing);
    let history = store.kept_history("annotation", made.number).await.expect("reads");
    assert_eq!(
        history.iter().map(|one| (one.revision, one.value.clone())).collect::<Vec<_>>(),
        [(2, None), (1, Some(json!("a")))]
    );
}

async fn of_many_who_change_at_once_one_comes_in(ground: &dyn Ground) {
    let store = workspace(ground, "kept_at_once").await;
    let made = store.keep("analysis", &json!(0), &kim(), Micros(0)).await.expect("keeps");
    let change = |who: i64| {
        let (store, number) = (store.clone(), made.number);
        async move {
            let value = json!(who);
            store.keep_anew("analysis", number, 1, Some(&value), &kim(), Micros(who)).await.expect("answers")
        }
    };
    let (a, b, c) = tokio::join!(tokio::spawn(change(1)), tokio::spawn(change(2)), tokio::spawn(change(3)));
    let all = [a, b, c].map(|one| one.expect("ends"));
    assert_eq!(all.iter().filter(|one| matches!(one, Rekept::Saved(_))).count(), 1, "{all:?}");
    assert_eq!(all.iter().filter(|one| matches!(one, Rekept::Conflict(newest) if newest.revision == 2)).count(), 2);
}
