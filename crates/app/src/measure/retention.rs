//! Who comes back, how often customers are active, and how the active ones change.

use yeojido_journey::Behind;
use yeojido_journey::retention::{
    ActivitySpec, Lifecycle, LifecycleCell, LifecycleReport, Retention, RetentionCell, RetentionReport, RetentionSpec,
    Stickiness, StickinessCell, StickinessReport,
};

use super::ground::Ground;
use crate::AppError;

/// Cohort by period.
pub(super) fn cohorts(spec: &RetentionSpec, ground: &Ground) -> Result<RetentionReport, AppError> {
    let table = Retention::compile(spec, &ground.events, ground.period.range(), &ground.period.zone)?;
    let crowd = ground.crowd()?;
    let add = crowd.whole(|sum, person| table.add(sum, person));
    Ok(table.report(&crowd.fold(|| table.empty(), add, Retention::merge)?))
}

/// The customers of a cell of cohorts.
pub(super) fn of_cohort(spec: &RetentionSpec, ground: &Ground, cell: &RetentionCell) -> Result<Vec<Behind>, AppError> {
    let table = Retention::compile(spec, &ground.events, ground.period.range(), &ground.period.zone)?;
    let crowd = ground.crowd()?;
    let number = table.number(cell).map_err(|bad| bad.within("cell"))?;
    crowd.behind(|| table.empty(), crowd.whole(|sum, person| table.add(sum, person)), &number)
}

/// Customers by number of days, weeks or months in which they are active.
pub(super) fn stickiness(spec: &ActivitySpec, ground: &Ground) -> Result<StickinessReport, AppError> {
    let kernel = Stickiness::compile(spec, &ground.events, ground.period.range(), &ground.period.zone)?;
    let crowd = ground.crowd()?;
    let add = crowd.whole(|sum: &mut Vec<u64>, person| kernel.add(sum, person));
    Ok(kernel.report(&crowd.fold(|| kernel.empty(), add, |sum, more| Stickiness::merge(sum, &more))?))
}

/// The customers of a cell of stickiness.
pub(super) fn of_stretches(
    spec: &ActivitySpec,
    ground: &Ground,
    cell: StickinessCell,
) -> Result<Vec<Behind>, AppError> {
    let kernel = Stickiness::compile(spec, &ground.events, ground.period.range(), &ground.period.zone)?;
    let crowd = ground.crowd()?;
    let number = kernel.number(cell).map_err(|bad| bad.within("cell"))?;
    crowd.behind(|| kernel.empty(), crowd.whole(|sum: &mut Vec<u64>, person| kernel.add(sum, person)), &number)
}

/// New, returning, resurrected and dormant customers.
pub(super) fn lifecycle(spec: &ActivitySpec, ground: &Ground) -> Result<LifecycleReport, AppError> {
    let kernel = Lifecycle::compile(spec, &ground.events, ground.period.range(), &ground.period.zone)?;
    let crowd = ground.crowd()?;
    let add = crowd.whole(|sum: &mut Vec<_>, person| kernel.add(sum, person));
    Ok(kernel.report(&crowd.fold(|| kernel.empty(), add, |sum, more| Lifecycle::merge(sum, &more))?))
}

/// The customers of a cell of the lifecycle.
pub(super) fn of_lifecycle(
    spec: &ActivitySpec,
    ground: &Ground,
    cell: &LifecycleCell,
) -> Result<Vec<Behind>, AppError> {
    let kernel = Lifecycle::compile(spec, &ground.events, ground.period.range(), &ground.period.zone)?;
    let crowd = ground.crowd()?;
    let number = kernel.number(cell).map_err(|bad| bad.within("cell"))?;
    crowd.behind(|| kernel.empty(), crowd.whole(|sum: &mut Vec<_>, person| kernel.add(sum, person)), &number)
}
