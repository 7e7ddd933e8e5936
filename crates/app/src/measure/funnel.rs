//! Funnels over all events of a workspace, in one period or in two.

use jiff::ToSpan;
use yeojido_domain::{Period, Zone};
use yeojido_journey::funnel::{Cell, Compare, ComparedReport, Funnel, FunnelPartial, FunnelReport, FunnelSpec};
use yeojido_journey::{Part, SpecError};
use yeojido_lake::{Need, Snapshot};

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
    let snapshot = workspace.lake.snapshot(None).await?;
    let mut report = answer(&snapshot, &spec, &period, false).await?;
    if let Some(other) = other {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let (from, to) = (day(other.from), day(other.to));
        let funnel = answer(&snapshot, &spec, &other, true).await?;
        report.compare = Some(Box::new(ComparedReport { from, to, funnel }));
    }
    Ok(report)
}

async fn answer(
    snapshot: &Snapshot,
    spec: &FunnelSpec,
    period: &Period,
    compared: bool,
) -> Result<FunnelReport, AppError> {
    let named = |cell: &Cell| cell.compared == compared;
    let spec = FunnelSpec { who: spec.who.clone().filter(named), ..spec.clone() };
    let need = Need::of(spec.columns());
    let need = spec.breakdown.iter().fold(need, |need, column| need.and_shared(column));
    let (asked, range) = (spec.clone(), period.range());
    let add = move |sum: &mut Option<FunnelPartial>, part: &Part<'_>| -> Result<(), AppError> {
        let funnel = Funnel::compile(&asked, part.events, range.clone())?;
        let sum = sum.get_or_insert_with(|| funnel.empty());
        part.iter().for_each(|person| funnel.add(sum, &person));
        Ok(())
    };
    let folded = snapshot.fold(&need, add, FunnelPartial::merge).await?;
    let funnel = Funnel::compile(&spec, &folded.frame, period.range())?;
    Ok(funnel.report(&spec, folded.sum.unwrap_or_else(|| funnel.empty())))
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
