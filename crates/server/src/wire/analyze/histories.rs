//! Transitions, variants, sessions, follows, rework, steps. A period cuts histories: what lies outside is as if it had not
//! been.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AnalysisScope, AsOf};

/// Body of `POST /api/w/{ws}/analyze/variants`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VariantsQuestion {
    /// How many are shown, the most frequent first; all when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<u32>,
    /// Whether the same event several times in a row is several: `true` when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<bool>,
    /// Whom it is about, and when.
    #[serde(flatten)]
    pub scope: AnalysisScope,
}

/// Body of `POST /api/w/{ws}/analyze/follows`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FollowsQuestion {
    /// How many are shown, the most frequent first; all when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<u32>,
    /// Whom it is about, and when.
    #[serde(flatten)]
    pub scope: AnalysisScope,
}

/// Body of `POST /api/w/{ws}/analyze/sessions`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SessionsQuestion {
    /// Silence longer than this ends a session: `30m` when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<String>,
    /// Whom it is about, and on which days sessions begin.
    #[serde(flatten)]
    pub scope: AnalysisScope,
}

/// Body of `POST /api/w/{ws}/analyze/steps`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StepsQuestion {
    /// How many places of a history, at most 1,000: 10 when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<u32>,
    /// Whom it is about, and when.
    #[serde(flatten)]
    pub scope: AnalysisScope,
}

/// How many customers begin or end with an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EndCount {
    /// Its name.
    pub event: String,
    /// Customers.
    pub count: u64,
}

/// One event directly followed by another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Transition {
    /// The earlier event.
    pub from: String,
    /// The later one.
    pub to: String,
    /// Times that it happened.
    pub count: u64,
    /// Customers to whom it did.
    pub customers: u64,
    /// Mean time between the two, in seconds.
    pub mean_s: f64,
    /// Median.
    pub median_s: f64,
    /// Least.
    pub min_s: f64,
    /// Most.
    pub max_s: f64,
}

/// Answer of `POST /api/w/{ws}/analyze/transitions`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TransitionsAnswer {
    /// Events.
    pub events: u64,
    /// Customers who have any.
    pub customers: u64,
    /// First events.
    pub start: Vec<EndCount>,
    /// Last events.
    pub end: Vec<EndCount>,
    /// Pairs of consecutive events.
    pub edges: Vec<Transition>,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}

/// One whole way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Variant {
    /// Names of its events, in order.
    pub path: Vec<String>,
    /// Customers who took it.
    pub count: u64,
}

/// What is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OtherVariants {
    /// Variants.
    pub variants: u64,
    /// Customers who took them.
    pub customers: u64,
}

/// Answer of `POST /api/w/{ws}/analyze/variants`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VariantsAnswer {
    /// Different variants, shown or not.
    pub count: u64,
    /// Customers.
    pub customers: u64,
    /// Those that are shown.
    pub variants: Vec<Variant>,
    /// Those that are not.
    pub other: OtherVariants,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}

/// Answer of `POST /api/w/{ws}/analyze/sessions`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SessionsAnswer {
    /// Sessions.
    pub sessions: u64,
    /// Customers who have any.
    pub customers: u64,
    /// Median time from first to last event, in seconds; `null` without sessions.
    #[schema(required)]
    pub median_s: Option<f64>,
    /// Median number of events; `null` without sessions.
    #[schema(required)]
    pub median_events: Option<f64>,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}

/// One event at any time after another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EventPair {
    /// The earlier event.
    pub from: String,
    /// The later one.
    pub to: String,
    /// Pairs of events.
    pub count: u64,
    /// Customers who have any.
    pub customers: u64,
}

/// Answer of `POST /api/w/{ws}/analyze/follows`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FollowsAnswer {
    /// Customers who have any event.
    pub customers: u64,
    /// Pairs.
    pub pairs: Vec<EventPair>,
    /// Pairs that are not shown.
    pub left_out: u64,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}

/// One event. Always `events = customers + at_once + loops`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReworkEvent {
    /// Its name.
    pub event: String,
    /// Times that it happened.
    pub events: u64,
    /// Customers to whom it did.
    pub customers: u64,
    /// Of them, those to whom it happened again.
    pub repeating: u64,
    /// Times that it came again at once.
    pub at_once: u64,
    /// Times that it came again after something else.
    pub loops: u64,
}

/// Answer of `POST /api/w/{ws}/analyze/rework`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReworkAnswer {
    /// Customers who have any event.
    pub customers: u64,
    /// By event.
    pub events: Vec<ReworkEvent>,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}

/// One event of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StepRow {
    /// Its name.
    pub event: String,
    /// By place, customers whose event at that place it is.
    pub counts: Vec<u64>,
}

/// Answer of `POST /api/w/{ws}/analyze/steps`. At every place the rows and `ended` add up to `customers`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StepsAnswer {
    /// Customers who have any event.
    pub customers: u64,
    /// By event.
    pub rows: Vec<StepRow>,
    /// By place, customers who have no more events.
    pub ended: Vec<u64>,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}

/// A name of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NamedEvent {
    /// The name.
    pub name: String,
    /// Events.
    pub count: u64,
    /// Customers who have any.
    pub customers: u64,
}

/// Answer of `GET /api/w/{ws}/events`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EventNames {
    /// As of which version of the lake.
    pub lake_version: u64,
    /// First day of the data in the workspace's zone; `null` without events.
    #[schema(required)]
    pub first: Option<String>,
    /// Last day.
    #[schema(required)]
    pub last: Option<String>,
    /// The most frequent first, then by name.
    pub events: Vec<NamedEvent>,
}
