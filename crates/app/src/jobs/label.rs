//! Labels for the voices of a workspace that have none of the shipped model: after an import that was cut off, or when a
//! new program brings a new model.

use std::sync::Arc;

use serde_json::Value;
use yeojido_store::LOCAL_OWNER;

use super::{JobContext, Jobs, Work};
use crate::understand::{self, Labelled};
use crate::{AppError, Workspace};

/// Labels the voices of one workspace.
pub struct Label(pub(super) Arc<Workspace>);

impl Label {
    /// Asks for it where voices wait and nothing is under way that ends with it.
    ///
    /// # Errors
    /// [`AppError::Lake`]; [`AppError::Store`].
    pub async fn queue_if_needed(workspace: &Workspace, jobs: &Jobs) -> Result<(), AppError> {
        if workspace.store.unfinished_jobs().await?.is_empty() && understand::pending(&workspace.lake).await? > 0 {
            jobs.add(Self::KIND, Self::KIND, LOCAL_OWNER, Value::Null).await?;
        }
        Ok(())
    }
}

impl Work for Label {
    const KIND: &'static str = "label";

    async fn run(&self, context: &JobContext) -> Result<Value, AppError> {
        let told = |done, of| context.progress("label", done, Some(of));
        let Labelled { voices, statements } =
            understand::label_voices(&self.0.lake, told, || context.cancelled()).await?;
        context.progress("done", voices, Some(voices));
        tracing::info!(voices, statements, "labelled");
        // The result of a job is that of an import.
        Ok(Value::Null)
    }
}
