//! What customers say.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Micros, Properties, VoiceKey};

/// Where a voice was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoiceSource {
    /// A product or shop review.
    Review,
    /// An answer to a survey.
    Survey,
    /// A chat with support.
    Chat,
    /// An e-mail.
    #[serde(rename = "e-mail", alias = "email")]
    Email,
    /// A passage of an interview.
    Interview,
    /// A note of front-line staff.
    StaffNote,
    /// A post on social media.
    Social,
    /// A review in an app store.
    AppReview,
    /// A call.
    Call,
}

impl VoiceSource {
    /// All of them, in the order of the contract.
    pub const ALL: [Self; 9] = [
        Self::Review,
        Self::Survey,
        Self::Chat,
        Self::Email,
        Self::Interview,
        Self::StaffNote,
        Self::Social,
        Self::AppReview,
        Self::Call,
    ];

    /// The word used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Survey => "survey",
            Self::Chat => "chat",
            Self::Email => "e-mail",
            Self::Interview => "interview",
            Self::StaffNote => "staff_note",
            Self::Social => "social",
            Self::AppReview => "app_review",
            Self::Call => "call",
        }
    }
}

impl fmt::Display for VoiceSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for VoiceSource {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let word = text.trim().to_lowercase();
        Self::ALL
            .into_iter()
            .find(|source| source.as_str() == word || (*source == Self::Email && word == "email"))
            .ok_or_else(|| format!("`{text}` is not a source of voices (review, survey, chat, e-mail, …)"))
    }
}

/// The scale a score was given on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// Would you recommend us? 0 to 10.
    Nps,
    /// How satisfied are you? 1 to 5.
    Csat5,
    /// How easy was it? 1 to 7, 7 easy.
    Ces7,
    /// Stars, 1 to 5.
    Stars5,
}

impl Scale {
    /// The word used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nps => "nps",
            Self::Csat5 => "csat5",
            Self::Ces7 => "ces7",
            Self::Stars5 => "stars5",
        }
    }

    /// The lowest and the highest score, both included.
    #[must_use]
    pub const fn bounds(self) -> (f64, f64) {
        match self {
            Self::Nps => (0.0, 10.0),
            Self::Csat5 | Self::Stars5 => (1.0, 5.0),
            Self::Ces7 => (1.0, 7.0),
        }
    }

    /// The score on the emotion curve, −2…+2: CSAT5 and stars `x − 3`, CES7 `(x − 4)·2/3`. NPS is about the whole
    /// relation and stays off the curve, as does a score outside the scale.
    #[must_use]
    pub fn emotion(self, score: f64) -> Option<f64> {
        let (low, high) = self.bounds();
        if !(low..=high).contains(&score) {
            return None;
        }
        match self {
            Self::Nps => None,
            Self::Csat5 | Self::Stars5 => Some(score - 3.0),
            Self::Ces7 => Some((score - 4.0) * 2.0 / 3.0),
        }
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Scale {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim().to_lowercase().as_str() {
            "nps" => Ok(Self::Nps),
            "csat5" | "csat" => Ok(Self::Csat5),
            "ces7" | "ces" => Ok(Self::Ces7),
            "stars5" | "stars" => Ok(Self::Stars5),
            _ => Err(format!("`{text}` is not a scale (nps, csat5, ces7, stars5)")),
        }
    }
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AuthorRole {
    /// The customer.
    #[default]
    Customer,
    /// Somebody who works here, about a customer.
    Staff,
}

/// One piece of what a customer said: a rating, a text, or both.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    /// Identity of the voice for deduplication.
    pub key: VoiceKey,
    /// The id as the source gave it, if it did.
    pub voice_id: Option<String>,
    /// The known customer, in the source's own words; reviews of strangers have none.
    pub customer: Option<String>,
    /// When it was said.
    pub time: Micros,
    /// Breaks ties in time: grows with the place in the file.
    pub seq: i64,
    /// Where it was heard.
    pub source: VoiceSource,
    /// Through what.
    pub channel: Option<String>,
    /// The words, verbatim.
    pub text: Option<String>,
    /// The rating on `scale`.
    pub score: Option<f64>,
    /// Which scale; a score without one is kept and not charted.
    pub scale: Option<Scale>,
    /// The order it speaks of.
    pub order: Option<String>,
    /// The event it speaks of.
    pub event_id: Option<String>,
    /// Which survey.
    pub survey: Option<String>,
    /// Which question of it.
    pub question: Option<String>,
    /// Product.
    pub product: Option<String>,
    /// Who speaks.
    pub author_role: AuthorRole,
    /// `ko`, `en` …, if the source says so.
    pub language: Option<String>,
    /// Anything else.
    pub properties: Properties,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_become_emotion_by_their_scale() {
        assert_eq!(Scale::Csat5.emotion(1.0), Some(-2.0));
        assert_eq!(Scale::Stars5.emotion(5.0), Some(2.0));
        assert_eq!(Scale::Ces7.emotion(7.0), Some(2.0));
        assert_eq!(Scale::Nps.emotion(10.0), None);
        assert_eq!(Scale::Csat5.emotion(0.0), None);
    }

    #[test]
    fn every_source_is_read_as_it_is_written() {
        for source in VoiceSource::ALL {
            assert_eq!(source.as_str().parse(), Ok(source));
            assert_eq!(serde_json::to_value(source).ok(), Some(source.as_str().into()));
        }
    }
}
