//! Every analysis as one value: what is asked, what one part of the data comes to, and the answer.
//!
//! A [`Question`] is folded over parts of the events wherever they lie, each part into a [`Folded`] that can be written
//! down and sent; these are merged, in any order, and the answer is reported from the sum:
//! `fold → merge → report`. A part holds all events of its persons, and knows the bounds of all data
//! ([`crate::Events::span`]), so that the answer is the same however the data are cut.
//!
//! ```
//! use std::sync::Arc;
//! use yeojido_domain::{Micros, PersonId};
//! use yeojido_journey::{Asked, Coded, Events, NONE, Part, Question};
//!
//! let events = |person: i64, name: &str| Events {
//!     persons: vec![PersonId(person)],
//!     offsets: vec![0, 1],
//!     time: vec![Micros(person)],
//!     event: Coded { codes: vec![0], values: vec![Arc::from(name)] },
//!     channel: Coded { codes: vec![NONE], values: Vec::new() },
//!     span: Some((Micros(1), Micros(2))),
//!     ..Events::default()
//! };
//! let question = Question::from(Asked::Rework {});
//! let mut sum = question.fold(&Part::all(&events(1, "cart")))?;
//! sum.merge(question.fold(&Part::all(&events(2, "paid")))?)?;
//! let answer = question.report(sum, Some((Micros(1), Micros(2))))?;
//! assert!(matches!(answer, yeojido_journey::Answer::Rework(report) if report.events.len() == 2));
//! # Ok::<(), yeojido_journey::SpecError>(())
//! ```

mod answer;
mod folded;
mod over;

use serde::{Deserialize, Serialize};
use yeojido_domain::{Field, Filter, Journey, Period, Span, Zone};

use crate::attribution::AttributionSpec;
use crate::funnel::{FunnelSpec, Rest};
use crate::paths::PathsSpec;
use crate::pattern::SpecError;
use crate::retention::{ActivitySpec, RetentionSpec};
use crate::rules::columns_needed;

pub use answer::Answer;
pub use folded::Folded;

/// Raised whenever sums are kept or written in another way: only programs with the same number can merge theirs.
pub const KERNELS: u32 = 2;

/// One of the analyses, and for whom and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked.
    #[serde(flatten)]
    pub asked: Asked,
    /// Whom it is about, and when.
    #[serde(default)]
    pub scope: Scope,
}

/// The part that every question has.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scope {
    /// A field must hold for at least one event of what is counted: of the session or walk where those are counted, of the
    /// customer otherwise. Traits are for whoever knows the customers, and are refused here.
    #[serde(rename = "where")]
    pub filter: Filter,
    /// First day.
    pub from: Option<String>,
    /// Last one.
    pub to: Option<String>,
    /// Whose days; UTC unless told.
    pub zone: Option<Zone>,
}

/// One of the analyses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "analysis", rename_all = "snake_case")]
pub enum Asked {
    /// Which event follows which, how often and how soon.
    Transitions {},
    /// The ways that customers take, event by event.
    Variants {
        /// How many, the most frequent first; all unless told.
        #[serde(default)]
        top: Option<usize>,
        /// Whether the same event several times in a row is several.
        #[serde(default = "yes")]
        repeats: bool,
    },
    /// Visits, cut by silence.
    Sessions {
        /// Silence longer than this ends a session.
        gap: Span,
    },
    /// How many come from step to step.
    Funnel {
        /// Which.
        spec: Box<FunnelSpec>,
    },
    /// Through which events customers go.
    Paths {
        /// Which.
        spec: Box<PathsSpec>,
        /// The journey of the walks, for paths by walk.
        #[serde(default)]
        journey: Option<Box<Journey>>,
    },
    /// Who comes back, by when they began.
    Retention {
        /// Which table.
        spec: Box<RetentionSpec>,
    },
    /// On how many days, weeks or months customers are active.
    Stickiness {
        /// Who is active.
        spec: Box<ActivitySpec>,
    },
    /// How many are new, return, come back after a pause, or fall silent.
    Lifecycle {
        /// Who is active.
        spec: Box<ActivitySpec>,
    },
    /// How often one event comes at any time after another.
    Follows {
        /// How many, the most frequent first; all unless told.
        #[serde(default)]
        top: Option<usize>,
    },
    /// What customers do again.
    Rework {},
    /// Which event is the first, second, third … of a history.
    Steps {
        /// How many places of a history.
        steps: usize,
    },
    /// To which channels conversions are owed.
    Attribution {
        /// Which conversions.
        spec: Box<AttributionSpec>,
    },
    /// Which walks follow a journey as it is meant.
    Conformance {
        /// The journey.
        journey: Box<Journey>,
    },
    /// How long from stage to stage of a journey.
    Times {
        /// The journey.
        journey: Box<Journey>,
        /// How many of the slowest walks.
        slowest: usize,
    },
}

