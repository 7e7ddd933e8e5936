//! Whose events a kernel looks at, and which of them: the same for every analysis, wherever it is folded.

use std::ops::Range;

use yeojido_domain::{Filter, Journey, Micros, Span};

use crate::events::{Events, PersonEvents};
use crate::filter::EventFilter;
use crate::paths::{Paths, PathsPartial, PathsSpec, Unit};
use crate::pattern::SpecError;
use crate::rules::Rules;
use crate::sessions::{SessionRules, Sessions, sessions};
use crate::walks::{Caught, Walk, walks};

/// How a person is added to a sum.
pub type Adding<'p, P> = Box<dyn Fn(&mut P, &PersonEvents<'_>) + Sync + 'p>;

/// The persons of a part, the period, and the filter compiled against the part. Traits are for whoever knows the customers.
#[derive(Debug)]
pub struct Crowd<'p> {
    /// What is compiled against.
    pub events: &'p Events,
    period: Range<Micros>,
    fields: EventFilter<'p>,
}

impl<'p> Crowd<'p> {
    /// Those of some events for whom a filter holds in a period.
    ///
    /// # Errors
    /// [`SpecError`] when the filter looks at a column that is not loaded.
    pub fn of(events: &'p Events, filter: &Filter, period: Range<Micros>) -> Result<Self, SpecError> {
        Ok(Self { events, period, fields: EventFilter::compile(filter, events)? })
    }

    /// Adds customers for whom the filter holds, with their whole histories.
    pub fn whole<P>(self, add: impl Fn(&mut P, &PersonEvents<'_>) + Sync + 'p) -> Adding<'p, P> {
        Box::new(move |sum, person| {
            if self.passes(person.rows()) {
                add(sum, person);
            }
        })
    }

    /// Adds what customers did in the period, as if there had been nothing else.
    pub fn within<P>(self, add: impl Fn(&mut P, &PersonEvents<'_>) + Sync + 'p) -> Adding<'p, P> {
        Box::new(move |sum, person| {
            let person = person.within(&self.period);
            if self.passes(person.rows()) {
                add(sum, &person);
            }
        })
    }

    /// Adds walks that begin in the period and for which the filter holds.
    ///
    /// # Errors
    /// [`SpecError`] when the journey looks at a column that is not loaded.
    pub fn walks<P>(
        self,
        journey: &Journey,
        add: impl Fn(&mut P, &PersonEvents<'_>, &Walk, &[Caught]) + Sync + 'p,
    ) -> Result<Adding<'p, P>, SpecError> {
        let rules = Rules::compile(journey, self.events)?;
        let end = self.events.end().unwrap_or_default();
        Ok(Box::new(move |sum, person| {
            let mut caught = Vec::new();
            rules.collect(person, &mut caught);
            for walk in walks(&caught, rules.walk_rules(), end) {
                let begun = self.period.contains(&caught[walk.caught.start].time);
                if begun && self.fields.passes(&walk, &caught) {
                    add(sum, person, &walk, &caught);
                }
            }
        }))
    }

    /// Adds the sessions that begin in the period and for which the filter holds.
    #[must_use]
    pub fn visits(self, gap: Span) -> Adding<'p, Sessions> {
        let rules = SessionRules { gap, ..SessionRules::default() };
        Box::new(move |sum, person| {
            let own = sessions(person.time, &rules).filter(|session| {
                let begun = self.period.contains(&person.time[session.start]);
                begun && self.passes(person.first + session.start..person.first + session.end)
            });
            sum.add_some(person.time, own);
        })
    }

    /// Adds the paths of the units for which the filter holds.
    ///
    /// # Errors
    /// [`SpecError`] for paths by walk without the journey, and as [`Self::walks`].
    pub fn paths(
        self,
        paths: Paths<'p>,
        spec: &PathsSpec,
        journey: Option<&Journey>,
    ) -> Result<Adding<'p, PathsPartial>, SpecError> {
        match spec.by {
            Unit::Customer => Ok(self.whole(move |sum, person| paths.add(sum, person, 0..person.event.len()))),
            Unit::Session => {
                let rules = SessionRules { gap: spec.gap, ..SessionRules::default() };
                Ok(Box::new(move |sum: &mut PathsPartial, person: &PersonEvents<'_>| {
                    for session in sessions(person.time, &rules) {
                        if self.passes(person.first + session.start..person.first + session.end) {
                            paths.add(sum, person, session);
                        }
                    }
                }))
            }
            Unit::Walk => {
                let journey = journey.ok_or_else(|| SpecError::new("journey", "must be named"))?;
                self.walks(journey, move |sum, person, walk, caught| {
                    let at = |place: usize| caught[place].row as usize - person.first;
                    paths.add(sum, person, at(walk.caught.start)..at(walk.caught.end - 1) + 1);
                })
            }
        }
    }

    fn passes(&self, rows: Range<usize>) -> bool {
        self.fields.passes_among(|| rows.clone())
    }

    /// When it is about.
    #[must_use]
    pub const fn period(&self) -> &Range<Micros> {
        &self.period
    }
}
