//! Answers, and how they come about: load, fold on all cores, report.

use serde::Serialize;
use yeojido_domain::Micros;
use yeojido_journey::attribution::AttributionReport;
use yeojido_journey::course::{ConformanceReport, StageTimesReport};
use yeojido_journey::follows::{EventuallyReport, ReworkReport, StepMatrixReport};
use yeojido_journey::funnel::FunnelReport;
use yeojido_journey::paths::PathsReport;
use yeojido_journey::retention::{LifecycleReport, RetentionReport, StickinessReport};
use yeojido_journey::{SessionsReport, TransitionsReport, VariantsReport};

use super::ground::Ground;
use super::question::{Asked, Question};
use super::ticket::Ticket;
use super::{course, funnel, histories, paths, retention};
use crate::{AppError, Workspace};

/// The figures of one kind, as `yeojido analyze` prints them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Figures {
    /// Of a funnel.
    Funnel(Box<FunnelReport>),
    /// Of paths.
    Paths(PathsReport),
    /// Of transitions.
    Transitions(TransitionsReport),
    /// Of variants.
    Variants(VariantsReport),
    /// Of sessions.
    Sessions(SessionsReport),
    /// Of cohorts.
    Retention(RetentionReport),
    /// Of stickiness.
    Stickiness(StickinessReport),
    /// Of the lifecycle.
    Lifecycle(LifecycleReport),
    /// Of attribution.
    Attribution(AttributionReport),
    /// Of pairs of events.
    Follows(EventuallyReport),
    /// Of rework.
    Rework(ReworkReport),
    /// Of places in a history.
    Steps(StepMatrixReport),
    /// Of conformance.
    Conformance(ConformanceReport),
    /// Of times from stage to stage.
    Times(StageTimesReport),
}

/// Figures, and what they are of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
    /// Version of the lake that they are computed from.
    pub lake_version: u64,
    /// Last instant of the events; `null` without events.
    pub data_end: Option<Micros>,
    /// When they were computed.
    pub computed_at: Micros,
}

/// Answers a question.
///
/// # Errors
/// [`AppError::Invalid`] names what is wrong with the question; [`AppError::NotFound`] for a journey or a version of the lake
/// that is not there; [`AppError::Cancelled`] when nobody waits any more; [`AppError::Lake`].
pub async fn ask(workspace: &Workspace, question: Question, ticket: Ticket, now: Micros) -> Result<Answer, AppError> {
    let ground = Ground::of(workspace, &question, ticket).await?;
    let work = move || {
        Ok(Answer {
            figures: figures(&question.asked, &ground)?,
            lake_version: ground.snapshot.version(),
            data_end: ground.frame().end(),
            computed_at: now,
        })
    };
    tokio::task::spawn_blocking(work).await?
}

fn figures(asked: &Asked, ground: &Ground) -> Result<Figures, AppError> {
    Ok(match asked {
        Asked::Funnel(spec) => Figures::Funnel(Box::new(funnel::answer(spec, ground)?)),
        Asked::Paths(spec) => Figures::Paths(paths::answer(spec, ground)?),
        Asked::Transitions => Figures::Transitions(histories::transitions(ground)?),
        Asked::Variants(ways) => Figures::Variants(histories::variants(ground, ways)?),
        Asked::Sessions(silence) => Figures::Sessions(histories::visits(ground, silence.gap)?),
        Asked::Retention(spec) => Figures::Retention(retention::cohorts(spec, ground)?),
        Asked::Stickiness(spec) => Figures::Stickiness(retention::stickiness(spec, ground)?),
        Asked::Lifecycle(spec) => Figures::Lifecycle(retention::lifecycle(spec, ground)?),
        Asked::Attribution(spec) => Figures::Attribution(course::attribution(spec, ground)?),
        Asked::Follows(listed) => Figures::Follows(histories::eventually(ground, listed.top)?),
        Asked::Rework => Figures::Rework(histories::rework(ground)?),
        Asked::Steps(places) => Figures::Steps(histories::step_matrix(ground, places.steps)?),
        Asked::Conformance(_) => Figures::Conformance(course::conformance(ground)?),
        Asked::Times(pace) => Figures::Times(course::stage_times(ground, pace.slowest)?),
    })
}
