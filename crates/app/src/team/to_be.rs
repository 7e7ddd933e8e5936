//! The map as it is to be: laid out from the written cells of that side, beside today's figures; and begun from today's
//! columns in one step.

use std::cmp::Ordering;

use yeojido_domain::{
    Expectation, Gap, JourneyId, JourneyMap, Lane, Micros, Op, Planned, PlannedStage, Side, StageId, ToBe, Unmeasured,
    WrittenContent,
};
use yeojido_store::{NewRevision, Revision};

use super::access::{Actor, Deed};
use super::drift::{figure, of_column};
use super::written::{CellAddress, RevisionItem, definition, save_all};
use crate::map::{self, Lang, Question};
use crate::{AppError, Workspace};

/// What is taken over from today, beside the columns.
const TAKEN_OVER: [Lane; 2] = [Lane::Goal, Lane::Desired];

/// The side to be, with every wish beside the figure as it is now.
///
/// # Errors
/// As [`map::draw`]; [`AppError::Forbidden`].
pub async fn to_be(
    workspace: &Workspace,
    actor: &Actor,
    question: &Question,
    lang: Lang,
    now: Micros,
) -> Result<ToBe, AppError> {
    actor.may(Deed::SeeToBe(&question.journey))?;
    let number = workspace.store.written_number(&question.journey).await?;
    let revisions = workspace.store.written(&question.journey).await?;
    let (_, map) = map::draw(workspace, question, lang, now).await?;
    Ok(lay(&map, number, &revisions))
}

/// Begins the side to be with today's columns, and what is written about goals and wishes there. Where somebody has begun
/// already nothing is written.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Forbidden`]; [`AppError::Overtaken`] when somebody begins at the same time;
/// [`AppError::Store`].
pub async fn begin_to_be(
    workspace: &Workspace,
    actor: &Actor,
    journey: &JourneyId,
    now: Micros,
) -> Result<Vec<RevisionItem>, AppError> {
    actor.may(Deed::Write(journey))?;
    let definition = definition(workspace, journey).await?;
    let revisions = workspace.store.written(journey).await?;
    let begun = |revision: &Revision| {
        revision.key.side == Side::ToBe && revision.key.lane == Lane::Stage && revision.content.is_some()
    };
    if revisions.iter().any(begun) {
        return Ok(Vec::new());
    }
    let newest = |cell: &CellAddress| revisions.iter().find(|revision| revision.key == cell.key());
    let mut wanted = Vec::new();
    for (stage, place) in definition.stages.iter().zip(1_u8..) {
        let planned = Planned { place: f64::from(place), from: Some(stage.id.clone()) };
        let column = WrittenContent { planned: Some(planned), ..WrittenContent::default() };
        let taken = TAKEN_OVER.iter().filter_map(|lane| {
            let today = CellAddress { side: Side::AsIs, stage: stage.id.clone(), lane: *lane };
            let content = newest(&today)?.content.clone()?;
            // An expectation is about today; it is not a wish.
            Some((*lane, WrittenContent { expects: None, ..content }))
        });
        for (lane, content) in std::iter::once((Lane::Stage, column)).chain(taken) {
            let cell = CellAddress { side: Side::ToBe, stage: stage.id.clone(), lane };
            let before = newest(&cell);
            if lane != Lane::Stage && before.is_some_and(|before| before.content.is_some()) {
                continue;
            }
            let base = before.map_or(0, |before| before.revision);
            wanted.push(NewRevision { key: cell.key(), base, content: Some(content), reason: None, restores: None });
        }
    }
    save_all(workspace, actor, journey, &wanted, now).await
}

