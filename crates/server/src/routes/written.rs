//! What people write on a map, and its history.

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;
use yeojido_app::team::{self, CellAddress, Change};
use yeojido_app::{AppError, jobs::Problem as Fault};
use yeojido_domain::{Lane, Side, StageId};

use super::map::Which;
use crate::asked::{self, Asked, Body, Named, Room, Who, now};
use crate::problem::{Answer, Refusal};
use crate::wire::{CellChange, CellHistory, CellRestore, CellRevision, MapWritten, Problem, pour};

/// Which history.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichHistory {
    /// `as_is` or `to_be`; as it is when missing.
    pub side: Option<String>,
    /// Which column; with `lane`, the history of one cell. The whole map's when missing.
    pub stage: Option<String>,
    /// Which row.
    pub lane: Option<String>,
    /// `next` of the page before.
    pub before: Option<i64>,
    /// Revisions of a page, at most 200.
    pub limit: Option<u64>,
}

impl WhichHistory {
    fn cell(&self) -> Result<Option<CellAddress>, AppError> {
        let side: Side = self.side.as_deref().map(str::parse).transpose()?.unwrap_or_default();
        match (&self.stage, &self.lane) {
            (None, None) => Ok(None),
            (Some(stage), Some(lane)) => {
                Ok(Some(CellAddress { side, stage: stage.parse::<StageId>()?, lane: lane.parse::<Lane>()? }))
            }
            _ => Err(AppError::invalid("bad_cell", "stage", "a cell has a stage and a lane")),
        }
    }
}

/// A body in the words of the use case.
pub fn taken<T: serde::de::DeserializeOwned>(body: &impl serde::Serialize) -> Result<T, Refusal> {
    let bad = |why: serde_json::Error| Refusal(Box::new(Fault::new(422, "bad_body", why.to_string())));
    serde_json::from_value(serde_json::to_value(body).map_err(bad)?).map_err(bad)
}

/// What is written on a map, with how far its data have drifted from it.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}/written", tag = "team",
    params(("ws" = String, Path), ("journey" = String, Path), Which),
    responses((status = 200, body = MapWritten), (status = "default", body = Problem)))]
pub async fn get(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Who(actor): Who,
    Asked(which): Asked<Which>,
) -> Answer<Json<MapWritten>> {
    let question = which.question(&journey, &workspace)?;
    Ok(Json(pour(&team::written(&workspace, &actor, &question, now()).await?)?))
}

/// Writes in a cell, or empties it. `409 conflict` with `mine` and `theirs` when somebody wrote since `base`.
#[utoipa::path(put, path = "/api/w/{ws}/map/{journey}/written", tag = "team",
    params(("ws" = String, Path), ("journey" = String, Path)), request_body = CellChange,
    responses((status = 200, body = CellRevision), (status = 409, body = Problem), (status = "default", body = Problem)))]
pub async fn put(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Who(actor): Who,
    Body(body): Body<CellChange>,
) -> Answer<Json<CellRevision>> {
    let journey = asked::journey(&journey)?;
    let change: Change = taken(&body)?;
    Ok(Json(pour(&team::change(&workspace, &actor, &journey, change, now()).await?)?))
}

/// Brings an older revision of a cell back, as a new one.
#[utoipa::path(post, path = "/api/w/{ws}/map/{journey}/written/restore", tag = "team",
    params(("ws" = String, Path), ("journey" = String, Path)), request_body = CellRestore,
    responses((status = 200, body = CellRevision), (status = 409, body = Problem), (status = "default", body = Problem)))]
pub async fn restore(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Who(actor): Who,
    Body(body): Body<CellRestore>,
) -> Answer<Json<CellRevision>> {
    let journey = asked::journey(&journey)?;
    let cell: CellAddress = taken(&body)?;
    let made = team::restore(&workspace, &actor, &journey, &cell, body.revision, body.base, now()).await?;
    Ok(Json(pour(&made)?))
}

/// The history of a map, or of one of its cells, the newest first.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}/history", tag = "team",
    params(("ws" = String, Path), ("journey" = String, Path), WhichHistory),
    responses((status = 200, body = CellHistory), (status = "default", body = Problem)))]
pub async fn history(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Who(actor): Who,
    Asked(which): Asked<WhichHistory>,
) -> Answer<Json<CellHistory>> {
    let (journey, cell) = (asked::journey(&journey)?, which.cell()?);
    let history = team::history(&workspace, &actor, &journey, cell.as_ref(), which.before, which.limit).await?;
    Ok(Json(pour(&history)?))
}
