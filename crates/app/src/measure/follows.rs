//! What follows what beyond the next event, what is done again, and where in a history things happen.

use yeojido_journey::fold;
use yeojido_journey::follows::{Eventually, EventuallyReport, Rework, ReworkReport, StepMatrix, StepMatrixReport};

use super::retention::load;
use crate::{AppError, Workspace};

/// How often one event comes at any time after another.
///
/// # Errors
/// [`AppError::Lake`].
pub async fn eventually(workspace: &Workspace, top: Option<usize>) -> Result<EventuallyReport, AppError> {
    let events = load(workspace, &[]).await?;
    let work = move || {
        let sum = fold(&events, Eventually::default, |sum, person| sum.add(person.event), Eventually::merge);
        sum.report(&events.event, top)
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}

/// What customers do again.
///
/// # Errors
/// [`AppError::Lake`].
pub async fn rework(workspace: &Workspace) -> Result<ReworkReport, AppError> {
    let events = load(workspace, &[]).await?;
    let work = move || {
        let sum = fold(&events, Rework::default, |sum, person| sum.add(person.event), Rework::merge);
        sum.report(&events.event)
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}

/// Which event is the first, second, third … of a history.
///
/// # Errors
/// [`AppError::Invalid`] for more than 1,000 steps; [`AppError::Lake`].
pub async fn step_matrix(workspace: &Workspace, steps: usize) -> Result<StepMatrixReport, AppError> {
    if steps > 1000 {
        return Err(AppError::invalid("bad_query", "steps", format!("steps: {steps} are more than 1000")));
    }
    let events = load(workspace, &[]).await?;
    let work = move || {
        let sum = fold(&events, || StepMatrix::new(steps), |sum, person| sum.add(person.event), StepMatrix::merge);
        sum.report(&events.event)
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}
