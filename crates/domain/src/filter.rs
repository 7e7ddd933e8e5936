//! Whom a map is drawn for.

use serde::{Deserialize, Serialize};

use crate::Condition;

/// What a predicate looks at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "of", content = "name")]
pub enum Field {
    /// A trait of the customer, by name.
    Trait(String),
    /// A field or property of an event: `channel`, `product`, `category`, `campaign`, `source`, or a property's name.
    Event(String),
}

/// One condition on a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Predicate {
    /// What it looks at.
    pub field: Field,
    /// What must hold.
    pub is: Condition,
}

/// All of its predicates must hold. A trait must hold for the customer; an event's field must hold for at least one
/// caught event of the walk. An empty filter lets everybody through.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Filter(pub Vec<Predicate>);
