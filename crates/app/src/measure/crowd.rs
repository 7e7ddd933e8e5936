//! For whom the events are looked at, and what is folded over them.

use std::ops::Range;

use yeojido_journey::{Caught, EventFilter, Events, PersonEvents, Rules, SpecError, Walk, walks};

use super::ground::Ground;
use crate::AppError;

/// How a person is added to a sum.
pub(super) type Adding<'p, P> = Box<dyn Fn(&mut P, &PersonEvents<'_>) + Sync + 'p>;

/// What is folded over everybody. Events come part by part, and what a person is asked is compiled against each.
pub(super) trait Kernel: Sync {
    type Sum: Clone + Send + Sync;

    /// The sum over nobody.
    fn empty(&self) -> Result<Self::Sum, AppError>;

    /// How the persons of a part are added.
    fn adding<'p>(&'p self, crowd: Crowd<'p>) -> Result<Adding<'p, Self::Sum>, AppError>;

    /// Adds the sum over others.
    fn merge(&self, sum: &mut Self::Sum, more: Self::Sum);
}

/// The persons of a part, and the filter compiled against it.
pub(super) struct Crowd<'p> {
    pub events: &'p Events,
    ground: &'p Ground,
    fields: EventFilter<'p>,
}

impl<'p> Crowd<'p> {
    pub fn of(ground: &'p Ground, events: &'p Events) -> Result<Self, AppError> {
        let fields = EventFilter::compile(ground.filter(), events).map_err(SpecError::from)?;
        Ok(Self { events, ground, fields })
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
        let period = self.ground.period.range();
        Box::new(move |sum, person| {
            let person = person.within(&period);
            if self.passes(person.rows()) {
                add(sum, &person);
            }
        })
    }

    /// Adds walks that begin in the period and for which the filter holds.
    pub fn walks<P>(
        self,
        add: impl Fn(&mut P, &PersonEvents<'_>, &Walk, &[Caught]) + Sync + 'p,
    ) -> Result<Adding<'p, P>, AppError> {
        let rules = Rules::compile(self.ground.journey()?, self.events).map_err(SpecError::from)?;
        let (end, period) = (self.ground.data_end(), self.ground.period.range());
        Ok(Box::new(move |sum, person| {
            let mut caught = Vec::new();
            rules.collect(person, &mut caught);
            for walk in walks(&caught, rules.walk_rules(), end) {
                let begun = period.contains(&caught[walk.caught.start].time);
                if begun && self.fields.passes(&walk, &caught) {
                    add(sum, person, &walk, &caught);
                }
            }
        }))
    }

    /// Whether the predicates on events hold among some rows.
    pub fn passes(&self, rows: Range<usize>) -> bool {
        self.fields.passes_among(|| rows.clone())
    }
}

/// A kernel that needs nothing compiled: the part of histories that lies in the period.
pub(super) struct Cut<P> {
    pub empty: P,
    pub add: fn(&mut P, &PersonEvents<'_>),
    pub merge: fn(&mut P, P),
}

impl<P: Clone + Send + Sync> Kernel for Cut<P> {
    type Sum = P;

    fn empty(&self) -> Result<P, AppError> {
        Ok(self.empty.clone())
    }

    fn adding<'p>(&'p self, crowd: Crowd<'p>) -> Result<Adding<'p, P>, AppError> {
        Ok(crowd.within(self.add))
    }

    fn merge(&self, sum: &mut P, more: P) {
        (self.merge)(sum, more);
    }
}

/// A kernel over walks.
pub(super) struct Walked<P> {
    pub empty: P,
    pub add: fn(&mut P, &PersonEvents<'_>, &Walk, &[Caught]),
    pub merge: fn(&mut P, P),
}

impl<P: Clone + Send + Sync> Kernel for Walked<P> {
    type Sum = P;

    fn empty(&self) -> Result<P, AppError> {
        Ok(self.empty.clone())
    }

    fn adding<'p>(&'p self, crowd: Crowd<'p>) -> Result<Adding<'p, P>, AppError> {
        crowd.walks(self.add)
    }

    fn merge(&self, sum: &mut P, more: P) {
        (self.merge)(sum, more);
    }
}
