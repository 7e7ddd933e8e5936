//! Appending, leaving out what is known, reading back, reading an older version.

use yeojido_domain::{Event, EventKey, Micros, PersonId, Property, VoiceKey};
use yeojido_journey::Events;

use super::{customer, event, events, everything, folder, full, open, voice};
use crate::known::Known;
use crate::{Batch, IdentifierKind, Identity, Lake, LakeError, Tally, Txn};

/// Person, time, event name of every row.
pub(super) fn rows(events: &Events) -> Vec<(PersonId, i64, String)> {
    let row = |at: usize| {
        let owner = events.owner(at).expect("every row has an owner");
        (owner, events.time[at].0, events.event.get(at).expect("every event has a name").to_owned())
    };
    (0..events.len()).map(row).collect()
}

async fn clean(lake: &Lake) {
    assert_eq!(lake.verify().await.expect("the lake can be looked at"), Vec::<String>::new());
}

#[tokio::test]
async fn an_empty_lake_answers_every_question_with_nothing() {
    let dir = folder();
    let lake = open(&dir).await;
    assert_eq!(lake.version(), 0);
    let snapshot = lake.snapshot(None).await.expect("newest");
    let events = snapshot.events(&["product", "x"]).await.expect("events");
    assert!(events.is_empty() && events.persons.is_empty());
    assert_eq!(events.offsets, [0]);
    assert!(snapshot.voices().await.expect("voices").is_empty());
    assert!(snapshot.texts().await.expect("texts").is_empty());
    assert!(snapshot.traits().await.expect("traits").is_empty());
    assert!(snapshot.identifiers().await.expect("identifiers").is_empty());
    assert!(snapshot.sources().await.expect("sources").is_empty());
    assert!(snapshot.property_names().await.expect("names").is_empty());
    assert_eq!(snapshot.objects().await.expect("objects"), (0, 0));
    let nothing = lake.append(Batch::default(), None).await.expect("nothing is stored");
    assert_eq!((nothing.version, lake.version()), (0, 0));
    clean(&lake).await;
}

#[tokio::test]
async fn one_event_comes_back_with_all_its_fields() {
    let dir = folder();
    let lake = open(&dir).await;
    let appended = lake.append(events(vec![full(4, "김", 1_700_000_000_123_456)]), None).await.expect("stored");
    assert_eq!(appended.events, Tally { stored: 1, duplicates: 0 });
    assert_eq!((appended.objects, appended.relations, appended.version), (2, 2, 1));
    let lake = open(&dir).await;
    let snapshot = lake.snapshot(None).await.expect("newest");
    let names = [
        "source", "session", "product", "category", "quantity", "amount", "currency", "campaign", "url", "event_id",
        "state", "n", "new", "nowhere",
    ];
    let events = snapshot.events(&names).await.expect("events");
    assert_eq!(
        rows(&events),
        [(lake.person(Identity::Customer("김")), 1_700_000_000_123_456, "order placed".to_owned())]
    );
    let value = |name: &str| events.column(name).expect("asked for").get(0);
    let expected = [
        ("channel", Some("앱")),
        ("order", Some("주문-2")),
        ("source", Some("shop")),
        ("session", Some("s1")),
        ("product", Some("차 🍵")),
        ("category", Some("food")),
        ("quantity", Some("2.5")),
        ("amount", Some("12990.5")),
        ("currency", Some("KRW")),
        ("campaign", Some("봄")),
        ("url", Some("https://example.com/?a=1&b=\"2\"")),
        ("event_id", Some("e4")),
        ("state", Some("서울")),
        ("n", Some("3")),
        ("new", Some("true")),
        ("nowhere", None),
    ];
    for (name, text) in expected {
        assert_eq!(value(name), text, "{name}");
    }
    assert_eq!(snapshot.property_names().await.expect("names"), ["n", "new", "state"]);
    assert_eq!(snapshot.objects().await.expect("objects"), (2, 2));
    let sources = snapshot.sources().await.expect("sources");
    assert_eq!((sources.len(), sources[0].source.as_str(), sources[0].events, sources[0].voices), (1, "shop", 1, 0));
    assert_eq!(sources[0].first, Micros(1_700_000_000_123_456));
    clean(&lake).await;
}

