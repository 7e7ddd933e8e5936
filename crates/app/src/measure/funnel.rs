//! Funnels over all events of a workspace, in one period or in two.

use jiff::ToSpan;
use yeojido_domain::{Period, Zone};
use yeojido_journey::SpecError;
use yeojido_journey::funnel::{Cell, Compare, ComparedReport, Funnel, FunnelPartial, FunnelReport, FunnelSpec};

use super::ground::Ground;
use super::scope::days;
use crate::AppError;

/// How many come from step to step, where they stop, how long it takes them, and whoever is asked for by name.
pub(super) fn answer(spec: &FunnelSpec, ground: &Ground) -> Result<FunnelReport, AppError> {
    let mut report = of_period(spec, ground, &ground.period, false)?;
    if let Some(compare) = &spec.compare {
        let other = compared(compare, &ground.period, &ground.period.zone)?;
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let (from, to) = (day(other.from), day(other.to));
        let funnel = of_period(spec, ground, &other, true)?;
        report.compare = Some(Box::new(ComparedReport { from, to, funnel }));
    }
    Ok(report)
}

fn of_period(spec: &FunnelSpec, ground: &Ground, period: &Period, compared: bool) -> Result<FunnelReport, AppError> {
    let named = |cell: &Cell| cell.compared == compared;
    let spec = FunnelSpec { who: spec.who.clone().filter(named), ..spec.clone() };
    let funnel = Funnel::compile(&spec, &ground.events, period.range(), &period.zone)?;
    let crowd = ground.crowd()?;
    let sum = crowd.fold(|| funnel.empty(), |sum, person| funnel.add(sum, person), FunnelPartial::merge)?;
    Ok(funnel.report(&spec, sum))
}

/// The period compared with.
pub(super) fn compared(compare: &Compare, period: &Period, zone: &Zone) -> Result<Period, AppError> {
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
