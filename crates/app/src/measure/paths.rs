//! Paths of customers, sessions or walks.

use yeojido_journey::paths::{PathCell, Paths, PathsPartial, PathsReport, PathsSpec, Unit};
use yeojido_journey::{Behind, Events, PersonEvents, SessionRules, sessions};

use super::crowd::{Adding, Crowd, Kernel};
use super::ground::Ground;
use crate::AppError;

/// Through which events customers go, step by step.
pub(super) fn answer(spec: &PathsSpec, ground: &Ground) -> Result<PathsReport, AppError> {
    let kernel = OfUnits { spec, ground };
    let sum = ground.fold(&kernel)?;
    Ok(kernel.compile(ground.frame())?.report(spec, &sum))
}

/// The customers of a cell, each with so many paths.
pub(super) fn behind(spec: &PathsSpec, ground: &Ground, cell: &PathCell) -> Result<Vec<Behind>, AppError> {
    let kernel = OfUnits { spec, ground };
    let whole = if cell.needs_whole() { ground.fold(&kernel)? } else { kernel.empty()? };
    let number = kernel.compile(ground.frame())?.number(spec, cell, &whole).map_err(|bad| bad.within("cell"))?;
    ground.behind(&kernel, &number)
}

/// Paths of the units of persons for which the filter holds.
pub(super) struct OfUnits<'a> {
    pub spec: &'a PathsSpec,
    pub ground: &'a Ground,
}

impl OfUnits<'_> {
    pub fn compile<'e>(&self, events: &'e Events) -> Result<Paths<'e>, AppError> {
        Ok(Paths::compile(self.spec, events, self.ground.period.range())?)
    }
}

impl Kernel for OfUnits<'_> {
    type Sum = PathsPartial;

    fn empty(&self) -> Result<PathsPartial, AppError> {
        Ok(self.compile(self.ground.frame())?.empty())
    }

    fn adding<'p>(&'p self, crowd: Crowd<'p>) -> Result<Adding<'p, PathsPartial>, AppError> {
        let paths = self.compile(crowd.events)?;
        Ok(match self.spec.by {
            Unit::Customer => crowd.whole(move |sum, person| paths.add(sum, person, 0..person.event.len())),
            Unit::Session => {
                let rules = SessionRules { gap: self.spec.gap, ..SessionRules::default() };
                Box::new(move |sum: &mut PathsPartial, person: &PersonEvents<'_>| {
                    for session in sessions(person.time, &rules) {
                        if crowd.passes(person.first + session.start..person.first + session.end) {
                            paths.add(sum, person, session);
                        }
                    }
                })
            }
            Unit::Walk => crowd.walks(move |sum, person, walk, caught| {
                let at = |place: usize| caught[place].row as usize - person.first;
                paths.add(sum, person, at(walk.caught.start)..at(walk.caught.end - 1) + 1);
            })?,
        })
    }

    fn merge(&self, sum: &mut PathsPartial, more: PathsPartial) {
        sum.merge(more);
    }
}
