//! Conversations about cells of a map.

use axum::Json;
use axum::extract::Path;
use yeojido_app::team;

use super::written::taken;
use crate::asked::{self, Body, Named, Room, Who, now};
use crate::problem::Answer;
use crate::wire::{CommentReply, Conversation, NewComment, Problem, Thread, pour};

/// All that is said about a map.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}/comments", tag = "team",
    params(("ws" = String, Path), ("journey" = String, Path)),
    responses((status = 200, body = Conversation), (status = "default", body = Problem)))]
pub async fn list(Room(workspace): Room, Named(journey): Named<String>, Who(actor): Who) -> Answer<Json<Conversation>> {
    let journey = asked::journey(&journey)?;
    Ok(Json(pour(&team::conversation(&workspace, &actor, &journey).await?)?))
}

/// Begins a thread about a cell.
#[utoipa::path(post, path = "/api/w/{ws}/map/{journey}/comments", tag = "team",
    params(("ws" = String, Path), ("journey" = String, Path)), request_body = NewComment,
    responses((status = 200, body = Thread), (status = "default", body = Problem)))]
pub async fn begin(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Who(actor): Who,
    Body(body): Body<NewComment>,
) -> Answer<Json<Thread>> {
    let journey = asked::journey(&journey)?;
    Ok(Json(pour(&team::comment(&workspace, &actor, &journey, taken(&body)?, now()).await?)?))
}

/// Answers in a thread, changes or takes back a comment, settles or reopens it. `409 conflict` with `mine` when the
/// thread has moved on since `seen`.
#[utoipa::path(post, path = "/api/w/{ws}/map/{journey}/comments/{thread}", tag = "team",
    params(("ws" = String, Path), ("journey" = String, Path), ("thread" = i64, Path)), request_body = CommentReply,
    responses((status = 200, body = Thread), (status = 409, body = Problem), (status = "default", body = Problem)))]
pub async fn reply(
    Room(workspace): Room,
    Path(at): Path<(String, String, i64)>,
    Who(actor): Who,
    Body(body): Body<CommentReply>,
) -> Answer<Json<Thread>> {
    let (_, journey, thread) = at;
    let journey = asked::journey(&journey)?;
    Ok(Json(pour(&team::reply(&workspace, &actor, &journey, thread, taken(&body)?, now()).await?)?))
}
