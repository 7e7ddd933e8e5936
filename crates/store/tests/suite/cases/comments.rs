//! Comments: acts are added in order, and an act on a thread that has moved on is refused.

use yeojido_domain::{JourneyId, Lane, Micros, StageId};
use yeojido_store::{ActKind, Author, NewAct};

use super::written::kim;
use crate::{Ground, workspace};

pub(crate) async fn all(ground: &dyn Ground) {
    acts_come_back_in_order(ground).await;
    of_two_who_act_on_what_they_saw_one_is_told_to_look_again(ground).await;
    names_are_known_once(ground).await;
}

fn id() -> JourneyId {
    JourneyId::new("buy").expect("a good id")
}

fn act(kind: ActKind, thread: Option<i64>, about: Option<i64>, text: Option<&str>) -> NewAct {
    let stage = StageId::new("pay").expect("a good id");
    NewAct { stage, lane: Lane::Goal, thread, about, kind, text: text.map(str::to_owned) }
}

async fn acts_come_back_in_order(ground: &dyn Ground) {
    let store = workspace(ground, "comments").await;
    let add = |new, seen| {
        let store = store.clone();
        async move { store.add_comment_act(&id(), &new, seen, &kim(), Micros(1)).await.expect("writes") }
    };
    let first =
        add(act(ActKind::Write, None, None, Some("이틀은 누가 정했나요?")), None).await.expect("is added").number;
    let answer = act(ActKind::Write, Some(first), None, Some("@김마루 면담에서요"));
    let answer = add(answer, None).await.expect("is added").number;
    add(act(ActKind::Edit, Some(first), Some(answer), Some("면담 8명에서요")), Some(answer)).await.expect("is added");
    store.close().await.expect("closes");
    let store = workspace(ground, "comments").await;
    let acts = store.comment_acts(&id()).await.expect("reads");
    assert_eq!(acts.iter().map(|act| act.kind).collect::<Vec<_>>(), [ActKind::Write, ActKind::Write, ActKind::Edit]);
    assert_eq!(
        (acts[2].thread, acts[2].about, acts[2].text.as_deref()),
        (Some(first), Some(answer), Some("면담 8명에서요"))
    );
    assert_eq!((&acts[0].by, acts[0].lane), (&kim(), Lane::Goal));
    assert!(store.comment_acts(&JourneyId::new("sell").expect("a good id")).await.expect("reads").is_empty());
}

async fn of_two_who_act_on_what_they_saw_one_is_told_to_look_again(ground: &dyn Ground) {
    let store = workspace(ground, "comments_race").await;
    let begin = act(ActKind::Write, None, None, Some("처음"));
    let first = store.add_comment_act(&id(), &begin, None, &kim(), Micros(1)).await.expect("writes").expect("is added");
    let edits = (0..4).map(|who| {
        let (store, thread) = (store.clone(), first.number);
        let text = format!("고침 {who}");
        tokio::spawn(async move {
            let edit = act(ActKind::Edit, Some(thread), Some(thread), Some(&text));
            store.add_comment_act(&id(), &edit, Some(thread), &kim(), Micros(2)).await.expect("answers")
        })
    });
    let mut done = Vec::new();
    for edit in edits.collect::<Vec<_>>() {
        done.extend(edit.await.expect("does not panic"));
    }
    assert_eq!(done.len(), 1);
    let acts = store.comment_acts(&id()).await.expect("reads");
    assert_eq!(acts.len(), 2, "a refused act leaves no trace");
    let gone = act(ActKind::Resolve, Some(999_999), None, None);
    assert_eq!(store.add_comment_act(&id(), &gone, Some(1), &kim(), Micros(3)).await.expect("answers"), None);
}

async fn names_are_known_once(ground: &dyn Ground) {
    let store = workspace(ground, "names").await;
    let lee = Author { id: "owner".into(), name: Some("이서준".into()) };
    let nobody = Author { id: "owner".into(), name: None };
    for by in [&kim(), &lee, &kim(), &nobody] {
        store
            .add_comment_act(&id(), &act(ActKind::Write, None, None, Some("말")), None, by, Micros(1))
            .await
            .expect("writes");
    }
    assert_eq!(store.names().await.expect("reads"), ["김마루", "이서준"]);
}
