//! Sample data.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Job;

/// How far sample data are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SampleState {
    /// This server can make none.
    Never,
    /// They are not there, or were broken off.
    Absent,
    /// A job makes them.
    Making,
    /// They are there.
    Ready,
}

/// Answer of `/api/sample`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SampleData {
    /// How far they are.
    pub state: SampleState,
    /// The workspace that they fill.
    #[schema(required)]
    pub workspace: Option<String>,
    /// The job that makes them, or that last did.
    #[schema(required)]
    pub job: Option<Job>,
}
