//! What all walks together did in each stage: sums that add, so that persons can be tallied apart and merged.

use std::collections::hash_map::Entry;
use std::ops::Range;

use rustc_hash::FxHashMap;
use yeojido_domain::{ActionShare, ChannelShare, EnteredFrom, Micros, StageTime};
use yeojido_stats::Lifetimes;

use crate::events::{Coded, Events};
use crate::walks::{Caught, Origin, Time, Visit, VisitOutcome, Walk, WalkOutcome};

/// Confidence of the median's interval.
const LEVEL: f64 = 0.95;

/// How often an event happened in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EventCount {
    /// Events.
    pub count: u64,
    /// Walks with at least one.
    pub walks: u64,
}

/// One stage. Always `entered = went_on + dropped + undecided`, `entered_from` adds up to `entered`, and
/// `times.observed() + times.censored() + faults = entered` wherever there is a time to measure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StageTally {
    /// Walks that have an event here.
    pub entered: u64,
    /// Of them, those that went on; in the last stage, those that reached the goal.
    pub went_on: u64,
    /// Of them, those whose first entry into the next stage came directly from here; 0 in the last stage.
    pub went_straight_on: u64,
    /// Of them, those that did not go on and have ended.
    pub dropped: u64,
    /// Of them, those that did not go on and may still.
    pub undecided: u64,
    /// Times that a walk came back.
    pub reentries: u64,
    /// Where those that entered came from.
    pub entered_from: EnteredFrom,
    /// Times in the stage, in seconds.
    pub times: Lifetimes,
    /// Times left out as clock faults.
    pub faults: u64,
    /// Events caught here.
    pub events: u64,
    /// By code of [`Events::event`].
    pub by_event: FxHashMap<u32, EventCount>,
    /// Events by code of [`Events::channel`], [`crate::NONE`] where none was told.
    pub by_channel: FxHashMap<u32, u64>,
}

impl StageTally {
    fn add_visit(&mut self, visit: &Visit) {
        self.entered += 1;
        self.reentries += u64::from(visit.reentries);
        match visit.outcome {
            VisitOutcome::WentOn => self.went_on += 1,
            VisitOutcome::Dropped => self.dropped += 1,
            VisitOutcome::Undecided => self.undecided += 1,
        }
        match visit.from {
            Origin::Began => self.entered_from.began += 1,
            Origin::Straight => self.entered_from.straight += 1,
            Origin::Past => self.entered_from.past += 1,
            Origin::Later => self.entered_from.later += 1,
        }
        match visit.time {
            Time::Known(span) => self.times.push(span.seconds(), true),
            Time::AtLeast(span) => self.times.push(span.seconds(), false),
            Time::Fault => self.faults += 1,
            Time::Unmeasured => {}
        }
    }

    fn merge(&mut self, other: &Self) {
        self.entered += other.entered;
        self.went_on += other.went_on;
        self.went_straight_on += other.went_straight_on;
        self.dropped += other.dropped;
        self.undecided += other.undecided;
        self.reentries += other.reentries;
        self.entered_from.began += other.entered_from.began;
        self.entered_from.straight += other.entered_from.straight;
        self.entered_from.past += other.entered_from.past;
        self.entered_from.later += other.entered_from.later;
        self.times.merge(&other.times);
        self.faults += other.faults;
        self.events += other.events;
        for (&code, more) in &other.by_event {
            let sum = self.by_event.entry(code).or_default();
            sum.count += more.count;
            sum.walks += more.walks;
        }
        for (&code, more) in &other.by_channel {
            *self.by_channel.entry(code).or_default() += more;
        }
    }

    /// Time in the stage as the map shows it.
    #[must_use]
    pub fn time(&self) -> StageTime {
        let curve = self.times.curve().ok();
        let median = curve.as_ref().and_then(|curve| curve.median());
        let interval = curve.as_ref().filter(|_| median.is_some()).map(|curve| curve.median_interval(LEVEL));
        StageTime {
            median,
            low: interval.and_then(|(low, _)| low),
            high: interval.and_then(|(_, high)| high),
            p90: curve.as_ref().and_then(|curve| curve.quantile(0.9)),
            n: self.times.observed(),
            censored: self.times.censored(),
            faults: self.faults,
        }
    }

