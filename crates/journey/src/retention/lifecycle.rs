//! How the active customers of one stretch become those of the next: new, returning, resurrected, and dormant.

use serde::{Deserialize, Serialize};
use yeojido_domain::{Micros, Zone};

use crate::events::{Events, PersonEvents};
use crate::pattern::SpecError;
use crate::who::Number;

use super::{Activity, ActivitySpec, is_whole, stretch_of};

/// A question of activity compiled against events.
#[derive(Debug)]
pub struct Lifecycle<'e> {
    activity: Activity<'e>,
    data_end: Micros,
}

/// One stretch in the making: new, returning, resurrected, dormant.
type Four = [u64; 4];

/// Counts by stretch: a partial that adds.
pub type LifecyclePartial = Vec<Four>;

impl<'e> Lifecycle<'e> {
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
        let activity = Activity::compile(&spec.event, events, spec.grain, zone, period)?;
        Ok(Self { activity, data_end: events.end().unwrap_or_default() })
    }

    /// Counts of nobody, by stretch.
    #[must_use]
    pub fn empty(&self) -> LifecyclePartial {
        vec![Four::default(); self.activity.calendar.len()]
    }

    /// Adds one person.
    pub fn add(&self, sum: &mut [Four], person: &PersonEvents<'_>) {
        let mut before: Option<usize> = None;
        self.activity.stretches(person, 0, |stretch| {
            match before {
                None => sum[stretch][0] += 1,
                Some(before) if before + 1 == stretch => sum[stretch][1] += 1,
                Some(before) => {
                    sum[before + 1][3] += 1;
                    sum[stretch][2] += 1;
                }
            }
            before = Some(stretch);
        });
        if let Some(after) = before.and_then(|before| sum.get_mut(before + 1)) {
            after[3] += 1;
        }
    }

    /// The stretches of the period looked at whose end the data reach.
    #[must_use]
    pub fn whole_stretches(&self) -> Vec<usize> {
        let calendar = &self.activity.calendar;
        let shown = (0..calendar.len()).filter(|&at| self.activity.shows(at));
        shown.filter(|&at| is_whole(calendar, at, self.data_end)).collect()
    }

    /// Adds the counts of other persons.
    pub fn merge(sum: &mut [Four], more: &[Four]) {
        for (sum, more) in sum.iter_mut().flatten().zip(more.iter().flatten()) {
            *sum += more;
        }
    }

    /// The stretches of the period looked at.
    #[must_use]
    pub fn report(&self, sum: &[Four]) -> LifecycleReport {
        let calendar = &self.activity.calendar;
        let stretch = |(at, &[new, returning, resurrected, dormant]): (usize, &Four)| LifecycleStretch {
            day: calendar.day(at).to_string(),
            complete: is_whole(calendar, at, self.data_end),
            active: new + returning + resurrected,
            new,
            returning,
            resurrected,
            dormant,
        };
        let shown = sum.iter().enumerate().filter(|(at, _)| self.activity.shows(*at));
        LifecycleReport { stretches: shown.map(stretch).collect() }
    }
}

/// How customers stand in a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LifecyclePart {
    /// Active in it.
    Active,
    /// For the first time.
    New,
    /// And in the stretch before.
    Returning,
    /// Not in the stretch before, but earlier.
    Resurrected,
    /// Active in the stretch before, not in this one.
    Dormant,
}

/// A cell of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LifecycleCell {
    /// First day of the stretch; any of the whole stretches looked at, when none is named.
    #[serde(default)]
    pub period: Option<String>,
    /// Which of its customers.
    pub is: LifecyclePart,
}

impl Lifecycle<'_> {
    /// How the number of a cell is read.
    ///
    /// # Errors
    /// [`SpecError`] for a stretch that the data have not.
    pub fn number(&self, cell: &LifecycleCell) -> Result<Number<LifecyclePartial>, SpecError> {
        let is = cell.is;
        let stretches = match &cell.period {
            Some(period) => vec![stretch_of(&self.activity.calendar, "period", period)?],
            None => self.whole_stretches(),
        };
        let read = move |&[new, returning, resurrected, dormant]: &Four| match is {
            LifecyclePart::Active => new + returning + resurrected,
            LifecyclePart::New => new,
            LifecyclePart::Returning => returning,
            LifecyclePart::Resurrected => resurrected,
            LifecyclePart::Dormant => dormant,
        };
        Ok(Box::new(move |sum| stretches.iter().map(|&at| read(&sum[at])).sum()))
    }
}

/// What `analyze lifecycle` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LifecycleReport {
    /// In order of time.
    pub stretches: Vec<LifecycleStretch>,
}

/// One stretch. `active = new + returning + resurrected`; `dormant` = the active of the stretch before − `returning`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LifecycleStretch {
    /// Its first day.
    pub day: String,
    /// The data reach its end.
    pub complete: bool,
    /// Active in it.
    pub active: u64,
    /// For the first time.
    pub new: u64,
    /// And in the stretch before.
    pub returning: u64,
    /// Not in the stretch before, but earlier.
    pub resurrected: u64,
    /// Active in the stretch before, not in this one; so far, where it is not complete.
    pub dormant: u64,
}
