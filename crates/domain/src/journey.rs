//! The journey that a team defines: stages in order, each made of touchpoints, each a rule over events and voices.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{JourneyId, LocalText, Property, Scale, Span, StageId, TouchpointId, VoiceSource};

/// Why a journey cannot be drawn as it is written.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum JourneyError {
    /// The text is not YAML of this shape; the message names line and field.
    #[error("{0}")]
    Yaml(String),
    /// No stage.
    #[error("stages: a journey needs at least one stage")]
    NoStages,
    /// More stages than a map can hold.
    #[error("stages: {0} are more than the 64 that a map can hold")]
    TooManyStages(usize),
    /// Two stages or two touchpoints of a stage share an id.
    #[error("stages: the id `{0}` is used twice")]
    TwiceUsed(String),
    /// A silence of nothing ends every walk at once.
    #[error("gap: must be longer than nothing")]
    NoGap,
    /// A comparison that nothing can satisfy.
    #[error("{place}: {why}")]
    Rule {
        /// Where in the file.
        place: String,
        /// What is wrong.
        why: String,
    },
}

/// One value or a list of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany<T> {
    /// Just one.
    One(T),
    /// Any of these.
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    /// The values as a slice.
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// A value in a rule.
pub type Scalar = Property;

/// What must hold for a property: a value, any of several values, or a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Condition {
    /// Equal to one of these, by its text (`3` equals `"3"`). Tried first: a list of numbers would pass for a
    /// comparison otherwise.
    Is(OneOrMany<Scalar>),
    /// `{gt, gte, lt, lte, exists}`, all that are given must hold.
    Compare(Compare),
}

/// Comparisons by number; `exists` asks only whether there is a value.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compare {
    /// Greater than.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gt: Option<f64>,
    /// Greater than or equal to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gte: Option<f64>,
    /// Less than.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lt: Option<f64>,
    /// Less than or equal to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lte: Option<f64>,
    /// There is a value, or there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exists: Option<bool>,
}

impl Condition {
    /// Whether a value, given as text, satisfies the condition. `None` is a missing value.
    #[must_use]
    pub fn holds(&self, value: Option<&str>) -> bool {
        match self {
            Self::Is(list) => value.is_some_and(|v| list.as_slice().iter().any(|want| want.to_text() == v)),
            Self::Compare(compare) => {
                let numeric = [
                    compare.gt.map(|limit| (limit, (|v, l| v > l) as fn(f64, f64) -> bool)),
                    compare.gte.map(|limit| (limit, (|v, l| v >= l) as fn(f64, f64) -> bool)),
                    compare.lt.map(|limit| (limit, (|v, l| v < l) as fn(f64, f64) -> bool)),
                    compare.lte.map(|limit| (limit, (|v, l| v <= l) as fn(f64, f64) -> bool)),
                ];
                let number = value.and_then(|v| v.trim().parse::<f64>().ok());
                compare.exists.is_none_or(|wanted| wanted == value.is_some())
                    && numeric.into_iter().flatten().all(|(limit, test)| number.is_some_and(|v| test(v, limit)))
            }
        }
    }
}

/// Which events belong to a touchpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventRule {
    /// The event's name; `*` stands for any run of characters.
    pub event: String,
    /// Through any of these channels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<OneOrMany<String>>,
    /// Every one of these must hold. Names are canonical fields (`product`, `category`, …) or properties.
    #[serde(default, rename = "where", skip_serializing_if = "Vec::is_empty", with = "conditions")]
    pub conditions: Vec<(String, Condition)>,
}

/// Which voices belong to a touchpoint.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceRule {
    /// Heard in any of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<OneOrMany<VoiceSource>>,
    /// Answers to this survey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<OneOrMany<String>>,
    /// On this scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<OneOrMany<Scale>>,
    /// About any of these topics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<OneOrMany<String>>,
    /// With a score like this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Condition>,
}

/// A moment on a channel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Touchpoint {
    /// Id within the stage.
    pub id: TouchpointId,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<LocalText>,
    /// Events of it: any of these rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventRule>,
    /// Voices of it: any of these rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<VoiceRule>,
}

/// An ordered phase of a journey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Id within the journey.
    pub id: StageId,
    /// What people call it.
    pub name: LocalText,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// A moment of truth, with the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment_of_truth: Option<LocalText>,
    /// What belongs to it.
    #[serde(default)]
    pub touchpoints: Vec<Touchpoint>,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counts {
    /// Every walk.
    #[default]
    Walks,
    /// One walk a customer: the furthest, the earliest on ties.
    Customers,
}

/// Where a walk begins.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Starts {
    /// At an event that this rule catches; what comes before is outside any walk.
    Rule(EventRule),
    /// `first_caught`: at the first event that any stage catches.
    #[default]
    #[serde(with = "first_caught")]
    FirstCaught,
}

/// The definition of a journey, version 1 of its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    /// Version of the file format: 1.
    pub journey: u32,
    /// Id.
    pub id: JourneyId,
    /// What people call it.
    pub name: LocalText,
    /// What is counted.
    #[serde(default)]
    pub counts: Counts,
    /// Where a walk begins.
    #[serde(default)]
    pub starts: Starts,
    /// An event in the last stage that completes the walk. Without one, reaching the last stage is the goal and only
    /// silence ends the walk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<EventRule>,
    /// Silence that ends a walk.
    #[serde(default = "thirty_days")]
    pub gap: Span,
    /// In order.
    pub stages: Vec<Stage>,
}

const fn thirty_days() -> Span {
    Span::days(30)
}

