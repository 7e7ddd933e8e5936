//! The question compiled against the dictionaries of the events: what a row is to the funnel costs one look-up.

use std::ops::Range;

use yeojido_domain::{Micros, Span};

use crate::events::{Events, PersonEvents};
use crate::pattern::{Pattern, SpecError, place};
use crate::rules::Test;

use super::spec::{Exclusion, FunnelSpec, FunnelStep, MOST, Order};

/// Longer than any data: microseconds that can be added to any instant.
pub(crate) const FOREVER: i64 = i64::MAX / 4;

/// An event that is something to the funnel.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    /// Low half: the steps that it fits. High half: the exclusions.
    pub mask: u64,
    /// Which event of the person.
    pub at: u32,
}

/// What spoils an attempt, between which steps.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Barred {
    pub bit: u64,
    pub from: usize,
    pub to: usize,
}

/// A funnel compiled.
#[derive(Debug)]
pub(crate) struct Plan<'e> {
    /// By code of an event; one longer, the last for an event without a name.
    by_code: Vec<u64>,
    /// Bits that a look at other columns may take away.
    tested: u64,
    tests: Vec<(u64, Vec<Test<'e>>)>,
    pub steps: usize,
    /// The steps that nobody may leave out, in order.
    pub required: Vec<usize>,
    pub order: Order,
    /// Microseconds from the first step, included.
    pub window: i64,
    /// Microseconds from the required step before, by step; empty when no step has a window of its own.
    pub waits: Vec<i64>,
    pub barred: Vec<Barred>,
    pub period: Range<Micros>,
    pub data_end: Micros,
}

impl<'e> Plan<'e> {
    pub(crate) fn compile(spec: &FunnelSpec, events: &'e Events, period: Range<Micros>) -> Result<Self, SpecError> {
        spec.check()?;
        let steps = spec.steps.len();
        let patterns = spec.steps.iter().map(FunnelStep::pattern).zip(0..);
        let exclusions = spec.exclusions.iter().map(Exclusion::pattern).zip(MOST..);
        let mut by_code = vec![0; events.event.values.len() + 1];
        let (mut tested, mut tests) = (0, Vec::new());
        for (pattern, place) in patterns.chain(exclusions) {
            let bit = 1_u64 << place;
            let compiled = Pattern::compile(&pattern, events)?;
            for (mask, named) in by_code.iter_mut().zip(&compiled.named) {
                *mask |= if *named { bit } else { 0 };
            }
            if !compiled.tests.is_empty() {
                tested |= bit;
                tests.push((bit, compiled.tests));
            }
        }
        let timed = spec.steps.iter().any(|step| step.window.is_some());
        let micros = |span: Option<Span>| span.unwrap_or(Span::days(14)).0.clamp(0, FOREVER);
        let window = if timed && spec.window.is_none() { FOREVER } else { micros(spec.window) };
        let wait = |step: &FunnelStep| {
            if spec.window.is_some() && step.window.is_none() { FOREVER } else { micros(step.window) }
        };
        let barred = spec.exclusions.iter().zip(MOST..);
        Ok(Self {
            by_code,
            tested,
            tests,
            steps,
            required: (0..steps).filter(|&at| !spec.steps[at].optional).collect(),
            order: spec.order,
            window,
            waits: if timed { spec.steps.iter().map(wait).collect() } else { Vec::new() },
            barred: barred.map(|(x, place)| Barred { bit: 1 << place, from: x.from_step, to: x.to_step }).collect(),
            period,
            data_end: events.end().unwrap_or_default(),
        })
    }

    /// The longest that an attempt can take.
    pub(crate) fn longest(&self) -> i64 {
        let paced = self.waits.iter().skip(1).fold(0_i64, |sum, &wait| sum.saturating_add(wait));
        if self.waits.is_empty() { self.window } else { self.window.min(paced) }
    }

    /// Whether attempts follow one another so simply that one pass finds the best.
    pub(crate) fn is_plain(&self) -> bool {
        self.order == Order::Ordered
            && self.waits.is_empty()
            && self.barred.is_empty()
            && self.required.len() == self.steps
    }

    /// The bit of the first step, or of all where any begins.
    pub(crate) fn beginning(&self) -> u64 {
        if self.order == Order::Unordered { (1 << self.steps) - 1 } else { 1 }
    }

    /// A person's events that are something to the funnel, in order; `scratch` is kept from person to person.
    pub(crate) fn collect<'s>(&self, person: &PersonEvents<'_>, scratch: &'s mut Vec<Hit>) -> &'s [Hit] {
        if scratch.len() < person.event.len() {
            scratch.resize(person.event.len(), Hit { mask: 0, at: 0 });
        }
        let hits = &mut scratch[..person.event.len()];
        let mut found = 0;
        // Every event is written and only those that are something are kept: a branch here would be guessed wrong half
        // of the time.
        for (at, &code) in (0_u32..).zip(person.event) {
            let mask = self.by_code[place(code, &self.by_code)];
            hits[found] = Hit { mask, at };
            found += usize::from(mask != 0);
        }
        if self.tested != 0 {
            let named = found;
            found = 0;
            for at in 0..named {
                let hit = self.tested(hits[at], person.first);
                hits[found] = hit;
                found += usize::from(hit.mask != 0);
            }
        }
        &hits[..found]
    }

    /// A hit without the bits that a look at other columns takes away.
    fn tested(&self, mut hit: Hit, first: usize) -> Hit {
        if hit.mask & self.tested != 0 {
            let row = first + hit.at as usize;
            for (bit, tests) in &self.tests {
                if hit.mask & bit != 0 && !tests.iter().all(|test| test.passes(row)) {
                    hit.mask &= !bit;
                }
            }
        }
        hit
    }
}
