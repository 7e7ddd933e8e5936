//! What follows what beyond the next event: eventually-follows, rework and loops, and where in the history things happen.
//!
//! Source: W. van der Aalst, "Process Mining: Data Science in Action", 2nd ed. (2016), chapters 6 and 8. A test holds the
//! counts of pm4py.

mod eventually;
mod matrix;
mod rework;

pub use eventually::{Eventually, EventuallyReport, PairCell, PairReport};
pub use matrix::{Ended, StepCell, StepMatrix, StepMatrixReport, StepMatrixRow};
pub use rework::{Rework, ReworkCell, ReworkPart, ReworkReport, ReworkRow};
