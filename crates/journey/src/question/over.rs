//! A question over the events of one part.

use std::ops::Range;

use yeojido_domain::{Journey, Micros, Period, PersonId};

use crate::attribution::{Attribution, AttributionPartial};
use crate::course::{Conformance, StageTimes};
use crate::events::{Events, Part, PersonEvents};
use crate::filter::EventFilter;
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
use crate::who::alone;

use super::folded::{Folded, Funnels, Sums};
use super::{Asked, Question};

/// The persons of a part, the period, and the filter compiled against the part.
struct Crowd<'p> {
    part: &'p Part<'p>,
    period: Range<Micros>,
    filter: EventFilter<'p>,
}

impl Question {
    /// Folds everybody of a part, on this thread.
    ///
    /// # Errors
    /// [`SpecError`] names what is wrong with the question, or the column of [`Question::columns`] that is not loaded.
    pub fn fold(&self, part: &Part<'_>) -> Result<Folded, SpecError> {
        self.check()?;
        let column = self.asked.coded_by().and_then(|name| part.events.column(name));
        Folded::new(self.sums(part)?, column.map_or(&[][..], |column| &column.values))
    }

    fn sums(&self, part: &Part<'_>) -> Result<Sums, SpecError> {
        let (events, period) = (part.events, self.period()?);
        let filter = EventFilter::compile(&self.scope.filter, events)?;
        let crowd = Crowd { part, period: period.range(), filter };
        let (range, zone) = (period.range(), &period.zone);
        Ok(match &self.asked {
            Asked::Transitions {} => {
                Sums::Transitions(crowd.within(Transitions::default(), |sum, one| sum.add(one.event, one.time)))
            }
            Asked::Variants { repeats, .. } => Sums::Variants(crowd.within(Variants::default(), |sum, one| {
                if *repeats {
                    return sum.add(one.event);
                }
                let mut once = one.event.to_vec();
                once.dedup();
                sum.add(&once);
            })),
            Asked::Sessions { gap } => {
                let rules = SessionRules { gap: *gap, ..SessionRules::default() };
                Sums::Sessions(crowd.each(Sessions::default(), |sum, one| {
                    let own = sessions(one.time, &rules).filter(|session| {
                        crowd.period.contains(&one.time[session.start]) && crowd.passes_session(one, session)
                    });
                    sum.add_some(one.time, own);
                }))
            }
            Asked::Funnel { spec } => Sums::Funnel(Box::new(funnels(spec, &period, &crowd)?)),
            Asked::Paths { spec, journey } => Sums::Paths(paths(spec, journey.as_deref(), &crowd)?),
            Asked::Retention { spec } => {
                let kernel = Retention::compile(spec, events, range, zone)?;
                Sums::Retention(crowd.whole(kernel.empty(), |sum, one| kernel.add(sum, one)))
            }
            Asked::Stickiness { spec } => {
                let kernel = Stickiness::compile(spec, events, range, zone)?;
                Sums::Stickiness(crowd.whole(kernel.empty(), |sum, one| kernel.add(sum, one)))
            }
            Asked::Lifecycle { spec } => {
                let kernel = Lifecycle::compile(spec, events, range, zone)?;
                Sums::Lifecycle(crowd.whole(kernel.empty(), |sum, one| kernel.add(sum, one)))
            }
            Asked::Follows { .. } => Sums::Follows(crowd.within(Eventually::default(), |sum, one| sum.add(one.event))),
            Asked::Rework {} => Sums::Rework(crowd.within(Rework::default(), |sum, one| sum.add(one.event))),
            Asked::Steps { steps } => Sums::Steps(crowd.within(StepMatrix::new(*steps), |sum, one| sum.add(one.event))),
            Asked::Attribution { spec } => {
                let kernel = Attribution::compile(spec, events, range)?;
                let empty = AttributionPartial::default();
                Sums::Attribution(crowd.whole(empty, |sum, one| kernel.add(sum, one)))
            }
            Asked::Conformance { journey } => {
                let empty = Conformance::default();
                Sums::Conformance(crowd.walks(journey, empty, |sum, _, walk, caught| sum.add(walk, caught))?)
            }
            Asked::Times { journey, slowest } => {
                let end = events.end().unwrap_or_default();
                let empty = StageTimes::new(journey.stages.len(), journey.gap, end, *slowest);
                Sums::Times(crowd.walks(journey, empty, |sum, one, walk, caught| sum.add(one.person, walk, caught))?)
            }
        })
    }
}

