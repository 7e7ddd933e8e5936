//! Paths: through which events customers go before, after or between others, step by step.
//!
//! A path is what one unit (a customer's history, a session, a walk) does from its first event, or the first that `start`
//! means, up to the first that `end` means. With an end alone it is what led there: the last step is the end, and paths
//! that are shorter start at later steps. What is beyond the number of steps, or beyond the number of names shown in a
//! step, is never lost: at every node, with or without a name,
//!
//! `in + start = out + end + other`.

mod cell;
mod partial;
mod report;
mod spec;
mod step;

pub use cell::{PathCell, PathPart};
pub use partial::{Paths, PathsPartial};
pub use report::{LinkReport, NodeReport, PathStepReport, PathsReport};
pub use spec::{PathsSpec, Unit};
pub use step::GROUPS;
