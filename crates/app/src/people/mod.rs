//! Who the customers are and what they said: lists, and one person's timeline of events and voices together.

mod customers;
mod fields;
mod voices;

pub use customers::{CustomerPage, CustomerQuery, Customers, Identifier, Moment, TraitOf, customer, customers};
pub use fields::{EventName, FieldValues, Fields, ValueCount, fields};
pub use voices::{SourceCount, VoiceQuery, Voices, voices};

/// Rows of a page unless asked otherwise.
pub const PAGE: usize = 50;
/// Rows of a page at most.
pub const PAGE_MAX: usize = 500;
