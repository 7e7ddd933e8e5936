//! The map, what can be asked of it, and the lists that its numbers open.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    CustomerRow, EventRow, FieldOf, Finding, Looked, Predicate, TopicTold, VoiceRow, WalkRow, WrittenCell,
    first_version,
};

/// Answer of `GET /api/w/{ws}/fields`: what can be filtered by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Fields {
    /// Version of the lake.
    pub lake_version: u64,
    /// Names of events, the most frequent first.
    pub events: Vec<EventName>,
    /// Traits and fields with their most frequent values.
    pub fields: Vec<FieldValues>,
}

/// A name of events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EventName {
    /// The name.
    pub name: String,
    /// How often.
    pub count: u64,
    /// First time.
    pub first: String,
    /// Last time.
    pub last: String,
}

/// A field with its most frequent values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldValues {
    /// Trait or event.
    pub of: FieldOf,
    /// Its name.
    pub name: String,
    /// How many different values there are.
    pub distinct: u64,
    /// The fifty most frequent.
    pub values: Vec<ValueCount>,
}

/// A value and how often it occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ValueCount {
    /// As text.
    pub value: String,
    /// How often.
    pub count: u64,
}

/// What a journey counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Counts {
    /// Every walk.
    Walks,
    /// Each customer once, by the furthest walk.
    Customers,
}

/// Answer of `GET /api/w/{ws}/map/{journey}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JourneyMap {
    /// Version of this format: 1.
    #[schema(schema_with = first_version)]
    pub map: u32,
    /// Which journey.
    pub journey: String,
    /// Version of its definition.
    pub version: u32,
    /// Its name in the language asked for.
    pub name: String,
    /// Whom it is drawn for; `null` is everybody.
    #[schema(required)]
    pub segment: Option<String>,
    /// The same in predicates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filter: Vec<Predicate>,
    /// First day.
    #[schema(required)]
    pub from: Option<String>,
    /// Last day.
    #[schema(required)]
    pub to: Option<String>,
    /// Whose days.
    pub zone: String,
    /// When it was computed.
    pub computed_at: String,
    /// From which version of the lake.
    pub lake_version: u64,
    /// What `walks` counts.
    pub counts: Counts,
    /// Walks.
    pub walks: u64,
    /// Customers who made them.
    pub customers: u64,
    /// Voices without a place.
    pub voices_unplaced: u64,
    /// Events that no stage catches.
    pub events_uncaught: u64,
    /// Last instant of the data.
    #[schema(required)]
    pub data_end: Option<String>,
    /// How hard was looked for findings, if they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked: Option<Looked>,
    /// In order.
    pub stages: Vec<MapStage>,
}

/// One column. `entered = went_on + dropped + undecided`, always.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MapStage {
    /// Which stage.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who answers for it.
    #[schema(required)]
    pub owner: Option<String>,
    /// Why it is a moment of truth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment_of_truth: Option<String>,
    /// Walks that have an event here.
    pub entered: u64,
    /// Of them, those that went to a later stage.
    pub went_on: u64,
    /// Of them, those that went straight to the next.
    pub went_straight_on: u64,
    /// Of them, those that ended here.
    pub dropped: u64,
    /// Of them, those that may still go on.
    pub undecided: u64,
    /// Times that a walk came back.
    pub reentries: u64,
    /// Where those who entered came from.
    pub entered_from: EnteredFrom,
    /// Time in the stage.
    pub time_s: StageTime,
    /// Events here.
    pub actions: Vec<ActionShare>,
    /// Channels here.
    pub channels: Vec<ChannelShare>,
    /// How customers felt.
    pub emotion: Emotion,
    /// What they said.
    pub thoughts: Vec<Quote>,
    /// What they talked about, the topic of most voices first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicTold>,
    /// What they wished for: statements that ask for something.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<Quote>,
    /// Voices that ask for something.
    #[serde(default)]
    pub asking: u64,
    /// Voices placed here.
    pub voices: u64,
    /// Events caught here.
    pub events: u64,
    /// Where it hurts, if findings were asked for.
    #[serde(default)]
    pub pains: Vec<Finding>,
    /// What pleases, if findings were asked for.
    #[serde(default)]
    pub delights: Vec<Finding>,
    /// Figures that the data allow.
    pub kpis: Vec<Kpi>,
    /// What people wrote beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<WrittenCell>,
    /// How much of the column rests on data.
    pub coverage: Coverage,
}

/// Where the walks that entered a stage came from; adds up to `entered`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EnteredFrom {
    /// Began here.
    pub began: u64,
    /// Straight from the stage before.
    pub straight: u64,
    /// Past the stage before.
    pub past: u64,
    /// Back from a later stage.
    pub later: u64,
}

