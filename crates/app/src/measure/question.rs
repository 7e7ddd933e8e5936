//! What can be asked: every kind of analysis with the keys that are its own, and the part that all have.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use yeojido_domain::{Span, Zone};
use yeojido_journey::attribution::AttributionSpec;
use yeojido_journey::funnel::FunnelSpec;
use yeojido_journey::paths::{PathsSpec, Unit};
use yeojido_journey::retention::{ActivitySpec, RetentionSpec};

use super::scope::Scope;
use crate::AppError;

/// Places of a history that a question may look at.
const PLACES_MAX: usize = 1_000;
/// Slowest walks that a question may ask for.
const SLOWEST_MAX: usize = 1_000;

/// A kind of analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// How many come from step to step.
    Funnel,
    /// Through which events customers go.
    Paths,
    /// Which event follows which.
    Transitions,
    /// Whole ways.
    Variants,
    /// Visits, cut by silence.
    Sessions,
    /// Who comes back.
    Retention,
    /// In how many stretches customers are active.
    Stickiness,
    /// How the active ones change.
    Lifecycle,
    /// What conversions are owed to.
    Attribution,
    /// What comes at any time after what.
    Follows,
    /// What is done again.
    Rework,
    /// Which event is the first, second, third.
    Steps,
    /// Who follows a journey.
    Conformance,
    /// How long from stage to stage of a journey.
    Times,
}

/// Nothing but the part that all have.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plain {}

/// A list, the most frequent first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// How many are shown; all unless told.
    #[serde(default)]
    pub top: Option<usize>,
}

/// Whole ways.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ways {
    /// How many are shown; all unless told.
    #[serde(default)]
    pub top: Option<usize>,
    /// Whether the same event several times in a row is several.
    #[serde(default = "yes")]
    pub repeats: bool,
}

/// Sessions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// Silence longer than this ends one.
    #[serde(default = "half_an_hour")]
    pub gap: Span,
}

/// Places of a history.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// How many.
    #[serde(default = "ten")]
    pub steps: usize,
}

/// Walks of a journey.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// Which journey.
    pub journey: String,
}

/// Times in a journey.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// Which journey.
    pub journey: String,
    /// How many of the slowest walks.
    #[serde(default = "ten")]
    pub slowest: usize,
}

const fn half_an_hour() -> Span {
    Span::minutes(30)
}

const fn yes() -> bool {
    true
}

const fn ten() -> usize {
    10
}

/// A kind with its own keys.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// [`Kind::Funnel`]
    Funnel(Box<FunnelSpec>),
    /// [`Kind::Paths`]
    Paths(Box<PathsSpec>),
    /// [`Kind::Transitions`]
    Transitions,
    /// [`Kind::Variants`]
    Variants(Ways),
    /// [`Kind::Sessions`]
    Sessions(Silence),
    /// [`Kind::Retention`]
    Retention(Box<RetentionSpec>),
    /// [`Kind::Stickiness`]
    Stickiness(ActivitySpec),
    /// [`Kind::Lifecycle`]
    Lifecycle(ActivitySpec),
    /// [`Kind::Attribution`]
    Attribution(Box<AttributionSpec>),
    /// [`Kind::Follows`]
    Follows(Listed),
    /// [`Kind::Rework`]
    Rework,
    /// [`Kind::Steps`]
    Steps(Places),
    /// [`Kind::Conformance`]
    Conformance(Course),
    /// [`Kind::Times`]
    Times(Pace),
}

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// What is asked.
    pub asked: Asked,
    /// Whom it is about, and when.
    pub scope: Scope,
}

impl Question {
    /// Reads a question of a kind: one object with the keys of both.
    ///
    /// # Errors
    /// [`AppError::Invalid`] names the field: `steps[1].window`, `where[0].field.of`, `from`.
    pub fn read(kind: Kind, question: Value) -> Result<Self, AppError> {
        let Value::Object(mut own) = question else {
            return Err(AppError::invalid("bad_query", "question", "a question is a JSON object"));
        };
        let shared: Map<String, Value> = Scope::KEYS.iter().filter_map(|key| own.shift_remove_entry(*key)).collect();
        let scope: Scope = part(shared, None)?;
        // Whose days they are decides where they begin, not whether they are days.
        scope.period(&Zone::utc())?;
        let asked = Asked::read(kind, own)?;
        asked.check()?;
        Ok(Self { asked, scope })
    }
}

