//! Which event directly follows which: the directly-follows graph of everybody's whole history.
//!
//! Source: W. van der Aalst, "Process Mining: Data Science in Action", 2nd ed. (2016), chapter 6. Consecutive events of
//! a person make an edge, whatever time lies between; ties in time keep the order of the rows.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use yeojido_domain::{Micros, Span};
use yeojido_stats::median;

use crate::events::Coded;
use crate::pattern::SpecError;
use crate::who::{Number, code};

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
/// Steps are only noted, by the event that they leave, and brought together when they are reported: a sum for each pair
/// of two thousand names would be looked up somewhere else in memory at every event.
#[derive(Debug, Clone, Default)]
pub struct Transitions {
    events: u64,
    customers: u32,
    start: FxHashMap<u32, u64>,
    end: FxHashMap<u32, u64>,
    after: FxHashMap<u32, Vec<Step>>,
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
        for (codes, times) in codes.windows(2).zip(times.windows(2)) {
            let step = Step { to: codes[1], person: self.customers, wait: times[1].since(times[0]) };
            self.after.entry(codes[0]).or_default().push(step);
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
        let mut edges = Vec::new();
        for (&from, steps) in &self.after {
            let mut steps = steps.clone();
            // Stable: the steps of a person stay together.
            steps.sort_by_key(|step| step.to);
            let own = steps.chunk_by(|a, b| a.to == b.to);
            edges.extend(own.filter_map(|own| EdgeReport::new(name(names, from), name(names, own.first()?.to), own)));
        }
        edges.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to))));
        TransitionsReport {
            events: self.events,
            customers: u64::from(self.customers),
            start: ends(&self.start, names),
            end: ends(&self.end, names),
            edges,
        }
    }

    /// Steps that are meant.
    fn steps(&self, from: Option<u32>, to: u32) -> u64 {
        let all = self.after.iter().filter(|(code, _)| from.is_none_or(|from| from == **code));
        all.flat_map(|(_, steps)| steps).filter(|step| step.to == to).count() as u64
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
    fn new(from: String, to: String, steps: &[Step]) -> Option<Self> {
        let sum: i128 = steps.iter().map(|step| i128::from(step.wait.0)).sum();
        let count = steps.len();
        let seconds: Vec<f64> = steps.iter().map(|step| step.wait.seconds()).collect();
        Some(Self {
            from,
            to,
            count: count as u64,
            customers: steps.chunk_by(|a, b| a.person == b.person).count() as u64,
            #[expect(clippy::cast_precision_loss, reason = "exact up to 285 years in sum, near enough beyond")]
            mean_s: sum as f64 / count as f64 / 1e6,
            median_s: median(&seconds)?,
            min_s: steps.iter().map(|step| step.wait).min()?.seconds(),
            max_s: steps.iter().map(|step| step.wait).max()?.seconds(),
        })
    }
}
