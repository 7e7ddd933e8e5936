//! The list behind a number. `n` is the length of the whole list, `value` what the number is when computed from it.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use yeojido_domain::{Micros, Sentiment, VoiceKey};
use yeojido_journey::{Origin, Time, Visit, VisitOutcome};
use yeojido_lake::VoiceRow as LakeVoice;
use yeojido_stats::{Lifetimes, wilson};

use super::compare;
use super::findings::{FoundRows, Stay, found_out};
use super::kpis;
use super::question::Question;
use super::scene::{Scene, scene};
use super::spread::{scores, trend};
use super::walked::Owned;
use crate::rows::{Cursor, CustomerRow, EventRow, Rows, VoiceRow, WalkRow};
use crate::{AppError, Workspace};

/// Rows of a page unless asked otherwise, and at most.
const PAGE: usize = 50;
const PAGE_MAX: usize = 1_000;

/// Which number of a map. Written with dots: `pay.dropped`, `deliver.action.배송 조회`, `walks`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// All walks.
    Walks,
    /// All customers.
    Customers,
    /// Voices without a place.
    VoicesUnplaced,
    /// Events that no stage catches.
    EventsUncaught,
    /// A number of a stage.
    Stage {
        /// The stage's id.
        stage: String,
        /// Which number: `entered`, `dropped`, `emotion` …
        of: String,
        /// The event, channel, voice or figure that it is about.
        name: Option<String>,
    },
}

impl FromStr for Cell {
    type Err = AppError;
    fn from_str(text: &str) -> Result<Self, AppError> {
        match text {
            "walks" => return Ok(Self::Walks),
            "customers" => return Ok(Self::Customers),
            "voices_unplaced" => return Ok(Self::VoicesUnplaced),
            "events_uncaught" => return Ok(Self::EventsUncaught),
            _ => {}
        }
        let bad = || AppError::invalid("bad_cell", "cell", format!("`{text}` is not a cell such as pay.dropped"));
        let mut parts = text.splitn(3, '.');
        let stage = parts.next().filter(|s| !s.is_empty()).ok_or_else(bad)?.to_owned();
        let of = parts.next().filter(|s| !s.is_empty()).ok_or_else(bad)?.to_owned();
        Ok(Self::Stage { stage, of, name: parts.next().map(str::to_owned) })
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Walks => f.write_str("walks"),
            Self::Customers => f.write_str("customers"),
            Self::VoicesUnplaced => f.write_str("voices_unplaced"),
            Self::EventsUncaught => f.write_str("events_uncaught"),
            Self::Stage { stage, of, name: None } => write!(f, "{stage}.{of}"),
            Self::Stage { stage, of, name: Some(name) } => write!(f, "{stage}.{of}.{name}"),
        }
    }
}

/// Which list, and which page of it.
#[derive(Debug, Clone)]
pub struct EvidenceQuery {
    /// Of which map.
    pub question: Question,
    /// Of which number.
    pub cell: Cell,
    /// Where the page begins.
    pub cursor: Option<String>,
    /// Rows of the page.
    pub limit: Option<usize>,
}

/// A bar of a histogram.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Histogram {
    /// What it stands for: a score, a channel.
    pub label: String,
    /// How many.
    pub count: u64,
}

/// A week of a trend.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendPoint {
    /// Its Monday.
    pub week: jiff::civil::Date,
    /// Rows of the list in it.
    pub count: u64,
    /// Mean of their ratings, where the list is one of ratings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
}

/// A page of the list behind a number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// Which number.
    pub cell: String,
    /// `walks`, `customers`, `voices` or `events`.
    pub kind: &'static str,
    /// Length of the whole list.
    pub n: u64,
    /// The number computed from the list, where it is not the length.
    pub value: Option<f64>,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Version of the lake that the list is read at.
    pub lake_version: u64,
    /// Version of the journey.
    pub version: u32,
    /// The question, in words that a program reads.
    pub query: String,
    /// Stable key of how it is computed.
    pub method: String,
    /// How it spreads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub histogram: Vec<Histogram>,
    /// By week.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trend: Vec<TrendPoint>,
    /// The page, if the list is one of walks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub walks: Option<Vec<WalkRow>>,
    /// The page, if the list is one of customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customers: Option<Vec<CustomerRow>>,
    /// The page, if the list is one of voices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voices: Option<Vec<VoiceRow>>,
    /// The page, if the list is one of events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<EventRow>>,
    /// Cursor of the next page.
    pub next: Option<String>,
}

