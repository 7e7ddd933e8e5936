//! Cells of analyses, and the lists behind them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ActivityQuestion, AnalysisScope, AttributionQuestion, ConformanceQuestion, FollowsQuestion, FunnelQuestion,
    PathsQuestion, RetentionQuestion, SessionsQuestion, StepsQuestion, TimesQuestion, VariantsQuestion,
};
use crate::wire::CustomerRow;

/// What became of customers at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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

/// Customers without a value of their own in the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum BreakdownRest {
    /// Those of all values that are not shown.
    Others,
    /// Those whose events have no value.
    Without,
}

/// A cell of a funnel: of all, of one `value`, of the `rest` of the breakdown, or of a `day` of the trend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FunnelCell {
    /// Which step, from 0.
    pub step: u32,
    /// What became of them there.
    pub is: Became,
    /// With this value of the breakdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Without a value of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<BreakdownRest>,
    /// Whose attempt began in the stretch of the trend with this first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// Of the period compared with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared: Option<bool>,
}

/// A name in a step of paths; `null` for all names that are not shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PathName(pub Option<String>);

/// Which of the paths at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum PathPart {
    /// From the step before.
    In,
    /// Those that enter the picture here.
    Start,
    /// Of these, those that did something before.
    Earlier,
    /// To the step after.
    Out,
    /// Those that end here.
    End,
    /// Those that go on beyond the last step shown.
    Other,
}

/// A cell of paths: a node (`event`), a part of it or of the whole step (`is`), or a link (`from`, `to`). A name beyond `top`
/// is counted by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PathsCell {
    /// From 0; of a link the step that it leaves.
    pub step: u32,
    /// A node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<PathName>,
    /// Which of its paths; all when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<PathPart>,
    /// Where a link begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PathName>,
    /// Where it leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PathName>,
}

/// A cell of transitions: an edge (`from`, `to`), a beginning, an end, or an event at all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct TransitionsCell {
    /// The earlier event of an edge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The later one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Whose first event is this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Whose last event is this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// Who have this event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
}

/// A cell of variants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VariantsCell {
    /// Its events; `null` for all variants that are not shown.
    #[schema(required)]
    pub path: Option<Vec<String>>,
}

/// The only cell: all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WholeCell {}

/// A cell of retention: a cohort, or those of it who came back in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RetentionCell {
    /// First day of the cohort; all cohorts that have had the period when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort: Option<String>,
    /// Stretches after the cohort's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<u32>,
}

/// A cell of stickiness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StickinessCell {
    /// Active in exactly so many stretches, from 1.
    pub stretches: u32,
}

/// How customers stand in a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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

/// A cell of the lifecycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LifecycleCell {
    /// First day of the stretch; any of those looked at whose end the data reach when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Which of its customers.
    pub is: LifecyclePart,
}

/// Conversions that nothing touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Untouched {
    /// There is no touch before them.
    WithoutTouch,
}

/// A cell of attribution: the conversions that a value touched, those without a touch, or all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct AttributionCell {
    /// Which value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touch: Option<String>,
    /// Those without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Untouched>,
}

/// A cell of follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FollowsCell {
    /// The earlier event.
    pub from: String,
    /// The later one.
    pub to: String,
}

/// Which number of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReworkPart {
    /// Times that it happened.
    Events,
    /// Customers to whom it did.
    Customers,
    /// Of them, those to whom it happened again.
    Repeating,
    /// Times that it came again at once.
    AtOnce,
    /// Times that it came again after something else.
    Loops,
}

/// A cell of rework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReworkCell {
    /// Of which event.
    pub event: String,
    /// Which number: `repeating` when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<ReworkPart>,
}

/// Who have no more events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Ended {
    /// Theirs is over.
    Ended,
}

/// A cell of steps: of an event at a place, or of those who have none there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StepsCell {
    /// Which place, from 0.
    pub step: u32,
    /// Whose event there is this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Those who have none there any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Ended>,
}

/// Which followers of a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ConformancePart {
    /// All.
    Followed,
    /// Those that reached the goal.
    Arrived,
    /// Those that ended before it.
    Dropped,
    /// Those that may still reach it.
    Undecided,
}

/// A cell of conformance: followers (`is`), those who left at one place (`from`, `to`), or all walks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ConformanceCell {
    /// Which followers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<ConformancePart>,
    /// The last stage as intended; missing for those that began further on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The stage that they went to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// Which walks between two stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum TimesPart {
    /// Those whose time is known.
    N,
    /// Those that have not come so far.
    Censored,
    /// Those that reached the goal without it.
    Skipped,
    /// Those that were there before, or at the very same instant.
    Faults,
}

/// A cell of times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimesCell {
    /// The earlier stage.
    pub from: String,
    /// The later one.
    pub to: String,
    /// Which walks.
    pub is: TimesPart,
}

/// Which list, and which page of it.
macro_rules! list {
    ($($name:ident: $question:ident, $cell:ident;)*) => {$(
        /// Which customers of an analysis.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
        pub struct $name {
            /// The analysis.
            pub question: $question,
            /// Which of its numbers.
            pub cell: $cell,
            /// `next` of the page before.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub cursor: Option<String>,
            /// Rows of the page, at most 500: 50 when missing.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub limit: Option<u32>,
        }
    )*};
}

list! {
    FunnelCustomers: FunnelQuestion, FunnelCell;
    PathsCustomers: PathsQuestion, PathsCell;
    TransitionsCustomers: AnalysisScope, TransitionsCell;
    VariantsCustomers: VariantsQuestion, VariantsCell;
    SessionsCustomers: SessionsQuestion, WholeCell;
    RetentionCustomers: RetentionQuestion, RetentionCell;
    StickinessCustomers: ActivityQuestion, StickinessCell;
    LifecycleCustomers: ActivityQuestion, LifecycleCell;
    AttributionCustomers: AttributionQuestion, AttributionCell;
    FollowsCustomers: FollowsQuestion, FollowsCell;
    ReworkCustomers: AnalysisScope, ReworkCell;
    StepsCustomers: StepsQuestion, StepsCell;
    ConformanceCustomers: ConformanceQuestion, ConformanceCell;
    TimesCustomers: TimesQuestion, TimesCell;
}

/// One of those behind a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BehindRow {
    /// Who.
    #[serde(flatten)]
    pub customer: CustomerRow,
    /// Their part of the number: 1 where it counts customers; paths, walks, times where it counts those.
    pub units: u64,
}

/// Answer of `POST /api/w/{ws}/analyze/{kind}/customers`, those seen last first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BehindPage {
    /// Customers, on all pages.
    pub n: u64,
    /// What they have together of what the number counts: the number that was opened.
    pub units: u64,
    /// Version of the lake that the list is read at.
    pub lake_version: u64,
    /// The page.
    pub rows: Vec<BehindRow>,
    /// Cursor of the next page.
    #[schema(required)]
    pub next: Option<String>,
}
