//! On how many days customers are active.

use serde::{Deserialize, Serialize};
use yeojido_domain::{Micros, Zone};

use crate::events::{Events, PersonEvents};
use crate::pattern::SpecError;
use crate::who::Number;

use super::{Activity, ActivitySpec};

/// A question of activity compiled against events.
#[derive(Debug)]
pub struct Stickiness<'e>(Activity<'e>);

impl<'e> Stickiness<'e> {
    /// Compiles the question about a period, by the days of a zone.
    ///
    /// # Errors
    /// [`SpecError`] names the column that is not loaded.
    pub fn compile(
        spec: &ActivitySpec,
        events: &'e Events,
        period: std::ops::Range<Micros>,
        zone: &Zone,
    ) -> Result<Self, SpecError> {
        Activity::compile(&spec.event, events, spec.grain, zone, period).map(Self)
    }

    /// Counts of nobody: by number of stretches, from 1.
    #[must_use]
    pub fn empty(&self) -> Vec<u64> {
        vec![0; (0..self.0.calendar.len()).filter(|&stretch| self.0.shows(stretch)).count()]
    }

    /// Adds one person.
    pub fn add(&self, sum: &mut [u64], person: &PersonEvents<'_>) {
        let mut active = 0;
        self.0.stretches(person, 0, |stretch| active += usize::from(self.0.shows(stretch)));
        if let Some(active) = active.checked_sub(1) {
            sum[active] += 1;
        }
    }

    /// Adds the counts of other persons.
    pub fn merge(sum: &mut [u64], more: &[u64]) {
        sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
    }

    /// The distribution.
    #[must_use]
    pub fn report(&self, sum: &[u64]) -> StickinessReport {
        let active = (1..).zip(sum).map(|(stretches, &customers)| ActiveReport { stretches, customers });
        StickinessReport { stretches: sum.len(), customers: sum.iter().sum(), active: active.collect() }
    }
}

/// A cell of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StickinessCell {
    /// Active in exactly so many stretches, from 1.
    pub stretches: usize,
}

impl Stickiness<'_> {
    /// How the number of a cell is read.
    ///
    /// # Errors
    /// [`SpecError`] for a number of stretches that the answer has not.
    pub fn number(&self, cell: StickinessCell) -> Result<Number<Vec<u64>>, SpecError> {
        let most = self.empty().len();
        let at = cell.stretches.checked_sub(1).filter(|&at| at < most);
        let at = at.ok_or_else(|| SpecError::new("stretches", format!("is not between 1 and {most}")))?;
        Ok(Box::new(move |sum| sum[at]))
    }
}

/// What `analyze stickiness` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StickinessReport {
    /// Stretches looked at.
    pub stretches: usize,
    /// Customers active in any.
    pub customers: u64,
    /// By number of stretches.
    pub active: Vec<ActiveReport>,
}

/// Customers who were active in exactly so many stretches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ActiveReport {
    /// How many.
    pub stretches: usize,
    /// Customers.
    pub customers: u64,
}
