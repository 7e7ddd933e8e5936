//! Written cells: revisions, conflicts, emptying, history.

use yeojido_domain::{Expectation, JourneyId, Lane, Micros, Op, Planned, Side, StageId, WrittenContent, WrittenKind};
use yeojido_store::{Author, CellKey, NewRevision, Revision, Store, Written};

use crate::{Ground, workspace};

pub(crate) async fn all(ground: &dyn Ground) {
    a_revision_comes_back_as_it_was_written(ground).await;
    who_began_from_an_old_revision_is_told_the_newest(ground).await;
    of_two_who_write_at_once_one_wins_and_the_other_hears_what(ground).await;
    cells_that_are_written_together_are_written_all_or_none(ground).await;
    an_emptied_cell_keeps_its_history(ground).await;
    the_history_of_a_map_is_read_in_pages(ground).await;
}

fn id() -> JourneyId {
    JourneyId::new("buy").expect("a good id")
}

fn key(stage: &str, lane: Lane) -> CellKey {
    CellKey { side: Side::AsIs, stage: StageId::new(stage).expect("a good id"), lane }
}

fn said(text: &str) -> WrittenContent {
    WrittenContent { text: text.to_owned(), ..WrittenContent::default() }
}

fn new(key: CellKey, base: u32, content: Option<WrittenContent>) -> NewRevision {
    NewRevision { key, base, content, reason: None, restores: None }
}

pub(crate) fn kim() -> Author {
    Author { id: "owner".into(), name: Some("김마루".into()) }
}

async fn saved(store: &Store, new: &NewRevision, at: i64) -> Revision {
    match write(store, new, at).await {
        Written::Saved(mut revisions) => revisions.pop().expect("the revision"),
        Written::Conflict { newest, .. } => panic!("{newest:?} is in the way"),
    }
}

async fn write(store: &Store, new: &NewRevision, at: i64) -> Written {
    store.write_cells(&id(), std::slice::from_ref(new), &kim(), Micros(at)).await.expect("answers")
}

async fn a_revision_comes_back_as_it_was_written(ground: &dyn Ground) {
    let store = workspace(ground, "written").await;
    let content = WrittenContent {
        text: "이틀 안에, 말한 날에 받기".into(),
        value: Some(-1.5),
        kind: WrittenKind::Assumption,
        expects: Some(Expectation { cell: "deliver.time".into(), op: Op::AtMost, value: 172_800.0 }),
        wants: vec![Expectation { cell: "deliver.went_on".into(), op: Op::AtLeast, value: 0.95 }],
        planned: Some(Planned { place: 1.5, from: Some(StageId::new("deliver").expect("an id")) }),
    };
    let first = NewRevision { reason: Some("면담 8명".into()), ..new(key("deliver", Lane::Goal), 0, Some(content)) };
    let made = saved(&store, &first, 7).await;
    assert_eq!((made.revision, made.at, &made.by), (1, Micros(7), &kim()));
    assert_eq!((&made.content, &made.reason), (&first.content, &first.reason));
    store.close().await.expect("closes");

    let store = workspace(ground, "written").await;
    assert_eq!(store.written(&id()).await.expect("reads"), std::slice::from_ref(&made));
    assert_eq!(store.revision(&id(), &first.key, 1).await.expect("reads"), Some(made));
    assert_eq!(store.revision(&id(), &first.key, 2).await.expect("reads"), None);
    let other = JourneyId::new("sell").expect("a good id");
    assert!(store.written(&other).await.expect("reads").is_empty());
    assert_eq!(store.written_number(&other).await.expect("reads"), 0);
}

async fn who_began_from_an_old_revision_is_told_the_newest(ground: &dyn Ground) {
    let store = workspace(ground, "written_conflict").await;
    let goal = key("pay", Lane::Goal);
    let mine = |base| new(goal.clone(), base, Some(said("내 말")));
    let none = write(&store, &mine(3), 1).await;
    assert_eq!(none, Written::Conflict { key: goal.clone(), newest: None }, "nobody has written there");
    saved(&store, &mine(0), 1).await;
    let newest = saved(&store, &new(goal.clone(), 1, Some(said("남의 말"))), 2).await;
    for base in [0, 1, 3] {
        let answer = write(&store, &mine(base), 3).await;
        assert_eq!(
            answer,
            Written::Conflict { key: goal.clone(), newest: Some(Box::new(newest.clone())) },
            "base {base}"
        );
    }
    let history = store.revisions(&id(), Some(&goal), None, 10).await.expect("reads");
    assert_eq!(history.len(), 2, "a refused change leaves no trace");
    let beside = key("pay", Lane::Desired);
    saved(&store, &new(beside, 0, Some(said("다른 칸"))), 4).await;
    let to_be = CellKey { side: Side::ToBe, ..goal };
    saved(&store, &new(to_be, 0, Some(said("목표의 칸"))), 5).await;
    assert_eq!(store.written(&id()).await.expect("reads").len(), 3, "sides and lanes are cells of their own");
}

