//! Saved analyses, and annotations of days.

use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use yeojido_app::analyses::{self, AnalysisChange, AnnotationChange, NewAnalysis, NewAnnotation};

use crate::asked::{Asked, Body, Named, Room, Who, now};
use crate::problem::Answer;
use crate::wire::{self, Annotation, Annotations, Problem, SavedAnalyses, SavedAnalysis, pour};

/// Which revision is removed.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Seen {
    /// The one that was seen.
    pub revision: u32,
}

/// Saved analyses, in the order they were made.
#[utoipa::path(get, path = "/api/w/{ws}/analyses", tag = "analyze", params(("ws" = String, Path)),
    responses((status = 200, body = SavedAnalyses), (status = "default", body = Problem)))]
pub async fn analyses(Room(workspace): Room) -> Answer<Json<SavedAnalyses>> {
    Ok(Json(pour(&json!({ "analyses": analyses::analyses(&workspace).await? }))?))
}

/// Saves an analysis.
#[utoipa::path(post, path = "/api/w/{ws}/analyses", tag = "analyze", params(("ws" = String, Path)),
    request_body = wire::NewAnalysis,
    responses((status = 201, body = SavedAnalysis), (status = "default", body = Problem)))]
pub async fn save(
    Room(workspace): Room,
    Who(actor): Who,
    Body(body): Body<NewAnalysis>,
) -> Answer<(StatusCode, Json<SavedAnalysis>)> {
    Ok((StatusCode::CREATED, Json(pour(&analyses::save_analysis(&workspace, &actor, body, now()).await?)?)))
}

/// A saved analysis.
#[utoipa::path(get, path = "/api/w/{ws}/analyses/{id}", tag = "analyze",
    params(("ws" = String, Path), ("id" = i64, Path)),
    responses((status = 200, body = SavedAnalysis), (status = "default", body = Problem)))]
pub async fn analysis(Room(workspace): Room, Named(id): Named<i64>) -> Answer<Json<SavedAnalysis>> {
    Ok(Json(pour(&analyses::analysis(&workspace, id).await?)?))
}

/// Changes a saved analysis. `409 conflict` with `mine` and `theirs` when somebody changed it since `revision`.
#[utoipa::path(put, path = "/api/w/{ws}/analyses/{id}", tag = "analyze",
    params(("ws" = String, Path), ("id" = i64, Path)), request_body = wire::AnalysisChange,
    responses((status = 200, body = SavedAnalysis), (status = 409, body = Problem), (status = "default", body = Problem)))]
pub async fn change(
    Room(workspace): Room,
    Named(id): Named<i64>,
    Who(actor): Who,
    Body(body): Body<AnalysisChange>,
) -> Answer<Json<SavedAnalysis>> {
    Ok(Json(pour(&analyses::change_analysis(&workspace, &actor, id, body, now()).await?)?))
}

/// Removes a saved analysis. `409 conflict` when somebody changed it since `revision`.
#[utoipa::path(delete, path = "/api/w/{ws}/analyses/{id}", tag = "analyze",
    params(("ws" = String, Path), ("id" = i64, Path), Seen),
    responses((status = 204), (status = 409, body = Problem), (status = "default", body = Problem)))]
pub async fn remove(
    Room(workspace): Room,
    Named(id): Named<i64>,
    Who(actor): Who,
    Asked(seen): Asked<Seen>,
) -> Answer<StatusCode> {
    analyses::remove_analysis(&workspace, &actor, id, seen.revision, now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Annotations of days, by day.
#[utoipa::path(get, path = "/api/w/{ws}/annotations", tag = "analyze", params(("ws" = String, Path)),
    responses((status = 200, body = Annotations), (status = "default", body = Problem)))]
pub async fn annotations(Room(workspace): Room) -> Answer<Json<Annotations>> {
    Ok(Json(pour(&json!({ "annotations": analyses::annotations(&workspace).await? }))?))
}

/// Notes what happened on a day.
#[utoipa::path(post, path = "/api/w/{ws}/annotations", tag = "analyze", params(("ws" = String, Path)),
    request_body = wire::NewAnnotation,
    responses((status = 201, body = Annotation), (status = "default", body = Problem)))]
pub async fn annotate(
    Room(workspace): Room,
    Who(actor): Who,
    Body(body): Body<NewAnnotation>,
) -> Answer<(StatusCode, Json<Annotation>)> {
    Ok((StatusCode::CREATED, Json(pour(&analyses::annotate(&workspace, &actor, &body, now()).await?)?)))
}

/// Changes an annotation. `409 conflict` with `mine` and `theirs` when somebody changed it since `revision`.
#[utoipa::path(put, path = "/api/w/{ws}/annotations/{id}", tag = "analyze",
    params(("ws" = String, Path), ("id" = i64, Path)), request_body = wire::AnnotationChange,
    responses((status = 200, body = Annotation), (status = 409, body = Problem), (status = "default", body = Problem)))]
pub async fn change_annotation(
    Room(workspace): Room,
    Named(id): Named<i64>,
    Who(actor): Who,
    Body(body): Body<AnnotationChange>,
) -> Answer<Json<Annotation>> {
    Ok(Json(pour(&analyses::change_annotation(&workspace, &actor, id, &body, now()).await?)?))
}

/// Removes an annotation. `409 conflict` when somebody changed it since `revision`.
#[utoipa::path(delete, path = "/api/w/{ws}/annotations/{id}", tag = "analyze",
    params(("ws" = String, Path), ("id" = i64, Path), Seen),
    responses((status = 204), (status = 409, body = Problem), (status = "default", body = Problem)))]
pub async fn remove_annotation(
    Room(workspace): Room,
    Named(id): Named<i64>,
    Who(actor): Who,
    Asked(seen): Asked<Seen>,
) -> Answer<StatusCode> {
    analyses::remove_annotation(&workspace, &actor, id, seen.revision, now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
