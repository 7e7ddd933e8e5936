//! Paths of customers, sessions or walks.

use yeojido_journey::paths::{PathCell, Paths, PathsPartial, PathsReport, PathsSpec, Unit};
use yeojido_journey::{Behind, PersonEvents, SessionRules, sessions};

use super::ground::{Crowd, Ground};
use crate::AppError;

/// Through which events customers go, step by step.
pub(super) fn answer(spec: &PathsSpec, ground: &Ground) -> Result<PathsReport, AppError> {
    let kernel = Paths::compile(spec, &ground.events, ground.period.range())?;
    let crowd = ground.crowd()?;
    Ok(kernel.report(spec, &sum(spec, &kernel, &crowd)?))
}

/// The customers of a cell, each with so many paths.
pub(super) fn behind(spec: &PathsSpec, ground: &Ground, cell: &PathCell) -> Result<Vec<Behind>, AppError> {
    let kernel = Paths::compile(spec, &ground.events, ground.period.range())?;
    let crowd = ground.crowd()?;
    let whole = if cell.needs_whole() { sum(spec, &kernel, &crowd)? } else { kernel.empty() };
    let number = kernel.number(spec, cell, &whole).map_err(|bad| bad.within("cell"))?;
    crowd.behind(|| kernel.empty(), adding(spec, &kernel, &crowd)?, &number)
}

fn sum(spec: &PathsSpec, kernel: &Paths<'_>, crowd: &Crowd<'_>) -> Result<PathsPartial, AppError> {
    crowd.fold(|| kernel.empty(), adding(spec, kernel, crowd)?, PathsPartial::merge)
}

pub(super) type Adding<'a> = Box<dyn Fn(&mut PathsPartial, &PersonEvents<'_>) + Sync + 'a>;

/// Adds the units of a person for which the filter holds.
pub(super) fn adding<'a>(
    spec: &PathsSpec,
    kernel: &'a Paths<'_>,
    crowd: &'a Crowd<'_>,
) -> Result<Adding<'a>, AppError> {
    Ok(match spec.by {
        Unit::Customer => Box::new(crowd.whole(|sum: &mut PathsPartial, person: &PersonEvents<'_>| {
            kernel.add(sum, person, 0..person.time.len());
        })),
        Unit::Session => {
            let rules = SessionRules { gap: spec.gap, ..SessionRules::default() };
            Box::new(move |sum: &mut PathsPartial, person: &PersonEvents<'_>| {
                for session in sessions(person.time, &rules) {
                    if crowd.passes(person.first + session.start..person.first + session.end) {
                        kernel.add(sum, person, session);
                    }
                }
            })
        }
        Unit::Walk => Box::new(crowd.walks(|sum: &mut PathsPartial, person, walk, caught| {
            let at = |place: usize| caught[place].row as usize - person.first;
            kernel.add(sum, person, at(walk.caught.start)..at(walk.caught.end - 1) + 1);
        })?),
    })
}
