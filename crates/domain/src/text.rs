//! Names in two languages.

use serde::{Deserialize, Serialize};

/// A name in Korean, in English, or one that serves both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LocalText {
    /// One name for both languages.
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

impl LocalText {
    /// Both languages.
    #[must_use]
    pub fn both(ko: &str, en: &str) -> Self {
        Self::Two { ko: Some(ko.to_owned()), en: Some(en.to_owned()) }
    }

    /// The Korean name, else the other.
    #[must_use]
    pub fn ko(&self) -> &str {
        match self {
            Self::One(text) => text,
            Self::Two { ko, en } => ko.as_deref().or(en.as_deref()).unwrap_or_default(),
        }
    }

    /// The English name, else the other.
    #[must_use]
    pub fn en(&self) -> &str {
        match self {
            Self::One(text) => text,
            Self::Two { ko, en } => en.as_deref().or(ko.as_deref()).unwrap_or_default(),
        }
    }
}
