//! What one statement of a voice says, as labels. Ids are stable and are what files and the API hold; names are
//! translated on screen. Which label applies when is told in `docs/voice-labels.md`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A word that is no label of its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not {kind}")]
pub struct NoLabel {
    word: String,
    kind: &'static str,
}

macro_rules! labels {
    ($(#[$doc:meta])* $name:ident, $kind:literal, { $($(#[$what:meta])* $variant:ident = $id:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum $name { $($(#[$what])* $variant,)+ }

        impl $name {
            /// All of them, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word used in files.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = NoLabel;
            fn from_str(word: &str) -> Result<Self, NoLabel> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|label| label.as_str() == word)
                    .ok_or_else(|| NoLabel { word: word.to_owned(), kind: $kind })
            }
        }
    };
}

labels! {
    /// Is the speaker glad of it or not.
    Sentiment, "a sentiment", {
        /// Above +0.25 on the emotion scale.
        Positive = "positive",
        /// Between.
        Neutral = "neutral",
        /// Below −0.25.
        Negative = "negative",
    }
}

impl Sentiment {
    /// By the emotion scale −2…+2.
    #[must_use]
    pub fn of(emotion: f64) -> Self {
        if emotion > 0.25 {
            Self::Positive
        } else if emotion < -0.25 {
            Self::Negative
        } else {
            Self::Neutral
        }
    }
}

labels! {
    /// What the speaker feels. [`crate::Emotion`] is something else: the mean of a stage's ratings on the map.
    Feeling, "an emotion", {
        /// 기쁨.
        Joy = "joy",
        /// 감동·고마움.
        Gratitude = "gratitude",
        /// 안심·신뢰.
        Trust = "trust",
        /// 기대.
        Anticipation = "anticipation",
        /// 놀람.
        Surprise = "surprise",
        /// 불안·의심.
        Anxiety = "anxiety",
        /// 분노·짜증.
        Anger = "anger",
        /// 실망.
        Disappointment = "disappointment",
        /// 번거로움·지침.
        Fatigue = "fatigue",
        /// 당황·혼란.
        Confusion = "confusion",
        /// No feeling shows; stands alone.
        None = "none",
    }
}

labels! {
    /// What the speaker wants by saying it.
    Intent, "an intent", {
        /// Tells what was good.
        Praise = "praise",
        /// Tells what went wrong.
        Complaint = "complaint",
        /// Asks for a change, a feature, an action.
        Request = "request",
        /// Wants to know something.
        Question = "question",
        /// Stops, cancels, switches, will not come back.
        Leaving = "leaving",
        /// Sets it against an alternative.
        Comparison = "comparison",
        /// None of these.
        Remark = "remark",
    }
}

labels! {
    /// What the statement is about.
    Topic, "a topic", {
        /// Quality, size, fit, taste, defects; the core service.
        Product = "product",
        /// Price, value, fees.
        Price = "price",
        /// Coupons, points, events, grades.
        Benefit = "benefit",
        /// Search, product information, stock.
        Discovery = "discovery",
        /// Cart, checkout, payment.
        Ordering = "ordering",
        /// Speed, tracking, damage on the way.
        Delivery = "delivery",
        /// Box, wrapping, waste.
        Packaging = "packaging",
        /// Returns, exchanges, refunds.
        Returns = "returns",
        /// Agents, chatbots, answers.
        Support = "support",
        /// People met on site.
        Staff = "staff",
        /// Space, cleanliness, parking.
        Place = "place",
        /// Reservations and queues.
        Booking = "booking",
        /// Errors, speed and layout of app and web.
        App = "app",
        /// Sign-up, login, membership.
        Account = "account",
        /// Personal data, spam.
        Privacy = "privacy",
        /// The company as a whole.
        Brand = "brand",
    }
}

labels! {
    /// What would have helped.
    Need, "a need", {
        /// It should do or be something.
        Function = "function",
        /// Price and value.
        Price = "price",
        /// It should be easier.
        Usability = "usability",
        /// It should be faster.
        Speed = "speed",
        /// It should work as promised.
        Reliability = "reliability",
        /// People should be cared for.
        Care = "care",
    }
}

impl Intent {
    /// Whether a need may stand beside it.
    #[must_use]
    pub const fn needs(self) -> bool {
        matches!(self, Self::Complaint | Self::Request | Self::Comparison | Self::Leaving)
    }
}

/// One clause or sentence of a voice that says one thing, with its labels. A label that nobody could decide is `None`;
/// [`Feeling::None`], [`Sentiment::Neutral`] and [`Intent::Remark`] are decisions.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// First Unicode scalar of it in the voice.
    pub start: usize,
    /// First Unicode scalar after it.
    pub end: usize,
    /// Verbatim.
    pub text: String,
    /// Glad of it or not.
    pub sentiment: Option<Sentiment>,
    /// −1…+1: the chance that it is positive less the chance that it is negative.
    pub score: f64,
    /// 0…1: the chance that the sentiment is right, decided or not.
    pub confidence: f64,
    /// The strongest first.
    pub emotion: Option<Vec<Feeling>>,
    /// Its purpose.
    pub intent: Option<Intent>,
    /// What it is most about first; empty when undecided.
    pub topic: Vec<Topic>,
    /// Only where the intent may have one.
    pub need: Option<Need>,
    /// The part of the text that says why.
    pub cause: Option<String>,
    /// The part of the text that says what followed.
    pub consequence: Option<String>,
}

