//! Who comes back: cohorts by period, on how many days customers are active, and how the active ones change.
//!
//! A stretch is a day, a week that begins on Monday, or a month of the zone; "active" means an event that the question
//! means. A stretch that the data do not cover to its end is marked, and its counts are counts so far.

mod cohorts;
mod lifecycle;
mod stickiness;

pub use cohorts::{
    CellReport, CohortReport, Retention, RetentionCell, RetentionPartial, RetentionReport, RetentionSpec, Returns,
};
pub use lifecycle::{Lifecycle, LifecycleCell, LifecyclePart, LifecyclePartial, LifecycleReport, LifecycleStretch};
pub use stickiness::{ActiveReport, Stickiness, StickinessCell, StickinessReport};

use serde::{Deserialize, Serialize};
use yeojido_domain::{Micros, Zone};

use crate::calendar::{Calendar, Grain};
use crate::events::{Events, PersonEvents};
use crate::pattern::{EventPattern, Pattern, SpecError};

/// Who is active, and how time is cut.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivitySpec {
    /// What active customers do; any event unless told.
    #[serde(default)]
    pub event: EventPattern,
    /// How time is cut.
    #[serde(default)]
    pub grain: Grain,
}

/// The stretches in which each person is active.
#[derive(Debug)]
struct Activity<'e> {
    pattern: Pattern<'e>,
    calendar: Calendar,
    period: std::ops::Range<Micros>,
}

impl<'e> Activity<'e> {
    fn compile(
        event: &EventPattern,
        events: &'e Events,
        grain: Grain,
        zone: &Zone,
        period: std::ops::Range<Micros>,
    ) -> Result<Self, SpecError> {
        let calendar = match (events.begin(), events.end()) {
            (Some(first), Some(last)) => Calendar::new(first, last, zone, grain),
            _ => Calendar::none(),
        };
        Ok(Self { pattern: Pattern::compile(event, events)?, calendar, period })
    }

    /// Each stretch once, in order; only those at or after position `from`.
    fn stretches(&self, person: &PersonEvents<'_>, from: usize, mut each: impl FnMut(usize)) {
        let mut cursor = self.calendar.cursor();
        let mut known = Micros(i64::MIN);
        for (at, &time) in person.time.iter().enumerate().skip(from) {
            // Most events lie in a stretch that is counted already: a look at the time is all they cost.
            if time < known || !self.pattern.catches(person.first + at, person.event[at]) {
                continue;
            }
            if let Some(stretch) = cursor.at(time) {
                known = self.calendar.range(stretch).end;
                each(stretch);
            }
        }
    }

    /// Whether a stretch lies in the period looked at.
    fn shows(&self, stretch: usize) -> bool {
        let range = self.calendar.range(stretch);
        range.end > self.period.start && range.start < self.period.end
    }
}

/// The stretch that a cell names by its first day.
fn stretch_of(calendar: &Calendar, field: &str, day: &str) -> Result<usize, SpecError> {
    let missing = || SpecError::new(field, format!("no stretch of the data begins on `{day}`"));
    (0..calendar.len()).find(|&at| calendar.day(at).to_string() == day).ok_or_else(missing)
}

/// Whether the data reach the end of a stretch.
fn is_whole(calendar: &Calendar, stretch: usize, data_end: Micros) -> bool {
    calendar.range(stretch).end.0 <= data_end.0.saturating_add(1)
}
