//! From sums over everybody to the answer.

use std::sync::Arc;

use serde::Serialize;
use yeojido_domain::{Journey, Micros, Period};

use crate::attribution::{Attribution, AttributionReport};
use crate::course::{ConformanceReport, StageTimesReport};
use crate::events::{Coded, Events};
use crate::follows::{EventuallyReport, ReworkReport, StepMatrixReport};
use crate::funnel::{ComparedReport, Funnel, FunnelPartial, FunnelReport, FunnelSpec, WhoReport};
use crate::paths::{Paths, PathsReport};
use crate::pattern::SpecError;
use crate::retention::{Lifecycle, LifecycleReport, Retention, RetentionReport, Stickiness, StickinessReport};
use crate::sessions::SessionsReport;
use crate::transitions::TransitionsReport;
use crate::variants::VariantsReport;
use crate::who::Behind;

use super::folded::{Folded, Funnels, Sums, different};
use super::over::compared;
use super::{Asked, Question};

/// The answer of an analysis, written as `yeojido analyze` prints it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// Of [`Asked::Transitions`].
    Transitions(TransitionsReport),
    /// Of [`Asked::Variants`].
    Variants(VariantsReport),
    /// Of [`Asked::Sessions`].
    Sessions(SessionsReport),
    /// Of [`Asked::Funnel`].
    Funnel(Box<FunnelReport>),
    /// Of [`Asked::Paths`].
    Paths(PathsReport),
    /// Of [`Asked::Retention`].
    Retention(RetentionReport),
    /// Of [`Asked::Stickiness`].
    Stickiness(StickinessReport),
    /// Of [`Asked::Lifecycle`].
    Lifecycle(LifecycleReport),
    /// Of [`Asked::Follows`].
    Follows(EventuallyReport),
    /// Of [`Asked::Rework`].
    Rework(ReworkReport),
    /// Of [`Asked::Steps`].
    Steps(StepMatrixReport),
    /// Of [`Asked::Attribution`].
    Attribution(AttributionReport),
    /// Of [`Asked::Conformance`].
    Conformance(ConformanceReport),
    /// Of [`Asked::Times`].
    Times(StageTimesReport),
}

impl Question {
    /// The answer, from the sums over all parts and the first and last instant of all data.
    ///
    /// # Errors
    /// [`SpecError`] names what is wrong with the question, or says that the sums are not of it.
    pub fn report(&self, folded: Folded, bounds: Option<(Micros, Micros)>) -> Result<Answer, SpecError> {
        let frame = self.frame(folded.names, bounds);
        let (names, period) = (&frame.event, self.period()?);
        let (range, zone) = (period.range(), &period.zone);
        Ok(match (&self.asked, folded.sums) {
            (Asked::Transitions {}, Sums::Transitions(sum)) => Answer::Transitions(sum.report(names)),
            (Asked::Variants { top, .. }, Sums::Variants(sum)) => Answer::Variants(sum.report(names, *top)),
            (Asked::Sessions { .. }, Sums::Sessions(sum)) => Answer::Sessions(sum.report()),
            (Asked::Funnel { spec }, Sums::Funnel(sums)) => {
                Answer::Funnel(Box::new(funnel(spec, &frame, &period, *sums)?))
            }
            (Asked::Paths { spec, .. }, Sums::Paths(sum)) => {
                Answer::Paths(Paths::compile(spec, &frame, range)?.report(spec, &sum))
            }
            (Asked::Retention { spec }, Sums::Retention(sum)) => {
                Answer::Retention(Retention::compile(spec, &frame, range, zone)?.report(&sum))
            }
            (Asked::Stickiness { spec }, Sums::Stickiness(sum)) => {
                Answer::Stickiness(Stickiness::compile(spec, &frame, range, zone)?.report(&sum))
            }
            (Asked::Lifecycle { spec }, Sums::Lifecycle(sum)) => {
                Answer::Lifecycle(Lifecycle::compile(spec, &frame, range, zone)?.report(&sum))
            }
            (Asked::Follows { top }, Sums::Follows(sum)) => Answer::Follows(sum.report(names, *top)),
            (Asked::Rework {}, Sums::Rework(sum)) => Answer::Rework(sum.report(names)),
            (Asked::Steps { .. }, Sums::Steps(sum)) => Answer::Steps(sum.report(names)),
            (Asked::Attribution { spec }, Sums::Attribution(sum)) => {
                Answer::Attribution(Attribution::compile(spec, &frame, range)?.report(&sum))
            }
            (Asked::Conformance { journey }, Sums::Conformance(sum)) => {
                Answer::Conformance(sum.report(&stages(journey)))
            }
            (Asked::Times { journey, .. }, Sums::Times(sum)) => Answer::Times(sum.report(&stages(journey))),
            _ => return Err(different()),
        })
    }

    /// No events, but the names and the bounds of all: what a kernel needs to know to say what it found.
    fn frame(&self, names: Vec<Arc<str>>, bounds: Option<(Micros, Micros)>) -> Events {
        let mut frame = Events { offsets: vec![0], span: bounds, ..Events::default() };
        frame.extra = self.columns().into_iter().map(|name| (name, Arc::default())).collect();
        let column = Coded { codes: Vec::new(), values: names };
        match self.asked.coded_by() {
            Some("event") => frame.event = column,
            Some("channel") => frame.channel = column,
            Some("order") => frame.order = column,
            Some(name) => {
                frame.extra.insert(name.to_owned(), Arc::new(column));
            }
            None => {}
        }
        frame
    }
}

fn stages(journey: &Journey) -> Vec<String> {
    journey.stages.iter().map(|stage| stage.id.to_string()).collect()
}

fn funnel(spec: &FunnelSpec, frame: &Events, period: &Period, mut sums: Funnels) -> Result<FunnelReport, SpecError> {
    let one = |sum: FunnelPartial, period: &Period| {
        Ok::<_, SpecError>(Funnel::compile(spec, frame, period.range(), &period.zone)?.report(spec, sum))
    };
    let mut report = one(sums.sum, period)?;
    report.compare = match (compared(spec, period)?, sums.compared) {
        (Some(other), Some(sum)) => {
            let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
            let (from, to) = (day(other.from), day(other.to));
            Some(Box::new(ComparedReport { from, to, funnel: one(sum, &other)? }))
        }
        (None, None) => None,
        _ => return Err(different()),
    };
    if let Some(cell) = &spec.who {
        // A value or a day that nothing has is refused, as it is where all events are at hand.
        let own = cell.narrowed(spec);
        let kernel = Funnel::compile(&own, frame, period.range(), &period.zone)?;
        drop(kernel.number(&own, cell, &kernel.empty()).map_err(|bad| bad.within("who"))?);
        // Parts come in any order; those with the lowest numbers are named.
        sums.who.sort_unstable();
        let behind: Vec<Behind> = sums.who.into_iter().map(|person| Behind { person, units: 1 }).collect();
        let who = Some(WhoReport::of(&behind, cell.limit));
        match &mut report.compare {
            Some(compare) if cell.compared => compare.funnel.who = who,
            _ => report.who = who,
        }
    }
    Ok(report)
}
