//! The lake against the plainest model of it: a map of keys and a list.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use yeojido_domain::{Event, EventKey, Micros, PersonId};

use super::{event, folder, open, store::rows};
use crate::{Batch, Decision, Identity};

#[derive(Debug, Clone)]
pub(crate) struct Draw {
    key: u128,
    customer: Option<u8>,
    anonymous: Option<u8>,
    name: u8,
    pub(crate) time: i64,
    pub(crate) seq: i64,
    order: Option<u8>,
}

pub(crate) fn draw() -> impl Strategy<Value = Draw> {
    let who = prop_oneof![
        (0..5_u8).prop_map(|c| (Some(c), None)),
        (0..5_u8).prop_map(|a| (None, Some(a))),
        (0..5_u8, 0..5_u8).prop_map(|(c, a)| (Some(c), Some(a))),
    ];
    let order = proptest::option::of(0..4_u8);
    (0..60_u128, who, 0..3_u8, -5..20_i64, 0..3_i64, order).prop_map(
        |(key, (customer, anonymous), name, time, seq, order)| Draw {
            key,
            customer,
            anonymous,
            name,
            time,
            seq,
            order,
        },
    )
}

pub(crate) fn made(draw: &Draw) -> Event {
    Event {
        key: EventKey(draw.key << 64),
        customer: draw.customer.map(|c| format!("고객{c}")),
        anonymous: draw.anonymous.map(|a| format!("쿠키{a}")),
        seq: draw.seq,
        order: draw.order.map(|o| format!("o{o}")),
        ..event(draw.key, "", &format!("e{}", draw.name), draw.time)
    }
}

/// What happens at once: events, then what people decide about who a visitor is.
pub(crate) type Step = (Vec<Draw>, Vec<(u8, Option<u8>)>);

pub(crate) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let decided = proptest::collection::vec((0..5_u8, proptest::option::of(0..5_u8)), 0..3);
    proptest::collection::vec((proptest::collection::vec(draw(), 0..most), decided), 1..6)
}

pub(crate) fn batch((draws, decided): &Step) -> Batch {
    let decision = |&(a, c): &(u8, Option<u8>)| Decision::Visitor {
        anonymous: format!("쿠키{a}"),
        customer: c.map(|c| format!("고객{c}")),
    };
    Batch {
        events: draws.iter().map(made).collect(),
        decisions: decided.iter().map(decision).collect(),
        ..Batch::default()
    }
}

/// Who visitors are: what events say counts the first time they say it, what people decide counts always.
#[derive(Default)]
struct Bound {
    said: BTreeSet<(u8, u8)>,
    now: BTreeMap<u8, u8>,
}

impl Bound {
    fn take(&mut self, (draws, decided): &Step) {
        for draw in draws {
            if let (Some(c), Some(a)) = (draw.customer, draw.anonymous)
                && self.said.insert((a, c))
            {
                self.now.insert(a, c);
            }
        }
        for &(a, c) in decided {
            match c {
                Some(c) => {
                    self.said.insert((a, c));
                    self.now.insert(a, c);
                }
                None => {
                    self.now.remove(&a);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn batches_in_any_order_give_what_the_model_gives(batches in steps(25)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async move {
            let dir = folder();
            let lake = open(&dir).await;
            let mut stored: Vec<Draw> = Vec::new();
            let mut keys = BTreeSet::new();
            let mut bound = Bound::default();
            for step in &batches {
                let appended = lake.append(batch(step), None).await.expect("stored");
                bound.take(step);
                let before = stored.len();
                for draw in &step.0 {
                    if keys.insert(draw.key) {
                        stored.push(draw.clone());
                    }
                }
                assert_eq!(appended.events.stored as usize, stored.len() - before);
                assert_eq!(appended.events.duplicates as usize, step.0.len() - (stored.len() - before));
            }
            let bound = bound.now;
            let person = |draw: &Draw| -> PersonId {
                let customer = draw.customer.or_else(|| bound.get(&draw.anonymous?).copied());
                match customer {
                    Some(c) => lake.person(Identity::Customer(&format!("고객{c}"))),
                    None => lake.person(Identity::Anonymous(&format!("쿠키{}", draw.anonymous.expect("somebody")))),
                }
            };
            let mut expected: Vec<_> = stored.iter().map(|d| (person(d), d.time, d.seq, format!("e{}", d.name), d.order.map(|o| format!("o{o}")))).collect();
            expected.sort();
            for lake in [lake.clone(), open(&dir).await] {
                let events = lake.snapshot(None).await.expect("newest").events(&["order", "event_id"]).await.expect("events");
                assert_eq!(events.offsets.len(), events.persons.len() + 1);
                assert!(events.persons.is_sorted() && events.persons.windows(2).all(|pair| pair[0] < pair[1]));
                // Rows that are equal by person, time and seq have no order of their own: compare them as a bag.
                let mut got: Vec<_> = rows(&events).into_iter().enumerate().map(|(at, (p, t, e))| (p, t, e, events.order.get(at).map(str::to_owned))).collect();
                assert!(got.windows(2).all(|pair| (pair[0].0, pair[0].1) <= (pair[1].0, pair[1].1)));
                let mut want: Vec<_> = expected.iter().cloned().map(|(p, t, _, e, o)| (p, t, e, o)).collect();
                got.sort();
                want.sort();
                assert_eq!(got, want);
                assert_eq!(lake.verify().await.expect("looked at"), Vec::<String>::new());
            }
            let end = stored.iter().map(|d| Micros(d.time)).max();
            assert_eq!(lake.snapshot(None).await.expect("newest").events(&[]).await.expect("events").end(), end);
        });
    }
}
