//! Who asks and where they may go, and the contract itself.

use axum::Json;
use axum::extract::State as From;
use axum::http::{StatusCode, Uri};
use yeojido_domain::LocalText as Name;

use crate::problem::{Answer, Refusal};
use crate::state::Shared;
use crate::wire::{Actor, LocalText, Problem, Session, WorkspaceItem};

/// Who acts until there are accounts.
pub const OWNER: &str = "owner";

/// Who asks, and the workspaces they may enter.
#[utoipa::path(get, path = "/api/session", tag = "session", responses((status = 200, body = Session), (status = "default", body = Problem)))]
pub async fn get(From(state): From<Shared>) -> Answer<Json<Session>> {
    let title = |name: &Name| match name {
        Name::One(text) => LocalText::One(text.clone()),
        Name::Two { ko, en } => LocalText::Two { ko: ko.clone(), en: en.clone() },
    };
    let workspaces = state.folder.workspaces().await?;
    Ok(Json(Session {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        actor: Actor { id: OWNER.to_owned(), name: OWNER.to_owned() },
        workspaces: workspaces
            .iter()
            .map(|row| WorkspaceItem {
                name: row.name.to_string(),
                title: title(&row.title),
                zone: row.zone.name().to_owned(),
                demo: row.demo,
            })
            .collect(),
    }))
}

/// The contract of this API.
pub async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(crate::document())
}

/// The address is right and the method is not.
pub async fn wrong_method(uri: Uri) -> Refusal {
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "wrong_method", format!("{} does not take this method", uri.path()))
}
