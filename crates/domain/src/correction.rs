//! What a person says of a statement where the model errs.

use serde::{Deserialize, Deserializer, Serialize};

use crate::{Feeling, Intent, Labels, Need, Sentiment, Topic};

/// A correction that says nothing, or two things at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadCorrection {
    /// No label is decided.
    #[error("a correction decides at least one kind of label")]
    Nothing,
    /// An empty list, or a label twice.
    #[error("`{0}` holds at least one label, and each once")]
    List(&'static str),
    /// `none` beside a feeling.
    #[error("the feeling `none` stands alone")]
    NoneBeside,
    /// A need beside an intent that has none.
    #[error("a need stands beside a complaint, a request, a comparison or leaving only")]
    Need,
}

/// The labels that a person decided; a kind that is missing stays the model's.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Glad of it or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentiment: Option<Sentiment>,
    /// The strongest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emotion: Option<Vec<Feeling>>,
    /// Its purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<Intent>,
    /// What it is most about first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Vec<Topic>>,
    /// What would have helped; `Some(None)`, written `null`, is a decision too: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "decided")]
    pub need: Option<Option<Need>>,
}

/// A field that is there has been decided, also when it is `null`.
fn decided<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<Need>>, D::Error> {
    Option::deserialize(from).map(Some)
}

impl Correction {
    /// Whether it can be a correction at all.
    ///
    /// # Errors
    /// [`BadCorrection`].
    pub fn check(&self) -> Result<(), BadCorrection> {
        if *self == Self::default() {
            return Err(BadCorrection::Nothing);
        }
        if self.topic.as_deref().is_some_and(|list| !each_once(list)) {
            return Err(BadCorrection::List("topic"));
        }
        if self.emotion.as_deref().is_some_and(|list| !each_once(list)) {
            return Err(BadCorrection::List("emotion"));
        }
        if self.emotion.as_deref().is_some_and(|list| list.len() > 1 && list.contains(&Feeling::None)) {
            return Err(BadCorrection::NoneBeside);
        }
        match (self.intent, self.need) {
            (Some(intent), Some(Some(_))) if !intent.needs() => Err(BadCorrection::Need),
            _ => Ok(()),
        }
    }

    /// Puts what was decided in place of what a model said.
    pub fn apply(&self, labels: &mut Labels) {
        if let Some(sentiment) = self.sentiment {
            labels.sentiment = Some(sentiment);
            labels.confidence = 1.0;
            labels.score = match sentiment {
                Sentiment::Positive => 1.0,
                Sentiment::Neutral => 0.0,
                Sentiment::Negative => -1.0,
            };
        }
        if let Some(emotion) = &self.emotion {
            labels.emotion.clone_from(emotion);
        }
        labels.intent = self.intent.or(labels.intent);
        if let Some(topic) = &self.topic {
            labels.topic.clone_from(topic);
        }
        if let Some(need) = self.need {
            labels.need = need;
        }
        if !labels.intent.is_some_and(Intent::needs) {
            labels.need = None;
        }
    }
}

fn each_once<T: PartialEq>(list: &[T]) -> bool {
    !list.is_empty() && list.iter().enumerate().all(|(at, one)| !list[..at].contains(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Labels {
        Labels {
            sentiment: Some(Sentiment::Positive),
            score: 0.4,
            confidence: 0.6,
            emotion: vec![Feeling::Joy],
            intent: Some(Intent::Complaint),
            topic: vec![Topic::Delivery],
            need: Some(Need::Speed),
            ..Labels::default()
        }
    }

    #[test]
    fn what_was_decided_wins_and_the_rest_stays_the_models() {
        let mut labels = model();
        let correction = Correction { sentiment: Some(Sentiment::Negative), ..Correction::default() };
        correction.apply(&mut labels);
        assert_eq!(labels, Labels { sentiment: Some(Sentiment::Negative), score: -1.0, confidence: 1.0, ..model() });
    }

    #[test]
    fn a_need_goes_with_an_intent_that_has_none() {
        let mut labels = model();
        Correction { intent: Some(Intent::Praise), ..Correction::default() }.apply(&mut labels);
        assert_eq!(labels, Labels { intent: Some(Intent::Praise), need: None, ..model() });
    }

    #[test]
    fn that_nothing_would_have_helped_is_told_from_saying_nothing_of_it() {
        let decided: Correction = serde_json::from_str(r#"{"need":null}"#).expect("a correction");
        assert_eq!(decided.need, Some(None));
        assert_eq!(serde_json::to_string(&decided).expect("a text"), r#"{"need":null}"#);
        let silent: Correction = serde_json::from_str(r#"{"topic":["app"]}"#).expect("a correction");
        assert_eq!(silent.need, None);
        let mut labels = model();
        decided.apply(&mut labels);
        assert_eq!(labels.need, None);
    }

    #[test]
    fn a_correction_that_cannot_be_is_refused() {
        let with = |emotion: &[Feeling]| Correction { emotion: Some(emotion.to_vec()), ..Correction::default() };
        assert_eq!(Correction::default().check(), Err(BadCorrection::Nothing));
        assert_eq!(with(&[]).check(), Err(BadCorrection::List("emotion")));
        assert_eq!(with(&[Feeling::Joy, Feeling::Joy]).check(), Err(BadCorrection::List("emotion")));
        assert_eq!(with(&[Feeling::Joy, Feeling::None]).check(), Err(BadCorrection::NoneBeside));
        let praise = Correction { intent: Some(Intent::Praise), need: Some(Some(Need::Care)), ..Correction::default() };
        assert_eq!(praise.check(), Err(BadCorrection::Need));
        assert_eq!(with(&[Feeling::None]).check(), Ok(()));
    }
}
