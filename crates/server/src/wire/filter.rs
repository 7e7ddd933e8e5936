//! For whom: what a filter asks of customers and events.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A value in a rule or a filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Scalar {
    /// true or false
    Flag(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

/// What must hold: a value, any of several, or a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Condition {
    /// Equal to this.
    Is(Scalar),
    /// Equal to any of these.
    Any(Vec<Scalar>),
    /// All that are given must hold.
    Compare {
        /// Greater than.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        gt: Option<f64>,
        /// Greater than or equal to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        gte: Option<f64>,
        /// Less than.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lt: Option<f64>,
        /// Less than or equal to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lte: Option<f64>,
        /// There is a value, or there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exists: Option<bool>,
    },
}

/// A trait of the customer, or a field of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum FieldOf {
    /// A trait of the customer.
    Trait,
    /// A field or property of an event.
    Event,
}

/// What a predicate looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Field {
    /// Trait or event.
    pub of: FieldOf,
    /// Its name.
    pub name: String,
}

/// One condition of a filter; `where` is a JSON list of them, all of which must hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Predicate {
    /// What it looks at.
    pub field: Field,
    /// What must hold.
    pub is: Condition,
}
