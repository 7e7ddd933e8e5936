//! The fold: one conversion after another into credits.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use yeojido_domain::{Micros, Span};

use crate::events::{Coded, Events, NONE, PersonEvents};
use crate::pattern::{Pattern, SpecError};
use crate::rules::RuleError;
use crate::transitions::name;
use crate::who::Number;

use super::spec::AttributionSpec;

/// Conversions owed to one channel, by model.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Credits {
    /// All to the first touch.
    pub first: f64,
    /// All to the last.
    pub last: f64,
    /// The same to each touch.
    pub linear: f64,
    /// More to later ones.
    pub time_decay: f64,
    /// Most to the first and the last.
    pub position: f64,
    /// The same to each different channel.
    pub shapley: f64,
}

impl Credits {
    fn add(&mut self, more: Self) {
        self.first += more.first;
        self.last += more.last;
        self.linear += more.linear;
        self.time_decay += more.time_decay;
        self.position += more.position;
        self.shapley += more.shapley;
    }
}

/// Credits by channel: a partial that adds.
#[derive(Debug, Clone, Default)]
pub struct AttributionPartial {
    conversions: u64,
    without: u64,
    channels: FxHashMap<u32, (u64, Credits)>,
    touches: Vec<(u32, Micros)>,
    different: Vec<u32>,
}

impl AttributionPartial {
    /// Conversions.
    #[must_use]
    pub const fn conversions(&self) -> u64 {
        self.conversions
    }

    /// Of them, those without a touch.
    #[must_use]
    pub const fn without(&self) -> u64 {
        self.without
    }

    /// What is owed to each touch, by its code.
    pub fn credits(&self) -> impl Iterator<Item = (u32, &Credits)> {
        self.channels.iter().map(|(&code, (_, credits))| (code, credits))
    }

    /// Adds the conversions of other persons.
    pub fn merge(&mut self, other: Self) {
        self.conversions += other.conversions;
        self.without += other.without;
        for (code, (touched, credits)) in other.channels {
            let sum = self.channels.entry(code).or_default();
            sum.0 += touched;
            sum.1.add(credits);
        }
    }
}

/// Attribution compiled against events.
#[derive(Debug)]
pub struct Attribution<'e> {
    conversion: Pattern<'e>,
    channel: &'e Coded,
    lookback: Span,
    half_life: Span,
    period: Range<Micros>,
}

impl<'e> Attribution<'e> {
    /// Compiles the question about conversions of a period.
    ///
    /// # Errors
    /// [`SpecError`] names what is wrong, or the column that is not loaded.
    pub fn compile(spec: &AttributionSpec, events: &'e Events, period: Range<Micros>) -> Result<Self, SpecError> {
        spec.check()?;
        let missing = || RuleError::ColumnMissing(spec.touch.clone());
        Ok(Self {
            conversion: Pattern::compile(&spec.conversion, events)?,
            channel: events.column(&spec.touch).ok_or_else(missing)?,
            lookback: spec.lookback,
            half_life: spec.half_life,
            period,
        })
    }

    /// Adds one person.
    pub fn add(&self, sum: &mut AttributionPartial, person: &PersonEvents<'_>) {
        let mut since = 0;
        for at in 0..person.time.len() {
            if !self.conversion.catches(person.first + at, person.event[at]) {
                continue;
            }
            if self.period.contains(&person.time[at]) {
                sum.conversions += 1;
                self.touches(&mut sum.touches, person, since..at);
                self.share(sum);
            }
            since = at + 1;
        }
    }