    /// Its events as the map shows them, the most frequent first, then by name. `share` is of the walks that entered.
    #[must_use]
    pub fn actions(&self, names: &Coded) -> Vec<ActionShare> {
        let mut actions: Vec<ActionShare> = self
            .by_event
            .iter()
            .filter_map(|(&code, sum)| {
                let event = names.value(code)?.to_owned();
                Some(ActionShare { event, count: sum.count, walks: sum.walks, share: share(sum.walks, self.entered) })
            })
            .collect();
        actions.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.event.cmp(&b.event)));
        actions
    }

    /// Its channels as the map shows them, the most frequent first, then by name. `share` is of the stage's events.
    #[must_use]
    pub fn channels(&self, names: &Coded) -> Vec<ChannelShare> {
        let mut channels: Vec<ChannelShare> = self
            .by_channel
            .iter()
            .map(|(&code, &count)| ChannelShare {
                channel: names.value(code).map(str::to_owned),
                count,
                share: share(count, self.events),
            })
            .collect();
        channels.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.channel.cmp(&b.channel)));
        channels
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// A journey: all stages, and the walks themselves.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct JourneyTally {
    /// Walks.
    pub walks: u64,
    /// Persons who made them.
    pub customers: u64,
    /// Walks that reached the goal.
    pub goals: u64,
    /// Walks that ended without.
    pub dropped: u64,
    /// Walks that have not reached it and may still.
    pub undecided: u64,
    /// In the order of the journey.
    pub stages: Vec<StageTally>,
}

impl JourneyTally {
    /// A tally of nothing, for a journey of so many stages.
    #[must_use]
    pub fn new(stages: usize) -> Self {
        Self { stages: vec![StageTally::default(); stages], ..Self::default() }
    }

    /// Adds walks of **one** person: those of [`crate::walks()`] over `caught` that belong to the question asked. Call
    /// it once a person, or that person counts as several customers.
    pub fn add<'w>(&mut self, events: &Events, caught: &[Caught], walks: impl IntoIterator<Item = &'w Walk>) {
        self.add_within(events, caught, walks, &(Micros(i64::MIN)..Micros(i64::MAX)));
    }

    /// The same for a period: counts the visits that began in it, with their events, and follows what became of them
    /// to the end of the data, so that a late entrant is undecided rather than lost. A walk of which no visit began in
    /// the period is not counted.
    pub fn add_within<'w>(
        &mut self,
        events: &Events,
        caught: &[Caught],
        walks: impl IntoIterator<Item = &'w Walk>,
        period: &Range<Micros>,
    ) {
        let before = self.walks;
        let mut distinct: FxHashMap<(u8, u32), u64> = FxHashMap::default();
        for walk in walks {
            let begun = |visit: &&Visit| visit.began_within(caught, period);
            let mut here = [false; 64];
            for visit in walk.visits.iter().filter(begun) {
                here[usize::from(visit.stage)] = true;
            }
            if !here.contains(&true) {
                continue;
            }
            self.walks += 1;
            match walk.outcome {
                WalkOutcome::Goal => self.goals += 1,
                WalkOutcome::Dropped => self.dropped += 1,
                WalkOutcome::Undecided => self.undecided += 1,
            }
            for visit in &walk.visits {
                let stage = usize::from(visit.stage);
                if here[stage] {
                    self.stages[stage].add_visit(visit);
                }
                if visit.from == Origin::Straight && here[stage - 1] {
                    self.stages[stage - 1].went_straight_on += 1;
                }
            }
            for event in caught[walk.caught.clone()].iter().filter(|event| here[usize::from(event.stage)]) {
                self.add_event(events, event, &mut distinct);
            }
        }
        self.customers += u64::from(self.walks > before);
    }

    /// `distinct` remembers for a stage and an event the walk that had it last.
    fn add_event(&mut self, events: &Events, event: &Caught, distinct: &mut FxHashMap<(u8, u32), u64>) {
        let row = event.row as usize;
        let (code, channel) = (events.event.codes[row], events.channel.codes[row]);
        let stage = &mut self.stages[usize::from(event.stage)];
        stage.events += 1;
        *stage.by_channel.entry(channel).or_default() += 1;
        let sum = stage.by_event.entry(code).or_default();
        sum.count += 1;
        match distinct.entry((event.stage, code)) {
            Entry::Occupied(mut last) => {
                sum.walks += u64::from(*last.get() != self.walks);
                last.insert(self.walks);
            }
            Entry::Vacant(none) => {
                sum.walks += 1;
                none.insert(self.walks);
            }
        }
    }

    /// Adds the walks of other persons.
    ///
    /// # Panics
    /// When the other tally is of a journey with another number of stages.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.stages.len(), other.stages.len(), "tallies of different journeys do not add");
        self.walks += other.walks;
        self.customers += other.customers;
        self.goals += other.goals;
        self.dropped += other.dropped;
        self.undecided += other.undecided;
        for (sum, more) in self.stages.iter_mut().zip(&other.stages) {
            sum.merge(more);
        }
    }
}
