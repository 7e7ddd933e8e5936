//! Corrections: what a person puts right in the labels of a statement, its history, and the list of all that were.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use yeojido_domain::{Correction, Feeling, Intent, Micros, Need, Sentiment, Topic, VoiceKey, VoiceSource};
use yeojido_lake::StatementRow;
use yeojido_store::{Corrected, NewCorrection, PlaceInVoice, Recorrected};

use super::fit::digest;
use super::read::{ModelSays, Read, statements};
use super::told::{Told, told, words};
use crate::team::{Actor, Deed, Happened, called};
use crate::{AppError, Workspace};

/// A change of a statement's labels.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Amendment {
    /// First Unicode scalar of the statement in its voice.
    pub start: u32,
    /// First Unicode scalar after it.
    pub end: u32,
    /// The revision that its author saw; 0 where nobody has corrected anything.
    pub base: u32,
    /// What is decided, all of it: what is missing stays the model's. `None` goes back to the model's labels.
    pub correction: Option<Correction>,
}

/// One revision, as the history of a statement shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorrectionItem {
    /// Which, from 1.
    pub revision: u32,
    /// What was decided; `null` when it went back to the model's labels.
    pub correction: Option<Correction>,
    /// The name that its author writes under.
    pub by: String,
    /// The account's id.
    pub actor: String,
    /// When.
    pub at: Micros,
}

/// All that was decided about a statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorrectionHistory {
    /// What the model says now.
    pub model: ModelSays,
    /// The newest first.
    pub revisions: Vec<CorrectionItem>,
}

/// A corrected statement with its words and the labels that hold: a line of a corpus to learn from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorrectedRow {
    /// Statements of one voice have the same number here; it tells nothing else.
    pub voice: u64,
    /// Where it was heard.
    pub source: VoiceSource,
    /// Verbatim.
    pub text: String,
    /// Glad of it or not.
    pub sentiment: Sentiment,
    /// The strongest first.
    pub emotion: Vec<Feeling>,
    /// Its purpose.
    pub intent: Intent,
    /// What it is most about first.
    pub topic: Vec<Topic>,
    /// What would have helped.
    pub need: Option<Need>,
    /// Part of the text.
    pub cause: Option<String>,
    /// Part of the text.
    pub consequence: Option<String>,
}

/// All corrected statements.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct CorrectedList {
    /// Voice by voice.
    pub rows: Vec<CorrectedRow>,
    /// Left out: neither a person nor the model has decided all that a corpus asks for.
    pub undecided: u64,
    /// Left out: no statement has their place or their words any more.
    pub nowhere: u64,
}

/// Puts labels of a statement right, or goes back to the model's.
///
/// # Errors
/// [`AppError::Overtaken`] with both decisions when somebody corrected meanwhile; [`AppError::Invalid`];
/// [`AppError::NotFound`]; [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn correct(
    workspace: &Workspace,
    actor: &Actor,
    voice: VoiceKey,
    amendment: Amendment,
    now: Micros,
) -> Result<Told, AppError> {
    actor.may(Deed::Correct)?;
    if let Some(correction) = &amendment.correction {
        correction.check().map_err(|why| AppError::invalid("bad_correction", "correction", why.to_string()))?;
    }
    let found = Found::of(workspace, voice, amendment.start, amendment.end).await?;
    fits_the_model(&found, amendment.correction.as_ref())?;
    let (place, words) = found.key();
    let new = NewCorrection { place, words, base: amendment.base, correction: amendment.correction };
    match workspace.store.correct(&new, &actor.author(), now).await? {
        Recorrected::Saved(_) => workspace.live.tell_all(Happened::Labels),
        Recorrected::Conflict(newest) => return Err(overtaken(new.correction.as_ref(), newest.as_deref())),
    }
    let now = Found::of(workspace, voice, amendment.start, amendment.end).await?;
    let one = told(&now.text, std::slice::from_ref(&now.row), &now.read).pop();
    one.ok_or_else(|| missing(amendment.start, amendment.end))
}

/// All that was decided about a statement, the newest first.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn correction_history(
    workspace: &Workspace,
    actor: &Actor,
    voice: VoiceKey,
    start: u32,
    end: u32,
) -> Result<CorrectionHistory, AppError> {
    actor.may(Deed::Correct)?;
    let found = Found::of(workspace, voice, start, end).await?;
    let item = |one: Corrected| CorrectionItem {
        revision: one.revision,
        correction: one.correction,
        by: called(&one.by),
        actor: one.by.id,
        at: one.at,
    };
    let revisions = workspace.store.corrections_at(&found.key().0).await?;
    let model = found.read.held(&found.row).map_or(&found.row.labels, |held| &held.model).into();
    Ok(CorrectionHistory { model, revisions: revisions.into_iter().map(item).collect() })
}

