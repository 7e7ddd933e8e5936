//! What follows what in histories, what is done again, and where things happen in them. A period cuts histories: what
//! lies outside is as if it had not been.

use yeojido_domain::Span;
use yeojido_journey::follows::{
    Eventually, EventuallyReport, PairCell, Rework, ReworkCell, ReworkReport, StepCell, StepMatrix, StepMatrixReport,
};
use yeojido_journey::{
    Adding, Behind, Crowd, Number, PersonEvents, Sessions, SessionsReport, TransitionCell, Transitions,
    TransitionsReport, VariantCell, Variants, VariantsReport,
};

use super::crowd::{Cut, Kernel};
use super::ground::Ground;
use super::question::Ways;
use crate::AppError;

/// Which event follows which, how often and how soon.
pub(super) fn transitions(ground: &Ground) -> Result<TransitionsReport, AppError> {
    Ok(ground.fold(&steps_on())?.report(&ground.frame().event))
}

/// The customers of an edge, each with so many times that they took it; of a beginning or an end.
pub(super) fn of_transition(ground: &Ground, cell: &TransitionCell) -> Result<Vec<Behind>, AppError> {
    let number = cell.number(&ground.frame().event).map_err(|bad| bad.within("cell"))?;
    ground.behind(&steps_on(), &number)
}

fn steps_on() -> Cut<Transitions> {
    Cut {
        empty: Transitions::default(),
        add: |sum, person| sum.add(person.event, person.time),
        merge: Transitions::merge,
    }
}

/// The ways that customers take, event by event.
pub(super) fn variants(ground: &Ground, ways: &Ways) -> Result<VariantsReport, AppError> {
    Ok(ground.fold(&going(ways))?.report(&ground.frame().event, ways.top))
}

/// The customers of a way.
pub(super) fn of_variant(ground: &Ground, ways: &Ways, cell: &VariantCell) -> Result<Vec<Behind>, AppError> {
    let kernel = going(ways);
    let whole = if cell.path.is_none() { ground.fold(&kernel)? } else { Variants::default() };
    let number = cell.number(&ground.frame().event, &whole, ways.top).map_err(|bad| bad.within("cell"))?;
    ground.behind(&kernel, &number)
}

fn going(ways: &Ways) -> Cut<Variants> {
    let once = |sum: &mut Variants, person: &PersonEvents<'_>| {
        let mut once = person.event.to_vec();
        once.dedup();
        sum.add(&once);
    };
    let add = if ways.repeats { |sum: &mut Variants, person: &PersonEvents<'_>| sum.add(person.event) } else { once };
    Cut { empty: Variants::default(), add, merge: Variants::merge }
}

/// Visits that begin in the period, cut where nothing happens for longer than `gap`.
pub(super) fn visits(ground: &Ground, gap: Span) -> Result<SessionsReport, AppError> {
    Ok(ground.fold(&Visits { gap })?.report())
}

/// The customers of all visits, each with so many.
pub(super) fn of_visits(ground: &Ground, gap: Span) -> Result<Vec<Behind>, AppError> {
    let number: Number<Sessions> = Box::new(Sessions::count);
    ground.behind(&Visits { gap }, &number)
}

struct Visits {
    gap: Span,
}

impl Kernel for Visits {
    type Sum = Sessions;

    fn empty(&self) -> Result<Sessions, AppError> {
        Ok(Sessions::default())
    }

    fn adding<'p>(&'p self, crowd: Crowd<'p>) -> Result<Adding<'p, Sessions>, AppError> {
        Ok(crowd.visits(self.gap))
    }

    fn merge(&self, sum: &mut Sessions, more: Sessions) {
        sum.merge(&more);
    }
}

/// How often one event comes at any time after another.
pub(super) fn eventually(ground: &Ground, top: Option<usize>) -> Result<EventuallyReport, AppError> {
    Ok(ground.fold(&pairs())?.report(&ground.frame().event, top))
}

/// The customers of a pair of events, each with so many.
pub(super) fn of_pair(ground: &Ground, cell: &PairCell) -> Result<Vec<Behind>, AppError> {
    let number = cell.number(&ground.frame().event).map_err(|bad| bad.within("cell"))?;
    ground.behind(&pairs(), &number)
}

fn pairs() -> Cut<Eventually> {
    Cut { empty: Eventually::default(), add: |sum, person| sum.add(person.event), merge: Eventually::merge }
}

/// What customers do again.
pub(super) fn rework(ground: &Ground) -> Result<ReworkReport, AppError> {
    Ok(ground.fold(&again())?.report(&ground.frame().event))
}

/// The customers who do something (again), each with so many times.
pub(super) fn of_rework(ground: &Ground, cell: &ReworkCell) -> Result<Vec<Behind>, AppError> {
    let number = cell.number(&ground.frame().event).map_err(|bad| bad.within("cell"))?;
    ground.behind(&again(), &number)
}

fn again() -> Cut<Rework> {
    Cut { empty: Rework::default(), add: |sum, person| sum.add(person.event), merge: Rework::merge }
}

/// Which event is the first, second, third … of a history.
pub(super) fn step_matrix(ground: &Ground, steps: usize) -> Result<StepMatrixReport, AppError> {
    Ok(ground.fold(&places(steps))?.report(&ground.frame().event))
}

/// The customers whose event at a place is this, or who have none there.
pub(super) fn of_place(ground: &Ground, steps: usize, cell: &StepCell) -> Result<Vec<Behind>, AppError> {
    let number = StepMatrix::new(steps).number(&ground.frame().event, cell).map_err(|bad| bad.within("cell"))?;
    ground.behind(&places(steps), &number)
}

fn places(steps: usize) -> Cut<StepMatrix> {
    Cut { empty: StepMatrix::new(steps), add: |sum, person| sum.add(person.event), merge: StepMatrix::merge }
}
