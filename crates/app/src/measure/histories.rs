//! What follows what in histories, what is done again, and where things happen in them. A period cuts histories: what
//! lies outside is as if it had not been.

use yeojido_domain::Span;
use yeojido_journey::follows::{
    Eventually, EventuallyReport, PairCell, Rework, ReworkCell, ReworkReport, StepCell, StepMatrix, StepMatrixReport,
};
use yeojido_journey::{
    Behind, Number, PersonEvents, SessionRules, Sessions, SessionsReport, TransitionCell, Transitions,
    TransitionsReport, VariantCell, Variants, VariantsReport, sessions,
};

use super::ground::{Crowd, Ground};
use super::question::Ways;
use crate::AppError;

/// Which event follows which, how often and how soon.
pub(super) fn transitions(ground: &Ground) -> Result<TransitionsReport, AppError> {
    let crowd = ground.crowd()?;
    let sum = crowd.fold(Transitions::default, crowd.within(step_on), Transitions::merge)?;
    Ok(sum.report(&ground.events.event))
}

/// The customers of an edge, each with so many times that they took it; of a beginning or an end.
pub(super) fn of_transition(ground: &Ground, cell: &TransitionCell) -> Result<Vec<Behind>, AppError> {
    let crowd = ground.crowd()?;
    let number = cell.number(&ground.events.event).map_err(|bad| bad.within("cell"))?;
    crowd.behind(Transitions::default, crowd.within(step_on), &number)
}

fn step_on(sum: &mut Transitions, person: &PersonEvents<'_>) {
    sum.add(person.event, person.time);
}

/// The ways that customers take, event by event.
pub(super) fn variants(ground: &Ground, ways: &Ways) -> Result<VariantsReport, AppError> {
    Ok(all_variants(&ground.crowd()?, ways)?.report(&ground.events.event, ways.top))
}

/// The customers of a way.
pub(super) fn of_variant(ground: &Ground, ways: &Ways, cell: &VariantCell) -> Result<Vec<Behind>, AppError> {
    let crowd = ground.crowd()?;
    let whole = if cell.path.is_none() { all_variants(&crowd, ways)? } else { Variants::default() };
    let number = cell.number(&ground.events.event, &whole, ways.top).map_err(|bad| bad.within("cell"))?;
    crowd.behind(Variants::default, crowd.within(going(ways.repeats)), &number)
}

fn all_variants(crowd: &Crowd<'_>, ways: &Ways) -> Result<Variants, AppError> {
    crowd.fold(Variants::default, crowd.within(going(ways.repeats)), Variants::merge)
}

fn going(repeats: bool) -> impl Fn(&mut Variants, &PersonEvents<'_>) + Sync {
    move |sum: &mut Variants, person: &PersonEvents<'_>| {
        if repeats {
            sum.add(person.event);
        } else {
            let mut once = person.event.to_vec();
            once.dedup();
            sum.add(&once);
        }
    }
}

/// Visits that begin in the period, cut where nothing happens for longer than `gap`.
pub(super) fn visits(ground: &Ground, gap: Span) -> Result<SessionsReport, AppError> {
    let crowd = ground.crowd()?;
    let sum = crowd.fold(Sessions::default, visiting(ground, &crowd, gap), |sum, more| sum.merge(&more))?;
    Ok(sum.report())
}

/// The customers of all visits, each with so many.
pub(super) fn of_visits(ground: &Ground, gap: Span) -> Result<Vec<Behind>, AppError> {
    let crowd = ground.crowd()?;
    let number: Number<Sessions> = Box::new(Sessions::count);
    crowd.behind(Sessions::default, visiting(ground, &crowd, gap), &number)
}

fn visiting<'a>(
    ground: &Ground,
    crowd: &'a Crowd<'_>,
    gap: Span,
) -> impl Fn(&mut Sessions, &PersonEvents<'_>) + Sync + 'a {
    let (rules, period) = (SessionRules { gap, ..SessionRules::default() }, ground.period.range());
    move |sum: &mut Sessions, person: &PersonEvents<'_>| {
        let own = sessions(person.time, &rules).filter(|session| {
            let begun = period.contains(&person.time[session.start]);
            begun && crowd.passes(person.first + session.start..person.first + session.end)
        });
        sum.add_some(person.time, own);
    }
}

/// How often one event comes at any time after another.
pub(super) fn eventually(ground: &Ground, top: Option<usize>) -> Result<EventuallyReport, AppError> {
    let crowd = ground.crowd()?;
    let sum = crowd.fold(Eventually::default, crowd.within(pair_up), Eventually::merge)?;
    Ok(sum.report(&ground.events.event, top))
}

/// The customers of a pair of events, each with so many.
pub(super) fn of_pair(ground: &Ground, cell: &PairCell) -> Result<Vec<Behind>, AppError> {
    let crowd = ground.crowd()?;
    let number = cell.number(&ground.events.event).map_err(|bad| bad.within("cell"))?;
    crowd.behind(Eventually::default, crowd.within(pair_up), &number)
}

fn pair_up(sum: &mut Eventually, person: &PersonEvents<'_>) {
    sum.add(person.event);
}

/// What customers do again.
pub(super) fn rework(ground: &Ground) -> Result<ReworkReport, AppError> {
    let crowd = ground.crowd()?;
    let sum = crowd.fold(Rework::default, crowd.within(do_again), Rework::merge)?;
    Ok(sum.report(&ground.events.event))
}

/// The customers who do something (again), each with so many times.
pub(super) fn of_rework(ground: &Ground, cell: &ReworkCell) -> Result<Vec<Behind>, AppError> {
    let crowd = ground.crowd()?;
    let number = cell.number(&ground.events.event).map_err(|bad| bad.within("cell"))?;
    crowd.behind(Rework::default, crowd.within(do_again), &number)
}

fn do_again(sum: &mut Rework, person: &PersonEvents<'_>) {
    sum.add(person.event);
}

/// Which event is the first, second, third … of a history.
pub(super) fn step_matrix(ground: &Ground, steps: usize) -> Result<StepMatrixReport, AppError> {
    let crowd = ground.crowd()?;
    let sum = crowd.fold(|| StepMatrix::new(steps), crowd.within(place), StepMatrix::merge)?;
    Ok(sum.report(&ground.events.event))
}

/// The customers whose event at a place is this, or who have none there.
pub(super) fn of_place(ground: &Ground, steps: usize, cell: &StepCell) -> Result<Vec<Behind>, AppError> {
    let crowd = ground.crowd()?;
    let number = StepMatrix::new(steps).number(&ground.events.event, cell).map_err(|bad| bad.within("cell"))?;
    crowd.behind(|| StepMatrix::new(steps), crowd.within(place), &number)
}

fn place(sum: &mut StepMatrix, person: &PersonEvents<'_>) {
    sum.add(person.event);
}
