//! Two sides of a journey held against each other: what differs between two segments or two periods, and what changed.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{JourneyMap, Predicate, Title};

/// What is compared at a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComparedBy {
    /// Share of visits that did not go on within the stage's usual time.
    Lost,
    /// Share of visits that went back to an earlier stage before they went on.
    Back,
    /// Time in the stage: medians in seconds; the difference is the chance that a visit of the side looked at took longer
    /// than one of the other side, less one half.
    Slow,
    /// Mean rating on −2…+2.
    Emotion,
    /// Share of 4 and 5 among ratings on five.
    Csat,
    /// Promoters less detractors, −1…1.
    Nps,
    /// Mean ease on seven.
    Ces,
    /// Share of visits with an event.
    Action,
    /// Share of the stage's events through a channel.
    Channel,
}

/// What came out of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComparedVerdict {
    /// Larger than chance explains, after all that was compared.
    Differs,
    /// No larger than chance may be.
    NotDistinguishable,
    /// A side has too few customers.
    TooFew,
    /// All outcomes are the same, so that chance cannot be told.
    NoSpread,
}

/// A measure on one side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SideValue {
    /// The value; `null` where nothing was counted.
    #[schema(required)]
    pub value: Option<f64>,
    /// Out of how many visits, ratings or events.
    pub n: u64,
    /// Of how many customers.
    pub customers: u64,
    /// Visits too young to be judged: the usual time has not passed for them. They are not among `n`.
    pub young: u64,
    /// The cell that opens its list, on the map of its own side.
    pub cell: String,
}

/// How a measure of a stage differs between two sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Difference {
    /// Place in the ranking, from 1.
    pub rank: u64,
    /// Where.
    pub stage: String,
    /// What is compared.
    pub measure: ComparedBy,
    /// The event or the channel that it is about; `-` for events without a channel.
    #[schema(required)]
    pub which: Option<String>,
    /// What came out.
    pub verdict: ComparedVerdict,
    /// On the side that is compared with.
    pub from: SideValue,
    /// On the side that is looked at.
    pub to: SideValue,
    /// `to` less `from`, in the unit of the measure; `null` where it is not judged.
    #[schema(required)]
    pub value: Option<f64>,
    /// Lower end of its 95 % interval.
    #[schema(required)]
    pub low: Option<f64>,
    /// Upper end.
    #[schema(required)]
    pub high: Option<f64>,
    /// Whether the side looked at fares better; `null` for what is neither good nor bad.
    #[schema(required)]
    pub better: Option<bool>,
    /// Chance that it is false, corrected for all that was compared (Benjamini–Hochberg).
    #[schema(required)]
    pub p_adjusted: Option<f64>,
}

/// What a stage adds to the gap in going the whole way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GapPart {
    /// Which stage.
    pub stage: String,
    /// Share that went on, on the side that is compared with.
    pub from: f64,
    /// On the side that is looked at.
    pub to: f64,
    /// What it adds to the gap; the parts add up to it.
    pub value: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The gap in going the whole way: the product of the shares that went on from each stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GapTold {
    /// On the side that is compared with.
    pub from: f64,
    /// On the side that is looked at.
    pub to: f64,
    /// In order.
    pub parts: Vec<GapPart>,
}

/// How hard was compared.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
pub struct ComparedHow {
    /// Comparisons judged and corrected for.
    pub tried: u64,
    /// Share of false ones expected among those that differ.
    pub level: f64,
    /// Customers that a side must have to be judged.
    pub enough: u64,
    /// Customers on both sides. They are counted once in every error.
    pub shared_customers: u64,
    /// Events of the stages that were not compared since both sides have too few of them.
    pub left_out: u64,
}

/// Two sides of a journey at one version of the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Comparison {
    /// The side that is looked at.
    pub of: JourneyMap,
    /// The side that it is compared with.
    pub against: JourneyMap,
    /// What differs first, then what cannot be told, then what is too little.
    pub differences: Vec<Difference>,
    /// The gap in going the whole way; `null` where a stage cannot be judged on either side.
    #[schema(required)]
    pub gap: Option<GapTold>,
    /// How hard was compared.
    pub how: ComparedHow,
}

/// Which stretch is set against the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeSpan {
    /// A week, Monday to Sunday.
    Week,
    /// Four weeks.
    Month,
}

/// First and last day, both belonging to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Days {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// A number with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A value that a change goes along with: without it, at most half of the change is left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChangeDriver {
    /// In words.
    pub title: Title,
    /// As a filter.
    #[serde(rename = "where")]
    pub filter: Vec<Predicate>,
    /// Its share of the rows before.
    pub share_from: f64,
    /// And after.
    pub share_to: f64,
    /// Rows with the value before.
    pub n_from: u64,
    /// And after.
    pub n_to: u64,
    /// The measure among them before; `null` when there are none.
    #[schema(required)]
    pub value_from: Option<f64>,
    /// And after.
    #[schema(required)]
    pub value_to: Option<f64>,
    /// Of the change, what goes along with it.
    pub explained: Estimate,
    /// Of that, what came from its share.
    pub mix: f64,
    /// Of that, what came from how it fared itself. `mix + rate = explained`.
    pub rate: f64,
    /// What is left of the change without it. `explained + left` is the change.
    pub left: Estimate,
    /// Chance that it explains nothing, corrected for all values that were tried.
    pub p_adjusted: f64,
}

/// A measure in one week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MeasuredWeek {
    /// Its Monday.
    pub week: String,
    /// The measure; `null` without rows.
    #[schema(required)]
    pub value: Option<f64>,
    /// Out of how many.
    pub n: u64,
}

/// How a measure of a stage changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    /// How it differs from the stretch before.
    #[serde(flatten)]
    pub difference: Difference,
    /// Which stretches are compared.
    pub span: ChangeSpan,
    /// The days before.
    pub before: Days,
    /// The days after.
    pub after: Days,
    /// What it goes along with, the most first; only of what differs.
    pub drivers: Vec<ChangeDriver>,
    /// The weeks up to the last day.
    pub weeks: Vec<MeasuredWeek>,
}

/// A stage whose weeks cannot be judged yet, or ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Unwatched {
    /// Which.
    pub stage: String,
    /// `nobody_went_on` or `too_short`, as stable keys that screens translate.
    pub reason: String,
}

/// What changed in a journey.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
pub struct Changes {
    /// What changed first, then what did not beyond chance, then what is too little.
    pub changes: Vec<Change>,
    /// Stages of which no two weeks can be judged.
    pub unwatched: Vec<Unwatched>,
    /// How hard was compared. `tried` counts the changes, not the values tried for what they go along with.
    pub how: ComparedHow,
    /// Values tried for what the changes go along with, and corrected for.
    pub drivers_tried: u64,
}
