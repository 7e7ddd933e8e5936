//! A question about two sides, over one part of the data and over all.

use serde::{Deserialize, Serialize};
use yeojido_domain::{Field, Period, PersonId, Zone};
use yeojido_improve::contrast::{Marks, Pull, Slant, Tally};
use yeojido_journey::{Asked, Crowd, Part, Question, Scope, SpecError};

use crate::key::{Dictionary, Key};
use crate::owed::Model;
use crate::sums::{Kept, Noted, Noting, Second, Sums, different};
use crate::told::Figures;
use crate::{course, funnel, habits, owed, returns};

/// A question about two sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// What is asked of both.
    #[serde(flatten)]
    pub asked: Asked,
    /// The side that is looked at.
    #[serde(default)]
    pub a: Scope,
    /// The side that it is compared with.
    #[serde(default)]
    pub b: Scope,
    /// Of attribution: by which model.
    #[serde(default)]
    pub model: Model,
}

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The side that is looked at.
    A,
    /// The side that it is compared with.
    B,
}

/// Both sides over one part.
struct Both<'p> {
    part: &'p Part<'p>,
    wholes: usize,
    a: Noting<'p>,
    b: Noting<'p>,
    holds: &'p dyn Fn(Which, PersonId) -> bool,
}

impl Comparison {
    /// The columns beyond `event` that it looks at.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let of = |scope: &Scope| Question { asked: self.asked.clone(), scope: scope.clone() }.columns();
        let mut columns = [of(&self.a), of(&self.b)].concat();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// Gives sides that do not say whose days they mean a zone.
    pub fn in_zone(&mut self, zone: &Zone) {
        self.a.zone.get_or_insert_with(|| zone.clone());
        self.b.zone.get_or_insert_with(|| zone.clone());
    }

    /// Refuses conditions on traits, for whoever folds without knowing the customers.
    ///
    /// # Errors
    /// [`SpecError`] names the side: `a.where`.
    pub fn without_traits(&self) -> Result<(), SpecError> {
        for (side, scope) in [("a", &self.a), ("b", &self.b)] {
            if scope.filter.0.iter().any(|predicate| matches!(predicate.field, Field::Trait(_))) {
                let why = "asks for traits of customers, which are not where events are folded";
                return Err(SpecError::new(format!("{side}.where"), why));
            }
        }
        Ok(())
    }

    /// Folds everybody of a part, on this thread; `holds` says whose traits are those of a side.
    ///
    /// # Errors
    /// [`SpecError`] names what is wrong with the question, or the column of [`Self::columns`] that is not loaded.
    pub fn fold(
        &self,
        part: &Part<'_>,
        second: Option<&Second>,
        holds: &dyn Fn(Which, PersonId) -> bool,
    ) -> Result<Sums, SpecError> {
        let (period_a, period_b) = (self.a.period().map_err(of_a)?, self.b.period().map_err(of_b)?);
        let crowd_a = Crowd::of(part.events, &self.a.filter, period_a.range()).map_err(of_a)?;
        let crowd_b = Crowd::of(part.events, &self.b.filter, period_b.range()).map_err(of_b)?;
        if let Asked::Times { journey, .. } = &self.asked {
            let (a, b) = (course::taking(journey, crowd_a)?, course::taking(journey, crowd_b)?);
            return Ok(course::taken(journey, part, [&a, &b], holds));
        }
        let (a, b) = (self.noting(crowd_a, &period_a)?, self.noting(crowd_b, &period_b)?);
        let both = Both { part, wholes: self.wholes()?, a, b, holds };
        let values = self.coded_by().and_then(|name| part.events.column(name));
        let dictionary = Dictionary::new(values.map_or(&[][..], |column| &column.values));
        Ok(Sums(match second {
            None => {
                let tally = both.each(Tally::none(both.wholes), Tally::add);
                Kept::Rows(tally.keyed(|key| dictionary.named(&key)))
            }
            Some(Second(slant)) => {
                let slant: Slant<Key<u32>> = slant.keyed(|key| dictionary.coded(key));
                Kept::Pull(both.each(Pull::default(), |sum, a, b| slant.add(sum, a, b)))
            }
        }))
    }

    /// What a second pass over the same events needs, where the sums of the first do not suffice.
    #[must_use]
    pub fn second(&self, first: &Sums) -> Option<Second> {
        let Kept::Rows(tally) = &first.0 else { return None };
        match &self.asked {
            Asked::Retention { spec } => Some(Second(returns::mean(tally, spec.periods).1)),
            Asked::Transitions {} | Asked::Variants { .. } | Asked::Paths { .. } => {
                Some(Second(habits::slant(tally).1))
            }
            _ => None,
        }
    }

