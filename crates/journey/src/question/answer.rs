//! From sums over everybody to the answer.

use std::sync::Arc;

use serde::Serialize;
use yeojido_domain::{Journey, Micros, Period};

use crate::attribution::{Attribution, AttributionReport};
use crate::course::{ConformanceReport, StageTimesReport};
use crate::events::{Coded, Events};
use crate::follows::{EventuallyReport, ReworkReport, StepMatrixReport};
use crate::funnel::{ComparedReport, Funnel, FunnelPartial, FunnelReport, FunnelSpec};
use crate::paths::{Paths, PathsReport};
use crate::pattern::SpecError;
use crate::retention::{Lifecycle, LifecycleReport, Retention, RetentionReport, Stickiness, StickinessReport};
use crate::sessions::SessionsReport;
use crate::transitions::TransitionsReport;
use crate::variants::VariantsReport;

use super::folded::{Folded, Sums, different};
use super::over::{in_one, periods};
use super::{Question, range};

/// The answer of an analysis, written as `yeojido analyze` prints it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// Of [`Question::Transitions`].
    Transitions(TransitionsReport),
    /// Of [`Question::Variants`].
    Variants(VariantsReport),
    /// Of [`Question::Sessions`].
    Sessions(SessionsReport),
    /// Of [`Question::Funnel`].
    Funnel(Box<FunnelReport>),
    /// Of [`Question::Paths`].
    Paths(PathsReport),
    /// Of [`Question::Retention`].
    Retention(RetentionReport),
    /// Of [`Question::Stickiness`].
    Stickiness(StickinessReport),
    /// Of [`Question::Lifecycle`].
    Lifecycle(LifecycleReport),
    /// Of [`Question::Follows`].
    Follows(EventuallyReport),
    /// Of [`Question::Rework`].
    Rework(ReworkReport),
    /// Of [`Question::Steps`].
    Steps(StepMatrixReport),
    /// Of [`Question::Attribution`].
    Attribution(AttributionReport),
    /// Of [`Question::Conformance`].
    Conformance(ConformanceReport),
    /// Of [`Question::Times`].
    Times(StageTimesReport),
}

impl Question {
    /// The answer, from the sums over all parts and the first and last instant of all data.
    ///
    /// # Errors
    /// [`SpecError`] names what is wrong with the question, or says that the sums are not of it.
    pub fn report(&self, folded: Folded, bounds: Option<(Micros, Micros)>) -> Result<Answer, SpecError> {
        let frame = self.frame(folded.names, bounds);
        let names = &frame.event;
        Ok(match (self, folded.sums) {
            (Self::Transitions {}, Sums::Transitions(sum)) => Answer::Transitions(sum.report(names)),
            (Self::Variants { top }, Sums::Variants(sum)) => Answer::Variants(sum.report(names, *top)),
            (Self::Sessions { .. }, Sums::Sessions(sum)) => Answer::Sessions(sum.report()),
            (Self::Funnel { spec }, Sums::Funnel(sums)) => Answer::Funnel(Box::new(funnel(spec, &frame, *sums)?)),
            (Self::Paths { spec, .. }, Sums::Paths(sum)) => {
                let range = range(spec.from.as_deref(), spec.to.as_deref(), spec.zone.as_ref())?;
                Answer::Paths(Paths::compile(spec, &frame, range)?.report(spec, &sum))
            }
            (Self::Retention { spec }, Sums::Retention(sum)) => {
                let range = range(spec.from.as_deref(), spec.to.as_deref(), spec.zone.as_ref())?;
                Answer::Retention(Retention::compile(spec, &frame, range)?.report(&sum))
            }
            (Self::Stickiness { spec }, Sums::Stickiness(sum)) => {
                let range = range(spec.from.as_deref(), spec.to.as_deref(), spec.zone.as_ref())?;
                Answer::Stickiness(Stickiness::compile(spec, &frame, range)?.report(&sum))
            }
            (Self::Lifecycle { spec }, Sums::Lifecycle(sum)) => {
                let range = range(spec.from.as_deref(), spec.to.as_deref(), spec.zone.as_ref())?;
                Answer::Lifecycle(Lifecycle::compile(spec, &frame, range)?.report(&sum))
            }
            (Self::Follows { top }, Sums::Follows(sum)) => Answer::Follows(sum.report(names, *top)),
            (Self::Rework {}, Sums::Rework(sum)) => Answer::Rework(sum.report(names)),
            (Self::Steps { .. }, Sums::Steps(sum)) => Answer::Steps(sum.report(names)),
            (Self::Attribution { spec }, Sums::Attribution(sum)) => {
                let range = range(spec.from.as_deref(), spec.to.as_deref(), spec.zone.as_ref())?;
                Answer::Attribution(Attribution::compile(spec, &frame, range)?.report(&sum))
            }
            (Self::Conformance { journey }, Sums::Conformance(sum)) => {
                Answer::Conformance(sum.report(&stages(journey)))
            }
            (Self::Times { journey, .. }, Sums::Times(sum)) => Answer::Times(sum.report(&stages(journey))),
            _ => return Err(different()),
        })
    }

    /// No events, but the names and the bounds of all: what a kernel needs to know to say what it found.
    fn frame(&self, names: Vec<Arc<str>>, bounds: Option<(Micros, Micros)>) -> Events {
        let mut frame = Events { offsets: vec![0], span: bounds, ..Events::default() };
        frame.extra = self.columns().into_iter().map(|name| (name, Arc::default())).collect();
        let column = Coded { codes: Vec::new(), values: names };
        match self.coded_by() {
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

fn funnel(
    spec: &FunnelSpec,
    frame: &Events,
    (sum, compared): (FunnelPartial, Option<FunnelPartial>),
) -> Result<FunnelReport, SpecError> {
    let (period, other) = periods(spec)?;
    let one = |sum: FunnelPartial, period: &Period, compared: bool| {
        let spec = in_one(spec, compared);
        Ok::<_, SpecError>(Funnel::compile(&spec, frame, period.range())?.report(&spec, sum))
    };
    let mut report = one(sum, &period, false)?;
    report.compare = match (other, compared) {
        (Some(other), Some(sum)) => {
            let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
            let (from, to) = (day(other.from), day(other.to));
            Some(Box::new(ComparedReport { from, to, funnel: one(sum, &other, true)? }))
        }
        (None, None) => None,
        _ => return Err(different()),
    };
    Ok(report)
}
