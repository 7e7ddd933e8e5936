//! Which lanes a workspace shows, and in which order.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use yeojido_domain::Micros;

use super::access::{Actor, Deed};
use super::live::Happened;
use crate::{AppError, Workspace};

const KEY: &str = "map.lanes";
/// Most lanes of an arrangement; screens may know lanes that this version does not.
const LANES_MAX: usize = 40;

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
}

/// How the lanes lie now.
///
/// # Errors
/// [`AppError::Store`].
pub async fn arrangement(workspace: &Workspace) -> Result<Arrangement, AppError> {
    let Some(value) = workspace.store.setting(KEY).await? else { return Ok(Arrangement::default()) };
    serde_json::from_value(value).map_err(|why| AppError::invalid("bad_lanes", "lanes", why.to_string()))
}

/// Lays them otherwise.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::Invalid`]; [`AppError::Store`].
pub async fn arrange(
    workspace: &Workspace,
    actor: &Actor,
    new: &Arrangement,
    now: Micros,
) -> Result<Arrangement, AppError> {
    actor.may(Deed::Arrange)?;
    for list in [&new.order, &new.hidden, &new.shown] {
        let word = |lane: &String| !lane.is_empty() && lane.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let once: BTreeSet<&String> = list.iter().collect();
        if list.len() > LANES_MAX || once.len() != list.len() || !list.iter().all(word) {
            return Err(AppError::invalid("bad_lanes", "lanes", "a list of lanes names each of them once"));
        }
    }
    let value = serde_json::to_value(new).map_err(|why| AppError::invalid("bad_lanes", "lanes", why.to_string()))?;
    workspace.store.put_setting(KEY, &value, &actor.author().id, now).await?;
    workspace.live.tell_all(Happened::Lanes);
    Ok(new.clone())
}