/// All statements that people have corrected, with their words and the labels that hold.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::Lake`]; [`AppError::Store`].
pub async fn corrected(workspace: &Workspace, actor: &Actor) -> Result<CorrectedList, AppError> {
    actor.may(Deed::Correct)?;
    let snapshot = workspace.lake.snapshot(None).await?;
    let read = statements(workspace, &snapshot).await?;
    let (voices, texts) = (snapshot.voices().await?, snapshot.texts().await?);
    let mut list = CorrectedList { nowhere: read.nowhere(), ..CorrectedList::default() };
    let mut number = 0;
    for voice in voices.iter() {
        let own = read.of(voice.key).iter().filter(|row| read.is_put_right(row));
        let Some(text) = texts.get(&voice.key) else { continue };
        let before = list.rows.len();
        for row in own {
            match line(number + 1, voice.source, text, row) {
                Some(line) => list.rows.push(line),
                None => list.undecided += 1,
            }
        }
        number += u64::from(list.rows.len() > before);
    }
    Ok(list)
}

/// A statement with all that a corpus asks for; `None` while something is undecided.
fn line(voice: u64, source: VoiceSource, text: &str, row: &StatementRow) -> Option<CorrectedRow> {
    let labels = &row.labels;
    let part = |(from, to): (u32, u32)| words(text, from, to);
    (!labels.emotion.is_empty() && !labels.topic.is_empty()).then_some(())?;
    Some(CorrectedRow {
        voice,
        source,
        text: part((row.start, row.end)),
        sentiment: labels.sentiment?,
        emotion: labels.emotion.clone(),
        intent: labels.intent?,
        topic: labels.topic.clone(),
        need: labels.need,
        cause: labels.cause.map(part),
        consequence: labels.consequence.map(part),
    })
}

/// A statement where it stands.
struct Found {
    read: std::sync::Arc<Read>,
    row: StatementRow,
    text: std::sync::Arc<str>,
}

impl Found {
    async fn of(workspace: &Workspace, voice: VoiceKey, start: u32, end: u32) -> Result<Self, AppError> {
        let snapshot = workspace.lake.snapshot(None).await?;
        let read = statements(workspace, &snapshot).await?;
        let row = read.of(voice).iter().find(|row| (row.start, row.end) == (start, end)).cloned();
        let text = snapshot.texts().await?.get(&voice).cloned();
        let (row, text) = row.zip(text).ok_or_else(|| missing(start, end))?;
        Ok(Self { read, row, text })
    }

    /// Under what its corrections are kept: where the first of those that hold for it was made.
    fn key(&self) -> (PlaceInVoice, String) {
        if let Some(held) = self.read.held(&self.row) {
            return (held.newest.place.clone(), held.newest.words.clone());
        }
        let StatementRow { voice, start, end, .. } = self.row;
        (PlaceInVoice { voice, start, end }, digest(voice, &words(&self.text, start, end)))
    }
}

fn missing(start: u32, end: u32) -> AppError {
    AppError::NotFound { what: "statement", id: format!("{start}-{end}") }
}

/// A need that was decided must be able to stand beside the intent that holds.
fn fits_the_model(found: &Found, correction: Option<&Correction>) -> Result<(), AppError> {
    let Some(Correction { need: Some(Some(_)), intent, .. }) = correction else { return Ok(()) };
    let model = found.read.held(&found.row).map_or(&found.row.labels, |held| &held.model);
    if intent.or(model.intent).is_some_and(Intent::needs) {
        return Ok(());
    }
    Err(AppError::invalid("bad_correction", "correction", yeojido_domain::BadCorrection::Need.to_string()))
}

/// Both decisions, so that whoever comes second can lay them side by side.
fn overtaken(mine: Option<&Correction>, newest: Option<&Corrected>) -> AppError {
    let text = |one: Option<&Correction>| one.and_then(|one| serde_json::to_string(one).ok()).unwrap_or_default();
    let theirs = newest.and_then(|newest| newest.correction.as_ref());
    let mut params = BTreeMap::from([("mine".to_owned(), text(mine)), ("theirs".to_owned(), text(theirs))]);
    if let Some(newest) = newest {
        params.insert("by".to_owned(), called(&newest.by));
        params.insert("at".to_owned(), newest.at.to_string());
    }
    AppError::Overtaken { what: "statement", newest: newest.map_or(0, |newest| newest.revision), params }
}
