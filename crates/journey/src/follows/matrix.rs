//! Which event is the first, second, third … of a history.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::events::Coded;
use crate::pattern::SpecError;
use crate::transitions::name;
use crate::who::{Number, code};

/// Counts by the codes of one dictionary of events and by place: a partial that adds.
#[derive(Debug, Clone)]
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

/// A cell of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepCell {
    /// Which place, from 0.
    pub step: usize,
    /// Whose event there is this.
    #[serde(default)]
    pub event: Option<String>,
    /// Those who have none there any more.
    #[serde(default)]
    pub is: Option<Ended>,
}

/// Who have no more events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ended {
    /// Theirs is over.
    Ended,
}

impl StepMatrix {
    /// How the number of a cell is read.
    ///
    /// # Errors
    /// [`SpecError`] names the key of a cell that the answer has not.
    pub fn number(&self, names: &Coded, cell: &StepCell) -> Result<Number<Self>, SpecError> {
        let step = cell.step;
        if step >= self.steps {
            return Err(SpecError::new("step", format!("there are {} places", self.steps)));
        }
        match (&cell.event, cell.is) {
            (None, Some(Ended::Ended)) => Ok(Box::new(move |sum| sum.ended[step])),
            (Some(event), None) => {
                let code = code(names, "event", event)?;
                Ok(Box::new(move |sum| sum.rows.get(&code).map_or(0, |counts| counts[step])))
            }
            _ => Err(SpecError::new("event", "a cell is of an event, or of those who have none (is)")),
        }
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
