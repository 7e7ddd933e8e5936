//! A language model that a workspace may plug in, and what it wrote.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Quote;

/// What a language model may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MachineUse {
    /// What customers go through in a stage, in a few sentences.
    StageSummary,
    /// A draft of an answer to one voice.
    VoiceReply,
}

/// What was used in a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MachineUsedIn {
    /// Requests.
    pub calls: u64,
    /// Tokens of questions.
    pub tokens_in: u64,
    /// Tokens of answers.
    pub tokens_out: u64,
}

/// What was used today and this month, in the workspace's days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MachineUsed {
    /// Since midnight.
    pub day: MachineUsedIn,
    /// Since the first.
    pub month: MachineUsedIn,
}

/// Answer of `GET /api/w/{ws}/machine`. The key is never in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Machine {
    /// Whether anything may be sent at all.
    pub on: bool,
    /// Base of the protocol's addresses; empty when none is named.
    pub endpoint: String,
    /// The model, as the endpoint calls it.
    pub model: String,
    /// What it may be asked for.
    pub uses: Vec<MachineUse>,
    /// Most tokens of a day, questions and answers together.
    pub day_tokens: u64,
    /// Most tokens of a month.
    pub month_tokens: u64,
    /// Which version this is; 0 when nobody has set anything.
    pub version: u32,
    /// Whether a key is kept for the endpoint.
    pub has_key: bool,
    /// What was used.
    pub used: MachineUsed,
}

/// Body of `PUT /api/w/{ws}/machine`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct MachineChange {
    /// Whether anything may be sent at all.
    pub on: bool,
    /// Base of the protocol's addresses. `http` only within the own network.
    pub endpoint: String,
    /// The model, as the endpoint calls it.
    pub model: String,
    /// What it may be asked for.
    pub uses: Vec<MachineUse>,
    /// Most tokens of a day.
    pub day_tokens: u64,
    /// Most tokens of a month.
    pub month_tokens: u64,
    /// The version that was seen.
    pub version: u32,
    /// A new key; empty to forget the kept one, missing to keep it. Under an endpoint of another host it is forgotten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// Answer of `POST /api/w/{ws}/machine/test`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MachineTried {
    /// The model that answered, as it calls itself.
    pub model: String,
    /// How long it took.
    pub ms: u64,
    /// What it cost.
    pub tokens: u64,
}

/// A sentence of a machine, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SummarySentence {
    /// The machine's words.
    pub text: String,
    /// Places in `verbatims`, from 0; at least one.
    pub cites: Vec<u64>,
}

/// What a language model wrote about a stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Summary {
    /// The weightiest first.
    pub sentences: Vec<SummarySentence>,
    /// What they rest on, in customers' own words.
    pub verbatims: Vec<Quote>,
    /// Sentences of the model that were dropped since they cited nothing that was given.
    pub dropped: u64,
    /// Sentences that are not shown any more since none of their voices is there.
    pub gone: u64,
    /// Statements that the model was given.
    pub given: u64,
    /// Of how many of the stage.
    pub statements: u64,
    /// Voices that those stood in.
    pub voices: u64,
    /// The model, as it calls itself.
    pub model: String,
    /// Who asked for it.
    pub by: String,
    /// When.
    pub at: String,
    /// What it cost, in tokens.
    pub tokens: u64,
    /// Whether what would be given now, or the model, is another.
    pub stale: bool,
}

/// Answer of `GET` and `POST /api/w/{ws}/map/{journey}/summary`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StageSummary {
    /// Whether a model may be asked for it.
    pub on: bool,
    /// Statements of the stage.
    pub statements: u64,
    /// How many of them would be given.
    pub given: u64,
    /// Whether they are enough to sum up.
    pub enough: bool,
    /// The newest that was made.
    #[schema(required)]
    pub summary: Option<Summary>,
}

/// A draft of an answer to one voice, by a language model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReplyDraft {
    /// The machine's words.
    pub text: String,
    /// The model, as it calls itself.
    pub model: String,
    /// Who asked for it.
    pub by: String,
    /// When.
    pub at: String,
    /// What it cost, in tokens.
    pub tokens: u64,
    /// Whether the model or the instructions are others now.
    pub stale: bool,
}

/// Answer of `GET` and `POST /api/w/{ws}/voices/{voice}/reply`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VoiceReply {
    /// Whether a model may be asked for it.
    pub on: bool,
    /// The newest that was made.
    #[schema(required)]
    pub draft: Option<ReplyDraft>,
}
