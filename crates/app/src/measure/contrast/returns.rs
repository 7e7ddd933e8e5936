//! Two sides of who comes back: retention by period, stickiness, lifecycle.

use serde_json::json;
use yeojido_improve::contrast::{Explain, Line, Slant, Whole, contrast};
use yeojido_journey::retention::{ActivitySpec, Lifecycle, Retention, RetentionSpec, Stickiness};

use super::super::crowd::Crowd;
use super::super::ground::Ground;
use super::sides::{Key, Noted, Noting, Side, Sides, crowd};
use super::told::{Figures, Unit};
use crate::AppError;

/// The mean over the periods after the first of who came back; cohorts weigh as they are large. Only periods that are over
/// count, for cohorts for which they are, and only those which some cohort of each side has.
pub(super) fn cohorts(spec: &RetentionSpec, [a, b]: [&Ground; 2]) -> Result<Figures, AppError> {
    let (of_a, of_b) = (table_of(spec, a)?, table_of(spec, b)?);
    let sides = Sides {
        ground: a,
        wholes: spec.periods + 1,
        a: Side { ground: a, note: coming_back(&of_a, crowd(a)?, spec.periods) },
        b: Side { ground: b, note: coming_back(&of_b, crowd(b)?, spec.periods) },
    };
    let tally = sides.tally()?;
    let periods: Vec<usize> = (1..=spec.periods).filter(|&period| tally.has_whole(period)).collect();
    #[expect(clippy::cast_precision_loss, reason = "at most 1,000 periods")]
    let weight = 1.0 / periods.len().max(1) as f64;
    let weights: Vec<(Key, f64)> = periods.iter().map(|&period| (Key::At(period), weight)).collect();
    let slant = Slant::of(&tally, &weights);
    let whole = Whole::Made(slant.values(), slant.judge(&sides.pull(&slant)?));
    let lines: Vec<Line<Key>> =
        periods.iter().map(|&period| Line { key: Key::At(period), whole: period, weight }).collect();
    let told = contrast(&tally, &whole, &lines, Explain::Sum);
    let cell = |key: &Key| if let Key::At(period) = key { json!({ "period": period }) } else { json!({}) };
    let mut figures = Figures::new("retention", Unit::Share, &told, cell);
    figures.left_out = (spec.periods - periods.len()) as u64;
    Ok(figures)
}

fn table_of<'g>(spec: &RetentionSpec, ground: &'g Ground) -> Result<Retention<'g>, AppError> {
    Ok(Retention::compile(spec, ground.frame(), ground.period.range(), &ground.period.zone)?)
}

fn coming_back<'s>(table: &'s Retention<'_>, crowd: Crowd<'s>, periods: usize) -> Noting<'s> {
    crowd.whole(move |marks: &mut Noted, person| {
        let Some((first, cohort)) = table.begun(person) else { return };
        let mut cells = vec![0; periods + 2];
        table.note(person, first, cohort, &mut cells);
        marks.wholes[0] = 1.0;
        for period in (1..=periods).filter(|&period| table.is_observed(cohort, period)) {
            marks.wholes[period] = 1.0;
            if cells[period + 1] > 0 {
                marks.parts.push((Key::At(period), period, 1.0));
            }
        }
    })
}

/// The mean number of stretches in which active customers are active.
pub(super) fn stickiness(spec: &ActivitySpec, [a, b]: [&Ground; 2]) -> Result<Figures, AppError> {
    let (of_a, of_b) = (sticking_of(spec, a)?, sticking_of(spec, b)?);
    let sides = Sides {
        ground: a,
        wholes: 1,
        a: Side { ground: a, note: sticking(&of_a, crowd(a)?) },
        b: Side { ground: b, note: sticking(&of_b, crowd(b)?) },
    };
    let tally = sides.tally()?;
    let most = of_a.empty().len().max(of_b.empty().len());
    let there = (1..=most).filter(|&stretches| tally.means_of(&Key::At(stretches)).is_some());
    #[expect(clippy::cast_precision_loss, reason = "a number of days")]
    let lines: Vec<Line<Key>> =
        there.map(|stretches| Line { key: Key::At(stretches), whole: 0, weight: stretches as f64 }).collect();
    let told = contrast(&tally, &Whole::Row(Key::Gap, 0), &lines, Explain::Sum);
    let cell = |key: &Key| if let Key::At(stretches) = key { json!({ "stretches": stretches }) } else { json!({}) };
    Ok(Figures::new("stretches", Unit::Share, &told, cell).with_gap_in(Unit::Number))
}

