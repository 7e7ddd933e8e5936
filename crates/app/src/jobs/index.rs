//! The index of words brought up to the voices: after an import that was cut off, after the rule for order numbers has changed,
//! in a folder from before there was an index, or when it was damaged.

use std::sync::Arc;

use serde_json::Value;
use yeojido_store::LOCAL_OWNER;

use super::{JobContext, Jobs, Label, Work};
use crate::nearly::{self, Indexed};
use crate::{AppError, Workspace};

/// Makes the voices of one workspace searchable.
pub struct Index(pub(super) Arc<Workspace>);

impl Index {
    /// Asks for it where the index is behind and no import is under way, which ends with it.
    ///
    /// # Errors
    /// [`AppError::Lake`]; [`AppError::Store`].
    pub async fn queue_if_needed(workspace: &Workspace, jobs: &Jobs) -> Result<(), AppError> {
        let unfinished = workspace.store.unfinished_jobs().await?;
        if unfinished.iter().all(|job| job.kind == Label::KIND) && nearly::is_behind(workspace).await? {
            Self::queue(jobs).await?;
        }
        Ok(())
    }

    /// Asks for it.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub async fn queue(jobs: &Jobs) -> Result<(), AppError> {
        jobs.add(Self::KIND, Self::KIND, LOCAL_OWNER, Value::Null).await?;
        Ok(())
    }
}

impl Work for Index {
    const KIND: &'static str = "index";

    async fn run(&self, context: &JobContext) -> Result<Value, AppError> {
        let told = |done, of| context.progress("index", done, Some(of));
        let Indexed { added, forgotten } = nearly::index_voices(&self.0, told, || context.cancelled()).await?;
        context.progress("done", added, Some(added));
        tracing::info!(added, forgotten, "indexed");
        // The result of a job is that of an import.
        Ok(Value::Null)
    }
}
