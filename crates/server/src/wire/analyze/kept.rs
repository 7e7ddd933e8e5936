//! Saved analyses, and annotations of days.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// A kind of analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum AnalysisKind {
    /// `…/analyze/funnel`
    Funnel,
    /// `…/analyze/paths`
    Paths,
    /// `…/analyze/transitions`
    Transitions,
    /// `…/analyze/variants`
    Variants,
    /// `…/analyze/sessions`
    Sessions,
    /// `…/analyze/retention`
    Retention,
    /// `…/analyze/stickiness`
    Stickiness,
    /// `…/analyze/lifecycle`
    Lifecycle,
    /// `…/analyze/attribution`
    Attribution,
    /// `…/analyze/follows`
    Follows,
    /// `…/analyze/rework`
    Rework,
    /// `…/analyze/steps`
    Steps,
    /// `…/analyze/conformance`
    Conformance,
    /// `…/analyze/times`
    Times,
    /// `…/analyze/compare`
    Compare,
}

/// Body of `POST /api/w/{ws}/analyses`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NewAnalysis {
    /// What people call it, at most 120 characters.
    pub name: String,
    /// What kind of analysis.
    pub kind: AnalysisKind,
    /// What it asks: the body of `POST …/analyze/{kind}`.
    #[schema(value_type = Object)]
    pub question: Value,
    /// How its screen showed it, as that screen writes it; at most 64 KB.
    #[serde(default)]
    pub view: Value,
}

/// Body of `PUT /api/w/{ws}/analyses/{id}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AnalysisChange {
    /// What it shall be.
    #[serde(flatten)]
    pub saved: NewAnalysis,
    /// Which revision the author saw.
    pub revision: u32,
}

/// A saved analysis as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SavedAnalysis {
    /// Which.
    pub id: i64,
    /// What it is.
    #[serde(flatten)]
    pub saved: NewAnalysis,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: String,
    /// Who changed it last.
    pub updated_by: String,
    /// When.
    pub updated_at: String,
    /// Which revision it is, from 1.
    pub revision: u32,
}

/// Answer of `GET /api/w/{ws}/analyses`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SavedAnalyses {
    /// In the order they were made.
    pub analyses: Vec<SavedAnalysis>,
}

/// Body of `POST /api/w/{ws}/annotations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewAnnotation {
    /// The day, `2026-08-03`.
    pub day: String,
    /// What happened, 1 to 200 characters.
    pub text: String,
}

/// Body of `PUT /api/w/{ws}/annotations/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnotationChange {
    /// The day.
    pub day: String,
    /// What happened.
    pub text: String,
    /// Which revision the author saw.
    pub revision: u32,
}

/// An annotation as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Annotation {
    /// Which.
    pub id: i64,
    /// The day.
    pub day: String,
    /// What happened.
    pub text: String,
    /// Who wrote it so.
    pub by: String,
    /// When.
    pub at: String,
    /// Which revision it is, from 1.
    pub revision: u32,
}

/// Answer of `GET /api/w/{ws}/annotations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Annotations {
    /// By day.
    pub annotations: Vec<Annotation>,
}
