//! Long work, so that it survives a restart: what was asked, how far it got, what came of it.

use std::fmt;

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, TryInsertResult};
use serde_json::Value;
use yeojido_domain::{JobId, Micros};

use crate::rows::{chunk, job};
use crate::{Store, StoreError};

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobState {
    /// Waits for its turn.
    Queued,
    /// Works.
    Running,
    /// Ended well.
    Done,
    /// Ended with an error, which is kept.
    Failed,
    /// Somebody stopped it; what it had stored stays.
    Cancelled,
}

impl JobState {
    const ALL: [Self; 5] = [Self::Queued, Self::Running, Self::Done, Self::Failed, Self::Cancelled];

    /// The word used in the store and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether nothing more will happen to the job.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

impl fmt::Display for JobState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A job to be done.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// What kind of work: `import`.
    pub kind: String,
    /// What people see: the name of the file.
    pub title: String,
    /// Who asked for it.
    pub by: String,
    /// When.
    pub at: Micros,
    /// All the work needs to know, also after a restart.
    pub payload: Value,
}

/// A job as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct JobRow {
    /// `job_1`, `job_2` …
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// What people see.
    pub title: String,
    /// How it stands.
    pub state: JobState,
    /// What it is doing, by a stable word that the screens translate.
    pub step: String,
    /// How many units of the step are done.
    pub done: u64,
    /// Of how many, if that is known.
    pub total: Option<u64>,
    /// What was asked.
    pub payload: Value,
    /// What came of it.
    pub result: Option<Value>,
    /// Why it failed.
    pub error: Option<Value>,
    /// When it was asked for.
    pub created_at: Micros,
    /// Who asked for it.
    pub by: String,
    /// When work on it began last.
    pub started_at: Option<Micros>,
    /// When it ended.
    pub finished_at: Option<Micros>,
    /// When this row was written last.
    pub updated_at: Micros,
    /// Who wrote it last: somebody who cancelled it, or who asked for it.
    pub updated_by: String,
}

fn job_number(id: &JobId) -> Option<i64> {
    id.as_str().strip_prefix("job_")?.parse().ok().filter(|number| *number > 0)
}

fn whole(id: &str, value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| broken(id, format!("{value} is not a count")))
}

fn broken(id: &str, why: String) -> StoreError {
    StoreError::Broken { table: "job", id: id.to_owned(), why }
}

fn missing(id: &JobId) -> StoreError {
    StoreError::Missing { what: "job", id: id.to_string() }
}

fn stored(row: job::Model) -> Result<JobRow, StoreError> {
    let name = format!("job_{}", row.number);
    let json = |text: &str| serde_json::from_str(text).map_err(|why| broken(&name, why.to_string()));
    let state = JobState::ALL.into_iter().find(|state| state.as_str() == row.state);
    Ok(JobRow {
        id: JobId::new(&name).map_err(|why| broken(&name, why.to_string()))?,
        state: state.ok_or_else(|| broken(&name, format!("`{}` is not a state", row.state)))?,
        done: whole(&name, row.done)?,
        total: row.total.map(|total| whole(&name, total)).transpose()?,
        payload: json(&row.payload)?,
        result: row.result.as_deref().map(json).transpose()?,
        error: row.error.as_deref().map(json).transpose()?,
        kind: row.kind,
        title: row.title,
        step: row.step,
        created_at: Micros(row.created_at),
        by: row.created_by,
        started_at: row.started_at.map(Micros),
        finished_at: row.finished_at.map(Micros),
        updated_at: Micros(row.updated_at),
        updated_by: row.updated_by,
    })
}

fn count(id: &JobId, value: u64) -> Result<i64, StoreError> {
    i64::try_from(value).map_err(|_| broken(id.as_str(), format!("{value} is too large a count")))
}

impl Store {
    /// Puts a job at the end of the queue.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database does not answer.
    pub async fn create_job(&self, new: NewJob) -> Result<JobId, StoreError> {
        let row = job::ActiveModel {
            number: NotSet,
            kind: Set(new.kind),
            title: Set(new.title),
            state: Set(JobState::Queued.as_str().to_owned()),
            step: Set(String::new()),
            done: Set(0),
            total: Set(None),
            payload: Set(new.payload.to_string()),
            result: Set(None),
            error: Set(None),
            created_at: Set(new.at.0),
            created_by: Set(new.by.clone()),
            started_at: Set(None),
            finished_at: Set(None),
            updated_at: Set(new.at.0),
            updated_by: Set(new.by),
        };
        let number = job::Entity::insert(row).exec(&self.db).await?.last_insert_id;
        let name = format!("job_{number}");
        JobId::new(&name).map_err(|why| broken(&name, why.to_string()))
    }

