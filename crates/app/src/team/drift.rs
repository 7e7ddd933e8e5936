//! What is written, laid beside what is computed: each cell with how far the data have drifted from it, and the column's
//! coverage with the lanes that rest on people's words alone.

use yeojido_domain::{
    Expectation, Figure, JourneyMap, Lane, MapStage, Side, StageId, Verdict, WrittenCell, WrittenKind,
};
use yeojido_stats::wilson;
use yeojido_store::Revision;

use super::access::shown;

/// Confidence of every interval.
const LEVEL: f64 = 0.95;

/// A computed figure of a map by its cell's name: `deliver.time`, `pay.went_on`, `pay.emotion`, `pay.kpi.csat`. `None`
/// when the map has no such figure, or no value for it.
pub(super) fn figure(map: &JourneyMap, cell: &str) -> Option<Figure> {
    let mut parts = cell.splitn(3, '.');
    let id = parts.next()?;
    let stage = map.stages.iter().find(|stage| stage.id.as_str() == id)?;
    of_stage(stage, parts.next()?, parts.next())
}

fn of_stage(stage: &MapStage, of: &str, name: Option<&str>) -> Option<Figure> {
    let share = |part: u64| {
        let interval = wilson(part, stage.entered, LEVEL).ok()?;
        Some(Figure { value: interval.value, low: Some(interval.low), high: Some(interval.high), n: stage.entered })
    };
    match (of, name) {
        ("time", None) => {
            let time = &stage.time_s;
            Some(Figure { value: time.median?, low: time.low, high: time.high, n: time.n })
        }
        ("emotion", None) => {
            let emotion = &stage.emotion;
            Some(Figure { value: emotion.mean?, low: emotion.low, high: emotion.high, n: emotion.n })
        }
        ("went_on", None) => share(stage.went_on),
        ("dropped", None) => share(stage.dropped),
        ("kpi", Some(id)) => {
            let kpi = stage.kpis.iter().find(|kpi| kpi.id == id)?;
            Some(Figure { value: kpi.value, low: kpi.low, high: kpi.high, n: kpi.n })
        }
        _ => None,
    }
}

fn drift(map: &JourneyMap, expects: &Expectation) -> Option<Figure> {
    figure(map, &expects.cell).filter(|figure| expects.judge(figure) == Verdict::Missed)
}

/// A revision as the map's file holds it; `None` when the cell was emptied. What is wanted is no statement about today,
/// so that today cannot drift from it.
pub(super) fn cell(map: &JourneyMap, revision: &Revision) -> Option<WrittenCell> {
    let content = revision.content.clone()?;
    let expects = content.expectation(revision.key.lane, &revision.key.stage);
    Some(WrittenCell {
        lane: revision.key.lane,
        drift: expects.filter(|_| revision.key.side == Side::AsIs).and_then(|expects| drift(map, &expects)),
        content,
        by: shown(&revision.by),
        at: revision.at,
        reason: revision.reason.clone(),
        revision: revision.revision,
    })
}

pub(super) fn of_column(map: &JourneyMap, revisions: &[Revision], side: Side, stage: &StageId) -> Vec<WrittenCell> {
    let here = revisions.iter().filter(|revision| revision.key.side == side && revision.key.stage == *stage);
    let mut cells: Vec<WrittenCell> = here.filter_map(|revision| cell(map, revision)).collect();
    cells.sort_by_key(|cell| cell.lane);
    cells
}

/// Lays the written cells of the side as it is beside the computed values of a map.
pub(crate) fn beside(map: &mut JourneyMap, revisions: &[Revision]) {
    let columns: Vec<_> = map.stages.iter().map(|stage| of_column(map, revisions, Side::AsIs, &stage.id)).collect();
    for (stage, cells) in map.stages.iter_mut().zip(columns) {
        cover(stage, &cells);
        stage.written = cells;
    }
}

/// A lane that only people fill is told apart from one that nothing fills, and both from one that rests on data.
fn cover(stage: &mut MapStage, cells: &[WrittenCell]) {
    for cell in cells.iter().filter(|cell| cell.lane != Lane::Stage) {
        let state = match cell.content.kind {
            WrittenKind::Written => "written",
            WrittenKind::Assumption => "assumed",
        };
        let lane = match cell.lane {
            Lane::Touchpoints => "channels",
            lane => lane.as_str(),
        };
        let by_lane = &mut stage.coverage.by_lane;
        match by_lane.iter_mut().find(|(name, _)| name == lane) {
            Some((_, known)) if known == "assumed" => state.clone_into(known),
            Some(_) => {}
            None => {
                by_lane.push((lane.to_owned(), state.to_owned()));
                stage.coverage.lanes += 1;
            }
        }
    }
}