/// A walk of a list: when what the list is about began, and how long it took.
pub(super) struct Entry<'s> {
    pub owned: &'s Owned,
    pub began: Micros,
    pub duration_s: Option<f64>,
}

impl<'s> Entry<'s> {
    fn visit(scene: &Scene, owned: &'s Owned, visit: &Visit, duration_s: Option<f64>) -> Self {
        Self { owned, began: scene.walked.caught[owned.base + visit.first as usize].time, duration_s }
    }
}

/// The whole list, before it is cut into pages.
pub(super) enum List<'s> {
    Walks(Vec<Entry<'s>>),
    Customers(Vec<yeojido_domain::PersonId>),
    Voices(Vec<&'s LakeVoice>),
    Events(Vec<u32>),
}

impl List<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Walks(list) => list.len(),
            Self::Customers(list) => list.len(),
            Self::Voices(list) => list.len(),
            Self::Events(list) => list.len(),
        }
    }
}

/// What a list says when it is computed.
#[derive(Default)]
struct Computed {
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

/// Opens a number.
///
/// # Errors
/// [`AppError::NotFound`] for a stage or number that the map has not; [`AppError::Invalid`] for a bad cursor.
pub async fn evidence(workspace: &Workspace, query: &EvidenceQuery, now: Micros) -> Result<Evidence, AppError> {
    let cursor = query.cursor.as_deref().map(Cursor::parse).transpose()?;
    let mut question = query.question.clone();
    question.lake_version = cursor.map(|c| c.lake_version).or(question.lake_version);
    let scene = scene(workspace, &question, now).await?;
    let rows = Rows::of(workspace, &scene.snapshot).await?;
    let cursor = cursor.unwrap_or(Cursor { lake_version: scene.lake_version(), offset: 0 });
    let limit = query.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
    let cell = query.cell.clone();
    if matches!(&cell, Cell::Stage { of, .. } if of == "finding") {
        found_out(&scene).await?;
    }
    if matches!(&cell, Cell::Stage { of, .. } if compare::is_judged(of)) {
        compare::usual_times(workspace, &scene, now).await?;
    }
    let page = move || -> Result<Evidence, AppError> {
        let (list, computed, method) = open(&scene, &cell)?;
        let n = list.len();
        let mut evidence = Evidence {
            cell: cell.to_string(),
            kind: "walks",
            n: n as u64,
            value: computed.value,
            low: computed.low,
            high: computed.high,
            lake_version: scene.lake_version(),
            version: scene.version(),
            query: said(&scene, &cell),
            method: method.to_owned(),
            histogram: Vec::new(),
            trend: trend(&scene, &list),
            walks: None,
            customers: None,
            voices: None,
            events: None,
            next: cursor.next(limit, n),
        };
        fill(&mut evidence, &scene, &rows, &list, cursor.offset, limit);
        Ok(evidence)
    };
    tokio::task::spawn_blocking(page).await?
}

fn fill(evidence: &mut Evidence, scene: &Scene, rows: &Rows, list: &List<'_>, offset: usize, limit: usize) {
    match list {
        List::Walks(list) => {
            let page = list.iter().skip(offset).take(limit);
            evidence.walks = Some(page.map(|entry| scene.walk_row(entry.owned, rows, entry.duration_s)).collect());
        }
        List::Customers(list) => {
            evidence.kind = "customers";
            evidence.customers = Some(list.iter().skip(offset).take(limit).map(|p| rows.customer(*p)).collect());
        }
        List::Voices(list) => {
            evidence.kind = "voices";
            evidence.histogram = scores(list);
            let page = list.iter().skip(offset).take(limit);
            evidence.voices = Some(page.map(|v| rows.voice(v, scene.stage_of_voice(v.key))).collect());
        }
        List::Events(list) => {
            evidence.kind = "events";
            let page = list.iter().skip(offset).take(limit).filter_map(|&row| {
                let row = row as usize;
                let person = scene.events.owner(row)?;
                Some(rows.event(person, row, scene.stage_of_event(row)))
            });
            evidence.events = Some(page.collect());
        }
    }
}

/// The list behind a cell, with what it says when computed and the key of its method.
fn open<'s>(scene: &'s Scene, cell: &Cell) -> Result<(List<'s>, Computed, &'static str), AppError> {
    let none = Computed::default;
    match cell {
        Cell::Walks => {
            let counted = scene.walked.walks.iter().filter(|owned| owned.counted);
            let began = |owned: &Owned| scene.walked.caught[owned.base + owned.walk.caught.start].time;
            let walks = counted.map(|owned| Entry { owned, began: began(owned), duration_s: None });
            Ok((List::Walks(walks.collect()), none(), "walks"))
        }
        Cell::Customers => Ok((List::Customers(scene.customers()), none(), "customers")),
        Cell::VoicesUnplaced => {
            let voices = scene.unplaced.iter().map(|&at| &scene.voices[at as usize]);
            Ok((List::Voices(voices.collect()), none(), "voices_unplaced"))
        }
        Cell::EventsUncaught => Ok((List::Events(scene.walked.uncaught.clone()), none(), "events_uncaught")),
        Cell::Stage { stage, of, name } => {
            let unknown = || AppError::NotFound { what: "cell", id: cell.to_string() };
            let at = scene.stage_at(stage).ok_or_else(unknown)?;
            of_stage(scene, at, of, name.as_deref()).ok_or_else(unknown)
        }
    }
}

