//! Collect: from files of many kinds to events, voices and customers in the lake.

pub mod error;
pub mod instant;
pub mod read;
pub mod reject;

pub use error::CollectError;
pub use reject::{Reason, Reject};
