//! What people wrote on a map as a file that can live in git: the same state gives the same bytes, whoever wrote it and
//! when, and a file is applied as revisions.
//!
//! Each cell carries a fingerprint of what it said when the file was written out, so that whoever applies an edited file
//! overwrites nothing that somebody else wrote meanwhile.

use serde::{Deserialize, Serialize};
use yeojido_domain::{JourneyId, Lane, Micros, Side, StageId, WrittenContent};
use yeojido_store::{NewRevision, Revision};

use super::access::{Actor, Deed, shown};
use super::fits::check;
use super::written::{CellAddress, Change, definition, save_all};
use crate::{AppError, Workspace};

/// Version of the file.
const VERSION: u32 = 1;
/// Letters of a fingerprint.
const PRINT: usize = 12;

/// A cell of the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileCell {
    /// As it is, or to be.
    pub side: Side,
    /// Which column.
    pub stage: StageId,
    /// Which row.
    pub lane: Lane,
    /// Fingerprint of what it said when the file was written out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
    /// What it says; a cell without is emptied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<WrittenContent>,
}

/// What is written on a map, on both sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapFile {
    /// Version of the file: 1.
    pub written: u32,
    /// Which journey.
    pub journey: JourneyId,
    /// By side, column and row.
    pub cells: Vec<FileCell>,
}

/// A cell that was changed by a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AppliedCell {
    /// Which.
    #[serde(flatten)]
    pub cell: CellAddress,
    /// Its revision now.
    pub revision: u32,
}

/// A cell that somebody else changed after the file was written out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellConflict {
    /// Which.
    #[serde(flatten)]
    pub cell: CellAddress,
    /// What the file says.
    pub mine: Option<WrittenContent>,
    /// What it says now.
    pub theirs: Option<WrittenContent>,
    /// Who wrote that.
    pub by: String,
    /// When.
    pub at: Micros,
}

/// What came of a file. With conflicts nothing was written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Applied {
    /// Which journey.
    pub journey: JourneyId,
    /// Cells that say something else now.
    pub changed: Vec<AppliedCell>,
    /// Cells that said it already.
    pub unchanged: usize,
    /// Cells that are written here and not in the file; they stay.
    pub kept: usize,
    /// What keeps the file from being applied.
    pub conflicts: Vec<CellConflict>,
}

fn print(content: &WrittenContent) -> Result<String, AppError> {
    let text = serde_json::to_string(content).map_err(|why| AppError::Ended(why.to_string()))?;
    let mut hex = blake3::hash(text.as_bytes()).to_hex().to_string();
    hex.truncate(PRINT);
    Ok(hex)
}

impl MapFile {
    /// Reads a file.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with the place in the file.
    pub fn from_yaml(text: &str) -> Result<Self, AppError> {
        let file: Self =
            serde_yaml_ng::from_str(text).map_err(|why| AppError::invalid("bad_map_file", "file", why.to_string()))?;
        if file.written != VERSION {
            return Err(AppError::invalid("bad_map_file", "written", format!("version {} is not known", file.written)));
        }
        Ok(file)
    }

    /// Writes it.
    ///
    /// # Errors
    /// [`AppError::Ended`] when it cannot be written.
    pub fn to_yaml(&self) -> Result<String, AppError> {
        serde_yaml_ng::to_string(self).map_err(|why| AppError::Ended(why.to_string()))
    }
}

/// What is written on a map, as a file.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::NotFound`]; [`AppError::Store`].
pub async fn map_file(workspace: &Workspace, actor: &Actor, journey: &JourneyId) -> Result<MapFile, AppError> {
    actor.may(Deed::Write(journey))?;
    definition(workspace, journey).await?;
    let mut revisions = workspace.store.written(journey).await?;
    revisions.sort_by(|a, b| a.key.cmp(&b.key));
    let mut cells = Vec::new();
    for revision in revisions {
        let Some(content) = revision.content else { continue };
        let (side, stage, lane) = (revision.key.side, revision.key.stage, revision.key.lane);
        cells.push(FileCell { side, stage, lane, seen: Some(print(&content)?), says: Some(content) });
    }
    Ok(MapFile { written: VERSION, journey: journey.clone(), cells })
}

