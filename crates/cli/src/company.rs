//! Puts the demo company into its workspace.

use yeojido_app::{AppError, Workspace, journeys};
use yeojido_domain::Micros;
use yeojido_lake::{Batch, Txn};

use crate::orders::ACTOR;
use crate::output;

/// Events of one append: enough for large files, little enough for a small machine.
const STEP: usize = 250_000;

/// Makes the company of a seed unless the workspace has it. Killed on the way, it goes on where it was.
///
/// # Errors
/// When the corpus cannot be read, lake or store fail, or the workspace holds the company of another seed.
pub async fn settle(workspace: &Workspace, asked: Option<u64>, now: Micros) -> anyhow::Result<()> {
    let kept = workspace.store.setting("demo").await?;
    let kept = kept.as_ref().and_then(|text| text.as_str()).and_then(|text| text.strip_prefix("demo/"));
    let made = kept.and_then(|text| text.trim_end_matches('…').parse().ok());
    let seed = asked.or(made).unwrap_or(yeojido_demo::SEED);
    let done = format!("demo/{seed}");
    match (kept, made) {
        (Some(_), Some(made)) if made != seed => {
            anyhow::bail!(
                "the workspace demo holds the company of seed {made}; --seed {seed} needs another --data folder"
            );
        }
        (Some(text), _) if !text.ends_with('…') => return Ok(()),
        // Half made, or not begun.
        _ => workspace.store.put_setting("demo", &format!("{done}…").into(), ACTOR, now).await?,
    }
    output::say("making the demo company: 20,000 customers, six months …");
    let company = tokio::task::spawn_blocking(move || yeojido_demo::company(seed, 20_000)).await??;
    let source = yeojido_demo::SOURCE.to_owned();
    let mut events = company.events.into_iter();
    let first =
        Batch { source: source.clone(), voices: company.voices, customers: company.customers, ..Batch::default() };
    let mut next = Some(first);
    let mut version = 0;
    while let Some(mut batch) = next.take() {
        batch.events = events.by_ref().take(STEP).collect();
        workspace.lake.append(batch, Some(Txn { app: done.clone(), version })).await?;
        version += 1;
        if events.len() > 0 {
            next = Some(Batch { source: source.clone(), ..Batch::default() });
        }
    }
    for journey in yeojido_demo::journeys()? {
        match journeys::put(workspace, &journey, None, ACTOR, now).await {
            // Somebody's edits stay.
            Ok(_) | Err(AppError::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    workspace.store.put_setting("demo", &done.as_str().into(), ACTOR, now).await?;
    Ok(())
}
