//! Events, voices and customers as columns: Delta Lake tables of Parquet files that any tool can open, written so that
//! a kernel reads them as fast as the machine decodes.
//!
//! Why a crate of its own: it alone names arrow, parquet and deltalake-core, so that everybody else speaks of events
//! and persons. What lies on the disk is in `FORMAT.md`.
//!
//! It promises: an append is there whole or not at all, also after a power cut; a key is stored once, ever; a version
//! that was read once can be read again; nobody's name, telephone number or words are in the open tables.
//!
//! What it refuses: deciding what a row means (that is the mapping's work), and sharing a folder with a second writer.

mod append;
mod batch;
mod bindings;
mod cache;
mod column;
mod compact;
mod decode;
mod encode;
mod error;
mod files;
mod fold;
mod foreign;
mod json;
mod known;
mod lake;
mod log;
mod manifest;
mod part;
mod person;
mod piece;
mod read;
mod rows;
mod seen;
mod ship;
mod snapshot;
mod statements;
mod table;
#[cfg(test)]
mod tests;
mod unpack;
mod verify;
mod write;

pub use batch::{Appended, Batch, Decision, IdentifierKind, Identity, Tally, Txn};
pub use cache::{Cache, CacheState};
pub use error::LakeError;
pub use fold::{Folded, Source, Stop};
pub use foreign::{ParquetRows, read_parquet};
pub use lake::Lake;
pub use part::{Aside, Need, Parts, Reader};
pub use piece::{Catalogue, NeededFile, Piece};
pub use rows::{SourceRow, TraitRow, VoiceRow};
pub use seen::Seen;
pub use ship::Shipment;
pub use snapshot::Snapshot;
pub use statements::{StatementRow, Statements};
