//! Long work that survives a restart, shows counted progress and can be cancelled.
//!
//! One worker a workspace takes its jobs one at a time, in the order they were asked for: two imports side by side
//! would fight over the same tables. What a job needs to know is kept in the store before it is queued, and every part
//! that is done for good is written down ([`JobContext::put_chunk`]); so a killed process takes up again at the next
//! start what it had not ended.

mod context;
mod import;
mod index;
mod job;
mod label;
mod worker;

pub use context::JobContext;
pub use import::Import;
use index::Index;
pub use job::{Job, Problem};
pub use label::{Label, LookCloser};

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::sync::{Notify, broadcast};
use tokio::task::JoinHandle;
use yeojido_domain::{JobId, Micros};
use yeojido_store::{JobState, NewJob, Store};

use crate::AppError;
use context::Live;

/// A kind of work that a job can ask for.
pub trait Work: Send + Sync + 'static {
    /// The word of this kind in the store: `import`.
    const KIND: &'static str;

    /// Does what [`JobContext::payload`] asks for and returns the result that people see.
    ///
    /// Called again from the beginning after a restart: parts found in [`JobContext::chunks`] are done. Asks
    /// [`JobContext::check`] often and ends with its error when it says so.
    fn run(&self, context: &JobContext) -> impl Future<Output = Result<Value, AppError>> + Send;

    /// Whether there is something to do that nobody has asked for: looked at when no job waits. Work that has failed or
    /// was cancelled is not taken up again so before the next start.
    fn is_wanted(&self) -> impl Future<Output = Result<bool, AppError>> + Send {
        async { Ok(false) }
    }
}

type Running<'a, T> = Pin<Box<dyn Future<Output = Result<T, AppError>> + Send + 'a>>;

/// [`Work`] behind a pointer, so that a worker can hold several kinds.
trait AnyWork: Send + Sync {
    fn run<'a>(&'a self, context: &'a JobContext) -> Running<'a, Value>;
    fn is_wanted(&self) -> Running<'_, bool>;
}

impl<W: Work> AnyWork for W {
    fn run<'a>(&'a self, context: &'a JobContext) -> Running<'a, Value> {
        Box::pin(Work::run(self, context))
    }
    fn is_wanted(&self) -> Running<'_, bool> {
        Box::pin(Work::is_wanted(self))
    }
}

