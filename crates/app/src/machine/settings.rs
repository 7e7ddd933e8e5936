//! Which model a workspace uses, for what, and how much of it. Every change is a version with its author; the key is kept
//! apart and is never read back.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::json;
use yeojido_domain::Micros;
use yeojido_llm::{Endpoint, Key, Prompt, Shape};
use yeojido_text::Masker;

use super::key;
use super::usage::{Used, used};
use crate::team::{Actor, Deed, Shelf, Versioned};
use crate::{AppError, Workspace};

/// Longest name of a model.
const MODEL_MAX: usize = 200;
/// Largest budget that can be written down.
const TOKENS_MAX: u64 = 1_000_000_000;

/// What a model may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// What customers go through in a stage, in a few sentences.
    StageSummary,
    /// A draft of an answer to one voice.
    VoiceReply,
}

/// How a workspace uses a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Whether anything may be sent at all.
    pub on: bool,
    /// Base of the protocol's addresses.
    pub endpoint: String,
    /// The model, as the endpoint calls it.
    pub model: String,
    /// What it may be asked for.
    pub uses: BTreeSet<Use>,
    /// Most tokens of a day, questions and answers together.
    pub day_tokens: u64,
    /// Most tokens of a month.
    pub month_tokens: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            on: false,
            endpoint: String::new(),
            model: String::new(),
            uses: BTreeSet::from([Use::StageSummary, Use::VoiceReply]),
            day_tokens: 100_000,
            month_tokens: 1_000_000,
        }
    }
}

/// The settings as they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Them, and the version that they are.
    #[serde(flatten)]
    pub settings: Versioned<Settings>,
    /// Whether a key is kept for the endpoint. The key itself is never shown.
    pub has_key: bool,
    /// What was used.
    pub used: Used,
}

/// A change of the settings. It cannot be printed, since it may hold a key.
#[derive(Clone, Deserialize)]
pub struct Change {
    /// What they shall be, and the version that was seen.
    #[serde(flatten)]
    pub settings: Versioned<Settings>,
    /// A new key; empty to forget the kept one, missing to keep it.
    #[serde(default)]
    pub key: Option<String>,
}

/// What a try of the connection brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tried {
    /// The model that answered, as it calls itself.
    pub model: String,
    /// How long it took.
    pub ms: u64,
    /// What it cost.
    pub tokens: u64,
}

fn shelf() -> Shelf {
    Shelf { key: "machine".to_owned(), wrong: "bad_machine", what: "machine" }
}

/// The newest settings, for use.
pub(super) async fn newest(workspace: &Workspace) -> Result<Versioned<Settings>, AppError> {
    shelf().newest(workspace).await
}

/// The endpoint that the settings name.
pub(super) fn endpoint(settings: &Settings) -> Result<Endpoint, AppError> {
    Endpoint::new(&settings.endpoint).map_err(|why| AppError::invalid("bad_endpoint", "endpoint", why.to_string()))
}

async fn told(workspace: &Workspace, settings: Versioned<Settings>, now: Micros) -> Result<Told, AppError> {
    let has_key = match Endpoint::new(&settings.laid.endpoint) {
        Ok(endpoint) => key::read(workspace, &endpoint)?.is_some(),
        // Nobody has named an endpoint yet.
        Err(_) => false,
    };
    Ok(Told { settings, has_key, used: used(workspace, now).await? })
}

/// How the workspace uses a model, and what was used.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::Store`]; [`AppError::Io`].
pub async fn settings(workspace: &Workspace, actor: &Actor, now: Micros) -> Result<Told, AppError> {
    actor.may(Deed::Connect)?;
    told(workspace, newest(workspace).await?, now).await
}

/// Changes it. A key stays with the host that it was given for: under an endpoint of another host it is forgotten.
///
/// # Errors
/// [`AppError::Invalid`] naming the field; [`AppError::Conflict`] when somebody changed it meanwhile;
/// [`AppError::Forbidden`]; [`AppError::Store`]; [`AppError::Io`].
pub async fn change(workspace: &Workspace, actor: &Actor, new: &Change, now: Micros) -> Result<Told, AppError> {
    actor.may(Deed::Connect)?;
    let mut wanted = new.settings.clone();
    let endpoint = check(&mut wanted.laid)?;
    let key = new.key.as_deref().map(str::trim).filter(|key| !key.is_empty()).map(Key::new).transpose();
    let key = key.map_err(|why| AppError::invalid("bad_key", "key", why.to_string()))?;
    if key.is_some() && endpoint.is_none() {
        return Err(AppError::invalid("bad_endpoint", "endpoint", "a key belongs to an endpoint"));
    }
    // Whoever asks meanwhile has the old settings and the old key, and nobody the new with the old.
    let _turn = workspace.machine.wait().await;
    let laid = shelf().lay(workspace, actor, &wanted, now).await?;
    match (key, &endpoint) {
        (Some(key), Some(endpoint)) => key::keep(workspace, endpoint, &key)?,
        (None, Some(endpoint)) if new.key.is_none() && key::read(workspace, endpoint)?.is_some() => {}
        _ => key::forget(workspace)?,
    }
    told(workspace, laid, now).await
}

/// Asks the model for a word, without any of a customer's. Whoever leaves meanwhile has still used it.
///
/// # Errors
/// As of any question: [`AppError::Invalid`] while it is off, [`AppError::Spent`], [`AppError::Machine`].
pub async fn test(workspace: Arc<Workspace>, actor: &Actor, now: Micros) -> Result<Tried, AppError> {
    actor.may(Deed::Connect)?;
    let shape = Shape {
        name: "connection",
        schema: |_| json!({"type": "object", "properties": {"ok": {"type": "boolean"}}, "required": ["ok"], "additionalProperties": false}),
        // Models that think before they answer need room for it.
        tokens_max: 500,
    };
    let prompt = Prompt::new("This is a test of the connection. Answer {\"ok\": true}.", shape, Masker::new());
    let tried = async move {
        let began = Instant::now();
        let asked = workspace.machine.turn(&workspace, now).await?.ask::<serde_json::Value>(&prompt).await?;
        let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        Ok(Tried { model: asked.model, ms, tokens: asked.tokens })
    };
    tokio::spawn(tried).await?
}

/// Sees to it that what is on can be used, and gives the endpoint, if one is named.
fn check(settings: &mut Settings) -> Result<Option<Endpoint>, AppError> {
    settings.endpoint = settings.endpoint.trim().to_owned();
    settings.model = settings.model.trim().to_owned();
    let named = !settings.endpoint.is_empty() || settings.on;
    let found = named.then(|| endpoint(settings)).transpose()?;
    let model = &settings.model;
    if model.len() > MODEL_MAX || model.chars().any(char::is_control) || (settings.on && model.is_empty()) {
        let why = format!("the name of a model has 1 to {MODEL_MAX} characters in one line");
        return Err(AppError::invalid("bad_model", "model", why));
    }
    for (field, tokens) in [("day_tokens", settings.day_tokens), ("month_tokens", settings.month_tokens)] {
        if tokens > TOKENS_MAX {
            return Err(AppError::invalid("bad_budget", field, format!("a budget has at most {TOKENS_MAX} tokens")));
        }
    }
    Ok(found)
}
