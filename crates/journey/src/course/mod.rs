//! Walks against the journey that was meant: who follows it, where the others leave it, and how long it takes from
//! stage to stage.

mod conformance;
mod times;

pub use conformance::{Conformance, ConformanceCell, ConformancePart, ConformanceReport, LeaveKind, LeaveReport};
pub use times::{PairTimeReport, SlowReport, StageTimes, StageTimesReport, TimesCell, TimesPart, Took, took};

use crate::pattern::SpecError;

/// The place of a stage that a cell names.
fn stage(stages: &[String], field: &str, id: &str) -> Result<u8, SpecError> {
    let at = stages.iter().position(|stage| stage == id).and_then(|at| u8::try_from(at).ok());
    at.ok_or_else(|| SpecError::new(field, format!("the journey has no stage `{id}`")))
}
