//! Understand: what customers said becomes statements with labels, kept beside the voices and made anew by another model.
//!
//! Labels are stored and not computed when somebody looks: a million voices take a minute, and the same text has the same
//! labels until the model changes or a closer look was taken. Whoever reads them asks [`statements`], never the lake alone.

mod label;
mod themes;
mod told;

use std::sync::Arc;

pub use label::{Labelled, Look, is_wanted, label_voices};
pub use themes::{KeptThemes, ThemeImpact, ThemeList, ThemeRow, themes};
pub use told::{Felt, Told, felt, sentiment, told, words};
use yeojido_lake::{Snapshot, Statements};

use crate::AppError;

/// The statements of a version of the lake.
///
/// # Errors
/// [`AppError::Lake`].
pub async fn statements(snapshot: &Snapshot) -> Result<Arc<Statements>, AppError> {
    Ok(snapshot.statements().await?)
}