async fn of_two_who_write_at_once_one_wins_and_the_other_hears_what(ground: &dyn Ground) {
    let store = workspace(ground, "written_race").await;
    for round in 0..5_u32 {
        let writes = (0..4).map(|who| {
            let store = store.clone();
            tokio::spawn(async move {
                let new = new(key("pay", Lane::Goal), round, Some(said(&format!("{round} {who}"))));
                (who, write(&store, &new, i64::from(round)).await)
            })
        });
        let (mut won, mut told) = (None, Vec::new());
        for write in writes.collect::<Vec<_>>() {
            match write.await.expect("does not panic") {
                (_, Written::Saved(revisions)) => assert_eq!(won.replace(revisions), None, "round {round}"),
                (_, Written::Conflict { newest, .. }) => told.push(newest.expect("there is a newest")),
            }
        }
        let won = won.and_then(|mut won| won.pop()).expect("one of them wins");
        assert_eq!((won.revision, told.len()), (round + 1, 3));
        assert!(told.iter().all(|newest| **newest == won), "round {round}: {told:?}");
    }
}

async fn cells_that_are_written_together_are_written_all_or_none(ground: &dyn Ground) {
    let store = workspace(ground, "written_together").await;
    let cells = |base, stages: [&str; 3]| stages.map(|stage| new(key(stage, Lane::Goal), base, Some(said(stage))));
    let newest = saved(&store, &new(key("pay", Lane::Goal), 0, Some(said("먼저"))), 1).await;
    let together = store.write_cells(&id(), &cells(0, ["come", "pay", "use"]), &kim(), Micros(2)).await;
    let conflict = Written::Conflict { key: newest.key.clone(), newest: Some(Box::new(newest)) };
    assert_eq!(together.expect("answers"), conflict);
    assert_eq!(store.written(&id()).await.expect("reads").len(), 1, "of the others nothing was written");

    for round in 0..5_u32 {
        // Each in an order of its own: nobody may wait for somebody who waits for them.
        let writes = [["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"]].map(|stages| {
            let (store, cells) = (store.clone(), cells(round, stages));
            tokio::spawn(async move { store.write_cells(&id(), &cells, &kim(), Micros(3)).await.expect("answers") })
        });
        let mut won = 0;
        for write in writes {
            if let Written::Saved(revisions) = write.await.expect("does not panic") {
                won += 1;
                assert!(revisions.len() == 3 && revisions.iter().all(|saved| saved.revision == round + 1));
            }
        }
        assert_eq!(won, 1, "round {round}");
    }
}

async fn an_emptied_cell_keeps_its_history(ground: &dyn Ground) {
    let store = workspace(ground, "written_emptied").await;
    let goal = key("pay", Lane::Goal);
    saved(&store, &new(goal.clone(), 0, Some(said("처음"))), 1).await;
    saved(&store, &new(goal.clone(), 1, None), 2).await;
    let now = store.written(&id()).await.expect("reads");
    assert_eq!(now.iter().map(|r| (r.revision, r.content.is_none())).collect::<Vec<_>>(), [(2, true)]);
    let back = NewRevision { restores: Some(1), ..new(goal.clone(), 2, Some(said("처음"))) };
    assert_eq!(saved(&store, &back, 3).await.restores, Some(1));
    let history = store.revisions(&id(), Some(&goal), None, 10).await.expect("reads");
    assert_eq!(history.iter().map(|r| r.revision).collect::<Vec<_>>(), [3, 2, 1]);
}

async fn the_history_of_a_map_is_read_in_pages(ground: &dyn Ground) {
    let store = workspace(ground, "written_history").await;
    for (at, lane) in (1..).zip([Lane::Goal, Lane::Desired, Lane::Pains]) {
        saved(&store, &new(key("pay", lane), 0, Some(said("가"))), at).await;
    }
    let first = store.revisions(&id(), None, None, 2).await.expect("reads");
    assert_eq!(first.iter().map(|r| r.key.lane).collect::<Vec<_>>(), [Lane::Pains, Lane::Desired]);
    let rest = store.revisions(&id(), None, Some(first[1].number), 2).await.expect("reads");
    assert_eq!(rest.iter().map(|r| r.key.lane).collect::<Vec<_>>(), [Lane::Goal]);
    assert_eq!(store.written_number(&id()).await.expect("reads"), first[0].number);
}
