//! On how many days customers are active.

use serde::Serialize;
use yeojido_domain::{Micros, Zone};

use crate::events::{Events, PersonEvents};
use crate::pattern::SpecError;

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
