//! The tables as the ORM sees them. They stay in this crate: what leaves it are the plain types beside them.

pub(crate) mod act;
pub(crate) mod arrangement;
pub(crate) mod chunk;
pub(crate) mod correction;
pub(crate) mod job;
pub(crate) mod journey;
pub(crate) mod kept;
pub(crate) mod kept_revision;
pub(crate) mod mapping;
pub(crate) mod revision;
pub(crate) mod setting;
pub(crate) mod share;
pub(crate) mod version;
pub(crate) mod workspace;