#[tokio::test]
async fn a_key_is_stored_once_whenever_and_whoever() {
    let dir = folder();
    let lake = open(&dir).await;
    let first =
        lake.append(events(vec![event(1, "a", "x", 1), event(1, "a", "x", 1), event(2, "a", "y", 2)]), None).await;
    assert_eq!(first.expect("stored").events, Tally { stored: 2, duplicates: 1 });
    let lake = open(&dir).await;
    let again = lake.append(events(vec![event(2, "b", "y", 99_999_999), event(3, "a", "z", 0)]), None).await;
    assert_eq!(again.expect("stored").events, Tally { stored: 1, duplicates: 1 });
    let all = lake.append(events(vec![event(1, "a", "x", 1)]), None).await.expect("nothing new");
    assert_eq!((all.events, all.version), (Tally { stored: 0, duplicates: 1 }, 2));
    let events = lake.snapshot(None).await.expect("newest").events(&[]).await.expect("events");
    assert_eq!(rows(&events).into_iter().map(|row| row.2).collect::<Vec<_>>(), ["z", "x", "y"]);
    clean(&lake).await;
}

#[tokio::test]
async fn keys_that_differ_in_one_half_only_are_two_keys() {
    let dir = folder();
    let lake = open(&dir).await;
    let batch: Vec<_> = (0..300_u128)
        .flat_map(|n| [event(n, "a", "x", 1), Event { key: EventKey(n << 64 | 1 << 127), ..event(n, "a", "x", 1) }])
        .collect();
    assert_eq!(
        lake.append(events(batch.clone()), None).await.expect("stored").events,
        Tally { stored: 600, duplicates: 0 }
    );
    let lake = open(&dir).await;
    assert_eq!(lake.append(events(batch), None).await.expect("known").events, Tally { stored: 0, duplicates: 600 });
}

#[tokio::test]
async fn keys_that_find_no_room_in_memory_are_still_known() {
    let dir = folder();
    let lake = open(&dir).await;
    for room in [0, 60, 60] {
        lake.writer.lock().await.known = Known::with_room(room);
        for from in [0_u128, 25, 10, 60, 0] {
            let batch: Vec<_> = (from..from + 40).chain([from]).map(|key| event(key, "a", "x", key as i64)).collect();
            lake.append(events(batch), None).await.expect("stored or known");
        }
        let packed = lake.snapshot(None).await.expect("newest").events(&[]).await.expect("events");
        assert_eq!(packed.len(), 100, "room for {room}");
    }
    clean(&lake).await;
}

#[tokio::test]
async fn voices_keep_their_words_in_the_restricted_tables_only() {
    let dir = folder();
    let lake = open(&dir).await;
    let secret = "전화 010-1234-5678 로 주세요";
    let voices = vec![
        voice(1, Some("a"), Some(secret), 5),
        voice(2, None, None, 4),
        voice(3, Some("a"), Some(""), 3),
        voice(1, Some("a"), Some("twice"), 5),
    ];
    let batch = Batch { source: "reviews".into(), voices, ..Batch::default() };
    let appended = lake.append(batch, None).await.expect("stored");
    assert_eq!(appended.voices, Tally { stored: 3, duplicates: 1 });
    let snapshot = lake.snapshot(None).await.expect("newest");
    let voices = snapshot.voices().await.expect("voices");
    assert_eq!(voices.iter().map(|v| (v.key.0, v.has_text)).collect::<Vec<_>>(), [(2, false), (3, false), (1, true)]);
    assert_eq!(voices[0].person, None);
    assert!(voices.iter().all(|v| v.origin.as_ref() == "reviews" && v.score == Some(4.0)));
    let texts = snapshot.texts().await.expect("texts");
    assert_eq!((texts.len(), texts[&VoiceKey(1)].as_ref()), (1, secret));
    let open_bytes = read_all(&dir.path().join("lake"));
    assert!(!open_bytes.windows(13).any(|w| w == b"010-1234-5678"));
    assert!(read_all(&dir.path().join("restricted")).windows(13).any(|w| w == b"010-1234-5678"));
    clean(&lake).await;
}

