//! Team: people work on one map together. They write beside what is computed, talk about cells, see one another at work,
//! and open a map to others by a link.
//!
//! Who may do what is decided in one place, [`Actor::may`]; every use case here asks it first.

mod access;
mod arranged;
mod columns;
mod comments;
mod drift;
mod lanes;
mod live;
mod shares;
mod written;

pub use access::{Actor, Deed};
pub use arranged::{Past, PastPage, Versioned};
pub use columns::{Columns, arrange_columns, columns, past_columns};
pub use comments::{Comment, CommentVersion, Conversation, NewComment, Reply, Thread, comment, conversation, reply};
pub(crate) use drift::beside;
pub use lanes::{Arrangement, arrange, arrangement, arrangements};
pub use live::{Doing, Happened, Live, News, Present};
pub(crate) use shares::Tried;
pub use shares::{
    NewShareLink, Opens, Pass, Scope, ShareDoor, ShareLink, ShareList, ShareMade, embeddable, enter, knock, make_share,
    revoke_share, shared_evidence, shared_map, shares,
};
pub use written::{
    CellAddress, Change, History, MapWritten, RevisionItem, StageWritten, change, history, restore, written,
};
