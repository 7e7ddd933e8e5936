//! The statements of a version of the lake as they are read everywhere: the model's labels, with what people put right.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;
use yeojido_domain::{Correction, Feeling, Intent, Labels, Micros, Need, Sentiment, Topic, TopicTree, VoiceKey};
use yeojido_lake::{Snapshot, StatementRow, Statements};
use yeojido_store::Corrected;

use super::fit::{fit, places};
use super::topics;
use crate::team::{Versioned, called};
use crate::{AppError, Workspace};

/// Readings kept in a workspace; the one made longest ago goes first.
const KEPT: usize = 2;

/// What people have decided up to a moment: whatever is computed from labels and kept holds as long as this is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Decided {
    /// Number of the newest correction.
    pub corrections: i64,
    /// Version of the order of topics.
    pub topics: u32,
}

/// What people have decided by now.
///
/// # Errors
/// [`AppError::Store`].
pub async fn decided(workspace: &Workspace) -> Result<Decided, AppError> {
    let topics = workspace.store.arranged(topics::KEPT).await?.map_or(0, |order| order.version);
    Ok(Decided { corrections: workspace.store.corrections_number().await?, topics })
}

/// What the model says of a statement that a person has corrected.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelSays {
    /// Glad of it or not; null when undecided.
    pub sentiment: Option<Sentiment>,
    /// The strongest first; empty when undecided.
    pub emotion: Vec<Feeling>,
    /// Its purpose.
    pub intent: Option<Intent>,
    /// What it is most about first; empty when undecided.
    pub topic: Vec<Topic>,
    /// What would have helped.
    pub need: Option<Need>,
}

impl From<&Labels> for ModelSays {
    fn from(labels: &Labels) -> Self {
        Self {
            sentiment: labels.sentiment,
            emotion: labels.emotion.clone(),
            intent: labels.intent,
            topic: labels.topic.clone(),
            need: labels.need,
        }
    }
}

/// What a person put right in a statement, beside what the model says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PutRight {
    /// What was decided.
    pub correction: Correction,
    /// The name that its author writes under.
    pub by: String,
    /// When.
    pub at: Micros,
    /// What the model says.
    pub model: ModelSays,
}

/// A statement that somebody has corrected, or had corrected before going back to the model's labels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Held {
    pub newest: Corrected,
    pub model: Labels,
}

/// The statements of a version of the lake, with what people decided.
#[derive(Debug, Default)]
pub struct Read {
    lake_version: u64,
    decided: Decided,
    labelled: Arc<Statements>,
    /// The statements of those voices in which people's decisions change something: a million others are not copied.
    patched: HashMap<VoiceKey, Vec<StatementRow>>,
    topics: TopicTree,
    held: HashMap<(VoiceKey, u32, u32), Held>,
    nowhere: u64,
}

impl Read {
    /// The statements of a voice with the labels that hold, in the order of the words.
    #[must_use]
    pub fn of(&self, voice: VoiceKey) -> &[StatementRow] {
        self.patched.get(&voice).map_or_else(|| self.labelled.of(voice), Vec::as_slice)
    }

    /// Up to which decision of people.
    #[must_use]
    pub const fn decided(&self) -> Decided {
        self.decided
    }

    /// The workspace's own order of topics.
    #[must_use]
    pub const fn topics(&self) -> &TopicTree {
        &self.topics
    }

    /// Corrections that hold nowhere, since no statement has their place or their words any more.
    #[must_use]
    pub const fn nowhere(&self) -> u64 {
        self.nowhere
    }

    pub(super) fn held(&self, row: &StatementRow) -> Option<&Held> {
        self.held.get(&(row.voice, row.start, row.end))
    }

    /// The newest revision of a statement, from which the next begins; 0 where nobody has corrected anything.
    #[must_use]
    pub fn revision(&self, row: &StatementRow) -> u32 {
        self.held(row).map_or(0, |held| held.newest.revision)
    }