    /// The answer, from the sums over all parts, and of the second pass where there is one.
    ///
    /// # Errors
    /// [`SpecError`] when the sums are not of this comparison.
    pub fn report(&self, first: Sums, second: Option<Sums>) -> Result<Figures, SpecError> {
        let pull = match second.map(|sums| sums.0) {
            None => None,
            Some(Kept::Pull(pull)) => Some(pull),
            Some(_) => return Err(different()),
        };
        Ok(match (&self.asked, first.0, pull) {
            (Asked::Times { journey, .. }, Kept::Waits(a, b), None) => course::times(journey, [&a, &b]),
            (Asked::Funnel { spec }, Kept::Rows(tally), None) => funnel::report(spec, &tally),
            (Asked::Stickiness { .. }, Kept::Rows(tally), None) => returns::stickiness(&tally),
            (Asked::Lifecycle { .. }, Kept::Rows(tally), None) => returns::lifecycle(&tally),
            (Asked::Attribution { .. }, Kept::Rows(tally), None) => owed::report(self.model, &tally),
            (Asked::Conformance { journey }, Kept::Rows(tally), None) => course::conformance(journey, &tally),
            (Asked::Retention { spec }, Kept::Rows(tally), Some(pull)) => returns::cohorts(spec, &tally, &pull),
            (Asked::Paths { spec, .. }, Kept::Rows(tally), Some(pull)) => habits::report(&tally, &pull, &spec.group),
            (Asked::Transitions {} | Asked::Variants { .. }, Kept::Rows(tally), Some(pull)) => {
                habits::report(&tally, &pull, &[])
            }
            _ => return Err(different()),
        })
    }

    fn noting<'p>(&'p self, crowd: Crowd<'p>, period: &Period) -> Result<Noting<'p>, SpecError> {
        let zone = &period.zone;
        match &self.asked {
            Asked::Funnel { spec } => funnel::noting(spec, crowd, zone),
            Asked::Paths { spec, journey } => habits::walking(spec, journey.as_deref(), crowd),
            Asked::Transitions {} => Ok(habits::following(crowd)),
            Asked::Variants { repeats, .. } => Ok(habits::going(*repeats, crowd)),
            Asked::Retention { spec } => returns::coming_back(spec, crowd, zone),
            Asked::Stickiness { spec } => returns::sticking(spec, crowd, zone),
            Asked::Lifecycle { spec } => returns::living(spec, crowd, zone),
            Asked::Attribution { spec } => owed::owing(spec, crowd, self.model),
            Asked::Conformance { journey } => course::following(journey, crowd),
            Asked::Times { .. }
            | Asked::Sessions { .. }
            | Asked::Follows { .. }
            | Asked::Rework {}
            | Asked::Steps { .. } => Err(not_compared()),
        }
    }

    /// How many wholes the rows are parts of.
    fn wholes(&self) -> Result<usize, SpecError> {
        Ok(match &self.asked {
            Asked::Funnel { spec } => spec.steps.len(),
            Asked::Retention { spec } => spec.periods + 1,
            Asked::Lifecycle { .. } => 2,
            Asked::Paths { .. }
            | Asked::Transitions {}
            | Asked::Variants { .. }
            | Asked::Stickiness { .. }
            | Asked::Attribution { .. }
            | Asked::Conformance { .. } => 1,
            Asked::Times { .. }
            | Asked::Sessions { .. }
            | Asked::Follows { .. }
            | Asked::Rework {}
            | Asked::Steps { .. } => return Err(not_compared()),
        })
    }

    /// The column by whose codes rows are kept.
    fn coded_by(&self) -> Option<&str> {
        match &self.asked {
            Asked::Attribution { spec } => Some(&spec.touch),
            Asked::Paths { .. } | Asked::Transitions {} | Asked::Variants { .. } => Some("event"),
            _ => None,
        }
    }
}

impl Both<'_> {
    fn each<S>(&self, mut sum: S, add: impl Fn(&mut S, &Noted, &Noted)) -> S {
        let (mut a, mut b): (Noted, Noted) = (Marks::none(self.wholes), Marks::none(self.wholes));
        for person in self.part.iter() {
            for (which, note, marks) in [(Which::A, &self.a, &mut a), (Which::B, &self.b, &mut b)] {
                marks.clear();
                if (self.holds)(which, person.person) {
                    note(marks, &person);
                }
            }
            if a.is_there() || b.is_there() {
                add(&mut sum, &a, &b);
            }
        }
        sum
    }
}

fn of_a(bad: SpecError) -> SpecError {
    bad.within("a")
}

fn of_b(bad: SpecError) -> SpecError {
    bad.within("b")
}

fn not_compared() -> SpecError {
    SpecError::new("analysis", "sides of sessions, follows, rework and steps are not compared")
}
