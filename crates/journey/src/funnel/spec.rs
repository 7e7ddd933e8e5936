//! The question: a funnel as a file, and what is refused about it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use yeojido_domain::{Condition, OneOrMany, Span};

use crate::calendar::Grain;
use crate::pattern::{EventPattern, SpecError};

use super::cell::Cell;

/// Steps and exclusions that a funnel can have each.
pub const MOST: usize = 32;

/// Longest name of a step, in characters.
const NAME_MAX: usize = 80;

/// One step.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FunnelStep {
    /// As [`EventPattern::event`].
    #[serde(default)]
    pub event: Option<String>,
    /// As [`EventPattern::events`].
    #[serde(default)]
    pub events: Vec<String>,
    /// As [`EventPattern::conditions`].
    #[serde(default, rename = "where")]
    pub conditions: BTreeMap<String, Condition>,
    /// As [`EventPattern::url`].
    #[serde(default, alias = "group")]
    pub url: Option<OneOrMany<String>>,
    /// What people call it. It changes no count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who leaves it out may go on.
    #[serde(default)]
    pub optional: bool,
    /// At most so long after the step before.
    #[serde(default)]
    pub window: Option<Span>,
}

impl FunnelStep {
    /// Its events.
    #[must_use]
    pub fn pattern(&self) -> EventPattern {
        let Self { event, events, conditions, url, .. } = self.clone();
        EventPattern { event, events, conditions, url }
    }
}

/// An event that spoils an attempt between two steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// As [`EventPattern::event`].
    #[serde(default)]
    pub event: Option<String>,
    /// As [`EventPattern::events`].
    #[serde(default)]
    pub events: Vec<String>,
    /// As [`EventPattern::conditions`].
    #[serde(default, rename = "where")]
    pub conditions: BTreeMap<String, Condition>,
    /// As [`EventPattern::url`].
    #[serde(default, alias = "group")]
    pub url: Option<OneOrMany<String>>,
    /// After this step, from 0.
    pub from_step: usize,
    /// And before this one.
    pub to_step: usize,
}

impl Exclusion {
    /// Its events.
    #[must_use]
    pub fn pattern(&self) -> EventPattern {
        let Self { event, events, conditions, url, .. } = self.clone();
        EventPattern { event, events, conditions, url }
    }
}

/// In which order the steps count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// One after the other, anything between.
    #[default]
    Ordered,
    /// One after the other, nothing between.
    Strict,
    /// In any order.
    Unordered,
}

/// Whose value of the breakdown counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Touch {
    /// That of the first event of the attempt which has one.
    #[default]
    First,
    /// That of the last.
    Last,
    /// Each value for itself: the funnel over the events that have it.
    All,
    /// That of one step's event.
    Step,
}

/// Time to convert, in so many bins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Histogram {
    /// From the first step to the last.
    Bins(u32),
    /// Between two steps.
    Between(HistogramSteps),
}

/// Time between two steps, in so many bins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistogramSteps {
    /// How many.
    pub bins: u32,
    /// From this step, from 0.
    pub from_step: usize,
    /// To this one.
    pub to_step: usize,
}

/// What the period is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Compare {
    /// `previous`: as many days before.
    Word(Previous),
    /// Another period.
    Period(CompareDays),
}

/// The one word of [`Compare`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Previous {
    /// As many days before.
    Previous,
}

/// First and last day of another period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompareDays {
    /// First day.
    pub from: String,
    /// Last day, included.
    pub to: String,
}

const fn twenty_five() -> usize {
    25
}

/// A funnel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FunnelSpec {
    /// In order.
    pub steps: Vec<FunnelStep>,
    /// How that order counts.
    #[serde(default)]
    pub order: Order,
    /// At most so long after the first step, including that instant: 14 days unless told. Where steps have windows of
    /// their own there is no limit from the first step unless told.
    #[serde(default)]
    pub window: Option<Span>,
    /// What spoils an attempt.
    #[serde(default)]
    pub exclusions: Vec<Exclusion>,
    /// A field or property whose values are told apart.
    #[serde(default)]
    pub breakdown: Option<String>,
    /// Whose value.
    #[serde(default)]
    pub attribution: Touch,
    /// With `attribution: step`, of which.
    #[serde(default)]
    pub attribution_step: usize,
    /// How many values of the breakdown are shown; the others are added up.
    #[serde(default = "twenty_five")]
    pub values: usize,
    /// Time to convert.
    #[serde(default)]
    pub histogram: Option<Histogram>,
    /// Another period beside it.
    #[serde(default)]
    pub compare: Option<Compare>,
    /// By the day, week or month in which attempts begin.
    #[serde(default)]
    pub trend: Option<Grain>,
    /// Whose names are wanted.
    #[serde(default)]
    pub who: Option<Cell>,
}

