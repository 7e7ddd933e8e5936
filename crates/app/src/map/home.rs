//! Home: where it hurts most, how the figures move, and what the data are.

use std::collections::BTreeMap;

use serde::Serialize;
use yeojido_domain::{JourneyMap, KpiCell, Micros, Zone};
use yeojido_lake::VoiceRow;

use super::cells::draw;
use super::kpis;
use super::question::{Lang, Question};
use crate::{AppError, Workspace};

/// Fewer ratings than this do not make a stage the worst one.
const ENOUGH: u64 = 10;

/// A source and how far it reaches.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceState {
    /// Its name.
    pub source: String,
    /// Events.
    pub events: u64,
    /// Voices.
    pub voices: u64,
    /// First of either.
    pub first: Option<Micros>,
    /// Last of either.
    pub last: Option<Micros>,
}

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Totals {
    /// Events.
    pub events: u64,
    /// Voices.
    pub voices: u64,
    /// Persons with an event.
    pub customers: u64,
}

/// A figure in one week.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeekValue {
    /// Its Monday.
    pub week: jiff::civil::Date,
    /// The value, if the week has any.
    pub value: Option<f64>,
    /// Out of how many.
    pub n: u64,
}

/// A figure of all voices, with its weeks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HomeKpi {
    /// The figure over all time.
    #[serde(flatten)]
    pub all: KpiCell,
    /// The same by week.
    pub weeks: Vec<WeekValue>,
}

/// What Home shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Home {
    /// The journey that is drawn; `null` when there is none yet.
    pub journey: Option<String>,
    /// Its map for everybody, over all time.
    pub map: Option<JourneyMap>,
    /// The stage where customers feel worst, of those with ten ratings or more.
    pub worst: Option<String>,
    /// Sources of the data.
    pub sources: Vec<SourceState>,
    /// How much there is.
    pub totals: Totals,
    /// Figures that the data allow.
    pub kpis: Vec<HomeKpi>,
}

/// Draws Home for a journey, or for the first there is.
///
/// # Errors
/// [`AppError::NotFound`] for a journey that is not there; [`AppError::Lake`]; [`AppError::Store`].
pub async fn home(
    workspace: &Workspace,
    question: Option<&Question>,
    lang: Lang,
    now: Micros,
) -> Result<Home, AppError> {
    let snapshot = workspace.lake.snapshot(None).await?;
    let events = snapshot.events(&[]).await?;
    let voices = snapshot.voices().await?;
    let map = match question {
        Some(question) => Some(draw(workspace, question, lang, now).await?.1),
        None => None,
    };
    let sources = snapshot.sources().await?.into_iter().map(|row| SourceState {
        source: row.source.to_string(),
        events: row.events,
        voices: row.voices,
        first: Some(row.first),
        last: Some(row.last),
    });
    Ok(Home {
        journey: map.as_ref().map(|map| map.journey.to_string()),
        worst: map.as_ref().and_then(worst),
        map,
        sources: sources.collect(),
        totals: Totals {
            events: events.len() as u64,
            voices: voices.len() as u64,
            customers: events.persons.len() as u64,
        },
        kpis: figures(&voices, &workspace.zone),
    })
}

fn worst(map: &JourneyMap) -> Option<String> {
    let rated = map.stages.iter().filter(|stage| stage.emotion.n >= ENOUGH);
    let worst = rated.min_by(|a, b| a.emotion.mean.unwrap_or(0.0).total_cmp(&b.emotion.mean.unwrap_or(0.0)))?;
    Some(worst.id.to_string())
}

fn figures(voices: &[VoiceRow], zone: &Zone) -> Vec<HomeKpi> {
    let mut weeks: BTreeMap<jiff::civil::Date, Vec<&VoiceRow>> = BTreeMap::new();
    for voice in voices.iter().filter(|v| v.score.is_some()) {
        let day = voice.time.day(zone);
        let monday = day.saturating_sub(jiff::Span::new().days(i64::from(day.weekday().to_monday_zero_offset())));
        weeks.entry(monday).or_default().push(voice);
    }
    let figure = |compute: &dyn Fn(&mut dyn Iterator<Item = &VoiceRow>) -> Option<KpiCell>| {
        let all = compute(&mut voices.iter())?;
        let weeks = weeks.iter().map(|(week, list)| {
            let cell = compute(&mut list.iter().copied());
            WeekValue { week: *week, value: cell.as_ref().map(|c| c.value), n: cell.map_or(0, |c| c.n) }
        });
        Some(HomeKpi { all, weeks: weeks.collect() })
    };
    [figure(&|v| kpis::csat(v)), figure(&|v| kpis::nps(v)), figure(&|v| kpis::ces(v))].into_iter().flatten().collect()
}
