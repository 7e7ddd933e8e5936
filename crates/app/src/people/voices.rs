//! Voices: the list.

use std::collections::BTreeMap;

use serde::Serialize;
use yeojido_domain::{Feeling, Intent, Micros, Period, Sentiment, Topic, VoiceKey, VoiceSource};
use yeojido_improve::on_all_cores;
use yeojido_lake::{StatementRow, VoiceRow as LakeVoice};
use yeojido_text::{Fit, Needle};

use super::{PAGE, PAGE_MAX};
use crate::nearly::{self, NearlyFound};
use crate::rows::{Cursor, Rows, VoiceRow};
use crate::{AppError, Workspace, map, understand};

/// Voices that a core looks through at once.
const SHARE: usize = 8_192;

/// What to list.
#[derive(Debug, Clone)]
pub struct VoiceQuery {
    /// This one alone.
    pub voice: Option<VoiceKey>,
    /// Part of the words.
    pub text: String,
    /// Those too that nearly say it, also when some say it in full.
    pub nearly: bool,
    /// Heard in.
    pub source: Option<VoiceSource>,
    /// Score on its own scale, at least.
    pub score_min: Option<f64>,
    /// Score on its own scale, at most.
    pub score_max: Option<f64>,
    /// Whose rating enters this figure: `csat`, `nps` or `ces`.
    pub rated: Option<String>,
    /// What one of its statements must be, all at once.
    pub says: Says,
    /// One of its statements was put right by a person, or none was.
    pub put_right: Option<bool>,
    /// Speaking of this theme, by its id.
    pub theme: Option<String>,
    /// Placed in this stage of the journey asked about; `-` is none.
    pub stage: Option<String>,
    /// When.
    pub period: Period,
    /// Where the page begins.
    pub cursor: Option<String>,
    /// Rows of the page.
    pub limit: Option<usize>,
}

/// What a statement must be: one and the same has all that is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Says {
    /// Glad of it or not.
    pub sentiment: Option<Sentiment>,
    /// Among what it feels.
    pub feeling: Option<Feeling>,
    /// What it wants.
    pub intent: Option<Intent>,
    /// Among what it is about.
    pub topic: Option<Topic>,
}

impl Says {
    fn asks_nothing(self) -> bool {
        self == Self::default()
    }

    fn fits(self, row: &StatementRow) -> bool {
        let labels = &row.labels;
        self.sentiment.is_none_or(|asked| labels.sentiment == Some(asked))
            && self.feeling.is_none_or(|asked| labels.emotion.contains(&asked))
            && self.intent.is_none_or(|asked| labels.intent == Some(asked))
            && self.topic.is_none_or(|asked| labels.topic.contains(&asked))
    }
}

/// How many of the voices were heard where.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceCount {
    /// Where.
    pub source: VoiceSource,
    /// How many of those that match all but the source.
    pub count: u64,
}

/// How many of the voices have a statement with a label, of those that match all but that kind of label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelCount<T> {
    /// Which.
    pub label: T,
    /// How many.
    pub count: u64,
}

/// What the voices say, label by label, the most frequent first.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Facets {
    /// Glad of it or not.
    pub sentiment: Vec<LabelCount<Sentiment>>,
    /// What is felt; that nothing is felt is left out.
    pub feeling: Vec<LabelCount<Feeling>>,
    /// What is wanted.
    pub intent: Vec<LabelCount<Intent>>,
    /// What it is about.
    pub topic: Vec<LabelCount<Topic>>,
    /// Voices with a statement that a person has put right.
    pub put_right: u64,
    /// Corrections that hold nowhere: no statement has their place or their words any more.
    pub nowhere: u64,
    /// Voices without words, or whose words nobody has looked at.
    pub silent: u64,
}

/// A page of voices, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Voices {
    /// All that match, on all pages.
    pub n: u64,
    /// This page.
    pub rows: Vec<VoiceRow>,
    /// Cursor of the next page.
    pub next: Option<String>,
    /// By source.
    pub by_source: Vec<SourceCount>,
    /// By what they say.
    pub facets: Facets,
    /// Voices beside those that say it in full.
    pub nearly: NearlyFound,
}

