//! Measure: analyses over all events of a workspace, and whether the workspace is sound.

use yeojido_domain::Span;
use yeojido_journey::{
    SessionRules, Sessions, SessionsReport, Transitions, TransitionsReport, Variants, VariantsReport,
};

use crate::{AppError, Workspace};

mod course;
mod follows;
mod funnel;
mod paths;
mod retention;

pub use course::{attribution, conformance, stage_times};
pub use follows::{eventually, rework, step_matrix};
pub use funnel::funnel;
pub use paths::paths;
pub use retention::{lifecycle, retention, stickiness};

/// Which event follows which, how often and how soon.
///
/// # Errors
/// [`AppError::Lake`].
pub async fn transitions(workspace: &Workspace) -> Result<TransitionsReport, AppError> {
    let events = workspace.lake.snapshot(None).await?.events(&[]).await?;
    let work = move || {
        let mut sum = Transitions::default();
        events.iter().for_each(|person| sum.add(person.event, person.time));
        sum.report(&events.event)
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}

/// The ways that customers take, event by event.
///
/// # Errors
/// [`AppError::Lake`].
pub async fn variants(workspace: &Workspace, top: Option<usize>) -> Result<VariantsReport, AppError> {
    let events = workspace.lake.snapshot(None).await?.events(&[]).await?;
    let work = move || {
        let mut sum = Variants::default();
        events.iter().for_each(|person| sum.add(person.event));
        sum.report(&events.event, top)
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}

/// Visits, cut where nothing happens for longer than `gap`.
///
/// # Errors
/// [`AppError::Lake`].
pub async fn sessions(workspace: &Workspace, gap: Span) -> Result<SessionsReport, AppError> {
    let events = workspace.lake.snapshot(None).await?.events(&[]).await?;
    let work = move || {
        let mut sum = Sessions::default();
        let rules = SessionRules { gap, ..SessionRules::default() };
        events.iter().for_each(|person| sum.add(person.time, &rules));
        sum.report()
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}

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
