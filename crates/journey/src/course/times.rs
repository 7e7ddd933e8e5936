//! How long from one stage to another, when for some it has not happened yet, and which walks took longest.
//!
//! From a walk's first event in the earlier stage to its first event in the later one. A walk that has not come so far is
//! known to have taken at least until the end of the data, or until `gap` after its last caught event if that is earlier;
//! one that reached the goal without that stage has skipped it, and one that was there before the earlier stage went the
//! other way: both are counted and left out. The median is that of Kaplan and Meier ([`yeojido_stats::KaplanMeier`]).

use serde::{Deserialize, Serialize};
use yeojido_domain::{Micros, PersonId, Span};
use yeojido_stats::Lifetimes;

use super::stage;
use crate::pattern::SpecError;
use crate::walks::{Caught, Walk, WalkOutcome};
use crate::who::Number;

#[derive(Debug, Clone, Default)]
struct Pair {
    times: Lifetimes,
    skipped: u64,
    faults: u64,
}

/// How long one walk took from a stage to a later one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Took {
    /// So many seconds.
    Known(f64),
    /// It has not come so far, and has taken at least so many.
    AtLeast(f64),
    /// It reached the goal without the later stage.
    Skipped,
    /// It was there before, or at the very same instant.
    Before,
}

/// How long a walk took from one stage to a later one, known up to the end of the data or `gap` after its last event; `None` when it
/// was never in the first.
#[must_use]
pub fn took(walk: &Walk, caught: &[Caught], (from, to): (u8, u8), gap: Span, data_end: Micros) -> Option<Took> {
    let visit = walk.visit(from)?;
    let began = caught[visit.first as usize].time;
    let last = caught[walk.caught.end - 1].time;
    let known_until = data_end.min(last.plus(gap)).max(last);
    Some(match walk.visit(to) {
        Some(to) if to.first < visit.first || caught[to.first as usize].time <= began => Took::Before,
        Some(to) => Took::Known(caught[to.first as usize].time.since(began).seconds()),
        None if walk.outcome == WalkOutcome::Goal => Took::Skipped,
        None => Took::AtLeast(known_until.since(began).seconds()),
    })
}

/// Times by pair of stages: a partial that adds.
#[derive(Debug, Clone)]
pub struct StageTimes {
    stages: usize,
    gap: Span,
    data_end: Micros,
    pairs: Vec<Pair>,
    slowest: Vec<(Span, PersonId, Micros)>,
    keep: usize,
}

impl StageTimes {
    /// No walks, of which so many of the slowest will be kept.
    #[must_use]
    pub fn new(stages: usize, gap: Span, data_end: Micros, keep: usize) -> Self {
        Self { stages, gap, data_end, pairs: vec![Pair::default(); stages * stages], slowest: Vec::new(), keep }
    }

    /// Adds one walk among a person's caught events.
    pub fn add(&mut self, person: PersonId, walk: &Walk, caught: &[Caught]) {
        let (first, last) = (&caught[walk.caught.start], &caught[walk.caught.end - 1]);
        for visit in &walk.visits {
            for later in visit.stage + 1..u8::try_from(self.stages).unwrap_or(u8::MAX) {
                let pair = &mut self.pairs[usize::from(visit.stage) * self.stages + usize::from(later)];
                match took(walk, caught, (visit.stage, later), self.gap, self.data_end) {
                    Some(Took::Known(seconds)) => pair.times.push(seconds, true),
                    Some(Took::AtLeast(seconds)) => pair.times.push(seconds, false),
                    Some(Took::Skipped) => pair.skipped += 1,
                    Some(Took::Before) => pair.faults += 1,
                    None => {}
                }
            }
        }
        if walk.outcome == WalkOutcome::Goal {
            self.slowest.push((last.time.since(first.time), person, first.time));
            if self.slowest.len() > self.keep * 2 + 64 {
                self.trim();
            }
        }
    }

    /// Keeps the slowest alone.
    fn trim(&mut self) {
        self.slowest.sort_by_key(|&(took, person, began)| (std::cmp::Reverse(took), person, began));
        self.slowest.truncate(self.keep);
    }