/// What a statement is labelled with, without its words: what is stored of it, and what a person may put right.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Labels {
    /// Glad of it or not.
    pub sentiment: Option<Sentiment>,
    /// −1…+1: the chance that it is positive less the chance that it is negative.
    pub score: f64,
    /// 0…1: the chance that the sentiment is right, decided or not.
    pub confidence: f64,
    /// The strongest first; empty when undecided.
    pub emotion: Vec<Feeling>,
    /// Its purpose.
    pub intent: Option<Intent>,
    /// What it is most about first; empty when undecided.
    pub topic: Vec<Topic>,
    /// Only where the intent may have one.
    pub need: Option<Need>,
    /// Where in the voice it says why: first Unicode scalar, and first after it.
    pub cause: Option<(u32, u32)>,
    /// Where in the voice it says what followed.
    pub consequence: Option<(u32, u32)>,
}

impl Statement {
    /// Its labels, with the spans as places in the voice.
    #[must_use]
    pub fn labels(&self) -> Labels {
        let place = |span: &Option<String>| {
            let span = span.as_deref()?;
            let from = self.start + self.text[..self.text.find(span)?].chars().count();
            Some((u32::try_from(from).ok()?, u32::try_from(from + span.chars().count()).ok()?))
        };
        Labels {
            sentiment: self.sentiment,
            score: self.score,
            confidence: self.confidence,
            emotion: self.emotion.clone().unwrap_or_default(),
            intent: self.intent,
            topic: self.topic.clone(),
            need: self.need,
            cause: place(&self.cause),
            consequence: place(&self.consequence),
        }
    }
}

/// How a whole voice feels, from its statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mood {
    /// Glad.
    Positive,
    /// No evaluation.
    Neutral,
    /// Unhappy.
    Negative,
    /// Glad of one thing and unhappy with another.
    Mixed,
}

impl Mood {
    /// From the sentiment of every statement and its score; `None` when no statement is decided.
    ///
    /// Statements disagree when a glad one and an unhappy one are each rather sure ([`Mood::SURE`]): one that may be
    /// either does not make a voice mixed, the surer side has it.
    #[must_use]
    pub fn of(statements: impl IntoIterator<Item = (Option<Sentiment>, f64)>) -> Option<Self> {
        let (mut glad, mut unhappy, mut plain) = (None, None, false);
        for (sentiment, score) in statements {
            match sentiment {
                Some(Sentiment::Positive) => glad = Some(score.max(glad.unwrap_or(0.0))),
                Some(Sentiment::Negative) => unhappy = Some((-score).max(unhappy.unwrap_or(0.0))),
                Some(Sentiment::Neutral) => plain = true,
                None => {}
            }
        }
        match (glad, unhappy) {
            (Some(glad), Some(unhappy)) if glad.min(unhappy) >= Self::SURE => Some(Self::Mixed),
            (Some(glad), Some(unhappy)) if glad < unhappy => Some(Self::Negative),
            (Some(_), _) => Some(Self::Positive),
            (None, Some(_)) => Some(Self::Negative),
            (None, None) => plain.then_some(Self::Neutral),
        }
    }

    /// The score, without its sign, from which on a statement speaks against others of its voice.
    pub const SURE: f64 = 0.5;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_back_from_its_word() {
        for topic in Topic::ALL {
            assert_eq!(topic.as_str().parse(), Ok(*topic));
            assert_eq!(serde_json::to_string(topic).expect("a word"), format!("\"{topic}\""));
        }
        for feeling in Feeling::ALL {
            assert_eq!(feeling.as_str().parse(), Ok(*feeling));
        }
        let error = "liking".parse::<Intent>().expect_err("no intent");
        assert_eq!(error.to_string(), "`liking` is not an intent");
    }

    #[test]
    fn a_voice_whose_statements_disagree_is_mixed() {
        use Sentiment::{Negative, Neutral, Positive};
        assert_eq!(Mood::of([(Some(Positive), 0.9), (Some(Neutral), 0.0), (Some(Negative), -0.6)]), Some(Mood::Mixed));
        assert_eq!(Mood::of([(Some(Positive), 0.9), (Some(Negative), -0.3)]), Some(Mood::Positive));
        assert_eq!(Mood::of([(Some(Positive), 0.3), (Some(Negative), -0.9)]), Some(Mood::Negative));
        assert_eq!(Mood::of([(Some(Neutral), 0.1), (Some(Negative), -0.2), (None, 0.0)]), Some(Mood::Negative));
        assert_eq!(Mood::of([(Some(Neutral), 0.0)]), Some(Mood::Neutral));
        assert_eq!(Mood::of([(None, 0.2), (None, -0.2)]), None);
    }
}
