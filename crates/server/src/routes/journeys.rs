//! Journeys: list, read, save, delete, check, templates, suggestion.

use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use yeojido_app::{AppError, journeys};
use yeojido_domain::Journey;

use super::session::OWNER;
use crate::asked::{self, Asked, Body, Named, Room, now};
use crate::problem::{Answer, Refusal};
use crate::wire::{
    CheckError, JourneyCheck, JourneyDraft, JourneyList, JourneyPut, JourneyVersion, Problem, Suggestion, Templates,
    pour,
};

/// Which version.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// From 1; the newest when missing.
    pub version: Option<u32>,
}

/// The journey of a body: a definition or a file, and not both.
fn definition(definition: Option<Value>, yaml: Option<&str>) -> Result<Journey, AppError> {
    match (definition, yaml) {
        (Some(value), None) => {
            serde_json::from_value(value).map_err(|why| AppError::invalid("bad_journey", "definition", why.to_string()))
        }
        (None, Some(yaml)) => Ok(Journey::from_yaml(yaml)?),
        _ => Err(AppError::invalid("bad_body", "definition", "exactly one of definition and yaml must be given")),
    }
}

/// Journeys in the order they were made.
#[utoipa::path(get, path = "/api/w/{ws}/journeys", tag = "journeys", params(("ws" = String, Path)),
    responses((status = 200, body = JourneyList), (status = "default", body = Problem)))]
pub async fn list(Room(workspace): Room) -> Answer<Json<JourneyList>> {
    Ok(Json(pour(&journeys::list(&workspace).await?)?))
}

/// One journey, at its newest version or an older one.
#[utoipa::path(get, path = "/api/w/{ws}/journeys/{id}", tag = "journeys",
    params(("ws" = String, Path), ("id" = String, Path), Which),
    responses((status = 200, body = JourneyVersion), (status = "default", body = Problem)))]
pub async fn get(
    Room(workspace): Room,
    Named(id): Named<String>,
    Asked(which): Asked<Which>,
) -> Answer<Json<JourneyVersion>> {
    Ok(Json(pour(&journeys::get(&workspace, &asked::journey(&id)?, which.version).await?)?))
}

/// Saves a journey as a new version. `409 conflict` when `base` is not the newest.
#[utoipa::path(put, path = "/api/w/{ws}/journeys/{id}", tag = "journeys",
    params(("ws" = String, Path), ("id" = String, Path)), request_body = JourneyPut,
    responses((status = 200, body = JourneyVersion), (status = 409, body = Problem), (status = "default", body = Problem)))]
pub async fn put(
    Room(workspace): Room,
    Named(id): Named<String>,
    Body(body): Body<JourneyPut>,
) -> Answer<Json<JourneyVersion>> {
    let journey = definition(body.definition, body.yaml.as_deref())?;
    if journey.id.as_str() != id {
        let title = format!("the definition's id is `{}` and the address says `{id}`", journey.id);
        return Err(AppError::invalid("bad_journey", "id", title).into());
    }
    Ok(Json(pour(&journeys::put(&workspace, &journey, body.base, OWNER, now()).await?)?))
}

/// Hides a journey; its versions are kept.
#[utoipa::path(delete, path = "/api/w/{ws}/journeys/{id}", tag = "journeys",
    params(("ws" = String, Path), ("id" = String, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn delete(Room(workspace): Room, Named(id): Named<String>) -> Answer<StatusCode> {
    journeys::delete(&workspace, &asked::journey(&id)?, OWNER, now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a draft would catch of the data. What is wrong with the draft is in the answer, not a problem.
#[utoipa::path(post, path = "/api/w/{ws}/journeys/check", tag = "journeys", params(("ws" = String, Path)),
    request_body = JourneyDraft, responses((status = 200, body = JourneyCheck), (status = "default", body = Problem)))]
pub async fn check(Room(workspace): Room, Body(draft): Body<JourneyDraft>) -> Answer<Json<JourneyCheck>> {
    let journey = match definition(draft.definition, draft.yaml.as_deref()) {
        Ok(journey) => journey,
        Err(AppError::Invalid { code: "bad_journey", message, field, .. }) => {
            let errors = vec![CheckError { place: field.unwrap_or_default(), message }];
            let none = JourneyCheck {
                errors,
                warnings: vec![],
                events: 0,
                caught: 0,
                rules: vec![],
                uncaught: vec![],
                several: vec![],
            };
            return Ok(Json(none));
        }
        Err(other) => return Err(Refusal::from(other)),
    };
    Ok(Json(pour(&journeys::check(&workspace, &journey).await?)?))
}

/// Journeys to begin with.
#[utoipa::path(get, path = "/api/w/{ws}/journeys/templates", tag = "journeys", params(("ws" = String, Path)),
    responses((status = 200, body = Templates), (status = "default", body = Problem)))]
pub async fn templates(_room: Room) -> Answer<Json<Templates>> {
    Ok(Json(pour(&journeys::templates()?)?))
}

/// Stages that the data suggest, with reasons.
#[utoipa::path(get, path = "/api/w/{ws}/journeys/suggest", tag = "journeys", params(("ws" = String, Path)),
    responses((status = 200, body = Suggestion), (status = "default", body = Problem)))]
pub async fn suggest(Room(workspace): Room) -> Answer<Json<Suggestion>> {
    Ok(Json(pour(&journeys::suggest(&workspace).await?)?))
}