const fn yes() -> bool {
    true
}

impl From<Asked> for Question {
    fn from(asked: Asked) -> Self {
        Self { asked, scope: Scope::default() }
    }
}

impl Question {
    /// The columns beyond `event` that it looks at.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let mut columns = self.asked.looked_at();
        columns.extend(self.asked.coded_by().map(str::to_owned));
        columns.extend(self.scope.filter.0.iter().filter_map(|predicate| match &predicate.field {
            Field::Event(name) => Some(name.clone()),
            Field::Trait(_) => None,
        }));
        columns.sort_unstable();
        columns.dedup();
        columns.retain(|name| name != "event");
        columns
    }

    /// Gives a question that does not say whose days it means a zone.
    pub fn in_zone(&mut self, zone: &Zone) {
        self.scope.zone.get_or_insert_with(|| zone.clone());
    }

    /// Checks what the shape alone does not say and no kernel checks.
    fn check(&self) -> Result<(), SpecError> {
        if self.scope.filter.0.iter().any(|predicate| matches!(predicate.field, Field::Trait(_))) {
            return Err(SpecError::new(
                "scope.where",
                "asks for traits of customers, which are not where events are folded",
            ));
        }
        match &self.asked {
            Asked::Steps { steps } if *steps > 1000 => {
                Err(SpecError::new("steps", format!("{steps} are more than 1000")))
            }
            Asked::Paths { spec, journey } if spec.journey.is_some() != journey.is_some() => {
                Err(SpecError::new("journey", "paths by walk need the journey itself, and only those"))
            }
            Asked::Funnel { spec } if spec.who.as_ref().is_some_and(|cell| cell.rest == Some(Rest::Others)) => {
                Err(SpecError::new("who.rest", "which values are not shown only the whole answer tells"))
            }
            _ => Ok(()),
        }
    }

    fn period(&self) -> Result<Period, SpecError> {
        self.scope.period()
    }
}

impl Scope {
    /// Its days.
    ///
    /// # Errors
    /// [`SpecError`] for days that are none, or of which the first comes after the last.
    pub fn period(&self) -> Result<Period, SpecError> {
        let zone = self.zone.clone().unwrap_or(Zone::utc());
        let period = Period::parse(self.from.as_deref(), self.to.as_deref(), zone);
        period.map_err(|bad| SpecError::new("from", bad.to_string()))
    }
}

impl Asked {
    fn looked_at(&self) -> Vec<String> {
        let of_journey = |journey: &Journey| columns_needed(journey, &Filter::default());
        match self {
            Self::Funnel { spec } => spec.columns(),
            Self::Paths { spec, journey } => {
                let mut columns = spec.columns();
                columns.extend(journey.iter().flat_map(|journey| of_journey(journey)));
                columns
            }
            Self::Retention { spec } => spec.columns(),
            Self::Stickiness { spec } | Self::Lifecycle { spec } => spec.event.columns().map(str::to_owned).collect(),
            Self::Attribution { spec } => spec.columns(),
            Self::Conformance { journey } | Self::Times { journey, .. } => of_journey(journey),
            Self::Transitions {}
            | Self::Variants { .. }
            | Self::Sessions { .. }
            | Self::Follows { .. }
            | Self::Rework {}
            | Self::Steps { .. } => Vec::new(),
        }
    }

    /// The column by whose codes the sums are kept.
    fn coded_by(&self) -> Option<&str> {
        match self {
            Self::Funnel { spec } => spec.breakdown.as_deref(),
            Self::Attribution { spec } => Some(&spec.touch),
            Self::Transitions {}
            | Self::Variants { .. }
            | Self::Paths { .. }
            | Self::Follows { .. }
            | Self::Rework {}
            | Self::Steps { .. } => Some("event"),
            Self::Sessions { .. }
            | Self::Retention { .. }
            | Self::Stickiness { .. }
            | Self::Lifecycle { .. }
            | Self::Conformance { .. }
            | Self::Times { .. } => None,
        }
    }
}
