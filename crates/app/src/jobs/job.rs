//! A job and a problem as people see them: the same on a screen, in a stream and in a command's output.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use yeojido_domain::{JobId, Micros};
use yeojido_store::{JobRow, JobState};

use crate::AppError;

/// What went wrong, after RFC 9457, with a stable code that the screens translate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Always `about:blank`: the code tells problems apart.
    #[serde(rename = "type")]
    pub kind: String,
    /// Status of an HTTP answer with this problem.
    pub status: u16,
    /// Stable code.
    pub code: String,
    /// One sentence in English, for people who read logs.
    pub title: String,
    /// Which field of the input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Which row of a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Values for the translated sentence.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

impl Problem {
    /// A problem with neither field nor row.
    #[must_use]
    pub fn new(status: u16, code: &str, title: impl Into<String>) -> Self {
        Self {
            kind: "about:blank".to_owned(),
            status,
            code: code.to_owned(),
            title: title.into(),
            field: None,
            row: None,
            params: BTreeMap::new(),
        }
    }
}

impl From<&AppError> for Problem {
    fn from(error: &AppError) -> Self {
        let status = match error {
            AppError::NotFound { .. } | AppError::Lake(yeojido_lake::LakeError::NoVersion { .. }) => 404,
            AppError::Conflict { .. } | AppError::Overtaken { .. } | AppError::Cancelled => 409,
            AppError::Closed { .. } => 401,
            AppError::Forbidden { .. } => 403,
            AppError::TooOften | AppError::Spent { .. } => 429,
            AppError::Machine(_) => 502,
            AppError::Busy | AppError::TooLong { .. } => 503,
            AppError::Invalid { .. } => 422,
            AppError::FolderInUse { .. } | AppError::OtherStore { .. } => 423,
            _ => 500,
        };
        let mut problem = Self::new(status, error.code(), error.to_string());
        match error {
            AppError::Invalid { field, row, params, .. } => {
                problem.field.clone_from(field);
                problem.row = *row;
                problem.params.clone_from(params);
            }
            AppError::NotFound { what, id } => {
                problem.params.insert("what".to_owned(), (*what).to_owned());
                problem.params.insert("id".to_owned(), id.clone());
            }
            AppError::TooLong { seconds } => {
                problem.params.insert("seconds".to_owned(), seconds.to_string());
            }
            AppError::Machine(why) => {
                problem.params.insert("title".to_owned(), why.to_string());
                problem.params.insert("said".to_owned(), why.said().unwrap_or_default().to_owned());
            }
            AppError::Spent { per, used, limit, needed } => {
                problem.params.insert("per".to_owned(), (*per).to_owned());
                for (name, value) in [("used", used), ("limit", limit), ("needed", needed)] {
                    problem.params.insert(name.to_owned(), value.to_string());
                }
            }
            AppError::Conflict { what, newest } => {
                problem.params.insert("what".to_owned(), (*what).to_owned());
                problem.params.insert("newest".to_owned(), newest.to_string());
            }
            AppError::Overtaken { what, newest, params } => {
                problem.params.clone_from(params);
                problem.params.insert("what".to_owned(), (*what).to_owned());
                problem.params.insert("newest".to_owned(), newest.to_string());
            }
            _ => {}
        }
        problem
    }
}

/// A job as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// `job_1`, `job_2` …
    pub id: JobId,
    /// What kind of work: `import`.
    pub kind: String,
    /// What it works on: the name of a file.
    pub title: String,
    /// `queued`, `running`, `done`, `failed`, `cancelled`.
    pub state: String,
    /// What it is doing, by a stable word that the screens translate; empty before it begins.
    pub step: String,
    /// Units of the step that are done.
    pub done: u64,
    /// Of how many, if that is known.
    pub total: Option<u64>,
    /// How long the step will still take at its pace so far, in seconds.
    pub seconds_left: Option<u64>,
    /// When it was asked for.
    pub created_at: Micros,
    /// When it ended.
    pub finished_at: Option<Micros>,
    /// Who asked for it.
    pub by: String,
    /// Why it failed.
    pub error: Option<Problem>,
    /// What came of it; of a job that was cancelled or failed, what it had stored by then.
    pub result: Option<Value>,
}

impl Job {
    /// Whether nothing more will happen to it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        [JobState::Done, JobState::Failed, JobState::Cancelled].iter().any(|state| state.as_str() == self.state)
    }
}

impl From<&JobRow> for Job {
    fn from(row: &JobRow) -> Self {
        // A problem of an older version that reads differently is shown as its text, not lost.
        let problem = |value: &Value| {
            serde_json::from_value(value.clone()).unwrap_or_else(|_| Problem::new(500, "unknown", value.to_string()))
        };
        Self {
            id: row.id.clone(),
            kind: row.kind.clone(),
            title: row.title.clone(),
            state: row.state.to_string(),
            step: row.step.clone(),
            done: row.done,
            total: row.total,
            seconds_left: None,
            created_at: row.created_at,
            finished_at: row.finished_at,
            by: row.by.clone(),
            error: row.error.as_ref().map(problem),
            result: row.result.clone(),
        }
    }
}
