//! Cells of the answer, and their numbers in the sums.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::events::NONE;
use crate::pattern::SpecError;
use crate::who::Number;

use super::partial::{Funnel, FunnelPartial};
use super::spec::FunnelSpec;
use super::tally::FunnelTally;

/// What became of customers at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Became {
    /// Came so far.
    Reached,
    /// Came so far and no further, and cannot any more.
    Dropped,
    /// Came so far, and may go on.
    Undecided,
    /// Went past an optional step.
    Skipped,
}

/// Customers of the breakdown who have no value of their own in the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rest {
    /// Those of all values that are not shown.
    Others,
    /// Those whose events have no value.
    Without,
}

/// A cell of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// Which step, from 0.
    pub step: usize,
    /// What became of them there.
    pub is: Became,
    /// With this value of the breakdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Without a value of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<Rest>,
    /// Whose attempt began in the stretch of the trend with this first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// Of the period compared with.
    #[serde(default)]
    pub compared: bool,
    /// How many to name at most, where an answer names them.
    #[serde(default = "a_thousand")]
    pub limit: usize,
}

const fn a_thousand() -> usize {
    1000
}

impl Cell {
    /// The question without what this cell does not look at.
    #[must_use]
    pub fn narrowed(&self, spec: &FunnelSpec) -> FunnelSpec {
        FunnelSpec {
            histogram: None,
            trend: spec.trend.filter(|_| self.day.is_some()),
            breakdown: spec.breakdown.clone().filter(|_| self.value.is_some() || self.rest.is_some()),
            ..spec.clone()
        }
    }
}

/// Of whom a cell is.
enum Of {
    Everybody,
    Value(u32),
    /// Of all values but these.
    Beyond(FxHashSet<u32>),
    Stretch(usize),
}

impl FunnelTally {
    /// Customers of a cell.
    fn number(&self, step: usize, is: Became) -> u64 {
        self.sums().get(step).map_or(0, |sum| match is {
            Became::Reached => sum.count,
            Became::Dropped => sum.dropped,
            Became::Undecided => sum.undecided,
            Became::Skipped => sum.skipped,
        })
    }
}

impl Funnel<'_> {
    /// How the number of a cell is read. `whole` is the sum over everybody, which tells what values are shown.
    ///
    /// # Errors
    /// [`SpecError`] names the key of a cell that the answer has not.
    pub fn number(
        &self,
        spec: &FunnelSpec,
        cell: &Cell,
        whole: &FunnelPartial,
    ) -> Result<Number<FunnelPartial>, SpecError> {
        let last = self.plan().steps - 1;
        if cell.step > last {
            return Err(SpecError::new("step", format!("the last step is {last}")));
        }
        let (of, step, is) = (self.of(spec, cell, whole)?, cell.step, cell.is);
        Ok(Box::new(move |sum| match &of {
            Of::Everybody => sum.all.number(step, is),
            Of::Value(code) => sum.by_value.get(code).map_or(0, |tally| tally.number(step, is)),
            Of::Beyond(shown) => {
                let hidden = sum.by_value.iter().filter(|(code, _)| **code != NONE && !shown.contains(code));
                hidden.map(|(_, tally)| tally.number(step, is)).sum()
            }
            Of::Stretch(at) => sum.by_day.get(*at).map_or(0, |tally| tally.number(step, is)),
        }))
    }

    fn of(&self, spec: &FunnelSpec, cell: &Cell, whole: &FunnelPartial) -> Result<Of, SpecError> {
        let column = |key: &str| self.values().ok_or_else(|| SpecError::new(key, "there is no breakdown"));
        match (&cell.value, cell.rest, &cell.day) {
            (None, None, None) => Ok(Of::Everybody),
            (Some(value), None, None) => {
                let missing = || SpecError::new("value", format!("no event has the value `{value}`"));
                column("value")?.code(value).map(Of::Value).ok_or_else(missing)
            }
            (None, Some(Rest::Without), None) => column("rest").map(|_| Of::Value(NONE)),
            (None, Some(Rest::Others), None) => {
                column("rest")?;
                let shown = self.by_customers(&whole.by_value).into_iter().take(spec.values);
                Ok(Of::Beyond(shown.collect()))
            }
            (None, None, Some(day)) => {
                let calendar = self.trend().ok_or_else(|| SpecError::new("day", "there is no trend"))?;
                let missing = || SpecError::new("day", format!("no stretch of the trend begins on `{day}`"));
                let found = (0..calendar.len()).find(|&at| calendar.day(at).to_string() == *day);
                found.map(Of::Stretch).ok_or_else(missing)
            }
            _ => Err(SpecError::new("value", "a cell is of a value, of the rest, or of a day")),
        }
    }
}
