//! Two sides of a journey as it is meant: who follows it, where the others leave it, and how long it takes.

use serde_json::json;
use yeojido_domain::Journey;
use yeojido_improve::contrast::{Explain, Line, Wait, Whole, contrast, waits};
use yeojido_journey::course::{Conformance, Took, took};
use yeojido_journey::{Caught, PersonEvents, Walk, fold};

use super::super::course::stages;
use super::super::crowd::Crowd;
use super::super::ground::Ground;
use super::medians::{self, Medians};
use super::sides::{Key, Noted, Noting, Side, Sides, crowd};
use super::told::{Figures, Unit};
use crate::AppError;

/// The share of walks that follow the journey: what is left after all places where walks leave it.
pub(super) fn conformance([a, b]: [&Ground; 2]) -> Result<Figures, AppError> {
    let stages = stages(a.journey()?);
    let sides = Sides {
        ground: a,
        wholes: 1,
        a: Side { ground: a, note: following(crowd(a)?)? },
        b: Side { ground: b, note: following(crowd(b)?)? },
    };
    let tally = sides.tally()?;
    let place = |key: &Key| if let Key::Leave(from, to) = key { Some((*from, *to)) } else { None };
    let (keys, _) = tally.most(usize::MAX, |x, y| place(x).cmp(&place(y)));
    let rows = keys.into_iter().filter(|key| *key != Key::Gap);
    let lines: Vec<Line<Key>> = rows.map(|key| Line { key, whole: 0, weight: -1.0 }).collect();
    let told = contrast(&tally, &Whole::Row(Key::Gap, 0), &lines, Explain::Sum);
    let id = |stage: u8| stages.get(usize::from(stage)).cloned().unwrap_or_default();
    let cell = |key: &Key| match place(key) {
        Some((from, to)) => json!({ "from": from.map(id), "to": id(to) }),
        None => json!({ "is": "followed" }),
    };
    Ok(Figures::new("followed", Unit::Share, &told, cell).of_walks())
}

fn following<'s>(crowd: Crowd<'s>) -> Result<Noting<'s>, AppError> {
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
    crowd.walks(note)
}

/// Median times from each stage to the next, and from the first to the last. They do not add up, so what a row explains is its share
/// of all differences.
pub(super) fn times([a, b]: [&Ground; 2]) -> Result<Figures, AppError> {
    let journey = a.journey()?;
    let ids = stages(journey);
    let last = u8::try_from(journey.stages.len().saturating_sub(1)).unwrap_or(u8::MAX);
    let pairs: Vec<(u8, u8)> = [(0, last)].into_iter().chain((0..last).map(|from| (from, from + 1))).collect();
    let (of_a, of_b) = (taken(a, journey, &pairs)?, taken(b, journey, &pairs)?);
    let id = |stage: u8| ids.get(usize::from(stage)).cloned().unwrap_or_default();
    let compared = pairs.iter().zip(of_a.iter().zip(&of_b)).map(|(&(from, to), (a, b))| {
        let told = waits(a, b);
        let sides = [medians::side(a, told.a), medians::side(b, told.b)];
        Medians { what: json!({ "from": id(from), "to": id(to), "is": "n" }), told, sides }
    });
    let mut rows: Vec<Medians> = compared.collect();
    // The first pair is the whole journey.
    let gap = rows.remove(0);
    let on_a = medians::owners(&of_a[0]);
    let overlap = medians::owners(&of_b[0]).iter().filter(|owner| on_a.binary_search(owner).is_ok()).count();
    Ok(medians::figures(gap, rows, overlap as u64))
}

fn taken(ground: &Ground, journey: &Journey, pairs: &[(u8, u8)]) -> Result<Vec<Vec<Wait>>, AppError> {
    let end = ground.data_end();
    let note = |sum: &mut Vec<Vec<Wait>>, person: &PersonEvents<'_>, walk: &Walk, caught: &[Caught]| {
        for (waits, &(from, to)) in sum.iter_mut().zip(pairs) {
            let over = match took(walk, caught, (from, to), journey.gap, end) {
                Some(Took::Known(seconds)) => (seconds, true),
                Some(Took::AtLeast(seconds)) => (seconds, false),
                Some(Took::Skipped | Took::Before) | None => continue,
            };
            waits.push(Wait { owner: person.person.0.cast_unsigned(), seconds: over.0, over: over.1 });
        }
    };
    let merge = |sum: &mut Vec<Vec<Wait>>, more: Vec<Vec<Wait>>| {
        sum.iter_mut().zip(more).for_each(|(sum, more)| sum.extend(more));
    };
    let add = crowd(ground)?.walks(note)?;
    let one = |sum: &mut Vec<Vec<Wait>>, person: &PersonEvents<'_>| {
        if ground.check().is_ok() && ground.holds(person.person) {
            add(sum, person);
        }
    };
    let all = fold(ground.frame(), || vec![Vec::new(); pairs.len()], one, merge);
    ground.check()?;
    Ok(all)
}
