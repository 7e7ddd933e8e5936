//! A question over the events of one part.

use yeojido_domain::{Journey, Period, Zone};

use crate::attribution::{Attribution, AttributionPartial};
use crate::course::{Conformance, StageTimes};
use crate::events::{Events, Part, PersonEvents};
use crate::follows::{Eventually, Rework, StepMatrix};
use crate::funnel::{Compare, Funnel, FunnelPartial, FunnelSpec};
use crate::paths::{Paths, PathsPartial, PathsSpec, Unit};
use crate::pattern::SpecError;
use crate::retention::{Lifecycle, Retention, Stickiness};
use crate::rules::Rules;
use crate::sessions::{SessionRules, Sessions, sessions};
use crate::transitions::Transitions;
use crate::variants::Variants;
use crate::walks::{Caught, Walk, walks};

use super::folded::{Folded, Sums};
use super::{Question, range};

impl Question {
    /// Folds everybody of a part, on this thread.
    ///
    /// # Errors
    /// [`SpecError`] names what is wrong with the question, or the column of [`Question::columns`] that is not loaded.
    pub fn fold(&self, part: &Part<'_>) -> Result<Folded, SpecError> {
        self.check()?;
        let dictionary =
            self.coded_by().and_then(|name| part.events.column(name)).map_or(&[][..], |column| &column.values);
        Folded::new(self.sums(part)?, dictionary)
    }

    fn sums(&self, part: &Part<'_>) -> Result<Sums, SpecError> {
        let events = part.events;
        Ok(match self {
            Self::Transitions {} => {
                Sums::Transitions(each(part, Transitions::default(), |sum, one| sum.add(one.event, one.time)))
            }
            Self::Variants { .. } => Sums::Variants(each(part, Variants::default(), |sum, one| sum.add(one.event))),
            Self::Sessions { gap } => {
                let rules = SessionRules { gap: *gap, ..SessionRules::default() };
                Sums::Sessions(each(part, Sessions::default(), |sum, one| sum.add(one.time, &rules)))
            }
            Self::Funnel { spec } => {
                let (period, other) = periods(spec)?;
                let sum = funnel(spec, part, &period, false)?;
                let compared = other.map(|other| funnel(spec, part, &other, true)).transpose()?;
                Sums::Funnel(Box::new((sum, compared)))
            }
            Self::Paths { spec, journey } => Sums::Paths(paths(spec, journey.as_deref(), part)?),
            Self::Retention { spec } => {
                let range = range(spec.from.as_deref(), spec.to.as_deref(), spec.zone.as_ref())?;
                let kernel = Retention::compile(spec, events, range)?;
                Sums::Retention(each(part, kernel.empty(), |sum, one| kernel.add(sum, one)))
            }
            Self::Stickiness { spec } => {
                let range = range(spec.from.as_deref(), spec.to.as_deref(), spec.zone.as_ref())?;
                let kernel = Stickiness::compile(spec, events, range)?;
                Sums::Stickiness(each(part, kernel.empty(), |sum, one| kernel.add(sum, one)))
            }
            Self::Lifecycle { spec } => {
                let range = range(spec.from.as_deref(), spec.to.as_deref(), spec.zone.as_ref())?;
                let kernel = Lifecycle::compile(spec, events, range)?;
                Sums::Lifecycle(each(part, kernel.empty(), |sum, one| kernel.add(sum, one)))
            }
            Self::Follows { .. } => Sums::Follows(each(part, Eventually::default(), |sum, one| sum.add(one.event))),
            Self::Rework {} => Sums::Rework(each(part, Rework::default(), |sum, one| sum.add(one.event))),
            Self::Steps { steps } => Sums::Steps(each(part, StepMatrix::new(*steps), |sum, one| sum.add(one.event))),
            Self::Attribution { spec } => {
                let range = range(spec.from.as_deref(), spec.to.as_deref(), spec.zone.as_ref())?;
                let kernel = Attribution::compile(spec, events, range)?;
                let empty = AttributionPartial::default();
                Sums::Attribution(each(part, empty, |sum, one| kernel.add(sum, one)))
            }
            Self::Conformance { journey } => {
                let add = |sum: &mut Conformance, _: &PersonEvents<'_>, walk: &Walk, caught: &[Caught]| {
                    sum.add(walk, caught);
                };
                Sums::Conformance(over_walks(journey, part, Conformance::default(), add)?)
            }
            Self::Times { journey, slowest } => {
                let end = events.end().unwrap_or_default();
                let empty = StageTimes::new(journey.stages.len(), journey.gap, end, *slowest);
                let add = |sum: &mut StageTimes, one: &PersonEvents<'_>, walk: &Walk, caught: &[Caught]| {
                    sum.add(one.person, walk, caught);
                };
                Sums::Times(over_walks(journey, part, empty, add)?)
            }
        })
    }
}

