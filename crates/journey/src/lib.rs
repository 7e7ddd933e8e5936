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
//!
//! ```
//! use std::sync::Arc;
//! use yeojido_domain::{Journey, Micros, PersonId};
//! use yeojido_journey::{Coded, Events, JourneyTally, NONE, Rules, walks};
//!
//! let journey = Journey::from_yaml("
//! journey: 1
//! id: buy
//! name: 사다
//! goal: {event: paid}
//! gap: 30d
//! stages:
//!   - {id: look, name: 보다, touchpoints: [{id: page, events: [{event: 'view *'}]}]}
//!   - {id: pay, name: 내다, touchpoints: [{id: till, events: [{event: paid}]}]}
//! ")?;
//! let named = |codes: Vec<u32>, names: [&str; 2]| Coded { codes, values: names.map(Arc::from).to_vec() };
//! let events = Events {
//!     persons: vec![PersonId(1), PersonId(2)],
//!     offsets: vec![0, 2, 3],
//!     time: vec![Micros(0), Micros(60_000_000), Micros(0)],
//!     event: named(vec![0, 1, 0], ["view shoes", "paid"]),
//!     channel: named(vec![0, 0, NONE], ["app", "web"]),
//!     ..Events::default()
//! };
//! let rules = Rules::compile(&journey, &events)?;
//! let data_end = events.end().unwrap_or_default();
//! let (mut tally, mut caught) = (JourneyTally::new(journey.stages.len()), Vec::new());
//! for person in events.iter() {
//!     rules.collect(&person, &mut caught);
//!     tally.add(&events, &caught, &walks(&caught, rules.walk_rules(), data_end));
//! }
//! assert_eq!((tally.walks, tally.goals, tally.undecided), (2, 1, 1));
//! assert_eq!((tally.stages[0].entered, tally.stages[0].went_on), (2, 1));
//! assert_eq!(tally.stages[0].time().median, Some(60.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod attribution;
pub mod calendar;
mod cores;
mod counts;
pub mod course;
mod crowd;
pub mod events;
mod filter;
mod fold;
pub mod follows;
pub mod funnel;
pub mod paths;
mod pattern;
mod question;
mod recode;
pub mod retention;
mod rules;
mod sessions;
mod shares;
mod silences;
mod stages;
mod transitions;
mod variants;
mod walks;
mod who;

pub use calendar::{Calendar, Grain};
pub use counts::{CountReport, Counts, CountsPartial};
pub use crowd::{Adding, Crowd};
pub use events::{ALWAYS, Coded, Events, NONE, Part, PersonEvents};
pub use filter::EventFilter;
pub use fold::fold;
pub use pattern::{EventPattern, SpecError};
pub use question::{Answer, Asked, Folded, KERNELS, Question, Scope};
pub use rules::{RuleError, Rules, columns_needed};
pub use sessions::{SessionRules, Sessions, SessionsReport, sessions};
pub use shares::ShareReport;
pub use silences::{Silences, Valley};
pub use stages::{EventCount, JourneyTally, StageTally};
pub use transitions::{EdgeReport, EndReport, TransitionCell, Transitions, TransitionsReport};
pub use variants::{OtherReport, VariantCell, VariantReport, Variants, VariantsReport};
pub use walks::{Caught, Origin, Time, Visit, VisitOutcome, Walk, WalkOutcome, WalkRules, walks};
pub use who::{Behind, Number, alone, behind};