impl Journey {
    /// Reads and checks a journey's file.
    ///
    /// # Errors
    /// [`JourneyError`] names the field that is wrong.
    pub fn from_yaml(text: &str) -> Result<Self, JourneyError> {
        let journey: Self = serde_yaml_ng::from_str(text).map_err(|e| JourneyError::Yaml(e.to_string()))?;
        journey.check()?;
        Ok(journey)
    }

    /// Writes the file; reading it back gives the same journey.
    ///
    /// # Errors
    /// [`JourneyError::Yaml`] if the journey cannot be written.
    pub fn to_yaml(&self) -> Result<String, JourneyError> {
        serde_yaml_ng::to_string(self).map_err(|e| JourneyError::Yaml(e.to_string()))
    }

    /// Checks what the shape alone does not say.
    ///
    /// # Errors
    /// [`JourneyError`] names the first thing that is wrong.
    pub fn check(&self) -> Result<(), JourneyError> {
        if self.journey != 1 {
            return Err(JourneyError::Rule {
                place: "journey".into(),
                why: format!("version {} is not known here; this is version 1", self.journey),
            });
        }
        if self.stages.is_empty() {
            return Err(JourneyError::NoStages);
        }
        if self.stages.len() > 64 {
            return Err(JourneyError::TooManyStages(self.stages.len()));
        }
        if self.gap <= Span(0) {
            return Err(JourneyError::NoGap);
        }
        let mut stages = BTreeSet::new();
        for stage in &self.stages {
            if !stages.insert(stage.id.as_str()) {
                return Err(JourneyError::TwiceUsed(stage.id.to_string()));
            }
            let mut touchpoints = BTreeSet::new();
            for touchpoint in &stage.touchpoints {
                if !touchpoints.insert(touchpoint.id.as_str()) {
                    return Err(JourneyError::TwiceUsed(format!("{}.{}", stage.id, touchpoint.id)));
                }
                for rule in &touchpoint.events {
                    if rule.event.trim().is_empty() {
                        return Err(JourneyError::Rule {
                            place: format!("stages.{}.{}.events", stage.id, touchpoint.id),
                            why: "event must name an event, or * for any".into(),
                        });
                    }
                }
            }
        }
        Ok(())
    }
}

mod first_caught {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str("first_caught")
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<(), D::Error> {
        let word = String::deserialize(from)?;
        if word == "first_caught" { Ok(()) } else { Err(serde::de::Error::custom("starts: first_caught, or a rule")) }
    }
}

/// `where` is a map in the file and keeps its order here.
mod conditions {
    use std::fmt;

    use serde::de::{Deserializer, MapAccess, Visitor};
    use serde::ser::{SerializeMap, Serializer};

    use super::Condition;

    pub(super) fn serialize<S: Serializer>(list: &[(String, Condition)], to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(list.len()))?;
        for (name, condition) in list {
            map.serialize_entry(name, condition)?;
        }
        map.end()
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(String, Condition)>, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Vec<(String, Condition)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("properties and what must hold for them")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    list.push(pair);
                }
                Ok(list)
            }
        }
        from.deserialize_map(Pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = r"
journey: 1
id: first-purchase
name: {ko: 첫 구매 여정, en: First purchase}
counts: walks
starts: first_caught
goal: {event: order placed}
gap: 30d
stages:
  - id: discover
    name: {ko: 알게 됨, en: Discover}
    owner: marketing
    touchpoints:
      - {id: ad, name: {ko: 광고}, events: [{event: 'ad_*', channel: [instagram, naver]}], voices: [{source: [survey], survey: awareness}]}
  - id: pay
    name: 결제
    touchpoints:
      - {id: order, events: [{event: order placed, where: {amount: {gte: 10000}, device: [mobile, tablet], vip: true}}]}
";

    #[test]
    fn the_file_of_the_contract_is_read_and_written_without_a_difference() {
        let journey = Journey::from_yaml(FIRST).expect("the contract's own example");
        assert_eq!(journey.stages[0].touchpoints[0].events[0].event, "ad_*");
        assert_eq!(journey.stages[1].touchpoints[0].events[0].conditions.len(), 3);
        let again = Journey::from_yaml(&journey.to_yaml().expect("writes")).expect("reads");
        assert_eq!(again, journey);
    }

    #[test]
    fn a_condition_compares_numbers_and_texts() {
        let at_least = Condition::Compare(Compare { gte: Some(3.0), ..Compare::default() });
        assert!(at_least.holds(Some("3")));
        assert!(!at_least.holds(Some("2.9")));
        assert!(!at_least.holds(Some("많이")));
        assert!(!at_least.holds(None));
        let missing = Condition::Compare(Compare { exists: Some(false), ..Compare::default() });
        assert!(missing.holds(None));
        assert!(!missing.holds(Some("")));
        let three = Condition::Is(OneOrMany::One(Scalar::Number(3.0)));
        assert!(three.holds(Some("3")));
    }

    #[test]
    fn a_list_of_numbers_is_a_list() {
        let sizes: Condition = serde_json::from_str("[90, 95]").expect("a condition");
        assert!(sizes.holds(Some("95")) && !sizes.holds(Some("92")) && !sizes.holds(Some("100")));
        let range: Condition = serde_json::from_str(r#"{"gte": 90, "lt": 95}"#).expect("a condition");
        assert!(range.holds(Some("92")) && !range.holds(Some("95")));
    }

    #[test]
    fn a_stage_named_twice_is_refused_by_name() {
        let twice = FIRST.replace("id: pay", "id: discover");
        assert_eq!(Journey::from_yaml(&twice), Err(JourneyError::TwiceUsed("discover".into())));
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let odd = FIRST.replace("owner: marketing", "ownr: marketing");
        let error = Journey::from_yaml(&odd).expect_err("must not be read").to_string();
        assert!(error.contains("ownr"), "{error}");
    }
}
