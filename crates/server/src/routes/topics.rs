//! A workspace's own order of topics. Bringing an older version back is laying it anew.

use axum::Json;
use yeojido_app::team::Versioned;
use yeojido_app::understand;
use yeojido_domain::TopicTree as Order;

use super::arranged::WhichPast;
use super::written::taken;
use crate::asked::{Asked, Body, Room, Who, now};
use crate::problem::Answer;
use crate::wire::{Problem, TopicHistory, TopicTree, pour};

/// The order that holds now.
#[utoipa::path(get, path = "/api/w/{ws}/topics", tag = "voices", params(("ws" = String, Path)),
    responses((status = 200, body = TopicTree), (status = "default", body = Problem)))]
pub async fn get(Room(workspace): Room) -> Answer<Json<TopicTree>> {
    Ok(Json(pour(&understand::topics(&workspace).await?)?))
}

/// Lays topics otherwise: renames, merges, puts below others, hides. `409 conflict` when `version` is not the newest.
#[utoipa::path(put, path = "/api/w/{ws}/topics", tag = "voices", params(("ws" = String, Path)), request_body = TopicTree,
    responses((status = 200, body = TopicTree), (status = 409, body = Problem), (status = "default", body = Problem)))]
pub async fn put(Room(workspace): Room, Who(actor): Who, Body(body): Body<TopicTree>) -> Answer<Json<TopicTree>> {
    let new: Versioned<Order> = taken(&body)?;
    Ok(Json(pour(&understand::lay_topics(&workspace, &actor, &new, now()).await?)?))
}

/// How they lay before, the newest first.
#[utoipa::path(get, path = "/api/w/{ws}/topics/history", tag = "voices", params(("ws" = String, Path), WhichPast),
    responses((status = 200, body = TopicHistory), (status = "default", body = Problem)))]
pub async fn history(
    Room(workspace): Room,
    Who(actor): Who,
    Asked(which): Asked<WhichPast>,
) -> Answer<Json<TopicHistory>> {
    Ok(Json(pour(&understand::past_topics(&workspace, &actor, which.before, which.limit).await?)?))
}
