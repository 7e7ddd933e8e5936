//! Journeys as definitions, their checks, templates and suggestions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{Condition, Counts, LocalText, VoiceSource, first_version};

/// One text or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum OneOrMany {
    /// Just one.
    One(String),
    /// Any of these.
    Many(Vec<String>),
}

/// One source or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Sources {
    /// Just one.
    One(VoiceSource),
    /// Any of these.
    Many(Vec<VoiceSource>),
}

/// Which events belong to a touchpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EventRule {
    /// The event's name; `*` stands for any run of characters.
    pub event: String,
    /// Through any of these channels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<OneOrMany>,
    /// Every one of these must hold.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub conditions: Option<BTreeMap<String, Condition>>,
}

/// Which voices belong to a touchpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoiceRule {
    /// Heard in any of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Sources>,
    /// Answers to these surveys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<OneOrMany>,
    /// On these scales.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<OneOrMany>,
    /// About these topics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<OneOrMany>,
    /// With a score like this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Condition>,
}

/// A moment on a channel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Touchpoint {
    /// Id within the stage.
    pub id: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<LocalText>,
    /// Its events: any of these rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<EventRule>>,
    /// Its voices: any of these rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voices: Option<Vec<VoiceRule>>,
}

/// An ordered phase.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Stage {
    /// Id within the journey.
    pub id: String,
    /// What people call it.
    pub name: LocalText,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// A moment of truth, with the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment_of_truth: Option<LocalText>,
    /// What belongs to it.
    pub touchpoints: Vec<Touchpoint>,
}

/// Where a walk begins unless a rule says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StartWord {
    /// At the first event that a stage catches.
    FirstCaught,
}

/// Where a walk begins: `first_caught`, or at a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Starts {
    /// At an event that this rule catches.
    Rule(EventRule),
    /// `first_caught`.
    Word(StartWord),
}

/// The definition of a journey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Journey {
    /// Version of the format: 1.
    #[schema(schema_with = first_version)]
    pub journey: u32,
    /// Id: a–z, 0–9, `-`, `_`.
    pub id: String,
    /// What people call it.
    pub name: LocalText,
    /// What the map counts; walks when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
    /// Where a walk begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<Starts>,
    /// Completes the walk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<EventRule>,
    /// Silence that ends a walk: `30d`.
    pub gap: String,
    /// In order.
    pub stages: Vec<Stage>,
}

/// A journey of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct JourneyItem {
    /// Id.
    pub id: String,
    /// What people call it.
    pub name: LocalText,
    /// Newest version.
    pub version: u32,
    /// Stages.
    pub stages: u64,
    /// When it was saved last.
    pub updated_at: String,
    /// Who saved it last.
    pub updated_by: String,
}

/// Answer of `GET /api/w/{ws}/journeys`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct JourneyList {
    /// In the order they were made.
    pub journeys: Vec<JourneyItem>,
}

/// A version of a journey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VersionItem {
    /// From 1.
    pub version: u32,
    /// When it was saved.
    pub at: String,
    /// Who saved it.
    pub by: String,
}

/// A journey with its definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JourneyVersion {
    /// The definition, its keys in the order they were written.
    #[schema(value_type = Journey)]
    pub definition: Value,
    /// The same as a file.
    pub yaml: String,
    /// Its version.
    pub version: u32,
    /// When it was saved.
    pub updated_at: String,
    /// Who saved it.
    pub updated_by: String,
    /// All versions, newest first.
    pub versions: Vec<VersionItem>,
}

/// Body of `PUT /api/w/{ws}/journeys/{id}`: a definition, or a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JourneyPut {
    /// The version that the change was made from; `null` for a new journey.
    #[serde(default)]
    #[schema(required)]
    pub base: Option<u32>,
    /// The definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Journey>)]
    pub definition: Option<Value>,
    /// Or the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yaml: Option<String>,
}

/// Body of `POST /api/w/{ws}/journeys/check`: a definition, or a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JourneyDraft {
    /// The definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Journey>)]
    pub definition: Option<Value>,
    /// Or the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yaml: Option<String>,
}

/// What a journey catches of the data, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct JourneyCheck {
    /// It cannot be drawn.
    pub errors: Vec<CheckError>,
    /// It can, but look.
    pub warnings: Vec<CheckWarning>,
    /// Events there are.
    pub events: u64,
    /// Events that a stage catches.
    pub caught: u64,
    /// What each rule catches.
    pub rules: Vec<RuleCatch>,
    /// What no stage catches, most frequent first.
    pub uncaught: Vec<EventCount>,
    /// What several stages catch.
    pub several: Vec<Several>,
}

/// Something wrong with a journey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckError {
    /// Where in it.
    pub place: String,
    /// What.
    pub message: String,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckWarning {
    /// Where in it.
    pub place: String,
    /// Stable code.
    pub code: String,
    /// What, in English.
    pub message: String,
    /// For the translated sentence.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RuleKind {
    /// Events.
    Event,
    /// Voices.
    Voice,
}

/// What a rule catches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RuleCatch {
    /// Its stage.
    pub stage: String,
    /// Its touchpoint.
    pub touchpoint: String,
    /// Its place in the touchpoint, from 0.
    pub rule: u64,
    /// What it looks at.
    pub kind: RuleKind,
    /// What it catches.
    pub catches: u64,
    /// Of that, what no earlier stage catches.
    pub first_here: u64,
}

/// An event and how often it occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EventCount {
    /// Its name.
    pub event: String,
    /// How often.
    pub count: u64,
}

/// An event that several stages catch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Several {
    /// Its name.
    pub event: String,
    /// Which stages; the first has it.
    pub stages: Vec<String>,
    /// How often.
    pub count: u64,
}

/// A journey to begin with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Template {
    /// Id.
    pub id: String,
    /// What it is for.
    pub name: LocalText,
    /// More about it.
    pub about: LocalText,
    /// The definition.
    #[schema(value_type = Journey)]
    pub definition: Value,
}

/// Answer of `GET /api/w/{ws}/journeys/templates`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Templates {
    /// All of them.
    pub templates: Vec<Template>,
}

/// Answer of `GET /api/w/{ws}/journeys/suggest`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Suggestion {
    /// The proposal; `null` when the data are too few.
    #[schema(required, value_type = Option<Journey>)]
    pub definition: Option<Value>,
    /// Why each event is where it is.
    pub why: Vec<Why>,
    /// Why the gap is as it is; missing where there is no proposal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap_why: Option<GapWhy>,
    /// Why there is no proposal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_none: Option<String>,
    /// Events that were not looked at, since they are too rare.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<EventCount>,
}

/// Why the gap of a proposal is as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GapWhy {
    /// Stable key of the reason: `visits`, `between_visits` or `too_few`.
    pub reason: String,
    /// For the translated sentence.
    #[serde(default)]
    pub params: BTreeMap<String, String>,
}

/// Why an event is in a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Why {
    /// The stage.
    pub stage: String,
    /// The event.
    pub event: String,
    /// Stable key of the reason.
    pub reason: String,
    /// For the translated sentence.
    #[serde(default)]
    pub params: BTreeMap<String, String>,
}
