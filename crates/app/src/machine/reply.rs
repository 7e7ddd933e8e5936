//! A draft of an answer to one voice, which a person reads, mends and sends by their own means. Nothing is sent from here.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use yeojido_domain::{Micros, VoiceKey};
use yeojido_llm::{Prompt, Shape};
use yeojido_store::{Arranged, Laid};
use yeojido_text::{Language, Masker, language};

use super::settings::{Use, newest};
use super::turn::Turn;
use super::written::clean;
use crate::team::{Actor, Deed, called};
use crate::{AppError, Workspace};

/// Changes with the instructions.
const PROMPT: u32 = 1;
/// Longest draft, in characters.
const TEXT_MAX: usize = 1_200;

const TASK_KO: &str = "Draft the answer of a company's customer support to the customer whose words `given` holds: 2 to 5 \
sentences in Korean, in polite 해요체. Name what they went through in your own words and thank them or say sorry where it \
fits. Promise nothing, state no fact about the company and offer no compensation; where the company has to say something of \
its own, write [확인 필요: …] with what is to be filled in. Put the draft into `text`.";
const TASK_EN: &str = "Draft the answer of a company's customer support to the customer whose words `given` holds: 2 to 5 \
plain sentences in English. Name what they went through in your own words and thank them or say sorry where it fits. Promise \
nothing, state no fact about the company and offer no compensation; where the company has to say something of its own, write \
[to be checked: …] with what is to be filled in. Put the draft into `text`.";

/// A draft as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// The machine's words.
    pub text: String,
    /// The model, as it calls itself.
    pub model: String,
    /// Who asked for it.
    pub by: String,
    /// When.
    pub at: Micros,
    /// What it cost.
    pub tokens: u64,
    /// Whether the model or the instructions are others now.
    pub stale: bool,
}

/// What there is of a voice, and whether one could be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VoiceReply {
    /// Whether a model may be asked for it.
    pub on: bool,
    /// The newest that was made.
    pub draft: Option<Draft>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    fingerprint: String,
    voice: VoiceKey,
    text: String,
    model: String,
    tokens: u64,
}

/// The shape of an answer.
#[derive(Debug, Deserialize)]
struct Drafted {
    text: String,
}

fn schema(_: &[String]) -> Value {
    json!({"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"], "additionalProperties": false})
}

fn key(voice: VoiceKey) -> String {
    format!("machine.reply.{voice}")
}

fn fingerprint((endpoint, model): (&str, &str)) -> String {
    blake3::hash(json!([PROMPT, endpoint, model]).to_string().as_bytes()).to_hex().to_string()
}

fn shown(kept: &Arranged, asks: (&str, &str)) -> Result<Draft, AppError> {
    let broken = |why: serde_json::Error| AppError::Ended(format!("a kept draft cannot be read: {why}"));
    let Kept { fingerprint: made, text, model, tokens, .. } =
        serde_json::from_value(kept.value.clone()).map_err(broken)?;
    Ok(Draft { text, model, tokens, by: called(&kept.by), at: kept.at, stale: made != fingerprint(asks) })
}

/// The draft that was made for a voice. Nothing is sent for it.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::Store`].
pub async fn voice_reply(workspace: &Workspace, actor: &Actor, voice: VoiceKey) -> Result<VoiceReply, AppError> {
    actor.may(Deed::Draft)?;
    let settings = newest(workspace).await?.laid;
    let kept = workspace.store.arranged(&key(voice)).await?;
    let draft = kept.map(|kept| shown(&kept, (&settings.endpoint, &settings.model))).transpose()?;
    Ok(VoiceReply { on: settings.on && settings.uses.contains(&Use::VoiceReply), draft })
}

/// Has a draft made, unless the same model has made one. Whoever leaves meanwhile finds it when they come back.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::NotFound`] for a voice without words; [`AppError::Invalid`] while it is off, and when
/// the draft cannot be shown; [`AppError::Spent`]; [`AppError::Machine`].
pub async fn draft(
    workspace: Arc<Workspace>,
    actor: Actor,
    voice: VoiceKey,
    now: Micros,
) -> Result<VoiceReply, AppError> {
    actor.may(Deed::Draft)?;
    let made = async move {
        let turn = workspace.machine.turn(&workspace, now).await?.allowed(Use::VoiceReply)?;
        let snapshot = workspace.lake.snapshot(None).await?;
        let texts = snapshot.texts().await?;
        let text = texts.get(&voice).ok_or_else(|| AppError::NotFound { what: "voice", id: voice.to_string() })?;
        let kept = match workspace.store.arranged(&key(voice)).await? {
            Some(kept) if kept.value["fingerprint"] == fingerprint(turn.asks()) => kept,
            before => ask(&workspace, &actor, &turn, (voice, text), before.map_or(0, |kept| kept.version), now).await?,
        };
        Ok(VoiceReply { on: true, draft: Some(shown(&kept, turn.asks())?) })
    };
    tokio::spawn(made).await?
}

async fn ask(
    workspace: &Workspace,
    actor: &Actor,
    turn: &Turn<'_>,
    (voice, text): (VoiceKey, &str),
    base: u32,
    now: Micros,
) -> Result<Arranged, AppError> {
    let shape = Shape { name: "reply", schema, tokens_max: 1_500 };
    let task = if language(text) == Some(Language::English) { TASK_EN } else { TASK_KO };
    let mut prompt = Prompt::new(task, shape, Masker::new());
    prompt.give(text, (0, u32::MAX));
    let asked = turn.ask::<Drafted>(&prompt).await?;
    let drafted = clean(&asked.answer.text, TEXT_MAX);
    let text = drafted.ok_or_else(|| {
        AppError::invalid(
            "machine_groundless",
            "voice",
            "the draft is empty, too long or holds hidden characters; it was not kept",
        )
    })?;
    let kept = Kept { fingerprint: fingerprint(turn.asks()), voice, text, model: asked.model, tokens: asked.tokens };
    let value = serde_json::to_value(&kept).map_err(|why| AppError::Ended(why.to_string()))?;
    match workspace.store.arrange(&key(voice), base, &value, &actor.author(), now).await? {
        Laid::Saved(saved) => Ok(saved),
        Laid::Conflict(newest) => Err(AppError::Conflict { what: "draft", newest }),
    }
}
