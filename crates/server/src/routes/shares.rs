//! Links that open one map: made, listed, closed; and what they open.

use axum::Json;
use axum::extract::{Path, State as From};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use yeojido_app::Workspace;
use yeojido_app::map::Cell;
use yeojido_app::team::{self, NewShareLink, Scope};
use yeojido_domain::{Filter, Micros};

use super::map::language;
use super::written::taken;
use crate::asked::{self, Asked, Body, Named, Room, Who, now};
use crate::problem::Answer;
use crate::state::Shared;
use crate::wire::{
    self, Evidence, Findings, JourneyMap, Problem, ShareDoor, ShareEnter, ShareList, ShareMade, ShareNew, SharePass,
    ToBe, pour,
};

/// What of a shared map.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichShared {
    /// The language of names.
    #[param(value_type = Option<wire::Lang>)]
    pub lang: Option<String>,
}

/// Which number of a shared map.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichNumber {
    /// `pay.dropped`, `walks`.
    pub cell: String,
}

fn new(journey: &str, body: ShareNew, workspace: &Workspace) -> Answer<NewShareLink> {
    let period = asked::period(body.from.as_deref(), body.to.as_deref(), None, workspace)?;
    let filter: Filter = taken(&body.filter)?;
    let expires_at = body.expires_at.map(|text| taken::<Micros>(&text)).transpose()?;
    Ok(NewShareLink {
        journey: asked::journey(journey)?,
        scope: Scope { side: taken(&body.side)?, from: period.from, to: period.to, zone: period.zone, filter },
        opens: taken(&body.opens)?,
        embed: body.embed,
        password: body.password.filter(|password| !password.is_empty()),
        expires_at,
    })
}

/// The links to a map, the newest first, closed ones too.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}/shares", tag = "share",
    params(("ws" = String, Path), ("journey" = String, Path)),
    responses((status = 200, body = ShareList), (status = "default", body = Problem)))]
pub async fn list(
    From(state): From<Shared>,
    Room(workspace): Room,
    Named(journey): Named<String>,
    Who(actor): Who,
) -> Answer<Json<ShareList>> {
    let journey = asked::journey(&journey)?;
    Ok(Json(pour(&team::shares(&state.folder, &workspace, &actor, &journey, now()).await?)?))
}

/// Makes a link to a map. Its token is in this answer and nowhere else.
#[utoipa::path(post, path = "/api/w/{ws}/map/{journey}/shares", tag = "share",
    params(("ws" = String, Path), ("journey" = String, Path)), request_body = ShareNew,
    responses((status = 200, body = ShareMade), (status = "default", body = Problem)))]
pub async fn make(
    From(state): From<Shared>,
    Room(workspace): Room,
    Named(journey): Named<String>,
    Who(actor): Who,
    Body(body): Body<ShareNew>,
) -> Answer<Json<ShareMade>> {
    let new = new(&journey, body, &workspace)?;
    Ok(Json(pour(&team::make_share(&state.folder, &workspace, &actor, new, now()).await?)?))
}

/// Closes a link for good.
#[utoipa::path(delete, path = "/api/w/{ws}/map/{journey}/shares/{id}", tag = "share",
    params(("ws" = String, Path), ("journey" = String, Path), ("id" = i64, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn revoke(
    From(state): From<Shared>,
    Room(workspace): Room,
    Path(at): Path<(String, String, i64)>,
    Who(actor): Who,
) -> Answer<StatusCode> {
    let (_, journey, id) = at;
    let journey = asked::journey(&journey)?;
    team::revoke_share(&state.folder, &workspace, &actor, &journey, id, now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn pass(headers: &HeaderMap) -> Option<&str> {
    headers.get("x-yeojido-pass").and_then(|value| value.to_str().ok())
}

/// What a link asks for and opens. `404` for one that opens nothing, whatever the reason.
#[utoipa::path(get, path = "/api/share/{token}", tag = "share", params(("token" = String, Path)),
    responses((status = 200, body = ShareDoor), (status = "default", body = Problem)))]
pub async fn knock(From(state): From<Shared>, Path(token): Path<String>) -> Answer<Json<ShareDoor>> {
    Ok(Json(pour(&team::knock(&state.folder, &token, now()).await?)?))
}

/// Gives whoever knows the password a pass.
#[utoipa::path(post, path = "/api/share/{token}/enter", tag = "share", params(("token" = String, Path)),
    request_body = ShareEnter,
    responses((status = 200, body = SharePass), (status = 401, body = Problem), (status = 429, body = Problem),
        (status = "default", body = Problem)))]
pub async fn enter(
    From(state): From<Shared>,
    Path(token): Path<String>,
    Body(body): Body<ShareEnter>,
) -> Answer<Json<SharePass>> {
    Ok(Json(pour(&team::enter(&state.folder, &token, &body.password, now()).await?)?))
}

/// The map that a link opens. The pass of a link with a password is sent as `x-yeojido-pass`.
#[utoipa::path(get, path = "/api/share/{token}/map", tag = "share", params(("token" = String, Path), WhichShared),
    responses((status = 200, body = JourneyMap), (status = 401, body = Problem), (status = "default", body = Problem)))]
pub async fn map(
    From(state): From<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Asked(which): Asked<WhichShared>,
) -> Answer<Json<JourneyMap>> {
    let lang = language(which.lang.as_deref());
    Ok(Json(pour(&team::shared_map(&state.folder, &token, pass(&headers), lang, now()).await?)?))
}

/// What that map has found by itself; refused on a link to the side to be.
#[utoipa::path(get, path = "/api/share/{token}/findings", tag = "share", params(("token" = String, Path)),
    responses((status = 200, body = Findings), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = "default", body = Problem)))]
pub async fn findings(
    From(state): From<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Answer<Json<Findings>> {
    Ok(Json(pour(&team::shared_findings(&state.folder, &token, pass(&headers), now()).await?)?))
}

/// The side to be that a link opens; refused on a link to the side as it is.
#[utoipa::path(get, path = "/api/share/{token}/to-be", tag = "share", params(("token" = String, Path), WhichShared),
    responses((status = 200, body = ToBe), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = "default", body = Problem)))]
pub async fn to_be(
    From(state): From<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Asked(which): Asked<WhichShared>,
) -> Answer<Json<ToBe>> {
    let lang = language(which.lang.as_deref());
    Ok(Json(pour(&team::shared_to_be(&state.folder, &token, pass(&headers), lang, now()).await?)?))
}

/// A number of that map: how it was computed and how it spreads, without the rows behind it.
#[utoipa::path(get, path = "/api/share/{token}/evidence", tag = "share", params(("token" = String, Path), WhichNumber),
    responses((status = 200, body = Evidence), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = "default", body = Problem)))]
pub async fn evidence(
    From(state): From<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Asked(which): Asked<WhichNumber>,
) -> Answer<Json<Evidence>> {
    let cell: Cell = which.cell.parse()?;
    Ok(Json(pour(&team::shared_evidence(&state.folder, &token, pass(&headers), cell, now()).await?)?))
}
