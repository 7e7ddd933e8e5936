//! Two sides of what customers do: which event follows which, whole ways, and paths. A row is the share of customers who do it,
//! however often; together the rows are how differently the two sides go.

use serde_json::json;
use yeojido_domain::Journey;
use yeojido_improve::contrast::{Explain, Line, Pull, Slant, Tally, Whole, contrast};
use yeojido_journey::paths::{Paths, PathsPartial, PathsSpec};
use yeojido_journey::{Crowd, PersonEvents, SpecError};

use crate::key::{Key, Name};
use crate::sums::{Noted, Noting};
use crate::told::{Figures, Unit};

/// Rows that are compared: those of most customers, on both sides together.
const TOP: usize = 200;

/// Which event directly follows which.
pub(crate) fn following(crowd: Crowd<'_>) -> Noting<'_> {
    crowd.within(customer(|marks, person| {
        marks.parts.extend(person.event.windows(2).map(|pair| (Key::Pair(pair[0], pair[1]), 0, 1.0)));
    }))
}

/// Whole ways; without repeats the same event several times in a row is one.
pub(crate) fn going(repeats: bool, crowd: Crowd<'_>) -> Noting<'_> {
    crowd.within(customer(move |marks, person| {
        let mut way = person.event.to_vec();
        if !repeats {
            way.dedup();
        }
        marks.parts.push((Key::Path(way), 0, 1.0));
    }))
}

/// One customer, with each thing once that they did.
fn customer(note: impl Fn(&mut Noted, &PersonEvents<'_>) + Sync) -> impl Fn(&mut Noted, &PersonEvents<'_>) + Sync {
    move |marks: &mut Noted, person: &PersonEvents<'_>| {
        if person.time.is_empty() {
            return;
        }
        marks.wholes[0] = 1.0;
        note(marks, person);
        once(marks);
    }
}

fn once(marks: &mut Noted) {
    marks.parts.sort_unstable_by(|x, y| x.0.cmp(&y.0));
    marks.parts.dedup_by(|x, y| x.0 == y.0);
}

/// Paths: every way from one node to the next, every beginning and every end, of customers who take it in any of their paths.
pub(crate) fn walking<'p>(
    spec: &PathsSpec,
    journey: Option<&Journey>,
    crowd: Crowd<'p>,
) -> Result<Noting<'p>, SpecError> {
    let kernel = Paths::compile(spec, crowd.events, crowd.period().clone())?;
    let none = kernel.empty();
    let add = crowd.paths(kernel, spec, journey)?;
    Ok(Box::new(move |marks: &mut Noted, person: &PersonEvents<'_>| {
        let mut sum: PathsPartial = none.clone();
        add(&mut sum, person);
        if sum.paths() > 0 {
            marks.wholes[0] = 1.0;
            marks.parts.extend(sum.ways().map(|(step, from, to)| (Key::Way(step, from, to), 0, 1.0)));
            once(marks);
        }
    }))
}

/// The rows that are compared, how many are not, and all of them together.
pub(crate) fn slant(tally: &Tally<Key>) -> ((Vec<Key>, usize), Slant<Key>) {
    let (keys, others) = tally.most(TOP, Ord::cmp);
    let weights: Vec<(Key, f64)> = keys.iter().filter_map(|key| Some((key.clone(), half(tally, key)?))).collect();
    ((keys, others), Slant::of(tally, &weights))
}

/// The answer; `groups` are the patterns of pages that a question about paths names.
pub(crate) fn report(tally: &Tally<Key>, pull: &Pull, groups: &[String]) -> Figures {
    let ((keys, others), slant) = slant(tally);
    let lines: Vec<Line<Key>> = keys.into_iter().map(|key| Line { key, whole: 0, weight: 1.0 }).collect();
    let told = contrast(tally, &Whole::Variation(slant.judge(pull)), &lines, Explain::Variation);
    let name = |name: &Name| json!(name.shown(groups));
    let cell = |key: &Key| match key {
        Key::Pair(from, to) => json!({ "from": name(from), "to": name(to) }),
        Key::Path(path) => json!({ "path": path.iter().map(name).collect::<Vec<_>>() }),
        Key::Way(step, Some(from), Some(to)) => json!({ "step": step, "from": name(from), "to": name(to) }),
        Key::Way(step, None, Some(first)) => json!({ "step": step, "event": name(first), "is": "start" }),
        Key::Way(step, Some(last), None) => json!({ "step": step, "event": name(last), "is": "end" }),
        _ => json!({}),
    };
    let mut figures = Figures::new("variation", Unit::Share, &told, cell);
    figures.left_out = others as u64;
    figures
}

/// ½ in the direction in which the sides differ.
fn half(tally: &Tally<Key>, key: &Key) -> Option<f64> {
    let (a, b) = tally.means_of(key)?;
    Some(if a >= b { 0.5 } else { -0.5 })
}