fn of_stage<'s>(
    scene: &'s Scene,
    stage: u8,
    of: &str,
    name: Option<&str>,
) -> Option<(List<'s>, Computed, &'static str)> {
    let visits = |method, keep: fn(&Visit) -> bool| {
        let kept = scene.visits(stage).filter(|(_, visit)| keep(visit));
        let walks: Vec<_> = kept.map(|(owned, visit)| Entry::visit(scene, owned, visit, None)).collect();
        let share = match method {
            "entered" => Computed::default(),
            _ => share(walks.len() as u64, scene.visits(stage).count() as u64),
        };
        Some((List::Walks(walks), share, method))
    };
    match (of, name) {
        ("entered", None) => visits("entered", |_| true),
        ("went_on", None) => visits("went_on", |v| v.outcome == VisitOutcome::WentOn),
        ("dropped", None) => visits("dropped", |v| v.outcome == VisitOutcome::Dropped),
        ("undecided", None) => visits("undecided", |v| v.outcome == VisitOutcome::Undecided),
        ("began", None) => visits("entered_from", |v| v.from == Origin::Began),
        ("straight", None) => visits("entered_from", |v| v.from == Origin::Straight),
        ("past", None) => visits("entered_from", |v| v.from == Origin::Past),
        ("later", None) => visits("entered_from", |v| v.from == Origin::Later),
        ("faults", None) => visits("faults", |v| v.time == Time::Fault),
        ("censored", None) => visits("censored", |v| matches!(v.time, Time::AtLeast(_))),
        ("went_straight_on", None) => {
            let next = stage.checked_add(1)?;
            let walks = scene
                .visits(stage)
                .filter(|(owned, _)| owned.walk.visits.iter().any(|v| v.stage == next && v.from == Origin::Straight));
            Some((
                List::Walks(walks.map(|(owned, visit)| Entry::visit(scene, owned, visit, None)).collect()),
                Computed::default(),
                "went_straight_on",
            ))
        }
        ("reentries", None) => Some(reentries(scene, stage)),
        ("time", None) => Some(times(scene, stage)),
        ("events", None) => Some((List::Events(events(scene, stage, |_| true)), Computed::default(), "events")),
        ("action", Some(event)) => {
            let code = scene.events.event.code(event)?;
            let list = events(scene, stage, |row| scene.events.event.codes[row] == code);
            Some((List::Events(list), Computed::default(), "action"))
        }
        ("channel", Some(channel)) => {
            let code = if channel == "-" { yeojido_journey::NONE } else { scene.events.channel.code(channel)? };
            let list = events(scene, stage, |row| scene.events.channel.codes[row] == code);
            Some((List::Events(list), Computed::default(), "channel"))
        }
        ("finding", Some(id)) => finding(scene, id),
        (judged, None) if compare::is_judged(judged) => {
            let found = compare::judged(scene, stage, judged)?;
            let entry = |(stay, took): &(Stay<'s>, Option<f64>)| Entry::visit(scene, stay.owned, stay.visit, *took);
            let list = found.visits.iter().map(entry).collect();
            let computed = match found.median_s {
                Some(median) => Computed { value: Some(median), ..Computed::default() },
                None => share(found.visits.len() as u64, found.of),
            };
            Some((List::Walks(list), computed, found.method))
        }
        _ => voices(scene, stage, of, name),
    }
}

/// Those whom a finding concerns.
fn finding<'s>(scene: &'s Scene, id: &str) -> Option<(List<'s>, Computed, &'static str)> {
    let list = match scene.found.get()?.rows(id)? {
        FoundRows::Walks { stage, walks } => List::Walks(
            walks
                .iter()
                .filter_map(|&at| {
                    let owned = &scene.walked.walks[at as usize];
                    Some(Entry::visit(scene, owned, owned.walk.visit(*stage)?, None))
                })
                .collect(),
        ),
        FoundRows::Voices(voices) => List::Voices(voices.iter().map(|&at| &scene.voices[at as usize]).collect()),
    };
    Some((list, Computed::default(), "finding"))
}

