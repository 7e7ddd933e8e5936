//! Imports: what a file would become, and the job that makes it so.

use axum::Json;
use axum::extract::State as From;
use axum::http::StatusCode;
use serde_json::Value;
use yeojido_app::AppError;
use yeojido_app::collect::import::ImportPlan;
use yeojido_app::jobs::Import;
use yeojido_domain::Mapping;

use super::session::OWNER;
use super::uploads;
use crate::asked::{Body, Room, now};
use crate::problem::Answer;
use crate::state::Shared;
use crate::wire::{ImportAsk, Job, MappingList, Problem, SavedMapping, pour};

/// The mapping of a body.
pub fn mapping(value: Value) -> Result<Mapping, AppError> {
    let mapping: Mapping = serde_json::from_value(value)
        .map_err(|why| AppError::invalid("bad_mapping", "mapping", why.to_string()))?;
    // The file's reader checks what the shape alone does not say.
    Ok(Mapping::from_yaml(&mapping.to_yaml()?)?)
}

/// Imports an uploaded file.
#[utoipa::path(post, path = "/api/w/{ws}/imports", tag = "imports", params(("ws" = String, Path)), request_body = ImportAsk,
    responses((status = 202, body = Job), (status = "default", body = Problem)))]
pub async fn start(
    From(state): From<Shared>,
    Room(workspace): Room,
    Body(asked): Body<ImportAsk>,
) -> Answer<(StatusCode, Json<Job>)> {
    let path = uploads::find(&workspace, &asked.upload, &asked.file)?;
    let mut mapping = mapping(asked.mapping)?;
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
