//! What customers go through in a stage, in a few sentences of a model, each with the statements that it rests on.
//!
//! It is asked for by a person and never made by itself. A sentence that cites nothing, or something that was not given, is
//! dropped and counted. What was made is kept with the model and a fingerprint of what it was made from, so that the same
//! question is not asked twice and one whose grounds have moved says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;
use yeojido_domain::{LocalText, Micros, Quote, StageId};
use yeojido_llm::{Prompt, Shape};
use yeojido_store::{Arranged, Laid};
use yeojido_text::Masker;

use super::settings::{Use, newest};
use super::turn::Turn;
use super::verbatims::{Choice, ENOUGH, Place, choose, quotes};
use super::written::{Checked, Written};
use crate::map::{self, Lang, Question, Scene};
use crate::team::{Actor, Deed, called};
use crate::{AppError, Workspace};

/// Changes with the instructions, so that what other instructions brought is told apart.
const PROMPT: u32 = 1;

const TASK_KO: &str = "Write what customers go through in the stage of their journey that `about` names: 3 to 6 sentences \
in Korean, in polite 해요체, the weightiest first, good and bad alike. Each sentence says one thing that statements in `given` \
say, in at most 90 characters, and lists in `cites` the ids of all given statements that say it. Do not quote. Do not count or \
estimate shares: the statements are a choice of more.";
const TASK_EN: &str = "Write what customers go through in the stage of their journey that `about` names: 3 to 6 plain sentences \
in English, the weightiest first, good and bad alike. Each sentence says one thing that statements in `given` say, in at most \
160 characters, and lists in `cites` the ids of all given statements that say it. Do not quote. Do not count or estimate \
shares: the statements are a choice of more.";

/// A sentence, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// The machine's words.
    pub text: String,
    /// Places in [`Summary::verbatims`].
    pub cites: Vec<usize>,
}

/// A summary as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The weightiest first.
    pub sentences: Vec<Sentence>,
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
    pub at: Micros,
    /// What it cost.
    pub tokens: u64,
    /// Whether what would be given now, or the model, is another.
    pub stale: bool,
}

/// What there is of a stage, and what could be asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    pub summary: Option<Summary>,
}

/// As it is kept: no words of customers, but where they stand.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    fingerprint: String,
    journey: String,
    stage: String,
    sentences: Vec<Checked>,
    dropped: u64,
    given: u64,
    statements: u64,
    voices: u64,
    model: String,
    tokens: u64,
}

/// A stage of a map, in a language, with what would be given of it.
struct Ground {
    scene: Arc<Scene>,
    stage: u8,
    lang: Lang,
    choice: Choice,
}

async fn ground(
    workspace: &Workspace,
    question: &Question,
    stage: &StageId,
    lang: Lang,
    now: Micros,
) -> Result<Ground, AppError> {
    let scene = map::scene(workspace, question, now).await?;
    let at = scene.stage_at(stage.as_str());
    let at = at.ok_or_else(|| AppError::NotFound { what: "stage", id: stage.to_string() })?;
    let texts = scene.snapshot.texts().await?;
    let of = Arc::clone(&scene);
    let choice = tokio::task::spawn_blocking(move || choose(&of, &texts, at)).await?;
    Ok(Ground { scene, stage: at, lang, choice })
}

impl Ground {
    /// Under which key summaries of this stage are kept: one for each journey, stage, period, filter and language.
    fn key(&self) -> String {
        let (question, english) = (&self.scene.question, self.lang == Lang::En);
        let stage = self.scene.stage_id(self.stage);
        let named = json!([question.journey, stage, question.period, question.filter, english]);
        format!("machine.summary.{}", &blake3::hash(named.to_string().as_bytes()).to_hex()[..32])
    }

    fn names(&self) -> [&str; 2] {
        let journey = &self.scene.stored.journey;
        let names = [&journey.name, &journey.stages[usize::from(self.stage)].name];
        names.map(if self.lang == Lang::En { LocalText::en } else { LocalText::ko })
    }

    /// What the answer depends on.
    fn fingerprint(&self, (endpoint, model): (&str, &str)) -> String {
        let given: Vec<_> = self.choice.given.iter().map(|one| (one.place, one.sentiment)).collect();
        let all = json!([PROMPT, endpoint, model, self.names(), given]);
        blake3::hash(all.to_string().as_bytes()).to_hex().to_string()
    }

    fn prompt(&self) -> Prompt {
        let shape = Shape { name: "stage_summary", schema: Written::schema, tokens_max: 2_000 };
        let task = if self.lang == Lang::En { TASK_EN } else { TASK_KO };
        let [journey, stage] = self.names();
        let mut prompt = Prompt::new(task, shape, Masker::new()).about("journey", journey).about("stage", stage);
        for one in &self.choice.given {
            prompt.give(&one.whole, (one.place.from, one.place.to));
        }
        prompt
    }

