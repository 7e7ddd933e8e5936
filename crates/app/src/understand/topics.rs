//! A workspace's own order over topics: read, changed, and as it was before. Bringing an older one back is laying it anew.

use yeojido_domain::{Micros, TopicTree};

use crate::team::{Actor, Deed, Happened, PastPage, Shelf, Versioned};
use crate::{AppError, Workspace};

/// Where the store keeps it.
pub(super) const KEPT: &str = "topics";

fn shelf() -> Shelf {
    Shelf { key: KEPT.to_owned(), wrong: "bad_topics", what: "topics" }
}

/// The order that holds now.
///
/// # Errors
/// [`AppError::Store`].
pub async fn topics(workspace: &Workspace) -> Result<Versioned<TopicTree>, AppError> {
    shelf().newest(workspace).await
}

/// Lays topics otherwise: every number made of them follows.
///
/// # Errors
/// [`AppError::Conflict`] when somebody did meanwhile; [`AppError::Forbidden`]; [`AppError::Invalid`];
/// [`AppError::Store`].
pub async fn lay_topics(
    workspace: &Workspace,
    actor: &Actor,
    new: &Versioned<TopicTree>,
    now: Micros,
) -> Result<Versioned<TopicTree>, AppError> {
    actor.may(Deed::Correct)?;
    new.laid.check().map_err(|why| AppError::invalid("bad_topics", "topics", why.to_string()))?;
    let laid = shelf().lay(workspace, actor, new, now).await?;
    workspace.live.tell_all(Happened::Labels);
    Ok(laid)
}

/// How they lay before, the newest first.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn past_topics(
    workspace: &Workspace,
    actor: &Actor,
    before: Option<u32>,
    limit: Option<u64>,
) -> Result<PastPage<TopicTree>, AppError> {
    actor.may(Deed::Correct)?;
    shelf().past(workspace, before, limit).await
}
