//! What a command beside a running server hands over: the server owns the data folder, the command only asks.
//!
//! Whoever can read the lock file may read the folder, so its token is the proof; without it these addresses would let
//! any program of the machine read any file as the server's user.

use std::path::PathBuf;

use axum::Json;
use axum::extract::{Path, State as From};
use axum::http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde_json::Value;
use yeojido_app::collect::import::ImportPlan;
use yeojido_app::command::{self, Order};
use yeojido_app::jobs::Import;
use yeojido_app::{AppError, DataFolder};
use yeojido_domain::{LocalText, WorkspaceName};

use super::imports::mapping;
use super::session::OWNER;
use crate::asked::{Body, now};
use crate::problem::{Answer, Refusal};
use crate::state::Shared;
use crate::wire::{Job, pour};

/// An import of a file of this machine. The command has guessed the mapping, since it can read the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalImport {
    path: PathBuf,
    mapping: Value,
}

/// Hashes are compared, so that the time of the comparison tells nothing of the token.
fn prove(folder: &DataFolder, headers: &HeaderMap) -> Answer<()> {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    if blake3::hash(given.as_bytes()) == blake3::hash(folder.token().as_bytes()) {
        Ok(())
    } else {
        Err(Refusal::new(StatusCode::UNAUTHORIZED, "bad_token", "the token of the data folder's lock is asked for"))
    }
}

/// Runs a command of the command line; its answer is what the command prints as JSON.
pub async fn command(From(state): From<Shared>, headers: HeaderMap, Body(order): Body<Order>) -> Answer<Json<Value>> {
    prove(&state.folder, &headers)?;
    Ok(Json(command::run(&state.folder, order, now()).await?))
}

/// Imports a file of this machine, named by its whole path.
pub async fn import(
    From(state): From<Shared>,
    Path(name): Path<String>,
    headers: HeaderMap,
    Body(asked): Body<LocalImport>,
) -> Answer<(StatusCode, Json<Job>)> {
    prove(&state.folder, &headers)?;
    let name = WorkspaceName::new(&name).map_err(AppError::from)?;
    let title = LocalText::One(name.to_string());
    let workspace = state.folder.workspace_or_new(&name, title, false, now()).await?;
    if !asked.path.is_absolute() {
        let title = format!("{} is not a whole path", asked.path.display());
        return Err(Refusal::of_field(StatusCode::UNPROCESSABLE_ENTITY, "bad_path", "path", title));
    }
    let mapping = mapping(asked.mapping)?;
    let plan = ImportPlan::new(&asked.path, mapping, workspace.zone.clone(), now(), OWNER).map_err(AppError::from)?;
    let title = asked.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let job = Import::queue(&*state.jobs(&workspace).await?, &plan, &title).await?;
    Ok((StatusCode::ACCEPTED, Json(pour(&job)?)))
}
