//! Funnels.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AnalysisScope, AsOf, EventPattern, FunnelCell, Grain, ShareOf};

/// One step of a funnel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FunnelStep {
    /// Its events.
    #[serde(flatten)]
    pub means: EventPattern,
    /// What people call it, at most 80 characters. It changes no count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who leaves it out may go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub optional: Option<bool>,
    /// At most so long after the step before: `14d`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<String>,
}

/// An event that spoils an attempt between two steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FunnelExclusion {
    /// Its events.
    #[serde(flatten)]
    pub means: EventPattern,
    /// After this step, from 0.
    pub from_step: u32,
    /// And before this one.
    pub to_step: u32,
}

/// In which order the steps count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum FunnelOrder {
    /// One after the other, anything between.
    Ordered,
    /// One after the other, nothing between.
    Strict,
    /// In any order.
    Unordered,
}

/// Whose value of the breakdown counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum FunnelTouch {
    /// That of the first event of the attempt which has one.
    First,
    /// That of the last.
    Last,
    /// Each value for itself.
    All,
    /// That of one step's event.
    Step,
}

/// Time to convert, in so many bins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum FunnelHistogram {
    /// From the first step to the last.
    Bins(u32),
    /// Between two steps.
    Between {
        /// How many.
        bins: u32,
        /// From this step, from 0.
        from_step: u32,
        /// To this one.
        to_step: u32,
    },
}

/// As many days before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Previous {
    /// As many days before.
    Previous,
}

/// What the period is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum FunnelCompare {
    /// As many days before.
    Word(Previous),
    /// Another period.
    Period {
        /// First day.
        from: String,
        /// Last day, included.
        to: String,
    },
}

/// Body of `POST /api/w/{ws}/analyze/funnel`. Steps are from 0 everywhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FunnelQuestion {
    /// In order, at most 32.
    pub steps: Vec<FunnelStep>,
    /// How that order counts: `ordered` when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<FunnelOrder>,
    /// At most so long after the first step: `14d` when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<String>,
    /// What spoils an attempt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<FunnelExclusion>,
    /// A field or property whose values are told apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breakdown: Option<String>,
    /// Whose value: `first` when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<FunnelTouch>,
    /// With `attribution: step`, of which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution_step: Option<u32>,
    /// How many values of the breakdown are shown: 25 when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<u32>,
    /// Time to convert.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub histogram: Option<FunnelHistogram>,
    /// Another period beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare: Option<FunnelCompare>,
    /// By the day, week or month in which attempts begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trend: Option<Grain>,
    /// A cell whose customers the answer names, at most 1,000 of them; `…/customers` lists all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<FunnelCell>,
    /// Whom it is about, and on which days attempts begin.
    #[serde(flatten)]
    pub scope: AnalysisScope,
}

/// One step. `count` is the next step's count plus `dropped` plus `undecided`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FunnelStepReport {
    /// Its events.
    pub event: String,
    /// What people call it, if the question says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Customers who came so far.
    pub count: u64,
    /// Of those of the step before; `null` where there are none.
    #[schema(required)]
    pub from_before: Option<ShareOf>,
    /// Of those of the first step.
    #[schema(required)]
    pub from_first: Option<ShareOf>,
    /// Mean time from the step done before, in seconds.
    #[schema(required)]
    pub mean_s: Option<f64>,
    /// Median of it.
    #[schema(required)]
    pub median_s: Option<f64>,
    /// Of them, those who came no further and cannot any more.
    pub dropped: u64,
    /// Of them, those who came no further and still may.
    pub undecided: u64,
    /// Of them, those who went past without this optional step.
    pub skipped: u64,
}

/// The customers of one value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FunnelGroup {
    /// Came to the first step.
    pub customers: u64,
    /// By step.
    pub steps: Vec<FunnelStepReport>,
}

/// The values that are not shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FunnelOthers {
    /// How many values.
    pub values: u64,
    /// Came to the first step.
    pub customers: u64,
    /// By step.
    pub steps: Vec<FunnelStepReport>,
}

/// Time between two steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FunnelTime {
    /// From this step.
    pub from_step: u64,
    /// To this one.
    pub to_step: u64,
    /// How many did both.
    pub n: u64,
    /// Mean, in seconds.
    #[schema(required)]
    pub mean_s: Option<f64>,
    /// Median.
    #[schema(required)]
    pub median_s: Option<f64>,
}

/// The attempts that began in one stretch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FunnelStretch {
    /// Its first day.
    pub day: String,
    /// Every attempt that could begin in it has had its whole window.
    pub complete: bool,
    /// Came to the first step.
    pub customers: u64,
    /// By step.
    pub steps: Vec<FunnelStepReport>,
}

/// Customers of a cell, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FunnelWho {
    /// All of them.
    pub count: u64,
    /// Those who are named.
    pub customers: Vec<String>,
    /// Those who are not.
    pub left_out: u64,
}

/// The figures of one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FunnelFigures {
    /// Customers with any event, in the funnel or not.
    pub customers: u64,
    /// Those whose every attempt was spoilt by an exclusion, and who are therefore in no step.
    pub excluded: u64,
    /// The longest that an attempt can take, in seconds.
    pub window_s: f64,
    /// By step.
    pub steps: Vec<FunnelStepReport>,
    /// By value, the most frequent first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breakdown: Option<BTreeMap<String, FunnelGroup>>,
    /// The values beyond those.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breakdown_others: Option<FunnelOthers>,
    /// Customers whose events have no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breakdown_without: Option<FunnelGroup>,
    /// Bins of equal width as `[start in seconds, count]`; the last holds what is as long as the upper end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub histogram: Option<Vec<(f64, u64)>>,
    /// What the histogram is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_to_convert: Option<FunnelTime>,
    /// By the stretch in which attempts began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trend: Option<Vec<FunnelStretch>>,
    /// The customers of the cell that the question's `who` names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<FunnelWho>,
}

/// The same funnel in another period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FunnelCompared {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Its figures.
    #[serde(flatten)]
    pub figures: FunnelFigures,
}

/// Answer of `POST /api/w/{ws}/analyze/funnel`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FunnelAnswer {
    /// The figures.
    #[serde(flatten)]
    pub figures: FunnelFigures,
    /// The other period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare: Option<FunnelCompared>,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}
