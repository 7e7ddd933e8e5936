//! What the lake promises, tried.

mod crash;
mod damage;
mod merges;
mod model;
mod parts;
mod pieces;
mod statements;
mod store;
mod tools;
mod twins;

use std::collections::BTreeMap;

use tempfile::TempDir;
use yeojido_domain::{
    AuthorRole, Currency, Customer, Event, EventKey, Micros, Money, ObjectRef, Property, TraitValue, Voice, VoiceKey,
    VoiceSource,
};

use crate::{Batch, Lake};

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

pub(crate) async fn open(dir: &TempDir) -> Lake {
    Lake::open(dir.path()).await.expect("the lake opens")
}

pub(crate) fn event(key: u128, who: &str, name: &str, time: i64) -> Event {
    Event { seq: key as i64, ..Event::new(EventKey(key), Some(who.to_owned()), name, Micros(time), "shop") }
}

/// An event with every field filled.
pub(crate) fn full(key: u128, who: &str, time: i64) -> Event {
    Event {
        event_id: Some(format!("e{key}")),
        channel: Some("앱".into()),
        session: Some("s1".into()),
        order: Some(format!("주문-{}", key / 2)),
        product: Some("차 🍵".into()),
        category: Some("food".into()),
        quantity: Some(2.5),
        amount: Some(Money { e4: 129_905_000, currency: Currency::KRW }),
        campaign: Some("봄".into()),
        url: Some("https://example.com/?a=1&b=\"2\"".into()),
        properties: [
            ("state".to_owned(), Property::Text("서울".into())),
            ("n".to_owned(), Property::Number(3.0)),
            ("new".to_owned(), Property::Flag(true)),
        ]
        .into(),
        objects: vec![
            ObjectRef { kind: "Order".into(), id: format!("o{}", key / 2), qualifier: Some("places".into()) },
            ObjectRef { kind: "Item".into(), id: "i".into(), qualifier: None },
        ],
        ..event(key, who, "order placed", time)
    }
}

pub(crate) fn voice(key: u128, who: Option<&str>, text: Option<&str>, time: i64) -> Voice {
    Voice {
        key: VoiceKey(key),
        voice_id: None,
        customer: who.map(str::to_owned),
        time: Micros(time),
        seq: key as i64,
        source: VoiceSource::Review,
        channel: None,
        text: text.map(str::to_owned),
        score: Some(4.0),
        scale: Some(yeojido_domain::Scale::Stars5),
        order: None,
        event_id: None,
        survey: None,
        question: None,
        product: None,
        author_role: AuthorRole::Customer,
        language: None,
        properties: BTreeMap::new(),
    }
}

pub(crate) fn customer(who: &str, traits: &[(&str, &str, Option<i64>, bool)]) -> Customer {
    let value = |&(name, value, since, direct): &(&str, &str, Option<i64>, bool)| {
        (name.to_owned(), TraitValue { value: Property::Text(value.to_owned()), since: since.map(Micros), direct })
    };
    Customer { customer: who.to_owned(), traits: traits.iter().map(value).collect() }
}

pub(crate) fn events(events: Vec<Event>) -> Batch {
    Batch { source: "shop".into(), events, ..Batch::default() }
}

/// A batch with something for every table.
pub(crate) fn everything(from: u128) -> Batch {
    let mut events: Vec<_> =
        (from..from + 40).map(|key| full(key, &format!("고객{}", key % 7), 1_000 * key as i64)).collect();
    events.push(Event {
        customer: None,
        anonymous: Some(format!("cookie{from}")),
        ..event(from + 900, "", "visit", 5)
    });
    events.push(Event { anonymous: Some(format!("cookie{from}")), ..event(from + 901, "고객1", "login", 6) });
    let voices = (from..from + 10)
        .map(|key| {
            voice(
                key,
                (key % 3 > 0).then(|| format!("고객{}", key % 7)).as_deref(),
                (key % 2 > 0).then_some("배송이 빨라요 👍"),
                key as i64,
            )
        })
        .collect();
    let customers = vec![customer(
        "고객1",
        &[("grade", &format!("vip{from}"), None, false), ("phone", "010-0000-0000", Some(from as i64), true)],
    )];
    Batch { source: "shop".into(), events, voices, customers, ..Batch::default() }
}