/// Writes what a file says, as revisions under the actor's name; nothing at all when anybody wrote in one of its cells
/// since it was written out.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::NotFound`]; [`AppError::Invalid`]; [`AppError::Overtaken`] when somebody writes at
/// the same moment; [`AppError::Store`].
pub async fn apply_file(
    workspace: &Workspace,
    actor: &Actor,
    file: MapFile,
    reason: Option<String>,
    now: Micros,
) -> Result<Applied, AppError> {
    actor.may(Deed::Write(&file.journey))?;
    let journey = definition(workspace, &file.journey).await?;
    let revisions = workspace.store.written(&file.journey).await?;
    let (mut wanted, mut conflicts, mut unchanged) = (Vec::new(), Vec::new(), 0);
    let mut seen = std::collections::BTreeSet::new();
    for FileCell { side, stage, lane, seen: print_then, says } in file.cells {
        let cell = CellAddress { side, stage, lane };
        if !seen.insert(cell.key()) {
            let named = format!("{} {} {}", cell.side, cell.stage, cell.lane);
            return Err(AppError::invalid("bad_map_file", "cells", format!("{named} stands there twice")));
        }
        let newest = revisions.iter().find(|revision| revision.key == cell.key());
        let theirs = newest.and_then(|newest| newest.content.as_ref());
        if theirs == says.as_ref() {
            unchanged += 1;
            continue;
        }
        match newest {
            Some(newest) if !still(theirs, print_then.as_deref())? => conflicts.push(conflict(cell, says, newest)),
            _ => {
                let base = newest.map_or(0, |newest| newest.revision);
                let change = Change { cell, base, content: says, reason: reason.clone() };
                check(&journey, &change)?;
                let Change { cell, base, content, reason } = change;
                wanted.push(NewRevision { key: cell.key(), base, content, reason, restores: None });
            }
        }
    }
    let kept = revisions.iter().filter(|revision| revision.content.is_some() && !seen.contains(&revision.key)).count();
    let mut changed = Vec::new();
    if conflicts.is_empty() {
        let saved = save_all(workspace, actor, &file.journey, &wanted, now).await?;
        changed.extend(saved.into_iter().map(|item| AppliedCell { cell: item.cell, revision: item.revision }));
    }
    Ok(Applied { journey: file.journey, changed, unchanged, kept, conflicts })
}

/// Whether a cell still says what it said when the file was written out; an emptied one has nothing to lose.
fn still(theirs: Option<&WrittenContent>, then: Option<&str>) -> Result<bool, AppError> {
    match theirs {
        None => Ok(true),
        Some(theirs) => Ok(then.is_some_and(|then| print(theirs).is_ok_and(|now| now == then))),
    }
}

fn conflict(cell: CellAddress, mine: Option<WrittenContent>, newest: &Revision) -> CellConflict {
    CellConflict { cell, mine, theirs: newest.content.clone(), by: shown(&newest.by), at: newest.at }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = include_str!("../../../../docs/schemas/samples/written.v1.yaml");

    #[test]
    fn the_sample_of_version_1_is_read_and_says_the_same_when_it_is_written_again() {
        let file = MapFile::from_yaml(SAMPLE).expect("the sample fits");
        let text = file.to_yaml().expect("writes");
        assert_eq!(MapFile::from_yaml(&text).expect("reads"), file);
        let words = SAMPLE.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
        assert_eq!(text.trim(), words.trim(), "the file is written as it is read");
    }

    #[test]
    fn a_fingerprint_is_that_of_the_words_alone() {
        let said = |text: &str| WrittenContent { text: text.to_owned(), ..WrittenContent::default() };
        let [one, same, other] = ["글", "글", "다른 글"].map(|text| print(&said(text)).expect("a fingerprint"));
        assert!(one == same && one != other && one.len() == PRINT);
        assert!(still(Some(&said("글")), Some(&one)).expect("compares"));
        assert!(!still(Some(&said("글")), None).expect("compares"), "a cell written by hand overwrites nobody");
    }
}
