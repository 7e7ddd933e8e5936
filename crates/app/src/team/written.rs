//! Written cells: change, empty, restore, read with their drift, and their whole history.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use yeojido_domain::{Coverage, Journey, JourneyId, Lane, Micros, Side, StageId, WrittenCell, WrittenContent};
use yeojido_store::{CellKey, NewRevision, Revision, Written};

use super::access::{Actor, Deed, shown};
use super::fits::check;
use super::live::Happened;
use crate::map::{self, Lang, Question};
use crate::{AppError, Workspace};

/// Revisions of a page, unless asked otherwise and at most.
const PAGE: u64 = 50;
const PAGE_MAX: u64 = 200;

/// A cell of a map that people write in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellAddress {
    /// As it is, or to be.
    #[serde(default)]
    pub side: Side,
    /// Which column.
    pub stage: StageId,
    /// Which row.
    pub lane: Lane,
}

impl CellAddress {
    pub(super) fn key(&self) -> CellKey {
        CellKey { side: self.side, stage: self.stage.clone(), lane: self.lane }
    }
}

/// A change of a cell.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Change {
    /// Which cell.
    #[serde(flatten)]
    pub cell: CellAddress,
    /// The revision that its author saw; 0 for a cell that nobody has written in.
    pub base: u32,
    /// What it shall say; `None` empties it.
    pub content: Option<WrittenContent>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// One revision, as its history shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RevisionItem {
    /// Place in the history of the map; the next page begins before it.
    pub number: i64,
    /// Which cell.
    #[serde(flatten)]
    pub cell: CellAddress,
    /// Which revision of it, from 1.
    pub revision: u32,
    /// What it says; `null` when the cell was emptied.
    pub content: Option<WrittenContent>,
    /// Why.
    pub reason: Option<String>,
    /// The older revision that it brought back.
    pub restores: Option<u32>,
    /// The name that its author writes under.
    pub by: String,
    /// The account's id.
    pub actor: String,
    /// When.
    pub at: Micros,
}

impl From<Revision> for RevisionItem {
    fn from(revision: Revision) -> Self {
        let CellKey { side, stage, lane } = revision.key;
        Self {
            number: revision.number,
            cell: CellAddress { side, stage, lane },
            revision: revision.revision,
            content: revision.content,
            reason: revision.reason,
            restores: revision.restores,
            by: shown(&revision.by),
            actor: revision.by.id,
            at: revision.at,
        }
    }
}

/// A page of a history, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct History {
    /// The page.
    pub revisions: Vec<RevisionItem>,
    /// Where the next page begins; `null` at the end.
    pub next: Option<i64>,
}

/// What is written in one column of a map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StageWritten {
    /// Which column.
    pub id: StageId,
    /// Its cells.
    pub written: Vec<WrittenCell>,
    /// Its coverage with them.
    pub coverage: Coverage,
}

/// What is written on a map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapWritten {
    /// The newest revision of the map.
    pub number: i64,
    /// In order.
    pub stages: Vec<StageWritten>,
}

/// What is written on a map, with how far its data have drifted from it.
///
/// # Errors
/// As [`map::draw`]; [`AppError::Forbidden`].
pub async fn written(
    workspace: &Workspace,
    actor: &Actor,
    question: &Question,
    now: Micros,
) -> Result<MapWritten, AppError> {
    actor.may(Deed::See(&question.journey))?;
    let number = workspace.store.written_number(&question.journey).await?;
    let (_, map) = map::draw(workspace, question, Lang::Ko, now).await?;
    let column = |stage: yeojido_domain::MapStage| StageWritten {
        id: stage.id,
        written: stage.written,
        coverage: stage.coverage,
    };
    Ok(MapWritten { number, stages: map.stages.into_iter().map(column).collect() })
}

/// Writes in a cell, or empties it.
///
/// # Errors
/// [`AppError::Overtaken`] with both texts when somebody wrote meanwhile; [`AppError::Invalid`];
/// [`AppError::NotFound`]; [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn change(
    workspace: &Workspace,
    actor: &Actor,
    journey: &JourneyId,
    change: Change,
    now: Micros,
) -> Result<RevisionItem, AppError> {
    actor.may(Deed::Write(journey))?;
    let definition = definition(workspace, journey).await?;
    check(&definition, &change)?;
    let new = NewRevision {
        key: change.cell.key(),
        base: change.base,
        content: change.content,
        reason: change.reason.filter(|reason| !reason.trim().is_empty()),
        restores: None,
    };
    save(workspace, actor, journey, &new, now).await
}

