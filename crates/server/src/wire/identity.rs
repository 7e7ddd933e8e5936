//! Which customers are one, who decided so, and whether it was taken back.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Somebody taken for two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMerge {
    /// Who shall be somebody else: their `person`, or a customer's id as a source gave it.
    pub customer: String,
    /// Who that is.
    pub into: String,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// The same key again changes nothing.
    #[serde(default)]
    pub key: Option<String>,
}

/// Why a merge is undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeUndo {
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A merge as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Merge {
    /// Which.
    pub id: i64,
    /// Who was taken for one of their own.
    pub customer: String,
    /// What people call them.
    pub customer_label: String,
    /// Who they are.
    pub into: String,
    /// What people call that one.
    pub into_label: String,
    /// Why.
    #[schema(required)]
    pub reason: Option<String>,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: String,
    /// That it was undone; `null` while it stands.
    #[schema(required)]
    pub undone: Option<MergeUndone>,
}

/// That a merge was undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MergeUndone {
    /// By whom.
    pub by: String,
    /// When.
    pub at: String,
    /// Why.
    #[schema(required)]
    pub reason: Option<String>,
}

/// Answer of `GET /api/w/{ws}/merges`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Merges {
    /// The newest first.
    pub merges: Vec<Merge>,
}
