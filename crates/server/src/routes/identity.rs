//! Which customers are one.

use axum::Json;
use axum::http::StatusCode;
use serde_json::json;
use yeojido_app::people;

use super::written::taken;
use crate::asked::{Body, Named, Room, Who, now};
use crate::problem::Answer;
use crate::wire::{Merge, MergeUndo, Merges, NewMerge, Problem, pour};

/// Merges, the newest first, those that were undone too.
#[utoipa::path(get, path = "/api/w/{ws}/merges", tag = "customers", params(("ws" = String, Path)),
    responses((status = 200, body = Merges), (status = "default", body = Problem)))]
pub async fn list(Room(workspace): Room, Who(actor): Who) -> Answer<Json<Merges>> {
    Ok(Json(pour(&json!({ "merges": people::merges(&workspace, &actor).await? }))?))
}

/// Takes a customer for another from now on. With a `key` that was sent before it gives the answer of then.
#[utoipa::path(post, path = "/api/w/{ws}/merges", tag = "customers", params(("ws" = String, Path)), request_body = NewMerge,
    responses((status = 201, body = Merge), (status = "default", body = Problem)))]
pub async fn merge(
    Room(workspace): Room,
    Who(actor): Who,
    Body(body): Body<NewMerge>,
) -> Answer<(StatusCode, Json<Merge>)> {
    let new: people::NewMerge = taken(&body)?;
    Ok((StatusCode::CREATED, Json(pour(&people::merge(&workspace, &actor, &new, now()).await?)?)))
}

/// Takes them for two again.
#[utoipa::path(post, path = "/api/w/{ws}/merges/{id}/undo", tag = "customers",
    params(("ws" = String, Path), ("id" = i64, Path)), request_body = MergeUndo,
    responses((status = 200, body = Merge), (status = "default", body = Problem)))]
pub async fn undo(
    Room(workspace): Room,
    Named(id): Named<i64>,
    Who(actor): Who,
    Body(body): Body<MergeUndo>,
) -> Answer<Json<Merge>> {
    Ok(Json(pour(&people::undo(&workspace, &actor, id, body.reason.as_deref(), now()).await?)?))
}
