//! What is drawn: a journey × filter × period, with every computed value. Version 1 of the map's file.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    Counts, Feeling, Filter, Finding, JourneyId, Looked, Micros, Sentiment, Share, StageId, Topic, VoiceKey,
    VoiceSource, WrittenCell, Zone,
};

/// A map as it is computed, written by `yeojido map --format json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JourneyMap {
    /// Version of the file format: 1.
    pub map: u32,
    /// Which journey.
    pub journey: JourneyId,
    /// Version of its definition.
    pub version: u32,
    /// Name of the journey in the language asked for.
    pub name: String,
    /// Whom it is drawn for; `null` is everybody.
    pub segment: Option<String>,
    /// Whom it is drawn for, in predicates.
    #[serde(default, skip_serializing_if = "no_filter")]
    pub filter: Filter,
    /// First day, as asked for or as the data begin.
    pub from: Option<Date>,
    /// Last day, as asked for or as the data end.
    pub to: Option<Date>,
    /// Whose days.
    pub zone: Zone,
    /// When it was computed.
    pub computed_at: Micros,
    /// Version of the lake that it was computed from.
    pub lake_version: u64,
    /// What `walks` counts.
    #[serde(default)]
    pub counts: Counts,
    /// Walks with at least one visit to a stage that began in the period (or customers, if those are counted).
    pub walks: u64,
    /// Customers who made them.
    pub customers: u64,
    /// Voices of the period that found no place in a walk.
    pub voices_unplaced: u64,
    /// Events of the period that no stage catches.
    pub events_uncaught: u64,
    /// Last instant of the data: what is undecided is undecided as of then.
    pub data_end: Option<Micros>,
    /// How hard was looked for the pains and delights of the stages; `null` where nobody asked for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked: Option<Looked>,
    /// In order.
    pub stages: Vec<MapStage>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
const fn nobody(count: &u64) -> bool {
    *count == 0
}

fn no_filter(filter: &Filter) -> bool {
    filter.0.is_empty()
}

/// One column of the map. `entered = went_on + dropped + undecided`, always.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapStage {
    /// Which stage.
    pub id: StageId,
    /// Its name in the language asked for.
    pub name: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Why it is a moment of truth, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment_of_truth: Option<String>,
    /// Walks that have an event here.
    pub entered: u64,
    /// Of them, those with an event in a later stage afterwards (in the last stage: the goal).
    pub went_on: u64,
    /// Of them, those whose first entry into the next stage came directly from here.
    pub went_straight_on: u64,
    /// Of them, those that did not go on and have ended.
    pub dropped: u64,
    /// Of them, those that did not go on and may still.
    pub undecided: u64,
    /// Times that a walk came back to this stage after leaving it.
    pub reentries: u64,
    /// Where those who entered came from; adds up to `entered`.
    pub entered_from: EnteredFrom,
    /// Time in the stage.
    pub time_s: StageTime,
    /// Events here, the most frequent first.
    pub actions: Vec<ActionShare>,
    /// Channels here, the most frequent first.
    pub channels: Vec<ChannelShare>,
    /// How customers felt, from their ratings, and their words where there is none.
    pub emotion: Emotion,
    /// What they said, in their words: representative, not the first that came.
    pub thoughts: Vec<Quote>,
    /// What they talked about, the topic of most voices first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicTold>,
    /// What they wished for, in their words: statements that ask for something.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<Quote>,
    /// Voices that ask for something.
    #[serde(default, skip_serializing_if = "nobody")]
    pub asking: u64,
    /// Voices placed here.
    pub voices: u64,
    /// Events caught here.
    pub events: u64,
    /// Where it hurts, the heaviest first.
    #[serde(default)]
    pub pains: Vec<Finding>,
    /// What pleases, the heaviest first.
    #[serde(default)]
    pub delights: Vec<Finding>,
    /// Figures of the stage that the data allow.
    pub kpis: Vec<KpiCell>,
    /// What people wrote beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<WrittenCell>,
    /// How much of the column rests on data.
    pub coverage: Coverage,
}

