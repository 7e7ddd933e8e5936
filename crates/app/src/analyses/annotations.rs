//! What happened on a day: charts show it where the day is.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use yeojido_domain::Micros;
use yeojido_store::Kept;

use super::{Shelf, text};
use crate::team::{Actor, called};
use crate::{AppError, Workspace};

const SHELF: Shelf = Shelf { key: "annotation", what: "annotation" };
/// Longest text, in characters.
const TEXT_MAX: usize = 200;

/// What is noted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewAnnotation {
    /// The day, `2026-08-03`.
    pub day: String,
    /// What happened.
    pub text: String,
}

/// What it shall say, and the revision that was seen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnotationChange {
    /// The day.
    pub day: String,
    /// What happened.
    pub text: String,
    /// Which revision the author saw.
    pub revision: u32,
}

/// An annotation as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Annotation {
    /// Which.
    pub id: i64,
    /// The day.
    pub day: Date,
    /// What happened.
    pub text: String,
    /// Who wrote it so.
    pub by: String,
    /// When.
    pub at: Micros,
    /// Which revision it is, from 1.
    pub revision: u32,
}

#[derive(Deserialize)]
struct Note {
    day: Date,
    text: String,
}

/// All annotations, by day, then as they were made.
///
/// # Errors
/// [`AppError::Store`].
pub async fn annotations(workspace: &Workspace) -> Result<Vec<Annotation>, AppError> {
    let all: Result<Vec<Annotation>, AppError> = SHELF.all(workspace).await?.into_iter().map(read).collect();
    let mut all = all?;
    all.sort_by_key(|one| (one.day, one.id));
    Ok(all)
}

/// Notes what happened on a day.
///
/// # Errors
/// [`AppError::Invalid`] names the field; [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn annotate(
    workspace: &Workspace,
    actor: &Actor,
    new: &NewAnnotation,
    now: Micros,
) -> Result<Annotation, AppError> {
    read(SHELF.keep(workspace, actor, checked(&new.day, &new.text)?, now).await?)
}

/// Changes an annotation.
///
/// # Errors
/// As [`annotate`]; [`AppError::NotFound`]; [`AppError::Overtaken`] when somebody changed it since.
pub async fn change_annotation(
    workspace: &Workspace,
    actor: &Actor,
    id: i64,
    change: &AnnotationChange,
    now: Micros,
) -> Result<Annotation, AppError> {
    let value = checked(&change.day, &change.text)?;
    read(SHELF.keep_anew(workspace, actor, (id, change.revision), Some(value), now).await?)
}

/// Removes an annotation; its revisions stay.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Overtaken`] when somebody changed it since; [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn remove_annotation(
    workspace: &Workspace,
    actor: &Actor,
    id: i64,
    revision: u32,
    now: Micros,
) -> Result<(), AppError> {
    SHELF.keep_anew(workspace, actor, (id, revision), None, now).await.map(drop)
}

fn checked(day: &str, words: &str) -> Result<Value, AppError> {
    let bad = || AppError::invalid("bad_time", "day", format!("day: `{day}` is not a date such as 2026-08-03"));
    let date: Date = day.trim().parse().map_err(|_| bad())?;
    // A day with an hour would be read as its day, and the hour be lost without a word.
    if day.trim().len() > 10 {
        return Err(bad());
    }
    Ok(json!({ "day": date, "text": text("text", words, TEXT_MAX)? }))
}

fn read(kept: Kept) -> Result<Annotation, AppError> {
    let note = serde_json::from_value(kept.value.unwrap_or_default());
    let note: Note =
        note.map_err(|why| AppError::Ended(format!("annotation {} cannot be read: {why}", kept.number)))?;
    Ok(Annotation {
        id: kept.number,
        day: note.day,
        text: note.text,
        by: called(&kept.by),
        at: kept.at,
        revision: kept.revision,
    })
}
