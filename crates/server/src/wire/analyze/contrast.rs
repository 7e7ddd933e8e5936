//! Two sides of an analysis.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::AsOf;
use crate::wire::{Estimate, Predicate};

/// Kinds whose sides can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ContrastKind {
    /// Conversion of every step.
    Funnel,
    /// Who takes which way.
    Paths,
    /// Who goes from which event to which.
    Transitions,
    /// Who goes which whole way.
    Variants,
    /// Who comes back, by period.
    Retention,
    /// In how many stretches customers are active.
    Stickiness,
    /// New, returning, back after a pause, gone.
    Lifecycle,
    /// Conversions of a customer, by touch.
    Attribution,
    /// Who follows a journey, and where the others leave it.
    Conformance,
    /// How long from stage to stage.
    Times,
}

/// Whom one side is about, and when.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
pub struct ContrastSide {
    /// First day; with the last in place of the question's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day, which belongs to the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Who, besides whom the question is about; all must hold.
    #[serde(default, rename = "where", skip_serializing_if = "Vec::is_empty")]
    pub filter: Vec<Predicate>,
}

/// By which model conversions are owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContrastModel {
    /// The same to each touch.
    Linear,
    /// All to the first.
    First,
    /// All to the last.
    Last,
    /// More to later ones.
    TimeDecay,
    /// Most to the first and the last.
    Position,
    /// The same to each different touch.
    Shapley,
}

/// Body of `POST /api/w/{ws}/analyze/compare`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ContrastQuestion {
    /// What is asked of both sides.
    pub kind: ContrastKind,
    /// The question of that kind, as `POST /api/w/{ws}/analyze/{kind}` takes it; its `where` holds for both sides.
    #[schema(value_type = BTreeMap<String, Value>)]
    pub question: BTreeMap<String, Value>,
    /// The side that is looked at.
    pub a: ContrastSide,
    /// The side that it is compared with.
    pub b: ContrastSide,
    /// Of attribution: by which model; `linear` when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ContrastModel>,
}

/// In what values and differences are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContrastUnit {
    /// Between 0 and 1.
    Share,
    /// A number of something.
    Number,
    /// Seconds.
    Seconds,
}

/// What the gap is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContrastMeasure {
    /// From the first step of a funnel to the last.
    Conversion,
    /// The mean over periods of who came back.
    Retention,
    /// The mean number of stretches in which active customers are active.
    Stretches,
    /// The share of the active who were there before.
    ThereBefore,
    /// Conversions of a customer.
    Conversions,
    /// The share of walks that follow the journey.
    Followed,
    /// The median time from the first stage to the last.
    TimeToGoal,
    /// All differences together, ½ Σ |difference|.
    Variation,
}

/// One side of a row.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ContrastValue {
    /// `n ÷ of`; the median of times. `null` when there is nobody, or no median.
    #[schema(required)]
    pub value: Option<f64>,
    /// The part.
    pub n: f64,
    /// Of so many customers; of walks or stretches where those are counted.
    pub of: f64,
    /// Customers of them.
    pub customers: u64,
    /// Of a step of a funnel: who has not come to it, and still may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undecided: Option<u64>,
}

/// Why a row is not judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContrastUnjudged {
    /// A side has fewer than 20 customers, or no median.
    TooFew,
    /// All do the same, so that chance cannot be told from it.
    NoSpread,
}

/// One row, or the gap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ContrastRow {
    /// The cell of the analysis, as `…/customers` takes it; empty for a gap that is no cell.
    #[schema(value_type = BTreeMap<String, Value>)]
    pub what: BTreeMap<String, Value>,
    /// What people call it, where the cell does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The side that is looked at.
    pub a: ContrastValue,
    /// The side that it is compared with.
    pub b: ContrastValue,
    /// `a` less `b`; `null` when it is not judged.
    #[schema(required)]
    pub difference: Option<Estimate>,
    /// How surprising it would be without any difference, corrected for all rows.
    #[schema(required)]
    pub p_adjusted: Option<f64>,
    /// Beyond chance: `p_adjusted` is at most 0.05.
    pub stands_out: bool,
    /// Why it is not judged.
    #[schema(required)]
    pub unjudged: Option<ContrastUnjudged>,
    /// What it adds to the gap, in the gap's unit.
    #[schema(required)]
    pub part: Option<f64>,
    /// The same as a share of the gap; of all differences where parts do not add up.
    #[schema(required)]
    pub explains: Option<f64>,
}

/// Answer of `POST /api/w/{ws}/analyze/compare`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ContrastAnswer {
    /// What was compared.
    pub kind: ContrastKind,
    /// What the gap is of.
    pub measure: ContrastMeasure,
    /// The gap's unit.
    pub gap_unit: ContrastUnit,
    /// The rows' unit.
    pub unit: ContrastUnit,
    /// Whether `of` counts walks or stretches of customers, not customers.
    pub of_walks: bool,
    /// By which model conversions are owed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ContrastModel>,
    /// The whole.
    pub gap: ContrastRow,
    /// What stands out first, then by how much of the gap it explains.
    pub rows: Vec<ContrastRow>,
    /// Rows that are not compared: those of the fewest customers, periods that one side has not had.
    pub left_out: u64,
    /// Customers on side `a`.
    pub customers_a: u64,
    /// Customers on side `b`.
    pub customers_b: u64,
    /// Customers on both sides, who count as one.
    pub overlap: u64,
    /// Where the gap is all differences together: what chance alone leads to expect of it.
    #[schema(required)]
    pub by_chance: Option<f64>,
    /// As of when.
    #[serde(flatten)]
    pub as_of: AsOf,
}