    /// The values that touches have, by code.
    #[must_use]
    pub fn values(&self) -> &'e [std::sync::Arc<str>] {
        &self.channel.values
    }

    /// The touches among some events before a conversion.
    fn touches(&self, touches: &mut Vec<(u32, Micros)>, person: &PersonEvents<'_>, before: Range<usize>) {
        touches.clear();
        let now = person.time[before.end];
        for at in before {
            let code = self.channel.codes[person.first + at];
            if code == NONE || now.since(person.time[at]) > self.lookback {
                continue;
            }
            match touches.last_mut() {
                Some(last) if last.0 == code => last.1 = person.time[at],
                _ => touches.push((code, person.time[at])),
            }
        }
    }

    /// Shares one conversion out.
    #[expect(clippy::cast_precision_loss, reason = "as many touches as a person has events")]
    fn share(&self, sum: &mut AttributionPartial) {
        let touches = std::mem::take(&mut sum.touches);
        let n = touches.len();
        if n == 0 {
            sum.without += 1;
        }
        // Beside the latest, which weighs 1: only the ratios matter, and so they are not all nothing long ago.
        let latest = touches.last().map(|touch| touch.1).unwrap_or_default();
        let weight = |time: Micros| (-(latest.since(time).seconds() / self.half_life.seconds())).exp2();
        let weights: f64 = touches.iter().map(|touch| weight(touch.1)).sum();
        for (at, &(code, time)) in touches.iter().enumerate() {
            let (is_first, is_last) = (at == 0, at + 1 == n);
            let position = match n {
                1 => 1.0,
                2 => 0.5,
                _ if is_first || is_last => 0.4,
                _ => 0.2 / (n - 2) as f64,
            };
            let (_, credits) = sum.channels.entry(code).or_default();
            credits.add(Credits {
                first: f64::from(u8::from(is_first)),
                last: f64::from(u8::from(is_last)),
                linear: 1.0 / n as f64,
                time_decay: weight(time) / weights,
                position,
                shapley: 0.0,
            });
        }
        sum.different.clear();
        sum.different.extend(touches.iter().map(|touch| touch.0));
        sum.different.sort_unstable();
        sum.different.dedup();
        for code in &sum.different {
            let (touched, credits) = sum.channels.entry(*code).or_default();
            *touched += 1;
            credits.shapley += 1.0 / sum.different.len() as f64;
        }
        sum.touches = touches;
    }

    /// The figures, by most conversions touched, then by name.
    #[must_use]
    pub fn report(&self, sum: &AttributionPartial) -> AttributionReport {
        let channel = |(&code, &(touched, credits)): (&u32, &(u64, Credits))| ChannelReport {
            channel: name(self.channel, code),
            touched,
            credits,
        };
        let mut channels: Vec<ChannelReport> = sum.channels.iter().map(channel).collect();
        channels.sort_by(|a, b| b.touched.cmp(&a.touched).then_with(|| a.channel.cmp(&b.channel)));
        AttributionReport { conversions: sum.conversions, without_touch: sum.without, channels }
    }
}

/// A cell of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributionCell {
    /// Conversions that this value touched.
    #[serde(default)]
    pub touch: Option<String>,
    /// Those that nothing touched. Without either all.
    #[serde(default)]
    pub is: Option<Untouched>,
}

/// Conversions that nothing touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Untouched {
    /// There is no touch before them.
    WithoutTouch,
}

impl Attribution<'_> {
    /// How the number of a cell is read.
    ///
    /// # Errors
    /// [`SpecError`] for a value that no event has.
    pub fn number(&self, cell: &AttributionCell) -> Result<Number<AttributionPartial>, SpecError> {
        match (&cell.touch, cell.is) {
            (None, None) => Ok(Box::new(|sum| sum.conversions)),
            (None, Some(Untouched::WithoutTouch)) => Ok(Box::new(|sum| sum.without)),
            (Some(_), Some(_)) => Err(SpecError::new("touch", "a cell is of a touch, or of none (is)")),
            (Some(value), None) => {
                let missing = || SpecError::new("touch", format!("no event has the value `{value}`"));
                let code = self.channel.code(value).ok_or_else(missing)?;
                Ok(Box::new(move |sum| sum.channels.get(&code).map_or(0, |(touched, _)| *touched)))
            }
        }
    }
}

/// What `analyze attribution` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AttributionReport {
    /// Conversions of the period.
    pub conversions: u64,
    /// Of them, those without a touch, which nobody is credited with.
    pub without_touch: u64,
    /// By channel. The credits of every model add up to `conversions - without_touch`.
    pub channels: Vec<ChannelReport>,
}

/// One channel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChannelReport {
    /// Its name.
    pub channel: String,
    /// Conversions that it touched.
    pub touched: u64,
    /// Conversions owed to it.
    #[serde(flatten)]
    pub credits: Credits,
}
