//! What is done again: at once, or after something else.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::events::Coded;
use crate::pattern::SpecError;
use crate::transitions::name;
use crate::who::{Number, code};

#[derive(Debug, Clone, Copy, Default)]
struct Row {
    events: u64,
    customers: u64,
    repeating: u64,
    at_once: u64,
    loops: u64,
}

/// Repetitions by the codes of one dictionary of events: a partial that adds.
#[derive(Debug, Clone, Default)]
pub struct Rework {
    customers: u64,
    rows: FxHashMap<u32, Row>,
    seen: FxHashMap<u32, u64>,
}

impl Rework {
    /// Adds one person's events, in order. A person without events is nobody.
    pub fn add(&mut self, codes: &[u32]) {
        if codes.is_empty() {
            return;
        }
        self.customers += 1;
        self.seen.clear();
        for (at, &code) in codes.iter().enumerate() {
            let times = self.seen.entry(code).or_default();
            let row = self.rows.entry(code).or_default();
            row.events += 1;
            row.customers += u64::from(*times == 0);
            row.repeating += u64::from(*times == 1);
            if *times > 0 {
                let again = if codes[at - 1] == code { &mut row.at_once } else { &mut row.loops };
                *again += 1;
            }
            *times += 1;
        }
    }

    /// Adds the events of other persons, coded by the same dictionary.
    pub fn merge(&mut self, other: Self) {
        self.customers += other.customers;
        for (code, more) in other.rows {
            let row = self.rows.entry(code).or_default();
            row.events += more.events;
            row.customers += more.customers;
            row.repeating += more.repeating;
            row.at_once += more.at_once;
            row.loops += more.loops;
        }
    }

    /// All events, those that most customers repeat first, then by name.
    #[must_use]
    pub fn report(&self, names: &Coded) -> ReworkReport {
        let row = |(&code, row): (&u32, &Row)| ReworkRow {
            event: name(names, code),
            events: row.events,
            customers: row.customers,
            repeating: row.repeating,
            at_once: row.at_once,
            loops: row.loops,
        };
        let mut events: Vec<ReworkRow> = self.rows.iter().map(row).collect();
        events.sort_by(|a, b| b.repeating.cmp(&a.repeating).then_with(|| a.event.cmp(&b.event)));
        ReworkReport { customers: self.customers, events }
    }
}

/// Which number of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReworkPart {
    /// Times that it happened.
    Events,
    /// Persons to whom it did.
    Customers,
    /// Of them, those to whom it happened again.
    #[default]
    Repeating,
    /// Times that it came again at once.
    AtOnce,
    /// Times that it came again after something else.
    Loops,
}

/// A cell of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReworkCell {
    /// Of which event.
    pub event: String,
    /// Which number: `repeating` unless told.
    #[serde(default)]
    pub is: ReworkPart,
}

impl ReworkCell {
    /// How its number is read.
    ///
    /// # Errors
    /// [`SpecError`] for an event that is not there.
    pub fn number(&self, names: &Coded) -> Result<Number<Rework>, SpecError> {
        let (code, is) = (code(names, "event", &self.event)?, self.is);
        Ok(Box::new(move |sum| {
            sum.rows.get(&code).map_or(0, |row| match is {
                ReworkPart::Events => row.events,
                ReworkPart::Customers => row.customers,
                ReworkPart::Repeating => row.repeating,
                ReworkPart::AtOnce => row.at_once,
                ReworkPart::Loops => row.loops,
            })
        }))
    }
}

/// What `analyze rework` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReworkReport {
    /// Persons who have any event.
    pub customers: u64,
    /// By event.
    pub events: Vec<ReworkRow>,
}

/// One event. Always `events = customers + at_once + loops`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReworkRow {
    /// Its name.
    pub event: String,
    /// Times that it happened.
    pub events: u64,
    /// Persons to whom it did.
    pub customers: u64,
    /// Of them, those to whom it happened again.
    pub repeating: u64,
    /// Times that it came again at once.
    pub at_once: u64,
    /// Times that it came again after something else.
    pub loops: u64,
}
