//! Walks against the journey that was meant, times from stage to stage, and what conversions are owed to.

use yeojido_domain::Journey;
use yeojido_journey::attribution::{
    Attribution, AttributionCell, AttributionPartial, AttributionReport, AttributionSpec,
};
use yeojido_journey::course::{
    Conformance, ConformanceCell, ConformanceReport, StageTimes, StageTimesReport, TimesCell,
};
use yeojido_journey::{Adding, Behind, Crowd, Events};

use super::crowd::{Kernel, Walked};
use super::ground::Ground;
use crate::AppError;

/// Which walks follow the intended journey, and where the others leave it.
pub(super) fn conformance(ground: &Ground) -> Result<ConformanceReport, AppError> {
    Ok(ground.fold(&following(ground)?)?.report(&stages(ground.journey()?)))
}

/// The customers of walks that follow, or leave at one place.
pub(super) fn of_course(ground: &Ground, cell: &ConformanceCell) -> Result<Vec<Behind>, AppError> {
    let number = cell.number(&stages(ground.journey()?)).map_err(|bad| bad.within("cell"))?;
    ground.behind(&following(ground)?, &number)
}

fn following(ground: &Ground) -> Result<Walked<'_, Conformance>, AppError> {
    Ok(Walked {
        journey: ground.journey()?,
        empty: Conformance::default(),
        add: |sum, _, walk, caught| sum.add(walk, caught),
        merge: Conformance::merge,
    })
}

/// How long from every stage to every later one, and the slowest walks.
pub(super) fn stage_times(ground: &Ground, slowest: usize) -> Result<StageTimesReport, AppError> {
    Ok(ground.fold(&taking_time(ground, slowest)?)?.report(&stages(ground.journey()?)))
}

/// The customers of walks between two stages.
pub(super) fn of_times(ground: &Ground, cell: &TimesCell) -> Result<Vec<Behind>, AppError> {
    let number = cell.number(&stages(ground.journey()?)).map_err(|bad| bad.within("cell"))?;
    ground.behind(&taking_time(ground, 0)?, &number)
}

fn taking_time(ground: &Ground, slowest: usize) -> Result<Walked<'_, StageTimes>, AppError> {
    let journey = ground.journey()?;
    Ok(Walked {
        journey,
        empty: StageTimes::new(journey.stages.len(), journey.gap, ground.data_end(), slowest),
        add: |sum, person, walk, caught| sum.add(person.person, walk, caught),
        merge: StageTimes::merge,
    })
}

/// To which channels conversions are owed.
pub(super) fn attribution(spec: &AttributionSpec, ground: &Ground) -> Result<AttributionReport, AppError> {
    let kernel = Owed { spec, ground };
    let sum = ground.fold(&kernel)?;
    Ok(kernel.compile(ground.frame())?.report(&sum))
}

/// The customers of conversions, each with so many.
pub(super) fn of_conversions(
    spec: &AttributionSpec,
    ground: &Ground,
    cell: &AttributionCell,
) -> Result<Vec<Behind>, AppError> {
    let kernel = Owed { spec, ground };
    let number = kernel.compile(ground.frame())?.number(cell).map_err(|bad| bad.within("cell"))?;
    ground.behind(&kernel, &number)
}

struct Owed<'a> {
    spec: &'a AttributionSpec,
    ground: &'a Ground,
}

impl Owed<'_> {
    fn compile<'e>(&self, events: &'e Events) -> Result<Attribution<'e>, AppError> {
        Ok(Attribution::compile(self.spec, events, self.ground.period.range())?)
    }
}

impl Kernel for Owed<'_> {
    type Sum = AttributionPartial;

    fn empty(&self) -> Result<AttributionPartial, AppError> {
        Ok(AttributionPartial::default())
    }

    fn adding<'p>(&'p self, crowd: Crowd<'p>) -> Result<Adding<'p, AttributionPartial>, AppError> {
        let kernel = self.compile(crowd.events)?;
        Ok(crowd.whole(move |sum, person| kernel.add(sum, person)))
    }

    fn merge(&self, sum: &mut AttributionPartial, more: AttributionPartial) {
        sum.merge(more);
    }
}

pub(super) fn stages(journey: &Journey) -> Vec<String> {
    journey.stages.iter().map(|stage| stage.id.to_string()).collect()
}