impl Asked {
    fn read(kind: Kind, own: Map<String, Value>) -> Result<Self, AppError> {
        Ok(match kind {
            Kind::Funnel => Self::Funnel(part(own, None)?),
            Kind::Paths => Self::Paths(part(own, None)?),
            Kind::Transitions => part::<Plain>(own, None).map(|_| Self::Transitions)?,
            Kind::Variants => Self::Variants(part(own, None)?),
            Kind::Sessions => Self::Sessions(part(own, None)?),
            Kind::Retention => Self::Retention(part(own, None)?),
            Kind::Stickiness => Self::Stickiness(part(own, None)?),
            Kind::Lifecycle => Self::Lifecycle(part(own, None)?),
            Kind::Attribution => Self::Attribution(part(own, None)?),
            Kind::Follows => Self::Follows(part(own, None)?),
            Kind::Rework => part::<Plain>(own, None).map(|_| Self::Rework)?,
            Kind::Steps => Self::Steps(part(own, None)?),
            Kind::Conformance => Self::Conformance(part(own, None)?),
            Kind::Times => Self::Times(part(own, None)?),
        })
    }

    fn check(&self) -> Result<(), AppError> {
        let most = |field: &str, has: usize, most: usize| {
            let too_many = || AppError::invalid("bad_query", field, format!("{field}: {has} are more than {most}"));
            if has > most { Err(too_many()) } else { Ok(()) }
        };
        match self {
            Self::Funnel(spec) => spec.check().map_err(AppError::from),
            Self::Paths(spec) => spec.check().map_err(AppError::from),
            Self::Attribution(spec) => spec.check().map_err(AppError::from),
            Self::Steps(places) => most("steps", places.steps, PLACES_MAX),
            Self::Times(pace) => most("slowest", pace.slowest, SLOWEST_MAX),
            _ => Ok(()),
        }
    }

    /// The columns beyond `event` that its own keys look at.
    pub(super) fn columns(&self) -> Vec<String> {
        match self {
            Self::Funnel(spec) => spec.columns(),
            Self::Paths(spec) => spec.columns(),
            Self::Retention(spec) => spec.columns(),
            Self::Stickiness(spec) | Self::Lifecycle(spec) => spec.event.columns().map(str::to_owned).collect(),
            Self::Attribution(spec) => spec.columns(),
            _ => Vec::new(),
        }
    }

    /// Those of them whose values are told apart in the answer.
    pub(super) fn told_apart(&self) -> Option<&str> {
        match self {
            Self::Funnel(spec) => spec.breakdown.as_deref(),
            Self::Attribution(spec) => Some(&spec.touch),
            _ => None,
        }
    }

    /// Whether it looks at the order of events alone, where it is not about a period.
    pub(super) const fn is_timeless(&self) -> bool {
        match self {
            Self::Paths(spec) => matches!(spec.by, Unit::Customer),
            Self::Variants(_) | Self::Follows(_) | Self::Rework | Self::Steps(_) => true,
            _ => false,
        }
    }

    /// How many of a customer's first events it looks at, if not all; where it is timeless and nobody is left out.
    pub(super) fn first_events(&self) -> Option<usize> {
        match self {
            // One more than there are steps tells who goes on.
            Self::Paths(spec) if spec.repeats && spec.start.is_none() && spec.end.is_none() => Some(spec.steps + 1),
            _ => None,
        }
    }

    /// The journey that it is about.
    pub(super) fn journey(&self) -> Option<&str> {
        match self {
            Self::Paths(spec) => spec.journey.as_deref(),
            Self::Conformance(course) => Some(&course.journey),
            Self::Times(pace) => Some(&pace.journey),
            _ => None,
        }
    }
}

/// Reads a part of a question; what is wrong is told by its path, inside another.
pub(super) fn part<T: DeserializeOwned>(fields: Map<String, Value>, inside: Option<&str>) -> Result<T, AppError> {
    serde_path_to_error::deserialize(Value::Object(fields)).map_err(|bad| {
        let (path, why) = (bad.path().to_string(), bad.inner().to_string());
        // A key that is missing, or is none of ours, has no path; the sentence names it.
        let named = || why.split('`').nth(1).map(str::to_owned);
        let field = if path == "." { named().unwrap_or_else(|| "question".to_owned()) } else { path };
        let field = inside.map_or_else(|| field.clone(), |outer| format!("{outer}.{field}"));
        AppError::invalid("bad_query", &field, format!("{field}: {why}"))
    })
}
