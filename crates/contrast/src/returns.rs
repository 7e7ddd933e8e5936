//! Two sides of who comes back: retention by period, stickiness, lifecycle.

use serde_json::json;
use yeojido_domain::Zone;
use yeojido_improve::contrast::{Explain, Line, Pull, Slant, Tally, Whole, contrast};
use yeojido_journey::retention::{ActivitySpec, Lifecycle, Retention, RetentionSpec, Stickiness};
use yeojido_journey::{Crowd, SpecError};

use crate::key::Key;
use crate::sums::{Noted, Noting};
use crate::told::{Figures, Unit};

/// The periods that are compared, and the mean over them; cohorts weigh as they are large.
pub(crate) fn mean(tally: &Tally<Key>, periods: usize) -> (Vec<Line<Key>>, Slant<Key>) {
    let periods: Vec<usize> = (1..=periods).filter(|&period| tally.has_whole(period)).collect();
    #[expect(clippy::cast_precision_loss, reason = "at most 1,000 periods")]
    let weight = 1.0 / periods.len().max(1) as f64;
    let weights: Vec<(Key, f64)> = periods.iter().map(|&period| (Key::At(period), weight)).collect();
    let lines = periods.iter().map(|&period| Line { key: Key::At(period), whole: period, weight }).collect();
    (lines, Slant::of(tally, &weights))
}

/// The mean over the periods after the first of who came back. Only periods that are over count, for cohorts for which they are,
/// and only those which some cohort of each side has.
pub(crate) fn cohorts(spec: &RetentionSpec, tally: &Tally<Key>, pull: &Pull) -> Figures {
    let (lines, slant) = mean(tally, spec.periods);
    let whole = Whole::Made(slant.values(), slant.judge(pull));
    let told = contrast(tally, &whole, &lines, Explain::Sum);
    let cell = |key: &Key| if let Key::At(period) = key { json!({ "period": period }) } else { json!({}) };
    let mut figures = Figures::new("retention", Unit::Share, &told, cell);
    figures.left_out = (spec.periods - lines.len()) as u64;
    figures
}

pub(crate) fn coming_back<'p>(spec: &RetentionSpec, crowd: Crowd<'p>, zone: &Zone) -> Result<Noting<'p>, SpecError> {
    let periods = spec.periods;
    let table = Retention::compile(spec, crowd.events, crowd.period().clone(), zone)?;
    Ok(crowd.whole(move |marks: &mut Noted, person| {
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
    }))
}

/// The mean number of stretches in which active customers are active.
pub(crate) fn stickiness(tally: &Tally<Key>) -> Figures {
    let (mut keys, _) = tally.most(usize::MAX, Ord::cmp);
    keys.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "a number of days")]
    let line = |key: Key| match key {
        Key::At(stretches) if tally.means_of(&key).is_some() => Some(Line { key, whole: 0, weight: stretches as f64 }),
        _ => None,
    };
    let lines: Vec<Line<Key>> = keys.into_iter().filter_map(line).collect();
    let told = contrast(tally, &Whole::Row(Key::Gap, 0), &lines, Explain::Sum);
    let cell = |key: &Key| if let Key::At(stretches) = key { json!({ "stretches": stretches }) } else { json!({}) };
    Figures::new("stretches", Unit::Share, &told, cell).with_gap_in(Unit::Number)
}

pub(crate) fn sticking<'p>(spec: &ActivitySpec, crowd: Crowd<'p>, zone: &Zone) -> Result<Noting<'p>, SpecError> {
    let kernel = Stickiness::compile(spec, crowd.events, crowd.period().clone(), zone)?;
    Ok(crowd.whole(move |marks: &mut Noted, person| {
        let mut sum = kernel.empty();
        kernel.add(&mut sum, person);
        if let Some(at) = sum.iter().position(|&count| count > 0) {
            marks.wholes[0] = 1.0;
            marks.parts.push((Key::At(at + 1), 0, 1.0));
            #[expect(clippy::cast_precision_loss, reason = "a number of days")]
            marks.parts.push((Key::Gap, 0, (at + 1) as f64));
        }
    }))
}

/// Names of the lifecycle's rows, and the whole of each: the active, and for the last those who were active before.
const PARTS: [(&str, usize, f64); 4] =
    [("new", 0, 0.0), ("returning", 0, 1.0), ("resurrected", 0, 1.0), ("dormant", 1, 0.0)];

/// The share of the active who were there before: those who return and those who are back after a pause. `new` is the rest,
/// and `dormant` the share of those active in one stretch who are not in the next.
pub(crate) fn lifecycle(tally: &Tally<Key>) -> Figures {
    let lines = PARTS.iter().enumerate().map(|(at, &(_, whole, weight))| Line { key: Key::At(at), whole, weight });
    let told = contrast(tally, &Whole::Row(Key::Gap, 0), &lines.collect::<Vec<_>>(), Explain::Sum);
    let cell = |key: &Key| if let Key::At(at) = key { json!({ "is": PARTS[*at].0 }) } else { json!({}) };
    Figures::new("there_before", Unit::Share, &told, cell)
}

pub(crate) fn living<'p>(spec: &ActivitySpec, crowd: Crowd<'p>, zone: &Zone) -> Result<Noting<'p>, SpecError> {
    let kernel = Lifecycle::compile(spec, crowd.events, crowd.period().clone(), zone)?;
    let shown = kernel.whole_stretches();
    Ok(crowd.whole(move |marks: &mut Noted, person| {
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
    }))
}
