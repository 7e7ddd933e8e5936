//! What a map finds by itself: places where some customers fare worse, or better, than others do.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Predicate, StageId, TouchpointId};

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// After something that happened, more customers leave.
    Loss,
    /// Some wait longer.
    Wait,
    /// Some go back, or do the same again and again.
    Loop,
    /// Something that went wrong, by its name, and what it led to.
    Error,
    /// Some rate the stage lower.
    LowScore,
    /// Some groups fare otherwise than the rest.
    Split,
    /// A theme of what is said.
    Theme,
}

/// Which outcome differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Share that does not go on within the stage's usual time.
    Lost,
    /// Share that goes back to an earlier stage.
    Back,
    /// Time in the stage, as the mean rank 0…1 among all known times.
    Slow,
    /// Emotion on −2…+2, from ratings.
    Emotion,
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// 한국어
    pub ko: String,
    /// English
    pub en: String,
}

/// Whom it concerns, as far as a filter can say it. Empty where it cannot.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Who {
    /// Predicates, all of which hold.
    #[serde(rename = "where")]
    pub filter: Vec<Predicate>,
}

/// First and last day, both belonging to it. `to` is missing while it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
}

/// A share with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// 0…1.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How much worse or better, with its 95 % interval. An association, not a cause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindingEffect {
    /// What differs.
    pub measure: Measure,
    /// Difference between the group and the others at the same point; of shares in points of 1, of emotion in its
    /// units, of waiting in ranks. For shares and ranks above 0 is worse, for emotion below.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The measure in the group: a share, an emotion, or the median time in seconds.
    pub group: Option<f64>,
    /// The measure among the others.
    pub others: Option<f64>,
    /// Whom it is compared with, as a stable key that screens translate.
    pub compared_with: String,
}

/// What those whom it concerns spent less than similar customers, over all of them. An association, not a cause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// The estimate: above 0, they spent less.
    pub amount: f64,
    /// ISO 4217.
    pub currency: String,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Days after the moment in which sales were counted.
    pub window_days: u32,
    /// Customers whom it concerns and whose window has passed.
    pub people: u64,
    /// Customers whom they were matched with.
    pub matched: u64,
    /// Sales per customer among those whom it concerns.
    pub group: f64,
    /// Sales per customer among the others, spread as those whom it concerns.
    pub others: f64,
    /// What they were matched by, as stable keys that screens translate.
    pub alike: Vec<String>,
    /// Sales of one customer above this were cut to it.
    pub cut_at: f64,
}

/// A week of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FindingWeek {
    /// Its Monday.
    pub week: Date,
    /// Those whom it concerns.
    pub n: u64,
    /// Out of so many.
    pub of: u64,
}

/// What became of it over the weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingState {
    /// It began within the last four weeks of the data.
    New,
    /// It concerns a larger share than four weeks before, beyond chance.
    Growing,
    /// A smaller share, beyond chance.
    Shrinking,
    /// It goes on as it was.
    Steady,
    /// It has not been seen for three weeks.
    Gone,
    /// It was gone for three weeks, and is there again.
    Back,
}

/// Where it is more frequent, or less, than overall.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindingSplit {
    /// In words.
    pub title: Title,
    /// As a filter, where one can say it.
    #[serde(rename = "where")]
    pub filter: Vec<Predicate>,
    /// Share of those in the group whom it concerns.
    pub share: Share,
    /// Out of how many.
    pub of: u64,
    /// How many it concerns.
    pub n: u64,
}

/// What it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingEvidence {
    /// Customers whom it concerns.
    pub customers: u64,
    /// Their events in the stage.
    pub events: u64,
    /// Their voices there.
    pub voices: u64,
    /// The cell that opens their list.
    pub query: String,
}

/// A pain point or a delight, as the map finds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The same for the same group, measure and stage, whatever the data.
    pub id: String,
    /// Where.
    pub stage: StageId,
    /// At which touchpoint, if it is about one event.
    pub touchpoint: Option<TouchpointId>,
    /// What it is about.
    pub kind: FindingKind,
    /// In one sentence.
    pub title: Title,
    /// Whom it concerns.
    pub who: Who,
    /// Since when and until when, where that is known.
    pub when: Option<When>,
    /// Walks (or voices, if the measure is emotion) that it concerns; as many rows has its list.
    pub n: u64,
    /// Out of how many that could be compared.
    pub of: u64,
    /// `n` of `of`.
    pub share: Share,
    /// How much worse.
    pub effect: FindingEffect,
    /// What it costs; `null` until it can be said.
    pub cost: Option<Cost>,
    /// Why there is no cost, as a stable key that screens translate.
    pub reason_no_cost: Option<String>,
    /// Chance that it is false, corrected for all comparisons of the map (Benjamini–Hochberg).
    pub p_adjusted: f64,
    /// Place in the ranking of its map, from 1.
    pub rank: u64,
    /// What it is ranked by: those whom it concerns × how much worse, as customers fully lost.
    pub weight: Share,
    /// The next in the ranking may as well be before it.
    pub tied: bool,
    /// Over the weeks.
    pub trend: Vec<FindingWeek>,
    /// What became of it.
    pub state: FindingState,
    /// Where it is more frequent.
    pub splits: Vec<FindingSplit>,
    /// The same in other measures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<FindingEffect>,
    /// Groups that differ as well and say no more than this one.
    pub also: Vec<Title>,
    /// What it rests on.
    pub evidence: FindingEvidence,
}

/// How hard was looked for findings.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Looked {
    /// Comparisons tried and corrected for.
    pub tried: u64,
    /// Share of false ones expected among those told.
    pub level: f64,
    /// Customers that a group must have to be judged.
    pub enough: u64,
    /// Fields that were not looked at, with the reason as a stable key.
    pub left_out: Vec<(String, String)>,
}

/// What a map has found.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Findings {
    /// What is worse, the heaviest first.
    pub pains: Vec<Finding>,
    /// What is better, the heaviest first.
    pub delights: Vec<Finding>,
    /// How hard was looked.
    pub looked: Looked,
}
