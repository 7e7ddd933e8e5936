//! Who is behind a number: those in the sum over whom alone the number is not nothing.
//!
//! Sums add, so a number of the sum over everybody is the same number of the sums over each, added up. A kernel says how a
//! number is read in its sums ([`Number`]) and needs nothing more: the list of a number is made by the same code as the
//! number, and cannot be of others than it counts.

use yeojido_domain::PersonId;

use crate::events::{Coded, Events, NONE, PersonEvents};
use crate::fold::fold;
use crate::pattern::SpecError;

/// How a number is read in the sums of a kernel.
pub type Number<P> = Box<dyn Fn(&P) -> u64 + Send + Sync>;

/// One of those behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behind {
    /// Who.
    pub person: PersonId,
    /// Their part of the number: 1 where it counts customers; sessions, walks, times where it counts those.
    pub units: u64,
}

/// A person's part of a number; `None` when they have none.
pub fn alone<P>(
    person: &PersonEvents<'_>,
    empty: impl Fn() -> P,
    add: impl Fn(&mut P, &PersonEvents<'_>),
    number: impl Fn(&P) -> u64,
) -> Option<Behind> {
    let mut sum = empty();
    add(&mut sum, person);
    Some(Behind { person: person.person, units: number(&sum) }).filter(|behind| behind.units > 0)
}

/// Everybody behind a number, in the order of persons. The arguments are those of [`fold`], and how the number is read.
pub fn behind<P>(
    events: &Events,
    empty: impl Fn() -> P + Sync,
    add: impl Fn(&mut P, &PersonEvents<'_>) + Sync,
    number: impl Fn(&P) -> u64 + Sync,
) -> Vec<Behind> {
    let note = |list: &mut Vec<Behind>, person: &PersonEvents<'_>| list.extend(alone(person, &empty, &add, &number));
    fold(events, Vec::new, note, |list, more| list.extend(more))
}

/// The code of an event that a cell names. An event without a name is one with an empty one.
pub(crate) fn code(names: &Coded, field: &str, name: &str) -> Result<u32, SpecError> {
    let missing = || SpecError::new(field, format!("no event is called `{name}`"));
    names.code(name).or_else(|| name.is_empty().then_some(NONE)).ok_or_else(missing)
}

/// Reads a key that may be `null`, apart from one that is not there.
pub(crate) fn told<'de, T: serde::Deserialize<'de>, D: serde::Deserializer<'de>>(
    from: D,
) -> Result<Option<Option<T>>, D::Error> {
    serde::Deserialize::deserialize(from).map(Some)
}
