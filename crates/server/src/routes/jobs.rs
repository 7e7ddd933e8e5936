//! Jobs: how they stand, now and live, and what they could not read.

use std::convert::Infallible;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Body as Bytes;
use axum::extract::State as From;
use axum::http::{HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, Stream, StreamExt as _};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use yeojido_app::AppError;
use yeojido_app::jobs::{self, Jobs};
use yeojido_domain::JobId;

use super::session::OWNER;
use crate::asked::{Named, Room};
use crate::problem::Answer;
use crate::state::Shared;
use crate::wire::{Job, JobList, Problem, pour};

/// Jobs of the list.
const LISTED: u64 = 100;
/// Jobs that a new listener hears of first.
const HEARD: u64 = 20;
/// Proxies close connections that are silent for longer.
const ALIVE: Duration = Duration::from_secs(15);

/// The newest jobs first, at most a hundred.
#[utoipa::path(get, path = "/api/w/{ws}/jobs", tag = "jobs", params(("ws" = String, Path)),
    responses((status = 200, body = JobList), (status = "default", body = Problem)))]
pub async fn list(From(state): From<Shared>, Room(workspace): Room) -> Answer<Json<JobList>> {
    let jobs = state.jobs(&workspace).await?.list(LISTED).await?;
    let jobs = jobs.iter().map(pour::<Job>).collect::<Result<_, _>>()?;
    Ok(Json(JobList { jobs }))
}

/// One job as it stands.
#[utoipa::path(get, path = "/api/w/{ws}/jobs/{id}", tag = "jobs", params(("ws" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = Job), (status = "default", body = Problem)))]
pub async fn get(From(state): From<Shared>, Room(workspace): Room, Named(id): Named<JobId>) -> Answer<Json<Job>> {
    Ok(Json(pour(&state.jobs(&workspace).await?.get(&id).await?)?))
}

/// Stops a job. One that is over stays as it is; what it had stored stays.
#[utoipa::path(post, path = "/api/w/{ws}/jobs/{id}/cancel", tag = "jobs",
    params(("ws" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = Job), (status = "default", body = Problem)))]
pub async fn cancel(From(state): From<Shared>, Room(workspace): Room, Named(id): Named<JobId>) -> Answer<Json<Job>> {
    Ok(Json(pour(&state.jobs(&workspace).await?.cancel(&id, OWNER).await?)?))
}

/// Every change of every job, as server-sent events; a new listener first hears how the newest jobs stand.
#[utoipa::path(get, path = "/api/w/{ws}/jobs/stream", tag = "jobs", params(("ws" = String, Path)),
    responses((status = 200, body = Job, content_type = "text/event-stream"), (status = "default", body = Problem)))]
pub async fn stream(
    From(state): From<Shared>,
    Room(workspace): Room,
) -> Answer<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let jobs = state.jobs(&workspace).await?;
    // Listening begins before the look, so that nothing falls between.
    let news = jobs.subscribe();
    let first = standing(&jobs).await?;
    let listener = Listener { jobs, news, closing: state.closing.clone() };
    let rest = stream::unfold(listener, |mut listener| async move {
        let events = listener.next().await?;
        Some((stream::iter(events), listener))
    });
    let events = stream::iter(first).chain(rest.flatten());
    Ok(Sse::new(events.map(Ok)).keep_alive(KeepAlive::new().interval(ALIVE)))
}

/// Oldest first, so that the newest is heard last.
async fn standing(jobs: &Jobs) -> Result<Vec<Event>, AppError> {
    Ok(jobs.list(HEARD).await?.iter().rev().filter_map(event).collect())
}

fn event(job: &jobs::Job) -> Option<Event> {
    let told = pour::<Job>(job).ok().and_then(|job| Event::default().json_data(job).ok());
    if told.is_none() {
        tracing::error!(job = %job.id, "a job has not the shape of the contract");
    }
    told
}

struct Listener {
    jobs: Arc<Jobs>,
    news: broadcast::Receiver<jobs::Job>,
    closing: watch::Receiver<bool>,
}

impl Listener {
    /// What to tell next; nothing more once the server closes.
    async fn next(&mut self) -> Option<Vec<Event>> {
        let heard = tokio::select! {
            heard = self.news.recv() => heard,
            _ = self.closing.wait_for(|closing| *closing) => return None,
        };
        match heard {
            Ok(job) => Some(event(&job).into_iter().collect()),
            // Too slow for single messages: tell how everything stands instead.
            Err(RecvError::Lagged(_)) => match standing(&self.jobs).await {
                Ok(events) => Some(events),
                Err(error) => {
                    tracing::error!(%error, "a listener could not be told how jobs stand");
                    None
                }
            },
            Err(RecvError::Closed) => None,
        }
    }
}

/// What a job could not read, with row, field and reason.
#[utoipa::path(get, path = "/api/w/{ws}/jobs/{id}/rejects", tag = "jobs",
    params(("ws" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = String, content_type = "text/csv"), (status = "default", body = Problem)))]
pub async fn rejects(From(state): From<Shared>, Room(workspace): Room, Named(id): Named<JobId>) -> Answer<Response> {
    let job = state.jobs(&workspace).await?.get(&id).await?;
    let missing = || AppError::NotFound { what: "rejects", id: id.to_string() };
    let named = job.result.as_ref().and_then(|result| result["rejects_file"].as_str()).map(PathBuf::from);
    let path = named.unwrap_or_else(|| workspace.dir.join("imports").join(id.as_str()).join("rejects.csv"));
    let path = within(&workspace.dir.join("imports"), &path).ok_or_else(missing)?;
    let file = tokio::fs::File::open(&path).await.map_err(|_| missing())?;
    let body = Bytes::from_stream(read(file));
    let mut answer = body.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{id}-rejects.csv\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(answer)
}

/// The file, if it lies in the folder, links followed.
fn within(folder: &FilePath, file: &FilePath) -> Option<PathBuf> {
    let (folder, file) = (folder.canonicalize().ok()?, file.canonicalize().ok()?);
    file.starts_with(&folder).then_some(file)
}

fn read(file: tokio::fs::File) -> impl Stream<Item = std::io::Result<Vec<u8>>> {
    use tokio::io::AsyncReadExt as _;
    stream::try_unfold(file, |mut file| async move {
        let mut chunk = Vec::with_capacity(64 << 10);
        let n = (&mut file).take(64 << 10).read_to_end(&mut chunk).await?;
        Ok((n > 0).then_some((chunk, file)))
    })
}