fn sticking_of<'g>(spec: &ActivitySpec, ground: &'g Ground) -> Result<Stickiness<'g>, AppError> {
    Ok(Stickiness::compile(spec, ground.frame(), ground.period.range(), &ground.period.zone)?)
}

fn sticking<'s>(kernel: &'s Stickiness<'_>, crowd: Crowd<'s>) -> Noting<'s> {
    crowd.whole(move |marks: &mut Noted, person| {
        let mut sum = kernel.empty();
        kernel.add(&mut sum, person);
        if let Some(at) = sum.iter().position(|&count| count > 0) {
            marks.wholes[0] = 1.0;
            marks.parts.push((Key::At(at + 1), 0, 1.0));
            #[expect(clippy::cast_precision_loss, reason = "a number of days")]
            marks.parts.push((Key::Gap, 0, (at + 1) as f64));
        }
    })
}

/// Names of the lifecycle's rows, and the whole of each: the active, and for the last those who were active before.
const PARTS: [(&str, usize, f64); 4] =
    [("new", 0, 0.0), ("returning", 0, 1.0), ("resurrected", 0, 1.0), ("dormant", 1, 0.0)];

/// The share of the active who were there before: those who return and those who are back after a pause. `new` is the rest,
/// and `dormant` the share of those active in one stretch who are not in the next.
pub(super) fn lifecycle(spec: &ActivitySpec, [a, b]: [&Ground; 2]) -> Result<Figures, AppError> {
    let (of_a, of_b) = (living_of(spec, a)?, living_of(spec, b)?);
    let sides = Sides {
        ground: a,
        wholes: 2,
        a: Side { ground: a, note: living(&of_a, crowd(a)?) },
        b: Side { ground: b, note: living(&of_b, crowd(b)?) },
    };
    let tally = sides.tally()?;
    let lines = PARTS.iter().enumerate().map(|(at, &(_, whole, weight))| Line { key: Key::At(at), whole, weight });
    let told = contrast(&tally, &Whole::Row(Key::Gap, 0), &lines.collect::<Vec<_>>(), Explain::Sum);
    let cell = |key: &Key| if let Key::At(at) = key { json!({ "is": PARTS[*at].0 }) } else { json!({}) };
    Ok(Figures::new("there_before", Unit::Share, &told, cell))
}

fn living_of<'g>(spec: &ActivitySpec, ground: &'g Ground) -> Result<Lifecycle<'g>, AppError> {
    Ok(Lifecycle::compile(spec, ground.frame(), ground.period.range(), &ground.period.zone)?)
}

fn living<'s>(kernel: &'s Lifecycle<'_>, crowd: Crowd<'s>) -> Noting<'s> {
    let shown = kernel.whole_stretches();
    crowd.whole(move |marks: &mut Noted, person| {
        let mut sum = kernel.empty();
        kernel.add(&mut sum, person);
        let mut parts = [0.0; 4];
        for &stretch in &shown {
            for (part, &count) in parts.iter_mut().zip(&sum[stretch]) {
                #[expect(clippy::cast_precision_loss, reason = "0 or 1")]
                let count = count as f64;
                *part += count;
            }
        }
        let [new, returning, resurrected, dormant] = parts;
        marks.wholes[0] = new + returning + resurrected;
        marks.wholes[1] = returning + dormant;
        let rows = [(Key::Gap, 0, returning + resurrected), (Key::At(0), 0, new), (Key::At(1), 0, returning)];
        let rows = rows.into_iter().chain([(Key::At(2), 0, resurrected), (Key::At(3), 1, dormant)]);
        marks.parts.extend(rows.filter(|(.., count)| *count > 0.0));
    })
}
