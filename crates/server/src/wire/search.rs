//! What a search finds, kind by kind.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{LocalText, NearlyFound, Title, VoiceRow};

/// Answer of `GET /api/w/{ws}/search`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SearchFound {
    /// Journeys by their name.
    pub journeys: JourneyHits,
    /// Stages by their name or that of a touchpoint.
    pub stages: StageHits,
    /// Pain points and delights by their sentence.
    pub findings: FindingHits,
    /// Names of journeys whose maps have not looked for pain points yet.
    pub not_looked: Vec<LocalText>,
    /// Customers; as many as their list has for the same text.
    pub customers: CustomerHits,
    /// Voices; as many as their list has for the same text.
    pub voices: VoiceHits,
    /// Those that nearly say it.
    pub voices_nearly: NearlyFound,
}

/// Journeys that were found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JourneyHits {
    /// All of them.
    pub n: u64,
    /// The best, best first.
    pub rows: Vec<JourneyHit>,
}

/// A journey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JourneyHit {
    /// Its id.
    pub journey: String,
    /// What people call it.
    pub name: LocalText,
}

/// Stages that were found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StageHits {
    /// All of them.
    pub n: u64,
    /// The best, best first.
    pub rows: Vec<StageHit>,
}

/// A stage of a journey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StageHit {
    /// Id of the journey.
    pub journey: String,
    /// What people call that.
    pub journey_name: LocalText,
    /// Id of the stage.
    pub stage: String,
    /// What people call it.
    pub name: LocalText,
    /// The touchpoint that was found; `null` when it was the stage's own name.
    #[schema(required)]
    pub touchpoint: Option<LocalText>,
}

/// Findings that were found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FindingHits {
    /// All of them.
    pub n: u64,
    /// The best, best first.
    pub rows: Vec<FindingHit>,
}

/// A pain point or a delight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FindingHit {
    /// Id of the journey.
    pub journey: String,
    /// What people call that.
    pub journey_name: LocalText,
    /// Its cell on the map.
    pub cell: String,
    /// Id of the stage.
    pub stage: String,
    /// What people call that.
    pub stage_name: LocalText,
    /// In one sentence.
    pub title: Title,
    /// A delight.
    pub good: bool,
}

/// Customers that were found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerHits {
    /// All of them.
    pub n: u64,
    /// The best, best first.
    pub rows: Vec<CustomerHit>,
}

/// A customer, and what of them was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerHit {
    /// Who.
    pub person: String,
    /// What people call them.
    pub label: String,
    /// The trait that was found; `null` for an identifier.
    #[serde(rename = "trait")]
    #[schema(required)]
    pub of: Option<String>,
    /// Its value.
    pub value: String,
    /// Last event or voice.
    #[schema(required)]
    pub last: Option<String>,
}

/// Voices that were found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoiceHits {
    /// All of them.
    pub n: u64,
    /// The best, best first.
    pub rows: Vec<VoiceRow>,
}
