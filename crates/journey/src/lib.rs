//! Kernels over one customer's events in order: what the product exists for.
//!
//! Every kernel is a pure fold: it takes a slice that belongs to one person and gives a partial that can be merged, so
//! that the same code runs over a cache in memory, over files, and over several machines. Each has a naive twin in its
//! tests that says the same in the slowest, plainest way, and `proptest` compares the two.
//!
//! What it refuses: reading files (that is `lake`), and knowing who the customer is.

pub mod events;

pub use events::{Coded, Events, PersonEvents, NONE};
