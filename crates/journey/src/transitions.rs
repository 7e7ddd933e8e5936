//! Which event directly follows which: the directly-follows graph of everybody's whole history.
//!
//! Source: W. van der Aalst, "Process Mining: Data Science in Action", 2nd ed. (2016), chapter 6. Consecutive events of
//! a person make an edge, whatever time lies between; ties in time keep the order of the rows.

use std::sync::atomic::{AtomicUsize, Ordering};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use yeojido_domain::{Micros, Span};

use crate::cores::on_all;
use crate::events::Coded;
use crate::pattern::SpecError;
use crate::recode::{Recode, recode_keys};
use crate::who::{Number, code};

/// Codes below which every pair has a place of its own. Of more names only pairs of these have: a sum for each pair of two
/// thousand names would be looked up somewhere else in memory at every event.
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

/// One step from an event to the next.
#[derive(Debug, Clone, Copy)]
struct Step {
    to: u32,
    /// The number of the person who took it, so that each counts once.
    person: u32,
    wait: Span,
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
    after: FxHashMap<u32, Vec<Step>>,
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
        for (from, mut steps) in all.after {
            // Stable: the steps of a person stay together.
            steps.sort_by_key(|step| step.to);
            for steps in steps.chunk_by(|a, b| a.to == b.to) {
                let customers = steps.chunk_by(|a, b| a.person == b.person).count() as u32;
                let waits = steps.iter().map(|step| step.wait).collect();
                edges.push(WrittenEdge { from, to: steps[0].to, customers, waits });
            }
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
                all.after.entry(from).or_default().extend(steps);
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
            let more = more.into_iter().map(|step| Step { person: step.person + before, ..step });
            self.after.entry(from).or_default().extend(more);
        }
        self.customers += other.customers;
    }

    /// The graph with the names of its events, the most frequent first, then by name.
    #[must_use]
    pub fn report(&self, names: &Coded) -> TransitionsReport {
        let mut edges = self.reported(names);
        let ranks = ranks(names);
        let rank = |code: u32| ranks.get(code as usize);
        edges.sort_unstable_by_key(|&((from, to), ref edge)| (std::cmp::Reverse(edge.count), rank(from), rank(to)));
        let edges = edges.into_iter().map(|(_, edge)| edge).collect();
        TransitionsReport {
            events: self.events,
            customers: u64::from(self.customers),
            start: ends(&self.start, names),
            end: ends(&self.end, names),
            edges,
        }
    }

    /// The edges, in no order: those with places, then those noted. On all cores, since medians cost.
    fn reported(&self, names: &Coded) -> Vec<((u32, u32), EdgeReport)> {
        let mut placed = Vec::new();
        for (from, tos) in (0..).zip(&self.edges) {
            let some = (0..).zip(tos).map(|(to, edge)| (from, to, edge, edge.count()));
            placed.extend(some.filter(|(.., count)| *count > 0));
        }
        // The longest first, so that no core waits for another at the end.
        placed.sort_unstable_by_key(|(.., count)| std::cmp::Reverse(*count));
        let noted: Vec<(u32, &Vec<Step>)> = self.after.iter().map(|(&from, steps)| (from, steps)).collect();
        let next = AtomicUsize::new(0);
        let work = || {
            let (mut edges, mut waits, mut own) = (Vec::new(), Vec::new(), Vec::new());
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if let Some(&(from, to, edge, _)) = placed.get(at) {
                    waits.clear();
                    std::iter::once(&edge.waits).chain(&edge.more).for_each(|some| waits.extend_from_slice(some));
                    let edge = EdgeReport::new(name(names, from), name(names, to), edge.customers, &mut waits);
                    edges.extend(edge.map(|edge| ((from, to), edge)));
                } else if let Some(&(from, steps)) = noted.get(at - placed.len()) {
                    own.clone_from(steps);
                    // Stable: the steps of a person stay together.
                    own.sort_by_key(|step| step.to);
                    for steps in own.chunk_by(|a, b| a.to == b.to) {
                        let customers = steps.chunk_by(|a, b| a.person == b.person).count() as u64;
                        let to = steps[0].to;
                        waits.clear();
                        waits.extend(steps.iter().map(|step| step.wait));
                        let edge = EdgeReport::new(name(names, from), name(names, to), customers, &mut waits);
                        edges.extend(edge.map(|edge| ((from, to), edge)));
                    }
                } else {
                    return edges;
                }
            }
        };
        on_all(placed.len() + noted.len(), &work).into_iter().flatten().collect()
    }

    /// Steps that are meant.
    fn steps(&self, from: Option<u32>, to: u32) -> u64 {
        let means = |code: u32| from.is_none_or(|from| from == code);
        let placed = (0..).zip(&self.edges).filter(|(code, _)| means(*code));
        let placed = placed.filter_map(|(_, tos)| tos.get(to as usize)).map(|edge| edge.count() as u64);
        let noted = self.after.iter().filter(|(code, _)| means(**code)).flat_map(|(_, steps)| steps);
        placed.sum::<u64>() + noted.filter(|step| step.to == to).count() as u64
    }
}

