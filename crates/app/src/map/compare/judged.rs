//! Which visits can be judged, by one yardstick for all sides: the usual time of a stage, in which nearly all who go on
//! from it do so, of everybody over all time.

use std::sync::Arc;

use yeojido_domain::{Filter, Micros, Period, Span};
use yeojido_stats::median;

use super::super::findings::{Stay, back, lost, stays, time, usual};
use super::super::question::Question;
use super::super::scene::{Scene, scene};
use crate::{AppError, Workspace};

/// The usual time of every stage, kept with the scene that asks for it.
///
/// # Errors
/// [`AppError::Lake`]; [`AppError::Store`].
pub(in crate::map) async fn usual_times(
    workspace: &Workspace,
    of: &Arc<Scene>,
    now: Micros,
) -> Result<Arc<Vec<Option<Span>>>, AppError> {
    let compute = || async {
        let everybody = Question {
            version: Some(of.version()),
            lake_version: Some(of.lake_version()),
            period: Period::all(of.question.period.zone.clone()),
            filter: Filter::default(),
            ..of.question.clone()
        };
        let whole = scene(workspace, &everybody, now).await?;
        Ok::<_, AppError>(Arc::new(stages(&whole).map(|stage| usual(&whole, &stays(&whole, stage))).collect()))
    };
    of.usual.get_or_try_init(compute).await.cloned()
}

/// The places of the stages of a journey, which has at most 64.
pub(super) fn stages(scene: &Scene) -> impl Iterator<Item = u8> {
    0..u8::try_from(scene.stored.journey.stages.len()).unwrap_or(u8::MAX)
}

/// A list of judged visits: those it holds, out of how many that were judged.
pub(in crate::map) struct Judged<'s> {
    pub visits: Vec<(Stay<'s>, Option<f64>)>,
    pub of: u64,
    pub median_s: Option<f64>,
    pub method: &'static str,
}

/// Whether a cell is one of judged visits.
pub(in crate::map) fn is_judged(cell: &str) -> bool {
    matches!(cell, "judged" | "lost" | "back" | "timed")
}

/// The judged visits of a stage that a cell names; `None` before their usual time is known to the scene.
pub(in crate::map) fn judged<'s>(scene: &'s Scene, stage: u8, cell: &str) -> Option<Judged<'s>> {
    let usual = (*scene.usual.get()?.get(usize::from(stage))?)?;
    let end = scene.data_end?;
    let all: Vec<Stay<'_>> = stays(scene, stage).into_iter().filter(|stay| stay.entry.plus(usual) <= end).collect();
    let of = all.len() as u64;
    let took = |stay: &Stay<'_>| time(stay.visit).map(Span::seconds);
    let keep = |stay: &Stay<'_>| match cell {
        "lost" => lost(stay, usual, end).is_some_and(|lost| lost > 0.0),
        "back" => back(scene, stay, stage) > 0.0,
        "timed" => took(stay).is_some(),
        _ => true,
    };
    let mut visits: Vec<_> = all.iter().filter(|stay| keep(stay)).map(|stay| (*stay, took(stay))).collect();
    let timed = cell == "timed";
    if timed {
        visits.sort_by(|a, b| b.1.unwrap_or(0.0).total_cmp(&a.1.unwrap_or(0.0)));
    }
    let times: Vec<f64> = visits.iter().filter_map(|(_, took)| *took).collect();
    Some(Judged {
        visits,
        of,
        median_s: if timed { median(&times) } else { None },
        method: match cell {
            "lost" => "lost_within_usual",
            "back" => "back_before_on",
            "timed" => "median_of_known",
            _ => "judged",
        },
    })
}
