//! Two sides of attribution: conversions a customer, and to which touches they are owed.

use serde::{Deserialize, Serialize};
use serde_json::json;
use yeojido_improve::contrast::{Explain, Line, Tally, Whole, contrast};
use yeojido_journey::attribution::{Attribution, AttributionPartial, AttributionSpec, Credits};
use yeojido_journey::{Crowd, SpecError};

use crate::key::Key;
use crate::sums::{Noted, Noting};
use crate::told::{Figures, Unit};

/// Touches that are compared: those of most customers, on both sides together.
const TOP: usize = 200;

/// By which model conversions are owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// The same to each touch.
    #[default]
    Linear,
    /// All to the first.
    First,
    /// All to the last.
    Last,
    /// More to later ones.
    TimeDecay,
    /// Most to the first and the last.
    Position,
    /// The same to each different touch.
    Shapley,
}

impl Model {
    const fn of(self, credits: &Credits) -> f64 {
        match self {
            Self::Linear => credits.linear,
            Self::First => credits.first,
            Self::Last => credits.last,
            Self::TimeDecay => credits.time_decay,
            Self::Position => credits.position,
            Self::Shapley => credits.shapley,
        }
    }
}

/// Conversions of a customer who did anything in the period: the sum of what is owed to every touch, and to none.
pub(crate) fn report(model: Model, tally: &Tally<Key>) -> Figures {
    // The whole is among the keys, and is no touch.
    let (keys, others) = tally.most(TOP + 1, Ord::cmp);
    let rows = keys.into_iter().filter(|key| *key != Key::Gap);
    let lines: Vec<Line<Key>> = rows.map(|key| Line { key, whole: 0, weight: 1.0 }).collect();
    let told = contrast(tally, &Whole::Row(Key::Gap, 0), &lines, Explain::Sum);
    let cell = |key: &Key| match key {
        Key::Touch(touch) => json!({ "touch": touch.shown(&[]) }),
        Key::Untouched => json!({ "is": "without_touch" }),
        _ => json!({}),
    };
    let mut figures = Figures::new("conversions", Unit::Number, &told, cell);
    figures.left_out = others as u64;
    figures.model = Some(model);
    figures
}

pub(crate) fn owing<'p>(spec: &AttributionSpec, crowd: Crowd<'p>, model: Model) -> Result<Noting<'p>, SpecError> {
    let period = crowd.period().clone();
    let kernel = Attribution::compile(spec, crowd.events, period.clone())?;
    Ok(crowd.whole(move |marks: &mut Noted, person| {
        if person.within(&period).time.is_empty() {
            return;
        }
        marks.wholes[0] = 1.0;
        let mut sum = AttributionPartial::default();
        kernel.add(&mut sum, person);
        #[expect(clippy::cast_precision_loss, reason = "conversions of one customer")]
        let (all, without) = (sum.conversions() as f64, sum.without() as f64);
        let owed = sum.credits().map(|(code, credits)| (Key::Touch(code), 0, model.of(&credits)));
        let rest = [(Key::Gap, 0, all), (Key::Untouched, 0, without)];
        marks.parts.extend(owed.chain(rest).filter(|(.., amount)| *amount > 0.0));
    }))
}
