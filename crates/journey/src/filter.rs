//! A filter's conditions on events, compiled like the rules of a journey.

use yeojido_domain::{Field, Filter};

use crate::events::Events;
use crate::rules::{RuleError, Test};
use crate::walks::{Caught, Walk};

/// The predicates of a filter that look at events; those on traits are for whoever knows the customers.
#[derive(Debug)]
pub struct EventFilter<'e>(Vec<Test<'e>>);

impl<'e> EventFilter<'e> {
    /// Compiles the predicates on events.
    ///
    /// # Errors
    /// [`RuleError::ColumnMissing`] when one looks at a column that is not loaded.
    pub fn compile(filter: &Filter, events: &'e Events) -> Result<Self, RuleError> {
        let on_events = filter.0.iter().filter_map(|predicate| match &predicate.field {
            Field::Event(name) => Some((name, &predicate.is)),
            Field::Trait(_) => None,
        });
        on_events
            .map(|(name, condition)| Test::compile(name, events, |value| condition.holds(value)))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Whether every predicate holds for at least one caught event of the walk (not necessarily the same one).
    #[must_use]
    pub fn passes(&self, walk: &Walk, caught: &[Caught]) -> bool {
        self.passes_among(|| caught[walk.caught.clone()].iter().map(|event| event.row as usize))
    }

    /// Whether every predicate holds for at least one of some rows (not necessarily the same one).
    pub fn passes_among<R: Iterator<Item = usize>>(&self, rows: impl Fn() -> R) -> bool {
        self.0.iter().all(|test| rows().any(|row| test.passes(row)))
    }
}
