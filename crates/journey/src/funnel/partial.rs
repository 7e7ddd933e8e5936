//! The fold: one person after another into sums, groups, days and names.

use std::ops::Range;
use std::sync::Arc;

use yeojido_domain::{Micros, PersonId, Zone};

use crate::calendar::{Calendar, Grain};
use crate::events::{Coded, Events, NONE, PersonEvents};
use crate::pattern::SpecError;
use crate::rules::RuleError;

use super::attempt::Attempt;
use super::follow::{Followed, follow};
use super::plan::{Hit, Plan};
use super::spec::{Cell, FunnelSpec, HistogramSteps, MOST, Touch};
use super::tally::{ByValue, FunnelTally, lies_in};

/// A funnel compiled against events: what every person is asked.
#[derive(Debug)]
pub struct Funnel<'e> {
    plan: Plan<'e>,
    histogram: Option<HistogramSteps>,
    breakdown: Option<(&'e Coded, Touch, usize)>,
    trend: Option<Calendar>,
    who: Option<(Cell, Wanted)>,
}

/// Of whom the customers of a cell are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    /// Everybody.
    Anybody,
    /// Those with a value of the breakdown; [`NONE`] for those without.
    Value(u32),
    /// Those whose attempt began in a stretch of the trend.
    Stretch(usize),
}

/// Sums over persons: a partial that adds.
#[derive(Debug, Clone, Default)]
pub struct FunnelPartial {
    pub(crate) customers: u64,
    pub(crate) excluded: u64,
    pub(crate) all: FunnelTally,
    pub(crate) by_value: ByValue,
    pub(crate) by_day: Vec<FunnelTally>,
    pub(crate) who: Vec<PersonId>,
    pub(crate) who_count: u64,
    hits: Vec<Hit>,
    subset: Vec<Hit>,
}

impl FunnelPartial {
    /// Adds the sums over other persons, who come after these in order.
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
        self.who.extend(other.who);
        self.who_count += other.who_count;
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
        let who = match &spec.who {
            Some(cell) => Some((cell.clone(), wanted(cell, breakdown.map(|(column, ..)| column), trend.as_ref())?)),
            None => None,
        };
        Ok(Self { plan, histogram: spec.histogram_steps(), breakdown, trend, who })
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

    /// The value of the attempt, and whether its person is wanted by name.
    fn add_value(&self, sum: &mut FunnelPartial, person: &PersonEvents<'_>, attempt: &Attempt) {
        if let Some((column, touch, step)) = self.breakdown
            && touch != Touch::All
        {
            let value = touched(column, touch, step, person.first, attempt);
            sum.by_value.entry(value).or_insert_with(|| self.tally()).add(attempt, person.time);
            self.add_who(sum, person, attempt, &Wanted::Value(value));
        }
        self.add_who(sum, person, attempt, &Wanted::Anybody);
    }

    fn add_who(&self, sum: &mut FunnelPartial, person: &PersonEvents<'_>, attempt: &Attempt, of: &Wanted) {
        let Some((cell, wanted)) = &self.who else { return };
        if wanted == of && lies_in(attempt, cell.step, cell.is, self.plan.steps - 1) {
            sum.who_count += 1;
            if sum.who.len() < cell.limit {
                sum.who.push(person.person);
            }
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
                self.add_who(sum, person, &attempt, &Wanted::Value(code));
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
                self.add_who(sum, person, &attempt, &Wanted::Stretch(day));
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

    pub(crate) fn who(&self) -> Option<&Cell> {
        self.who.as_ref().map(|(cell, _)| cell)
    }

    /// Names of the breakdown's values.
    pub(crate) fn values(&self) -> Option<&'e [Arc<str>]> {
        self.breakdown.map(|(column, ..)| column.values.as_slice())
    }
}

/// Of whom a cell is; a value or day that is not there is refused.
fn wanted(cell: &Cell, values: Option<&Coded>, trend: Option<&Calendar>) -> Result<Wanted, SpecError> {
    match (&cell.value, &cell.day) {
        (Some(_), Some(_)) => Err(SpecError::new("who", "is of a value or of a day, not of both")),
        (Some(value), None) => {
            let column = values.ok_or_else(|| SpecError::new("who.value", "there is no breakdown"))?;
            let missing = || SpecError::new("who.value", format!("no event has the value `{value}` of the breakdown"));
            column.code(value).map(Wanted::Value).ok_or_else(missing)
        }
        (None, Some(day)) => {
            let calendar = trend.ok_or_else(|| SpecError::new("who.day", "there is no trend"))?;
            let missing = || SpecError::new("who.day", format!("no stretch of the trend begins on `{day}`"));
            (0..calendar.len())
                .find(|&at| calendar.day(at).to_string() == *day)
                .map(Wanted::Stretch)
                .ok_or_else(missing)
        }
        (None, None) => Ok(Wanted::Anybody),
    }
}

/// The stretches of the data that lie in the period; none without data.
fn stretches(events: &Events, period: &Range<Micros>, zone: &Zone, grain: Grain) -> Option<Calendar> {
    let (first, last) = (events.time.iter().min().copied()?, events.end()?);
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
