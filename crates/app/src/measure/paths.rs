//! Paths of customers, sessions or walks.

use yeojido_journey::paths::{Paths, PathsPartial, PathsReport, PathsSpec, Unit};
use yeojido_journey::{PersonEvents, SessionRules, sessions};

use super::ground::{Crowd, Ground};
use crate::AppError;

/// Through which events customers go, step by step.
pub(super) fn answer(spec: &PathsSpec, ground: &Ground) -> Result<PathsReport, AppError> {
    let kernel = Paths::compile(spec, &ground.events, ground.period.range())?;
    Ok(kernel.report(spec, &sum(spec, &kernel, &ground.crowd()?)?))
}

fn sum(spec: &PathsSpec, kernel: &Paths<'_>, crowd: &Crowd<'_>) -> Result<PathsPartial, AppError> {
    let empty = || kernel.empty();
    match spec.by {
        Unit::Customer => {
            let add = |sum: &mut PathsPartial, person: &PersonEvents<'_>| kernel.add(sum, person, 0..person.time.len());
            crowd.fold(empty, add, PathsPartial::merge)
        }
        Unit::Session => {
            let rules = SessionRules { gap: spec.gap, ..SessionRules::default() };
            let add = |sum: &mut PathsPartial, person: &PersonEvents<'_>| {
                for session in sessions(person.time, &rules) {
                    if crowd.passes(person.first + session.start..person.first + session.end) {
                        kernel.add(sum, person, session);
                    }
                }
            };
            crowd.fold_units(empty, add, PathsPartial::merge)
        }
        Unit::Walk => crowd.fold_walks(
            empty,
            |sum, person, walk, caught| {
                let at = |place: usize| caught[place].row as usize - person.first;
                kernel.add(sum, person, at(walk.caught.start)..at(walk.caught.end - 1) + 1);
            },
            PathsPartial::merge,
        ),
    }
}