/// The share of a list in those who entered, with its interval.
fn share(part: u64, whole: u64) -> Computed {
    wilson(part, whole, kpis::LEVEL)
        .map(|i| Computed { value: Some(i.value), low: Some(i.low), high: Some(i.high) })
        .unwrap_or_default()
}

/// Every coming back is one event: the first after the return.
fn reentries(scene: &Scene, stage: u8) -> (List<'_>, Computed, &'static str) {
    let mut rows = Vec::new();
    for (owned, visit) in scene.visits(stage) {
        let caught = &scene.walked.caught[owned.range()];
        let first = visit.first as usize - owned.walk.caught.start;
        let back = caught.windows(2).skip(first).filter(|w| w[1].stage == stage && w[0].stage != stage);
        rows.extend(back.map(|w| w[1].row));
    }
    (List::Events(rows), Computed::default(), "reentries")
}

/// The walks whose time in the stage is known; the median counts the others as "at least so long".
fn times(scene: &Scene, stage: u8) -> (List<'_>, Computed, &'static str) {
    let mut lifetimes = Lifetimes::default();
    let mut known = Vec::new();
    for (owned, visit) in scene.visits(stage) {
        match visit.time {
            Time::Known(span) => {
                lifetimes.push(span.seconds(), true);
                known.push(Entry::visit(scene, owned, visit, Some(span.seconds())));
            }
            Time::AtLeast(span) => lifetimes.push(span.seconds(), false),
            Time::Fault | Time::Unmeasured => {}
        }
    }
    known.sort_by(|a, b| b.duration_s.unwrap_or(0.0).total_cmp(&a.duration_s.unwrap_or(0.0)));
    let curve = lifetimes.curve().ok();
    let value = curve.as_ref().and_then(|curve| curve.median());
    let (low, high) = curve.filter(|_| value.is_some()).map_or((None, None), |c| c.median_interval(kpis::LEVEL));
    (List::Walks(known), Computed { value, low, high }, "kaplan_meier_median")
}

