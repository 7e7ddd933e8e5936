//! Map: a journey × filter × period drawn from what customers did and said, every value of it with its list.
//!
//! One [`Scene`] is computed for a question and kept; the cells of the map and the lists that they open are both read
//! from it, so that a number and its list cannot disagree.

mod cells;
mod compare;
mod evidence;
mod findings;
mod home;
mod kpis;
mod place;
mod question;
mod scene;
mod spread;
mod topics;
mod walked;

pub use cells::{draw, draw_with_findings};
pub use compare::{Against, compare, what_changed};
pub use evidence::{Cell, Evidence, EvidenceQuery, Histogram, TrendPoint, evidence};
pub(crate) use findings::FoundOut;
pub use findings::findings;
pub(crate) use findings::is_wrong;
pub use home::{Home, HomeKpi, SourceState, Totals, WeekValue, home};
pub(crate) use kpis::counts_as as rating_counts_as;
pub(crate) use place::catches as voice_rule_catches;
pub use question::{Lang, Question, traits_hold};
pub use scene::{Scene, Scenes, scene};
