//! Two customers who are one: everything that knows persons sees it, and undoing it leaves no trace.

use std::collections::BTreeMap;

use yeojido_domain::PersonId;

use super::{customer, event, folder, open, voice};
use crate::{Batch, Decision, Identity, Lake, LakeError};

/// Events of a person, voices of a person, a trait of a person, the names of a person.
type Seen = (BTreeMap<i64, Vec<i64>>, Vec<(Option<i64>, u128)>, BTreeMap<i64, String>, BTreeMap<i64, String>);

async fn seen(lake: &Lake) -> Seen {
    let snapshot = lake.snapshot(None).await.expect("newest");
    let events = snapshot.events(&[]).await.expect("events");
    let of = |person: &PersonId| {
        (person.0, events.person(events.position(*person).expect("is there")).time.iter().map(|t| t.0).collect())
    };
    let voices = snapshot.voices().await.expect("voices");
    let traits = snapshot.traits().await.expect("traits");
    let mut direct = BTreeMap::new();
    for who in ["kim", "lee", "park"] {
        let person = lake.person(Identity::Customer(who));
        let found = snapshot.direct_traits(person).await.expect("direct traits");
        direct.extend(found.get("phone").map(|row| (person.0, row.value.to_text())));
    }
    (
        events.persons.iter().map(of).collect(),
        voices.iter().map(|voice| (voice.person.map(|p| p.0), voice.key.0)).collect(),
        traits.iter().filter_map(|(person, all)| Some((person.0, all.get("tier")?.value.to_text()))).collect(),
        direct,
    )
}

async fn shop(lake: &Lake) {
    let events =
        vec![event(1, "kim", "a", 10), event(2, "lee", "b", 20), event(3, "park", "c", 30), event(4, "kim", "d", 40)];
    let voices =
        vec![voice(1, Some("kim"), Some("좋아요"), 11), voice(2, Some("lee"), None, 21), voice(3, None, None, 5)];
    let customers = vec![
        customer("kim", &[("tier", "gold", Some(1), false), ("phone", "1", Some(1), true)]),
        customer("lee", &[("tier", "silver", Some(2), false), ("phone", "2", Some(2), true)]),
    ];
    lake.append(Batch { source: "shop".into(), events, voices, customers, ..Batch::default() }, None)
        .await
        .expect("stored");
}

async fn decide(lake: &Lake, person: PersonId, is: Option<PersonId>) -> Result<(), LakeError> {
    let decisions = vec![Decision::Person { person, is }];
    lake.append(Batch { decisions, ..Batch::default() }, None).await.map(|_| ())
}

#[tokio::test]
async fn two_customers_are_one_in_events_voices_and_traits_until_it_is_undone() {
    let dir = folder();
    let lake = open(&dir).await;
    shop(&lake).await;
    let [kim, lee] = ["kim", "lee"].map(|who| lake.person(Identity::Customer(who)));
    let apart = seen(&lake).await;
    decide(&lake, kim, Some(lee)).await.expect("merged");
    let (events, voices, traits, direct) = seen(&lake).await;
    assert_eq!(events[&lee.0], [10, 20, 40], "by time");
    assert!(!events.contains_key(&kim.0));
    assert_eq!(voices, [(None, 3), (Some(lee.0), 1), (Some(lee.0), 2)], "by person and time");
    assert_eq!((traits[&lee.0].as_str(), direct[&lee.0].as_str()), ("silver", "2"), "the newest of both");
    assert!(!traits.contains_key(&kim.0) && !direct.contains_key(&kim.0));
    let names = lake.snapshot(None).await.expect("newest").identifiers().await.expect("identifiers");
    assert_eq!(names[&lee].iter().map(|(_, name)| name.as_ref()).collect::<Vec<_>>(), ["lee", "kim"]);
    // More comes in afterwards, and small files are merged between.
    for at in 0..12 {
        let more = vec![event(100 + at, "kim", "late", 100)];
        lake.append(Batch { events: more, ..Batch::default() }, None).await.expect("stored");
    }
    lake.compact(2).await.expect("merges files");
    assert_eq!(seen(&lake).await.0[&lee.0].len(), 15);
    decide(&lake, kim, None).await.expect("undone");
    let mut want = apart;
    want.0.get_mut(&kim.0).expect("is there").extend([100; 12]);
    assert_eq!(seen(&lake).await, want);
    assert_eq!(seen(&open(&dir).await).await, want, "opened again");
    assert_eq!(lake.verify().await.expect("looked at"), Vec::<String>::new());
}

#[tokio::test]
async fn chains_are_followed_and_circles_refused() {
    let dir = folder();
    let lake = open(&dir).await;
    shop(&lake).await;
    let [kim, lee, park] = ["kim", "lee", "park"].map(|who| lake.person(Identity::Customer(who)));
    let apart = seen(&lake).await;
    decide(&lake, kim, Some(lee)).await.expect("merged");
    let first = seen(&lake).await;
    decide(&lake, lee, Some(park)).await.expect("merged");
    assert_eq!(seen(&lake).await.0[&park.0], [10, 20, 30, 40], "kim is lee, who is park");
    assert_eq!(lake.snapshot(None).await.expect("newest").who(kim).await.expect("somebody"), park);
    let version = lake.version();
    let circle = decide(&lake, park, Some(kim)).await.expect_err("would be a circle");
    assert!(matches!(circle, LakeError::Row { table: "bindings", .. }), "{circle}");
    assert_eq!(lake.version(), version, "nothing was written");
    decide(&lake, lee, None).await.expect("undone");
    assert_eq!(seen(&lake).await, first, "kim is still lee");
    decide(&lake, kim, None).await.expect("undone");
    assert_eq!(seen(&lake).await, apart);
}
