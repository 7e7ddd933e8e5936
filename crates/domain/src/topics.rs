//! A workspace's own order over the topics that the models give: what it calls them, which count as one, which lie below
//! others, and which it does not want to see.
//!
//! Ids stay those of the models ([`Topic`]), so that journeys, links and corrections that name a topic go on holding; one that
//! was merged answers to the topic that it was merged into.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Journey, OneOrMany, Topic};

/// Longest name, in characters.
const NAME_MAX: usize = 40;

/// An order that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTopics {
    /// A name that is no name.
    #[error("the name of `{0}` has 1 to {NAME_MAX} characters")]
    Name(Topic),
    /// Merged into itself or into one that is itself merged.
    #[error("`{0}` can only be merged into a topic that stands by itself")]
    Into(Topic),
    /// Below itself, below one that is below another, or below one that is merged.
    #[error("`{0}` can only lie below a topic that lies below none and is not merged")]
    Under(Topic),
}

/// What a workspace has decided about one topic.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnTopic {
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Which topic it counts as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<Topic>,
    /// Which topic holds it: what is about it is about that one too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<Topic>,
    /// Not shown; it is counted and opens all the same for whoever names it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
}

/// A workspace's own order. A topic that it does not name is as the models have it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TopicTree {
    /// By the models' ids.
    #[serde(default)]
    pub topics: BTreeMap<Topic, OwnTopic>,
}

impl TopicTree {
    /// Whether it can be.
    ///
    /// # Errors
    /// [`BadTopics`].
    pub fn check(&self) -> Result<(), BadTopics> {
        let of = |topic: Topic| self.topics.get(&topic);
        let merged = |topic: Topic| of(topic).is_some_and(|own| own.into.is_some());
        let below = |topic: Topic| of(topic).is_some_and(|own| own.under.is_some());
        for (&topic, own) in &self.topics {
            let name = own.name.as_deref().unwrap_or("·");
            if name.trim().is_empty() || name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
                return Err(BadTopics::Name(topic));
            }
            if own.into.is_some_and(|into| into == topic || merged(into)) {
                return Err(BadTopics::Into(topic));
            }
            if own.under.is_some_and(|under| under == topic || below(under) || merged(under)) {
                return Err(BadTopics::Under(topic));
            }
        }
        Ok(())
    }

    /// The topic that counts in the place of one.
    #[must_use]
    pub fn resolve(&self, topic: Topic) -> Topic {
        self.topics.get(&topic).and_then(|own| own.into).unwrap_or(topic)
    }

    /// What the workspace calls a topic, if it has a name of its own for it.
    #[must_use]
    pub fn name(&self, topic: Topic) -> Option<&str> {
        self.topics.get(&topic)?.name.as_deref()
    }

    /// Whether a topic is not to be shown.
    #[must_use]
    pub fn hides(&self, topic: Topic) -> bool {
        self.topics.get(&topic).is_some_and(|own| own.hidden)
    }

    /// Whether statements have other topics by it than the models give.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.topics.values().any(|own| own.into.is_some() || own.under.is_some())
    }

    /// The topics of a statement: each as what counts in its place, then those that hold them.
    #[must_use]
    pub fn told(&self, topics: &[Topic]) -> Vec<Topic> {
        let mut told: Vec<Topic> = Vec::with_capacity(topics.len());
        let own = topics.iter().map(|&topic| self.resolve(topic));
        let holders = own.clone().filter_map(|topic| self.topics.get(&topic)?.under);
        for topic in own.chain(holders) {
            if !told.contains(&topic) {
                told.push(topic);
            }
        }
        told
    }

    /// A journey whose rules name the topics that count in the place of those they name.
    #[must_use]
    pub fn journey(&self, journey: &Journey) -> Journey {
        let mut journey = journey.clone();
        let rules = journey.stages.iter_mut().flat_map(|stage| &mut stage.touchpoints).flat_map(|one| &mut one.voices);
        for topics in rules.filter_map(|rule| rule.topic.as_mut()) {
            let named = topics.as_slice().iter().map(|name| match name.parse::<Topic>() {
                Ok(topic) => self.resolve(topic).to_string(),
                // A word that is no topic catches nothing, and is the check's to report.
                Err(_) => name.clone(),
            });
            *topics = OneOrMany::Many(named.collect());
        }
        journey
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(topics: &[(Topic, OwnTopic)]) -> TopicTree {
        TopicTree { topics: topics.iter().cloned().collect() }
    }

    fn into(topic: Topic) -> OwnTopic {
        OwnTopic { into: Some(topic), ..OwnTopic::default() }
    }

    fn under(topic: Topic) -> OwnTopic {
        OwnTopic { under: Some(topic), ..OwnTopic::default() }
    }

    #[test]
    fn what_is_merged_counts_as_the_other_once_and_what_lies_below_counts_above_too() {
        let order = tree(&[(Topic::Packaging, into(Topic::Delivery)), (Topic::Returns, under(Topic::Support))]);
        assert_eq!(order.check(), Ok(()));
        assert_eq!(order.told(&[Topic::Packaging, Topic::Delivery]), [Topic::Delivery]);
        assert_eq!(order.told(&[Topic::Returns, Topic::Price]), [Topic::Returns, Topic::Price, Topic::Support]);
        assert_eq!(order.resolve(Topic::Packaging), Topic::Delivery);
        assert!(order.moves() && !TopicTree::default().moves());
    }

    #[test]
    fn an_order_that_cannot_be_is_refused() {
        let bad = |topics: &[(Topic, OwnTopic)]| tree(topics).check().expect_err("refused");
        assert_eq!(bad(&[(Topic::App, into(Topic::App))]), BadTopics::Into(Topic::App));
        let chain = [(Topic::App, into(Topic::Brand)), (Topic::Brand, into(Topic::Price))];
        assert_eq!(bad(&chain), BadTopics::Into(Topic::App));
        let deep = [(Topic::Packaging, under(Topic::Delivery)), (Topic::Delivery, under(Topic::Product))];
        assert_eq!(bad(&deep), BadTopics::Under(Topic::Packaging));
        let blank = OwnTopic { name: Some("  ".into()), ..OwnTopic::default() };
        assert_eq!(bad(&[(Topic::App, blank)]), BadTopics::Name(Topic::App));
    }

    #[test]
    fn an_order_is_read_back_from_its_text() {
        let named = OwnTopic { name: Some("배달".into()), hidden: true, ..OwnTopic::default() };
        let order = tree(&[(Topic::Delivery, named), (Topic::Packaging, into(Topic::Delivery))]);
        let text = serde_json::to_string(&order).expect("a text");
        let wanted = r#"{"topics":{"delivery":{"name":"배달","hidden":true},"packaging":{"into":"delivery"}}}"#;
        assert_eq!(text, wanted);
        assert_eq!(serde_json::from_str::<TopicTree>(&text).expect("read"), order);
    }
}