/// Lays the cells of the side to be out in their columns.
pub(super) fn lay(map: &JourneyMap, number: i64, revisions: &[Revision]) -> ToBe {
    let mut stages: Vec<PlannedStage> =
        revisions.iter().filter_map(|revision| column(map, revisions, revision)).collect();
    stages.sort_by(|a, b| a.place.total_cmp(&b.place).then_with(|| a.id.cmp(&b.id)));
    let mut gaps: Vec<Gap> = stages.iter().flat_map(|stage| gaps(map, stage)).collect();
    gaps.sort_by(further);
    let is_written = |stage: &PlannedStage, lane: Lane| stage.written.iter().any(|cell| cell.lane == lane);
    let ids = |holds: &dyn Fn(&PlannedStage) -> bool| {
        stages.iter().filter(|stage| holds(stage)).map(|stage| stage.id.clone()).collect::<Vec<_>>()
    };
    let goes_on = |id: &StageId| stages.iter().any(|stage| stage.from.as_ref() == Some(id));
    // Before anybody has begun nothing was taken away.
    let today = map.stages.iter().filter(|_| !stages.is_empty());
    ToBe {
        journey: map.journey.clone(),
        number,
        gaps,
        added: ids(&|stage| stage.from.is_none()),
        removed: today.map(|stage| &stage.id).filter(|id| !goes_on(id)).cloned().collect(),
        unacted: ids(&|stage| is_written(stage, Lane::Desired) && !is_written(stage, Lane::Actions)),
        stages,
    }
}

fn column(map: &JourneyMap, revisions: &[Revision], revision: &Revision) -> Option<PlannedStage> {
    if revision.key.side != Side::ToBe || revision.key.lane != Lane::Stage {
        return None;
    }
    let content = revision.content.as_ref()?;
    let planned = content.planned.as_ref()?;
    // A stage that has left the definition is no counterpart any more.
    let today = planned.from.as_ref().and_then(|from| map.stages.iter().find(|stage| stage.id == *from));
    let own = Some(content.text.trim()).filter(|text| !text.is_empty());
    let name = own.map(str::to_owned).or_else(|| today.map(|stage| stage.name.clone()));
    let id = revision.key.stage.clone();
    let cells = of_column(map, revisions, Side::ToBe, &id);
    Some(PlannedStage {
        name: name.unwrap_or_else(|| id.to_string()),
        from: today.map(|stage| stage.id.clone()),
        place: planned.place,
        revision: revision.revision,
        written: cells.into_iter().filter(|cell| cell.lane != Lane::Stage).collect(),
        id,
    })
}

/// Every wish of a column beside today's figure. A feeling that is written on the lane of emotion is wanted at least.
fn gaps(map: &JourneyMap, stage: &PlannedStage) -> Vec<Gap> {
    let wishes = stage.written.iter().flat_map(|cell| {
        let content = &cell.content;
        let feeling = content.value.filter(|_| cell.lane == Lane::Emotion && content.expects.is_none());
        let feeling =
            feeling.map(|value| Expectation { cell: format!("{}.emotion", stage.id), op: Op::AtLeast, value });
        let told = content.wants.iter().chain(&content.expects).cloned().chain(feeling);
        told.map(|wanted| (cell.lane, wanted))
    });
    wishes
        .map(|(lane, wanted)| {
            let (wanted, now) = beside(map, stage, wanted);
            Gap::of(stage.id.clone(), lane, wanted, now)
        })
        .collect()
}

/// A wish about the column's own figure is about the figure of the column of today that it goes on from.
fn beside(
    map: &JourneyMap,
    stage: &PlannedStage,
    wanted: Expectation,
) -> (Expectation, Result<yeojido_domain::Figure, Unmeasured>) {
    let (of, rest) = wanted.cell.split_once('.').unwrap_or((&wanted.cell, ""));
    let own = of == stage.id.as_str();
    let cell = match &stage.from {
        Some(from) if own => format!("{from}.{rest}"),
        None if own => return (wanted, Err(Unmeasured::NoCounterpart)),
        _ => wanted.cell.clone(),
    };
    let now = figure(map, &cell).filter(|now| now.n > 0).ok_or(Unmeasured::NoFigure);
    (Expectation { cell, ..wanted }, now)
}

/// What is missed comes first, then what cannot be told, what cannot be measured, and what is there; in each the furthest
/// first.
fn further(a: &Gap, b: &Gap) -> Ordering {
    let far = |gap: &Gap| gap.far.unwrap_or(0.0);
    a.state.cmp(&b.state).then_with(|| far(b).total_cmp(&far(a))).then_with(|| a.wanted.cell.cmp(&b.wanted.cell))
}