fn events(scene: &Scene, stage: u8, keep: impl Fn(usize) -> bool) -> Vec<u32> {
    scene
        .visits(stage)
        .flat_map(|(owned, _)| &scene.walked.caught[owned.range()])
        .filter(|event| event.stage == stage && keep(event.row as usize))
        .map(|event| event.row)
        .collect()
}

fn voices<'s>(scene: &'s Scene, stage: u8, of: &str, name: Option<&str>) -> Option<(List<'s>, Computed, &'static str)> {
    let newest_first = |mut list: Vec<&'s LakeVoice>| {
        list.sort_by_key(|voice| (std::cmp::Reverse(voice.time), voice.key));
        List::Voices(list)
    };
    match (of, name) {
        ("voices", None) => Some((newest_first(scene.voices_at(stage).collect()), Computed::default(), "voices")),
        ("emotion", None) => {
            let list: Vec<_> = scene.voices_at(stage).filter(|voice| scene.felt(voice).is_some()).collect();
            let emotion = kpis::emotion(list.iter().filter_map(|voice| scene.felt(voice)));
            let computed = Computed { value: emotion.mean, low: emotion.low, high: emotion.high };
            Some((newest_first(list), computed, "emotion_mean_t"))
        }
        ("thought", Some(id)) => {
            let key: VoiceKey = id.parse().ok()?;
            let voice = scene.voices_at(stage).find(|voice| voice.key == key)?;
            Some((List::Voices(vec![voice]), Computed::default(), "thought"))
        }
        ("topic", Some(name)) => {
            let (topic, feeling) = match name.split_once('.') {
                None => (name, None),
                Some((topic, "glad")) => (topic, Some(Sentiment::Positive)),
                Some((topic, "unhappy")) => (topic, Some(Sentiment::Negative)),
                Some(_) => return None,
            };
            // A topic that was merged is asked for by its own name too.
            let list = scene.voices_about(stage, scene.topics().resolve(topic.parse().ok()?), feeling);
            Some((newest_first(list), Computed::default(), "topic"))
        }
        ("requests", None) => Some((newest_first(scene.voices_asking(stage)), Computed::default(), "requests")),
        ("kpi", Some(id)) => kpi(scene, stage, id, newest_first),
        _ => None,
    }
}

fn kpi<'s>(
    scene: &'s Scene,
    stage: u8,
    id: &str,
    newest_first: impl Fn(Vec<&'s LakeVoice>) -> List<'s>,
) -> Option<(List<'s>, Computed, &'static str)> {
    let of = |cell: Option<yeojido_domain::KpiCell>| {
        cell.map(|c| Computed { value: Some(c.value), low: c.low, high: c.high }).unwrap_or_default()
    };
    let list = |kpi: &str| scene.voices_at(stage).filter(|v| kpis::counts_as(kpi, v)).collect::<Vec<_>>();
    match id {
        "csat" => Some((newest_first(list("csat")), of(kpis::csat(scene.voices_at(stage))), "csat_top2")),
        "nps" => Some((newest_first(list("nps")), of(kpis::nps(scene.voices_at(stage))), "nps")),
        "ces" => Some((newest_first(list("ces")), of(kpis::ces(scene.voices_at(stage))), "ces_mean")),
        "goal_rate" => {
            let walks = scene.visits(stage).map(|(owned, visit)| Entry::visit(scene, owned, visit, None)).collect();
            Some((List::Walks(walks), of(kpis::goal_rate(scene, stage)), "goal_rate"))
        }
        _ => None,
    }
}

fn said(scene: &Scene, cell: &Cell) -> String {
    let question = &scene.question;
    let day = |d: Option<jiff::civil::Date>| d.map_or_else(|| "…".to_owned(), |d| d.to_string());
    let filter = serde_json::to_string(&question.filter).unwrap_or_default();
    format!(
        "journey={}@{} cell={cell} period={}..{} zone={} where={filter} lake={}",
        question.journey,
        scene.version(),
        day(question.period.from),
        day(question.period.to),
        question.period.zone,
        scene.lake_version(),
    )
}
