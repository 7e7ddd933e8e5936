//! What a link shows: its side of the map, what is found there, and the numbers behind the cells. Words of customers only
//! masked, and only where the link opens them; people, events and reasons never.

use yeojido_domain::{Findings, JourneyMap, Micros, ToBe};

use super::access::{Actor, Deed};
use super::shares::visitor;
use super::to_be::to_be;
use crate::map::{self, Cell, Evidence, EvidenceQuery, Lang, Question};
use crate::{AppError, DataFolder, masking};

/// The map that a link opens: words of customers are masked or not there, reasons of those who wrote are not there, and on
/// a link to the side to be nothing that is written about today.
///
/// # Errors
/// [`AppError::Closed`]; [`AppError::NotFound`]; as [`map::draw`].
pub async fn shared_map(
    folder: &DataFolder,
    token: &str,
    pass: Option<&str>,
    lang: Lang,
    now: Micros,
) -> Result<JourneyMap, AppError> {
    let (actor, workspace, question) = visitor(folder, token, pass, now).await?;
    actor.may(Deed::See(&question.journey))?;
    let (_, mut map) = map::draw(&workspace, &question, lang, now).await?;
    if actor.may(Deed::SeeBehind(&question.journey)).is_err() {
        masking::mask_words(&workspace, &mut map).await?;
        veil(&actor, &question, &mut map);
    }
    Ok(map)
}

fn veil(actor: &Actor, question: &Question, map: &mut JourneyMap) {
    let words = actor.may(Deed::SeeMasked(&question.journey)).is_ok();
    let today = actor.may(Deed::SeeAsIs(&question.journey)).is_ok();
    for stage in &mut map.stages {
        if !words {
            stage.thoughts.clear();
            stage.requests.clear();
            for side in stage.topics.iter_mut().flat_map(|told| [&mut told.glad, &mut told.unhappy]) {
                (side.quote, side.cause, side.consequence) = (None, None, None);
            }
        }
        if !today {
            stage.written.clear();
        }
        for cell in &mut stage.written {
            cell.reason = None;
        }
    }
}

/// What the map that a link opens has found by itself.
///
/// # Errors
/// [`AppError::Closed`]; [`AppError::Forbidden`] for a link to the side to be; as [`map::findings`].
pub async fn shared_findings(
    folder: &DataFolder,
    token: &str,
    pass: Option<&str>,
    now: Micros,
) -> Result<Findings, AppError> {
    let (actor, workspace, question) = visitor(folder, token, pass, now).await?;
    actor.may(Deed::SeeAsIs(&question.journey))?;
    map::findings(&workspace, &question, now).await
}

/// The side to be that a link opens, without the reasons of those who wrote.
///
/// # Errors
/// [`AppError::Closed`]; [`AppError::Forbidden`] for a link to the side as it is; as [`map::draw`].
pub async fn shared_to_be(
    folder: &DataFolder,
    token: &str,
    pass: Option<&str>,
    lang: Lang,
    now: Micros,
) -> Result<ToBe, AppError> {
    let (actor, workspace, question) = visitor(folder, token, pass, now).await?;
    let mut planned = to_be(&workspace, &actor, &question, lang, now).await?;
    for cell in planned.stages.iter_mut().flat_map(|stage| &mut stage.written) {
        cell.reason = None;
    }
    Ok(planned)
}

/// The number behind a cell of the map that a link opens, without its rows.
///
/// # Errors
/// [`AppError::Closed`]; [`AppError::Forbidden`] for words of customers and findings that the link does not open; as
/// [`map::evidence`].
pub async fn shared_evidence(
    folder: &DataFolder,
    token: &str,
    pass: Option<&str>,
    cell: Cell,
    now: Micros,
) -> Result<Evidence, AppError> {
    let (actor, workspace, question) = visitor(folder, token, pass, now).await?;
    actor.may(Deed::See(&question.journey))?;
    if let Cell::Stage { of, .. } = &cell {
        match of.as_str() {
            "thought" => actor.may(Deed::SeeMasked(&question.journey))?,
            "finding" => actor.may(Deed::SeeAsIs(&question.journey))?,
            _ => {}
        }
    }
    let behind = actor.may(Deed::SeeBehind(&question.journey)).is_ok();
    let query = EvidenceQuery { question, cell, cursor: None, limit: Some(1) };
    let mut evidence = map::evidence(&workspace, &query, now).await?;
    if !behind {
        (evidence.walks, evidence.customers, evidence.voices, evidence.events) = (None, None, None, None);
        evidence.next = None;
    }
    Ok(evidence)
}
