//! Team: people work on one map together. They write beside what is computed, talk about cells, see one another at work,
//! and open a map to others by a link.
//!
//! Who may do what is decided in one place, [`Actor::may`]; every use case here asks it first.

mod access;
mod arranged;
mod columns;
mod comments;
mod drift;
mod file;
mod fits;
mod lanes;
mod live;
mod shared;
mod shares;
mod to_be;
mod written;

pub(crate) use access::shown as called;
pub use access::{Actor, Deed};
pub(crate) use arranged::Shelf;
pub use arranged::{Past, PastPage, Versioned};
pub use columns::{Columns, arrange_columns, columns, past_columns};
pub use comments::{Comment, CommentVersion, Conversation, NewComment, Reply, Thread, comment, conversation, reply};
pub(crate) use drift::beside;
pub use file::{Applied, AppliedCell, CellConflict, MapFile, apply_file, map_file};
pub use lanes::{Arrangement, arrange, arrangement, arrangements};
pub use live::{Doing, Happened, Live, News, Present};
pub use shared::{shared_evidence, shared_findings, shared_map, shared_to_be};
pub(crate) use shares::Tried;
pub use shares::{
    NewShareLink, Opens, Pass, Scope, ShareDoor, ShareLink, ShareList, ShareMade, embeddable, enter, knock, make_share,
    revoke_share, shares,
};
pub use to_be::{begin_to_be, to_be};
pub use written::{
    CellAddress, Change, History, MapWritten, RevisionItem, StageWritten, change, history, restore, written,
};
