//! Paths of customers, sessions or walks.

use yeojido_journey::paths::{PathCell, Paths, PathsPartial, PathsReport, PathsSpec};
use yeojido_journey::{Adding, Behind, Crowd, Events};

use super::crowd::Kernel;
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
        Ok(crowd.paths(paths, self.spec, self.ground.journey.as_ref())?)
    }

    fn merge(&self, sum: &mut PathsPartial, more: PathsPartial) {
        sum.merge(more);
    }
}