impl Crowd<'_> {
    fn each<P>(&self, mut sum: P, mut add: impl FnMut(&mut P, &PersonEvents<'_>)) -> P {
        self.part.iter().for_each(|person| add(&mut sum, &person));
        sum
    }

    fn passes(&self, rows: Range<usize>) -> bool {
        self.filter.passes_among(|| rows.clone())
    }

    fn passes_session(&self, person: &PersonEvents<'_>, session: &Range<usize>) -> bool {
        self.passes(person.first + session.start..person.first + session.end)
    }

    /// Customers for whom the filter holds, with their whole histories.
    fn whole<P>(&self, sum: P, mut add: impl FnMut(&mut P, &PersonEvents<'_>)) -> P {
        self.each(sum, |sum, person| {
            if self.passes(person.rows()) {
                add(sum, person);
            }
        })
    }

    /// What customers did in the period, as if there had been nothing else.
    fn within<P>(&self, sum: P, mut add: impl FnMut(&mut P, &PersonEvents<'_>)) -> P {
        self.each(sum, |sum, person| {
            let person = person.within(&self.period);
            if self.passes(person.rows()) {
                add(sum, &person);
            }
        })
    }

    /// Walks that begin in the period and for which the filter holds.
    fn walks<P>(
        &self,
        journey: &Journey,
        sum: P,
        mut add: impl FnMut(&mut P, &PersonEvents<'_>, &Walk, &[Caught]),
    ) -> Result<P, SpecError> {
        let rules = Rules::compile(journey, self.part.events)?;
        let end = self.part.events.end().unwrap_or_default();
        let mut caught = Vec::new();
        Ok(self.each(sum, |sum, person| {
            rules.collect(person, &mut caught);
            for walk in walks(&caught, rules.walk_rules(), end) {
                let begun = self.period.contains(&caught[walk.caught.start].time);
                if begun && self.filter.passes(&walk, &caught) {
                    add(sum, person, &walk, &caught);
                }
            }
        }))
    }
}

fn funnels(spec: &FunnelSpec, period: &Period, crowd: &Crowd<'_>) -> Result<Funnels, SpecError> {
    let events = crowd.part.events;
    let one = |period: &Period| {
        let kernel = Funnel::compile(spec, events, period.range(), &period.zone)?;
        Ok::<_, SpecError>(crowd.whole(kernel.empty(), |sum: &mut FunnelPartial, one| kernel.add(sum, one)))
    };
    let other = compared(spec, period)?;
    Ok(Funnels {
        sum: one(period)?,
        compared: other.as_ref().map(one).transpose()?,
        who: who(spec, period, other.as_ref(), crowd)?,
    })
}

/// The persons of the cell that is asked for by name; where nobody has its value nobody is in it.
fn who(
    spec: &FunnelSpec,
    period: &Period,
    other: Option<&Period>,
    crowd: &Crowd<'_>,
) -> Result<Vec<PersonId>, SpecError> {
    let Some(cell) = &spec.who else { return Ok(Vec::new()) };
    let events = crowd.part.events;
    let column = spec.breakdown.as_ref().and_then(|name| events.column(name));
    let absent = |value: &String| column.is_some_and(|column| column.code(value).is_none());
    if cell.value.as_ref().is_some_and(absent) {
        return Ok(Vec::new());
    }
    let nothing = || SpecError::new("who.compared", "nothing is compared with");
    let period = if cell.compared { other.ok_or_else(nothing)? } else { period };
    let spec = cell.narrowed(spec);
    let kernel = Funnel::compile(&spec, events, period.range(), &period.zone)?;
    let number = kernel.number(&spec, cell, &kernel.empty()).map_err(|bad| bad.within("who"))?;
    Ok(crowd.whole(Vec::new(), |list: &mut Vec<PersonId>, one| {
        let behind = alone(one, || kernel.empty(), |sum, one| kernel.add(sum, one), |sum| number(sum));
        list.extend(behind.map(|behind| behind.person));
    }))
}

/// The period that a funnel is compared with.
pub(super) fn compared(spec: &FunnelSpec, period: &Period) -> Result<Option<Period>, SpecError> {
    match &spec.compare {
        None => Ok(None),
        Some(Compare::Period(days)) => Period::parse(Some(&days.from), Some(&days.to), period.zone.clone())
            .map(Some)
            .map_err(|bad| SpecError::new("compare.from", bad.to_string())),
        Some(Compare::Word(_)) => before(period).map(Some),
    }
}

/// As many days before.
fn before(period: &Period) -> Result<Period, SpecError> {
    let both = || SpecError::new("compare", "`previous` needs `from` and `to`");
    let (from, to) = (period.from.ok_or_else(both)?, period.to.ok_or_else(both)?);
    let days = from.until(to).map_or(0, |span| i64::from(span.get_days())) + 1;
    let earlier = |back: i64| from.checked_sub(jiff::Span::new().days(back)).map_err(|_| both());
    Ok(Period { from: Some(earlier(days)?), to: Some(earlier(1)?), zone: period.zone.clone() })
}

fn paths(spec: &PathsSpec, journey: Option<&Journey>, crowd: &Crowd<'_>) -> Result<PathsPartial, SpecError> {
    let events: &Events = crowd.part.events;
    let kernel = Paths::compile(spec, events, crowd.period.clone())?;
    match (spec.by, journey) {
        (Unit::Walk, Some(journey)) => crowd.walks(journey, kernel.empty(), |sum, person, walk, caught| {
            let at = |place: usize| caught[place].row as usize - person.first;
            kernel.add(sum, person, at(walk.caught.start)..at(walk.caught.end - 1) + 1);
        }),
        (Unit::Session, _) => {
            let rules = SessionRules { gap: spec.gap, ..SessionRules::default() };
            Ok(crowd.each(kernel.empty(), |sum, person| {
                for session in sessions(person.time, &rules) {
                    if crowd.passes_session(person, &session) {
                        kernel.add(sum, person, session);
                    }
                }
            }))
        }
        _ => Ok(crowd.whole(kernel.empty(), |sum, person| kernel.add(sum, person, 0..person.time.len()))),
    }
}
