//! What a statement of a voice says.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{PutRight, Quote, Sentiment, Share};

/// What is felt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Feeling {
    /// 기쁨.
    Joy,
    /// 감동·고마움.
    Gratitude,
    /// 안심·신뢰.
    Trust,
    /// 기대.
    Anticipation,
    /// 놀람.
    Surprise,
    /// 불안·의심.
    Anxiety,
    /// 분노·짜증.
    Anger,
    /// 실망.
    Disappointment,
    /// 번거로움·지침.
    Fatigue,
    /// 당황·혼란.
    Confusion,
    /// No feeling shows; stands alone.
    None,
}

/// What is wanted by saying it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Intent {
    /// Tells what was good.
    Praise,
    /// Tells what went wrong.
    Complaint,
    /// Asks for a change, a feature, an action.
    Request,
    /// Wants to know something.
    Question,
    /// Stops, cancels, switches, will not come back.
    Leaving,
    /// Sets it against an alternative.
    Comparison,
    /// None of these.
    Remark,
}

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// Quality, size, fit, taste, defects; the core service.
    Product,
    /// Price, value, fees.
    Price,
    /// Coupons, points, events, grades.
    Benefit,
    /// Search, product information, stock.
    Discovery,
    /// Cart, checkout, payment.
    Ordering,
    /// Speed, tracking, damage on the way.
    Delivery,
    /// Box, wrapping, waste.
    Packaging,
    /// Returns, exchanges, refunds.
    Returns,
    /// Agents, chatbots, answers.
    Support,
    /// People met on site.
    Staff,
    /// Space, cleanliness, parking.
    Place,
    /// Reservations and queues.
    Booking,
    /// Errors, speed and layout of app and web.
    App,
    /// Sign-up, login, membership.
    Account,
    /// Personal data, spam.
    Privacy,
    /// The company as a whole.
    Brand,
}

/// What would have helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// It should do or be something.
    Function,
    /// Price and value.
    Price,
    /// It should be easier.
    Usability,
    /// It should be faster.
    Speed,
    /// It should work as promised.
    Reliability,
    /// People should be cared for.
    Care,
}

/// One clause or sentence of a voice that says one thing, with its labels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Statement {
    /// First Unicode scalar of it in the voice.
    pub start: u32,
    /// First Unicode scalar after it.
    pub end: u32,
    /// Glad of it or not; `null` when undecided.
    #[schema(required)]
    pub sentiment: Option<Sentiment>,
    /// −1…+1: the chance that it is positive less the chance that it is negative.
    pub score: f64,
    /// 0…1: the chance that the sentiment is right.
    pub confidence: f64,
    /// What is felt, the strongest first; empty when undecided.
    pub emotion: Vec<Feeling>,
    /// What is wanted; `null` when undecided.
    #[schema(required)]
    pub intent: Option<Intent>,
    /// What it is most about first; empty when undecided.
    pub topic: Vec<Topic>,
    /// What would have helped.
    #[schema(required)]
    pub need: Option<Need>,
    /// Why, in their words.
    #[schema(required)]
    pub cause: Option<String>,
    /// What followed, in their words.
    #[schema(required)]
    pub consequence: Option<String>,
    /// From which revision the next correction begins; 0 where nobody has corrected anything.
    pub revision: u32,
    /// What a person put right.
    #[schema(required)]
    pub put_right: Option<PutRight>,
}

/// What is said about a topic in a stage. Who is glad of one thing and unhappy with another counts as both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TopicTold {
    /// About what.
    pub topic: Topic,
    /// What the workspace calls it, if it has a name of its own for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TopicSide {
    /// Voices.
    pub n: u64,
    /// What is felt most, if a feeling shows.
    #[schema(required)]
    pub feeling: Option<Feeling>,
    /// The statement that stands for most of them.
    #[schema(required)]
    pub quote: Option<Quote>,
    /// Why, in the words of the quote.
    #[schema(required)]
    pub cause: Option<String>,
    /// What followed, in the words of the quote.
    #[schema(required)]
    pub consequence: Option<String>,
}

/// How many of the voices have a statement with a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SentimentCount {
    /// How they feel.
    pub label: Sentiment,
    /// Voices.
    pub count: u64,
}

/// How many of the voices have a statement with a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeelingCount {
    /// What is felt.
    pub label: Feeling,
    /// Voices.
    pub count: u64,
}

/// How many of the voices have a statement with a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IntentCount {
    /// What is wanted.
    pub label: Intent,
    /// Voices.
    pub count: u64,
}

/// How many of the voices have a statement with a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TopicCount {
    /// What it is about.
    pub label: Topic,
    /// Voices.
    pub count: u64,
}

/// What the voices say, label by label, the most frequent first; each kind of label by all that was asked but itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Facets {
    /// Glad of it or not.
    pub sentiment: Vec<SentimentCount>,
    /// What is felt; that nothing is felt is left out.
    pub feeling: Vec<FeelingCount>,
    /// What is wanted.
    pub intent: Vec<IntentCount>,
    /// What it is about.
    pub topic: Vec<TopicCount>,
    /// Voices with a statement that a person has put right.
    pub put_right: u64,
    /// Corrections that hold nowhere: no statement has their place or their words any more.
    pub nowhere: u64,
    /// Voices without words, or whose words nobody has looked at.
    pub silent: u64,
}

/// A theme: what customers speak of again and again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
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
    /// Of all statements that speak of a topic, 0…1.
    pub share: f64,
    /// The last four weeks against the twenty before: `rising`, `falling`, `steady` or `too few`.
    pub trend: String,
    /// It became more of late than chance explains.
    pub emerging: bool,
    /// The week from which on it did.
    #[schema(required)]
    pub since: Option<String>,
    /// Says only that its speakers are glad of the topic or unhappy with it.
    pub general: bool,
    /// Statements that speak for the others.
    pub verbatims: Vec<Quote>,
    /// How it goes along with satisfaction; `null` where too few say so.
    #[schema(required)]
    pub impact: Option<ThemeImpact>,
}

/// Share of the satisfied among all answers less that among those without the theme. An association, not a cause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
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

/// Answer of `GET /api/w/{ws}/themes`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
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
}
