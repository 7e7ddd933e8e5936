//! The question.

use serde::{Deserialize, Serialize};
use yeojido_domain::Span;

use crate::pattern::{EventPattern, SpecError};

fn channel() -> String {
    "channel".to_owned()
}

const fn month() -> Span {
    Span::days(30)
}

const fn week() -> Span {
    Span::days(7)
}

/// Which conversions, and what may have led to them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributionSpec {
    /// The event that is owed.
    pub conversion: EventPattern,
    /// The field or property whose values share it: `channel` unless told.
    #[serde(default = "channel")]
    pub touch: String,
    /// How long before a conversion a touch counts, that instant included.
    #[serde(default = "month")]
    pub lookback: Span,
    /// After which time the weight of a touch has halved.
    #[serde(default = "week")]
    pub half_life: Span,
}

impl AttributionSpec {
    /// Conversions by the name of their event, with every default.
    #[must_use]
    pub fn of(event: &str) -> Self {
        let conversion = EventPattern::named(event);
        Self { conversion, touch: channel(), lookback: month(), half_life: week() }
    }

    /// The columns beyond `event` that it looks at.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let touch = Some(self.touch.as_str()).filter(|name| *name != "event");
        self.conversion.columns().chain(touch).map(str::to_owned).collect()
    }

    /// Checks what the shape alone does not say.
    ///
    /// # Errors
    /// [`SpecError`] names the field.
    pub fn check(&self) -> Result<(), SpecError> {
        if self.half_life <= Span(0) {
            return Err(SpecError::new("half_life", "must be longer than nothing"));
        }
        Ok(())
    }
}