fn read_all(dir: &std::path::Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        bytes.extend(if path.is_dir() { read_all(&path) } else { std::fs::read(path).expect("a file") });
    }
    bytes
}

#[tokio::test]
async fn the_newest_value_of_a_trait_wins_and_the_same_again_is_a_duplicate() {
    let dir = folder();
    let lake = open(&dir).await;
    let append = |customers| {
        let batch = Batch { customers, ..Batch::default() };
        let lake = lake.clone();
        async move { lake.append(batch, None).await.expect("stored").customers }
    };
    let vip = customer(
        "a",
        &[("grade", "vip", Some(20), false), ("city", "서울", None, false), ("phone", "010", None, true)],
    );
    assert_eq!(append(vec![vip.clone(), vip.clone(), customer("b", &[])]).await, Tally { stored: 2, duplicates: 1 });
    assert_eq!(append(vec![vip, customer("b", &[])]).await, Tally { stored: 0, duplicates: 2 });
    let older = customer("a", &[("grade", "gold", Some(10), false), ("city", "부산", None, false)]);
    assert_eq!(append(vec![older]).await, Tally { stored: 1, duplicates: 0 });
    let snapshot = lake.snapshot(None).await.expect("newest");
    let traits = snapshot.traits().await.expect("traits");
    let a = lake.person(Identity::Customer("a"));
    let text = |name: &str| traits[&a][name].value.clone();
    assert_eq!((text("grade"), text("city")), (Property::Text("vip".into()), Property::Text("부산".into())));
    assert!(!traits[&a].contains_key("phone"));
    let direct = snapshot.direct_traits(a).await.expect("direct");
    assert_eq!(direct.keys().collect::<Vec<_>>(), ["phone"]);
    clean(&lake).await;
}

#[tokio::test]
async fn a_visitor_who_logs_in_becomes_the_customer() {
    let dir = folder();
    let lake = open(&dir).await;
    let visit = |key, cookie: &str, time| Event {
        customer: None,
        anonymous: Some(cookie.into()),
        ..event(key, "", "visit", time)
    };
    let visits = (0..30).map(|n| visit(n, &format!("c{n}"), n as i64)).collect();
    lake.append(events(visits), None).await.expect("stored");
    let before = lake.snapshot(None).await.expect("newest");
    assert_eq!(before.events(&[]).await.expect("events").persons.len(), 30);
    let login = (0..30_u128)
        .map(|n| Event { anonymous: Some(format!("c{n}")), ..event(100 + n, "김", "login", 100 + n as i64) })
        .collect();
    lake.append(events(login), None).await.expect("stored");
    let snapshot = lake.snapshot(None).await.expect("newest");
    let packed = snapshot.events(&["source"]).await.expect("events");
    let person = lake.person(Identity::Customer("김"));
    assert_eq!(packed.persons, [person]);
    assert!(packed.time.is_sorted() && packed.len() == 60);
    assert_eq!(packed.event.get(0), Some("visit"));
    assert_eq!(packed.event.get(59), Some("login"));
    assert!((0..60).all(|row| packed.column("source").expect("asked for").get(row) == Some("shop")));
    let identifiers = snapshot.identifiers().await.expect("identifiers");
    assert_eq!(identifiers[&person][0], (IdentifierKind::Customer, "김".into()));
    assert_eq!(identifiers[&person].len(), 31);
    clean(&lake).await;
}

#[tokio::test]
async fn rows_keep_their_places_whatever_columns_are_asked_for() {
    let dir = folder();
    let lake = open(&dir).await;
    for from in [0, 1000, 2000] {
        lake.append(everything(from), None).await.expect("stored");
    }
    let snapshot = lake.snapshot(None).await.expect("newest");
    let (first, second) =
        (snapshot.events(&[]).await.expect("base"), snapshot.events(&["event_id", "state"]).await.expect("more"));
    assert_eq!(rows(&first), rows(&second));
    assert!(first.extra.is_empty(), "what was handed out does not change");
    let fresh = open(&dir).await.snapshot(None).await.expect("newest").events(&["event_id"]).await.expect("events");
    assert_eq!(rows(&fresh), rows(&first));
    let ids = |events: &Events| {
        (0..events.len())
            .map(|row| events.column("event_id").expect("asked").get(row).map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&fresh), ids(&second));
}

