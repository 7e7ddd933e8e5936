//! Two sides of an analysis, as an answer and as a table.

use axum::Json;
use axum::extract::State as From;
use axum::response::Response;
use serde_json::Value;
use yeojido_app::measure::{self, Comparison};

use super::analyze::{Language, attached, spoken};
use crate::asked::{Asked, Body, Room, now};
use crate::problem::Answer;
use crate::state::Shared;
use crate::wire::{self, Problem, pour};

/// Two sides of an analysis: what differs, how sure that is, and how much of the gap each row explains.
#[utoipa::path(post, path = "/api/w/{ws}/analyze/compare", tag = "analyze", params(("ws" = String, Path)),
    request_body = wire::ContrastQuestion,
    responses((status = 200, body = wire::ContrastAnswer), (status = "default", body = Problem)))]
pub async fn ask(
    From(state): From<Shared>,
    Room(workspace): Room,
    Body(body): Body<Value>,
) -> Answer<Json<wire::ContrastAnswer>> {
    let comparison = Comparison::read(body)?;
    let ask = async |ticket| measure::compare(&workspace, comparison, ticket, now()).await;
    Ok(Json(pour(&state.counter.serve(ask).await?)?))
}

/// The same as a table in a file.
#[utoipa::path(post, path = "/api/w/{ws}/analyze/compare/csv", tag = "analyze", params(("ws" = String, Path), Language),
    request_body = wire::ContrastQuestion,
    responses((status = 200, content((String = "text/csv"))), (status = "default", body = Problem)))]
pub async fn csv(
    From(state): From<Shared>,
    Room(workspace): Room,
    Asked(language): Asked<Language>,
    Body(body): Body<Value>,
) -> Answer<Response> {
    let comparison = Comparison::read(body)?;
    let ask = async |ticket| measure::compare(&workspace, comparison, ticket, now()).await;
    let answer = state.counter.serve(ask).await?;
    attached(measure::csv_of_sides(&answer, spoken(&language))?, "compare")
}
