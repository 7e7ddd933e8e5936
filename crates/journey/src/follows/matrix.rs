//! Which event is the first, second, third … of a history.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::events::Coded;
use crate::recode::{Recode, recode_keys};
use crate::transitions::name;

/// Counts by the codes of one dictionary of events and by place: a partial that adds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StepMatrix {
    steps: usize,
    customers: u64,
    ended: Vec<u64>,
    rows: FxHashMap<u32, Vec<u64>>,
}

impl StepMatrix {
    /// No events, of which so many places will be looked at.
    #[must_use]
    pub fn new(steps: usize) -> Self {
        Self { steps, customers: 0, ended: vec![0; steps], rows: FxHashMap::default() }
    }

    /// Adds one person's events, in order. A person without events is nobody.
    pub fn add(&mut self, codes: &[u32]) {
        if codes.is_empty() {
            return;
        }
        self.customers += 1;
        for (step, &code) in codes.iter().take(self.steps).enumerate() {
            self.rows.entry(code).or_insert_with(|| vec![0; self.steps])[step] += 1;
        }
        self.ended.iter_mut().skip(codes.len()).for_each(|ended| *ended += 1);
    }

    /// Adds the events of other persons, coded by the same dictionary.
    pub fn merge(&mut self, other: Self) {
        self.customers += other.customers;
        self.ended.iter_mut().zip(other.ended).for_each(|(sum, more)| *sum += more);
        for (code, more) in other.rows {
            let row = self.rows.entry(code).or_insert_with(|| vec![0; self.steps]);
            row.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
    }

    /// The matrix, the events with the most counts first, then by name.
    #[must_use]
    pub fn report(&self, names: &Coded) -> StepMatrixReport {
        let row =
            |(&code, counts): (&u32, &Vec<u64>)| StepMatrixRow { event: name(names, code), counts: counts.clone() };
        let mut rows: Vec<StepMatrixRow> = self.rows.iter().map(row).collect();
        let sum = |row: &StepMatrixRow| row.counts.iter().sum::<u64>();
        rows.sort_by(|a, b| sum(b).cmp(&sum(a)).then_with(|| a.event.cmp(&b.event)));
        StepMatrixReport { customers: self.customers, rows, ended: self.ended.clone() }
    }
}

impl Recode for StepMatrix {
    fn recode(&mut self, code: &mut dyn FnMut(u32) -> u32) {
        recode_keys(&mut self.rows, code);
    }
}

/// What `analyze steps` prints. At every place the counts of all rows and `ended` add up to `customers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepMatrixReport {
    /// Persons who have any event.
    pub customers: u64,
    /// By event.
    pub rows: Vec<StepMatrixRow>,
    /// By place, persons who have no more events.
    pub ended: Vec<u64>,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepMatrixRow {
    /// Its name.
    pub event: String,
    /// By place, persons whose event at that place it is.
    pub counts: Vec<u64>,
}
