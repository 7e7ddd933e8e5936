//! Who follows the intended journey, and where the others leave it.
//!
//! The intended journey is its stages in their order. A walk follows it when it begins in the first stage and every
//! change of stage is to the next one; how far it comes does not matter for that. The others leave it once, at the first
//! change that is not: they began further on, skipped stages, or went back.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use yeojido_domain::Share;
use yeojido_stats::wilson;

use super::stage;
use crate::pattern::SpecError;
use crate::walks::{Caught, Walk, WalkOutcome};
use crate::who::Number;

/// Walks by whether they follow: a partial that adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conformance {
    walks: u64,
    arrived: u64,
    dropped: u64,
    undecided: u64,
    left: FxHashMap<(Option<u8>, u8), u64>,
}

impl Conformance {
    /// Where a walk leaves the journey: the last stage as intended, `None` for one that began further on, and the stage that it
    /// went to; `None` for a walk that follows.
    #[must_use]
    pub fn place(walk: &Walk, caught: &[Caught]) -> Option<(Option<u8>, u8)> {
        let mut before: Option<u8> = None;
        for event in &caught[walk.caught.clone()] {
            let meant = before.map_or(0, |before| before + 1);
            if Some(event.stage) != before && event.stage != meant {
                return Some((before, event.stage));
            }
            before = Some(event.stage);
        }
        None
    }

    /// Adds one walk among a person's caught events.
    pub fn add(&mut self, walk: &Walk, caught: &[Caught]) {
        self.walks += 1;
        if let Some(place) = Self::place(walk, caught) {
            *self.left.entry(place).or_default() += 1;
            return;
        }
        match walk.outcome {
            WalkOutcome::Goal => self.arrived += 1,
            WalkOutcome::Dropped => self.dropped += 1,
            WalkOutcome::Undecided => self.undecided += 1,
        }
    }

    /// Adds the walks of other persons.
    pub fn merge(&mut self, other: Self) {
        self.walks += other.walks;
        self.arrived += other.arrived;
        self.dropped += other.dropped;
        self.undecided += other.undecided;
        for (change, more) in other.left {
            *self.left.entry(change).or_default() += more;
        }
    }

    /// The figures; `stages` are the ids of the journey's stages.
    #[must_use]
    pub fn report(&self, stages: &[String]) -> ConformanceReport {
        let share = |count: u64| {
            let interval = wilson(count, self.walks, 0.95).ok();
            interval.map(|share| Share { value: share.value, low: share.low, high: share.high })
        };
        let id = |stage: u8| stages.get(usize::from(stage)).cloned().unwrap_or_default();
        let mut left: Vec<(&(Option<u8>, u8), &u64)> = self.left.iter().collect();
        left.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        let leave = |(&(from, to), &count): (&(Option<u8>, u8), &u64)| LeaveReport {
            from: from.map(id),
            to: id(to),
            kind: match from {
                None => LeaveKind::BeganLater,
                Some(from) if from > to => LeaveKind::WentBack,
                Some(_) => LeaveKind::Skipped,
            },
            count,
            share: share(count),
        };
        let followed = self.arrived + self.dropped + self.undecided;
        ConformanceReport {
            walks: self.walks,
            followed,
            share: share(followed),
            arrived: self.arrived,
            dropped: self.dropped,
            undecided: self.undecided,
            left: left.into_iter().map(leave).collect(),
        }
    }
}

/// Which walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConformancePart {
    /// Those that follow the journey as far as they go.
    Followed,
    /// Of them, those that reached the goal.
    Arrived,
    /// Those that ended before it.
    Dropped,
    /// Those that may still reach it.
    Undecided,
}

/// A cell of the answer: followers by how they ended (`is`), or those who left at one place (`from`, `to`); all walks
/// without either.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConformanceCell {
    /// Which followers.
    pub is: Option<ConformancePart>,
    /// The last stage as intended; none for those that began further on.
    pub from: Option<String>,
    /// The stage that they went to.
    pub to: Option<String>,
}

impl ConformanceCell {
    /// How its number is read; `stages` are the ids of the journey's stages.
    ///
    /// # Errors
    /// [`SpecError`] names a stage that is not there.
    pub fn number(&self, stages: &[String]) -> Result<Number<Conformance>, SpecError> {
        match (self.is, &self.from, &self.to) {
            (None, None, None) => Ok(Box::new(|sum| sum.walks)),
            (Some(is), None, None) => Ok(Box::new(move |sum| match is {
                ConformancePart::Followed => sum.arrived + sum.dropped + sum.undecided,
                ConformancePart::Arrived => sum.arrived,
                ConformancePart::Dropped => sum.dropped,
                ConformancePart::Undecided => sum.undecided,
            })),
            (None, from, Some(to)) => {
                let from = from.as_ref().map(|from| stage(stages, "from", from)).transpose()?;
                let place = (from, stage(stages, "to", to)?);
                Ok(Box::new(move |sum| sum.left.get(&place).copied().unwrap_or(0)))
            }
            _ => Err(SpecError::new("is", "a cell is of followers (is), or of those who left (from, to)")),
        }
    }
}

/// What `analyze conformance` prints. Always `walks = followed + all of left`, `followed = arrived + dropped + undecided`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConformanceReport {
    /// Walks.
    pub walks: u64,
    /// Those that follow the intended journey as far as they go.
    pub followed: u64,
    /// Their share, with its 95 % interval; `null` without walks.
    pub share: Option<Share>,
    /// Of the followers, those that reached the goal.
    pub arrived: u64,
    /// Those that ended before it.
    pub dropped: u64,
    /// Those that may still reach it.
    pub undecided: u64,
    /// Where the others leave it, the most frequent first.
    pub left: Vec<LeaveReport>,
}

/// How a walk leaves the intended journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaveKind {
    /// Its first stage is not the journey's.
    BeganLater,
    /// It passed over one stage or more.
    Skipped,
    /// It went to an earlier stage.
    WentBack,
}

/// One place where walks leave it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeaveReport {
    /// The last stage as intended; `null` for those that began further on.
    pub from: Option<String>,
    /// The stage that they went to.
    pub to: String,
    /// How.
    pub kind: LeaveKind,
    /// Walks.
    pub count: u64,
    /// Their share of all walks, with its 95 % interval.
    pub share: Option<Share>,
}
