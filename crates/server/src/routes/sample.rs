//! Sample data: whether this server has them, and making them.

use axum::Json;
use axum::extract::State as From;
use axum::http::StatusCode;
use serde_json::json;
use yeojido_app::sample::{Mark, Sample, mark};

use super::session::OWNER;
use crate::asked::now;
use crate::problem::{Answer, Refusal};
use crate::state::{Shared, State};
use crate::wire::{Job, Problem, SampleData, SampleState, pour};

/// Among how many of the newest jobs that which makes it is looked for.
const LOOKED: u64 = 50;

/// How far the sample data are.
#[utoipa::path(get, path = "/api/sample", tag = "sample",
    responses((status = 200, body = SampleData), (status = "default", body = Problem)))]
pub async fn get(From(state): From<Shared>) -> Answer<Json<SampleData>> {
    let Some(sample) = &state.sample else {
        return Ok(Json(SampleData { state: SampleState::Never, workspace: None, job: None }));
    };
    Ok(Json(standing(&state, sample).await?))
}

/// Makes the sample data, as a job of their own workspace. Asked again it answers the job under way.
#[utoipa::path(post, path = "/api/sample", tag = "sample",
    responses((status = 202, body = SampleData), (status = "default", body = Problem)))]
pub async fn post(From(state): From<Shared>) -> Answer<(StatusCode, Json<SampleData>)> {
    let Some(sample) = &state.sample else {
        return Err(Refusal::new(StatusCode::NOT_FOUND, "not_found", "this server can make no sample data"));
    };
    // One asks at a time, so that two windows do not make it twice.
    let _asking = state.asking.lock().await;
    let before = standing(&state, sample).await?;
    if matches!(before.state, SampleState::Making | SampleState::Ready) {
        return Ok((StatusCode::ACCEPTED, Json(before)));
    }
    let workspace = sample.room(&state.folder, now()).await?;
    let jobs = state.jobs(&workspace).await?;
    jobs.add(sample.kind, sample.title.ko(), OWNER, json!({})).await?;
    Ok((StatusCode::ACCEPTED, Json(standing(&state, sample).await?)))
}

async fn standing(state: &State, sample: &Sample) -> Answer<SampleData> {
    let name = Some(sample.workspace.to_string());
    let Some(workspace) = sample.room_if_there(&state.folder).await? else {
        return Ok(SampleData { state: SampleState::Absent, workspace: name, job: None });
    };
    let jobs = state.jobs(&workspace).await?.list(LOOKED).await?;
    let job = jobs.iter().find(|job| job.kind == sample.kind);
    let how = match (job.is_some_and(|job| !job.is_over()), mark(&workspace).await?) {
        (true, _) => SampleState::Making,
        (false, Mark::Whole(_)) => SampleState::Ready,
        (false, Mark::None | Mark::Half(_)) => SampleState::Absent,
    };
    Ok(SampleData { state: how, workspace: name, job: job.map(pour::<Job>).transpose()? })
}
