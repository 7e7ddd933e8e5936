//! What people keep beside analyses: questions under a name ([`SavedAnalysis`]), and what happened on a day
//! ([`Annotation`]), which charts show. Every change is a revision with its author; who changes says which one they saw.

mod annotations;
mod saved;

pub use annotations::{
    Annotation, AnnotationChange, NewAnnotation, annotate, annotations, change_annotation, remove_annotation,
};
pub use saved::{
    AnalysisChange, NewAnalysis, SavedAnalysis, SavedKind, Sides, analyses, analysis, change_analysis, remove_analysis,
    save_analysis,
};

use std::collections::BTreeMap;

use serde_json::Value;
use yeojido_domain::Micros;
use yeojido_store::{Kept, Rekept};

use crate::team::{Actor, Deed, called};
use crate::{AppError, Workspace};

/// Where things of one kind lie, and what they are called in a problem.
struct Shelf {
    key: &'static str,
    what: &'static str,
}

impl Shelf {
    fn missing(&self, id: i64) -> AppError {
        AppError::NotFound { what: self.what, id: id.to_string() }
    }

    async fn keep(&self, workspace: &Workspace, actor: &Actor, value: Value, now: Micros) -> Result<Kept, AppError> {
        actor.may(Deed::Keep)?;
        Ok(workspace.store.keep(self.key, &value, &actor.author(), now).await?)
    }

    /// Changes or removes one from the revision that was seen.
    async fn keep_anew(
        &self,
        workspace: &Workspace,
        actor: &Actor,
        (id, seen): (i64, u32),
        value: Option<Value>,
        now: Micros,
    ) -> Result<Kept, AppError> {
        actor.may(Deed::Keep)?;
        match workspace.store.keep_anew(self.key, id, seen, value.as_ref(), &actor.author(), now).await? {
            Rekept::Saved(kept) => Ok(kept),
            Rekept::Missing => Err(self.missing(id)),
            Rekept::Conflict(newest) => {
                let params = [
                    ("mine", value.unwrap_or_default().to_string()),
                    ("theirs", newest.value.unwrap_or_default().to_string()),
                    ("by", called(&newest.by)),
                    ("at", newest.at.to_string()),
                ];
                let params: BTreeMap<String, String> =
                    params.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
                Err(AppError::Overtaken { what: self.what, newest: newest.revision, params })
            }
        }
    }

    async fn all(&self, workspace: &Workspace) -> Result<Vec<Kept>, AppError> {
        Ok(workspace.store.all_kept(self.key).await?)
    }
}

/// A text of so many characters at most, without blanks around it.
fn text(field: &str, text: &str, most: usize) -> Result<String, AppError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > most || text.chars().any(char::is_control) {
        return Err(AppError::invalid("bad_text", field, format!("{field}: needs 1 to {most} characters in one line")));
    }
    Ok(text.to_owned())
}
