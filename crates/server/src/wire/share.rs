//! Links that open one map, and the door that they lead to.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Predicate, Side};

/// What a link opens beside the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShareOpens {
    /// Nothing.
    Numbers,
    /// Words of customers with everything masked that tells who spoke.
    Quotes,
}

/// Which map a link opens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ShareScope {
    /// Which side of it.
    #[serde(default)]
    pub side: Side,
    /// First day.
    #[schema(required)]
    pub from: Option<String>,
    /// Last day, which belongs to the period.
    #[schema(required)]
    pub to: Option<String>,
    /// Whose days.
    pub zone: String,
    /// For whom.
    #[serde(default)]
    pub filter: Vec<Predicate>,
}

/// Body of `POST /api/w/{ws}/map/{journey}/shares`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ShareNew {
    /// Which side of the map.
    #[serde(default)]
    pub side: Side,
    /// First day.
    #[serde(default)]
    pub from: Option<String>,
    /// Last day.
    #[serde(default)]
    pub to: Option<String>,
    /// For whom.
    #[serde(default)]
    pub filter: Vec<Predicate>,
    /// What it opens.
    pub opens: ShareOpens,
    /// Whether pages of others may show it in a frame.
    #[serde(default)]
    pub embed: bool,
    /// A word of 8 to 200 characters to be asked for.
    #[serde(default)]
    pub password: Option<String>,
    /// From when on it opens nothing.
    #[serde(default)]
    pub expires_at: Option<String>,
}

/// A link in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ShareLink {
    /// Which.
    pub id: i64,
    /// Whose map.
    pub journey: String,
    /// What of it.
    pub scope: ShareScope,
    /// What it opens.
    pub opens: ShareOpens,
    /// Whether pages of others may show it in a frame.
    pub embed: bool,
    /// Whether it asks for a password.
    pub password: bool,
    /// From when on it opens nothing.
    #[schema(required)]
    pub expires_at: Option<String>,
    /// When it was made.
    pub at: String,
    /// By whom.
    pub by: String,
    /// When it was closed.
    #[schema(required)]
    pub revoked_at: Option<String>,
    /// Whether it opens now.
    pub open: bool,
}

/// Answer of `GET /api/w/{ws}/map/{journey}/shares`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ShareList {
    /// The newest first, closed ones too.
    pub shares: Vec<ShareLink>,
}

/// Answer of `POST /api/w/{ws}/map/{journey}/shares`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ShareMade {
    /// What opens it, at `/s/{token}`; never shown again.
    pub token: String,
    /// The link.
    pub share: ShareLink,
}

/// Answer of `GET /api/share/{token}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ShareDoor {
    /// Whether it asks for a password.
    pub password: bool,
    /// Whether pages of others may show it in a frame.
    pub embed: bool,
    /// What it opens.
    pub opens: ShareOpens,
    /// Which side of the map it opens.
    pub side: Side,
    /// From when on it opens nothing.
    #[schema(required)]
    pub expires_at: Option<String>,
}

/// Body of `POST /api/share/{token}/enter`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ShareEnter {
    /// The word that the link asks for.
    pub password: String,
}

/// Answer of `POST /api/share/{token}/enter`: to be sent as `x-yeojido-pass`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SharePass {
    /// The pass.
    pub pass: String,
    /// Until when it is good.
    pub until: String,
}
