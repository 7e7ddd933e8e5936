//! One question to everything that a workspace holds: journeys, their stages, what maps found, customers, voices.
//!
//! Why here: each kind is searched by the rule of its own list ([`yeojido_text::Needle`], [`crate::people`]), so that
//! "12 more" leads to a list of as many. What differs is the order, which here is best first.
//!
//! What it refuses: computing. Pain points are looked for on maps that have found them already; which maps have not is
//! said, since finding takes seconds and a search must not.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use serde::Serialize;
use yeojido_domain::{JourneyId, LocalText, Micros, PersonId, StageId, Title, VoiceKey};
use yeojido_store::StoredJourney;
use yeojido_text::{Fit, Needle};

use crate::map::FoundOut;
use crate::nearly::{self, NearlyFound};
use crate::people::{Sought, everybody, fit_of_voice, last_seen};
use crate::rows::{Rows, VoiceRow};
use crate::{AppError, Workspace};

/// Rows of a kind unless asked otherwise.
pub const SHOWN: usize = 5;
/// Rows of a kind at most.
pub const SHOWN_MAX: usize = 50;

/// What of one kind was found, the best first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hits<T> {
    /// All of them.
    pub n: u64,
    /// The best.
    pub rows: Vec<T>,
}

/// A journey.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JourneyHit {
    /// Which.
    pub journey: JourneyId,
    /// What people call it.
    pub name: LocalText,
}

/// A stage, by its own name or that of a touchpoint.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StageHit {
    /// Of which journey.
    pub journey: JourneyId,
    /// What people call that.
    pub journey_name: LocalText,
    /// Which stage.
    pub stage: StageId,
    /// What people call it.
    pub name: LocalText,
    /// The touchpoint that was found, when it was not the stage's own name.
    pub touchpoint: Option<LocalText>,
}

/// A pain point or a delight of the whole map of a journey.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FindingHit {
    /// Of which journey.
    pub journey: JourneyId,
    /// What people call that.
    pub journey_name: LocalText,
    /// Its cell on the map.
    pub cell: String,
    /// In which stage.
    pub stage: StageId,
    /// What people call that.
    pub stage_name: LocalText,
    /// In one sentence.
    pub title: Title,
    /// A delight.
    pub good: bool,
}

/// A customer, and which of their names and traits was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CustomerHit {
    /// Who.
    pub person: PersonId,
    /// What people call them.
    pub label: String,
    /// The trait; `None` for an identifier.
    #[serde(rename = "trait")]
    pub of: Option<String>,
    /// Its value, as it was found.
    pub value: String,
    /// Last event or voice.
    pub last: Option<Micros>,
}

/// Everything that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// Journeys by their name.
    pub journeys: Hits<JourneyHit>,
    /// Stages by their name or that of a touchpoint.
    pub stages: Hits<StageHit>,
    /// Pain points and delights by their sentence.
    pub findings: Hits<FindingHit>,
    /// Journeys whose maps have not looked for pain points yet.
    pub not_looked: Vec<LocalText>,
    /// Customers as in their list.
    pub customers: Hits<CustomerHit>,
    /// Voices as in their list: those that say it in full, else those that nearly do.
    pub voices: Hits<VoiceRow>,
    /// Those that nearly say it.
    pub voices_nearly: NearlyFound,
}

/// Looks for what somebody typed. Nothing typed finds nothing.
///
/// # Errors
/// [`AppError::Lake`]; [`AppError::Store`].
pub async fn search(workspace: &Workspace, typed: &str, limit: Option<usize>) -> Result<Found, AppError> {
    let limit = limit.unwrap_or(SHOWN).clamp(1, SHOWN_MAX);
    let needle = Needle::new(typed);
    let journeys = workspace.store.journeys().await?;
    let snapshot = workspace.lake.snapshot(None).await?;
    let rows = Rows::of(workspace, &snapshot).await?;
    let near = nearly::who(workspace, &snapshot, typed).await?;
    let found = |of| workspace.scenes.found(of, snapshot.version(), rows.read().decided());
    let looked: Vec<_> = journeys.iter().map(found).collect();
    let look = move || {
        let needle = needle.as_ref();
        let pairs = || journeys.iter().zip(&looked);
        let (voices, voices_nearly) = of_voices(&rows, needle, &near, limit);
        Found {
            journeys: best(needle.map(|needle| of_journeys(&journeys, needle)), limit),
            stages: best(needle.map(|needle| of_stages(&journeys, needle)), limit),
            findings: best(needle.map(|needle| of_findings(pairs(), needle)), limit),
            not_looked: pairs().filter(|(_, found)| found.is_none()).map(|(of, _)| of.journey.name.clone()).collect(),
            customers: of_customers(&rows, needle, limit),
            voices,
            voices_nearly,
        }
    };
    Ok(tokio::task::spawn_blocking(look).await?)
}

/// The best of them, in the order of their keys.
fn best<K: Ord, T>(found: Option<Vec<(K, T)>>, limit: usize) -> Hits<T> {
    let mut found = found.unwrap_or_default();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Hits { n: found.len() as u64, rows: found.into_iter().take(limit).map(|(_, hit)| hit).collect() }
}

