//! Which event directly follows which: the directly-follows graph of everybody's whole history.
//!
//! Source: W. van der Aalst, "Process Mining: Data Science in Action", 2nd ed. (2016), chapter 6. Consecutive events of
//! a person make an edge, whatever time lies between; ties in time keep the order of the rows.

mod cell;
mod noted;
mod report;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use yeojido_domain::{Micros, Span};

use crate::events::Coded;
use crate::recode::{Recode, recode_keys};

use noted::{After, Order, Step};

pub use cell::TransitionCell;
pub use report::{EdgeReport, EndReport, TransitionsReport};

/// Codes below which every pair has a place of its own. Of more names only pairs of these have; others are [noted](After).
const PLACES: u32 = 64;

/// A pair of events that has a place of its own.
#[derive(Debug, Clone, Default)]
struct Edge {
    waits: Vec<Span>,
    /// Waits of other partials, as they came.
    more: Vec<Vec<Span>>,
    customers: u64,
    /// The number of the person who took it last, so that each counts once.
    last: u32,
}

/// Steps, beginnings and ends by the codes of one dictionary of events: a partial that adds.
///
/// Waits are kept, for their median. Steps of pairs without a place are only noted, by the event that they leave, and
/// brought together when they are reported.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Transitions {
    events: u64,
    customers: u32,
    start: FxHashMap<u32, u64>,
    end: FxHashMap<u32, u64>,
    /// By the codes of both; as far as any came.
    edges: Vec<Vec<Edge>>,
    after: FxHashMap<u32, After>,
}

/// [`Transitions`] as they are sent: every pair with its waits, wherever they were kept.
#[derive(Serialize, Deserialize)]
struct Written {
    events: u64,
    customers: u32,
    start: FxHashMap<u32, u64>,
    end: FxHashMap<u32, u64>,
    edges: Vec<WrittenEdge>,
}

#[derive(Serialize, Deserialize)]
struct WrittenEdge {
    from: u32,
    to: u32,
    customers: u32,
    waits: Vec<Span>,
}

impl From<Transitions> for Written {
    fn from(all: Transitions) -> Self {
        let mut edges = Vec::new();
        for (from, tos) in (0..).zip(all.edges) {
            for (to, edge) in (0..).zip(tos) {
                let waits: Vec<Span> = std::iter::once(edge.waits).chain(edge.more).flatten().collect();
                if !waits.is_empty() {
                    // No pair has more customers than there are, which is one of these numbers.
                    edges.push(WrittenEdge { from, to, customers: edge.customers as u32, waits });
                }
            }
        }
        let mut order = Order::default();
        for (from, steps) in all.after {
            order.each(&steps, |to, customers, waits| {
                edges.push(WrittenEdge { from, to, customers: customers as u32, waits: waits.to_vec() });
            });
        }
        Self { events: all.events, customers: all.customers, start: all.start, end: all.end, edges }
    }
}

impl From<Written> for Transitions {
    fn from(written: Written) -> Self {
        let Written { events, customers, start, end, edges } = written;
        let mut all = Self { events, customers, start, end, ..Self::default() };
        for WrittenEdge { from, to, customers, waits } in edges {
            if from < PLACES && to < PLACES {
                let edge = Edge { waits, customers: u64::from(customers), ..Edge::default() };
                *place(place(&mut all.edges, from), to) = edge;
            } else {
                // Who took which step is no longer known, and need not be: only how many did.
                let persons = (1..=customers).chain(std::iter::repeat(customers));
                let steps = waits.into_iter().zip(persons).map(|(wait, person)| Step { to, person, wait });
                let after = all.after.entry(from).or_default();
                steps.for_each(|step| after.push(step));
            }
        }
        all
    }
}

impl Recode for Transitions {
    fn recode(&mut self, code: &mut dyn FnMut(u32) -> u32) {
        let mut written = Written::from(std::mem::take(self));
        recode_keys(&mut written.start, code);
        recode_keys(&mut written.end, code);
        for edge in &mut written.edges {
            (edge.from, edge.to) = (code(edge.from), code(edge.to));
        }
        *self = Self::from(written);
    }
}

/// The place at a code, made when it is new.
fn place<T: Default>(places: &mut Vec<T>, code: u32) -> &mut T {
    let at = code as usize;
    if at >= places.len() {
        places.resize_with(at + 1, T::default);
    }
    &mut places[at]
}

impl Edge {
    fn add(&mut self, person: u32, wait: Span) {
        self.waits.push(wait);
        self.customers += u64::from(self.last != person);
        self.last = person;
    }

    fn merge(&mut self, other: Self) {
        self.more.push(other.waits);
        self.more.extend(other.more);
        self.customers += other.customers;
    }

    fn count(&self) -> usize {
        self.waits.len() + self.more.iter().map(Vec::len).sum::<usize>()
    }
}

impl Transitions {
    /// Adds one person's events, in order; `codes` and `times` are as long as each other. A person without events is
    /// nobody.
    pub fn add(&mut self, codes: &[u32], times: &[Micros]) {
        let (Some(&first), Some(&last)) = (codes.first(), codes.last()) else { return };
        self.customers += 1;
        self.events += codes.len() as u64;
        *self.start.entry(first).or_default() += 1;
        *self.end.entry(last).or_default() += 1;
        let person = self.customers;
        for (codes, times) in codes.windows(2).zip(times.windows(2)) {
            let ([from, to], wait) = ([codes[0], codes[1]], times[1].since(times[0]));
            if from < PLACES && to < PLACES {
                place(place(&mut self.edges, from), to).add(person, wait);
            } else {
                self.after.entry(from).or_default().push(Step { to, person, wait });
            }
        }
    }

    /// Adds the events of other persons, coded by the same dictionary.
    pub fn merge(&mut self, other: Self) {
        if self.customers == 0 {
            *self = other;
            return;
        }
        self.events += other.events;
        for (sum, more) in [(&mut self.start, other.start), (&mut self.end, other.end)] {
            for (code, count) in more {
                *sum.entry(code).or_default() += count;
            }
        }
        for (from, tos) in (0..).zip(other.edges) {
            for (to, more) in (0..).zip(tos) {
                place(place(&mut self.edges, from), to).merge(more);
            }
        }
        let before = self.customers;
        for (from, more) in other.after {
            self.after.entry(from).or_default().append(more, before);
        }
        self.customers += other.customers;
    }

    /// Steps that are meant.
    fn steps(&self, from: Option<u32>, to: u32) -> u64 {
        let means = |code: u32| from.is_none_or(|from| from == code);
        let placed = (0..).zip(&self.edges).filter(|(code, _)| means(*code));
        let placed = placed.filter_map(|(_, tos)| tos.get(to as usize)).map(|edge| edge.count() as u64);
        let noted = self.after.iter().filter(|(code, _)| means(**code)).flat_map(|(_, steps)| steps.iter());
        placed.sum::<u64>() + noted.filter(|step| step.to == to).count() as u64
    }
}

/// The places of names in alphabetical order, by code: sorting a long list by them compares no text.
pub(crate) fn ranks(names: &Coded) -> Vec<u32> {
    let mut order: Vec<u32> = (0..names.values.len() as u32).collect();
    order.sort_by(|&a, &b| names.values[a as usize].cmp(&names.values[b as usize]));
    let mut ranks = vec![0; order.len()];
    for (place, code) in (0..).zip(order) {
        ranks[code as usize] = place;
    }
    ranks
}

/// An event without a name is one with an empty one.
pub(crate) fn name(names: &Coded, code: u32) -> String {
    names.value(code).unwrap_or_default().to_owned()
}
