//! Funnels over all events of a workspace, in one period or in two.

use jiff::ToSpan;
use yeojido_domain::{Period, Zone};
use yeojido_journey::funnel::{Cell, Compare, ComparedReport, Funnel, FunnelPartial, FunnelReport, FunnelSpec};
use yeojido_journey::{Events, SpecError, fold};

use crate::{AppError, Workspace};

/// How many come from step to step, where they stop, how long it takes them, and whoever is asked for by name.
///
/// # Errors
/// [`AppError::Invalid`] names what is wrong with the question; [`AppError::Lake`].
pub async fn funnel(workspace: &Workspace, mut spec: FunnelSpec) -> Result<FunnelReport, AppError> {
    spec.check()?;
    let zone = spec.zone.get_or_insert_with(|| workspace.zone.clone()).clone();
    let period = Period::parse(spec.from.as_deref(), spec.to.as_deref(), zone.clone())?;
    let other = spec.compare.as_ref().map(|compare| compared(compare, &period, &zone)).transpose()?;
    let columns = spec.columns();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let events = workspace.lake.snapshot(None).await?.events(&columns).await?;
    let work = move || {
        let mut report = answer(&events, &spec, &period, false)?;
        if let Some(other) = other {
            let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
            let (from, to) = (day(other.from), day(other.to));
            let funnel = answer(&events, &spec, &other, true)?;
            report.compare = Some(Box::new(ComparedReport { from, to, funnel }));
        }
        Ok(report)
    };
    tokio::task::spawn_blocking(work).await?
}

fn answer(events: &Events, spec: &FunnelSpec, period: &Period, compared: bool) -> Result<FunnelReport, AppError> {
    let named = |cell: &Cell| cell.compared == compared;
    let spec = FunnelSpec { who: spec.who.clone().filter(named), ..spec.clone() };
    let funnel = Funnel::compile(&spec, events, period.range())?;
    let sum = fold(events, || funnel.empty(), |sum, person| funnel.add(sum, person), FunnelPartial::merge);
    Ok(funnel.report(&spec, sum))
}

/// The period compared with.
fn compared(compare: &Compare, period: &Period, zone: &Zone) -> Result<Period, AppError> {
    match compare {
        Compare::Period(days) => Ok(Period::parse(Some(&days.from), Some(&days.to), zone.clone())?),
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
