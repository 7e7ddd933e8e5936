//! The rule by which a workspace's order numbers are hidden.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The rule, and how it fits the order numbers that voices and events name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Masking {
    /// A regular expression; `null` when order numbers are not hidden.
    #[schema(required)]
    pub orders: Option<String>,
    /// Order numbers that the workspace knows, each once.
    pub known: u64,
    /// Of them, those that the rule hides whole.
    pub hidden: u64,
    /// Some of those that it does not.
    pub missed: Vec<String>,
}

/// A rule that somebody typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MaskingRule {
    /// A regular expression; nothing takes the rule away.
    pub orders: String,
}
