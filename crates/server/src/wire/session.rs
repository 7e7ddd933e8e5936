//! Who asks, and what they may see.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A language of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Korean.
    Ko,
    /// English.
    En,
}

/// A name in one or both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum LocalText {
    /// One name for both.
    One(String),
    /// `{ko, en}`; either may be missing.
    Two {
        /// Korean.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ko: Option<String>,
        /// English.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        en: Option<String>,
    },
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Actor {
    /// Stable id.
    pub id: String,
    /// What people call them.
    pub name: String,
}

/// A workspace that they may enter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceItem {
    /// Its name in addresses.
    pub name: String,
    /// What people call it.
    pub title: LocalText,
    /// The zone of its days.
    pub zone: String,
    /// Whether it holds the demo company.
    pub demo: bool,
}

/// Answer of `GET /api/session`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// Version of the product.
    pub version: String,
    /// Who asks: the local owner until there are accounts.
    pub actor: Actor,
    /// Where they may go.
    pub workspaces: Vec<WorkspaceItem>,
}
