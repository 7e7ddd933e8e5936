//! Home: where it hurts, how figures move, what the data are.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Job, JourneyMap, Kpi};

/// Answer of `GET /api/w/{ws}/home`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Home {
    /// The journey drawn; `null` when there is none.
    #[schema(required)]
    pub journey: Option<String>,
    /// Its map.
    #[schema(required)]
    pub map: Option<JourneyMap>,
    /// The stage with the lowest mean emotion of those with ten ratings.
    #[schema(required)]
    pub worst: Option<String>,
    /// Sources of the data.
    pub sources: Vec<Source>,
    /// How much there is.
    pub totals: Totals,
    /// Figures with their weeks.
    pub kpis: Vec<HomeKpi>,
    /// Jobs that are not over, and the last three.
    #[serde(default)]
    pub jobs: Vec<Job>,
}

/// A source and how far it reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Source {
    /// Its name.
    pub source: String,
    /// Events.
    pub events: u64,
    /// Voices.
    pub voices: u64,
    /// First of either.
    #[schema(required)]
    pub first: Option<String>,
    /// Last of either.
    #[schema(required)]
    pub last: Option<String>,
}

/// How much there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Totals {
    /// Events.
    pub events: u64,
    /// Voices.
    pub voices: u64,
    /// Customers.
    pub customers: u64,
}

/// A figure with its weeks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct HomeKpi {
    /// Over all time.
    #[serde(flatten)]
    pub all: Kpi,
    /// By week.
    pub weeks: Vec<WeekValue>,
}

/// A figure in one week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WeekValue {
    /// Its Monday.
    pub week: String,
    /// `null` when the week has none.
    #[schema(required)]
    pub value: Option<f64>,
    /// Out of how many.
    pub n: u64,
}
