//! Paths of customers, sessions or walks.

use yeojido_domain::{Filter, Journey, JourneyId};
use yeojido_journey::paths::{Paths, PathsPartial, PathsReport, PathsSpec, Unit};
use yeojido_journey::{PersonEvents, Rules, SessionRules, SpecError, columns_needed, fold, sessions, walks};

use super::retention::{load, range};
use crate::{AppError, Workspace};

/// Through which events customers go, step by step.
///
/// # Errors
/// [`AppError::Invalid`] names what is wrong with the question; [`AppError::NotFound`] for a journey that is not there;
/// [`AppError::Lake`].
pub async fn paths(workspace: &Workspace, mut spec: PathsSpec) -> Result<PathsReport, AppError> {
    spec.check()?;
    let zone = spec.zone.get_or_insert_with(|| workspace.zone.clone()).clone();
    let range = range(spec.from.as_deref(), spec.to.as_deref(), zone)?;
    let journey = match &spec.journey {
        Some(id) => Some(journey(workspace, id).await?),
        None => None,
    };
    let mut columns = spec.columns();
    columns.extend(journey.iter().flat_map(|journey| columns_needed(journey, &Filter::default())));
    let events = load(workspace, &columns).await?;
    let work = move || {
        let kernel = Paths::compile(&spec, &events, range)?;
        let walk_rules = journey.as_ref().map(|journey| Rules::compile(journey, &events)).transpose();
        let walk_rules = walk_rules.map_err(SpecError::from)?;
        let data_end = events.end().unwrap_or_default();
        let session_rules = SessionRules { gap: spec.gap, ..SessionRules::default() };
        let add = |sum: &mut PathsPartial, person: &PersonEvents<'_>| match (spec.by, &walk_rules) {
            (Unit::Walk, Some(rules)) => {
                let mut caught = Vec::new();
                rules.collect(person, &mut caught);
                for walk in walks(&caught, rules.walk_rules(), data_end) {
                    let at = |caught: &yeojido_journey::Caught| caught.row as usize - person.first;
                    let (first, last) = (walk.caught.start, walk.caught.end - 1);
                    kernel.add(sum, person, at(&caught[first])..at(&caught[last]) + 1);
                }
            }
            (Unit::Session, _) => {
                sessions(person.time, &session_rules).for_each(|session| kernel.add(sum, person, session));
            }
            _ => kernel.add(sum, person, 0..person.time.len()),
        };
        let sum = fold(&events, || kernel.empty(), add, PathsPartial::merge);
        Ok(kernel.report(&spec, &sum))
    };
    tokio::task::spawn_blocking(work).await?
}

/// The newest version of a journey.
pub(super) async fn journey(workspace: &Workspace, id: &str) -> Result<Journey, AppError> {
    let stored = workspace.store.journey(&JourneyId::new(id)?, None).await?;
    Ok(stored.ok_or_else(|| AppError::NotFound { what: "journey", id: id.to_owned() })?.journey)
}
