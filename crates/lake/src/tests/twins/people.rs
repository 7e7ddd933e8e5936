//! The people of a random lake, who is whom among them, and their histories put together by hand.

use std::collections::BTreeMap;
use std::sync::Arc;

use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use yeojido_domain::{Event, Micros, PersonId};
use yeojido_journey::{Coded, Events, NONE};

use super::random;
use super::twin::{Person, Question};
use crate::tests::event;
use crate::{Batch, Identity, Lake};

/// The twin of the funnel tries every choice of events: no more than this many histories are put together.
const TOGETHER: usize = 3;

/// When, in which order at one instant, what, and the order it belongs to.
type Did = (i64, u128, u32, Option<u128>);

/// What happens to a lake.
pub enum Act {
    /// Who is whom from now on, several at once; nobody means themselves again.
    Decide(Vec<(usize, Option<usize>)>),
    Compact,
    Restart,
}

pub struct Model {
    rng: SmallRng,
    /// A funnel over their events.
    pub funnel: Question,
    did: Vec<Vec<Did>>,
    is: BTreeMap<usize, usize>,
}

/// What a source calls somebody.
pub fn name(who: usize) -> String {
    format!("고객{who}")
}

impl Model {
    pub fn new(seed: u64, persons: usize) -> Self {
        let rng = SmallRng::seed_from_u64(seed ^ 0x5EED);
        let (mut funnel, people) = random::case(seed, persons);
        // Minutes in every other lake; in the rest the same persons take days, so that cohorts differ.
        let slow = if seed.is_multiple_of(2) { 1 } else { 7 * 60 };
        funnel.data_end *= slow;
        let mut key = 0_u128;
        let mut row = |(time, what): (i64, u32)| {
            key += 1;
            (time * slow, key, what, key.is_multiple_of(3).then_some(key % 5))
        };
        let did = people.into_iter().map(|person| person.into_iter().map(&mut row).collect()).collect();
        let is = BTreeMap::new();
        Self { rng, funnel, did, is }
    }

    /// The events as they come in: in several files, everybody's in all of them, late ones too.
    pub fn batches(&mut self) -> Vec<Batch> {
        let rows = self.did.iter().enumerate().flat_map(|(who, did)| did.iter().map(move |row| (who, *row)));
        let mut rows: Vec<Event> = rows
            .map(|(who, (time, key, what, order))| Event {
                order: order.map(|order| format!("o{order}")),
                ..event(key, &name(who), &format!("e{what}"), time)
            })
            .collect();
        rows.shuffle(&mut self.rng);
        let each = rows.len().div_ceil(self.rng.random_range(1..5));
        rows.chunks(each).map(|rows| crate::tests::events(rows.to_vec())).collect()
    }

    /// What will happen: merges, half of them undone at once or later, in the end all of them; between them files are
    /// merged and the lake is opened again.
    pub fn acts(&mut self) -> Vec<Act> {
        let mut will = BTreeMap::new();
        let mut acts = Vec::new();
        // Whoever did nothing is nobody the lake knows.
        let known: Vec<usize> = (0..self.did.len()).filter(|&who| !self.did[who].is_empty()).collect();
        for _ in 0..3 {
            let mut decisions = Vec::new();
            for _ in 0..known.len() / 4 {
                let [who, into] = [0; 2].map(|_| known[self.rng.random_range(0..known.len())]);
                if will.contains_key(&who) {
                    will.remove(&who);
                    decisions.push((who, None));
                } else if root(&will, into) != who && self.size(&will, who) + self.size(&will, into) <= TOGETHER {
                    will.insert(who, into);
                    decisions.push((who, Some(into)));
                }
            }
            acts.push(Act::Decide(decisions));
            match self.rng.random_range(0..3) {
                0 => acts.push(Act::Compact),
                1 => acts.push(Act::Restart),
                _ => {}
            }
        }
        let mut left: Vec<usize> = will.into_keys().collect();
        left.shuffle(&mut self.rng);
        let later = left.split_off(left.len() / 2);
        acts.extend([left, later].map(|who| Act::Decide(who.into_iter().map(|who| (who, None)).collect())));
        acts
    }

    /// How many are one with somebody.
    fn size(&self, is: &BTreeMap<usize, usize>, who: usize) -> usize {
        let they = root(is, who);
        (0..self.did.len()).filter(|&other| root(is, other) == they).count()
    }

    pub fn decide(&mut self, who: usize, is: Option<usize>) {
        match is {
            Some(into) => self.is.insert(who, into),
            None => self.is.remove(&who),
        };
    }

    /// Everybody who did something, with all they did under whatever name.
    fn one(&self) -> BTreeMap<usize, Vec<Did>> {
        let mut all: BTreeMap<usize, Vec<Did>> = BTreeMap::new();
        for (who, did) in self.did.iter().enumerate().filter(|(_, did)| !did.is_empty()) {
            all.entry(root(&self.is, who)).or_default().extend(did);
        }
        all.values_mut().for_each(|did| did.sort_unstable());
        all
    }

    /// As the twins take them.
    pub fn histories(&self) -> Vec<Person> {
        self.one().into_values().map(|did| did.into_iter().map(|(time, _, what, _)| (time, what)).collect()).collect()
    }

    /// As the kernels take them, packed without the lake.
    pub fn events(&self, lake: &Lake) -> Events {
        let person = |who: usize| lake.person(Identity::Customer(&name(who)));
        let all: BTreeMap<PersonId, Vec<Did>> = self.one().into_iter().map(|(who, did)| (person(who), did)).collect();
        let mut events = Events { offsets: vec![0], ..Events::default() };
        for (person, did) in all {
            events.persons.push(person);
            for (time, _, what, order) in did {
                events.time.push(Micros(time));
                code(&mut events.event, Some(format!("e{what}")));
                code(&mut events.order, order.map(|order| format!("o{order}")));
                events.channel.codes.push(NONE);
            }
            events.offsets.push(u32::try_from(events.time.len()).expect("a few rows"));
        }
        events
    }
}

fn root(is: &BTreeMap<usize, usize>, mut who: usize) -> usize {
    while let Some(into) = is.get(&who) {
        who = *into;
    }
    who
}

fn code(column: &mut Coded, value: Option<String>) {
    let code = value.map_or(NONE, |value| {
        column.code(&value).unwrap_or_else(|| {
            column.values.push(Arc::from(value));
            u32::try_from(column.values.len() - 1).expect("a few values")
        })
    });
    column.codes.push(code);
}

/// Person, time, what, order: as anybody would write them down.
pub fn rows(events: &Events) -> Vec<(PersonId, i64, Option<String>, Option<String>)> {
    let text = |name: &str, row: usize| events.column(name).and_then(|column| column.get(row)).map(str::to_owned);
    let of = |person: yeojido_journey::PersonEvents<'_>| {
        let times: Vec<i64> = person.time.iter().map(|time| time.0).collect();
        (person.person, person.first, times)
    };
    let people: Vec<_> = events.iter().map(of).collect();
    let all = people.into_iter().flat_map(|(person, first, times)| {
        times.into_iter().enumerate().map(move |(at, time)| (person, time, first + at))
    });
    all.map(|(person, time, row)| (person, time, text("event", row), text("order", row))).collect()
}
