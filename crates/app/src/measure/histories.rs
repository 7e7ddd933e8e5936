//! What follows what in histories, what is done again, and where things happen in them. A period cuts histories: what
//! lies outside is as if it had not been.

use yeojido_journey::follows::{Eventually, EventuallyReport, Rework, ReworkReport, StepMatrix, StepMatrixReport};
use yeojido_journey::{
    PersonEvents, SessionRules, Sessions, SessionsReport, Transitions, TransitionsReport, Variants, VariantsReport,
    sessions,
};
use yeojido_domain::Span;

use super::ground::Ground;
use crate::AppError;

/// Which event follows which, how often and how soon.
pub(super) fn transitions(ground: &Ground) -> Result<TransitionsReport, AppError> {
    let add = |sum: &mut Transitions, person: &PersonEvents<'_>| sum.add(person.event, person.time);
    let sum = ground.crowd()?.fold_within(Transitions::default, add, Transitions::merge)?;
    Ok(sum.report(&ground.events.event))
}

/// The ways that customers take, event by event.
pub(super) fn variants(ground: &Ground, top: Option<usize>) -> Result<VariantsReport, AppError> {
    let add = |sum: &mut Variants, person: &PersonEvents<'_>| sum.add(person.event);
    let sum = ground.crowd()?.fold_within(Variants::default, add, Variants::merge)?;
    Ok(sum.report(&ground.events.event, top))
}

/// Visits that begin in the period, cut where nothing happens for longer than `gap`.
pub(super) fn visits(ground: &Ground, gap: Span) -> Result<SessionsReport, AppError> {
    let rules = SessionRules { gap, ..SessionRules::default() };
    let (crowd, period) = (ground.crowd()?, ground.period.range());
    let add = |sum: &mut Sessions, person: &PersonEvents<'_>| {
        let own = sessions(person.time, &rules).filter(|session| {
            let begun = period.contains(&person.time[session.start]);
            begun && crowd.passes(person.first + session.start..person.first + session.end)
        });
        sum.add_some(person.time, own);
    };
    let sum = crowd.fold_units(Sessions::default, add, |sum, more| sum.merge(&more))?;
    Ok(sum.report())
}

/// How often one event comes at any time after another.
pub(super) fn eventually(ground: &Ground, top: Option<usize>) -> Result<EventuallyReport, AppError> {
    let add = |sum: &mut Eventually, person: &PersonEvents<'_>| sum.add(person.event);
    let sum = ground.crowd()?.fold_within(Eventually::default, add, Eventually::merge)?;
    Ok(sum.report(&ground.events.event, top))
}

/// What customers do again.
pub(super) fn rework(ground: &Ground) -> Result<ReworkReport, AppError> {
    let add = |sum: &mut Rework, person: &PersonEvents<'_>| sum.add(person.event);
    let sum = ground.crowd()?.fold_within(Rework::default, add, Rework::merge)?;
    Ok(sum.report(&ground.events.event))
}

/// Which event is the first, second, third … of a history.
pub(super) fn step_matrix(ground: &Ground, steps: usize) -> Result<StepMatrixReport, AppError> {
    let add = |sum: &mut StepMatrix, person: &PersonEvents<'_>| sum.add(person.event);
    let sum = ground.crowd()?.fold_within(|| StepMatrix::new(steps), add, StepMatrix::merge)?;
    Ok(sum.report(&ground.events.event))
}
