//! Kernels over one customer's events in order: what the product exists for.
//!
//! Every kernel is a pure fold: it takes a slice that belongs to one person and gives a partial that can be merged, so
//! that the same code runs over a cache in memory, over files, and over several machines. Each has a naive twin in its
//! tests that says the same in the slowest, plainest way, and `proptest` compares the two.
//!
//! The order of work for a map: [`columns_needed`] says what to load, [`Rules`] is the journey compiled against the
//! dictionaries of the events, [`Rules::collect`] gives what a person's events are to it, [`walks()`] cuts that into
//! walks, [`EventFilter`] and the caller choose among them, and a [`JourneyTally`] adds them up.
//!
//! What it refuses: reading files (that is `lake`), and knowing who the customer is.

pub mod events;
mod filter;
mod rules;
mod stages;
mod walks;

pub use events::{Coded, Events, NONE, PersonEvents};
pub use filter::EventFilter;
pub use rules::{RuleError, Rules, columns_needed};
pub use stages::{EventCount, JourneyTally, StageTally};
pub use walks::{Caught, Origin, Time, Visit, VisitOutcome, Walk, WalkOutcome, WalkRules, walks};
