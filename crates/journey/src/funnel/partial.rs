//! The fold: one person after another into sums, groups and days.

use std::ops::Range;

use yeojido_domain::{Micros, Zone};

use crate::calendar::{Calendar, Grain};
use crate::events::{Coded, Events, NONE, PersonEvents};
use crate::pattern::SpecError;
use crate::rules::RuleError;

use super::attempt::Attempt;
use super::follow::{Followed, follow};
use super::plan::{Hit, Plan};
use super::spec::{FunnelSpec, HistogramSteps, MOST, Touch};
use super::tally::{ByValue, FunnelTally};

/// A funnel compiled against events: what every person is asked.
#[derive(Debug)]
pub struct Funnel<'e> {
    plan: Plan<'e>,
    histogram: Option<HistogramSteps>,
    breakdown: Option<(&'e Coded, Touch, usize)>,
    trend: Option<Calendar>,
}

/// Sums over persons: a partial that adds.
#[derive(Debug, Clone, Default)]
pub struct FunnelPartial {
    pub(crate) customers: u64,
    pub(crate) excluded: u64,
    pub(crate) all: FunnelTally,
    pub(crate) by_value: ByValue,
    pub(crate) by_day: Vec<FunnelTally>,
    hits: Vec<Hit>,
    subset: Vec<Hit>,
}

impl FunnelPartial {
    /// Adds the sums over other persons.
    pub fn merge(&mut self, other: Self) {
        self.customers += other.customers;
        self.excluded += other.excluded;
        self.all.merge(other.all);
        for (code, more) in other.by_value {
            match self.by_value.get_mut(&code) {
                Some(sum) => sum.merge(more),
                None => {
                    self.by_value.insert(code, more);
                }
            }
        }
        for (sum, more) in self.by_day.iter_mut().zip(other.by_day) {
            sum.merge(more);
        }
    }
}

impl<'e> Funnel<'e> {
    /// Compiles a funnel whose attempts begin in a period; its trend goes by the days of a zone.
    ///
    /// # Errors
    /// [`SpecError`] names what is wrong, or the column of [`FunnelSpec::columns`] that is not loaded.
    pub fn compile(
        spec: &FunnelSpec,
        events: &'e Events,
        period: Range<Micros>,
        zone: &Zone,
    ) -> Result<Self, SpecError> {
        let breakdown = match &spec.breakdown {
            Some(name) => {
                let column = events.column(name).ok_or_else(|| RuleError::ColumnMissing(name.clone()))?;
                Some((column, spec.attribution, spec.attribution_step))
            }
            None => None,
        };
        let plan = Plan::compile(spec, events, period)?;
        let trend = spec.trend.and_then(|grain| stretches(events, &plan.period, zone, grain));
        Ok(Self { plan, histogram: spec.histogram_steps(), breakdown, trend })
    }

    /// Sums over nobody.
    #[must_use]
    pub fn empty(&self) -> FunnelPartial {
        let days = self.trend.as_ref().map_or(0, Calendar::len);
        FunnelPartial { all: self.tally(), by_day: vec![self.tally(); days], ..FunnelPartial::default() }
    }

    fn tally(&self) -> FunnelTally {
        FunnelTally::new(self.plan.steps, self.histogram)
    }

    /// Follows one person.
    #[must_use]
    pub fn follow(&self, person: &PersonEvents<'_>) -> Followed {
        let mut scratch = Vec::new();
        follow(&self.plan, self.plan.collect(person, &mut scratch), person.time, &self.plan.period)
    }

    /// Adds one person.
    pub fn add(&self, sum: &mut FunnelPartial, person: &PersonEvents<'_>) {
        if person.time.is_empty() {
            return;
        }
        sum.customers += 1;
        let mut scratch = std::mem::take(&mut sum.hits);
        let hits = self.plan.collect(person, &mut scratch);
        let found = follow(&self.plan, hits, person.time, &self.plan.period);
        match found {
            Followed::Absent => {}
            Followed::Spoilt => sum.excluded += 1,
            Followed::Best(attempt) => {
                sum.all.add(&attempt, person.time);
                self.add_value(sum, person, &attempt);
                self.add_days(sum, person, hits);
            }
        }
        if let Some((column, Touch::All, _)) = self.breakdown {
            self.add_every_value(sum, person, hits, column);
        }
        sum.hits = scratch;
    }