/// A cell of the answer: an edge, a beginning or an end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TransitionCell {
    /// The earlier event of an edge.
    pub from: Option<String>,
    /// The later one.
    pub to: Option<String>,
    /// Whose first event is this.
    pub start: Option<String>,
    /// Whose last event is this.
    pub end: Option<String>,
    /// Who have this event at all.
    pub event: Option<String>,
}

impl TransitionCell {
    /// How its number is read.
    ///
    /// # Errors
    /// [`SpecError`] names the key of a cell that the answer has not.
    pub fn number(&self, names: &Coded) -> Result<Number<Transitions>, SpecError> {
        let one = |counts: &FxHashMap<u32, u64>, code: u32| counts.get(&code).copied().unwrap_or(0);
        match (&self.from, &self.to, &self.start, &self.end, &self.event) {
            (Some(from), Some(to), None, None, None) => {
                let pair = (code(names, "from", from)?, code(names, "to", to)?);
                Ok(Box::new(move |sum| sum.steps(Some(pair.0), pair.1)))
            }
            (None, None, Some(event), None, None) => {
                let event = code(names, "start", event)?;
                Ok(Box::new(move |sum| one(&sum.start, event)))
            }
            (None, None, None, Some(event), None) => {
                let event = code(names, "end", event)?;
                Ok(Box::new(move |sum| one(&sum.end, event)))
            }
            (None, None, None, None, Some(event)) => {
                let event = code(names, "event", event)?;
                Ok(Box::new(move |sum| one(&sum.start, event) + sum.steps(None, event)))
            }
            _ => Err(SpecError::new("from", "a cell is an edge (from, to), a start, an end or an event")),
        }
    }
}

/// The places of names in alphabetical order, by code: sorting a long list by them compares no text.
pub(crate) fn ranks(names: &Coded) -> Vec<usize> {
    let mut order: Vec<usize> = (0..names.values.len()).collect();
    order.sort_by(|&a, &b| names.values[a].cmp(&names.values[b]));
    let mut ranks = vec![0; order.len()];
    for (place, code) in order.into_iter().enumerate() {
        ranks[code] = place;
    }
    ranks
}

/// An event without a name is one with an empty one.
pub(crate) fn name(names: &Coded, code: u32) -> String {
    names.value(code).unwrap_or_default().to_owned()
}

fn ends(counts: &FxHashMap<u32, u64>, names: &Coded) -> Vec<EndReport> {
    let mut ends: Vec<_> = counts.iter().map(|(&code, &count)| EndReport { event: name(names, code), count }).collect();
    ends.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.event.cmp(&b.event)));
    ends
}

/// What `analyze transitions` prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TransitionsReport {
    /// Events.
    pub events: u64,
    /// Persons who have any.
    pub customers: u64,
    /// First events of persons.
    pub start: Vec<EndReport>,
    /// Last events of persons.
    pub end: Vec<EndReport>,
    /// Pairs of consecutive events.
    pub edges: Vec<EdgeReport>,
}

/// How many persons begin or end with an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndReport {
    /// Its name.
    pub event: String,
    /// Persons.
    pub count: u64,
}

/// One event directly followed by another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EdgeReport {
    /// The earlier event.
    pub from: String,
    /// The later one.
    pub to: String,
    /// Times that it happened.
    pub count: u64,
    /// Persons to whom it did.
    pub customers: u64,
    /// Mean time between the two, in seconds.
    pub mean_s: f64,
    /// Median.
    pub median_s: f64,
    /// Least.
    pub min_s: f64,
    /// Most.
    pub max_s: f64,
}

impl EdgeReport {
    /// `None` for an edge that nobody took, which does not come about.
    fn new(from: String, to: String, customers: u64, waits: &mut [Span]) -> Option<Self> {
        let count = waits.len();
        let (least, most) = (*waits.iter().min()?, *waits.iter().max()?);
        // Of an even number the mean of the two in the middle.
        let (before, &mut upper, _) = waits.select_nth_unstable(count / 2);
        let lower = if count.is_multiple_of(2) { *before.iter().max()? } else { upper };
        let sum: i128 = waits.iter().map(|wait| i128::from(wait.0)).sum();
        Some(Self {
            from,
            to,
            count: count as u64,
            customers,
            #[expect(clippy::cast_precision_loss, reason = "exact up to 285 years in sum, near enough beyond")]
            mean_s: sum as f64 / count as f64 / 1e6,
            median_s: f64::midpoint(lower.seconds(), upper.seconds()),
            min_s: least.seconds(),
            max_s: most.seconds(),
        })
    }
}
