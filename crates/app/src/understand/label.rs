//! Gives labels to the voices that have none of the shipped model yet.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use yeojido_domain::VoiceKey;
use yeojido_improve::on_all_cores;
use yeojido_lake::{Lake, Snapshot, StatementRow};
use yeojido_text::Labeller;

use crate::AppError;

/// Voices whose statements are stored in one step.
const STEP: usize = 50_000;
/// Voices that a core takes at once.
const SHARE: usize = 512;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Labelled {
    /// Voices that have labels now and had none.
    pub voices: u64,
    /// Their statements.
    pub statements: u64,
}

/// The models, unpacked once for the whole program.
fn labeller() -> Result<&'static Labeller, AppError> {
    static SHIPPED: OnceLock<Labeller> = OnceLock::new();
    if let Some(ready) = SHIPPED.get() {
        return Ok(ready);
    }
    let made = Labeller::shipped().map_err(|why| AppError::Ended(why.to_string()))?;
    Ok(SHIPPED.get_or_init(|| made))
}

/// The voices that have words and no labels of the shipped model, and whether labels of another are there.
async fn without_labels(snapshot: &Snapshot) -> Result<(Vec<VoiceKey>, bool), AppError> {
    let (voices, statements) = (snapshot.voices().await?, snapshot.statements().await?);
    let other = !statements.are_of(&Labeller::shipped_model());
    let known: HashSet<VoiceKey> =
        if other { HashSet::new() } else { statements.rows().iter().map(|row| row.voice).collect() };
    let speaking = voices.iter().filter(|voice| voice.has_text && !known.contains(&voice.key));
    Ok((speaking.map(|voice| voice.key).collect(), other))
}

/// How many voices wait for labels.
///
/// # Errors
/// [`AppError::Lake`].
pub async fn pending(lake: &Lake) -> Result<u64, AppError> {
    Ok(without_labels(&*lake.snapshot(None).await?).await?.0.len() as u64)
}

/// Labels all voices that wait for it, step by step: what was done stays when it is stopped. `told` hears how many of how
/// many are done.
///
/// # Errors
/// [`AppError::Lake`]; [`AppError::Cancelled`] when `stopped` says so.
pub async fn label_voices(
    lake: &Lake,
    told: impl Fn(u64, u64),
    stopped: impl Fn() -> bool,
) -> Result<Labelled, AppError> {
    let snapshot = lake.snapshot(None).await?;
    let (waiting, mut anew) = without_labels(&snapshot).await?;
    let mut done = Labelled::default();
    if waiting.is_empty() {
        return Ok(done);
    }
    let texts = snapshot.texts().await?;
    for step in waiting.chunks(STEP) {
        told(done.voices, waiting.len() as u64);
        if stopped() {
            return Err(AppError::Cancelled);
        }
        let (keys, texts) = (step.to_vec(), Arc::clone(&texts));
        let rows = tokio::task::spawn_blocking(move || labelled(&keys, |key| texts.get(&key).map(AsRef::as_ref)));
        let rows = rows.await??;
        done.voices += step.len() as u64;
        done.statements += rows.len() as u64;
        lake.put_statements(rows, Labeller::shipped_model(), std::mem::take(&mut anew)).await?;
    }
    told(done.voices, waiting.len() as u64);
    Ok(done)
}

fn labelled<'t>(
    keys: &[VoiceKey],
    text: impl Fn(VoiceKey) -> Option<&'t str> + Sync,
) -> Result<Vec<StatementRow>, AppError> {
    let labeller = labeller()?;
    let shares: Vec<&[VoiceKey]> = keys.chunks(SHARE).collect();
    let parts = on_all_cores(shares.len(), |at| {
        let statements = shares[at].iter().flat_map(|&voice| {
            let labelled = labeller.label(text(voice).unwrap_or_default());
            labelled.statements.into_iter().map(move |one| StatementRow {
                voice,
                // A text of four billion letters has been refused long before.
                start: u32::try_from(one.start).unwrap_or(u32::MAX),
                end: u32::try_from(one.end).unwrap_or(u32::MAX),
                labels: one.labels(),
            })
        });
        statements.collect::<Vec<_>>()
    });
    Ok(parts.into_iter().flatten().collect())
}