/// Where the walks that entered a stage came from, at their first entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EnteredFrom {
    /// The walk began here.
    pub began: u64,
    /// Straight from the stage before.
    pub straight: u64,
    /// From an earlier stage, past the one before.
    pub past: u64,
    /// Back from a later stage.
    pub later: u64,
}

/// Time from the first event of a stage to the first event of a later one, in seconds (Kaplan–Meier).
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct StageTime {
    /// Half of them took no longer; `null` when fewer than half are known to have gone on.
    pub median: Option<f64>,
    /// Lower end of the median's 95 % interval.
    #[serde(default)]
    pub low: Option<f64>,
    /// Upper end; `null` when the data set no end to it.
    #[serde(default)]
    pub high: Option<f64>,
    /// Nine of ten took no longer.
    pub p90: Option<f64>,
    /// Walks whose time is known.
    pub n: u64,
    /// Walks that have not gone on: they count as "at least so long".
    pub censored: u64,
    /// Walks whose later stage has an earlier or equal time: clock faults, left out.
    pub faults: u64,
}

/// How often an event happens in a stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActionShare {
    /// Name of the event.
    pub event: String,
    /// Events.
    pub count: u64,
    /// Walks with at least one.
    pub walks: u64,
    /// `walks` of those that entered.
    pub share: f64,
}

/// How much of a stage goes through a channel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChannelShare {
    /// The channel; `null` where none was told.
    pub channel: Option<String>,
    /// Events.
    pub count: u64,
    /// Of all events of the stage.
    pub share: f64,
}

/// Mean of how customers felt on −2…+2, with a 95 % interval (Student's t), `null` without voices.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Emotion {
    /// Mean.
    pub mean: Option<f64>,
    /// Lower end; `null` below two voices.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Voices that tell.
    pub n: u64,
    /// Of them, from scores.
    pub from_scores: u64,
    /// Of them, from text.
    pub from_text: u64,
}

/// Words of a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// Which voice.
    pub voice_id: VoiceKey,
    /// Verbatim.
    pub text: String,
    /// By their rating, else by their words; `null` where neither tells.
    pub sentiment: Option<Sentiment>,
    /// Where it was heard.
    pub source: VoiceSource,
    /// When.
    pub time: Micros,
    /// How many voices of the stage it stands for.
    pub stands_for: u64,
}

/// What is said about a topic in a stage. A voice that is glad of one thing and unhappy with another counts as both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopicTold {
    /// About what.
    pub topic: Topic,
    /// What the workspace calls it, if it has a name of its own for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Voices with a statement about it.
    pub voices: u64,
    /// Voices of the stage that say something about any topic.
    pub of: u64,
    /// `voices` of `of`.
    pub share: Share,
    /// Of them, those that are glad of it.
    pub glad: TopicSide,
    /// Of them, those that are unhappy with it.
    pub unhappy: TopicSide,
}

/// Those who feel the same about a topic.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TopicSide {
    /// Voices.
    pub n: u64,
    /// What is felt most, if a feeling shows.
    pub feeling: Option<Feeling>,
    /// The statement that stands for most of them; `null` without any.
    pub quote: Option<Quote>,
    /// Why, in the words of the quote, if it says so.
    pub cause: Option<String>,
    /// What followed, in the words of the quote, if it says so.
    pub consequence: Option<String>,
}

/// A figure with its interval, number and formula.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KpiCell {
    /// `goal_rate`, `csat`, `nps`, `ces`, `return_rate` …
    pub id: String,
    /// The value; a ratio is 0…1, NPS −1…1.
    pub value: f64,
    /// Lower end of the 95 % interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Out of how many.
    pub n: u64,
    /// How it is computed, as a stable key that screens translate.
    pub formula: String,
}

/// How many lanes of a column rest on data.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Coverage {
    /// Lanes that hold a computed value.
    pub computed: u64,
    /// Lanes that could.
    pub lanes: u64,
    /// By lane: `computed`, `partial` (too few to be sure), `written` (people wrote it) or `assumed` (nothing but an
    /// assumption).
    pub by_lane: Vec<(String, String)>,
}
