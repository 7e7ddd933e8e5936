//! What a job's work is given: what was asked, where to count, and whether to go on.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::broadcast;
use yeojido_domain::{JobId, Micros};
use yeojido_store::{JobRow, Store};

use super::{Job, Shared, lock, now};
use crate::AppError;

/// Listeners hear of a step's progress ten times a second at most.
const PACE: Duration = Duration::from_millis(100);
/// A pace measured over less says nothing.
const MEASURED: Duration = Duration::from_millis(500);

const GO: u8 = 0;
/// The process ends: leave everything so that the next start goes on.
const INTERRUPT: u8 = 1;
/// A person wants it stopped.
const CANCEL: u8 = 2;

/// The job under way, as it stands in memory.
pub(super) struct Live {
    id: JobId,
    signal: AtomicU8,
    state: Mutex<State>,
    news: broadcast::Sender<Job>,
}

struct State {
    row: JobRow,
    step_began: Instant,
    step_from: u64,
    told: Option<Instant>,
}

impl Live {
    pub(super) fn new(row: JobRow, news: broadcast::Sender<Job>) -> Self {
        let state = State { step_from: row.done, row, step_began: Instant::now(), told: None };
        Self { id: state.row.id.clone(), signal: AtomicU8::new(GO), state: Mutex::new(state), news }
    }

    pub(super) fn id(&self) -> &JobId {
        &self.id
    }

    pub(super) fn row(&self) -> JobRow {
        lock(&self.state).row.clone()
    }

    pub(super) fn job(&self) -> Job {
        lock(&self.state).job()
    }

    pub(super) fn cancel(&self, by: &str) {
        by.clone_into(&mut lock(&self.state).row.updated_by);
        self.signal.store(CANCEL, Ordering::Release);
    }

    /// Does not undo a person's cancel.
    pub(super) fn interrupt(&self) {
        let _ = self.signal.compare_exchange(GO, INTERRUPT, Ordering::AcqRel, Ordering::Acquire);
    }

    pub(super) fn is_interrupted(&self) -> bool {
        self.signal.load(Ordering::Acquire) == INTERRUPT
    }

    /// Takes over a row that is already in the store, and tells everybody: nobody hears of what a kill could undo.
    pub(super) fn replace(&self, row: JobRow) {
        let mut state = lock(&self.state);
        state.row = row;
        drop(self.news.send(state.job()));
    }
}

impl State {
    fn job(&self) -> Job {
        Job { seconds_left: self.seconds_left(), ..Job::from(&self.row) }
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an estimate in whole seconds, capped at a year"
    )]
    fn seconds_left(&self) -> Option<u64> {
        let (elapsed, done) = (self.step_began.elapsed(), self.row.done.saturating_sub(self.step_from));
        let left = self.row.total?.saturating_sub(self.row.done);
        if self.row.state.is_over() || done == 0 || elapsed < MEASURED {
            return None;
        }
        Some((elapsed.as_secs_f64() * left as f64 / done as f64).ceil().min(31_536_000.0) as u64)
    }
}

/// What a job's work is given. Cheap to clone, and everything but the chunks may be called from a blocking thread.
#[derive(Clone)]
pub struct JobContext {
    pub(super) live: Arc<Live>,
    pub(super) store: Store,
    pub(super) payload: Arc<Value>,
    pub(super) by: Arc<str>,
    pub(super) shared: Weak<Shared>,
}

impl JobContext {
    /// Which job.
    #[must_use]
    pub fn id(&self) -> &JobId {
        self.live.id()
    }

    /// Who asked for it.
    #[must_use]
    pub fn by(&self) -> &str {
        &self.by
    }

    /// What was asked.
    #[must_use]
    pub fn payload(&self) -> &Value {
        &self.payload
    }

    /// Says how far a step is: a stable word, units done, and of how many if that is known.
    pub fn progress(&self, step: &str, done: u64, total: Option<u64>) {
        let mut state = lock(&self.live.state);
        if state.row.step != step {
            step.clone_into(&mut state.row.step);
            state.step_began = Instant::now();
            state.step_from = done;
            state.told = None;
        }
        state.row.done = done;
        state.row.total = total;
        let due = state.told.is_none_or(|told| told.elapsed() >= PACE) || Some(done) == total;
        if due {
            state.told = Some(Instant::now());
            drop(self.live.news.send(state.job()));
        }
    }

    /// What came of the work so far; people see it if the job is cancelled or fails.
    pub fn so_far(&self, result: Value) {
        lock(&self.live.state).row.result = Some(result);
    }

    /// Whether the work should end now: somebody cancelled it, or the process is about to end.
    #[must_use]
    pub fn cancelled(&self) -> bool {
        self.live.signal.load(Ordering::Acquire) != GO
    }

    /// Whether the process is about to end.
    #[must_use]
    pub(super) fn interrupted(&self) -> bool {
        self.live.is_interrupted()
    }

    /// Whether another job waits for this one to end.
    #[must_use]
    pub fn others_wait(&self) -> bool {
        self.shared.upgrade().is_some_and(|shared| lock(&shared.queue).iter().any(|id| id != self.id()))
    }

    /// The same as an error, for `?`.
    ///
    /// # Errors
    /// [`AppError::Cancelled`].
    pub fn check(&self) -> Result<(), AppError> {
        if self.cancelled() { Err(AppError::Cancelled) } else { Ok(()) }
    }

    /// Writes down that a part is done for good, with what it counted. False when it was written down before.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub async fn put_chunk(&self, number: i64, counts: &Value) -> Result<bool, AppError> {
        let at: Micros = now();
        Ok(self.store.put_chunk(self.id(), number, counts, &self.by, at).await?)
    }

    /// The parts that are done, in order, with what they counted: also those of an earlier process.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub async fn chunks(&self) -> Result<Vec<(i64, Value)>, AppError> {
        Ok(self.store.chunks(self.id()).await?)
    }
}
