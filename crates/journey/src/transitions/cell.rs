//! Cells of the answer, and their numbers in the sums.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::events::Coded;
use crate::pattern::SpecError;
use crate::who::{Number, code};

use super::Transitions;

/// A cell of the answer: an edge, a beginning or an end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TransitionCell {
    /// The earlier event of an edge.
    pub from: Option<String>,
    /// The later one.
    pub to: Option<String>,
    /// Whose first event is this.
    pub start: Option<String>,
    /// Whose last event is this.
    pub end: Option<String>,
    /// Who have this event at all.
    pub event: Option<String>,
}

impl TransitionCell {
    /// How its number is read.
    ///
    /// # Errors
    /// [`SpecError`] names the key of a cell that the answer has not.
    pub fn number(&self, names: &Coded) -> Result<Number<Transitions>, SpecError> {
        let one = |counts: &FxHashMap<u32, u64>, code: u32| counts.get(&code).copied().unwrap_or(0);
        match (&self.from, &self.to, &self.start, &self.end, &self.event) {
            (Some(from), Some(to), None, None, None) => {
                let pair = (code(names, "from", from)?, code(names, "to", to)?);
                Ok(Box::new(move |sum| sum.steps(Some(pair.0), pair.1)))
            }
            (None, None, Some(event), None, None) => {
                let event = code(names, "start", event)?;
                Ok(Box::new(move |sum| one(&sum.start, event)))
            }
            (None, None, None, Some(event), None) => {
                let event = code(names, "end", event)?;
                Ok(Box::new(move |sum| one(&sum.end, event)))
            }
            (None, None, None, None, Some(event)) => {
                let event = code(names, "event", event)?;
                Ok(Box::new(move |sum| one(&sum.start, event) + sum.steps(None, event)))
            }
            _ => Err(SpecError::new("from", "a cell is an edge (from, to), a start, an end or an event")),
        }
    }
}