impl FunnelSpec {
    /// A funnel over events by name, with every default.
    #[must_use]
    pub fn of(events: &[&str]) -> Self {
        let steps = events.iter().map(|name| FunnelStep { event: Some((*name).to_owned()), ..FunnelStep::default() });
        Self {
            steps: steps.collect(),
            order: Order::Ordered,
            window: None,
            exclusions: Vec::new(),
            breakdown: None,
            attribution: Touch::First,
            attribution_step: 0,
            values: twenty_five(),
            histogram: None,
            compare: None,
            trend: None,
            who: None,
        }
    }

    /// The columns beyond `event` that it looks at, each once.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let patterns = self.steps.iter().map(FunnelStep::pattern).chain(self.exclusions.iter().map(Exclusion::pattern));
        let mut names: BTreeSet<String> =
            patterns.flat_map(|pattern| pattern.columns().map(str::to_owned).collect::<Vec<_>>()).collect();
        names.extend(self.breakdown.clone());
        names.into_iter().filter(|name| name != "event").collect()
    }

    /// Checks what the shape alone does not say.
    ///
    /// # Errors
    /// [`SpecError`] names the field.
    pub fn check(&self) -> Result<(), SpecError> {
        if self.steps.is_empty() {
            return Err(SpecError::new("steps", "a funnel needs at least one step"));
        }
        for (what, has) in [("steps", self.steps.len()), ("exclusions", self.exclusions.len())] {
            if has > MOST {
                return Err(SpecError::new(what, format!("{has} are more than the {MOST} that a funnel can have")));
            }
        }
        if self.steps[0].optional {
            return Err(SpecError::new("steps[0].optional", "the first step begins an attempt and cannot be left out"));
        }
        if self.steps[0].window.is_some() {
            return Err(SpecError::new("steps[0].window", "there is no step before the first"));
        }
        let long = |step: &FunnelStep| step.name.as_ref().is_some_and(|name| name.chars().count() > NAME_MAX);
        if let Some(at) = self.steps.iter().position(long) {
            return Err(SpecError::new(format!("steps[{at}].name"), format!("has more than {NAME_MAX} characters")));
        }
        let timed = |step: &FunnelStep| step.optional || step.window.is_some();
        let wrong = self.steps.iter().position(timed).filter(|_| self.order == Order::Unordered);
        if let Some(at) = wrong {
            let why = "steps in any order are neither optional nor timed from the one before";
            return Err(SpecError::new(format!("steps[{at}]"), why));
        }
        self.check_places()
    }

    /// Every number of a step names one that is there.
    fn check_places(&self) -> Result<(), SpecError> {
        let last = self.steps.len() - 1;
        for (at, exclusion) in self.exclusions.iter().enumerate() {
            if exclusion.from_step >= exclusion.to_step || exclusion.to_step > last {
                let why = format!("from_step must be less than to_step, and to_step at most {last}");
                return Err(SpecError::new(format!("exclusions[{at}]"), why));
            }
        }
        let between = self.histogram_steps();
        if between.is_some_and(|h| h.bins == 0 || h.bins > 1000 || h.from_step >= h.to_step || h.to_step > last) {
            let why = format!("needs 1 to 1000 bins, from_step less than to_step, and to_step at most {last}");
            return Err(SpecError::new("histogram", why));
        }
        if self.attribution_step > last {
            return Err(SpecError::new("attribution_step", format!("the last step is {last}")));
        }
        if self.who.as_ref().is_some_and(|cell| cell.step > last) {
            return Err(SpecError::new("who.step", format!("the last step is {last}")));
        }
        Ok(())
    }

    /// The histogram with its two steps.
    pub(crate) fn histogram_steps(&self) -> Option<HistogramSteps> {
        match self.histogram? {
            Histogram::Bins(bins) => Some(HistogramSteps { bins, from_step: 0, to_step: self.steps.len() - 1 }),
            Histogram::Between(steps) => Some(steps),
        }
    }
}
