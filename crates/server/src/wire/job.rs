//! Jobs and problems.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{DateOrder, DayOrder, SheetPart};

/// Every error (RFC 9457), with a stable code that screens translate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// `about:blank`: the code tells problems apart.
    #[serde(rename = "type")]
    pub kind: String,
    /// Status of the answer.
    pub status: u16,
    /// Stable code: `journey_not_found`, `conflict` …
    pub code: String,
    /// One sentence in English.
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

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum JobState {
    /// Waits for its turn.
    Queued,
    /// Works.
    Running,
    /// Ended well.
    Done,
    /// Ended with an error.
    Failed,
    /// Was stopped by a person.
    Cancelled,
}

/// A piece of long work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Job {
    /// `job_1`, `job_2` …
    pub id: String,
    /// `import`, or `demo` for the sample data.
    pub kind: String,
    /// The name of the file.
    pub title: String,
    /// How it stands.
    pub state: JobState,
    /// What it is doing, by a stable word.
    pub step: String,
    /// Units of the step that are done.
    pub done: u64,
    /// Of how many, if known.
    #[schema(required)]
    pub total: Option<u64>,
    /// Seconds that the step will still take.
    #[schema(required)]
    pub seconds_left: Option<u64>,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    #[schema(required)]
    pub finished_at: Option<String>,
    /// Who asked for it.
    pub by: String,
    /// Why it failed.
    #[schema(required)]
    pub error: Option<Problem>,
    /// What came of it.
    #[schema(required)]
    pub result: Option<ImportResult>,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImportResult {
    /// Rows read.
    pub read: u64,
    /// Events, voices and customers that are new.
    pub stored: u64,
    /// Those that were there already.
    pub duplicates: u64,
    /// Rows or parts of rows that could not be read.
    pub rejected: u64,
    /// Where these are written down; `null` when there are none.
    #[schema(required)]
    pub rejects_file: Option<String>,
    /// Events that the file holds.
    pub events: u64,
    /// Voices that it holds.
    pub voices: u64,
    /// Distinct customers and anonymous visitors that it speaks of.
    pub customers: u64,
    /// Distinct objects that its events touch.
    pub objects: u64,
    /// Relations between its events and objects.
    pub relations: u64,
    /// Later steps of a row that are earlier than the one before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_faults: Option<Vec<ClockFault>>,
    /// Columns whose dates are three short numbers, and in which order they were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_orders: Option<Vec<DateOrder>>,
    /// Those of them whose dates do not tell the order themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ambiguous_dates: Option<Vec<AmbiguousDates>>,
    /// The sheets of a workbook that has several, and which of them were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheets: Option<Vec<SheetPart>>,
    /// Values of JSON lines under keys for which there was no column any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values_left_out: Option<u64>,
}

/// A column whose dates could be read in two ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AmbiguousDates {
    /// The column.
    pub column: String,
    /// The order in which they were read.
    pub read_as: DayOrder,
}

/// A later step that is earlier than the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClockFault {
    /// The step before.
    pub from: String,
    /// The later step.
    pub to: String,
    /// Rows that have every event of the mapping.
    pub count: u64,
    /// Rows that lack some of them.
    #[serde(default)]
    pub unfinished: u64,
}

/// Answer of `GET /api/w/{ws}/jobs`: newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JobList {
    /// Jobs.
    pub jobs: Vec<Job>,
}
