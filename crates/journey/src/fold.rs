//! One kernel over everybody, on all cores.

use crate::cores::in_order;
use crate::events::{Events, PersonEvents};

/// Folds everybody's events into partials, one a core, and merges them in the order of persons.
///
/// ```
/// use yeojido_journey::{Events, fold};
/// let persons = fold(&Events::default(), || 0_u64, |sum, _| *sum += 1, |sum, more| *sum += more);
/// assert_eq!(persons, 0);
/// ```
pub fn fold<P: Send>(
    events: &Events,
    empty: impl Fn() -> P + Sync,
    add: impl Fn(&mut P, &PersonEvents<'_>) + Sync,
    merge: impl Fn(&mut P, P),
) -> P {
    let persons = events.persons.len();
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(persons).max(1);
    // Cut by rows, so that a few busy persons do not leave the other cores waiting.
    let rows = events.len();
    let first = |part: usize| events.offsets.partition_point(|&offset| (offset as usize) * threads < rows * part);
    let some = |part: usize| {
        let mut sum = empty();
        let end = if part + 1 == threads { persons } else { first(part + 1).min(persons) };
        for at in first(part).min(persons)..end {
            add(&mut sum, &events.person(at));
        }
        sum
    };
    let parts = in_order(threads, true, &some);
    let mut all = empty();
    for part in parts {
        merge(&mut all, part);
    }
    all
}
