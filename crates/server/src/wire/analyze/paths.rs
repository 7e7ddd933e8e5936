//! Paths.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AnalysisScope, AsOf, EventPattern};

/// What one path is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum PathUnit {
    /// Everything that a customer did.
    Customer,
    /// Each of their sessions.
    Session,
    /// Each of their walks through a journey.
    Walk,
}

/// Body of `POST /api/w/{ws}/analyze/paths`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PathsQuestion {
    /// Where paths begin; at the first event when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<EventPattern>,
    /// Where they end; alone: what led there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<EventPattern>,
    /// How many steps are shown, at most 100: 5 when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<u32>,
    /// How many names are shown in a step: 50 when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<u32>,
    /// What one path is taken from: `session` when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PathUnit>,
    /// The journey of the walks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journey: Option<String>,
    /// Silence that ends a session: `30m` when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<String>,
    /// Whether the same name several times in a row is several steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<bool>,
    /// Patterns of pages: an event whose page fits one goes by the pattern's name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<String>,
    /// Whom it is about, and on which days units begin.
    #[serde(flatten)]
    pub scope: AnalysisScope,
}

/// One name at one step. Always `in + start = out + end + other`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PathNode {
    /// The event, or the pattern of its page; `null` for all names that are not shown.
    #[schema(required)]
    pub event: Option<String>,
    /// How many names it stands for.
    pub names: u64,
    /// From the step before.
    #[serde(rename = "in")]
    pub come: u64,
    /// Paths that enter the picture here.
    pub start: u64,
    /// Of `start`, those that did something before the first step shown.
    pub earlier: u64,
    /// To the step after.
    pub out: u64,
    /// Paths that end here.
    pub end: u64,
    /// Paths that go on beyond the last step shown.
    pub other: u64,
}

/// From one name to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PathLink {
    /// Node of this step.
    #[schema(required)]
    pub from: Option<String>,
    /// Node of the next.
    #[schema(required)]
    pub to: Option<String>,
    /// Paths.
    pub count: u64,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PathStep {
    /// From 0.
    pub step: u64,
    /// The most frequent first; the last may be without a name.
    pub nodes: Vec<PathNode>,
    /// To the next step.
    pub links: Vec<PathLink>,
}

/// Answer of `POST /api/w/{ws}/analyze/paths`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PathsAnswer {
    /// What one path is taken from.
    pub by: PathUnit,
    /// Units of the period.
    pub units: u64,
    /// Of them, those that have the start and the end asked for.
    pub paths: u64,
    /// In order.
    pub steps: Vec<PathStep>,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}