#[tokio::test]
async fn every_version_can_be_read_again() {
    let dir = folder();
    let lake = open(&dir).await;
    for from in 0..5_u128 {
        lake.append(everything(from * 1000), None).await.expect("stored");
    }
    for lake in [lake, open(&dir).await] {
        for version in 0..=5 {
            let snapshot = lake.snapshot(Some(version)).await.expect("it was");
            assert_eq!(snapshot.version(), version);
            assert_eq!(snapshot.events(&[]).await.expect("events").len() as u64, version * 42);
            assert_eq!(snapshot.voices().await.expect("voices").len() as u64, version * 10);
        }
        assert!(matches!(lake.snapshot(Some(6)).await, Err(LakeError::NoVersion { asked: 6, newest: 5 })));
    }
}

#[tokio::test]
async fn a_transaction_happens_once_and_always_answers_the_same() {
    let dir = folder();
    let lake = open(&dir).await;
    let txn = |version| Some(Txn { app: "job_1".into(), version });
    let first = lake.append(everything(0), txn(0)).await.expect("stored");
    assert_eq!((first.events.stored, first.voices.stored, first.version), (42, 10, 1));
    assert_eq!(lake.append(everything(0), txn(0)).await.expect("known"), first);
    let second = lake.append(everything(0), txn(1)).await.expect("all duplicates");
    assert_eq!((second.events, second.version), (Tally { stored: 0, duplicates: 42 }, 2));
    let lake = open(&dir).await;
    assert_eq!(lake.append(everything(0), txn(0)).await.expect("known"), first);
    assert_eq!(lake.append(everything(5000), txn(1)).await.expect("known"), second);
    assert_eq!(
        lake.append(everything(5000), Some(Txn { app: "job_2".into(), version: 7 }))
            .await
            .expect("stored")
            .events
            .stored,
        42
    );
    let late = lake.append(everything(5000), Some(Txn { app: "job_2".into(), version: 3 })).await;
    assert!(matches!(late, Err(LakeError::Superseded { version: 3, newest: 7, .. })));
    clean(&lake).await;
}

#[tokio::test]
async fn a_row_that_cannot_be_stored_is_named_and_nothing_is_stored() {
    let dir = folder();
    let lake = open(&dir).await;
    let nobody = Event { customer: None, ..event(2, "", "x", 1) };
    let error = lake.append(events(vec![event(1, "a", "x", 1), nobody]), None).await.expect_err("nobody's event");
    assert!(matches!(error, LakeError::Row { table: "events", row: 1, field: "customer", .. }), "{error}");
    for bad in [event(3, "a", "x", i64::MAX), event(3, "a", "x", i64::MIN)] {
        assert!(matches!(lake.append(events(vec![bad]), None).await, Err(LakeError::Row { field: "time", .. })));
    }
    let mut rich = full(4, "a", 1);
    rich.amount.as_mut().expect("full").e4 = i64::MAX;
    assert!(matches!(lake.append(events(vec![rich]), None).await, Err(LakeError::Row { field: "amount", .. })));
    assert_eq!(lake.version(), 0);
    assert_eq!(lake.append(events(vec![event(1, "a", "x", 1)]), None).await.expect("stored").events.stored, 1);
}

#[tokio::test]
async fn a_lake_with_many_commits_opens_from_its_checkpoint() {
    let dir = folder();
    let lake = open(&dir).await;
    for n in 0..70_u128 {
        lake.append(events(vec![event(n, &format!("c{n}"), "x", n as i64)]), None).await.expect("stored");
    }
    let log = dir.path().join("lake/events/_delta_log");
    assert!(log.join("_last_checkpoint").exists());
    let lake = open(&dir).await;
    assert_eq!(lake.snapshot(None).await.expect("newest").events(&[]).await.expect("events").len(), 70);
    assert_eq!(lake.snapshot(Some(20)).await.expect("older").events(&[]).await.expect("events").len(), 20);
    clean(&lake).await;
}
