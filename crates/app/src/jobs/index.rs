//! The index of words brought up to the voices: after an import that was cut off, after the rule for order numbers has changed,
//! in a folder from before there was an index, or when it was damaged.

use std::sync::Arc;

use serde_json::Value;

use super::{JobContext, Work};
use crate::nearly::{self, Indexed};
use crate::{AppError, Workspace};

/// Makes the voices of one workspace searchable.
pub struct Index(pub(super) Arc<Workspace>);

impl Work for Index {
    const KIND: &'static str = "index";

    async fn is_wanted(&self) -> Result<bool, AppError> {
        nearly::is_behind(&self.0).await
    }

    async fn run(&self, context: &JobContext) -> Result<Value, AppError> {
        let told = |done, of| context.progress("index", done, Some(of));
        let Indexed { added, forgotten } = nearly::index_voices(&self.0, told, || context.cancelled()).await?;
        context.progress("done", added, Some(added));
        tracing::info!(added, forgotten, "indexed");
        // The result of a job is that of an import.
        Ok(Value::Null)
    }
}
