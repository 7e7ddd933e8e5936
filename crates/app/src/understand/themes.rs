//! The themes of a workspace: what its customers speak of again and again, what became more of late, and how it goes along
//! with their ratings.
//!
//! The catalogue is kept in the store and only grows, so a theme keeps its id and its name. The list is computed once for a
//! version of the lake.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use yeojido_domain::{Micros, Quote, Statement, Topic, VoiceKey};
use yeojido_lake::{Snapshot, VoiceRow};
use yeojido_stats::{Answer, ImpactReport, Impacts, NotEnoughData, Score};
use yeojido_store::LOCAL_OWNER;
use yeojido_text::{Catalogue, Heard, Masker, Origin, Theme, Windows};

use super::read::{Decided, Read};
use super::told::words;
use crate::{AppError, Workspace, masking};

/// Where the catalogue is kept.
const KEPT: &str = "themes";
/// The weeks that are compared with those before them, and how many those are.
const WEEKS: (u32, u32) = (4, 20);
/// Draws of the intervals begin here, so that the same data give the same figures.
const SEED: u64 = 7;

/// A theme as lists show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThemeRow {
    /// The same as long as the workspace lives.
    pub id: String,
    /// In customers' words, or as people renamed it.
    pub name: String,
    /// What it is under.
    pub topic: Topic,
    /// Statements that speak of it.
    pub statements: u64,
    /// Voices that do.
    pub voices: u64,
    /// `statements` of all that speak of a topic.
    pub share: f64,
    /// `rising`, `falling`, `steady` or `too_few`: the last weeks against those before.
    pub trend: &'static str,
    /// Whether it became more of late than chance explains.
    pub emerging: bool,
    /// The week from which on it did.
    pub since: Option<Micros>,
    /// Says only that its speakers are glad of the topic or unhappy with it.
    pub general: bool,
    /// Statements that speak for the others.
    pub verbatims: Vec<Quote>,
    /// How it goes along with satisfaction; `null` where too few say so.
    pub impact: Option<ThemeImpact>,
}

/// Share of the satisfied among all answers less that among those without the theme. An association, not a cause.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ThemeImpact {
    /// Below 0: it goes along with less satisfaction.
    pub value: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Chance that it is none, corrected for all themes that were tried.
    pub p_adjusted: f64,
    /// Rated answers that name it.
    pub n: u64,
}

/// The themes of a workspace, and what they leave out.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct ThemeList {
    /// Version of the lake.
    pub lake_version: u64,
    /// The most frequent first.
    pub themes: Vec<ThemeRow>,
    /// Statements that speak of a topic.
    pub spoken: u64,
    /// Of them, those of which only a general theme can be told.
    pub general: u64,
    /// Of them, those that no theme holds.
    pub other: u64,
    /// Statements without a topic; in no share.
    pub without_topic: u64,
    /// Up to which decision of people labels are as they were read.
    #[serde(skip)]
    decided: Decided,
    /// The voices of each theme, ascending.
    #[serde(skip)]
    members: HashMap<String, Vec<VoiceKey>>,
}

impl ThemeList {
    /// Whether a voice speaks of a theme.
    #[must_use]
    pub fn speaks(&self, theme: &str, voice: VoiceKey) -> bool {
        self.members.get(theme).is_some_and(|voices| voices.binary_search(&voice).is_ok())
    }
}

/// The list that was computed last. Held while it is computed, so that the catalogue grows by one at a time.
#[derive(Default)]
pub struct KeptThemes(tokio::sync::Mutex<Option<Arc<ThemeList>>>);

/// The themes of the newest version of a workspace's lake.
///
/// # Errors
/// [`AppError::Lake`]; [`AppError::Store`]; [`AppError::Ended`] when the kept catalogue cannot be read.
pub async fn themes(workspace: &Workspace, now: Micros) -> Result<Arc<ThemeList>, AppError> {
    let mut kept = workspace.themes.0.lock().await;
    let snapshot = workspace.lake.snapshot(None).await?;
    let read = super::statements(workspace, &snapshot).await?;
    let same = |list: &&Arc<ThemeList>| list.lake_version == snapshot.version() && list.decided == read.decided();
    if let Some(list) = kept.as_ref().filter(same) {
        return Ok(Arc::clone(list));
    }
    let catalogue = match workspace.store.setting(KEPT).await? {
        Some(Value::String(text)) => Catalogue::from_text(&text).map_err(|why| AppError::Ended(why.to_string()))?,
        _ => Catalogue::shipped(),
    };
    let spoken = Spoken::read(&snapshot, &read).await?;
    let masker = masking::masker(workspace).await?;
    let before = catalogue.to_text();
    let version = snapshot.version();
    let (mut list, after) = tokio::task::spawn_blocking(move || told(version, catalogue, &spoken, &masker)).await?;
    list.decided = read.decided();
    if after != before {
        workspace.store.put_setting(KEPT, &after.into(), LOCAL_OWNER, now).await?;
    }
    let list = Arc::new(list);
    *kept = Some(Arc::clone(&list));
    Ok(list)
}

/// All statements with their words, and the voices that they are of.
struct Spoken {
    voices: Arc<Vec<VoiceRow>>,
    /// Each with the place of its voice.
    statements: Vec<(usize, Statement)>,
}

