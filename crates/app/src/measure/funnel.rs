//! Funnels over all events of a workspace, in one period or in two.

use jiff::ToSpan;
use yeojido_domain::{Period, Zone};
use yeojido_journey::funnel::{
    Cell, Compare, ComparedReport, Funnel, FunnelPartial, FunnelReport, FunnelSpec, Rest, WhoReport,
};
use yeojido_journey::{Adding, Behind, Crowd, Events, SpecError};

use super::crowd::Kernel;
use super::ground::Ground;
use super::scope::days;
use crate::AppError;

/// How many come from step to step, where they stop, how long it takes them, and whoever is asked for by name.
pub(super) fn answer(spec: &FunnelSpec, ground: &Ground) -> Result<FunnelReport, AppError> {
    let mut report = of_period(spec, ground, &ground.period)?;
    if let Some(compare) = &spec.compare {
        let other = compared(compare, &ground.period, &ground.period.zone)?;
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let (from, to) = (day(other.from), day(other.to));
        let funnel = of_period(spec, ground, &other)?;
        report.compare = Some(Box::new(ComparedReport { from, to, funnel }));
    }
    if let Some(cell) = &spec.who {
        let who = Some(WhoReport::of(&behind(spec, ground, cell, "who")?, cell.limit));
        match &mut report.compare {
            Some(compare) if cell.compared => compare.funnel.who = who,
            _ => report.who = who,
        }
    }
    Ok(report)
}

fn of_period(spec: &FunnelSpec, ground: &Ground, period: &Period) -> Result<FunnelReport, AppError> {
    let kernel = OfPeriod { spec, ground, period };
    let sum = ground.fold(&kernel)?;
    Ok(kernel.compile(ground.frame())?.report(spec, sum))
}

/// A funnel whose attempts begin in a period.
struct OfPeriod<'a> {
    spec: &'a FunnelSpec,
    ground: &'a Ground,
    period: &'a Period,
}

impl OfPeriod<'_> {
    fn compile<'e>(&self, events: &'e Events) -> Result<Funnel<'e>, AppError> {
        Ok(Funnel::compile(self.spec, events, self.period.range(), &self.period.zone)?)
    }
}

impl Kernel for OfPeriod<'_> {
    type Sum = FunnelPartial;

    fn empty(&self) -> Result<FunnelPartial, AppError> {
        Ok(self.compile(self.ground.frame())?.empty())
    }

    fn adding<'p>(&'p self, crowd: Crowd<'p>) -> Result<Adding<'p, FunnelPartial>, AppError> {
        let funnel = self.compile(crowd.events)?;
        Ok(crowd.whole(move |sum, person| funnel.add(sum, person)))
    }

    fn merge(&self, sum: &mut FunnelPartial, more: FunnelPartial) {
        sum.merge(more);
    }
}

/// The customers of a cell; `key` is how the question calls it.
pub(super) fn behind(spec: &FunnelSpec, ground: &Ground, cell: &Cell, key: &str) -> Result<Vec<Behind>, AppError> {
    let period = match (&spec.compare, cell.compared) {
        (_, false) => ground.period.clone(),
        (Some(compare), true) => compared(compare, &ground.period, &ground.period.zone)?,
        (None, true) => {
            let field = format!("{key}.compared");
            return Err(AppError::invalid("bad_query", &field, format!("{field}: nothing is compared with")));
        }
    };
    let spec = cell.narrowed(spec);
    let kernel = OfPeriod { spec: &spec, ground, period: &period };
    // Which values are not shown only the sum over everybody tells.
    let whole = if cell.rest == Some(Rest::Others) { ground.fold(&kernel)? } else { kernel.empty()? };
    let number = kernel.compile(ground.frame())?.number(&spec, cell, &whole).map_err(|bad| bad.within(key))?;
    ground.behind(&kernel, &number)
}

/// The period compared with.
fn compared(compare: &Compare, period: &Period, zone: &Zone) -> Result<Period, AppError> {
    match compare {
        Compare::Period(other) => days("compare.from", Some(&other.from), Some(&other.to), zone),
        Compare::Word(_) => {
            let both = || AppError::invalid("bad_query", "compare", "compare: `previous` needs `from` and `to`");
            let (from, to) = (period.from.ok_or_else(both)?, period.to.ok_or_else(both)?);
            let days = from.until(to).map_or(0, |span| i64::from(span.get_days())) + 1;
            let earlier = |back: i64| from.checked_sub(back.days()).map_err(|_| both());
            Ok(Period { from: Some(earlier(days)?), to: Some(earlier(1)?), zone: zone.clone() })
        }
    }
}

impl From<SpecError> for AppError {
    fn from(bad: SpecError) -> Self {
        Self::invalid("bad_query", &bad.field, bad.to_string())
    }
}
