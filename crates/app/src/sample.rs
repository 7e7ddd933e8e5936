//! Sample data that a person can ask for from the screens: a workspace of its own, made once.
//!
//! Why the mark: making it takes a while and may be broken off. The mark in the workspace's settings tells a company
//! that is whole from one that is not, and of which seed it is.

use yeojido_domain::{LocalText, Micros, WorkspaceName};

use crate::{AppError, DataFolder, Workspace};

/// Where the mark is kept.
const MARK: &str = "demo";
/// Ends the mark of a company that is not whole.
const HALF: char = '…';

/// Sample data that this program can make.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The workspace that it fills.
    pub workspace: WorkspaceName,
    /// What people call that.
    pub title: LocalText,
    /// The kind of job that makes it.
    pub kind: &'static str,
}

/// How far a workspace is filled with sample data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// Not at all.
    None,
    /// It was begun: with what.
    Half(String),
    /// It is whole: of what.
    Whole(String),
}

/// Reads the mark of a workspace.
///
/// # Errors
/// [`AppError::Store`].
pub async fn mark(workspace: &Workspace) -> Result<Mark, AppError> {
    let kept = workspace.store.setting(MARK).await?;
    let kept = kept.as_ref().and_then(|text| text.as_str());
    Ok(match kept.map(|text| (text, text.strip_suffix(HALF))) {
        None => Mark::None,
        Some((_, Some(half))) => Mark::Half(half.to_owned()),
        Some((whole, None)) => Mark::Whole(whole.to_owned()),
    })
}

/// Writes the mark of a workspace; [`Mark::None`] changes nothing.
///
/// # Errors
/// [`AppError::Store`].
pub async fn put_mark(workspace: &Workspace, mark: &Mark, actor: &str, now: Micros) -> Result<(), AppError> {
    let text = match mark {
        Mark::None => return Ok(()),
        Mark::Half(of) => format!("{of}{HALF}"),
        Mark::Whole(of) => of.clone(),
    };
    Ok(workspace.store.put_setting(MARK, &text.into(), actor, now).await?)
}

impl Sample {
    /// The workspace, made empty if it is not there.
    ///
    /// # Errors
    /// [`AppError::Lake`]; [`AppError::Store`]; [`AppError::Io`].
    pub async fn room(&self, folder: &DataFolder, now: Micros) -> Result<std::sync::Arc<Workspace>, AppError> {
        folder.workspace_or_new(&self.workspace, self.title.clone(), true, now).await
    }

    /// The workspace, if it is there.
    ///
    /// # Errors
    /// [`AppError::Lake`]; [`AppError::Store`].
    pub async fn room_if_there(&self, folder: &DataFolder) -> Result<Option<std::sync::Arc<Workspace>>, AppError> {
        match folder.workspace(&self.workspace).await {
            Ok(workspace) => Ok(Some(workspace)),
            Err(AppError::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
