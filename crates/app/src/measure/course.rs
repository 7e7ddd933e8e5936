//! Walks against the journey that was meant, times from stage to stage, and what conversions are owed to.

use yeojido_domain::Journey;
use yeojido_journey::attribution::{Attribution, AttributionPartial, AttributionReport, AttributionSpec};
use yeojido_journey::course::{Conformance, ConformanceReport, StageTimes, StageTimesReport};

use super::ground::Ground;
use crate::AppError;

/// Which walks follow the intended journey, and where the others leave it.
pub(super) fn conformance(ground: &Ground) -> Result<ConformanceReport, AppError> {
    let sum = ground.crowd()?.fold_walks(
        Conformance::default,
        |sum, _, walk, caught| sum.add(walk, caught),
        Conformance::merge,
    )?;
    Ok(sum.report(&stages(ground.journey()?)))
}

/// How long from every stage to every later one, and the slowest walks.
pub(super) fn stage_times(ground: &Ground, slowest: usize) -> Result<StageTimesReport, AppError> {
    let journey = ground.journey()?;
    let empty = || StageTimes::new(journey.stages.len(), journey.gap, ground.data_end(), slowest);
    let sum = ground.crowd()?.fold_walks(
        empty,
        |sum, person, walk, caught| sum.add(person.person, walk, caught),
        StageTimes::merge,
    )?;
    Ok(sum.report(&stages(journey)))
}

/// To which channels conversions are owed.
pub(super) fn attribution(spec: &AttributionSpec, ground: &Ground) -> Result<AttributionReport, AppError> {
    let kernel = Attribution::compile(spec, &ground.events, ground.period.range())?;
    let sum = ground.crowd()?.fold(
        AttributionPartial::default,
        |sum, person| kernel.add(sum, person),
        AttributionPartial::merge,
    )?;
    Ok(kernel.report(&sum))
}

fn stages(journey: &Journey) -> Vec<String> {
    journey.stages.iter().map(|stage| stage.id.to_string()).collect()
}
