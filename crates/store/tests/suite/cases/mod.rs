//! What every database must keep.

pub(crate) mod jobs;
pub(crate) mod journeys;
pub(crate) mod shelves;
