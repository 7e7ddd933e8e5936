//! Which events a question means: a name or any of several, conditions on fields, pages by pattern.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use yeojido_domain::{Condition, OneOrMany};

use crate::events::Events;
use crate::rules::{RuleError, Test, matches};

/// What is wrong in a question, by the field that must be mended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {why}")]
pub struct SpecError {
    /// As in the question's file: `steps[2].window`.
    pub field: String,
    /// One sentence.
    pub why: String,
}

impl SpecError {
    /// An error of one field.
    pub fn new(field: impl Into<String>, why: impl Into<String>) -> Self {
        Self { field: field.into(), why: why.into() }
    }
}

impl SpecError {
    /// The same of a field inside another.
    #[must_use]
    pub fn within(self, outer: &str) -> Self {
        Self { field: format!("{outer}.{}", self.field), why: self.why }
    }
}

impl From<RuleError> for SpecError {
    fn from(error: RuleError) -> Self {
        Self::new("where", error.to_string())
    }
}

/// Events that a question means. Without a name it means any event.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventPattern {
    /// The event's name; `*` stands for any run of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Any of these names, and `event`'s.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// Every one of these must hold.
    #[serde(default, rename = "where", skip_serializing_if = "BTreeMap::is_empty")]
    pub conditions: BTreeMap<String, Condition>,
    /// Pages: any of these patterns of the field `url`, with `*` for any run of characters.
    #[serde(default, alias = "group", skip_serializing_if = "Option::is_none")]
    pub url: Option<OneOrMany<String>>,
}

impl EventPattern {
    /// Events of one name.
    #[must_use]
    pub fn named(event: &str) -> Self {
        Self { event: Some(event.to_owned()), ..Self::default() }
    }

    /// What people call it: the name or names, else the pages, else `*`.
    #[must_use]
    pub fn label(&self) -> String {
        let names: Vec<&str> = self.event.iter().chain(&self.events).map(String::as_str).collect();
        match &self.url {
            _ if !names.is_empty() => names.join(" | "),
            Some(pages) => pages.as_slice().join(" | "),
            None => "*".to_owned(),
        }
    }

    /// The columns beyond `event` that it looks at.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let named = self.conditions.keys().map(String::as_str).chain(self.url.is_some().then_some("url"));
        named.filter(|name| *name != "event")
    }

    /// Which names it means. Asked of thousands of names at a time, so what has no `*` is only compared.
    fn means(&self) -> impl Fn(&str) -> bool {
        let patterns = self.event.iter().chain(&self.events);
        let patterns: Vec<(&str, bool)> = patterns.map(|pattern| (pattern.as_str(), pattern.contains('*'))).collect();
        let fits = |(pattern, is_open): &(&str, bool), name: &str| {
            if *is_open { matches(pattern, name) } else { *pattern == name }
        };
        move |name| patterns.is_empty() || patterns.iter().any(|pattern| fits(pattern, name))
    }
}

/// A pattern compiled against the dictionaries of the events.
#[derive(Debug)]
pub(crate) struct Pattern<'e> {
    /// By code of an event; one longer, the last for an event without a name.
    pub(crate) named: Vec<bool>,
    pub(crate) tests: Vec<Test<'e>>,
}

impl<'e> Pattern<'e> {
    pub(crate) fn compile(pattern: &EventPattern, events: &'e Events) -> Result<Self, RuleError> {
        let means = pattern.means();
        let mut named: Vec<bool> = events.event.values.iter().map(|name| means(name)).collect();
        named.push(means(""));
        let mut tests = Vec::new();
        for (name, condition) in &pattern.conditions {
            tests.push(Test::compile(name, events, |value| condition.holds(value))?);
        }
        if let Some(pages) = &pattern.url {
            let fits = |page: &str| pages.as_slice().iter().any(|pattern| matches(pattern, page));
            tests.push(Test::compile("url", events, |value| value.is_some_and(fits))?);
        }
        Ok(Self { named, tests })
    }

    /// Whether it means the event of a row.
    pub(crate) fn catches(&self, row: usize, code: u32) -> bool {
        self.named[place(code, &self.named)] && self.tests.iter().all(|test| test.passes(row))
    }
}

/// Where the code of an event lies in a table that is one longer than the dictionary.
pub(crate) fn place<T>(code: u32, table: &[T]) -> usize {
    (code as usize).min(table.len() - 1)
}