/// The kinds of work that a workspace's worker can do.
#[derive(Default, Clone)]
pub struct Works(Vec<(&'static str, Arc<dyn AnyWork>)>);

impl Works {
    /// Learns one more kind.
    #[must_use]
    pub fn with<W: Work>(mut self, work: W) -> Self {
        self.0.push((W::KIND, Arc::new(work)));
        self
    }

    fn find(&self, kind: &str) -> Option<Arc<dyn AnyWork>> {
        self.0.iter().find(|(name, _)| *name == kind).map(|(_, work)| Arc::clone(work))
    }

    /// The first kind that has something to do by itself.
    async fn wanted(&self, but: &[String]) -> Result<Option<&'static str>, AppError> {
        for (kind, work) in self.0.iter().filter(|(kind, _)| !but.iter().any(|other| other == kind)) {
            if work.is_wanted().await? {
                return Ok(Some(kind));
            }
        }
        Ok(None)
    }
}

/// The jobs of one workspace and the worker that does them. Dropping it stops the worker as [`Jobs::stop`] does, but
/// does not wait for it.
pub struct Jobs {
    shared: Arc<Shared>,
    worker: Mutex<Option<JoinHandle<()>>>,
}

/// What the worker and its callers share.
struct Shared {
    store: Store,
    works: Works,
    queue: Mutex<VecDeque<JobId>>,
    wake: Notify,
    /// The job under way: fresher than its row in the store.
    current: Mutex<Option<Arc<Live>>>,
    stopping: std::sync::atomic::AtomicBool,
    news: broadcast::Sender<Job>,
}

/// Messages kept for a listener that falls behind; older ones are dropped, since a newer one of the same job follows.
const NEWS: usize = 256;

fn now() -> Micros {
    Micros(jiff::Timestamp::now().as_microsecond())
}

/// A lock that a panic elsewhere left is still whole: every change under it is a single assignment.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Jobs {
    /// Starts the worker of a workspace; what an earlier process left unfinished comes first.
    ///
    /// # Errors
    /// [`AppError::Store`] when the unfinished jobs cannot be read.
    pub async fn start(store: Store, works: Works) -> Result<Self, AppError> {
        let queue: VecDeque<JobId> = store.unfinished_jobs().await?.into_iter().map(|job| job.id).collect();
        if !queue.is_empty() {
            tracing::info!(jobs = queue.len(), "taking up unfinished jobs");
        }
        let shared = Arc::new(Shared {
            store,
            works,
            queue: Mutex::new(queue),
            wake: Notify::new(),
            current: Mutex::new(None),
            stopping: false.into(),
            news: broadcast::channel(NEWS).0,
        });
        let worker = tokio::spawn(worker::work(Arc::clone(&shared)));
        Ok(Self { shared, worker: Mutex::new(Some(worker)) })
    }

    /// Asks for a job. It is in the store before this returns, so no kill can lose it.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub async fn add(&self, kind: &str, title: &str, by: &str, payload: Value) -> Result<Job, AppError> {
        let id = self.shared.add(kind, title, by, payload).await?;
        self.get(&id).await
    }

    /// Looks whether there is something to do that nobody has asked for, now that something has changed.
    pub fn rouse(&self) {
        self.shared.wake.notify_one();
    }

    /// One job as it stands now.
    ///
    /// # Errors
    /// [`AppError::NotFound`]; [`AppError::Store`].
    pub async fn get(&self, id: &JobId) -> Result<Job, AppError> {
        if let Some(live) = self.shared.live(id) {
            return Ok(live.job());
        }
        match self.shared.store.job(id).await? {
            Some(row) => Ok(Job::from(&row)),
            None => Err(AppError::NotFound { what: "job", id: id.to_string() }),
        }
    }

    /// The newest jobs first, at most `limit`.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub async fn list(&self, limit: u64) -> Result<Vec<Job>, AppError> {
        let rows = self.shared.store.jobs(limit).await?;
        Ok(rows.iter().map(|row| self.shared.live(&row.id).map_or_else(|| Job::from(row), |live| live.job())).collect())
    }

    /// Stops a job that waits or works. One that is over stays as it is.
    ///
    /// # Errors
    /// [`AppError::NotFound`]; [`AppError::Store`].
    pub async fn cancel(&self, id: &JobId, by: &str) -> Result<Job, AppError> {
        if let Some(live) = self.shared.live(id) {
            live.cancel(by);
            return Ok(live.job());
        }
        if self.shared.unqueue(id)
            && let Some(mut row) = self.shared.store.job(id).await?
        {
            row.state = JobState::Cancelled;
            row.updated_at = now();
            row.finished_at = Some(row.updated_at);
            row.updated_by = by.to_owned();
            self.shared.store.update_job(&row).await?;
            self.shared.tell(&Job::from(&row));
        } else if let Some(live) = self.shared.live(id) {
            // The worker took it between our two looks.
            live.cancel(by);
        }
        self.get(id).await
    }

    /// Every change of every job from now on. A slow listener loses old messages, never the newest.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Job> {
        self.shared.news.subscribe()
    }

    /// Waits until a job is over.
    ///
    /// # Errors
    /// [`AppError::NotFound`]; [`AppError::Store`]; [`AppError::Ended`] when the worker stopped before the job did.
    pub async fn wait(&self, id: &JobId) -> Result<Job, AppError> {
        let mut news = self.subscribe();
        loop {
            let job = self.get(id).await?;
            if job.is_over() {
                return Ok(job);
            }
            if self.shared.is_stopping() {
                return Err(AppError::Ended(format!("{id} waits for the next start")));
            }
            // A second's patience covers the stop that nobody announces.
            let patience = std::time::Duration::from_secs(1);
            loop {
                match tokio::time::timeout(patience, news.recv()).await {
                    Ok(Ok(job)) if job.id == *id && job.is_over() => return Ok(job),
                    Ok(Ok(_)) => {}
                    Ok(Err(_)) | Err(_) => break,
                }
            }
        }
    }

    /// Stops the worker and waits for it. The job under way is interrupted and taken up again at the next start.
    pub async fn stop(&self) {
        self.shared.stop();
        let worker = lock(&self.worker).take();
        if let Some(worker) = worker
            && let Err(why) = worker.await
        {
            tracing::error!(%why, "the worker of jobs ended badly");
        }
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.shared.stop();
    }
}

impl Shared {
    async fn add(&self, kind: &str, title: &str, by: &str, payload: Value) -> Result<JobId, AppError> {
        let new = NewJob { kind: kind.to_owned(), title: title.to_owned(), by: by.to_owned(), at: now(), payload };
        let id = self.store.create_job(new).await?;
        if let Some(row) = self.store.job(&id).await? {
            self.tell(&Job::from(&row));
        }
        lock(&self.queue).push_back(id.clone());
        self.wake.notify_one();
        Ok(id)
    }

    fn live(&self, id: &JobId) -> Option<Arc<Live>> {
        lock(&self.current).as_ref().filter(|live| live.id() == id).cloned()
    }

    /// Takes a job out of the queue; false when it was not in it.
    fn unqueue(&self, id: &JobId) -> bool {
        let mut queue = lock(&self.queue);
        let before = queue.len();
        queue.retain(|queued| queued != id);
        queue.len() < before
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(std::sync::atomic::Ordering::Acquire)
    }

    fn stop(&self) {
        self.stopping.store(true, std::sync::atomic::Ordering::Release);
        if let Some(live) = lock(&self.current).as_ref() {
            live.interrupt();
        }
        self.wake.notify_one();
    }

    /// Nobody listening is no fault.
    fn tell(&self, job: &Job) {
        drop(self.news.send(job.clone()));
    }
}

#[cfg(test)]
mod tests;
