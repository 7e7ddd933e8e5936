//! What people put right in the labels of a statement.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::{Feeling, Intent, Need, Sentiment, Topic};

/// The labels that a person decided; a kind that is missing stays the model's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Glad of it or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub sentiment: Option<Sentiment>,
    /// What is felt, the strongest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub emotion: Option<Vec<Feeling>>,
    /// What is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub intent: Option<Intent>,
    /// What it is most about first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub topic: Option<Vec<Topic>>,
    /// What would have helped; `null` is a decision too: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "decided")]
    #[schema(value_type = Option<Need>)]
    pub need: Option<Option<Need>>,
}

/// A field that is there has been decided, also when it is `null`.
fn decided<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<Need>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// Body of `PUT /api/w/{ws}/voices/{voice}/labels`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// First Unicode scalar of the statement in its voice.
    pub start: u32,
    /// First Unicode scalar after it.
    pub end: u32,
    /// The revision that its author saw; 0 where nobody has corrected anything.
    pub base: u32,
    /// What is decided, all of it; `null` goes back to the model's labels.
    #[schema(required)]
    pub correction: Option<Correction>,
}

/// What a model says of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ModelSays {
    /// Glad of it or not; `null` when undecided.
    #[schema(required)]
    pub sentiment: Option<Sentiment>,
    /// What is felt, the strongest first; empty when undecided.
    pub emotion: Vec<Feeling>,
    /// What is wanted; `null` when undecided.
    #[schema(required)]
    pub intent: Option<Intent>,
    /// What it is most about first; empty when undecided.
    pub topic: Vec<Topic>,
    /// What would have helped.
    #[schema(required)]
    pub need: Option<Need>,
}

/// What a person put right, beside what the model says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PutRight {
    /// What was decided.
    pub correction: Correction,
    /// The name that its author writes under.
    pub by: String,
    /// When.
    pub at: String,
    /// What the model says.
    pub model: ModelSays,
}

/// One revision of a statement's labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CorrectionItem {
    /// Which, from 1.
    pub revision: u32,
    /// What was decided; `null` when it went back to the model's labels.
    #[schema(required)]
    pub correction: Option<Correction>,
    /// The name that its author writes under.
    pub by: String,
    /// The account's id.
    pub actor: String,
    /// When.
    pub at: String,
}

/// Answer of `GET /api/w/{ws}/voices/{voice}/labels`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CorrectionHistory {
    /// What the model says now.
    pub model: ModelSays,
    /// The newest first.
    pub revisions: Vec<CorrectionItem>,
}
