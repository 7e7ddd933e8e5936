//! Journeys: versions, conflicts, deletion.

use yeojido_domain::{Journey, JourneyId, Micros};
use yeojido_store::StoreError;

use crate::{Ground, workspace};

fn journey(id: &str, name: &str) -> Journey {
    let yaml = format!(
        "journey: 1\nid: {id}\nname: {{ko: {name}, en: x}}\ngap: 30d\nstages:\n  - id: pay\n    name: 결제\n    touchpoints:\n      - \
         {{id: order, events: [{{event: order placed, where: {{b: 1, a: {{gte: 2.5}}}}}}]}}\n"
    );
    Journey::from_yaml(&yaml).expect("a good journey")
}

fn id(text: &str) -> JourneyId {
    JourneyId::new(text).expect("a good id")
}

pub(crate) async fn all(ground: &dyn Ground) {
    a_journey_comes_back_as_it_was_saved(ground).await;
    a_change_made_from_an_old_version_is_a_conflict(ground).await;
    of_two_who_save_at_once_one_wins(ground).await;
    a_deleted_journey_is_hidden_and_its_versions_are_kept(ground).await;
    journeys_are_listed_in_the_order_they_were_made(ground).await;
}

async fn a_journey_comes_back_as_it_was_saved(ground: &dyn Ground) {
    let store = workspace(ground, "saved").await;
    let first = journey("buy", "구매");
    assert_eq!(store.put_journey(&first, None, "owner", Micros(5)).await.expect("saves"), 1);
    let second = journey("buy", "구매 여정");
    assert_eq!(store.put_journey(&second, Some(1), "kim", Micros(9)).await.expect("saves"), 2);
    store.close().await.expect("closes");

    let store = workspace(ground, "saved").await;
    let newest = store.journey(&id("buy"), None).await.expect("reads").expect("is there");
    assert_eq!((newest.journey, newest.version, newest.at, newest.by.as_str()), (second, 2, Micros(9), "kim"));
    let old = store.journey(&id("buy"), Some(1)).await.expect("reads").expect("is there");
    assert_eq!((old.journey, old.at, old.by.as_str()), (first, Micros(5), "owner"));
    assert_eq!(store.journey(&id("buy"), Some(3)).await.expect("reads"), None);
    assert_eq!(store.journey(&id("sell"), None).await.expect("reads"), None);
    let versions = store.journey_versions(&id("buy")).await.expect("reads");
    assert_eq!(versions.iter().map(|v| v.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(versions[1].by, "owner");
}

async fn a_change_made_from_an_old_version_is_a_conflict(ground: &dyn Ground) {
    let store = workspace(ground, "conflict").await;
    let it = journey("buy", "구매");
    for (base, newest) in [(Some(1), 0), (Some(0), 0)] {
        let error = store.put_journey(&it, base, "owner", Micros(1)).await.expect_err("there is no such base");
        assert!(matches!(&error, StoreError::Conflict { newest: n, .. } if *n == newest), "{error}");
    }
    store.put_journey(&it, None, "owner", Micros(1)).await.expect("saves");
    store.put_journey(&it, Some(1), "owner", Micros(2)).await.expect("saves");
    for base in [None, Some(1), Some(3)] {
        let error = store.put_journey(&it, base, "owner", Micros(3)).await.expect_err("is not the newest");
        assert!(matches!(error, StoreError::Conflict { newest: 2, .. }), "{error}");
    }
    assert_eq!(store.journey_versions(&id("buy")).await.expect("reads").len(), 2, "a refused change leaves no trace");
}

async fn of_two_who_save_at_once_one_wins(ground: &dyn Ground) {
    let store = workspace(ground, "race").await;
    let it = journey("buy", "구매");
    store.put_journey(&it, None, "owner", Micros(1)).await.expect("saves");
    for round in 1..=5_u32 {
        let saves = (0..4).map(|_| {
            let (store, it) = (store.clone(), it.clone());
            tokio::spawn(async move { store.put_journey(&it, Some(round), "owner", Micros(2)).await })
        });
        let mut won = 0;
        for save in saves.collect::<Vec<_>>() {
            match save.await.expect("does not panic") {
                Ok(version) => {
                    assert_eq!(version, round + 1);
                    won += 1;
                }
                Err(StoreError::Conflict { .. }) => {}
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(won, 1, "round {round}");
    }
}

async fn a_deleted_journey_is_hidden_and_its_versions_are_kept(ground: &dyn Ground) {
    let store = workspace(ground, "deleted").await;
    let it = journey("buy", "구매");
    store.put_journey(&it, None, "owner", Micros(1)).await.expect("saves");
    assert!(store.delete_journey(&id("buy"), "kim", Micros(2)).await.expect("deletes"));
    assert!(!store.delete_journey(&id("buy"), "kim", Micros(3)).await.expect("has nothing to delete"));
    assert!(!store.delete_journey(&id("sell"), "kim", Micros(3)).await.expect("has nothing to delete"));
    assert_eq!(store.journey(&id("buy"), None).await.expect("reads"), None);
    assert!(store.journeys().await.expect("reads").is_empty());
    assert!(store.journey(&id("buy"), Some(1)).await.expect("reads").is_some(), "maps drawn by it can still be read");
    let again = store.put_journey(&it, None, "owner", Micros(4)).await.expect("comes back");
    assert_eq!(again, 2, "a version's number is never used twice");
    assert_eq!(store.journeys().await.expect("reads").len(), 1);
}

async fn journeys_are_listed_in_the_order_they_were_made(ground: &dyn Ground) {
    let store = workspace(ground, "listed").await;
    for (at, name) in [(1, "zebra"), (2, "ant"), (3, "마-x")] {
        let Ok(_) = JourneyId::new(name) else { continue };
        store.put_journey(&journey(name, "이름"), None, "owner", Micros(at)).await.expect("saves");
    }
    store.put_journey(&journey("zebra", "새 이름"), Some(1), "owner", Micros(9)).await.expect("saves");
    let list = store.journeys().await.expect("reads");
    let seen: Vec<_> = list.iter().map(|j| (j.journey.id.as_str(), j.version)).collect();
    assert_eq!(seen, [("zebra", 2), ("ant", 1)]);
}