    /// Adds the walks of other persons.
    pub fn merge(&mut self, other: Self) {
        for (sum, more) in self.pairs.iter_mut().zip(other.pairs) {
            sum.times.merge(&more.times);
            sum.skipped += more.skipped;
            sum.faults += more.faults;
        }
        self.slowest.extend(other.slowest);
        self.trim();
    }

    /// The figures; `stages` are the ids of the journey's stages.
    #[must_use]
    pub fn report(mut self, stages: &[String]) -> StageTimesReport {
        self.trim();
        let pairs = (0..self.stages).flat_map(|from| (from + 1..self.stages).map(move |to| (from, to)));
        let pair = |(from, to): (usize, usize)| {
            let pair = &self.pairs[from * self.stages + to];
            let curve = pair.times.curve().ok();
            let median = curve.as_ref().and_then(yeojido_stats::KaplanMeier::median);
            let interval = curve.as_ref().filter(|_| median.is_some()).map(|curve| curve.median_interval(0.95));
            PairTimeReport {
                from: stages.get(from).cloned().unwrap_or_default(),
                to: stages.get(to).cloned().unwrap_or_default(),
                n: pair.times.observed(),
                censored: pair.times.censored(),
                skipped: pair.skipped,
                faults: pair.faults,
                median_s: median,
                low_s: interval.and_then(|(low, _)| low),
                high_s: interval.and_then(|(_, high)| high),
                p90_s: curve.as_ref().and_then(|curve| curve.quantile(0.9)),
            }
        };
        let slow = |&(took, customer, began): &(Span, PersonId, Micros)| {
            let (took_s, began_at) = (took.seconds(), began);
            SlowReport { customer, began_at, took_s }
        };
        StageTimesReport { pairs: pairs.map(pair).collect(), slowest: self.slowest.iter().map(slow).collect() }
    }
}

/// Which walks of a pair of stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimesPart {
    /// Those whose time is known.
    N,
    /// Those that have not come so far.
    Censored,
    /// Those that reached the goal without it.
    Skipped,
    /// Those that were there before, or at the very same instant.
    Faults,
}

/// A cell of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimesCell {
    /// The earlier stage.
    pub from: String,
    /// The later one.
    pub to: String,
    /// Which walks.
    pub is: TimesPart,
}

impl TimesCell {
    /// How its number is read; `stages` are the ids of the journey's stages.
    ///
    /// # Errors
    /// [`SpecError`] names a stage that is not there.
    pub fn number(&self, stages: &[String]) -> Result<Number<StageTimes>, SpecError> {
        let (from, to, is) = (stage(stages, "from", &self.from)?, stage(stages, "to", &self.to)?, self.is);
        if to <= from {
            return Err(SpecError::new("to", "must come after `from`"));
        }
        let at = usize::from(from) * stages.len() + usize::from(to);
        Ok(Box::new(move |sum| {
            sum.pairs.get(at).map_or(0, |pair| match is {
                TimesPart::N => pair.times.observed(),
                TimesPart::Censored => pair.times.censored(),
                TimesPart::Skipped => pair.skipped,
                TimesPart::Faults => pair.faults,
            })
        }))
    }
}

/// What `analyze times` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StageTimesReport {
    /// Every stage with every later one.
    pub pairs: Vec<PairTimeReport>,
    /// Of the walks that reached the goal, those that took longest.
    pub slowest: Vec<SlowReport>,
}

/// From one stage to a later one. `n + censored + skipped + faults` are the walks that entered the first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairTimeReport {
    /// The earlier stage.
    pub from: String,
    /// The later one.
    pub to: String,
    /// Walks whose time is known.
    pub n: u64,
    /// Walks that have not come so far.
    pub censored: u64,
    /// Walks that reached the goal without it.
    pub skipped: u64,
    /// Walks that were there before, or at the very same instant.
    pub faults: u64,
    /// Kaplan–Meier median, in seconds; `null` when fewer than half are known to have come so far.
    pub median_s: Option<f64>,
    /// Lower end of its 95 % interval.
    pub low_s: Option<f64>,
    /// Upper end.
    pub high_s: Option<f64>,
    /// By when nine in ten have come so far.
    pub p90_s: Option<f64>,
}

/// One walk.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SlowReport {
    /// Whose.
    pub customer: PersonId,
    /// Its first event.
    pub began_at: Micros,
    /// From there to the goal, in seconds.
    pub took_s: f64,
}
