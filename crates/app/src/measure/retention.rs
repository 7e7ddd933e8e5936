//! Who comes back, how often customers are active, and how the active ones change.

use std::sync::Arc;

use yeojido_domain::{Micros, Period, Zone};
use yeojido_journey::retention::{
    ActivitySpec, Lifecycle, LifecycleReport, Retention, RetentionReport, RetentionSpec, Stickiness, StickinessReport,
};
use yeojido_journey::{Events, fold};

use crate::{AppError, Workspace};

/// Cohort by period.
///
/// # Errors
/// [`AppError::Invalid`] names what is wrong with the question; [`AppError::Lake`].
pub async fn retention(workspace: &Workspace, mut spec: RetentionSpec) -> Result<RetentionReport, AppError> {
    let zone = spec.zone.get_or_insert_with(|| workspace.zone.clone()).clone();
    let range = range(spec.from.as_deref(), spec.to.as_deref(), zone)?;
    let events = load(workspace, &spec.columns()).await?;
    let work = move || {
        let table = Retention::compile(&spec, &events, range)?;
        let sum = fold(&events, || table.empty(), |sum, person| table.add(sum, person), Retention::merge);
        Ok(table.report(&sum))
    };
    tokio::task::spawn_blocking(work).await?
}

/// Customers by number of days, weeks or months in which they are active.
///
/// # Errors
/// [`AppError::Invalid`] names what is wrong with the question; [`AppError::Lake`].
pub async fn stickiness(workspace: &Workspace, spec: ActivitySpec) -> Result<StickinessReport, AppError> {
    let (spec, range, events) = activity(workspace, spec).await?;
    let work = move || {
        let kernel = Stickiness::compile(&spec, &events, range)?;
        let sum = fold(
            &events,
            || kernel.empty(),
            |sum, person| kernel.add(sum, person),
            |sum, more| Stickiness::merge(sum, &more),
        );
        Ok(kernel.report(&sum))
    };
    tokio::task::spawn_blocking(work).await?
}

/// New, returning, resurrected and dormant customers.
///
/// # Errors
/// [`AppError::Invalid`] names what is wrong with the question; [`AppError::Lake`].
pub async fn lifecycle(workspace: &Workspace, spec: ActivitySpec) -> Result<LifecycleReport, AppError> {
    let (spec, range, events) = activity(workspace, spec).await?;
    let work = move || {
        let kernel = Lifecycle::compile(&spec, &events, range)?;
        let sum = fold(
            &events,
            || kernel.empty(),
            |sum, person| kernel.add(sum, person),
            |sum, more| Lifecycle::merge(sum, &more),
        );
        Ok(kernel.report(&sum))
    };
    tokio::task::spawn_blocking(work).await?
}

async fn activity(
    workspace: &Workspace,
    mut spec: ActivitySpec,
) -> Result<(ActivitySpec, std::ops::Range<Micros>, Arc<Events>), AppError> {
    let zone = spec.zone.get_or_insert_with(|| workspace.zone.clone()).clone();
    let range = range(spec.from.as_deref(), spec.to.as_deref(), zone)?;
    let columns: Vec<String> = spec.event.columns().map(str::to_owned).collect();
    let events = load(workspace, &columns).await?;
    Ok((spec, range, events))
}

pub(super) fn range(from: Option<&str>, to: Option<&str>, zone: Zone) -> Result<std::ops::Range<Micros>, AppError> {
    Ok(Period::parse(from, to, zone)?.range())
}

pub(super) async fn load(workspace: &Workspace, columns: &[String]) -> Result<Arc<Events>, AppError> {
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    Ok(workspace.lake.snapshot(None).await?.events(&columns).await?)
}
