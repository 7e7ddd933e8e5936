//! The index of words kept up with the voices, and who nearly says what somebody typed.
//!
//! What holds the very letters is found in the texts themselves, at any time ([`crate::people::fit`]). The index answers what
//! the texts cannot: keys typed wrong, spaces left out, words apart. It is fed masked texts only; which voices still wait for it
//! is counted and said.

use std::collections::HashSet;
use std::sync::Arc;

use serde::Serialize;
use yeojido_domain::VoiceKey;
use yeojido_improve::on_all_cores;
use yeojido_lake::Snapshot;
use yeojido_store::SearchIndex;
use yeojido_text::{Masker, Nearly, Terms};

use crate::{AppError, Workspace, masking};

/// Voices that become searchable in one step.
const STEP: usize = 50_000;
/// Voices that a core takes at once.
const SHARE: usize = 512;
/// The folder of the index within a workspace's.
pub(crate) const FOLDER: &str = "search";

/// The index of a workspace. One at a time writes to it.
pub struct Words {
    index: SearchIndex,
    writing: tokio::sync::Mutex<()>,
}

impl Words {
    pub(crate) const fn new(index: SearchIndex) -> Self {
        Self { index, writing: tokio::sync::Mutex::const_new(()) }
    }
}

/// Voices beside those that hold the very letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct NearlyFound {
    /// How many nearly say it.
    pub n: u64,
    /// Whether they are among the rows: when nobody says the very letters, or it was asked for.
    pub shown: bool,
    /// Voices that the index does not know yet: how many of them nearly say it cannot be told.
    pub waiting: u64,
}

/// What was done to the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Indexed {
    /// Voices that it knows now and did not.
    pub added: u64,
    /// Voices that it has forgotten.
    pub forgotten: u64,
}

/// Who nearly says it, and how many voices the index does not know yet.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Lake`].
pub(crate) async fn who(
    workspace: &Workspace,
    snapshot: &Snapshot,
    typed: &str,
) -> Result<(HashSet<VoiceKey>, u64), AppError> {
    let Some(sought) = Nearly::new(typed) else { return Ok((HashSet::new(), 0)) };
    let speaking = snapshot.voices().await?.iter().filter(|voice| voice.has_text).count() as u64;
    let words = Arc::clone(&workspace.words);
    let waiting = speaking.saturating_sub(words.index.count());
    let found = tokio::task::spawn_blocking(move || words.index.nearly(&sought)).await??;
    Ok((found, waiting))
}

/// By which rules the index is to be made: other ones make another index.
async fn rules(workspace: &Workspace) -> Result<String, AppError> {
    let orders = masking::rule(workspace).await?.unwrap_or_default();
    Ok(format!("{} {}", Terms::EDITION, blake3::hash(orders.as_bytes()).to_hex()))
}

/// What is to be done for the index to hold just the voices that have words.
struct Plan {
    rules: String,
    anew: bool,
    add: Vec<VoiceKey>,
    forget: Vec<VoiceKey>,
}

impl Plan {
    async fn of(workspace: &Workspace, snapshot: &Snapshot) -> Result<Self, AppError> {
        let (rules, voices) = (rules(workspace).await?, snapshot.voices().await?);
        let words = Arc::clone(&workspace.words);
        let work = move || {
            let anew = words.index.made_by()?.is_none_or(|made| made != rules);
            let known = if anew { HashSet::new() } else { words.index.voices()? };
            let speaking: HashSet<VoiceKey> =
                voices.iter().filter(|voice| voice.has_text).map(|voice| voice.key).collect();
            let mut add: Vec<VoiceKey> = speaking.difference(&known).copied().collect();
            add.sort_unstable();
            let forget = known.difference(&speaking).copied().collect();
            Ok(Self { rules, anew: anew && (!add.is_empty() || words.index.count() > 0), add, forget })
        };
        tokio::task::spawn_blocking(work).await?
    }

    const fn is_nothing(&self) -> bool {
        !self.anew && self.add.is_empty() && self.forget.is_empty()
    }
}

/// Whether the index lacks voices, knows some that are gone, or was made by other rules.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Lake`].
pub async fn is_behind(workspace: &Workspace) -> Result<bool, AppError> {
    let snapshot = workspace.lake.snapshot(None).await?;
    Ok(!Plan::of(workspace, &snapshot).await?.is_nothing())
}

/// Brings the index up to the voices, step by step: what was done stays when it is stopped. `told` hears how many of how many
/// are done.
///
/// # Errors
/// [`AppError::Lake`]; [`AppError::Store`]; [`AppError::Cancelled`] when `stopped` says so.
pub async fn index_voices(
    workspace: &Workspace,
    told: impl Fn(u64, u64),
    stopped: impl Fn() -> bool,
) -> Result<Indexed, AppError> {
    let _alone = workspace.words.writing.lock().await;
    let snapshot = workspace.lake.snapshot(None).await?;
    let Plan { rules, anew, add, forget } = Plan::of(workspace, &snapshot).await?;
    let masker = Arc::new(masking::masker(workspace).await?);
    let mut done = Indexed { added: 0, forgotten: forget.len() as u64 };
    if anew || !forget.is_empty() {
        let (words, rules) = (Arc::clone(&workspace.words), rules.clone());
        tokio::task::spawn_blocking(move || words.forget(anew, &forget, &rules)).await??;
    }
    let texts = snapshot.texts().await?;
    for step in add.chunks(STEP) {
        told(done.added, add.len() as u64);
        if stopped() {
            return Err(AppError::Cancelled);
        }
        let (words, rules, masker) = (Arc::clone(&workspace.words), rules.clone(), Arc::clone(&masker));
        let (keys, texts) = (step.to_vec(), Arc::clone(&texts));
        let work = move || words.add(&keys, &rules, |key| terms(&masker, texts.get(&key).map(AsRef::as_ref)));
        tokio::task::spawn_blocking(work).await??;
        done.added += step.len() as u64;
    }
    told(done.added, add.len() as u64);
    Ok(done)
}

/// What the index holds of a text: nothing that masking hides.
fn terms(masker: &Masker, text: Option<&str>) -> Terms {
    text.map(|text| Terms::of(&masker.mask(text).text)).unwrap_or_default()
}

impl Words {
    fn forget(&self, all: bool, voices: &[VoiceKey], rules: &str) -> Result<(), AppError> {
        let mut writing = self.index.write()?;
        if all {
            writing.forget_all()?;
        }
        voices.iter().try_for_each(|voice| writing.forget(*voice))?;
        writing.commit(rules)?;
        Ok(writing.end(true)?)
    }

    fn add(&self, voices: &[VoiceKey], rules: &str, terms: impl Fn(VoiceKey) -> Terms + Sync) -> Result<(), AppError> {
        let shares: Vec<&[VoiceKey]> = voices.chunks(SHARE).collect();
        let parts = on_all_cores(shares.len(), |at| shares[at].iter().map(|&key| terms(key)).collect::<Vec<_>>());
        let mut writing = self.index.write()?;
        for (key, terms) in voices.iter().zip(parts.iter().flatten()) {
            writing.add(*key, terms)?;
        }
        writing.commit(rules)?;
        Ok(writing.end(false)?)
    }
}