    /// The attempt under its value.
    fn add_value(&self, sum: &mut FunnelPartial, person: &PersonEvents<'_>, attempt: &Attempt) {
        if let Some((column, touch, step)) = self.breakdown
            && touch != Touch::All
        {
            let value = touched(column, touch, step, person.first, attempt);
            sum.by_value.entry(value).or_insert_with(|| self.tally()).add(attempt, person.time);
        }
    }

    /// The funnel over the events of each value alone; exclusions keep theirs.
    fn add_every_value(&self, sum: &mut FunnelPartial, person: &PersonEvents<'_>, hits: &[Hit], column: &Coded) {
        let steps = (1_u64 << self.plan.steps.min(MOST)) - 1;
        let value = |hit: &Hit| column.codes[person.first + hit.at as usize];
        let mut values: Vec<u32> = hits.iter().filter(|hit| hit.mask & steps != 0).map(value).collect();
        values.sort_unstable();
        values.dedup();
        let mut subset = std::mem::take(&mut sum.subset);
        for code in values {
            let own = |hit: &Hit| Hit { mask: if value(hit) == code { hit.mask } else { hit.mask & !steps }, ..*hit };
            subset.clear();
            subset.extend(hits.iter().map(own).filter(|hit| hit.mask != 0));
            if let Followed::Best(attempt) = follow(&self.plan, &subset, person.time, &self.plan.period) {
                sum.by_value.entry(code).or_insert_with(|| self.tally()).add(&attempt, person.time);
            }
        }
        sum.subset = subset;
    }

    /// A funnel for every day in which attempts begin.
    fn add_days(&self, sum: &mut FunnelPartial, person: &PersonEvents<'_>, hits: &[Hit]) {
        let Some(calendar) = &self.trend else { return };
        let begin = hits.iter().filter(|hit| hit.mask & self.plan.beginning() != 0);
        let mut days: Vec<usize> = begin.filter_map(|hit| calendar.at(person.time[hit.at as usize])).collect();
        days.dedup();
        for day in days {
            let range = calendar.range(day);
            let range = range.start.max(self.plan.period.start)..range.end.min(self.plan.period.end);
            if let Followed::Best(attempt) = follow(&self.plan, hits, person.time, &range) {
                sum.by_day[day].add(&attempt, person.time);
            }
        }
    }

    pub(crate) const fn plan(&self) -> &Plan<'e> {
        &self.plan
    }

    pub(crate) const fn histogram(&self) -> Option<HistogramSteps> {
        self.histogram
    }

    pub(crate) const fn trend(&self) -> Option<&Calendar> {
        self.trend.as_ref()
    }

    /// The column of the breakdown.
    pub(crate) fn values(&self) -> Option<&'e Coded> {
        self.breakdown.map(|(column, ..)| column)
    }

    /// The values of a breakdown, the most frequent first, then by name.
    pub(crate) fn by_customers(&self, by_value: &ByValue) -> Vec<u32> {
        let name = |code: u32| self.values().and_then(|column| column.value(code));
        let mut codes: Vec<(u64, u32)> = by_value
            .iter()
            .filter(|(code, _)| **code != NONE)
            .map(|(code, tally)| (tally.customers(), *code))
            .collect();
        codes.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| name(a.1).cmp(&name(b.1))));
        codes.into_iter().map(|(_, code)| code).collect()
    }
}

/// The stretches of the data that lie in the period; none without data.
fn stretches(events: &Events, period: &Range<Micros>, zone: &Zone, grain: Grain) -> Option<Calendar> {
    let (first, last) = (events.begin()?, events.end()?);
    let last = last.min(Micros(period.end.0.saturating_sub(1)));
    Some(Calendar::new(first.max(period.start), last, zone, grain))
}

/// The code of the attempt's value; [`NONE`] when none of the events asked has one.
fn touched(column: &Coded, touch: Touch, step: usize, first: usize, attempt: &Attempt) -> u32 {
    let value = |at: u32| if at == NONE { NONE } else { column.codes[first + at as usize] };
    let mut values = attempt.events[..=attempt.level].iter().map(|&at| value(at));
    let found = match touch {
        Touch::First | Touch::All => values.find(|&code| code != NONE),
        Touch::Last => values.rfind(|&code| code != NONE),
        Touch::Step => attempt.events.get(step).map(|&at| value(at)),
    };
    found.unwrap_or(NONE)
}
