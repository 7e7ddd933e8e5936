//! What every database must keep.

pub(crate) mod arranged;
pub(crate) mod comments;
pub(crate) mod corrections;
pub(crate) mod jobs;
pub(crate) mod journeys;
pub(crate) mod kept;
pub(crate) mod shares;
pub(crate) mod shelves;
pub(crate) mod written;
