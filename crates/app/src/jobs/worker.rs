//! The worker: takes the next job, runs it, writes down how it ended.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use yeojido_domain::JobId;
use yeojido_store::{JobRow, JobState, LOCAL_OWNER};

use super::context::Live;
use super::{JobContext, Problem, Shared, lock, now};
use crate::AppError;

/// How often progress is written to the store, for a reader of another process and for the time after a kill.
const WRITTEN: Duration = Duration::from_secs(2);

pub(super) async fn work(shared: Arc<Shared>) {
    // Kinds that did not end well: they are not begun again by themselves.
    let mut ailing = Vec::new();
    while !shared.is_stopping() {
        let next = lock(&shared.queue).front().cloned();
        match next {
            None => match by_itself(&shared, &ailing).await {
                Ok(true) => {}
                Ok(false) => shared.wake.notified().await,
                Err(why) => {
                    tracing::error!(%why, "what is left to do could not be looked for");
                    shared.wake.notified().await;
                }
            },
            Some(id) => {
                if let Err(why) = one(&shared, &id).await {
                    // The store itself fails: the job's row stays as it is and the next start tries again.
                    tracing::error!(job = %id, %why, "a job could not be taken up or its end not written");
                }
                shared.unqueue(&id);
                if let Some(live) = lock(&shared.current).take() {
                    let row = live.row();
                    if row.state != JobState::Done {
                        ailing.push(row.kind);
                    }
                }
            }
        }
    }
}

/// Asks for the job of a kind that has something to do, if there is one.
async fn by_itself(shared: &Shared, ailing: &[String]) -> Result<bool, AppError> {
    let Some(kind) = shared.works.wanted(ailing).await? else { return Ok(false) };
    shared.add(kind, kind, LOCAL_OWNER, Value::Null).await?;
    Ok(true)
}

async fn one(shared: &Arc<Shared>, id: &JobId) -> Result<(), AppError> {
    let Some(row) = shared.store.job(id).await?.filter(|row| !row.state.is_over()) else { return Ok(()) };
    let live = Arc::new(Live::new(row.clone(), shared.news.clone()));
    *lock(&shared.current) = Some(Arc::clone(&live));
    // Out of the queue only now that it can be found here: whoever cancels it finds it in one of the two places. One
    // that is not in the queue any more was cancelled while it was read. And a stop that came before found nobody to
    // interrupt.
    if !shared.unqueue(id) || shared.is_stopping() {
        return Ok(());
    }
    let mut begun = live.row();
    begun.state = JobState::Running;
    begun.started_at = Some(now());
    begun.finished_at = None;
    begun.error = None;
    write(shared, &live, begun).await?;
    let ended = run(shared, &live, &row).await;
    let mut last = live.row();
    end(&mut last, ended, live.is_interrupted());
    tracing::info!(job = %id, state = %last.state, "job");
    write(shared, &live, last).await
}

async fn write(shared: &Shared, live: &Live, mut row: JobRow) -> Result<(), AppError> {
    row.updated_at = now();
    shared.store.update_job(&row).await?;
    live.replace(row);
    Ok(())
}

/// Runs the work in a task of its own, so that its panic fails the job and not the worker.
async fn run(shared: &Arc<Shared>, live: &Arc<Live>, row: &JobRow) -> Result<Value, AppError> {
    let work = shared.works.find(&row.kind).ok_or_else(|| {
        AppError::invalid("unknown_job", "kind", format!("this version cannot do a job of the kind `{}`", row.kind))
    })?;
    let context = JobContext {
        live: Arc::clone(live),
        store: shared.store.clone(),
        payload: Arc::new(row.payload.clone()),
        by: row.by.as_str().into(),
        shared: Arc::downgrade(shared),
    };
    let mut task = tokio::spawn(async move { work.run(&context).await });
    let mut clock = tokio::time::interval(WRITTEN);
    clock.tick().await;
    loop {
        tokio::select! {
            ended = &mut task => return ended?,
            _ = clock.tick() => shared.store.update_job(&live.row()).await?,
        }
    }
}

fn end(row: &mut JobRow, ended: Result<Value, AppError>, interrupted: bool) {
    row.state = match ended {
        Ok(result) => {
            row.result = Some(result);
            JobState::Done
        }
        Err(AppError::Cancelled) if interrupted => {
            row.state = JobState::Queued;
            return;
        }
        Err(AppError::Cancelled) => JobState::Cancelled,
        Err(error) => {
            tracing::warn!(job = %row.id, %error, "job failed");
            row.error = serde_json::to_value(Problem::from(&error)).ok();
            JobState::Failed
        }
    };
    row.finished_at = Some(now());
}