fn each<P>(part: &Part<'_>, mut sum: P, mut add: impl FnMut(&mut P, &PersonEvents<'_>)) -> P {
    part.iter().for_each(|person| add(&mut sum, &person));
    sum
}

/// A funnel as it is asked in one of two periods: the cell whose customers are wanted is of one of them.
pub(super) fn in_one(spec: &FunnelSpec, compared: bool) -> FunnelSpec {
    FunnelSpec { who: spec.who.clone().filter(|cell| cell.compared == compared), ..spec.clone() }
}

fn funnel(spec: &FunnelSpec, part: &Part<'_>, period: &Period, compared: bool) -> Result<FunnelPartial, SpecError> {
    let events = part.events;
    let mut spec = in_one(spec, compared);
    // Where nobody has the value, nobody is in its cell.
    let column = spec.breakdown.as_ref().and_then(|name| events.column(name));
    let absent = |value: &String| column.is_some_and(|column| column.code(value).is_none());
    if spec.who.as_ref().and_then(|cell| cell.value.as_ref()).is_some_and(absent) {
        spec.who = None;
    }
    let kernel = Funnel::compile(&spec, events, period.range())?;
    Ok(each(part, kernel.empty(), |sum, one| kernel.add(sum, one)))
}

/// The period of a funnel, and the one that it is compared with.
pub(super) fn periods(spec: &FunnelSpec) -> Result<(Period, Option<Period>), SpecError> {
    let zone = spec.zone.clone().unwrap_or(Zone::utc());
    let parse = |from: Option<&str>, to: Option<&str>| {
        Period::parse(from, to, zone.clone()).map_err(|bad| SpecError::new("from", bad.to_string()))
    };
    let period = parse(spec.from.as_deref(), spec.to.as_deref())?;
    let other = match &spec.compare {
        None => None,
        Some(Compare::Period(days)) => Some(parse(Some(&days.from), Some(&days.to))?),
        Some(Compare::Word(_)) => Some(before(&period)?),
    };
    Ok((period, other))
}

/// As many days before.
fn before(period: &Period) -> Result<Period, SpecError> {
    let both = || SpecError::new("compare", "`previous` needs `from` and `to`");
    let (from, to) = (period.from.ok_or_else(both)?, period.to.ok_or_else(both)?);
    let days = from.until(to).map_or(0, |span| i64::from(span.get_days())) + 1;
    let earlier = |back: i64| from.checked_sub(jiff::Span::new().days(back)).map_err(|_| both());
    Ok(Period { from: Some(earlier(days)?), to: Some(earlier(1)?), zone: period.zone.clone() })
}

fn paths(spec: &PathsSpec, journey: Option<&Journey>, part: &Part<'_>) -> Result<PathsPartial, SpecError> {
    let events: &Events = part.events;
    let range = range(spec.from.as_deref(), spec.to.as_deref(), spec.zone.as_ref())?;
    let kernel = Paths::compile(spec, events, range)?;
    let walk_rules = journey.map(|journey| Rules::compile(journey, events)).transpose()?;
    let end = events.end().unwrap_or_default();
    let session_rules = SessionRules { gap: spec.gap, ..SessionRules::default() };
    let mut caught = Vec::new();
    Ok(each(part, kernel.empty(), |sum, person| match (spec.by, &walk_rules) {
        (Unit::Walk, Some(rules)) => {
            rules.collect(person, &mut caught);
            for walk in walks(&caught, rules.walk_rules(), end) {
                let at = |caught: &Caught| caught.row as usize - person.first;
                let (first, last) = (walk.caught.start, walk.caught.end - 1);
                kernel.add(sum, person, at(&caught[first])..at(&caught[last]) + 1);
            }
        }
        (Unit::Session, _) => {
            sessions(person.time, &session_rules).for_each(|session| kernel.add(sum, person, session));
        }
        _ => kernel.add(sum, person, 0..person.time.len()),
    }))
}

fn over_walks<P>(
    journey: &Journey,
    part: &Part<'_>,
    empty: P,
    add: impl Fn(&mut P, &PersonEvents<'_>, &Walk, &[Caught]),
) -> Result<P, SpecError> {
    let rules = Rules::compile(journey, part.events)?;
    let end = part.events.end().unwrap_or_default();
    let mut caught = Vec::new();
    Ok(each(part, empty, |sum, person| {
        rules.collect(person, &mut caught);
        walks(&caught, rules.walk_rules(), end).iter().for_each(|walk| add(sum, person, walk, &caught));
    }))
}