fn of_name(name: &LocalText, needle: &Needle) -> Option<Fit> {
    needle.find(name.ko()).into_iter().chain(needle.find(name.en())).min()
}

fn of_journeys(journeys: &[StoredJourney], needle: &Needle) -> Vec<(Fit, JourneyHit)> {
    let hit = |of: &StoredJourney| {
        let fit = of_name(&of.journey.name, needle)?;
        Some((fit, JourneyHit { journey: of.journey.id.clone(), name: of.journey.name.clone() }))
    };
    journeys.iter().filter_map(hit).collect()
}

/// A stage's own name comes before that of a touchpoint which fits as well.
fn of_stages(journeys: &[StoredJourney], needle: &Needle) -> Vec<((Fit, bool), StageHit)> {
    let mut found = Vec::new();
    for of in journeys {
        for stage in &of.journey.stages {
            let own = of_name(&stage.name, needle).map(|fit| ((fit, false), None));
            let parts = stage.touchpoints.iter().filter_map(|touchpoint| touchpoint.name.as_ref());
            let parts = parts.filter_map(|name| Some(((of_name(name, needle)?, true), Some(name.clone()))));
            let Some((key, touchpoint)) = own.into_iter().chain(parts).min_by_key(|(key, _)| *key) else { continue };
            let hit = StageHit {
                journey: of.journey.id.clone(),
                journey_name: of.journey.name.clone(),
                stage: stage.id.clone(),
                name: stage.name.clone(),
                touchpoint,
            };
            found.push((key, hit));
        }
    }
    found
}

/// Pain points before delights that fit as well, then in the order of their maps.
fn of_findings<'a>(
    maps: impl Iterator<Item = (&'a StoredJourney, &'a Option<Arc<FoundOut>>)>,
    needle: &Needle,
) -> Vec<((Fit, bool, u64), FindingHit)> {
    let mut hits = Vec::new();
    for (of, found) in maps {
        let Some(found) = found else { continue };
        let pains = found.told.pains.iter().map(|one| (one, false));
        for (one, good) in pains.chain(found.told.delights.iter().map(|one| (one, true))) {
            let fit = needle.find(&one.title.ko).into_iter().chain(needle.find(&one.title.en)).min();
            let stage = of.journey.stages.iter().find(|stage| stage.id == one.stage);
            let (Some(fit), Some(stage)) = (fit, stage) else { continue };
            let hit = FindingHit {
                journey: of.journey.id.clone(),
                journey_name: of.journey.name.clone(),
                cell: one.evidence.query.clone(),
                stage: one.stage.clone(),
                stage_name: stage.name.clone(),
                title: one.title.clone(),
                good,
            };
            hits.push(((fit, good, one.rank), hit));
        }
    }
    hits
}

fn of_customers(rows: &Rows, needle: Option<&Needle>, limit: usize) -> Hits<CustomerHit> {
    let Some(needle) = needle else { return Hits { n: 0, rows: Vec::new() } };
    let mut sought = Sought::new(needle);
    let mut found: Vec<_> = everybody(rows)
        .into_iter()
        .filter_map(|person| {
            let (fit, of, value) = sought.fit(rows, person)?;
            // A name before a trait; then whoever was seen last.
            Some(((fit, of.is_some(), Reverse(last_seen(rows, person)), person), (of, value)))
        })
        .collect();
    let n = found.len() as u64;
    found.sort_unstable_by_key(|(key, _)| *key);
    let row = |((_, _, Reverse(last), person), (of, value)): (_, (Option<String>, String))| CustomerHit {
        person,
        label: rows.label(person),
        of,
        value,
        last: (last > Micros(i64::MIN)).then_some(last),
    };
    Hits { n, rows: found.into_iter().take(limit).map(row).collect() }
}

fn of_voices(
    rows: &Rows,
    needle: Option<&Needle>,
    (near, waiting): &(HashSet<VoiceKey>, u64),
    limit: usize,
) -> (Hits<VoiceRow>, NearlyFound) {
    let Some(needle) = needle else { return (Hits { n: 0, rows: Vec::new() }, NearlyFound::default()) };
    let (mut found, mut nearly) = (Vec::new(), Vec::new());
    for voice in rows.voices().iter() {
        match fit_of_voice(rows, voice, needle) {
            Some(fit) => found.push((Some(fit), Reverse(voice.time), voice.key, voice)),
            None if near.contains(&voice.key) => nearly.push((None, Reverse(voice.time), voice.key, voice)),
            None => {}
        }
    }
    let told = NearlyFound { n: nearly.len() as u64, shown: found.is_empty(), waiting: *waiting };
    if told.shown {
        found = nearly;
    }
    found.sort_unstable_by_key(|&(fit, time, key, _)| (fit, time, key));
    let shown = found.iter().take(limit).map(|(.., voice)| rows.voice(voice, None)).collect();
    (Hits { n: found.len() as u64, rows: shown }, told)
}
