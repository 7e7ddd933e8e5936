//! A question over the events of one part.

use yeojido_domain::{Filter, Period, PersonId};

use crate::attribution::{Attribution, AttributionPartial};
use crate::course::{Conformance, StageTimes};
use crate::crowd::{Adding, Crowd};
use crate::events::{Part, PersonEvents};
use crate::follows::{Eventually, Rework, StepMatrix};
use crate::funnel::{Compare, Funnel, FunnelPartial, FunnelSpec};
use crate::paths::Paths;
use crate::pattern::SpecError;
use crate::retention::{Lifecycle, Retention, Stickiness};
use crate::sessions::Sessions;
use crate::transitions::Transitions;
use crate::variants::Variants;
use crate::walks::{Caught, Walk};
use crate::who::alone;

use super::folded::{Folded, Funnels, Sums};
use super::{Asked, Question};

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
        let (range, zone) = (period.range(), &period.zone);
        let crowd = Crowd::of(events, &self.scope.filter, range.clone())?;
        Ok(match &self.asked {
            Asked::Transitions {} => Sums::Transitions(all(
                part,
                Transitions::default(),
                &crowd.within(|sum: &mut Transitions, one| sum.add(one.event, one.time)),
            )),
            Asked::Variants { repeats, .. } => {
                let add = crowd.within(|sum: &mut Variants, one| {
                    if *repeats {
                        return sum.add(one.event);
                    }
                    let mut once = one.event.to_vec();
                    once.dedup();
                    sum.add(&once);
                });
                Sums::Variants(all(part, Variants::default(), &add))
            }
            Asked::Sessions { gap } => Sums::Sessions(all(part, Sessions::default(), &crowd.visits(*gap))),
            Asked::Funnel { spec } => {
                let funnels = Funneled { part, spec, filter: &self.scope.filter };
                Sums::Funnel(Box::new(funnels.sums(&period)?))
            }
            Asked::Paths { spec, journey } => {
                let kernel = Paths::compile(spec, events, range)?;
                let empty = kernel.empty();
                Sums::Paths(all(part, empty, &crowd.paths(kernel, spec, journey.as_deref())?))
            }
            Asked::Retention { spec } => {
                let kernel = Retention::compile(spec, events, range, zone)?;
                Sums::Retention(all(part, kernel.empty(), &crowd.whole(|sum, one| kernel.add(sum, one))))
            }
            Asked::Stickiness { spec } => {
                let kernel = Stickiness::compile(spec, events, range, zone)?;
                let add = crowd.whole(|sum: &mut Vec<u64>, one| kernel.add(sum, one));
                Sums::Stickiness(all(part, kernel.empty(), &add))
            }
            Asked::Lifecycle { spec } => {
                let kernel = Lifecycle::compile(spec, events, range, zone)?;
                let add = crowd.whole(|sum: &mut Vec<[u64; 4]>, one| kernel.add(sum, one));
                Sums::Lifecycle(all(part, kernel.empty(), &add))
            }
            Asked::Follows { .. } => Sums::Follows(all(
                part,
                Eventually::default(),
                &crowd.within(|sum: &mut Eventually, one| sum.add(one.event)),
            )),
            Asked::Rework {} => {
                Sums::Rework(all(part, Rework::default(), &crowd.within(|sum: &mut Rework, one| sum.add(one.event))))
            }
            Asked::Steps { steps } => Sums::Steps(all(
                part,
                StepMatrix::new(*steps),
                &crowd.within(|sum: &mut StepMatrix, one| sum.add(one.event)),
            )),
            Asked::Attribution { spec } => {
                let kernel = Attribution::compile(spec, events, range)?;
                let add = crowd.whole(|sum, one| kernel.add(sum, one));
                Sums::Attribution(all(part, AttributionPartial::default(), &add))
            }
            Asked::Conformance { journey } => {
                let add = crowd.walks(journey, |sum: &mut Conformance, _, walk, caught| sum.add(walk, caught))?;
                Sums::Conformance(all(part, Conformance::default(), &add))
            }
            Asked::Times { journey, slowest } => {
                let end = events.end().unwrap_or_default();
                let empty = StageTimes::new(journey.stages.len(), journey.gap, end, *slowest);
                let add = |sum: &mut StageTimes, one: &PersonEvents<'_>, walk: &Walk, caught: &[Caught]| {
                    sum.add(one.person, walk, caught);
                };
                Sums::Times(all(part, empty, &crowd.walks(journey, add)?))
            }
        })
    }
}

/// Everybody of a part, on this thread.
fn all<P>(part: &Part<'_>, mut sum: P, add: &Adding<'_, P>) -> P {
    part.iter().for_each(|person| add(&mut sum, &person));
    sum
}

/// A funnel over a part.
struct Funneled<'p> {
    part: &'p Part<'p>,
    spec: &'p FunnelSpec,
    filter: &'p Filter,
}

impl Funneled<'_> {
    fn sums(&self, period: &Period) -> Result<Funnels, SpecError> {
        let other = compared(self.spec, period)?;
        Ok(Funnels {
            sum: self.one(period)?,
            compared: other.as_ref().map(|other| self.one(other)).transpose()?,
            who: self.who(period, other.as_ref())?,
        })
    }

    fn one(&self, period: &Period) -> Result<FunnelPartial, SpecError> {
        let kernel = Funnel::compile(self.spec, self.part.events, period.range(), &period.zone)?;
        let crowd = Crowd::of(self.part.events, self.filter, period.range())?;
        Ok(all(self.part, kernel.empty(), &crowd.whole(|sum, one| kernel.add(sum, one))))
    }

    /// The persons of the cell that is asked for by name; where nobody has its value nobody is in it.
    fn who(&self, period: &Period, other: Option<&Period>) -> Result<Vec<PersonId>, SpecError> {
        let Some(cell) = &self.spec.who else { return Ok(Vec::new()) };
        let events = self.part.events;
        let column = self.spec.breakdown.as_ref().and_then(|name| events.column(name));
        let absent = |value: &String| column.is_some_and(|column| column.code(value).is_none());
        if cell.value.as_ref().is_some_and(absent) {
            return Ok(Vec::new());
        }
        let nothing = || SpecError::new("who.compared", "nothing is compared with");
        let period = if cell.compared { other.ok_or_else(nothing)? } else { period };
        let spec = cell.narrowed(self.spec);
        let kernel = Funnel::compile(&spec, events, period.range(), &period.zone)?;
        let number = kernel.number(&spec, cell, &kernel.empty()).map_err(|bad| bad.within("who"))?;
        let crowd = Crowd::of(events, self.filter, period.range())?;
        let add = crowd.whole(|list: &mut Vec<PersonId>, one| {
            let behind = alone(one, || kernel.empty(), |sum, one| kernel.add(sum, one), |sum| number(sum));
            list.extend(behind.map(|behind| behind.person));
        });
        Ok(all(self.part, Vec::new(), &add))
    }
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
