//! What every request shares: the data folder, the jobs of each workspace, and the news that the server is closing.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::{Mutex, watch};
use yeojido_app::jobs::{Index, Jobs, Label, Works};
use yeojido_app::measure::Counter;
use yeojido_app::sample::Sample;
use yeojido_app::{AppError, DataFolder, Workspace};
use yeojido_domain::WorkspaceName;

use crate::Settings;

/// Tells which work the jobs of a workspace can do.
pub type WorksOf = Arc<dyn Fn(&Arc<Workspace>) -> Works + Send + Sync>;

/// Shared by all requests.
pub struct State {
    pub(crate) folder: Arc<DataFolder>,
    pub(crate) upload_limit_bytes: u64,
    pub(crate) closing: watch::Receiver<bool>,
    pub(crate) sample: Option<Sample>,
    /// Places for analyses.
    pub(crate) counter: Counter,
    /// Held by whoever asks for the sample data.
    pub(crate) asking: Mutex<()>,
    works: WorksOf,
    jobs: Mutex<HashMap<WorkspaceName, Arc<Jobs>>>,
}

/// A handle to it.
pub type Shared = Arc<State>;

impl State {
    pub(crate) fn new(folder: Arc<DataFolder>, settings: Settings, closing: watch::Receiver<bool>) -> Self {
        let Settings { works, upload_limit_bytes, sample, analyses_at_once, analysis_limit, .. } = settings;
        let counter = Counter::new(analyses_at_once, analysis_limit);
        let (asking, jobs) = (Mutex::default(), Mutex::default());
        Self { folder, upload_limit_bytes, closing, sample, counter, asking, works, jobs }
    }

    /// The jobs of a workspace; its worker starts at the first question.
    ///
    /// # Errors
    /// [`AppError::Store`] when unfinished jobs cannot be read.
    pub(crate) async fn jobs(&self, workspace: &Arc<Workspace>) -> Result<Arc<Jobs>, AppError> {
        let mut jobs = self.jobs.lock().await;
        if let Some(found) = jobs.get(&workspace.name) {
            return Ok(Arc::clone(found));
        }
        let started = Arc::new(Jobs::start(workspace.store.clone(), (self.works)(workspace)).await?);
        jobs.insert(workspace.name.clone(), Arc::clone(&started));
        Ok(started)
    }

    /// Takes up what an earlier process left unfinished, in every workspace.
    pub(crate) async fn resume(&self) {
        let names = match self.folder.workspaces().await {
            Ok(rows) => rows.into_iter().map(|row| row.name),
            Err(error) => return tracing::error!(%error, "unfinished jobs could not be looked for"),
        };
        for name in names {
            let started = match self.folder.workspace(&name).await {
                Ok(workspace) => {
                    crate::routes::uploads::sweep(&workspace).await;
                    match self.jobs(&workspace).await {
                        Ok(jobs) => match Label::queue_if_needed(&workspace, &jobs).await {
                            Ok(()) => Index::queue_if_needed(&workspace, &jobs).await,
                            Err(error) => Err(error),
                        },
                        Err(error) => Err(error),
                    }
                }
                Err(error) => Err(error),
            };
            if let Err(error) = started {
                tracing::error!(workspace = %name, %error, "a workspace could not be opened");
            }
        }
    }

    /// Interrupts all jobs so that the next start takes them up, and waits for them.
    pub(crate) async fn stop(&self) {
        let jobs: Vec<Arc<Jobs>> = self.jobs.lock().await.drain().map(|(_, jobs)| jobs).collect();
        for jobs in jobs {
            jobs.stop().await;
        }
    }
}
