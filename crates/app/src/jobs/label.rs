//! Labels for the voices of a workspace that wait for them: after an import that was cut off, when a new program brings a
//! new model; and a closer look at all of them while nobody wants anything else.

use std::sync::Arc;

use serde_json::Value;

use super::{JobContext, Work};
use crate::understand::{self, Labelled, Look};
use crate::{AppError, Workspace};

/// Labels the voices of one workspace at once.
pub struct Label(pub(super) Arc<Workspace>);

/// Looks closer at the voices of one workspace. It gives way to any other job and goes on after it.
pub struct LookCloser {
    pub(super) workspace: Arc<Workspace>,
    /// Whether it begins without being asked.
    pub(super) by_itself: bool,
}

impl Work for Label {
    const KIND: &'static str = "label";

    async fn is_wanted(&self) -> Result<bool, AppError> {
        understand::is_wanted(&self.0.lake, Look::AtOnce).await
    }

    async fn run(&self, context: &JobContext) -> Result<Value, AppError> {
        let told = context.clone();
        let go_on = move |done, of| {
            told.progress("label", done, Some(of));
            !told.cancelled()
        };
        let Labelled { voices, statements } = understand::label_voices(&self.0.lake, Look::AtOnce, go_on).await?;
        context.progress("done", voices, Some(voices));
        tracing::info!(voices, statements, "labelled");
        // The result of a job is that of an import.
        Ok(Value::Null)
    }
}

impl Work for LookCloser {
    const KIND: &'static str = "look_closer";

    async fn is_wanted(&self) -> Result<bool, AppError> {
        Ok(self.by_itself && understand::is_wanted(&self.workspace.lake, Look::Closely).await?)
    }

    async fn run(&self, context: &JobContext) -> Result<Value, AppError> {
        let told = context.clone();
        let go_on = move |done, of| {
            told.progress("look_closer", done, Some(of));
            !told.cancelled() && !told.others_wait()
        };
        match understand::label_voices(&self.workspace.lake, Look::Closely, go_on).await {
            Ok(Labelled { voices, .. }) => context.progress("done", voices, Some(voices)),
            // What has been read is stored; the rest is wanted again as soon as nobody waits, or at the next start.
            Err(AppError::Cancelled) if context.others_wait() || context.interrupted() => {}
            Err(error) => return Err(error),
        }
        Ok(Value::Null)
    }
}
