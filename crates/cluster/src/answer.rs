//! Whoever asks: cuts the lake into pieces, hands them to the cluster, adds up what comes back.

use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow::array::RecordBatch;
use ballista_core::execution_plans::execute_physical_plan;
use ballista_core::extension::SessionConfigExt;
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion_proto::protobuf::PhysicalPlanNode;
use futures::TryStreamExt;
use yeojido_contrast::Second;
use yeojido_journey::{Events, Part};
use yeojido_lake::{Catalogue, Piece, Stop};

use crate::asking::{Asking, Piecemeal, Report};
use crate::bucket::Lake;
use crate::cache::Cache;
use crate::codec::Codec;
use crate::error::ClusterError;
use crate::fold::{FoldExec, Folder};
use crate::job::{Job, piece_batch, piece_schema, sums_bytes, sums_of};
use crate::mirror;
use crate::settings::{Query, SCHEDULER, own_folder};
use crate::trust::{self, Trust};

/// Seconds for an answer when nobody says.
const DEADLINE: u64 = 120;
/// Time between two tries.
const PAUSE: Duration = Duration::from_millis(500);
/// Bytes of files that a process keeps that folds by itself.
const OWN_CACHE: u64 = 20_000_000_000;

/// An answer, and how it came about.
#[derive(Debug)]
pub struct Answered {
    /// What was found.
    pub report: Report,
    /// In which version of the lake.
    pub version: u64,
    /// How often the cluster was asked.
    pub tries: u32,
    /// Bytes that executors sent.
    pub bytes: u64,
}

/// Asks the cluster. There is an answer or an error by the deadline.
///
/// # Errors
/// [`ClusterError::Question`] for one that cannot be asked; [`ClusterError::Deadline`] with the reason of the last try.
pub async fn ask(
    lake: &Lake,
    version: Option<u64>,
    question: Asking,
    settings: &Query,
    trust: Option<&Trust>,
) -> Result<Answered, ClusterError> {
    let seconds = settings.deadline.unwrap_or(DEADLINE);
    let deadline = Instant::now() + Duration::from_secs(seconds);
    let mut tries = 0;
    let mut last = "the lake's logs were being read".to_owned();
    let work = async {
        let catalogue = read(lake, version, settings).await?;
        nothing(&question, &catalogue, None)?;
        let pieces = catalogue.pieces(settings.shares.unwrap_or(1));
        let job = Arc::new(Job { lake: lake.to_string(), question: question.clone(), second: None });
        loop {
            tries += 1;
            "the cluster was working".clone_into(&mut last);
            match asked(&job, &catalogue, &pieces, settings, trust).await {
                Ok((report, bytes)) => return Ok((report, catalogue.version(), bytes)),
                Err(error) if error.may_pass() => {
                    last = error.to_string();
                    tracing::warn!(%error, tries, "asked again");
                    tokio::time::sleep(PAUSE).await;
                }
                Err(error) => return Err(error),
            }
        }
    };
    match tokio::time::timeout_at(deadline.into(), work).await {
        Ok(done) => done.map(|(report, version, bytes)| Answered { report, version, tries, bytes }),
        Err(_) => Err(ClusterError::Deadline { seconds, tries, last }),
    }
}

/// Asks in this process alone.
///
/// # Errors
/// As [`ask`], without a deadline.
pub async fn here(
    lake: &Lake,
    version: Option<u64>,
    question: &Asking,
    settings: &Query,
) -> Result<Answered, ClusterError> {
    let catalogue = read(lake, version, settings).await?;
    let folder = own_folder(settings.folder.as_deref()).join("files");
    let folder = Folder { cache: Cache::new(folder, OWN_CACHE), lakes: vec![lake.clone()] };
    let job = Job { lake: lake.to_string(), question: question.clone(), second: None };
    let pass = async |job: &Job| {
        let mut sum = nothing(question, &catalogue, job.second()?.as_ref())?;
        for piece in catalogue.pieces(1) {
            if let Some(more) = folder.fold(job, &piece, Stop::default()).await? {
                sum.merge(more)?;
            }
        }
        Ok::<_, ClusterError>(sum)
    };
    let first = pass(&job).await?;
    let second = match question.second(&first) {
        Some(second) => Some(pass(&job.again(&second)?).await?),
        None => None,
    };
    let report = question.report(first, second, catalogue.span())?;
    Ok(Answered { report, version: catalogue.version(), tries: 0, bytes: 0 })
}

