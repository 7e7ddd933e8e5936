//! Retention, stickiness, lifecycle.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AnalysisScope, AsOf, EventPattern, Grain};

/// When a return counts for a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Returns {
    /// In that very stretch.
    On,
    /// In that stretch or a later one.
    After,
}

/// Body of `POST /api/w/{ws}/analyze/retention`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RetentionQuestion {
    /// What puts a customer into a cohort, the first time; any event when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<EventPattern>,
    /// What counts as coming back; any event when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returning: Option<EventPattern>,
    /// How time is cut: by week when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Grain>,
    /// How many stretches after the first, at most 1,000: 12 when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub periods: Option<u32>,
    /// In the very stretch (`on`, when missing), or in it or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns: Option<Returns>,
    /// Whom it is about, and on which days cohorts begin.
    #[serde(flatten)]
    pub scope: AnalysisScope,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CohortCell {
    /// Stretches after the cohort's.
    pub period: u64,
    /// Who came back; so far, where it is not observed.
    pub count: u64,
    /// Of the cohort, 0…1.
    pub share: f64,
    /// Lower end of its 95 % interval (Wilson).
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The data reach the end of this stretch.
    pub observed: bool,
}

/// Those who began in one stretch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Cohort {
    /// Its first day.
    pub cohort: String,
    /// How many.
    pub size: u64,
    /// How many of them came back, by period.
    pub cells: Vec<CohortCell>,
}

/// Answer of `POST /api/w/{ws}/analyze/retention`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RetentionAnswer {
    /// What a cell counts.
    pub returns: Returns,
    /// In order of time.
    pub cohorts: Vec<Cohort>,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}

/// Body of `POST /api/w/{ws}/analyze/stickiness` and `…/lifecycle`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ActivityQuestion {
    /// What active customers do; any event when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventPattern>,
    /// How time is cut: by week when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grain: Option<Grain>,
    /// Whom it is about, and the days looked at.
    #[serde(flatten)]
    pub scope: AnalysisScope,
}

/// Customers who were active in exactly so many stretches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActiveStretches {
    /// How many.
    pub stretches: u64,
    /// Customers.
    pub customers: u64,
}

/// Answer of `POST /api/w/{ws}/analyze/stickiness`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StickinessAnswer {
    /// Stretches looked at.
    pub stretches: u64,
    /// Customers active in any.
    pub customers: u64,
    /// By number of stretches.
    pub active: Vec<ActiveStretches>,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}

/// One stretch. `active = new + returning + resurrected`; `dormant` = the active of the stretch before − `returning`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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

/// Answer of `POST /api/w/{ws}/analyze/lifecycle`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LifecycleAnswer {
    /// In order of time.
    pub stretches: Vec<LifecycleStretch>,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}