/// Brings an older revision of a cell back, as a new one.
///
/// # Errors
/// As [`change`]; [`AppError::NotFound`] for a revision that is not there.
pub async fn restore(
    workspace: &Workspace,
    actor: &Actor,
    journey: &JourneyId,
    cell: &CellAddress,
    revision: u32,
    base: u32,
    now: Micros,
) -> Result<RevisionItem, AppError> {
    actor.may(Deed::Write(journey))?;
    let old = workspace.store.revision(journey, &cell.key(), revision).await?;
    let old = old.ok_or_else(|| AppError::NotFound { what: "revision", id: revision.to_string() })?;
    let new =
        NewRevision { key: old.key, base, content: old.content, reason: old.reason, restores: Some(old.revision) };
    save(workspace, actor, journey, &new, now).await
}

/// A page of the history of a map or of one of its cells, the newest first.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn history(
    workspace: &Workspace,
    actor: &Actor,
    journey: &JourneyId,
    cell: Option<&CellAddress>,
    before: Option<i64>,
    limit: Option<u64>,
) -> Result<History, AppError> {
    actor.may(Deed::Write(journey))?;
    let limit = limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
    let key = cell.map(CellAddress::key);
    let mut revisions = workspace.store.revisions(journey, key.as_ref(), before, limit + 1).await?;
    let more = revisions.len() as u64 > limit;
    revisions.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = revisions.last().filter(|_| more).map(|last| last.number);
    Ok(History { revisions: revisions.into_iter().map(RevisionItem::from).collect(), next })
}

pub(super) async fn save(
    workspace: &Workspace,
    actor: &Actor,
    journey: &JourneyId,
    new: &NewRevision,
    now: Micros,
) -> Result<RevisionItem, AppError> {
    let saved = save_all(workspace, actor, journey, std::slice::from_ref(new), now).await?.pop();
    saved.ok_or_else(|| AppError::NotFound { what: "revision", id: new.key.stage.to_string() })
}

/// All of them or none.
pub(super) async fn save_all(
    workspace: &Workspace,
    actor: &Actor,
    journey: &JourneyId,
    new: &[NewRevision],
    now: Micros,
) -> Result<Vec<RevisionItem>, AppError> {
    match workspace.store.write_cells(journey, new, &actor.author(), now).await? {
        Written::Saved(revisions) => {
            let items: Vec<RevisionItem> = revisions.into_iter().map(RevisionItem::from).collect();
            for item in &items {
                let told = Happened::Revision { cell: item.cell.clone(), revision: item.revision, by: item.by.clone() };
                workspace.live.tell(journey, told);
            }
            Ok(items)
        }
        Written::Conflict { key, newest } => {
            let mine = new.iter().find(|new| new.key == key).and_then(|mine| mine.content.as_ref());
            Err(overtaken(mine, newest.map(|newest| *newest)))
        }
    }
}

/// Both texts, so that whoever comes second can lay them side by side.
fn overtaken(mine: Option<&WrittenContent>, newest: Option<Revision>) -> AppError {
    let text = |content: Option<&WrittenContent>| content.map(|content| content.text.clone()).unwrap_or_default();
    let number = newest.as_ref().map_or(0, |newest| newest.revision);
    let mut params = BTreeMap::from([
        ("mine".to_owned(), text(mine)),
        ("theirs".to_owned(), text(newest.as_ref().and_then(|newest| newest.content.as_ref()))),
    ]);
    if let Some(newest) = newest {
        params.insert("by".to_owned(), shown(&newest.by));
        params.insert("at".to_owned(), newest.at.to_string());
    }
    AppError::Overtaken { what: "cell", newest: number, params }
}

pub(super) async fn definition(workspace: &Workspace, journey: &JourneyId) -> Result<Journey, AppError> {
    let stored = workspace.store.journey(journey, None).await?;
    let missing = || AppError::NotFound { what: "journey", id: journey.to_string() };
    Ok(stored.ok_or_else(missing)?.journey)
}
