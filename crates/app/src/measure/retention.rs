//! Who comes back, how often customers are active, and how the active ones change.

use yeojido_journey::retention::{
    ActivitySpec, Lifecycle, LifecycleCell, LifecyclePartial, LifecycleReport, Retention, RetentionCell,
    RetentionPartial, RetentionReport, RetentionSpec, Stickiness, StickinessCell, StickinessReport,
};
use yeojido_journey::{Adding, Behind, Crowd, Events};

use super::crowd::Kernel;
use super::ground::Ground;
use crate::AppError;

/// Cohort by period.
pub(super) fn cohorts(spec: &RetentionSpec, ground: &Ground) -> Result<RetentionReport, AppError> {
    let kernel = Cohorts { spec, ground };
    let sum = ground.fold(&kernel)?;
    Ok(kernel.compile(ground.frame())?.report(&sum))
}

/// The customers of a cell of cohorts.
pub(super) fn of_cohort(spec: &RetentionSpec, ground: &Ground, cell: &RetentionCell) -> Result<Vec<Behind>, AppError> {
    let kernel = Cohorts { spec, ground };
    let number = kernel.compile(ground.frame())?.number(cell).map_err(|bad| bad.within("cell"))?;
    ground.behind(&kernel, &number)
}

struct Cohorts<'a> {
    spec: &'a RetentionSpec,
    ground: &'a Ground,
}

impl Cohorts<'_> {
    fn compile<'e>(&self, events: &'e Events) -> Result<Retention<'e>, AppError> {
        let period = &self.ground.period;
        Ok(Retention::compile(self.spec, events, period.range(), &period.zone)?)
    }
}

impl Kernel for Cohorts<'_> {
    type Sum = RetentionPartial;

    fn empty(&self) -> Result<RetentionPartial, AppError> {
        Ok(self.compile(self.ground.frame())?.empty())
    }

    fn adding<'p>(&'p self, crowd: Crowd<'p>) -> Result<Adding<'p, RetentionPartial>, AppError> {
        let table = self.compile(crowd.events)?;
        Ok(crowd.whole(move |sum, person| table.add(sum, person)))
    }

    fn merge(&self, sum: &mut RetentionPartial, more: RetentionPartial) {
        Retention::merge(sum, more);
    }
}

/// Customers by number of days, weeks or months in which they are active.
pub(super) fn stickiness(spec: &ActivitySpec, ground: &Ground) -> Result<StickinessReport, AppError> {
    let kernel = Stretches { spec, ground };
    let sum = ground.fold(&kernel)?;
    Ok(kernel.compile(ground.frame())?.report(&sum))
}

/// The customers of a cell of stickiness.
pub(super) fn of_stretches(
    spec: &ActivitySpec,
    ground: &Ground,
    cell: StickinessCell,
) -> Result<Vec<Behind>, AppError> {
    let kernel = Stretches { spec, ground };
    let number = kernel.compile(ground.frame())?.number(cell).map_err(|bad| bad.within("cell"))?;
    ground.behind(&kernel, &number)
}

struct Stretches<'a> {
    spec: &'a ActivitySpec,
    ground: &'a Ground,
}

impl Stretches<'_> {
    fn compile<'e>(&self, events: &'e Events) -> Result<Stickiness<'e>, AppError> {
        let period = &self.ground.period;
        Ok(Stickiness::compile(self.spec, events, period.range(), &period.zone)?)
    }
}

impl Kernel for Stretches<'_> {
    type Sum = Vec<u64>;

    fn empty(&self) -> Result<Vec<u64>, AppError> {
        Ok(self.compile(self.ground.frame())?.empty())
    }

    fn adding<'p>(&'p self, crowd: Crowd<'p>) -> Result<Adding<'p, Vec<u64>>, AppError> {
        let kernel = self.compile(crowd.events)?;
        Ok(crowd.whole(move |sum: &mut Vec<u64>, person| kernel.add(sum, person)))
    }

    fn merge(&self, sum: &mut Vec<u64>, more: Vec<u64>) {
        Stickiness::merge(sum, &more);
    }
}

/// New, returning, resurrected and dormant customers.
pub(super) fn lifecycle(spec: &ActivitySpec, ground: &Ground) -> Result<LifecycleReport, AppError> {
    let kernel = Lives { spec, ground };
    let sum = ground.fold(&kernel)?;
    Ok(kernel.compile(ground.frame())?.report(&sum))
}

/// The customers of a cell of the lifecycle.
pub(super) fn of_lifecycle(
    spec: &ActivitySpec,
    ground: &Ground,
    cell: &LifecycleCell,
) -> Result<Vec<Behind>, AppError> {
    let kernel = Lives { spec, ground };
    let number = kernel.compile(ground.frame())?.number(cell).map_err(|bad| bad.within("cell"))?;
    ground.behind(&kernel, &number)
}

struct Lives<'a> {
    spec: &'a ActivitySpec,
    ground: &'a Ground,
}

impl Lives<'_> {
    fn compile<'e>(&self, events: &'e Events) -> Result<Lifecycle<'e>, AppError> {
        let period = &self.ground.period;
        Ok(Lifecycle::compile(self.spec, events, period.range(), &period.zone)?)
    }
}

impl Kernel for Lives<'_> {
    type Sum = LifecyclePartial;

    fn empty(&self) -> Result<LifecyclePartial, AppError> {
        Ok(self.compile(self.ground.frame())?.empty())
    }

    fn adding<'p>(&'p self, crowd: Crowd<'p>) -> Result<Adding<'p, LifecyclePartial>, AppError> {
        let kernel = self.compile(crowd.events)?;
        Ok(crowd.whole(move |sum: &mut LifecyclePartial, person| kernel.add(sum, person)))
    }

    fn merge(&self, sum: &mut LifecyclePartial, more: LifecyclePartial) {
        Lifecycle::merge(sum, &more);
    }
}
