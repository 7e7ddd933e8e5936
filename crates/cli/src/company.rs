//! Puts the demo company into its workspace: for `yeojido demo`, and as a job for whoever asks on a screen.

use std::sync::Arc;

use serde_json::{Value, json};
use yeojido_app::jobs::{JobContext, Work};
use yeojido_app::sample::{Mark, Sample, mark, put_mark};
use yeojido_app::understand::{self, Look};
use yeojido_app::{AppError, Workspace, journeys, nearly};
use yeojido_domain::{BadId, LocalText, Micros, WorkspaceName};
use yeojido_lake::{Batch, Txn};

use crate::orders::{ACTOR, now};

/// Events of one append: enough for large files, little enough for a small machine.
const STEP: usize = 250_000;

/// Customers of the company.
const CUSTOMERS: usize = 20_000;

/// Where the company goes, and the job that makes it.
///
/// # Errors
/// [`BadId`] never, as long as `demo` is the name of a workspace.
pub fn sample() -> Result<Sample, BadId> {
    let title = LocalText::both("마루상점 (예시)", "Maru, the demo shop");
    Ok(Sample { workspace: WorkspaceName::new("demo")?, title, kind: Making::KIND })
}

/// How much a company is.
pub struct Made {
    events: usize,
    voices: usize,
    customers: usize,
}

impl Made {
    /// The same as an import's result, which is what a job has to show.
    fn result(&self) -> Value {
        let all = self.events + self.voices + self.customers;
        json!({
            "read": all, "stored": all, "duplicates": 0, "rejected": 0, "rejects_file": null,
            "events": self.events, "voices": self.voices, "customers": self.customers, "objects": 0, "relations": 0,
        })
    }
}

/// Makes the company as a job of its workspace.
pub struct Making(pub Arc<Workspace>);

impl Work for Making {
    const KIND: &'static str = "demo";

    async fn run(&self, context: &JobContext) -> Result<Value, AppError> {
        let tell = |step: &str, done, total| {
            context.progress(step, done, total);
            context.check()
        };
        match settle(&self.0, None, now(), tell).await {
            Ok(made) => Ok(made.map_or(Value::Null, |made| made.result())),
            Err(why) => Err(why.downcast().unwrap_or_else(|why| AppError::Ended(format!("{why:#}")))),
        }
    }
}

/// Makes the company of a seed unless the workspace has it. Killed on the way, it goes on where it was. `tell` hears how
/// far it is (a step, how many of how many) and ends it by an error. Answers what was made now.
///
/// # Errors
/// When the corpus cannot be read, lake or store fail, or the workspace holds the company of another seed; what `tell` says.
pub async fn settle(
    workspace: &Workspace,
    asked: Option<u64>,
    now: Micros,
    tell: impl Fn(&str, u64, Option<u64>) -> Result<(), AppError>,
) -> anyhow::Result<Option<Made>> {
    let kept = mark(workspace).await?;
    let made = match &kept {
        Mark::None => None,
        Mark::Half(text) | Mark::Whole(text) => text.strip_prefix("demo/").and_then(|seed| seed.parse().ok()),
    };
    let seed = asked.or(made).unwrap_or(yeojido_demo::SEED);
    if let Some(made) = made
        && made != seed
    {
        anyhow::bail!("the workspace demo holds the company of seed {made}; --seed {seed} needs another --data folder");
    }
    if matches!(kept, Mark::Whole(_)) {
        return Ok(None);
    }
    let done = format!("demo/{seed}");
    put_mark(workspace, &Mark::Half(done.clone()), ACTOR, now).await?;
    tell("make", 0, None)?;
    let company = tokio::task::spawn_blocking(move || yeojido_demo::company(seed, CUSTOMERS)).await??;
    let source = yeojido_demo::SOURCE.to_owned();
    let made = Made { events: company.events.len(), voices: company.voices.len(), customers: company.customers.len() };
    let (all, mut stored) = (made.events as u64, 0);
    let mut events = company.events.into_iter();
    let first =
        Batch { source: source.clone(), voices: company.voices, customers: company.customers, ..Batch::default() };
    let mut next = Some(first);
    let mut version = 0;
    while let Some(mut batch) = next.take() {
        tell("fill", stored, Some(all))?;
        batch.events = events.by_ref().take(STEP).collect();
        stored += batch.events.len() as u64;
        workspace.lake.append(batch, Some(Txn { app: done.clone(), version })).await?;
        version += 1;
        if events.len() > 0 {
            next = Some(Batch { source: source.clone(), ..Batch::default() });
        }
    }
    tell("fill", all, Some(all))?;
    tell("label", 0, None)?;
    understand::label_voices(&workspace.lake, Look::AtOnce, |_, _| true).await?;
    nearly::index_voices(workspace, |done, of| drop(tell("index", done, Some(of))), || false).await?;
    for journey in yeojido_demo::journeys()? {
        match journeys::put(workspace, &journey, None, ACTOR, now).await {
            // Somebody's edits stay.
            Ok(_) | Err(AppError::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    put_mark(workspace, &Mark::Whole(done), ACTOR, now).await?;
    Ok(Some(made))
}
