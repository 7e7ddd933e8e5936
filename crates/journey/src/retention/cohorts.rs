//! Cohort by period: of those who began in a stretch, how many came back so many stretches later.
//!
//! A customer belongs to the cohort of their first beginning event, and comes back with any returning event from that
//! event on; so period 0 is everybody when the two are the same. Source of the shape: the cohort table of P. Fader and
//! B. Hardie's CDNOW data, whose counts a test holds.

use serde::{Deserialize, Serialize};
use yeojido_domain::{Micros, Zone};

use crate::calendar::{Calendar, Grain};
use crate::events::{Events, PersonEvents};
use crate::pattern::{EventPattern, Pattern, SpecError};
use crate::shares::ShareReport;
use crate::who::Number;

use super::{Activity, is_whole, stretch_of};

/// When a return counts for a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Returns {
    /// In that very stretch.
    #[default]
    On,
    /// In that stretch or a later one.
    After,
}

const fn twelve() -> usize {
    12
}

/// A cohort table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionSpec {
    /// What puts a customer into a cohort, the first time; any event unless told.
    #[serde(default)]
    pub start: EventPattern,
    /// What counts as coming back; any event unless told.
    #[serde(default)]
    pub returning: EventPattern,
    /// How time is cut.
    #[serde(default)]
    pub period: Grain,
    /// How many stretches after the first.
    #[serde(default = "twelve")]
    pub periods: usize,
    /// In the very stretch, or in it or later.
    #[serde(default)]
    pub returns: Returns,
}

impl Default for RetentionSpec {
    fn default() -> Self {
        Self {
            start: EventPattern::default(),
            returning: EventPattern::default(),
            period: Grain::Week,
            periods: twelve(),
            returns: Returns::On,
        }
    }
}

impl RetentionSpec {
    /// The columns beyond `event` that it looks at.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        self.start.columns().chain(self.returning.columns()).map(str::to_owned).collect()
    }
}

/// A cohort table compiled against events.
#[derive(Debug)]
pub struct Retention<'e> {
    start: Pattern<'e>,
    returning: Activity<'e>,
    periods: usize,
    returns: Returns,
    data_end: Micros,
}

/// Counts by cohort: the customers, then those who came back by period. A partial that adds.
pub type RetentionPartial = Vec<Vec<u64>>;

impl<'e> Retention<'e> {
    /// Compiles a table whose cohorts begin in a period, by the days of a zone.
    ///
    /// # Errors
    /// [`SpecError`] names the column that is not loaded, or more than 1,000 periods.
    pub fn compile(
        spec: &RetentionSpec,
        events: &'e Events,
        period: std::ops::Range<Micros>,
        zone: &Zone,
    ) -> Result<Self, SpecError> {
        if spec.periods > 1000 {
            return Err(SpecError::new("periods", format!("{} are more than 1000", spec.periods)));
        }
        Ok(Self {
            start: Pattern::compile(&spec.start, events)?,
            returning: Activity::compile(&spec.returning, events, spec.period, zone, period)?,
            periods: spec.periods,
            returns: spec.returns,
            data_end: events.end().unwrap_or_default(),
        })
    }

    const fn calendar(&self) -> &Calendar {
        &self.returning.calendar
    }

    /// Counts of nobody.
    #[must_use]
    pub fn empty(&self) -> RetentionPartial {
        vec![vec![0; self.periods + 2]; self.calendar().len()]
    }

    /// Adds one person.
    pub fn add(&self, sum: &mut RetentionPartial, person: &PersonEvents<'_>) {
        if let Some((first, cohort)) = self.begun(person) {
            self.note(person, first, cohort, &mut sum[cohort]);
        }
    }

    /// The position of the event by which a person belongs to a cohort, and the number of the cohort.
    #[must_use]
    pub fn begun(&self, person: &PersonEvents<'_>) -> Option<(usize, usize)> {
        let begins = |at: &usize| self.start.catches(person.first + at, person.event[*at]);
        let first = (0..person.time.len()).find(begins)?;
        let cohort = self.calendar().at(person.time[first])?;
        self.returning.period.contains(&person.time[first]).then_some((first, cohort))
    }

