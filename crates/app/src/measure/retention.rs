//! Who comes back, how often customers are active, and how the active ones change.

use yeojido_journey::retention::{
    ActivitySpec, Lifecycle, LifecycleReport, Retention, RetentionReport, RetentionSpec, Stickiness, StickinessReport,
};

use super::ground::Ground;
use crate::AppError;

/// Cohort by period.
pub(super) fn cohorts(spec: &RetentionSpec, ground: &Ground) -> Result<RetentionReport, AppError> {
    let table = Retention::compile(spec, &ground.events, ground.period.range(), &ground.period.zone)?;
    let sum = ground.crowd()?.fold(|| table.empty(), |sum, person| table.add(sum, person), Retention::merge)?;
    Ok(table.report(&sum))
}

/// Customers by number of days, weeks or months in which they are active.
pub(super) fn stickiness(spec: &ActivitySpec, ground: &Ground) -> Result<StickinessReport, AppError> {
    let kernel = Stickiness::compile(spec, &ground.events, ground.period.range(), &ground.period.zone)?;
    let sum = ground.crowd()?.fold(
        || kernel.empty(),
        |sum, person| kernel.add(sum, person),
        |sum, more| Stickiness::merge(sum, &more),
    )?;
    Ok(kernel.report(&sum))
}

/// New, returning, resurrected and dormant customers.
pub(super) fn lifecycle(spec: &ActivitySpec, ground: &Ground) -> Result<LifecycleReport, AppError> {
    let kernel = Lifecycle::compile(spec, &ground.events, ground.period.range(), &ground.period.zone)?;
    let sum = ground.crowd()?.fold(
        || kernel.empty(),
        |sum, person| kernel.add(sum, person),
        |sum, more| Lifecycle::merge(sum, &more),
    )?;
    Ok(kernel.report(&sum))
}
