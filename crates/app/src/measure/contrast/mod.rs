//! Two sides of an analysis, two segments or two periods, held against each other: by how much every row of it differs, how sure that
//! is, and how much of the gap between the two each explains. The arithmetic is `yeojido_improve::contrast`; here is what a customer
//! is to each kind.

mod course;
mod funnel;
mod habits;
mod medians;
mod owed;
mod returns;
mod sides;
mod told;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use yeojido_domain::{Filter, Micros, Zone};

pub use owed::Model;
pub use told::{Figures as Compared, RowReport, SideReport, Unit, Why};

use super::ground::Ground;
use super::question::{Asked, Kind, Question, part};
use super::ticket::Ticket;
use crate::{AppError, Workspace};

/// Whom one side is about, and when: in addition to what the question says of both.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SideScope {
    /// First day; with the last in place of the question's.
    pub from: Option<String>,
    /// Last one.
    pub to: Option<String>,
    /// Who, besides whom the question is about.
    #[serde(rename = "where")]
    pub filter: Filter,
}

/// A question about two sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What is asked of both.
    pub kind: Kind,
    /// Of the side that is looked at.
    pub a: Question,
    /// Of the side that it is compared with.
    pub b: Question,
    /// Of attribution: by which model.
    pub model: Model,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    kind: Kind,
    #[serde(default)]
    question: Map<String, Value>,
    #[serde(default)]
    a: Map<String, Value>,
    #[serde(default)]
    b: Map<String, Value>,
    #[serde(default)]
    model: Model,
}

impl Comparison {
    /// Reads `{"kind":…, "question":{…}, "a":{"from","to","where"}, "b":{…}}`.
    ///
    /// # Errors
    /// [`AppError::Invalid`] names the field: `kind`, `question.steps[1].window`, `b.from`.
    pub fn read(body: Value) -> Result<Self, AppError> {
        let Value::Object(body) = body else {
            return Err(AppError::invalid("bad_query", "question", "a comparison is a JSON object"));
        };
        let Body { kind, question, a, b, model } = part(body, None)?;
        if matches!(kind, Kind::Sessions | Kind::Follows | Kind::Rework | Kind::Steps) {
            let why = "kind: sides of sessions, follows, rework and steps are not compared";
            return Err(AppError::invalid("bad_query", "kind", why));
        }
        let whole = Question::read(kind, Value::Object(question)).map_err(|bad| bad.inside("question"))?;
        let (a, b) = (side(&whole, a, "a")?, side(&whole, b, "b")?);
        Ok(Self { kind, a, b, model })
    }
}

fn side(whole: &Question, own: Map<String, Value>, name: &str) -> Result<Question, AppError> {
    let own: SideScope = part(own, Some(name))?;
    let mut question = whole.clone();
    if own.from.is_some() || own.to.is_some() {
        (question.scope.from, question.scope.to) = (own.from, own.to);
    }
    question.scope.filter.0.extend(own.filter.0);
    // Whose days they are decides where they begin, not whether they are days.
    question.scope.period(&Zone::utc()).map_err(|bad| bad.inside(name))?;
    Ok(question)
}

/// Figures of a comparison, and what they are of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedAnswer {
    /// What was compared.
    pub kind: Kind,
    /// The figures.
    #[serde(flatten)]
    pub figures: Compared,
    /// Version of the lake that they are computed from.
    pub lake_version: u64,
    /// Last instant of the events; `null` without events.
    pub data_end: Option<Micros>,
    /// When they were computed.
    pub computed_at: Micros,
}

/// Compares two sides.
///
/// # Errors
/// As [`super::ask`].
pub async fn compare(
    workspace: &Workspace,
    comparison: Comparison,
    ticket: Ticket,
    now: Micros,
) -> Result<ComparedAnswer, AppError> {
    let [a, b] = Ground::of_both(workspace, [&comparison.a, &comparison.b], ticket).await?;
    let work = move || {
        Ok(ComparedAnswer {
            kind: comparison.kind,
            figures: figures(&comparison, [&a, &b])?,
            lake_version: a.snapshot.version(),
            data_end: a.frame().end(),
            computed_at: now,
        })
    };
    tokio::task::spawn_blocking(work).await?
}

fn figures(comparison: &Comparison, grounds: [&Ground; 2]) -> Result<Compared, AppError> {
    match &comparison.a.asked {
        Asked::Funnel(spec) => funnel::compare(spec, grounds),
        Asked::Paths(spec) => habits::paths(spec, grounds),
        Asked::Transitions => habits::transitions(grounds),
        Asked::Variants(ways) => habits::variants(ways.repeats, grounds),
        Asked::Retention(spec) => returns::cohorts(spec, grounds),
        Asked::Stickiness(spec) => returns::stickiness(spec, grounds),
        Asked::Lifecycle(spec) => returns::lifecycle(spec, grounds),
        Asked::Attribution(spec) => owed::compare(spec, comparison.model, grounds),
        Asked::Conformance(_) => course::conformance(grounds),
        Asked::Times(_) => course::times(grounds),
        // Refused when the comparison was read.
        Asked::Sessions(_) | Asked::Follows(_) | Asked::Rework | Asked::Steps(_) => {
            Err(AppError::invalid("bad_query", "kind", "kind: cannot be compared"))
        }
    }
}
