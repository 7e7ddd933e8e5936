//! What a voice tells: how its speaker felt, by the rating or by the words, and its statements with their words.

use serde::Serialize;
use yeojido_domain::{Feeling, Intent, Need, Scale, Sentiment, Topic};
use yeojido_lake::{StatementRow, VoiceRow};

use super::read::{PutRight, Read};

/// Where a feeling was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Felt {
    /// From the rating: what a customer says of their own feeling comes first.
    Rated(f64),
    /// From the words, where no rating tells.
    Said(f64),
}

impl Felt {
    /// On the emotion scale, −2…+2.
    #[must_use]
    pub const fn emotion(self) -> f64 {
        match self {
            Self::Rated(value) | Self::Said(value) => value,
        }
    }
}

/// How somebody felt who said this; nothing when neither rating nor words tell. An NPS rating is about the whole relation
/// and does not tell.
#[must_use]
pub fn felt(voice: &VoiceRow, statements: &[StatementRow]) -> Option<Felt> {
    if let Some(rated) = voice.scale.zip(voice.score).and_then(|(scale, score)| scale.emotion(score)) {
        return Some(Felt::Rated(rated));
    }
    let decided: Vec<f64> =
        statements.iter().filter(|one| one.labels.sentiment.is_some()).map(|one| one.labels.score).collect();
    #[expect(clippy::cast_precision_loss, reason = "a voice has few statements")]
    let mean = (!decided.is_empty()).then(|| decided.iter().sum::<f64>() / decided.len() as f64);
    mean.map(|mean| Felt::Said((2.0 * mean).clamp(-2.0, 2.0)))
}

/// Good or bad, by the rating, else by the words.
#[must_use]
pub fn sentiment(voice: &VoiceRow, statements: &[StatementRow]) -> Option<Sentiment> {
    match (voice.scale, voice.score) {
        (Some(Scale::Nps), Some(score)) => Some(match score {
            s if s >= 9.0 => Sentiment::Positive,
            s if s >= 7.0 => Sentiment::Neutral,
            _ => Sentiment::Negative,
        }),
        _ => felt(voice, statements).map(|felt| Sentiment::of(felt.emotion())),
    }
}

/// A statement with its words, as lists show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    /// First Unicode scalar of it in the voice.
    pub start: u32,
    /// First Unicode scalar after it.
    pub end: u32,
    /// Glad of it or not; null when undecided.
    pub sentiment: Option<Sentiment>,
    /// −1…+1.
    pub score: f64,
    /// 0…1: the chance that the sentiment is right.
    pub confidence: f64,
    /// The strongest first; empty when undecided.
    pub emotion: Vec<Feeling>,
    /// Its purpose.
    pub intent: Option<Intent>,
    /// What it is most about first; empty when undecided.
    pub topic: Vec<Topic>,
    /// What would have helped.
    pub need: Option<Need>,
    /// Why, in their words.
    pub cause: Option<String>,
    /// What followed, in their words.
    pub consequence: Option<String>,
    /// From which revision the next correction begins; 0 where nobody has corrected anything.
    pub revision: u32,
    /// What a person put right.
    pub put_right: Option<PutRight>,
}

/// Statements with the words of their voice, and what people put right in them.
#[must_use]
pub fn told(text: &str, statements: &[StatementRow], read: &Read) -> Vec<Told> {
    let part = |(from, to): (u32, u32)| words(text, from, to);
    let one = |row: &StatementRow| Told {
        start: row.start,
        end: row.end,
        sentiment: row.labels.sentiment,
        score: row.labels.score,
        confidence: row.labels.confidence,
        emotion: row.labels.emotion.clone(),
        intent: row.labels.intent,
        topic: row.labels.topic.clone(),
        need: row.labels.need,
        cause: row.labels.cause.map(part),
        consequence: row.labels.consequence.map(part),
        revision: read.revision(row),
        put_right: read.put_right(row),
    };
    statements.iter().map(one).collect()
}

/// The words between two places, in Unicode scalars.
#[must_use]
pub fn words(text: &str, from: u32, to: u32) -> String {
    text.chars().skip(from as usize).take(to.saturating_sub(from) as usize).collect()
}
