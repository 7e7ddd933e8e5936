//! Measure: analyses over all events of a workspace, and whether the workspace is sound.
//!
//! A [`Question`] is a kind of analysis with its own keys, and the [`Scope`] that all have. [`ask`] loads what it is
//! computed from, folds a kernel of `yeojido_journey` over everybody for whom it is asked, and says as of when the figures are.

mod answer;
mod contrast;
mod course;
mod crowd;
mod customers;
mod events;
mod funnel;
mod ground;
mod histories;
mod paths;
mod question;
mod retention;
mod scope;
mod table;
mod ticket;

pub use answer::{Answer, Figures, ask};
pub use contrast::{Compared, ComparedAnswer, Comparison, Model, RowReport, SideReport, SideScope, Unit, Why, compare};
pub use customers::{BehindPage, BehindRow, CustomersQuery, customers};
pub use events::{EventNames, NamedEvent, event_names};
pub use question::{Asked, Course, Kind, Listed, Pace, Places, Plain, Question, Silence, Ways};
pub use scope::Scope;
pub use table::{csv, csv_of_sides};
pub use ticket::{Counter, Ticket};

use crate::{AppError, Workspace};

/// Compares lake and store, and says in sentences what is wrong.
///
/// # Errors
/// [`AppError::Lake`]; [`AppError::Store`].
pub async fn verify(workspace: &Workspace) -> Result<Vec<String>, AppError> {
    let mut wrong = workspace.lake.verify().await?;
    for stored in workspace.store.journeys().await? {
        if let Err(error) = stored.journey.check() {
            wrong.push(format!("store: journey {} version {}: {error}", stored.journey.id, stored.version));
        }
    }
    Ok(wrong)
}
