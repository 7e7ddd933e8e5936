//! How lanes and columns lie on the maps. Bringing an older version back is laying it anew.

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;
use yeojido_app::team::{self, Arrangement, Columns, Versioned};

use super::written::taken;
use crate::asked::{self, Asked, Body, Named, Room, Who, now};
use crate::problem::Answer;
use crate::wire::{ColumnArrangement, ColumnHistory, LaneArrangement, LaneHistory, Problem, pour};

/// Which page of a history.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichPast {
    /// `next` of the page before.
    pub before: Option<u32>,
    /// Versions of a page, at most 200.
    pub limit: Option<u64>,
}

/// How the lanes of a workspace's maps lie.
#[utoipa::path(get, path = "/api/w/{ws}/lanes", tag = "team", params(("ws" = String, Path)),
    responses((status = 200, body = LaneArrangement), (status = "default", body = Problem)))]
pub async fn lanes(Room(workspace): Room) -> Answer<Json<LaneArrangement>> {
    Ok(Json(pour(&team::arrangement(&workspace).await?)?))
}

/// Lays the lanes otherwise. `409 conflict` when `version` is not the newest.
#[utoipa::path(put, path = "/api/w/{ws}/lanes", tag = "team", params(("ws" = String, Path)),
    request_body = LaneArrangement,
    responses((status = 200, body = LaneArrangement), (status = 409, body = Problem), (status = "default", body = Problem)))]
pub async fn lay_lanes(
    Room(workspace): Room,
    Who(actor): Who,
    Body(body): Body<LaneArrangement>,
) -> Answer<Json<LaneArrangement>> {
    let new: Versioned<Arrangement> = taken(&body)?;
    Ok(Json(pour(&team::arrange(&workspace, &actor, &new, now()).await?)?))
}

/// How the lanes lay before, the newest first.
#[utoipa::path(get, path = "/api/w/{ws}/lanes/history", tag = "team", params(("ws" = String, Path), WhichPast),
    responses((status = 200, body = LaneHistory), (status = "default", body = Problem)))]
pub async fn past_lanes(
    Room(workspace): Room,
    Who(actor): Who,
    Asked(which): Asked<WhichPast>,
) -> Answer<Json<LaneHistory>> {
    Ok(Json(pour(&team::arrangements(&workspace, &actor, which.before, which.limit).await?)?))
}

/// How the columns of a journey's map lie.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}/columns", tag = "team",
    params(("ws" = String, Path), ("journey" = String, Path)),
    responses((status = 200, body = ColumnArrangement), (status = "default", body = Problem)))]
pub async fn columns(Room(workspace): Room, Named(journey): Named<String>) -> Answer<Json<ColumnArrangement>> {
    Ok(Json(pour(&team::columns(&workspace, &asked::journey(&journey)?).await?)?))
}

/// Hides and shows columns. `409 conflict` when `version` is not the newest.
#[utoipa::path(put, path = "/api/w/{ws}/map/{journey}/columns", tag = "team",
    params(("ws" = String, Path), ("journey" = String, Path)), request_body = ColumnArrangement,
    responses((status = 200, body = ColumnArrangement), (status = 409, body = Problem), (status = "default", body = Problem)))]
pub async fn lay_columns(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Who(actor): Who,
    Body(body): Body<ColumnArrangement>,
) -> Answer<Json<ColumnArrangement>> {
    let new: Versioned<Columns> = taken(&body)?;
    let journey = asked::journey(&journey)?;
    Ok(Json(pour(&team::arrange_columns(&workspace, &actor, &journey, &new, now()).await?)?))
}

/// How the columns lay before, the newest first.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}/columns/history", tag = "team",
    params(("ws" = String, Path), ("journey" = String, Path), WhichPast),
    responses((status = 200, body = ColumnHistory), (status = "default", body = Problem)))]
pub async fn past_columns(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Who(actor): Who,
    Asked(which): Asked<WhichPast>,
) -> Answer<Json<ColumnHistory>> {
    let journey = asked::journey(&journey)?;
    Ok(Json(pour(&team::past_columns(&workspace, &actor, &journey, which.before, which.limit).await?)?))
}
