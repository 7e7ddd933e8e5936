//! The node of a plan that folds pieces with our kernels: rows that say what to read in, rows of sums out.
//!
//! Its input is a table in memory, one partition a piece, because the engine hands a task its own partitions of a leaf that
//! it knows, and all partitions of one that it does not: a leaf of our own would be folded by every task whole.

use std::fmt;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::TaskContext;
use datafusion::physical_expr::{EquivalenceProperties, PhysicalExpr};
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, ExecutionPlanProperties, PlanProperties, SendableRecordBatchStream,
};
use futures::{StreamExt, TryStreamExt};
use yeojido_journey::Part;
use yeojido_lake::{LakeError, Need, Piece, Stop};

use crate::asking::Piecemeal;
use crate::bucket::Lake;
use crate::cache::Cache;
use crate::error::ClusterError;
use crate::job::{Job, pieces_of, sums_batches, sums_schema};

/// What an executor folds with: its files, and what it may read.
#[derive(Debug)]
pub struct Folder {
    /// Files of buckets.
    pub cache: Cache,
    /// Lakes that it may read.
    pub lakes: Vec<Lake>,
}

impl Folder {
    /// Folds one piece.
    ///
    /// # Errors
    /// [`ClusterError::Settings`] for a lake that this node may not read; whatever fetching and reading say.
    pub async fn fold(&self, job: &Job, piece: &Piece, stop: Stop) -> Result<Option<Piecemeal>, ClusterError> {
        let lake = Lake::parse(&job.lake)?;
        if !lake.is_below(&self.lakes) {
            return Err(ClusterError::Settings(format!(
                "refused: this node may not read {lake} (its setting `lakes`)"
            )));
        }
        let held = self.cache.hold(&lake, &piece.files()?).await?;
        let (question, second, piece) = (job.question.clone(), job.second()?, piece.clone());
        let work = move || {
            let need = Need::of(question.columns());
            let add = |sum: &mut Option<Piecemeal>, part: &Part<'_>| {
                let more = question.fold(part, second.as_ref())?;
                match sum {
                    None => *sum = Some(more),
                    Some(sum) => sum.merge(more)?,
                }
                Ok::<_, ClusterError>(())
            };
            piece.fold(held.root(), &need, &stop, add)
        };
        tokio::task::spawn_blocking(work).await.map_err(|ended| ClusterError::Engine(ended.to_string()))?
    }
}

/// Stops the fold of a task that nobody waits for.
struct StopOnDrop(Stop);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.now();
    }
}

/// The node.
#[derive(Debug)]
pub struct FoldExec {
    job: Arc<Job>,
    input: Arc<dyn ExecutionPlan>,
    /// Only executors have one.
    folder: Option<Arc<Folder>>,
    properties: Arc<PlanProperties>,
}

impl FoldExec {
    /// A node over rows that say what to read.
    pub fn new(job: Arc<Job>, input: Arc<dyn ExecutionPlan>, folder: Option<Arc<Folder>>) -> Self {
        let properties = PlanProperties::new(
            EquivalenceProperties::new(sums_schema()),
            input.output_partitioning().clone(),
            EmissionType::Incremental,
            Boundedness::Bounded,
        );
        Self { job, input, folder, properties: Arc::new(properties) }
    }

    /// What all pieces have in common.
    pub fn job(&self) -> &Job {
        &self.job
    }
}

impl DisplayAs for FoldExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FoldExec: lake={}", self.job.lake)
    }
}

impl ExecutionPlan for FoldExec {
    fn name(&self) -> &'static str {
        "FoldExec"
    }

    fn schema(&self) -> SchemaRef {
        sums_schema()
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    /// A piece is whole: there is nothing to gain from other partitions.
    fn benefits_from_input_partitioning(&self) -> Vec<bool> {
        vec![false]
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.input]
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(self: Arc<Self>, mut children: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        match (children.pop(), children.is_empty()) {
            (Some(input), true) => Ok(Arc::new(Self::new(Arc::clone(&self.job), input, self.folder.clone()))),
            _ => Err(DataFusionError::Internal("FoldExec has one input".to_owned())),
        }
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let folder = self.folder.clone();
        let folder = folder.ok_or_else(|| DataFusionError::Execution("this node is no executor".to_owned()))?;
        let (job, input) = (Arc::clone(&self.job), self.input.execute(partition, context)?);
        let stream = input.then(move |batch| fold_all(Arc::clone(&folder), Arc::clone(&job), batch)).try_flatten();
        Ok(Box::pin(RecordBatchStreamAdapter::new(sums_schema(), stream)))
    }
}

/// Folds the pieces of some rows, one after another.
async fn fold_all(
    folder: Arc<Folder>,
    job: Arc<Job>,
    batch: Result<RecordBatch>,
) -> Result<impl futures::Stream<Item = Result<RecordBatch>>> {
    let mut rows = Vec::new();
    for (number, piece) in pieces_of(&batch?).map_err(told)? {
        let stop = StopOnDrop(Stop::default());
        let begun = std::time::Instant::now();
        let sums = folder.fold(&job, &piece, stop.0.clone()).await.map_err(told)?;
        rows.extend(sums_batches(number, sums.as_ref()).map_err(told)?);
        tracing::debug!(piece = number, ms = begun.elapsed().as_millis(), "folded");
    }
    Ok(futures::stream::iter(rows.into_iter().map(Ok)))
}

/// As the engine carries it. What is said every time is told apart by its beginning.
#[expect(clippy::needless_pass_by_value, reason = "given to `map_err`")]
fn told(error: ClusterError) -> DataFusionError {
    let text = match &error {
        ClusterError::Question(why) => format!("the question cannot be asked: {why}"),
        other => other.to_string(),
    };
    // The engine tries tasks again whose input could not be read; a refusal would only be repeated.
    match error {
        ClusterError::Bucket { .. } | ClusterError::Lake(LakeError::Io { .. }) => {
            DataFusionError::IoError(std::io::Error::other(text))
        }
        _ => DataFusionError::Execution(text),
    }
}
