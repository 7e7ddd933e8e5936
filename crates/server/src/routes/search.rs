//! One search over everything that a workspace holds.

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::asked::{Asked, Room};
use crate::problem::Answer;
use crate::wire::{Problem, SearchFound, pour};

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// What somebody typed: case, width and spaces do not matter, first consonants (`ㅂㅅ`) will do.
    pub q: Option<String>,
    /// Rows of each kind, 5 unless told, 50 at most.
    pub limit: Option<usize>,
}

/// Journeys, stages, findings, customers and voices, each kind with its best and how many there are.
#[utoipa::path(get, path = "/api/w/{ws}/search", tag = "search", params(("ws" = String, Path), Which),
    responses((status = 200, body = SearchFound), (status = "default", body = Problem)))]
pub async fn get(Room(workspace): Room, Asked(which): Asked<Which>) -> Answer<Json<SearchFound>> {
    let typed = which.q.unwrap_or_default();
    Ok(Json(pour(&yeojido_app::search::search(&workspace, &typed, which.limit).await?)?))
}
