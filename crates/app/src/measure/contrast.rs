//! Two sides of an analysis, two segments or two periods, held against each other, as `yeojido_contrast` does it; here is how the
//! question is read, and whose traits hold on which side.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use yeojido_contrast::{Comparison as Sides, Second, Sums, Which};
use yeojido_domain::{Filter, Micros, PersonId, Zone};
use yeojido_journey::{Asked as Kernel, Part, Scope};
use yeojido_lake::Stop;

pub use yeojido_contrast::{Figures as Compared, Model, RowReport, SideReport, Unit, Why};

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
    let sides = sides(comparison, grounds)?;
    let first = fold(&sides, None, grounds)?;
    let second = sides.second(&first).map(|second| fold(&sides, Some(&second), grounds)).transpose()?;
    Ok(sides.report(first, second)?)
}

/// One pass over everybody.
fn fold(sides: &Sides, second: Option<&Second>, [a, b]: [&Ground; 2]) -> Result<Sums, AppError> {
    let holds = |which: Which, person: PersonId| match which {
        Which::A => a.check().is_ok() && a.holds(person),
        Which::B => b.check().is_ok() && b.holds(person),
    };
    // What is wrong with the question is told also where nobody is.
    let mut sum = sides.fold(&Part { events: a.frame(), persons: 0..0 }, second, &holds)?;
    let add = |sums: &mut Option<Vec<Sums>>, part: &Part<'_>| {
        let more = sides.fold(part, second, &holds)?;
        match sums.get_or_insert_default().as_mut_slice() {
            [sum, ..] => sum.merge(more)?,
            [] => *sums = Some(vec![more]),
        }
        a.check()
    };
    let sums = a.source.fold(&Stop::default(), add, |sums: &mut Vec<Sums>, more| sums.extend(more))?;
    sums.into_iter().flatten().try_for_each(|more| sum.merge(more))?;
    Ok(sum)
}

/// The same with the journey itself in place of its name.
fn sides(comparison: &Comparison, [a, b]: [&Ground; 2]) -> Result<Sides, AppError> {
    let journey = |ground: &Ground| ground.journey().cloned().map(Box::new);
    let asked = match &comparison.a.asked {
        Asked::Funnel(spec) => Kernel::Funnel { spec: spec.clone() },
        Asked::Paths(spec) => Kernel::Paths { spec: spec.clone(), journey: a.journey.clone().map(Box::new) },
        Asked::Transitions => Kernel::Transitions {},
        Asked::Variants(ways) => Kernel::Variants { top: ways.top, repeats: ways.repeats },
        Asked::Retention(spec) => Kernel::Retention { spec: spec.clone() },
        Asked::Stickiness(spec) => Kernel::Stickiness { spec: Box::new(spec.clone()) },
        Asked::Lifecycle(spec) => Kernel::Lifecycle { spec: Box::new(spec.clone()) },
        Asked::Attribution(spec) => Kernel::Attribution { spec: spec.clone() },
        Asked::Conformance(_) => Kernel::Conformance { journey: journey(a)? },
        Asked::Times(pace) => Kernel::Times { journey: journey(a)?, slowest: pace.slowest },
        // Refused when the comparison was read.
        Asked::Sessions(_) | Asked::Follows(_) | Asked::Rework | Asked::Steps(_) => {
            return Err(AppError::invalid("bad_query", "kind", "kind: cannot be compared"));
        }
    };
    let scope = |question: &Question, ground: &Ground| {
        let super::Scope { filter, from, to, .. } = question.scope.clone();
        Scope { filter, from, to, zone: Some(ground.period.zone.clone()) }
    };
    Ok(Sides { asked, a: scope(&comparison.a, a), b: scope(&comparison.b, b), model: comparison.model })
}