    async fn shown(&self, kept: &Arranged, asks: (&str, &str)) -> Result<Summary, AppError> {
        let broken = |why: serde_json::Error| AppError::Ended(format!("a kept summary cannot be read: {why}"));
        let value: Kept = serde_json::from_value(kept.value.clone()).map_err(broken)?;
        let cited: BTreeSet<Place> = value.sentences.iter().flat_map(|one| one.cites.iter().copied()).collect();
        let found = quotes(&self.scene, &*self.scene.snapshot.texts().await?, &cited);
        let numbers: BTreeMap<Place, usize> = found.keys().copied().zip(0..).collect();
        let all = value.sentences.len();
        let sentences: Vec<Sentence> = value
            .sentences
            .into_iter()
            .map(|one| Sentence {
                cites: one.cites.iter().filter_map(|at| numbers.get(at).copied()).collect(),
                text: one.text,
            })
            .filter(|one| !one.cites.is_empty())
            .collect();
        Ok(Summary {
            gone: (all - sentences.len()) as u64,
            sentences,
            verbatims: found.into_values().collect(),
            dropped: value.dropped,
            given: value.given,
            statements: value.statements,
            voices: value.voices,
            model: value.model,
            by: called(&kept.by),
            at: kept.at,
            tokens: value.tokens,
            stale: value.fingerprint != self.fingerprint(asks),
        })
    }

    fn told(&self, on: bool, summary: Option<Summary>) -> StageSummary {
        let Choice { given, statements, .. } = &self.choice;
        StageSummary { on, statements: *statements, given: given.len() as u64, enough: *statements >= ENOUGH, summary }
    }
}

/// What was made of a stage. Nothing is sent for it.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::NotFound`]; as [`map::scene`].
pub async fn stage_summary(
    workspace: &Workspace,
    actor: &Actor,
    question: &Question,
    stage: &StageId,
    lang: Lang,
    now: Micros,
) -> Result<StageSummary, AppError> {
    actor.may(Deed::SeeBehind(&question.journey))?;
    let settings = newest(workspace).await?.laid;
    let ground = ground(workspace, question, stage, lang, now).await?;
    let summary = match workspace.store.arranged(&ground.key()).await? {
        Some(kept) => Some(ground.shown(&kept, (&settings.endpoint, &settings.model)).await?),
        None => None,
    };
    Ok(ground.told(settings.on && settings.uses.contains(&Use::StageSummary), summary))
}

/// Has a summary made, unless there is one of the same statements by the same model. Whoever leaves meanwhile finds it when
/// they come back.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::Invalid`] while it is off, with too few statements, and when no sentence rests on
/// anything; [`AppError::Spent`]; [`AppError::Machine`]; as [`map::scene`].
pub async fn summarize(
    workspace: Arc<Workspace>,
    actor: Actor,
    question: Question,
    stage: StageId,
    lang: Lang,
    now: Micros,
) -> Result<StageSummary, AppError> {
    actor.may(Deed::Ask(&question.journey))?;
    let made = async move {
        let ground = ground(&workspace, &question, &stage, lang, now).await?;
        let turn = workspace.machine.turn(&workspace, now).await?.allowed(Use::StageSummary)?;
        if ground.choice.statements < ENOUGH {
            let why =
                format!("a stage is summed up from {ENOUGH} statements on; this one has {}", ground.choice.statements);
            return Err(AppError::invalid("too_few_statements", "stage", why));
        }
        let kept = match workspace.store.arranged(&ground.key()).await? {
            Some(kept) if kept.value["fingerprint"] == ground.fingerprint(turn.asks()) => kept,
            before => ask(&workspace, &actor, &ground, &turn, before.map_or(0, |kept| kept.version), now).await?,
        };
        let summary = ground.shown(&kept, turn.asks()).await?;
        Ok(ground.told(true, Some(summary)))
    };
    tokio::spawn(made).await?
}

async fn ask(
    workspace: &Workspace,
    actor: &Actor,
    ground: &Ground,
    turn: &Turn<'_>,
    base: u32,
    now: Micros,
) -> Result<Arranged, AppError> {
    let asked = turn.ask::<Written>(&ground.prompt()).await?;
    let places: Vec<Place> = ground.choice.given.iter().map(|one| one.place).collect();
    let (sentences, dropped) = asked.answer.checked(&places);
    if sentences.is_empty() {
        let why =
            format!("none of the model's {dropped} sentences rests on a statement that it was given; nothing was kept");
        return Err(AppError::invalid("machine_groundless", "stage", why));
    }
    let kept = Kept {
        fingerprint: ground.fingerprint(turn.asks()),
        journey: ground.scene.question.journey.to_string(),
        stage: ground.scene.stage_id(ground.stage).to_string(),
        sentences,
        dropped,
        given: places.len() as u64,
        statements: ground.choice.statements,
        voices: ground.choice.voices,
        model: asked.model,
        tokens: asked.tokens,
    };
    let value = serde_json::to_value(&kept).map_err(|why| AppError::Ended(why.to_string()))?;
    match workspace.store.arrange(&ground.key(), base, &value, &actor.author(), now).await? {
        Laid::Saved(saved) => Ok(saved),
        Laid::Conflict(newest) => Err(AppError::Conflict { what: "summary", newest }),
    }
}
