//! Which lanes a workspace shows, in which order, and what it calls them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use yeojido_domain::Micros;

use super::access::{Actor, Deed};
use super::arranged::{PastPage, Shelf, Versioned};
use super::live::Happened;
use crate::{AppError, Workspace};

/// Most lanes of an arrangement; screens may know lanes that this version does not.
const LANES_MAX: usize = 40;
/// Longest name of a lane, in characters.
const NAME_MAX: usize = 40;

/// How the lanes of a workspace's maps lie. A lane that neither list names lies where the screen puts it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Arrangement {
    /// From the top.
    #[serde(default)]
    pub order: Vec<String>,
    /// Not shown, though there is something in them.
    #[serde(default)]
    pub hidden: Vec<String>,
    /// Shown, though there is nothing in them yet.
    #[serde(default)]
    pub shown: Vec<String>,
    /// What the workspace calls them; what is computed in them stays what it is.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
}

fn shelf() -> Shelf {
    Shelf { key: "map.lanes".to_owned(), wrong: "bad_lanes", what: "lanes" }
}

/// How the lanes lie now.
///
/// # Errors
/// [`AppError::Store`].
pub async fn arrangement(workspace: &Workspace) -> Result<Versioned<Arrangement>, AppError> {
    shelf().newest(workspace).await
}

/// Lays them otherwise.
///
/// # Errors
/// [`AppError::Conflict`] when somebody did meanwhile; [`AppError::Forbidden`]; [`AppError::Invalid`];
/// [`AppError::Store`].
pub async fn arrange(
    workspace: &Workspace,
    actor: &Actor,
    new: &Versioned<Arrangement>,
    now: Micros,
) -> Result<Versioned<Arrangement>, AppError> {
    actor.may(Deed::Arrange)?;
    check(&new.laid)?;
    let laid = shelf().lay(workspace, actor, new, now).await?;
    workspace.live.tell_all(Happened::Lanes);
    Ok(laid)
}

/// How they lay before, the newest first.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn arrangements(
    workspace: &Workspace,
    actor: &Actor,
    before: Option<u32>,
    limit: Option<u64>,
) -> Result<PastPage<Arrangement>, AppError> {
    actor.may(Deed::Arrange)?;
    shelf().past(workspace, before, limit).await
}

fn check(new: &Arrangement) -> Result<(), AppError> {
    let word = |lane: &String| !lane.is_empty() && lane.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    for list in [&new.order, &new.hidden, &new.shown] {
        let once: BTreeSet<&String> = list.iter().collect();
        if list.len() > LANES_MAX || once.len() != list.len() || !list.iter().all(word) {
            return Err(AppError::invalid("bad_lanes", "lanes", "a list of lanes names each of them once"));
        }
    }
    let name = |name: &String| {
        !name.trim().is_empty() && name.chars().count() <= NAME_MAX && !name.chars().any(char::is_control)
    };
    if new.names.len() > LANES_MAX || !new.names.keys().all(word) || !new.names.values().all(name) {
        let why = format!("a lane's name has 1 to {NAME_MAX} characters in one line");
        return Err(AppError::invalid("bad_lanes", "names", why));
    }
    Ok(())
}
