//! An import as a job: the plan is its payload, so that it is the same import after a restart.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use yeojido_domain::JobId;

use super::{Index, Job, JobContext, Jobs, Label, LookCloser, Work, Works};
use crate::collect::import::{self, ImportPlan, ImportResult, Progress, Watch};
use crate::collect::reject::private_folder;
use crate::understand::{self, Look};
use crate::{AppError, Workspace, nearly};

/// How soon an import hears that it was cancelled.
const HEARD: Duration = Duration::from_millis(100);

/// Imports into one workspace.
pub struct Import(Arc<Workspace>);

impl Import {
    /// All that the jobs of a workspace can do.
    #[must_use]
    pub fn works(workspace: &Arc<Workspace>) -> Works {
        Self::works_looking(workspace, false)
    }

    /// The same, `closer` at all voices as soon as nobody wants anything else.
    #[must_use]
    pub fn works_looking(workspace: &Arc<Workspace>, closer: bool) -> Works {
        Works::default()
            .with(Self(Arc::clone(workspace)))
            .with(Label(Arc::clone(workspace)))
            .with(Index(Arc::clone(workspace)))
            .with(LookCloser { workspace: Arc::clone(workspace), by_itself: closer })
    }

    /// Asks for an import; `title` is what people see of it.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub async fn queue(jobs: &Jobs, plan: &ImportPlan, title: &str) -> Result<Job, AppError> {
        let payload = serde_json::to_value(plan).map_err(|why| AppError::Ended(why.to_string()))?;
        jobs.add(Self::KIND, title, &plan.by, payload).await
    }

    /// The unfinished import of the same file by the same mapping, if a kill left one; else a new one.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub async fn queue_or_resume(jobs: &Jobs, plan: &ImportPlan, title: &str) -> Result<Job, AppError> {
        for row in jobs.shared.store.unfinished_jobs().await? {
            let same = serde_json::from_value::<ImportPlan>(row.payload).is_ok_and(|left| left.is_for_the_same(plan));
            if row.kind == Self::KIND && same {
                return jobs.get(&row.id).await;
            }
        }
        Self::queue(jobs, plan, title).await
    }

    /// The folder of an import within its workspace, made if it is missing: rejects are written there.
    fn folder(&self, job: &JobId) -> Result<std::path::PathBuf, AppError> {
        let folder = self.0.dir.join("imports").join(job.as_str());
        private_folder(&folder).map_err(|why| AppError::io(&folder, why))?;
        Ok(folder)
    }
}

impl Work for Import {
    const KIND: &'static str = "import";

    async fn run(&self, context: &JobContext) -> Result<Value, AppError> {
        let plan: ImportPlan = serde_json::from_value(context.payload().clone()).map_err(|why| {
            AppError::invalid("bad_plan", "payload", format!("the plan of this import is not readable: {why}"))
        })?;
        let folder = self.folder(context.id())?;
        context.progress("read", 0, None);
        let told = context.clone();
        let watch = Watch::new(move |progress| told.progress("store", progress.rows, rows_in_all(&progress)));
        let work = import::run(&self.0.lake, &self.0.store, context.id(), &plan, &folder, &watch);
        let mut work = std::pin::pin!(work);
        let mut clock = tokio::time::interval(HEARD);
        let result: ImportResult = loop {
            tokio::select! {
                ended = &mut work => break ended?,
                _ = clock.tick() => if context.cancelled() {
                    watch.cancel();
                },
            }
        };
        // Steps of an import are small files; what is asked of them later should not be slower for that.
        if let Err(error) = self.0.lake.compact(FILES).await {
            tracing::warn!(%error, "small files were not merged; questions take longer until they are");
        }
        let told = context.clone();
        let go_on = move |done, of| {
            told.progress("label", done, Some(of));
            !told.cancelled()
        };
        match understand::label_voices(&self.0.lake, Look::AtOnce, go_on).await {
            // What was imported stays; labels are taken up as soon as no job waits, or when the server starts.
            Ok(_) | Err(AppError::Cancelled) => {}
            Err(error) => tracing::warn!(%error, "voices were stored without labels"),
        }
        let words =
            nearly::index_voices(&self.0, |done, of| context.progress("index", done, Some(of)), || context.cancelled());
        match words.await {
            Ok(_) | Err(AppError::Cancelled) => {}
            Err(error) => tracing::warn!(%error, "voices were stored without their words in the index"),
        }
        context.progress("done", result.read, Some(result.read));
        serde_json::to_value(&result).map_err(|why| AppError::Ended(why.to_string()))
    }
}

/// Files of a bucket that are merged after an import.
const FILES: usize = 4;

/// About how many rows the file has, by the bytes that those read so far took; exact at its end.
fn rows_in_all(progress: &Progress) -> Option<u64> {
    let share = u128::from(progress.rows) * u128::from(progress.total_bytes.max(progress.bytes));
    u64::try_from(share.checked_div(u128::from(progress.bytes))?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_of_a_file_are_estimated_by_its_bytes() {
        let progress = |rows, bytes, total_bytes| Progress { rows, bytes, total_bytes, seconds_left: None };
        assert_eq!(rows_in_all(&progress(100, 1_000, 4_000)), Some(400));
        assert_eq!(rows_in_all(&progress(100, 4_000, 4_000)), Some(100));
        assert_eq!(rows_in_all(&progress(0, 0, 4_000)), None);
        assert_eq!(rows_in_all(&progress(100, 5_000, 4_000)), Some(100), "unpacked bytes may be more than the file's");
    }
}
