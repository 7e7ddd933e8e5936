//! Walks against the journey that was meant, times from stage to stage, and what conversions are owed to.

use yeojido_domain::{Filter, Journey};
use yeojido_journey::attribution::{Attribution, AttributionPartial, AttributionReport, AttributionSpec};
use yeojido_journey::course::{Conformance, ConformanceReport, StageTimes, StageTimesReport};
use yeojido_journey::{Caught, Events, PersonEvents, Rules, SpecError, Walk, columns_needed, fold, walks};

use super::paths::journey;
use super::retention::{load, range};
use crate::{AppError, Workspace};

/// Which walks follow the intended journey, and where the others leave it.
///
/// # Errors
/// [`AppError::NotFound`] for a journey that is not there; [`AppError::Lake`].
pub async fn conformance(workspace: &Workspace, id: &str) -> Result<ConformanceReport, AppError> {
    let journey = journey(workspace, id).await?;
    let events = load(workspace, &columns_needed(&journey, &Filter::default())).await?;
    let work = move || {
        let add = |sum: &mut Conformance, _: &PersonEvents<'_>, walk: &Walk, caught: &[Caught]| sum.add(walk, caught);
        let sum = over_walks(&journey, &events, Conformance::default, add, Conformance::merge)?;
        Ok(sum.report(&stages(&journey)))
    };
    tokio::task::spawn_blocking(work).await?
}

/// How long from every stage to every later one, and the slowest walks.
///
/// # Errors
/// [`AppError::NotFound`] for a journey that is not there; [`AppError::Lake`].
pub async fn stage_times(workspace: &Workspace, id: &str, slowest: usize) -> Result<StageTimesReport, AppError> {
    let journey = journey(workspace, id).await?;
    let events = load(workspace, &columns_needed(&journey, &Filter::default())).await?;
    let work = move || {
        let end = events.end().unwrap_or_default();
        let empty = || StageTimes::new(journey.stages.len(), journey.gap, end, slowest);
        let add = |sum: &mut StageTimes, person: &PersonEvents<'_>, walk: &Walk, caught: &[Caught]| {
            sum.add(person.person, walk, caught);
        };
        let sum = over_walks(&journey, &events, empty, add, StageTimes::merge)?;
        Ok(sum.report(&stages(&journey)))
    };
    tokio::task::spawn_blocking(work).await?
}

/// To which channels conversions are owed.
///
/// # Errors
/// [`AppError::Invalid`] names what is wrong with the question; [`AppError::Lake`].
pub async fn attribution(workspace: &Workspace, mut spec: AttributionSpec) -> Result<AttributionReport, AppError> {
    spec.check()?;
    let zone = spec.zone.get_or_insert_with(|| workspace.zone.clone()).clone();
    let range = range(spec.from.as_deref(), spec.to.as_deref(), zone)?;
    let events = load(workspace, &spec.columns()).await?;
    let work = move || {
        let kernel = Attribution::compile(&spec, &events, range)?;
        let sum = fold(
            &events,
            AttributionPartial::default,
            |sum, person| kernel.add(sum, person),
            AttributionPartial::merge,
        );
        Ok(kernel.report(&sum))
    };
    tokio::task::spawn_blocking(work).await?
}

fn stages(journey: &Journey) -> Vec<String> {
    journey.stages.iter().map(|stage| stage.id.to_string()).collect()
}

/// Folds the walks of everybody.
fn over_walks<P: Send>(
    journey: &Journey,
    events: &Events,
    empty: impl Fn() -> P + Sync,
    add: impl Fn(&mut P, &PersonEvents<'_>, &Walk, &[Caught]) + Sync,
    merge: impl Fn(&mut P, P),
) -> Result<P, AppError> {
    let rules = Rules::compile(journey, events).map_err(SpecError::from)?;
    let end = events.end().unwrap_or_default();
    let person = |(sum, caught): &mut (P, Vec<Caught>), person: &PersonEvents<'_>| {
        rules.collect(person, caught);
        walks(caught, rules.walk_rules(), end).iter().for_each(|walk| add(sum, person, walk, caught));
    };
    Ok(fold(events, || (empty(), Vec::new()), person, |sum, more| merge(&mut sum.0, more.0)).0)
}