    /// One job.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when its row cannot be read, [`StoreError::Database`] otherwise.
    pub async fn job(&self, id: &JobId) -> Result<Option<JobRow>, StoreError> {
        let Some(number) = job_number(id) else { return Ok(None) };
        job::Entity::find_by_id(number).one(&self.db).await?.map(stored).transpose()
    }

    /// The newest jobs first, at most `limit` of them.
    ///
    /// # Errors
    /// As [`Store::job`].
    pub async fn jobs(&self, limit: u64) -> Result<Vec<JobRow>, StoreError> {
        let rows = job::Entity::find().order_by_desc(job::Column::Number).limit(limit).all(&self.db).await?;
        rows.into_iter().map(stored).collect()
    }

    /// Jobs that were queued or running, oldest first: what a server takes up again when it starts.
    ///
    /// # Errors
    /// As [`Store::job`].
    pub async fn unfinished_jobs(&self) -> Result<Vec<JobRow>, StoreError> {
        let rows = job::Entity::find()
            .filter(job::Column::State.is_in([JobState::Queued.as_str(), JobState::Running.as_str()]))
            .order_by_asc(job::Column::Number)
            .all(&self.db)
            .await?;
        rows.into_iter().map(stored).collect()
    }

    /// Writes how a job stands: everything but what was asked, when and by whom.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such job, [`StoreError::Database`] otherwise.
    pub async fn update_job(&self, row: &JobRow) -> Result<(), StoreError> {
        let number = job_number(&row.id).ok_or_else(|| missing(&row.id))?;
        let change = job::ActiveModel {
            state: Set(row.state.as_str().to_owned()),
            step: Set(row.step.clone()),
            done: Set(count(&row.id, row.done)?),
            total: Set(row.total.map(|total| count(&row.id, total)).transpose()?),
            result: Set(row.result.as_ref().map(Value::to_string)),
            error: Set(row.error.as_ref().map(Value::to_string)),
            started_at: Set(row.started_at.map(|at| at.0)),
            finished_at: Set(row.finished_at.map(|at| at.0)),
            updated_at: Set(row.updated_at.0),
            updated_by: Set(row.updated_by.clone()),
            ..job::ActiveModel::default()
        };
        let done = job::Entity::update_many().set(change).filter(job::Column::Number.eq(number)).exec(&self.db).await?;
        if done.rows_affected == 0 { Err(missing(&row.id)) } else { Ok(()) }
    }

    /// Writes down that a part of a job is done, with what it counted. Saying it twice changes nothing: false then.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such job, [`StoreError::Database`] otherwise.
    pub async fn put_chunk(
        &self,
        id: &JobId,
        number: i64,
        counts: &Value,
        actor: &str,
        at: Micros,
    ) -> Result<bool, StoreError> {
        let job = self.job(id).await?.and(job_number(id)).ok_or_else(|| missing(id))?;
        let row = chunk::ActiveModel {
            job: Set(job),
            chunk: Set(number),
            counts: Set(counts.to_string()),
            at: Set(at.0),
            by: Set(actor.to_owned()),
        };
        let made = chunk::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(&self.db).await?;
        Ok(matches!(made, TryInsertResult::Inserted(1)))
    }

    /// The parts of a job that are done, in order.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when one cannot be read, [`StoreError::Database`] otherwise.
    pub async fn chunks(&self, id: &JobId) -> Result<Vec<(i64, Value)>, StoreError> {
        let Some(number) = job_number(id) else { return Ok(Vec::new()) };
        let rows = chunk::Entity::find()
            .filter(chunk::Column::Job.eq(number))
            .order_by_asc(chunk::Column::Chunk)
            .all(&self.db)
            .await?;
        rows.into_iter()
            .map(|row| {
                let counts = serde_json::from_str(&row.counts).map_err(|why| StoreError::Broken {
                    table: "job_chunk",
                    id: format!("{id} {}", row.chunk),
                    why: why.to_string(),
                })?;
                Ok((row.chunk, counts))
            })
            .collect()
    }
}