/// The logs of the lake, fetched where they are not on this machine.
async fn read(lake: &Lake, version: Option<u64>, settings: &Query) -> Result<Catalogue, ClusterError> {
    let root = Cache::new(own_folder(settings.folder.as_deref()).join("logs"), 0).root(lake);
    if let Some(store) = lake.open()? {
        mirror::fetch_logs(&store, &root).await?;
    }
    Ok(Catalogue::read(&root, version).await?)
}

/// The sums over nobody: where all pieces are empty they are the answer. A question that cannot be asked is told here.
fn nothing(question: &Asking, catalogue: &Catalogue, second: Option<&Second>) -> Result<Piecemeal, ClusterError> {
    let columns = question.columns().into_iter().map(|name| (name, Arc::default())).collect();
    let nobody = Events { offsets: vec![0], span: catalogue.span(), extra: columns, ..Events::default() };
    Ok(question.fold(&Part::all(&nobody), second)?)
}

/// One try: a pass over all pieces, and a second one where the first does not suffice.
async fn asked(
    job: &Arc<Job>,
    catalogue: &Catalogue,
    pieces: &[Piece],
    settings: &Query,
    trust: Option<&Trust>,
) -> Result<(Report, u64), ClusterError> {
    let pass = async |job: &Arc<Job>| {
        let (sums, bytes) = fold(job, pieces, settings, trust).await?;
        let mut sum = nothing(&job.question, catalogue, job.second()?.as_ref())?;
        sums.into_iter().flatten().try_for_each(|more| sum.merge(more))?;
        Ok::<_, ClusterError>((sum, bytes))
    };
    let (first, mut bytes) = pass(job).await?;
    let mut second = None;
    if let Some(weighed) = job.question.second(&first) {
        let (sum, more) = pass(&Arc::new(job.again(&weighed)?)).await?;
        (second, bytes) = (Some(sum), bytes + more);
    }
    Ok((job.question.report(first, second, catalogue.span())?, bytes))
}

/// One pass: every piece is a task.
async fn fold(
    job: &Arc<Job>,
    pieces: &[Piece],
    settings: &Query,
    trust: Option<&Trust>,
) -> Result<(Vec<Option<Piecemeal>>, u64), ClusterError> {
    let engine = |error: datafusion::error::DataFusionError| ClusterError::Engine(error.to_string());
    let count =
        u32::try_from(pieces.len()).map_err(|_| ClusterError::Settings("shares: too many pieces".to_owned()))?;
    if count == 0 {
        return Ok((Vec::new(), 0));
    }
    let row = |(number, piece): (u32, &Piece)| Ok(vec![piece_batch(number, piece)?]);
    let rows = (0..).zip(pieces).map(row).collect::<Result<Vec<Vec<RecordBatch>>, ClusterError>>()?;
    let input = MemorySourceConfig::try_new_exec(&rows, piece_schema(), None).map_err(engine)?;
    let plan = Arc::new(FoldExec::new(Arc::clone(job), input, None));
    let session = crate::scheduler::session(&trust::endpoint(trust), trust.is_some());
    let scheduler = settings.scheduler.as_deref().unwrap_or(SCHEDULER);
    let scheme = if trust.is_some() { "https" } else { "http" };
    let (config, codec) = (session.ballista_config(), Codec::default());
    let stream = execute_physical_plan::<PhysicalPlanNode>(
        format!("{scheme}://{scheduler}"),
        &config,
        plan,
        &codec,
        uuid::Uuid::new_v4().to_string(),
        session,
    );
    let batches: Vec<RecordBatch> = stream.await.map_err(engine)?.try_collect().await.map_err(engine)?;
    let bytes = batches.iter().map(sums_bytes).sum();
    Ok((sums_of(&batches, count)?, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_that_cannot_be_asked_is_refused_before_anything_is_sent() {
        let question = Asking::read(r#"{"analysis":"steps","steps":2000}"#).expect("a question");
        let nobody = Events { offsets: vec![0], ..Events::default() };
        assert!(question.fold(&Part::all(&nobody), None).is_err());
    }
}
