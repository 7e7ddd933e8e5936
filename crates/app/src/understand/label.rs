//! Gives labels to the voices: at once by the linear models, and where there is time by a closer look.

use std::sync::{Arc, OnceLock};

use yeojido_domain::VoiceKey;
use yeojido_improve::on_all_cores;
use yeojido_lake::{Lake, Snapshot, StatementRow};
use yeojido_text::Labeller;

use crate::AppError;

/// Voices that a core takes at once.
const PART: usize = 512;

/// How well voices are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// By the linear models, some ten thousand statements a second: what has just arrived has labels.
    AtOnce,
    /// With the transformer beside them, some hundred a second: right more often.
    Closely,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Labelled {
    /// Voices that have been read.
    pub voices: u64,
    /// Their statements.
    pub statements: u64,
}

impl Look {
    /// The models, unpacked once for the whole program.
    fn labeller(self) -> Result<&'static Labeller, AppError> {
        static AT_ONCE: OnceLock<Labeller> = OnceLock::new();
        static CLOSELY: OnceLock<Labeller> = OnceLock::new();
        let kept = match self {
            Self::AtOnce => &AT_ONCE,
            Self::Closely => &CLOSELY,
        };
        if let Some(ready) = kept.get() {
            return Ok(ready);
        }
        let made = match self {
            Self::AtOnce => Labeller::shipped(),
            Self::Closely => Labeller::closely(),
        };
        let made = made.map_err(|why| AppError::Ended(why.to_string()))?;
        Ok(kept.get_or_init(|| made))
    }

    fn model(self) -> String {
        match self {
            Self::AtOnce => Labeller::shipped_model(),
            Self::Closely => Labeller::closely_model(),
        }
    }

    /// The models after which nothing is left to do.
    fn served_by(self) -> Vec<String> {
        match self {
            Self::AtOnce => vec![self.model(), Self::Closely.model()],
            Self::Closely => vec![self.model()],
        }
    }

    /// Voices whose statements are stored in one step.
    const fn step(self) -> usize {
        match self {
            Self::AtOnce => 50_000,
            Self::Closely => 4_000,
        }
    }

    /// Voices that are read before somebody may stop it.
    const fn share(self) -> usize {
        match self {
            Self::AtOnce => 16 * PART,
            // One core: the others are left to those who ask for something.
            Self::Closely => 1,
        }
    }
}

/// The voices that have words and wait for such a look.
async fn waiting(snapshot: &Snapshot, look: Look) -> Result<Vec<VoiceKey>, AppError> {
    let (voices, statements) = (snapshot.voices().await?, snapshot.statements().await?);
    let serving = look.served_by();
    let is_served = |voice: VoiceKey| {
        statements.of(voice).first().is_some_and(|first| serving.iter().any(|model| **model == *first.model))
    };
    let speaking = voices.iter().filter(|voice| voice.has_text && !is_served(voice.key));
    Ok(speaking.map(|voice| voice.key).collect())
}

/// Whether any voice waits for such a look.
///
/// # Errors
/// [`AppError::Lake`].
pub async fn is_wanted(lake: &Lake, look: Look) -> Result<bool, AppError> {
    Ok(!waiting(&*lake.snapshot(None).await?, look).await?.is_empty())
}

/// Reads all voices that wait for it, step by step: what was done stays when it is stopped. `go_on` hears how many of
/// how many are done and says whether to go on.
///
/// # Errors
/// [`AppError::Lake`]; [`AppError::Cancelled`] when `go_on` says no.
pub async fn label_voices(
    lake: &Lake,
    look: Look,
    go_on: impl Fn(u64, u64) -> bool + Send + Sync + 'static,
) -> Result<Labelled, AppError> {
    let snapshot = lake.snapshot(None).await?;
    let waiting = waiting(&snapshot, look).await?;
    let mut done = Labelled::default();
    if waiting.is_empty() {
        return Ok(done);
    }
    let (texts, go_on, all) = (snapshot.texts().await?, Arc::new(go_on), waiting.len() as u64);
    for step in waiting.chunks(look.step()) {
        let (keys, texts, go_on) = (step.to_vec(), Arc::clone(&texts), Arc::clone(&go_on));
        let before = done.voices;
        let read = move || {
            let text = |key| texts.get(&key).map(AsRef::as_ref);
            labelled(&keys, look, text, |read| go_on(before + read, all))
        };
        let (rows, voices) = tokio::task::spawn_blocking(read).await??;
        done.voices += voices;
        done.statements += rows.len() as u64;
        if !rows.is_empty() {
            lake.put_statements(rows).await?;
        }
        if voices < step.len() as u64 {
            return Err(AppError::Cancelled);
        }
    }
    go_on(done.voices, all);
    Ok(done)
}

/// The statements of some voices, and of how many of them: fewer than asked for when it was stopped.
fn labelled<'t>(
    keys: &[VoiceKey],
    look: Look,
    text: impl Fn(VoiceKey) -> Option<&'t str> + Sync,
    go_on: impl Fn(u64) -> bool,
) -> Result<(Vec<StatementRow>, u64), AppError> {
    let (labeller, model) = (look.labeller()?, Arc::<str>::from(look.model()));
    let of = |voice: VoiceKey| {
        let model = &model;
        labeller.label(text(voice).unwrap_or_default()).statements.into_iter().map(move |one| StatementRow {
            voice,
            // A text of four billion letters has been refused long before.
            start: u32::try_from(one.start).unwrap_or(u32::MAX),
            end: u32::try_from(one.end).unwrap_or(u32::MAX),
            labels: one.labels(),
            model: Arc::clone(model),
        })
    };
    let (mut rows, mut read) = (Vec::new(), 0);
    for share in keys.chunks(look.share()) {
        if !go_on(read) {
            break;
        }
        let parts: Vec<&[VoiceKey]> = share.chunks(PART).collect();
        let parts = on_all_cores(parts.len(), |at| parts[at].iter().flat_map(|&voice| of(voice)).collect::<Vec<_>>());
        rows.extend(parts.into_iter().flatten());
        read += share.len() as u64;
    }
    Ok((rows, read))
}
