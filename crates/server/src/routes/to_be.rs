//! The map as it is to be: read beside today's figures, and begun from today's columns. Its cells are written like any
//! other, with `side: to_be`.

use axum::Json;
use yeojido_app::team;

use super::map::{Which, language};
use crate::asked::{self, Asked, Named, Room, Who, now};
use crate::problem::Answer;
use crate::wire::{CellRevision, Problem, ToBe, ToBeBegun, pour};

/// The side to be, every wish beside the figure as it is now.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}/to-be", tag = "team",
    params(("ws" = String, Path), ("journey" = String, Path), Which),
    responses((status = 200, body = ToBe), (status = "default", body = Problem)))]
pub async fn get(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Who(actor): Who,
    Asked(which): Asked<Which>,
) -> Answer<Json<ToBe>> {
    let question = which.question(&journey, &workspace)?;
    let lang = language(which.lang.as_deref());
    Ok(Json(pour(&team::to_be(&workspace, &actor, &question, lang, now()).await?)?))
}

/// Begins the side to be with today's columns; nothing is written where somebody has begun already.
#[utoipa::path(post, path = "/api/w/{ws}/map/{journey}/to-be", tag = "team",
    params(("ws" = String, Path), ("journey" = String, Path)),
    responses((status = 200, body = ToBeBegun), (status = 409, body = Problem), (status = "default", body = Problem)))]
pub async fn begin(Room(workspace): Room, Named(journey): Named<String>, Who(actor): Who) -> Answer<Json<ToBeBegun>> {
    let journey = asked::journey(&journey)?;
    let written = team::begin_to_be(&workspace, &actor, &journey, now()).await?;
    Ok(Json(ToBeBegun { written: pour::<Vec<CellRevision>>(&written)? }))
}