/// Lists voices; with a journey, where each is placed in it.
///
/// # Errors
/// [`AppError::Invalid`] for a bad cursor; [`AppError::Lake`].
pub async fn voices(
    workspace: &Workspace,
    query: &VoiceQuery,
    scene: Option<&map::Scene>,
    now: Micros,
) -> Result<Voices, AppError> {
    let cursor = query.cursor.as_deref().map(Cursor::parse).transpose()?;
    let snapshot = workspace.lake.snapshot(cursor.map(|c| c.lake_version)).await?;
    let cursor = cursor.unwrap_or(Cursor { lake_version: snapshot.version(), offset: 0 });
    let rows = Rows::of(workspace, &snapshot).await?;
    let needle = Needle::new(&query.text);
    let themes = match &query.theme {
        Some(theme) => Some((theme, understand::themes(workspace, now).await?)),
        None => None,
    };
    let (near, waiting) = nearly::who(workspace, &snapshot, &query.text).await?;
    let range = query.period.range();
    let stage_of = |key| scene.and_then(|s| s.stage_of_voice(key));
    let found: Vec<_> = rows
        .voices()
        .iter()
        .filter(|v| range.contains(&v.time))
        .filter(|v| query.score_min.is_none_or(|min| v.score.is_some_and(|s| s >= min)))
        .filter(|v| query.score_max.is_none_or(|max| v.score.is_some_and(|s| s <= max)))
        .filter(|v| query.rated.as_deref().is_none_or(|kpi| map::rating_counts_as(kpi, v)))
        .filter(|v| query.stage.as_deref().is_none_or(|want| stage_of(v.key).unwrap_or("-") == want))
        .filter(|v| themes.as_ref().is_none_or(|(theme, list)| list.speaks(theme, v.key)))
        .filter(|v| query.voice.is_none_or(|wanted| v.key == wanted))
        .collect();
    let (mut found, mut nearly) = told_apart(&rows, found, needle.as_ref());
    nearly.retain(|v| near.contains(&v.key));
    let shown = query.nearly || found.is_empty();
    if shown {
        found.extend(&nearly);
    }
    let mut by_source: BTreeMap<VoiceSource, u64> = BTreeMap::new();
    for voice in &found {
        *by_source.entry(voice.source).or_default() += 1;
    }
    found.retain(|v| query.source.is_none_or(|want| v.source == want));
    let says = Says { topic: query.says.topic.map(|topic| rows.read().topics().resolve(topic)), ..query.says };
    let facets = facets(&found, &rows, says, query.put_right);
    let of_the_labels =
        |v: &&LakeVoice| fits(v, &rows, says) && query.put_right.is_none_or(|want| put_right(v, &rows) == want);
    found.retain(of_the_labels);
    nearly.retain(|v| query.source.is_none_or(|want| v.source == want) && of_the_labels(v));
    found.sort_unstable_by_key(|v| (std::cmp::Reverse(v.time), v.key));
    let limit = query.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
    Ok(Voices {
        n: found.len() as u64,
        rows: found.iter().skip(cursor.offset).take(limit).map(|v| rows.voice(v, stage_of(v.key))).collect(),
        next: cursor.next(limit, found.len()),
        by_source: by_source.into_iter().map(|(source, count)| SourceCount { source, count }).collect(),
        facets,
        nearly: NearlyFound { n: nearly.len() as u64, shown, waiting },
    })
}

/// Those that say it in full, and the others.
fn told_apart<'v>(
    rows: &Rows,
    voices: Vec<&'v LakeVoice>,
    needle: Option<&Needle>,
) -> (Vec<&'v LakeVoice>, Vec<&'v LakeVoice>) {
    let Some(needle) = needle else { return (voices, Vec::new()) };
    let shares: Vec<&[&LakeVoice]> = voices.chunks(SHARE).collect();
    let says = on_all_cores(shares.len(), |at| {
        shares[at].iter().map(|voice| fit(rows, voice, needle).is_some()).collect::<Vec<_>>()
    });
    let mut says = says.into_iter().flatten();
    voices.into_iter().partition(|_| says.next().unwrap_or_default())
}

/// Whether one of its statements is as asked.
fn fits(voice: &LakeVoice, rows: &Rows, says: Says) -> bool {
    says.asks_nothing() || rows.read().of(voice.key).iter().any(|row| says.fits(row))
}

/// Whether a person has put one of its statements right.
fn put_right(voice: &LakeVoice, rows: &Rows) -> bool {
    rows.read().of(voice.key).iter().any(|row| rows.read().is_put_right(row))
}

fn facets(voices: &[&LakeVoice], rows: &Rows, asked: Says, right: Option<bool>) -> Facets {
    let topics = rows.read().topics();
    let corrected = voices.iter().filter(|voice| fits(voice, rows, asked) && put_right(voice, rows)).count() as u64;
    let wanted = voices.iter().filter(|voice| right.is_none_or(|want| put_right(voice, rows) == want));
    let voices: Vec<&[StatementRow]> = wanted.map(|voice| rows.read().of(voice.key)).collect();
    let voices = voices.as_slice();
    let mut about = counted(voices, Says { topic: None, ..asked }, |row| row.labels.topic.clone());
    about.retain(|one| !topics.hides(one.label));
    Facets {
        sentiment: counted(voices, Says { sentiment: None, ..asked }, |row| row.labels.sentiment.into_iter().collect()),
        feeling: counted(voices, Says { feeling: None, ..asked }, |row| {
            row.labels.emotion.iter().copied().filter(|&feeling| feeling != Feeling::None).collect()
        }),
        intent: counted(voices, Says { intent: None, ..asked }, |row| row.labels.intent.into_iter().collect()),
        topic: about,
        put_right: corrected,
        nowhere: rows.read().nowhere(),
        silent: voices.iter().filter(|said| said.is_empty()).count() as u64,
    }
}

/// Voices by label: each once a label, however often it says so.
fn counted<T: Copy + Ord>(
    voices: &[&[StatementRow]],
    asked: Says,
    labels: impl Fn(&StatementRow) -> Vec<T>,
) -> Vec<LabelCount<T>> {
    let mut counts: BTreeMap<T, u64> = BTreeMap::new();
    let mut own: Vec<T> = Vec::new();
    for said in voices {
        own.clear();
        own.extend(said.iter().filter(|row| asked.fits(row)).flat_map(&labels));
        own.sort_unstable();
        own.dedup();
        for &label in &own {
            *counts.entry(label).or_default() += 1;
        }
    }
    let mut counts: Vec<LabelCount<T>> = counts.into_iter().map(|(label, count)| LabelCount { label, count }).collect();
    counts.sort_by_key(|one| std::cmp::Reverse(one.count));
    counts
}

/// How well the words of a voice fit.
pub(crate) fn fit(rows: &Rows, voice: &LakeVoice, needle: &Needle) -> Option<Fit> {
    rows.texts().get(&voice.key).and_then(|text| needle.find(text))
}
