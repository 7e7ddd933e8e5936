//! Walks against the journey that was meant: who follows it, where the others leave it, and how long it takes from
//! stage to stage.

mod conformance;
mod times;

pub use conformance::{Conformance, ConformanceReport, LeaveKind, LeaveReport};
pub use times::{PairTimeReport, SlowReport, StageTimes, StageTimesReport};