    /// Whether the data reach the end of so many stretches after a cohort's.
    #[must_use]
    pub fn is_observed(&self, cohort: usize, period: usize) -> bool {
        let calendar = self.calendar();
        cohort + period < calendar.len() && is_whole(calendar, cohort + period, self.data_end)
    }

    /// Adds one person to the cells of their cohort: the customers, then those who came back by period.
    pub fn note(&self, person: &PersonEvents<'_>, first: usize, cohort: usize, cells: &mut [u64]) {
        cells[0] += 1;
        let mut furthest = None;
        self.returning.stretches(person, first, |stretch| {
            furthest = Some(stretch - cohort);
            if self.returns == Returns::On && stretch - cohort <= self.periods {
                cells[1 + stretch - cohort] += 1;
            }
        });
        if let (Returns::After, Some(furthest)) = (self.returns, furthest) {
            cells[1..].iter_mut().take(furthest + 1).for_each(|cell| *cell += 1);
        }
    }

    /// Adds the counts of other persons.
    pub fn merge(sum: &mut RetentionPartial, more: RetentionPartial) {
        for (sum, more) in sum.iter_mut().flatten().zip(more.into_iter().flatten()) {
            *sum += more;
        }
    }

    /// The table: cohorts without anybody are left out.
    #[must_use]
    pub fn report(&self, sum: &RetentionPartial) -> RetentionReport {
        let calendar = self.calendar();
        let cell = |cohort: usize, period: usize, count: u64| CellReport {
            period,
            count,
            share: ShareReport::of(count, sum[cohort][0]),
            observed: self.is_observed(cohort, period),
        };
        let report = |(cohort, cells): (usize, &Vec<u64>)| CohortReport {
            cohort: calendar.day(cohort).to_string(),
            size: cells[0],
            cells: (0..).zip(&cells[1..]).map(|(period, &count)| cell(cohort, period, count)).collect(),
        };
        let cohorts = sum.iter().enumerate().filter(|(_, cells)| cells[0] > 0).map(report).collect();
        RetentionReport { returns: self.returns, cohorts }
    }
}

/// A cell of the answer: a cohort, or those of it who came back in a period; of all cohorts that have had that period, when none
/// is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionCell {
    /// First day of the cohort.
    #[serde(default)]
    pub cohort: Option<String>,
    /// Stretches after the cohort's.
    #[serde(default)]
    pub period: Option<usize>,
}

impl Retention<'_> {
    /// How the number of a cell is read.
    ///
    /// # Errors
    /// [`SpecError`] names the key of a cell that the answer has not.
    pub fn number(&self, cell: &RetentionCell) -> Result<Number<RetentionPartial>, SpecError> {
        if cell.period.is_some_and(|period| period > self.periods) {
            return Err(SpecError::new("period", format!("the last period is {}", self.periods)));
        }
        let column = cell.period.map_or(0, |period| period + 1);
        let cohorts = match &cell.cohort {
            Some(cohort) => vec![stretch_of(self.calendar(), "cohort", cohort)?],
            None => (0..self.calendar().len()).filter(|&at| self.is_observed(at, cell.period.unwrap_or(0))).collect(),
        };
        Ok(Box::new(move |sum| cohorts.iter().map(|&cohort| sum[cohort][column]).sum()))
    }
}

/// What `analyze retention` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RetentionReport {
    /// What a cell counts.
    pub returns: Returns,
    /// In order of time.
    pub cohorts: Vec<CohortReport>,
}

/// Those who began in one stretch.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CohortReport {
    /// Its first day.
    pub cohort: String,
    /// How many.
    pub size: u64,
    /// How many of them came back, by period.
    pub cells: Vec<CellReport>,
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CellReport {
    /// Stretches after the cohort's.
    pub period: usize,
    /// Who came back; so far, where it is not observed.
    pub count: u64,
    /// Of the cohort.
    #[serde(flatten)]
    pub share: Option<ShareReport>,
    /// The data reach the end of this stretch.
    pub observed: bool,
}