/// Time in a stage, in seconds (Kaplan–Meier).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StageTime {
    /// Median.
    #[schema(required)]
    pub median: Option<f64>,
    /// Lower end of the median's 95 % interval.
    #[serde(default)]
    #[schema(required)]
    pub low: Option<f64>,
    /// Upper end; `null` when the data set no end to it.
    #[serde(default)]
    #[schema(required)]
    pub high: Option<f64>,
    /// 90th percentile.
    #[schema(required)]
    pub p90: Option<f64>,
    /// Walks whose time is known.
    pub n: u64,
    /// Walks that have not gone on.
    pub censored: u64,
    /// Clock faults, left out.
    pub faults: u64,
}

/// An event of a stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ActionShare {
    /// Its name.
    pub event: String,
    /// How often.
    pub count: u64,
    /// Walks with one.
    pub walks: u64,
    /// Of those that entered, 0…1.
    pub share: f64,
}

/// A channel of a stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChannelShare {
    /// The channel; `null` where none was told.
    #[schema(required)]
    pub channel: Option<String>,
    /// Events.
    pub count: u64,
    /// Of all events of the stage, 0…1.
    pub share: f64,
}

/// Mean of how customers felt on −2…+2 with its 95 % interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Emotion {
    /// Mean.
    #[schema(required)]
    pub mean: Option<f64>,
    /// Lower end.
    #[schema(required)]
    pub low: Option<f64>,
    /// Upper end.
    #[schema(required)]
    pub high: Option<f64>,
    /// Voices that tell.
    pub n: u64,
    /// From scores.
    pub from_scores: u64,
    /// From words.
    pub from_text: u64,
}

/// By the customer's own rating, else by the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sentiment {
    /// Good.
    Positive,
    /// Neither.
    Neutral,
    /// Bad.
    Negative,
}

/// Where a voice was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VoiceSource {
    /// A review.
    Review,
    /// A survey.
    Survey,
    /// A chat.
    Chat,
    /// An e-mail.
    #[serde(rename = "e-mail")]
    Email,
    /// An interview.
    Interview,
    /// A note of staff.
    StaffNote,
    /// Social media.
    Social,
    /// An app store.
    AppReview,
    /// A call.
    Call,
}

/// Words of a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Quote {
    /// Which voice.
    pub voice_id: String,
    /// Verbatim.
    pub text: String,
    /// By their rating, else by their words.
    #[schema(required)]
    pub sentiment: Option<Sentiment>,
    /// Where it was heard.
    pub source: VoiceSource,
    /// When.
    pub time: String,
    /// Voices of the stage that it stands for.
    pub stands_for: u64,
}

/// A figure with its interval and formula.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Kpi {
    /// `csat`, `goal_rate` …
    pub id: String,
    /// 0…1; NPS −1…1.
    pub value: f64,
    /// Lower end of the 95 % interval.
    #[schema(required)]
    pub low: Option<f64>,
    /// Upper end.
    #[schema(required)]
    pub high: Option<f64>,
    /// Out of how many.
    pub n: u64,
    /// Stable key of the formula.
    pub formula: String,
}

/// On what a lane of a column rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum LaneState {
    /// On data.
    Computed,
    /// On few data.
    Partial,
    /// On what people wrote.
    Written,
    /// On no data.
    Assumed,
}

/// How many lanes of a column rest on data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Coverage {
    /// Lanes that hold a computed value.
    pub computed: u64,
    /// Lanes that could.
    pub lanes: u64,
    /// By lane.
    pub by_lane: Vec<(String, LaneState)>,
}

/// What a list is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ListKind {
    /// Walks.
    Walks,
    /// Customers.
    Customers,
    /// Voices.
    Voices,
    /// Events.
    Events,
}

/// Answer of `GET /api/w/{ws}/map/{journey}/evidence`: a page of the list behind a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Evidence {
    /// Which number.
    pub cell: String,
    /// What the list is made of.
    pub kind: ListKind,
    /// Length of the whole list.
    pub n: u64,
    /// The number computed from the list, where it is not its length.
    #[schema(required)]
    pub value: Option<f64>,
    /// Lower end of its interval.
    #[schema(required)]
    pub low: Option<f64>,
    /// Upper end.
    #[schema(required)]
    pub high: Option<f64>,
    /// Version of the lake that the list is read at.
    pub lake_version: u64,
    /// Version of the journey.
    pub version: u32,
    /// The question.
    pub query: String,
    /// Stable key of the method.
    pub method: String,
    /// How it spreads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub histogram: Option<Vec<Bar>>,
    /// By week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trend: Option<Vec<TrendPoint>>,
    /// The page of walks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub walks: Option<Vec<WalkRow>>,
    /// The page of customers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customers: Option<Vec<CustomerRow>>,
    /// The page of voices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voices: Option<Vec<VoiceRow>>,
    /// The page of events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<EventRow>>,
    /// Cursor of the next page.
    #[schema(required)]
    pub next: Option<String>,
}

/// A bar of a histogram.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Bar {
    /// A score, a span of time.
    pub label: String,
    /// How many.
    pub count: u64,
}

/// A week of a trend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TrendPoint {
    /// Its Monday.
    pub week: String,
    /// Rows in it.
    pub count: u64,
    /// Out of how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// Mean of their ratings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
}
