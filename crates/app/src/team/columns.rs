//! Which columns of a journey's map are not shown. Hiding is a way to look and nothing else: every walk goes through a
//! hidden stage as before, so no number of another stage changes. Their order and names belong to the definition.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use yeojido_domain::{JourneyId, Micros, StageId};

use super::access::{Actor, Deed};
use super::arranged::{PastPage, Shelf, Versioned};
use super::live::Happened;
use super::written::definition;
use crate::{AppError, Workspace};

/// How the columns of a journey's map lie.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Columns {
    /// Stages that are not shown.
    #[serde(default)]
    pub hidden: Vec<StageId>,
}

fn shelf(journey: &JourneyId) -> Shelf {
    Shelf { key: format!("map.columns.{journey}"), wrong: "bad_columns", what: "columns" }
}

/// How the columns lie now. A stage that the definition has lost meanwhile is not among them.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Store`].
pub async fn columns(workspace: &Workspace, journey: &JourneyId) -> Result<Versioned<Columns>, AppError> {
    let mut now: Versioned<Columns> = shelf(journey).newest(workspace).await?;
    if !now.laid.hidden.is_empty() {
        let stages = definition(workspace, journey).await?.stages;
        now.laid.hidden.retain(|hidden| stages.iter().any(|stage| stage.id == *hidden));
    }
    Ok(now)
}

/// Lays them otherwise.
///
/// # Errors
/// [`AppError::Conflict`] when somebody did meanwhile; [`AppError::Invalid`] when a stage is named that is not there,
/// or none would be left to see; [`AppError::Forbidden`]; [`AppError::NotFound`]; [`AppError::Store`].
pub async fn arrange_columns(
    workspace: &Workspace,
    actor: &Actor,
    journey: &JourneyId,
    new: &Versioned<Columns>,
    now: Micros,
) -> Result<Versioned<Columns>, AppError> {
    actor.may(Deed::Write(journey))?;
    let stages = definition(workspace, journey).await?.stages;
    let hidden: BTreeSet<&StageId> = new.laid.hidden.iter().collect();
    if hidden.len() != new.laid.hidden.len() || !hidden.iter().all(|id| stages.iter().any(|stage| stage.id == **id)) {
        return Err(AppError::invalid(
            "bad_columns",
            "hidden",
            "a stage that is hidden is one of the journey's, named once",
        ));
    }
    if hidden.len() >= stages.len() {
        return Err(AppError::invalid("no_column_left", "hidden", "at least one stage stays on the map"));
    }
    let laid = shelf(journey).lay(workspace, actor, new, now).await?;
    workspace.live.tell(journey, Happened::Columns);
    Ok(laid)
}

/// How they lay before, the newest first.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn past_columns(
    workspace: &Workspace,
    actor: &Actor,
    journey: &JourneyId,
    before: Option<u32>,
    limit: Option<u64>,
) -> Result<PastPage<Columns>, AppError> {
    actor.may(Deed::Write(journey))?;
    shelf(journey).past(workspace, before, limit).await
}