    /// Whether a person put something right in a statement.
    #[must_use]
    pub fn is_put_right(&self, row: &StatementRow) -> bool {
        self.held(row).is_some_and(|held| held.newest.correction.is_some())
    }

    /// What a person put right in a statement.
    #[must_use]
    pub fn put_right(&self, row: &StatementRow) -> Option<PutRight> {
        let held = self.held(row)?;
        let correction = held.newest.correction.clone()?;
        let (by, at) = (called(&held.newest.by), held.newest.at);
        Some(PutRight { correction, by, at, model: (&held.model).into() })
    }

    /// What people put right in single statements comes first, and their order of topics over all of them after it.
    fn new(
        snapshot: &Snapshot,
        labelled: Arc<Statements>,
        texts: &Texts,
        corrections: &[Corrected],
        order: Versioned<TopicTree>,
    ) -> Self {
        let newest = corrections.iter().map(|one| one.number).max().unwrap_or(0);
        let (decided, topics) = (Decided { corrections: newest, topics: order.version }, order.laid);
        let fitted = fit(labelled.rows(), texts, corrections);
        let (mut held, mut patched) = (HashMap::new(), HashMap::new());
        for (at, &newest) in &fitted.holds {
            let row = &labelled.rows()[*at];
            let own = places(labelled.rows(), row.voice);
            if let Some(correction) = &newest.correction {
                let rows = patched.entry(row.voice).or_insert_with(|| labelled.rows()[own.clone()].to_vec());
                correction.apply(&mut rows[at - own.start].labels);
            }
            let model = row.labels.clone();
            held.insert((row.voice, row.start, row.end), Held { newest: newest.clone(), model });
        }
        if topics.moves() {
            lay(&labelled, &topics, &mut patched);
        }
        Self { lake_version: snapshot.version(), decided, labelled, patched, topics, held, nowhere: fitted.nowhere }
    }
}

/// Lays the order of topics over all statements.
fn lay(labelled: &Statements, topics: &TopicTree, patched: &mut HashMap<VoiceKey, Vec<StatementRow>>) {
    for own in labelled.rows().chunk_by(|a, b| a.voice == b.voice) {
        let voice = own[0].voice;
        let stands = patched.get(&voice).map_or(own, Vec::as_slice);
        if stands.iter().all(|row| topics.told(&row.labels.topic) == row.labels.topic) {
            continue;
        }
        for row in patched.entry(voice).or_insert_with(|| own.to_vec()) {
            row.labels.topic = topics.told(&row.labels.topic);
        }
    }
}

type Texts = HashMap<VoiceKey, Arc<str>>;

/// What was read last. Held while it is read, so that two who ask at once do the work once.
#[derive(Default)]
pub struct KeptReadings(tokio::sync::Mutex<Vec<Arc<Read>>>);

/// The statements of a version of the lake: the one place where they are read.
///
/// # Errors
/// [`AppError::Lake`]; [`AppError::Store`].
pub async fn statements(workspace: &Workspace, snapshot: &Arc<Snapshot>) -> Result<Arc<Read>, AppError> {
    let mut kept = workspace.readings.0.lock().await;
    let newest = decided(workspace).await?;
    let same = |read: &&Arc<Read>| read.lake_version == snapshot.version() && read.decided == newest;
    if let Some(found) = kept.iter().find(same) {
        return Ok(Arc::clone(found));
    }
    let labelled = snapshot.statements().await?;
    let corrections = workspace.store.corrections().await?;
    let order = topics::topics(workspace).await?;
    // Words lie apart and are many: they are asked for only when somebody has decided something about them.
    let texts = if corrections.is_empty() { Arc::default() } else { snapshot.texts().await? };
    let of = Arc::clone(snapshot);
    let read = tokio::task::spawn_blocking(move || Read::new(&of, labelled, &texts, &corrections, order)).await?;
    let read = Arc::new(read);
    if kept.len() >= KEPT {
        kept.remove(0);
    }
    kept.push(Arc::clone(&read));
    Ok(read)
}
