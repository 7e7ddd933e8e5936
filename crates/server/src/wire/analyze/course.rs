//! Attribution, conformance, times from stage to stage.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AnalysisScope, AsOf, EventPattern};

/// Body of `POST /api/w/{ws}/analyze/attribution`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AttributionQuestion {
    /// The event that is owed.
    pub conversion: EventPattern,
    /// The field or property whose values share it: `channel` when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touch: Option<String>,
    /// How long before a conversion a touch counts: `30d` when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lookback: Option<String>,
    /// After which time the weight of a touch has halved: `7d` when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half_life: Option<String>,
    /// Whom it is about, and the days of the conversions.
    #[serde(flatten)]
    pub scope: AnalysisScope,
}

/// One channel, with the conversions owed to it by six models.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChannelCredits {
    /// Its name.
    pub channel: String,
    /// Conversions that it touched.
    pub touched: u64,
    /// All to the first touch.
    pub first: f64,
    /// All to the last.
    pub last: f64,
    /// The same to each touch.
    pub linear: f64,
    /// More to later ones.
    pub time_decay: f64,
    /// Most to the first and the last.
    pub position: f64,
    /// The same to each different channel.
    pub shapley: f64,
}

/// Answer of `POST /api/w/{ws}/analyze/attribution`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AttributionAnswer {
    /// Conversions of the period.
    pub conversions: u64,
    /// Of them, those without a touch, which nobody is credited with.
    pub without_touch: u64,
    /// The credits of every model add up to `conversions - without_touch`.
    pub channels: Vec<ChannelCredits>,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}

/// Body of `POST /api/w/{ws}/analyze/conformance`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ConformanceQuestion {
    /// Which journey.
    pub journey: String,
    /// Whom it is about, and on which days walks begin.
    #[serde(flatten)]
    pub scope: AnalysisScope,
}

/// A share with its 95 % interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ShareOfWalks {
    /// 0…1.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How a walk leaves the intended journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeaveKind {
    /// Its first stage is not the journey's.
    BeganLater,
    /// It passed over one stage or more.
    Skipped,
    /// It went to an earlier stage.
    WentBack,
}

/// One place where walks leave it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Leave {
    /// The last stage as intended; `null` for those that began further on.
    #[schema(required)]
    pub from: Option<String>,
    /// The stage that they went to.
    pub to: String,
    /// How.
    pub kind: LeaveKind,
    /// Walks.
    pub count: u64,
    /// Their share of all walks.
    #[schema(required)]
    pub share: Option<ShareOfWalks>,
}

/// Answer of `POST /api/w/{ws}/analyze/conformance`. `walks = followed + all of left`, `followed = arrived + dropped + undecided`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ConformanceAnswer {
    /// Walks.
    pub walks: u64,
    /// Those that follow the journey as far as they go.
    pub followed: u64,
    /// Their share; `null` without walks.
    #[schema(required)]
    pub share: Option<ShareOfWalks>,
    /// Of the followers, those that reached the goal.
    pub arrived: u64,
    /// Those that ended before it.
    pub dropped: u64,
    /// Those that may still reach it.
    pub undecided: u64,
    /// Where the others leave it, the most frequent first.
    pub left: Vec<Leave>,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}

/// Body of `POST /api/w/{ws}/analyze/times`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TimesQuestion {
    /// Which journey.
    pub journey: String,
    /// How many of the slowest walks, at most 1,000: 10 when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slowest: Option<u32>,
    /// Whom it is about, and on which days walks begin.
    #[serde(flatten)]
    pub scope: AnalysisScope,
}

/// From one stage to a later one. `n + censored + skipped + faults` are the walks that entered the first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PairTime {
    /// The earlier stage.
    pub from: String,
    /// The later one.
    pub to: String,
    /// Walks whose time is known.
    pub n: u64,
    /// Walks that have not come so far.
    pub censored: u64,
    /// Walks that reached the goal without it.
    pub skipped: u64,
    /// Walks that were there before, or at the very same instant.
    pub faults: u64,
    /// Kaplan–Meier median, in seconds.
    #[schema(required)]
    pub median_s: Option<f64>,
    /// Lower end of its 95 % interval.
    #[schema(required)]
    pub low_s: Option<f64>,
    /// Upper end.
    #[schema(required)]
    pub high_s: Option<f64>,
    /// By when nine in ten have come so far.
    #[schema(required)]
    pub p90_s: Option<f64>,
}

/// One walk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SlowWalk {
    /// Whose.
    pub customer: String,
    /// Its first event.
    pub began_at: String,
    /// From there to the goal, in seconds.
    pub took_s: f64,
}

/// Answer of `POST /api/w/{ws}/analyze/times`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TimesAnswer {
    /// Every stage with every later one.
    pub pairs: Vec<PairTime>,
    /// Of the walks that reached the goal, those that took longest.
    pub slowest: Vec<SlowWalk>,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}
