//! What a cell may say on which side.

use yeojido_domain::{Expectation, Journey, Lane, Side, StageId, WrittenContent};

use super::written::{CellAddress, Change};
use crate::AppError;

/// Longest text of a cell, in characters.
const TEXT_MAX: usize = 2_000;
/// Longest reason.
const REASON_MAX: usize = 1_000;
/// Longest name of a column.
const NAME_MAX: usize = 80;
/// Most figures of a column that something is wanted of.
const WANTS_MAX: usize = 20;

fn bad(field: &str, why: impl Into<String>) -> Result<(), AppError> {
    Err(AppError::invalid("bad_cell_text", field, why))
}

/// A column may be missing from the definition only where one is planned: on the side to be.
pub(super) fn check(journey: &Journey, change: &Change) -> Result<(), AppError> {
    let CellAddress { side, stage, lane } = &change.cell;
    let known = journey.stages.iter().any(|known| known.id == *stage);
    if !known && *side == Side::AsIs {
        return Err(AppError::NotFound { what: "stage", id: stage.to_string() });
    }
    if *lane == Lane::Stage && *side == Side::AsIs {
        return bad("lane", "a stage is renamed in the journey's definition, or on the side to be");
    }
    if change.reason.as_ref().is_some_and(|reason| reason.chars().count() > REASON_MAX) {
        return bad("reason", format!("a reason has at most {REASON_MAX} characters"));
    }
    let Some(content) = &change.content else { return Ok(()) };
    if content.text.chars().count() > TEXT_MAX {
        return bad("text", format!("a cell has at most {TEXT_MAX} characters"));
    }
    column(journey, &change.cell, content)?;
    let silent = content.value.is_none()
        && content.expects.is_none()
        && content.wants.is_empty()
        && content.planned.as_ref().is_none_or(|planned| planned.from.is_none());
    if content.text.trim().is_empty() && silent {
        return bad("text", "a cell without words needs a value; to empty it send no content");
    }
    if *lane == Lane::Emotion && content.value.is_some_and(|value| !(-2.0..=2.0).contains(&value)) {
        return bad("value", "feeling lies between −2 and +2");
    }
    if content.value.is_some_and(|value| !value.is_finite()) {
        return bad("value", "a value is a number");
    }
    let own = (*side == Side::ToBe).then_some(stage);
    content.expects.iter().try_for_each(|expects| figure(journey, own, expects, "expects"))?;
    content.wants.iter().try_for_each(|wanted| figure(journey, own, wanted, "wants"))
}

/// The column itself, and what is wanted of it, each stand in a lane of the side to be.
fn column(journey: &Journey, cell: &CellAddress, content: &WrittenContent) -> Result<(), AppError> {
    let to_be = cell.side == Side::ToBe;
    match &content.planned {
        None if to_be && cell.lane == Lane::Stage => return bad("planned", "a column of the side to be has a place"),
        None => {}
        Some(_) if !to_be || cell.lane != Lane::Stage => {
            return bad("planned", "only a column of the side to be has a place");
        }
        Some(planned) => {
            if !planned.place.is_finite() {
                return bad("planned", "a place is a number");
            }
            if content.text.chars().count() > NAME_MAX {
                return bad("text", format!("a column's name has at most {NAME_MAX} characters"));
            }
            let from = planned.from.as_ref();
            if from.is_some_and(|from| !journey.stages.iter().any(|known| known.id == *from)) {
                return bad("planned", "it goes on from no column of this journey");
            }
        }
    }
    if !content.wants.is_empty() && (!to_be || cell.lane != Lane::Kpis) {
        return bad("wants", "what is wanted of figures stands on the lane `kpis` of the side to be");
    }
    if content.wants.len() > WANTS_MAX {
        return bad("wants", format!("at most {WANTS_MAX} figures of a column can be wanted"));
    }
    let twice =
        content.wants.iter().enumerate().any(|(at, wanted)| {
            content.wants[..at].iter().any(|other| other.cell == wanted.cell && other.op == wanted.op)
        });
    if twice { bad("wants", "a figure is wanted once each way") } else { Ok(()) }
}

/// A figure of the journey, or of the planned column itself.
fn figure(journey: &Journey, own: Option<&StageId>, of: &Expectation, field: &str) -> Result<(), AppError> {
    if !of.value.is_finite() {
        return bad("value", "a value is a number");
    }
    let stage = of.cell.split('.').next().unwrap_or_default();
    let known = journey.stages.iter().any(|known| known.id.as_str() == stage);
    if known || own.is_some_and(|own| own.as_str() == stage) {
        return Ok(());
    }
    bad(field, format!("`{}` is no figure of this journey", of.cell))
}
