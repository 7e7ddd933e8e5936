//! The map as it is to be, beside today's figures.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{CellRevision, Expectation, Figure, Lane, WrittenCell};

/// Whether a figure is where it is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GapState {
    /// The whole interval lies elsewhere.
    Missed,
    /// The interval holds the wanted value: not distinguishable yet.
    Unsure,
    /// There is nothing to compare with.
    Unmeasured,
    /// The whole interval lies where it should.
    Met,
}

/// Why a figure cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unmeasured {
    /// The column goes on from none of today.
    NoCounterpart,
    /// The column of today has no such figure, or no data for it.
    NoFigure,
    /// There is a value, but too few data for an interval.
    NoInterval,
}

/// A figure now, and as it is wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Gap {
    /// The column of the side to be.
    pub stage: String,
    /// The row that the wish is written in.
    pub lane: Lane,
    /// What is wanted, of a figure of today where the column goes on from one.
    pub wanted: Expectation,
    /// The figure now.
    #[schema(required)]
    pub now: Option<Figure>,
    /// Whether it is there.
    pub state: GapState,
    /// Why it cannot be compared.
    #[schema(required)]
    pub why: Option<Unmeasured>,
    /// How far the value is from there, as a share of the figure's scale.
    #[schema(required)]
    pub far: Option<f64>,
}

/// A column of the side to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PlannedStage {
    /// Which.
    pub id: String,
    /// Its own name, else that of the column it goes on from.
    pub name: String,
    /// The column of today that it goes on from.
    #[schema(required)]
    pub from: Option<String>,
    /// Where it lies among the others.
    pub place: f64,
    /// The newest revision of the column itself.
    pub revision: u32,
    /// What is written in it.
    pub written: Vec<WrittenCell>,
}

/// Answer of `GET /api/w/{ws}/map/{journey}/to-be`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ToBe {
    /// Which journey.
    pub journey: String,
    /// The newest revision of the map.
    pub number: i64,
    /// In order; none when nobody has begun.
    pub stages: Vec<PlannedStage>,
    /// What is missed, then what cannot be told or measured, then what is there; in each the furthest first.
    pub gaps: Vec<Gap>,
    /// Columns that go on from none of today.
    pub added: Vec<String>,
    /// Columns of today that none goes on from.
    pub removed: Vec<String>,
    /// Columns with an experience that is wished for and nothing that is done for it.
    pub unacted: Vec<String>,
}

/// Answer of `POST /api/w/{ws}/map/{journey}/to-be`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ToBeBegun {
    /// What was written; nothing when somebody had begun already.
    pub written: Vec<CellRevision>,
}
