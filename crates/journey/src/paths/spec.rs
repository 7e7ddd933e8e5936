//! The question.

use serde::{Deserialize, Serialize};
use yeojido_domain::Span;

use crate::pattern::{EventPattern, SpecError};

/// What one path is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Everything that a customer did.
    Customer,
    /// Each of their sessions.
    #[default]
    Session,
    /// Each of their walks through a journey.
    Walk,
}

const fn five() -> usize {
    5
}

const fn fifty() -> usize {
    50
}

const fn half_an_hour() -> Span {
    Span::minutes(30)
}

/// Paths before, after or between events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathsSpec {
    /// Where paths begin; at the first event unless told.
    #[serde(default)]
    pub start: Option<EventPattern>,
    /// Where they end.
    #[serde(default)]
    pub end: Option<EventPattern>,
    /// How many steps are shown.
    #[serde(default = "five")]
    pub steps: usize,
    /// How many names are shown in a step.
    #[serde(default = "fifty")]
    pub top: usize,
    /// What one path is taken from.
    #[serde(default)]
    pub by: Unit,
    /// The journey of the walks.
    #[serde(default)]
    pub journey: Option<String>,
    /// Silence that ends a session.
    #[serde(default = "half_an_hour")]
    pub gap: Span,
    /// Whether the same name several times in a row is several steps.
    #[serde(default)]
    pub repeats: bool,
    /// Patterns of pages: an event whose `url` fits one goes by the pattern's name.
    #[serde(default)]
    pub group: Vec<String>,
}

impl Default for PathsSpec {
    fn default() -> Self {
        Self {
            start: None,
            end: None,
            steps: five(),
            top: fifty(),
            by: Unit::Session,
            journey: None,
            gap: half_an_hour(),
            repeats: false,
            group: Vec::new(),
        }
    }
}

impl PathsSpec {
    /// The columns beyond `event` that it looks at.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let anchors = self.start.iter().chain(&self.end).flat_map(EventPattern::columns);
        anchors.chain((!self.group.is_empty()).then_some("url")).map(str::to_owned).collect()
    }

    /// Checks what the shape alone does not say.
    ///
    /// # Errors
    /// [`SpecError`] names the field.
    pub fn check(&self) -> Result<(), SpecError> {
        if !(1..=100).contains(&self.steps) {
            return Err(SpecError::new("steps", format!("{} is not between 1 and 100", self.steps)));
        }
        if self.top == 0 {
            return Err(SpecError::new("top", "must show at least one name in a step"));
        }
        if (self.by == Unit::Walk) != self.journey.is_some() {
            return Err(SpecError::new("journey", "must be named for paths by walk, and only for those"));
        }
        Ok(())
    }
}
