//! What all attempts together came to: sums that add.

use rustc_hash::FxHashMap;
use yeojido_domain::{Micros, Span};

use crate::events::NONE;

use super::attempt::Attempt;
use super::spec::HistogramSteps;

/// One step.
#[derive(Debug, Clone, Default)]
struct StepTally {
    /// Came so far and no further, and cannot any more. In the last step: everybody who came so far.
    stopped: u64,
    /// Came so far and no further, and still may.
    undecided: u64,
    /// Went past without it.
    skipped: u64,
    /// Times from the step done before.
    waits: Vec<Span>,
}

/// Best attempts of many persons: a partial that adds.
#[derive(Debug, Clone, Default)]
pub struct FunnelTally {
    steps: Vec<StepTally>,
    between: Option<(usize, usize)>,
    converted: Vec<Span>,
}

/// One step of a tally, added up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepSum {
    /// Came so far.
    pub count: u64,
    /// Of them, those who came no further and cannot any more.
    pub dropped: u64,
    /// Of them, those who came no further and still may.
    pub undecided: u64,
    /// Of them, those who went past without this step.
    pub skipped: u64,
}

impl FunnelTally {
    /// No attempts at so many steps; times between two of them are kept for a histogram.
    #[must_use]
    pub fn new(steps: usize, histogram: Option<HistogramSteps>) -> Self {
        let between = histogram.map(|h| (h.from_step, h.to_step));
        Self { steps: vec![StepTally::default(); steps], between, converted: Vec::new() }
    }

    /// Adds one person's best attempt; `time` are the instants of all their events.
    pub fn add(&mut self, attempt: &Attempt, time: &[Micros]) {
        let at = |step: usize| Some(attempt.events[step]).filter(|&at| at != NONE).map(|at| time[at as usize]);
        let mut before: Option<Micros> = None;
        for (step, tally) in self.steps.iter_mut().enumerate().take(attempt.level + 1) {
            match (at(step), before) {
                (Some(now), Some(before)) => tally.waits.push(now.since(before)),
                (Some(_), None) => {}
                (None, _) => tally.skipped += 1,
            }
            before = at(step).or(before);
        }
        let end = &mut self.steps[attempt.level];
        *(if attempt.open { &mut end.undecided } else { &mut end.stopped }) += 1;
        if let Some((from, to)) = self.between
            && let (Some(from), Some(to)) = (at(from), at(to))
        {
            self.converted.push(to.since(from));
        }
    }

    /// Adds the attempts of other persons.
    pub fn merge(&mut self, other: Self) {
        for (sum, more) in self.steps.iter_mut().zip(other.steps) {
            sum.stopped += more.stopped;
            sum.undecided += more.undecided;
            sum.skipped += more.skipped;
            sum.waits.extend(more.waits);
        }
        self.converted.extend(other.converted);
    }

    /// Everybody who came to the first step.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.steps.iter().map(|step| step.stopped + step.undecided).sum()
    }

    /// The counts by step: `count` is the next step's count plus `dropped` plus `undecided`.
    #[must_use]
    pub fn sums(&self) -> Vec<StepSum> {
        let (mut further, last) = (0, self.steps.len().saturating_sub(1));
        let sum = |(at, step): (usize, &StepTally)| {
            further += step.stopped + step.undecided;
            let dropped = if at == last { 0 } else { step.stopped };
            StepSum { count: further, dropped, undecided: step.undecided, skipped: step.skipped }
        };
        let mut sums: Vec<StepSum> = self.steps.iter().enumerate().rev().map(sum).collect();
        sums.reverse();
        sums
    }

    /// Times from the step done before, by step.
    pub(crate) fn waits(&self, step: usize) -> &[Span] {
        &self.steps[step].waits
    }

    /// Times between the two steps of the histogram.
    pub(crate) fn converted(&self) -> &[Span] {
        &self.converted
    }
}

/// Tallies by the code of a value.
pub(crate) type ByValue = FxHashMap<u32, FunnelTally>;