impl Spoken {
    async fn read(snapshot: &Snapshot, labelled: &Arc<Read>) -> Result<Self, AppError> {
        let (voices, texts) = (snapshot.voices().await?, snapshot.texts().await?);
        let labelled = Arc::clone(labelled);
        let work = move || {
            let mut statements = Vec::new();
            for (at, voice) in voices.iter().enumerate() {
                let Some(text) = texts.get(&voice.key) else { continue };
                for row in labelled.of(voice.key) {
                    let part = |(from, to)| words(text, from, to);
                    let labels = &row.labels;
                    statements.push((
                        at,
                        Statement {
                            start: row.start as usize,
                            end: row.end as usize,
                            text: part((row.start, row.end)),
                            sentiment: labels.sentiment,
                            score: labels.score,
                            confidence: labels.confidence,
                            emotion: (!labels.emotion.is_empty()).then(|| labels.emotion.clone()),
                            intent: labels.intent,
                            topic: labels.topic.clone(),
                            need: labels.need,
                            cause: labels.cause.map(part),
                            consequence: labels.consequence.map(part),
                        },
                    ));
                }
            }
            Self { voices, statements }
        };
        Ok(tokio::task::spawn_blocking(work).await?)
    }

    fn heard(&self) -> Vec<Heard<'_>> {
        self.statements
            .iter()
            .map(|(at, statement)| Heard { statement, voice: self.voices[*at].key, time: self.voices[*at].time })
            .collect()
    }
}

fn told(version: u64, mut catalogue: Catalogue, spoken: &Spoken, masker: &Masker) -> (ThemeList, String) {
    let heard = spoken.heard();
    let end = heard.iter().map(|one| one.time).max().unwrap_or_default();
    let windows = Windows::weeks(Micros(end.0 + 1), WEEKS.0, WEEKS.1);
    let statements: Vec<&Statement> = heard.iter().map(|one| one.statement).collect();
    let mut added = catalogue.grow(&statements);
    added.extend(catalogue.emerge(&heard, &windows));
    catalogue.without_names(&added, &statements, masker);
    let found = catalogue.themes(&heard, &windows);
    let voices_of: Vec<Vec<VoiceKey>> = found
        .themes
        .iter()
        .map(|theme| {
            let mut own: Vec<VoiceKey> = theme.statements.iter().map(|&at| heard[at].voice).collect();
            own.sort_unstable();
            own.dedup();
            own
        })
        .collect();
    let impacts = impacts(&spoken.voices, &voices_of).ok();
    let rows = found.themes.iter().zip(&voices_of).zip(0..).map(|((theme, voices), number)| {
        row(theme, voices.len() as u64, spoken, impacts.as_ref().and_then(|report| impact(report, number)))
    });
    let list = ThemeList {
        lake_version: version,
        themes: rows.collect(),
        spoken: found.spoken as u64,
        general: found.general as u64,
        other: found.other as u64,
        without_topic: found.without_topic as u64,
        decided: Decided::default(),
        members: found.themes.iter().map(|theme| theme.entry.id.as_str().to_owned()).zip(voices_of.clone()).collect(),
    };
    (list, catalogue.to_text())
}

fn row(theme: &Theme, voices: u64, spoken: &Spoken, impact: Option<ThemeImpact>) -> ThemeRow {
    let quote = |at: &usize| {
        let (voice, statement) = &spoken.statements[*at];
        let voice = &spoken.voices[*voice];
        Quote {
            voice_id: voice.key,
            text: statement.text.clone(),
            sentiment: statement.sentiment,
            source: voice.source,
            time: voice.time,
            stands_for: 1,
        }
    };
    ThemeRow {
        id: theme.entry.id.as_str().to_owned(),
        name: theme.name.clone(),
        topic: theme.entry.topic,
        statements: theme.statements.len() as u64,
        voices,
        share: theme.share,
        trend: theme.trend.as_str(),
        emerging: theme.trend.is_rising(),
        since: theme.since,
        general: theme.entry.origin == Origin::General,
        verbatims: theme.verbatims.iter().map(quote).collect(),
        impact,
    }
}

/// A rating, and the themes that its words speak of.
type Rated<'t> = (f64, &'t [u32]);

/// How themes go along with satisfaction on five, over all voices that have a rating and words. Strangers are somebody each.
fn impacts(voices: &[VoiceRow], themes: &[Vec<VoiceKey>]) -> Result<ImpactReport, NotEnoughData> {
    let mut named: HashMap<VoiceKey, Vec<u32>> = HashMap::new();
    for (number, theme) in (0..).zip(themes) {
        for voice in theme {
            named.entry(*voice).or_default().push(number);
        }
    }
    let mut answers: BTreeMap<(u64, u64), Vec<Rated<'_>>> = BTreeMap::new();
    for (at, voice) in
        (0..).zip(voices).filter(|(_, voice)| voice.has_text && crate::map::rating_counts_as("csat", voice))
    {
        let who = voice.person.map_or((1, at), |person| (0, person.0.cast_unsigned()));
        let own = named.get(&voice.key).map_or(&[][..], Vec::as_slice);
        answers.entry(who).or_default().extend(voice.score.map(|score| (score, own)));
    }
    let mut impacts = Impacts::new(Score::Csat5, themes.len());
    for (customer, answers) in (0..).zip(answers.values()) {
        let answers: Vec<Answer<'_>> = answers.iter().map(|&(score, themes)| Answer { score, themes }).collect();
        impacts.push(customer, &answers);
    }
    impacts.judge(SEED)
}

fn impact(report: &ImpactReport, number: u32) -> Option<ThemeImpact> {
    let theme = report.themes.iter().find(|one| one.theme == number)?;
    let impact = theme.impact.ok()?;
    Some(ThemeImpact {
        value: impact.of_score.value,
        low: impact.of_score.low,
        high: impact.of_score.high,
        p_adjusted: impact.p_adjusted,
        n: theme.answers,
    })
}
