//! Collect: from files of many kinds to events, voices and customers in the lake.
//!
//! A file is opened as columns and rows ([`read`]), a mapping says what the columns are ([`guess`] proposes one,
//! [`preview`] shows it), rows become drafts or rejects ([`mapping`]), and [`import`] puts drafts into the lake in
//! steps that survive a kill.

pub mod error;
pub mod guess;
pub mod import;
pub mod instant;
pub mod mapping;
pub mod preview;
pub mod read;
pub mod reject;

mod cells;
mod dates;
mod join;
mod key;
mod plan;
mod value;

pub use dates::{Ambiguous, DateOrder};
pub use error::CollectError;
pub use guess::{Confidence, Guess, Kind, Question, Said, guess};
pub use import::{ImportPlan, ImportResult, Progress, Watch};
pub use mapping::{ClockFault, Drafts, Mapper, Settings};
pub use preview::{Preview, preview};
pub use read::{Limits, SheetPart, Table};
pub use reject::{Reason, Reject};
