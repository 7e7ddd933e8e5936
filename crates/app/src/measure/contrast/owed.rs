//! Two sides of attribution: conversions a customer, and to which touches they are owed.

use serde::{Deserialize, Serialize};
use serde_json::json;
use yeojido_improve::contrast::{Explain, Line, Whole, contrast};
use yeojido_journey::attribution::{Attribution, AttributionPartial, AttributionSpec, Credits};

use super::super::crowd::Crowd;
use super::super::ground::Ground;
use super::sides::{Key, Noted, Noting, Side, Sides, crowd};
use super::told::{Figures, Unit};
use crate::AppError;

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
pub(super) fn compare(spec: &AttributionSpec, model: Model, [a, b]: [&Ground; 2]) -> Result<Figures, AppError> {
    let kernel_a = Attribution::compile(spec, a.frame(), a.period.range())?;
    let kernel_b = Attribution::compile(spec, b.frame(), b.period.range())?;
    let sides = Sides {
        ground: a,
        wholes: 1,
        a: Side { ground: a, note: owing(&kernel_a, crowd(a)?, a, model) },
        b: Side { ground: b, note: owing(&kernel_b, crowd(b)?, b, model) },
    };
    let tally = sides.tally()?;
    let code = |key: &Key| if let Key::At(code) = key { Some(*code) } else { None };
    // The whole is among the keys, and is no touch.
    let (keys, others) = tally.most(TOP + 1, |x, y| code(x).cmp(&code(y)));
    let rows = keys.into_iter().filter(|key| *key != Key::Gap);
    let lines: Vec<Line<Key>> = rows.map(|key| Line { key, whole: 0, weight: 1.0 }).collect();
    let told = contrast(&tally, &Whole::Row(Key::Gap, 0), &lines, Explain::Sum);
    let names = kernel_a.values();
    let cell = |key: &Key| match code(key).map(|code| names.get(code)) {
        Some(Some(touch)) => json!({ "touch": touch }),
        Some(None) => json!({ "is": "without_touch" }),
        None => json!({}),
    };
    let mut figures = Figures::new("conversions", Unit::Number, &told, cell);
    figures.left_out = others as u64;
    figures.model = Some(model);
    Ok(figures)
}

fn owing<'s>(kernel: &'s Attribution<'_>, crowd: Crowd<'s>, ground: &'s Ground, model: Model) -> Noting<'s> {
    let period = ground.period.range();
    crowd.whole(move |marks: &mut Noted, person| {
        if person.within(&period).time.is_empty() {
            return;
        }
        marks.wholes[0] = 1.0;
        let mut sum = AttributionPartial::default();
        kernel.add(&mut sum, person);
        #[expect(clippy::cast_precision_loss, reason = "conversions of one customer")]
        let (all, without) = (sum.conversions() as f64, sum.without() as f64);
        let owed = sum.credits().map(|(code, credits)| (Key::At(code as usize), 0, model.of(credits)));
        let rest = [(Key::Gap, 0, all), (Key::At(usize::MAX), 0, without)];
        marks.parts.extend(owed.chain(rest).filter(|(.., amount)| *amount > 0.0));
    })
}
