//! Analyses: what is asked, and the figures that answer it.

mod cells;
mod contrast;
mod course;
mod funnel;
mod histories;
mod kept;
mod paths;
mod retention;

pub use cells::*;
pub use contrast::*;
pub use course::*;
pub use funnel::*;
pub use histories::*;
pub use kept::*;
pub use paths::*;
pub use retention::*;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Condition, Predicate};

/// The part that every question has.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
pub struct AnalysisScope {
    /// Whom it is about; all must hold. A trait holds for the customer, a field for at least one event of what is counted: of
    /// the session or walk where those are counted, of the customer otherwise.
    #[serde(default, rename = "where", skip_serializing_if = "Vec::is_empty")]
    pub filter: Vec<Predicate>,
    /// First day, `2026-11-01`; the data's own begin when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day, which belongs to the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Zone of the days; the workspace's when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Version of the lake; the newest when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lake_version: Option<u64>,
}

/// As of when figures are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AsOf {
    /// Version of the lake that they are computed from.
    pub lake_version: u64,
    /// Last instant of the events; `null` without events.
    #[schema(required)]
    pub data_end: Option<String>,
    /// When they were computed.
    pub computed_at: String,
}

/// One text or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Pages {
    /// One pattern.
    One(String),
    /// Any of several.
    Any(Vec<String>),
}

/// Which events are meant; any, if it has no key.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
pub struct EventPattern {
    /// The event's name; `*` stands for any run of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Any of these names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// By field or property what must hold.
    #[serde(default, rename = "where", skip_serializing_if = "BTreeMap::is_empty")]
    pub conditions: BTreeMap<String, Condition>,
    /// The page fits a pattern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Pages>,
}

/// A share with its 95 % interval (Wilson).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ShareOf {
    /// 0…1.
    pub share: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How time is cut: days, weeks that begin on Monday, months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
}
