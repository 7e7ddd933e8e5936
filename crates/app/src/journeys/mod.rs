//! Journeys as people define them: kept with every version, checked against the data, suggested from it, or begun from
//! a template.

mod check;
mod keep;
mod suggest;
mod templates;

pub use check::{CheckError, CheckWarning, EventCountRow, JourneyCheck, RuleCatch, Several, check};
pub use keep::{JourneyDetail, JourneyItem, JourneyList, VersionItem, delete, get, list, put};
pub(crate) use suggest::buying;
pub use suggest::{GapWhy, Suggestion, Why, suggest};
pub use templates::{Template, Templates, templates};
