//! How often one event comes at any time after another: every pair of events of a person is one.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::events::Coded;
use crate::pattern::SpecError;
use crate::transitions::name;
use crate::who::{Number, code};

/// Pairs by the codes of one dictionary of events: a partial that adds.
#[derive(Debug, Clone, Default)]
pub struct Eventually {
    customers: u64,
    pairs: FxHashMap<(u32, u32), Pair>,
    seen: FxHashMap<u32, u64>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Pair {
    count: u64,
    customers: u64,
    /// The number of the person who had it last, so that each counts once.
    latest: u64,
}

impl Eventually {
    /// Adds one person's events, in order. A person without events is nobody.
    pub fn add(&mut self, codes: &[u32]) {
        if codes.is_empty() {
            return;
        }
        self.customers += 1;
        let person = self.customers;
        self.seen.clear();
        for &to in codes {
            for (&from, &times) in &self.seen {
                let pair = self.pairs.entry((from, to)).or_default();
                pair.count += times;
                pair.customers += u64::from(pair.latest != person);
                pair.latest = person;
            }
            *self.seen.entry(to).or_default() += 1;
        }
    }

    /// Adds the events of other persons, coded by the same dictionary.
    pub fn merge(&mut self, other: Self) {
        self.customers += other.customers;
        for (codes, more) in other.pairs {
            let pair = self.pairs.entry(codes).or_default();
            pair.count += more.count;
            pair.customers += more.customers;
        }
    }

    /// The pairs, the most frequent first, then by name; beyond `top` (all if `None`) they are only counted.
    #[must_use]
    pub fn report(&self, names: &Coded, top: Option<usize>) -> EventuallyReport {
        let pair = |(&(from, to), pair): (&(u32, u32), &Pair)| PairReport {
            from: name(names, from),
            to: name(names, to),
            count: pair.count,
            customers: pair.customers,
        };
        let mut pairs: Vec<PairReport> = self.pairs.iter().map(pair).collect();
        pairs.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to))));
        let left_out = pairs.split_off(top.unwrap_or(pairs.len()).min(pairs.len())).len() as u64;
        EventuallyReport { customers: self.customers, pairs, left_out }
    }
}

/// A cell of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairCell {
    /// The earlier event.
    pub from: String,
    /// The later one.
    pub to: String,
}

impl PairCell {
    /// How its number is read.
    ///
    /// # Errors
    /// [`SpecError`] names an event that is not there.
    pub fn number(&self, names: &Coded) -> Result<Number<Eventually>, SpecError> {
        let pair = (code(names, "from", &self.from)?, code(names, "to", &self.to)?);
        Ok(Box::new(move |sum| sum.pairs.get(&pair).map_or(0, |pair| pair.count)))
    }
}

/// What `analyze follows` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventuallyReport {
    /// Persons who have any event.
    pub customers: u64,
    /// Pairs.
    pub pairs: Vec<PairReport>,
    /// Pairs that are not shown.
    pub left_out: u64,
}

/// One event at any time after another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PairReport {
    /// The earlier event.
    pub from: String,
    /// The later one.
    pub to: String,
    /// Pairs of events.
    pub count: u64,
    /// Persons who have any.
    pub customers: u64,
}
