//! Two sides of what customers do: which event follows which, whole ways, and paths. A row is the share of customers who do it,
//! however often; together the rows are how differently the two sides go.

use std::cmp::Ordering;

use serde_json::{Value, json};
use yeojido_improve::contrast::{Contrasted, Explain, Line, Slant, Tally, Whole, contrast};
use yeojido_journey::paths::{PathsPartial, PathsSpec};
use yeojido_journey::{Coded, PersonEvents};

use super::super::crowd::Kernel;
use super::super::ground::Ground;
use super::super::paths::OfUnits;
use super::sides::{Key, Noted, Noting, Side, Sides, crowd};
use super::told::{Figures, Unit};
use crate::AppError;

/// Rows that are compared: those of most customers, on both sides together.
const TOP: usize = 200;

/// Which event directly follows which.
pub(super) fn transitions(grounds: [&Ground; 2]) -> Result<Figures, AppError> {
    let note = |marks: &mut Noted, person: &PersonEvents<'_>| {
        marks.parts.extend(person.event.windows(2).map(|pair| (Key::Pair(pair[0], pair[1]), 0, 1.0)));
    };
    let names = &grounds[0].frame().event;
    let cell = |key: &Key| match key {
        Key::Pair(from, to) => json!({ "from": name(names, *from), "to": name(names, *to) }),
        _ => json!({}),
    };
    of_histories(grounds, note, cell)
}

/// Whole ways; without repeats the same event several times in a row is one.
pub(super) fn variants(repeats: bool, grounds: [&Ground; 2]) -> Result<Figures, AppError> {
    let note = move |marks: &mut Noted, person: &PersonEvents<'_>| {
        let mut way = person.event.to_vec();
        if !repeats {
            way.dedup();
        }
        marks.parts.push((Key::Path(way.into()), 0, 1.0));
    };
    let names = &grounds[0].frame().event;
    let cell = |key: &Key| match key {
        Key::Path(path) => json!({ "path": path.iter().map(|&code| name(names, code)).collect::<Vec<_>>() }),
        _ => json!({}),
    };
    of_histories(grounds, note, cell)
}

fn of_histories(
    [a, b]: [&Ground; 2],
    note: impl Fn(&mut Noted, &PersonEvents<'_>) + Sync + Copy,
    cell: impl Fn(&Key) -> Value,
) -> Result<Figures, AppError> {
    let side = |ground| Ok::<_, AppError>(Side { ground, note: crowd(ground)?.within(customer(note)) });
    let sides = Sides { ground: a, wholes: 1, a: side(a)?, b: side(b)? };
    of_rows(&sides, cell)
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
    marks.parts.sort_unstable_by(|x, y| order(&x.0, &y.0));
    marks.parts.dedup_by(|x, y| x.0 == y.0);
}

/// Paths: every way from one node to the next, every beginning and every end, of customers who take it in any of their paths.
pub(super) fn paths(spec: &PathsSpec, [a, b]: [&Ground; 2]) -> Result<Figures, AppError> {
    let (of_a, of_b) = (OfUnits { spec, ground: a }, OfUnits { spec, ground: b });
    let sides = Sides {
        ground: a,
        wholes: 1,
        a: Side { ground: a, note: walking(&of_a)? },
        b: Side { ground: b, note: walking(&of_b)? },
    };
    let names = of_a.compile(a.frame())?;
    let name = |node: u32| names.name(spec, node);
    let cell = |key: &Key| match key {
        Key::Way(step, Some(from), Some(to)) => json!({ "step": step, "from": name(*from), "to": name(*to) }),
        Key::Way(step, None, Some(first)) => json!({ "step": step, "event": name(*first), "is": "start" }),
        Key::Way(step, Some(last), None) => json!({ "step": step, "event": name(*last), "is": "end" }),
        _ => json!({}),
    };
    of_rows(&sides, cell)
}

fn walking<'s>(kernel: &'s OfUnits<'s>) -> Result<Noting<'s>, AppError> {
    let (none, add) = (kernel.empty()?, kernel.adding(crowd(kernel.ground)?)?);
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

fn of_rows(sides: &Sides<'_>, cell: impl Fn(&Key) -> Value) -> Result<Figures, AppError> {
    let tally = sides.tally()?;
    let (keys, others) = tally.most(TOP, order);
    let weights: Vec<(Key, f64)> = keys.iter().filter_map(|key| Some((key.clone(), half(&tally, key)?))).collect();
    let slant = Slant::of(&tally, &weights);
    let outcome = slant.judge(&sides.pull(&slant)?);
    let lines: Vec<Line<Key>> = keys.into_iter().map(|key| Line { key, whole: 0, weight: 1.0 }).collect();
    let told: Contrasted<Key> = contrast(&tally, &Whole::Variation(outcome), &lines, Explain::Variation);
    let mut figures = Figures::new("variation", Unit::Share, &told, cell);
    figures.left_out = others as u64;
    Ok(figures)
}

/// ½ in the direction in which the sides differ.
fn half(tally: &Tally<Key>, key: &Key) -> Option<f64> {
    let (a, b) = tally.means_of(key)?;
    Some(if a >= b { 0.5 } else { -0.5 })
}

/// Any order that is always the same.
fn order(x: &Key, y: &Key) -> Ordering {
    let parts = |key: &Key| match key {
        Key::Pair(from, to) => (0, Some(*from), Some(*to)),
        Key::Way(step, from, to) => (*step, *from, *to),
        _ => (0, None, None),
    };
    match (x, y) {
        (Key::Path(x), Key::Path(y)) => x.cmp(y),
        _ => parts(x).cmp(&parts(y)),
    }
}

fn name(names: &Coded, code: u32) -> &str {
    names.value(code).unwrap_or_default()
}
