//! Two sides of a journey as it is meant: who follows it, where the others leave it, and how long it takes.

use serde_json::json;
use yeojido_domain::{Journey, PersonId};
use yeojido_improve::contrast::{Explain, Line, Tally, Wait, Whole, contrast, waits};
use yeojido_journey::course::{Conformance, Took, took};
use yeojido_journey::{Adding, Caught, Crowd, Part, PersonEvents, SpecError, Walk};

use crate::comparison::Which;
use crate::key::Key;
use crate::medians::{self, Medians};
use crate::sums::{Kept, Noted, Noting, Sums};
use crate::told::{Figures, Unit};

/// The share of walks that follow the journey: what is left after all places where walks leave it.
pub(crate) fn conformance(journey: &Journey, tally: &Tally<Key>) -> Figures {
    let (keys, _) = tally.most(usize::MAX, Ord::cmp);
    let rows = keys.into_iter().filter(|key| *key != Key::Gap);
    let lines: Vec<Line<Key>> = rows.map(|key| Line { key, whole: 0, weight: -1.0 }).collect();
    let told = contrast(tally, &Whole::Row(Key::Gap, 0), &lines, Explain::Sum);
    let id = |stage: u8| stage_id(journey, stage);
    let cell = |key: &Key| match key {
        Key::Leave(from, to) => json!({ "from": from.map(id), "to": id(*to) }),
        _ => json!({ "is": "followed" }),
    };
    Figures::new("followed", Unit::Share, &told, cell).of_walks()
}

fn stage_id(journey: &Journey, stage: u8) -> String {
    journey.stages.get(usize::from(stage)).map(|stage| stage.id.to_string()).unwrap_or_default()
}

pub(crate) fn following<'p>(journey: &Journey, crowd: Crowd<'p>) -> Result<Noting<'p>, SpecError> {
    let note = |marks: &mut Noted, _: &PersonEvents<'_>, walk: &Walk, caught: &[Caught]| {
        marks.wholes[0] += 1.0;
        let key = match Conformance::place(walk, caught) {
            Some((from, to)) => Key::Leave(from, to),
            None => Key::Gap,
        };
        match marks.parts.iter_mut().find(|(other, ..)| *other == key) {
            Some((.., count)) => *count += 1.0,
            None => marks.parts.push((key, 0, 1.0)),
        }
    };
    crowd.walks(journey, note)
}

/// From the first stage to the last, then from each to the next.
fn pairs(journey: &Journey) -> Vec<(u8, u8)> {
    let last = u8::try_from(journey.stages.len().saturating_sub(1)).unwrap_or(u8::MAX);
    [(0, last)].into_iter().chain((0..last).map(|from| (from, from + 1))).collect()
}

/// Median times from each stage to the next, and from the first to the last. They do not add up, so what a row explains is its share
/// of all differences.
pub(crate) fn times(journey: &Journey, [of_a, of_b]: [&[Vec<Wait>]; 2]) -> Figures {
    let pairs = pairs(journey);
    let compared = pairs.iter().zip(of_a.iter().zip(of_b)).map(|(&(from, to), (a, b))| {
        let told = waits(a, b);
        let sides = [medians::side(a, told.a), medians::side(b, told.b)];
        let what = json!({ "from": stage_id(journey, from), "to": stage_id(journey, to), "is": "n" });
        Medians { what, told, sides }
    });
    let mut rows: Vec<Medians> = compared.collect();
    // The first pair is the whole journey.
    let gap = rows.remove(0);
    let on_a = medians::owners(&of_a[0]);
    let overlap = medians::owners(&of_b[0]).iter().filter(|owner| on_a.binary_search(owner).is_ok()).count();
    medians::figures(gap, rows, overlap as u64)
}

type Waiting = Vec<Vec<Wait>>;

/// How the times of a customer's walks are noted, by pair of stages.
pub(crate) fn taking<'p>(journey: &'p Journey, crowd: Crowd<'p>) -> Result<Adding<'p, Waiting>, SpecError> {
    let (pairs, end) = (pairs(journey), crowd.events.end().unwrap_or_default());
    crowd.walks(journey, move |sum: &mut Waiting, person, walk, caught| {
        for (waits, &(from, to)) in sum.iter_mut().zip(&pairs) {
            let over = match took(walk, caught, (from, to), journey.gap, end) {
                Some(Took::Known(seconds)) => (seconds, true),
                Some(Took::AtLeast(seconds)) => (seconds, false),
                Some(Took::Skipped | Took::Before) | None => continue,
            };
            waits.push(Wait { owner: person.person.0.cast_unsigned(), seconds: over.0, over: over.1 });
        }
    })
}

/// The times of a part on both sides.
pub(crate) fn taken(
    journey: &Journey,
    part: &Part<'_>,
    [a, b]: [&Adding<'_, Waiting>; 2],
    holds: &dyn Fn(Which, PersonId) -> bool,
) -> Sums {
    let none = || vec![Vec::new(); pairs(journey).len()];
    let (mut of_a, mut of_b) = (none(), none());
    for person in part.iter() {
        for (which, add, sum) in [(Which::A, a, &mut of_a), (Which::B, b, &mut of_b)] {
            if holds(which, person.person) {
                add(sum, &person);
            }
        }
    }
    Sums(Kept::Waits(of_a, of_b))
}
