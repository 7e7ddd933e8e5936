//! Walks against the journey that was meant, times from stage to stage, and what conversions are owed to.

use yeojido_domain::Journey;
use yeojido_journey::attribution::{
    Attribution, AttributionCell, AttributionPartial, AttributionReport, AttributionSpec,
};
use yeojido_journey::course::{
    Conformance, ConformanceCell, ConformanceReport, StageTimes, StageTimesReport, TimesCell,
};
use yeojido_journey::{Behind, Caught, PersonEvents, Walk};

use super::ground::Ground;
use crate::AppError;

/// Which walks follow the intended journey, and where the others leave it.
pub(super) fn conformance(ground: &Ground) -> Result<ConformanceReport, AppError> {
    let crowd = ground.crowd()?;
    let sum = crowd.fold(Conformance::default, crowd.walks(follow)?, Conformance::merge)?;
    Ok(sum.report(&stages(ground.journey()?)))
}

/// The customers of walks that follow, or leave at one place.
pub(super) fn of_course(ground: &Ground, cell: &ConformanceCell) -> Result<Vec<Behind>, AppError> {
    let crowd = ground.crowd()?;
    let number = cell.number(&stages(ground.journey()?)).map_err(|bad| bad.within("cell"))?;
    crowd.behind(Conformance::default, crowd.walks(follow)?, &number)
}

fn follow(sum: &mut Conformance, _: &PersonEvents<'_>, walk: &Walk, caught: &[Caught]) {
    sum.add(walk, caught);
}

/// How long from every stage to every later one, and the slowest walks.
pub(super) fn stage_times(ground: &Ground, slowest: usize) -> Result<StageTimesReport, AppError> {
    let (crowd, journey) = (ground.crowd()?, ground.journey()?);
    let sum = crowd.fold(|| no_times(ground, journey, slowest), crowd.walks(take_time)?, StageTimes::merge)?;
    Ok(sum.report(&stages(journey)))
}

/// The customers of walks between two stages.
pub(super) fn of_times(ground: &Ground, cell: &TimesCell) -> Result<Vec<Behind>, AppError> {
    let (crowd, journey) = (ground.crowd()?, ground.journey()?);
    let number = cell.number(&stages(journey)).map_err(|bad| bad.within("cell"))?;
    crowd.behind(|| no_times(ground, journey, 0), crowd.walks(take_time)?, &number)
}

fn no_times(ground: &Ground, journey: &Journey, slowest: usize) -> StageTimes {
    StageTimes::new(journey.stages.len(), journey.gap, ground.data_end(), slowest)
}

fn take_time(sum: &mut StageTimes, person: &PersonEvents<'_>, walk: &Walk, caught: &[Caught]) {
    sum.add(person.person, walk, caught);
}

/// To which channels conversions are owed.
pub(super) fn attribution(spec: &AttributionSpec, ground: &Ground) -> Result<AttributionReport, AppError> {
    let kernel = Attribution::compile(spec, &ground.events, ground.period.range())?;
    let crowd = ground.crowd()?;
    let add = crowd.whole(|sum, person| kernel.add(sum, person));
    Ok(kernel.report(&crowd.fold(AttributionPartial::default, add, AttributionPartial::merge)?))
}

/// The customers of conversions, each with so many.
pub(super) fn of_conversions(
    spec: &AttributionSpec,
    ground: &Ground,
    cell: &AttributionCell,
) -> Result<Vec<Behind>, AppError> {
    let kernel = Attribution::compile(spec, &ground.events, ground.period.range())?;
    let crowd = ground.crowd()?;
    let number = kernel.number(cell).map_err(|bad| bad.within("cell"))?;
    crowd.behind(AttributionPartial::default, crowd.whole(|sum, person| kernel.add(sum, person)), &number)
}

pub(super) fn stages(journey: &Journey) -> Vec<String> {
    journey.stages.iter().map(|stage| stage.id.to_string()).collect()
}
