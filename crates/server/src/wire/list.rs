//! Rows of lists: walks, customers, voices, events.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Facets, Scalar, Sentiment, Statement, VoiceSource};

/// How a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// At the goal.
    Goal,
    /// Before it.
    Dropped,
    /// It may still go on.
    Undecided,
}

/// One walk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WalkRow {
    /// Who.
    pub person: String,
    /// What people call them.
    pub label: String,
    /// First event.
    pub start: String,
    /// Last event.
    pub end: String,
    /// Stages in the order of first entry.
    pub stages: Vec<String>,
    /// Events.
    pub events: u64,
    /// How it ended.
    pub outcome: Outcome,
    /// The time that the list is about.
    #[schema(required)]
    pub duration_s: Option<f64>,
}

/// One customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerRow {
    /// Who.
    pub person: String,
    /// What people call them.
    pub label: String,
    /// First event or voice.
    #[schema(required)]
    pub first: Option<String>,
    /// Last event or voice.
    #[schema(required)]
    pub last: Option<String>,
    /// Events.
    pub events: u64,
    /// Voices.
    pub voices: u64,
    /// Traits that identify nobody.
    pub traits: BTreeMap<String, Scalar>,
}

/// A scale of ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// 0 to 10.
    Nps,
    /// 1 to 5.
    Csat5,
    /// 1 to 7.
    Ces7,
    /// Stars, 1 to 5.
    Stars5,
}

/// A figure that ratings enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Rated {
    /// Satisfaction.
    Csat,
    /// Recommendation.
    Nps,
    /// Effort.
    Ces,
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum AuthorRole {
    /// The customer.
    Customer,
    /// Somebody of the staff.
    Staff,
}

/// One voice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoiceRow {
    /// Which.
    pub voice_id: String,
    /// Who, if known.
    #[schema(required)]
    pub person: Option<String>,
    /// What people call them.
    #[schema(required)]
    pub label: Option<String>,
    /// When.
    pub time: String,
    /// Where it was heard.
    pub source: VoiceSource,
    /// Through what.
    #[schema(required)]
    pub channel: Option<String>,
    /// Verbatim.
    #[schema(required)]
    pub text: Option<String>,
    /// Rating.
    #[schema(required)]
    pub score: Option<f64>,
    /// On which scale.
    #[schema(required)]
    pub scale: Option<Scale>,
    /// By the rating, else by the words.
    #[schema(required)]
    pub sentiment: Option<Sentiment>,
    /// The order it speaks of.
    #[schema(required)]
    pub order: Option<String>,
    /// Product.
    #[schema(required)]
    pub product: Option<String>,
    /// Survey.
    #[schema(required)]
    pub survey: Option<String>,
    /// `ko`, `en` …
    #[schema(required)]
    pub language: Option<String>,
    /// Who speaks.
    pub author_role: AuthorRole,
    /// Where it is placed in the journey asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// What it says, statement by statement; empty without words, and until they have been looked at.
    #[serde(default)]
    #[schema(required)]
    pub statements: Vec<Statement>,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EventRow {
    /// Who.
    pub person: String,
    /// What people call them.
    pub label: String,
    /// Its name.
    pub event: String,
    /// When.
    pub time: String,
    /// Through what.
    #[schema(required)]
    pub channel: Option<String>,
    /// Order.
    #[schema(required)]
    pub order: Option<String>,
    /// Product.
    #[schema(required)]
    pub product: Option<String>,
    /// How much money.
    #[schema(required)]
    pub amount: Option<f64>,
    /// In which currency.
    #[schema(required)]
    pub currency: Option<String>,
    /// From which source.
    pub source: String,
    /// Which stage of the journey asked about has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub properties: Option<BTreeMap<String, Scalar>>,
}

/// Answer of `GET /api/w/{ws}/customers`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Customers {
    /// Length of the whole list.
    pub n: u64,
    /// The page.
    pub rows: Vec<CustomerRow>,
    /// Cursor of the next page.
    #[schema(required)]
    pub next: Option<String>,
}

/// Whom an identifier stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum IdentifierKind {
    /// A customer whom a source knows.
    Customer,
    /// A visitor whom nobody knows.
    Anonymous,
}

/// What a source calls a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Identifier {
    /// Whom it stands for.
    pub kind: IdentifierKind,
    /// In the source's own words.
    pub value: String,
}

/// A trait of one customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TraitOf {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Scalar,
    /// Since when.
    #[schema(required)]
    pub since: Option<String>,
    /// Whether it identifies the person.
    pub direct: bool,
}

/// An event or a voice of a timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Moment {
    /// An event.
    Event(EventRow),
    /// A voice.
    Voice(VoiceRow),
}

/// Answer of `GET /api/w/{ws}/customers/{person}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerPage {
    /// Who.
    pub person: String,
    /// What people call them.
    pub label: String,
    /// What sources call them.
    pub identifiers: Vec<Identifier>,
    /// What is known of them.
    pub traits: Vec<TraitOf>,
    /// First event or voice.
    #[schema(required)]
    pub first: Option<String>,
    /// Last event or voice.
    #[schema(required)]
    pub last: Option<String>,
    /// Events.
    pub events: u64,
    /// Voices.
    pub voices: u64,
    /// Events and voices together, newest first.
    pub timeline: Vec<Moment>,
    /// Their walks through the journey asked about.
    pub walks: Vec<WalkRow>,
    /// Cursor of the next page of the timeline.
    #[schema(required)]
    pub next: Option<String>,
}

/// Voices of one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SourceCount {
    /// The source.
    pub source: VoiceSource,
    /// How many.
    pub count: u64,
}

/// Answer of `GET /api/w/{ws}/voices`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Voices {
    /// Length of the whole list.
    pub n: u64,
    /// The page.
    pub rows: Vec<VoiceRow>,
    /// Cursor of the next page.
    #[schema(required)]
    pub next: Option<String>,
    /// What the list would hold without the choice of a source.
    pub by_source: Vec<SourceCount>,
    /// By what they say.
    pub facets: Facets,
    /// Voices beside those that say it in full.
    pub nearly: NearlyFound,
}

/// Voices beside those that say in full what is looked for: with a key wrong, other endings, words apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NearlyFound {
    /// How many.
    pub n: u64,
    /// Whether they are among the rows.
    pub shown: bool,
    /// Voices of which this cannot be told yet, since the index does not know them.
    pub waiting: u64,
}
