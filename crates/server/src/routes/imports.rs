//! Imports: what a file would become, and the job that makes it so.

use std::path::PathBuf;

use axum::Json;
use axum::extract::State as From;
use axum::http::StatusCode;
use serde_json::Value;
use yeojido_app::collect::{self, ImportPlan, Limits, Said, Settings};
use yeojido_app::jobs::Import;
use yeojido_app::{AppError, Workspace};
use yeojido_domain::Mapping;

use super::session::OWNER;
use super::uploads;
use crate::asked::{Body, Room, now};
use crate::problem::Answer;
use crate::state::Shared;
use crate::wire::{ImportAsk, Job, MappingList, Preview, PreviewAsk, Problem, SavedMapping, pour};

/// The mapping of a body.
pub fn mapping(value: Value) -> Result<Mapping, AppError> {
    let mapping: Mapping =
        serde_json::from_value(value).map_err(|why| AppError::invalid("bad_mapping", "mapping", why.to_string()))?;
    // The file's reader checks what the shape alone does not say.
    Ok(Mapping::from_yaml(&mapping.to_yaml()?)?)
}

/// The file of an upload that is asked for; whatever a mapping joins must lie beside it.
fn file_of(workspace: &Workspace, upload: &str, file: &str, mapping: Option<&Mapping>) -> Answer<PathBuf> {
    for join in mapping.iter().flat_map(|mapping| &mapping.join) {
        uploads::find(workspace, upload, &join.file)?;
    }
    uploads::find(workspace, upload, file)
}

/// What an uploaded file would become; nothing is stored.
#[utoipa::path(post, path = "/api/w/{ws}/imports/preview", tag = "imports", params(("ws" = String, Path)),
    request_body = PreviewAsk, responses((status = 200, body = Preview), (status = "default", body = Problem)))]
pub async fn preview(Room(workspace): Room, Body(asked): Body<PreviewAsk>) -> Answer<Json<Preview>> {
    // A mapping that is still being made may map nothing yet: the preview says so.
    let given: Option<Mapping> = asked
        .mapping
        .map(serde_json::from_value)
        .transpose()
        .map_err(|why: serde_json::Error| AppError::invalid("bad_mapping", "mapping", why.to_string()))?;
    let path = file_of(&workspace, &asked.upload, &asked.file, given.as_ref())?;
    let saved = workspace.store.mappings().await.map_err(AppError::from)?;
    let saved: Vec<(String, Mapping)> = saved.into_iter().map(|kept| (kept.name, kept.mapping)).collect();
    let settings = Settings { zone: workspace.zone.clone(), now: now(), limits: Limits::default() };
    let said = Said { sheet: asked.sheet, ..Said::default() };
    let work = move || collect::preview(&path, given.as_ref(), &said, &settings, &saved);
    let preview = tokio::task::spawn_blocking(work).await.map_err(AppError::from)?.map_err(AppError::from)?;
    Ok(Json(pour(&preview)?))
}

/// Imports an uploaded file.
#[utoipa::path(post, path = "/api/w/{ws}/imports", tag = "imports", params(("ws" = String, Path)), request_body = ImportAsk,
    responses((status = 202, body = Job), (status = "default", body = Problem)))]
pub async fn start(
    From(state): From<Shared>,
    Room(workspace): Room,
    Body(asked): Body<ImportAsk>,
) -> Answer<(StatusCode, Json<Job>)> {
    let mut mapping = mapping(asked.mapping)?;
    let path = file_of(&workspace, &asked.upload, &asked.file, Some(&mapping))?;
    if let Some(name) = asked.save_as.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
        mapping.name = Some(name.to_owned());
        workspace.store.put_mapping(name, &mapping, OWNER, now()).await.map_err(AppError::from)?;
    }
    let plan = ImportPlan::new(&path, mapping, workspace.zone.clone(), now(), OWNER).map_err(AppError::from)?;
    let job = Import::queue(&*state.jobs(&workspace).await?, &plan, &asked.file).await?;
    Ok((StatusCode::ACCEPTED, Json(pour(&job)?)))
}

/// Mappings kept by name.
#[utoipa::path(get, path = "/api/w/{ws}/mappings", tag = "imports", params(("ws" = String, Path)),
    responses((status = 200, body = MappingList), (status = "default", body = Problem)))]
pub async fn mappings(Room(workspace): Room) -> Answer<Json<MappingList>> {
    let stored = workspace.store.mappings().await.map_err(AppError::from)?;
    let mut mappings = Vec::with_capacity(stored.len());
    for kept in stored {
        mappings.push(SavedMapping {
            yaml: kept.mapping.to_yaml().map_err(AppError::from)?,
            mapping: pour(&kept.mapping)?,
            name: kept.name,
            updated_at: kept.at.to_string(),
        });
    }
    Ok(Json(MappingList { mappings }))
}
