//! Two sides of a funnel: the conversion of every step, and of all of them.

use serde_json::json;
use yeojido_domain::Zone;
use yeojido_improve::contrast::{Explain, Line, Tally, Whole, contrast};
use yeojido_journey::funnel::{Followed, Funnel, FunnelSpec, FunnelStep};
use yeojido_journey::{Crowd, SpecError};

use crate::key::Key;
use crate::sums::{Noted, Noting};
use crate::told::{Figures, Unit, count};

/// Conversion of the whole funnel, which is the product of its steps'. As in the funnel itself, who is undecided at a step has
/// come to it and not gone on: they lower its conversion, and are told beside it.
pub(crate) fn report(spec: &FunnelSpec, tally: &Tally<Key>) -> Figures {
    let last = spec.steps.len().saturating_sub(1);
    let lines: Vec<Line<Key>> =
        (1..=last).map(|step| Line { key: Key::At(step), whole: step - 1, weight: 1.0 }).collect();
    let told = contrast(tally, &Whole::Row(Key::Gap, 0), &lines, Explain::Product);
    let cell = |key: &Key| match key {
        Key::At(step) => json!({ "step": step, "is": "reached" }),
        _ => json!({ "step": last, "is": "reached" }),
    };
    let mut figures = Figures::new("conversion", Unit::Share, &told, cell);
    for (row, told) in figures.rows.iter_mut().zip(&told.rows) {
        let Some(Key::At(step)) = &told.key else { continue };
        row.name = Some(label(&spec.steps[*step]));
        let (a, b) = tally.parts_of(&Key::Undecided(step - 1));
        (row.a.undecided, row.b.undecided) = (Some(count(a)), Some(count(b)));
    }
    figures
}

fn label(step: &FunnelStep) -> String {
    step.name.clone().unwrap_or_else(|| step.pattern().label())
}

/// The keys of a funnel that its counts depend on.
fn plain(spec: &FunnelSpec) -> FunnelSpec {
    FunnelSpec { breakdown: None, histogram: None, trend: None, compare: None, ..spec.clone() }
}

pub(crate) fn noting<'p>(spec: &FunnelSpec, crowd: Crowd<'p>, zone: &Zone) -> Result<Noting<'p>, SpecError> {
    let last = spec.steps.len().saturating_sub(1);
    let funnel = Funnel::compile(&plain(spec), crowd.events, crowd.period().clone(), zone)?;
    Ok(crowd.whole(move |marks: &mut Noted, person| {
        let Followed::Best(attempt) = funnel.follow(person) else { return };
        for step in 0..=attempt.level {
            marks.wholes[step] = 1.0;
            if let Some(before) = step.checked_sub(1) {
                marks.parts.push((Key::At(step), before, 1.0));
            }
        }
        if attempt.level == last {
            marks.parts.push((Key::Gap, 0, 1.0));
        } else if attempt.open {
            marks.parts.push((Key::Undecided(attempt.level), attempt.level, 1.0));
        }
    }))
}
