//! Questions under a name.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use yeojido_domain::Micros;
use yeojido_store::Kept;

use super::{Shelf, text};
use crate::measure::{Comparison, Kind, Question};
use crate::team::{Actor, called};
use crate::{AppError, Workspace};

const SHELF: Shelf = Shelf { key: "analysis", what: "analysis" };
/// Longest name, in characters.
const NAME_MAX: usize = 120;
/// Largest view, in bytes.
const VIEW_MAX: usize = 64 << 10;

/// What can be saved: an analysis of a kind, or two sides of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SavedKind {
    /// Of a kind.
    One(Kind),
    /// Two sides of any.
    Two(Sides),
}

/// Two sides of an analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sides {
    /// Held against each other.
    Compare,
}

/// What is saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewAnalysis {
    /// What people call it.
    pub name: String,
    /// What kind of analysis.
    pub kind: SavedKind,
    /// What it asks.
    pub question: Value,
    /// How its screen showed it, as that screen writes it.
    #[serde(default)]
    pub view: Value,
}

/// What it shall be, and the revision that was seen.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnalysisChange {
    /// What people call it.
    pub name: String,
    /// What kind of analysis.
    pub kind: SavedKind,
    /// What it asks.
    pub question: Value,
    /// How its screen showed it.
    #[serde(default)]
    pub view: Value,
    /// Which revision the author saw.
    pub revision: u32,
}

/// A saved analysis as it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SavedAnalysis {
    /// Which.
    pub id: i64,
    /// What it is.
    #[serde(flatten)]
    pub saved: NewAnalysis,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: Micros,
    /// Who changed it last.
    pub updated_by: String,
    /// When.
    pub updated_at: Micros,
    /// Which revision it is, from 1.
    pub revision: u32,
}

/// All saved analyses, in the order they were made.
///
/// # Errors
/// [`AppError::Store`].
pub async fn analyses(workspace: &Workspace) -> Result<Vec<SavedAnalysis>, AppError> {
    SHELF.all(workspace).await?.into_iter().map(read).collect()
}

/// One of them.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Store`].
pub async fn analysis(workspace: &Workspace, id: i64) -> Result<SavedAnalysis, AppError> {
    let kept = workspace.store.kept(SHELF.key, id).await?;
    kept.map_or_else(|| Err(SHELF.missing(id)), read)
}

/// Saves one.
///
/// # Errors
/// [`AppError::Invalid`] names the field, those of the question inside `question`; [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn save_analysis(
    workspace: &Workspace,
    actor: &Actor,
    new: NewAnalysis,
    now: Micros,
) -> Result<SavedAnalysis, AppError> {
    read(SHELF.keep(workspace, actor, checked(&new)?, now).await?)
}

/// Changes one.
///
/// # Errors
/// As [`save_analysis`]; [`AppError::NotFound`]; [`AppError::Overtaken`] with both, as JSON, when somebody changed it since.
pub async fn change_analysis(
    workspace: &Workspace,
    actor: &Actor,
    id: i64,
    change: AnalysisChange,
    now: Micros,
) -> Result<SavedAnalysis, AppError> {
    let AnalysisChange { name, kind, question, view, revision } = change;
    let value = checked(&NewAnalysis { name, kind, question, view })?;
    read(SHELF.keep_anew(workspace, actor, (id, revision), Some(value), now).await?)
}

/// Removes one; its revisions stay.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Overtaken`] when somebody changed it since; [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn remove_analysis(
    workspace: &Workspace,
    actor: &Actor,
    id: i64,
    revision: u32,
    now: Micros,
) -> Result<(), AppError> {
    SHELF.keep_anew(workspace, actor, (id, revision), None, now).await.map(drop)
}

/// What is kept of it: only what can be asked.
fn checked(new: &NewAnalysis) -> Result<Value, AppError> {
    let name = text("name", &new.name, NAME_MAX)?;
    let question = new.question.clone();
    match new.kind {
        SavedKind::One(kind) => Question::read(kind, question).map(drop),
        SavedKind::Two(Sides::Compare) => Comparison::read(question).map(drop),
    }
    .map_err(|why| why.inside("question"))?;
    if new.view.to_string().len() > VIEW_MAX {
        return Err(AppError::invalid("bad_query", "view", format!("view: is larger than {VIEW_MAX} bytes")));
    }
    Ok(json!({ "name": name, "kind": new.kind, "question": new.question, "view": new.view }))
}

fn read(kept: Kept) -> Result<SavedAnalysis, AppError> {
    let saved = serde_json::from_value(kept.value.unwrap_or_default());
    let saved = saved.map_err(|why| AppError::Ended(format!("analysis {} cannot be read: {why}", kept.number)))?;
    Ok(SavedAnalysis {
        id: kept.number,
        saved,
        created_by: called(&kept.made_by),
        created_at: kept.made_at,
        updated_by: called(&kept.by),
        updated_at: kept.at,
        revision: kept.revision,
    })
}
