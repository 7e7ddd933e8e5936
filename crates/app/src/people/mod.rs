//! Who the customers are and what they said: lists, and one person's timeline of events and voices together.

mod customers;
mod fields;
mod identity;
mod voices;

pub use customers::{CustomerPage, CustomerQuery, Customers, Identifier, Moment, TraitOf, customer, customers};
pub(crate) use customers::{Sought, everybody, last_seen};
pub use fields::{EventName, FieldValues, Fields, ValueCount, fields};
pub use identity::{Merge, NewMerge, Undone, merge, merges, undo};
pub(crate) use voices::fit as fit_of_voice;
pub use voices::{Facets, LabelCount, Says, SourceCount, VoiceQuery, Voices, voices};

/// Rows of a page unless asked otherwise.
pub const PAGE: usize = 50;
/// Rows of a page at most.
pub const PAGE_MAX: usize = 500;
