//! A language model that a workspace may plug in: its settings, a try of the connection, and what it wrote.

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;
use yeojido_app::machine::{self, Change};
use yeojido_domain::{StageId, VoiceKey};

use super::map::{Which as WhichMap, language};
use super::written::taken;
use crate::asked::{Asked, Body, Named, Room, Who, now};
use crate::problem::{Answer, Refusal};
use crate::wire::{self, Machine, MachineChange, MachineTried, Problem, StageSummary, VoiceReply, pour};

/// How the workspace uses a language model, and what was used. The key is never told.
#[utoipa::path(get, path = "/api/w/{ws}/machine", tag = "machine", params(("ws" = String, Path)),
    responses((status = 200, body = Machine), (status = "default", body = Problem)))]
pub async fn get(Room(workspace): Room, Who(actor): Who) -> Answer<Json<Machine>> {
    Ok(Json(pour(&machine::settings(&workspace, &actor, now()).await?)?))
}

/// Changes it. `409 conflict` when `version` is not the newest.
#[utoipa::path(put, path = "/api/w/{ws}/machine", tag = "machine", params(("ws" = String, Path)), request_body = MachineChange,
    responses((status = 200, body = Machine), (status = 409, body = Problem), (status = "default", body = Problem)))]
pub async fn put(Room(workspace): Room, Who(actor): Who, Body(body): Body<MachineChange>) -> Answer<Json<Machine>> {
    let new: Change = taken(&body)?;
    Ok(Json(pour(&machine::change(&workspace, &actor, &new, now()).await?)?))
}

/// Asks the model for a word, without any of a customer's. `429 machine_spent` beyond the budget, `502` when it does not
/// answer as it should.
#[utoipa::path(post, path = "/api/w/{ws}/machine/test", tag = "machine", params(("ws" = String, Path)),
    responses((status = 200, body = MachineTried), (status = 429, body = Problem), (status = 502, body = Problem),
        (status = "default", body = Problem)))]
pub async fn test(Room(workspace): Room, Who(actor): Who) -> Answer<Json<MachineTried>> {
    Ok(Json(pour(&machine::test(workspace, &actor, now()).await?)?))
}

/// Which stage of which map.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichStage {
    /// The stage's id.
    pub stage: String,
    /// First day, `2026-11-01`; the data's own begin when missing.
    pub from: Option<String>,
    /// Last day, which belongs to the period.
    pub to: Option<String>,
    /// A JSON list of predicates (`Predicate`), all of which must hold.
    #[serde(rename = "where")]
    #[param(rename = "where")]
    pub filter: Option<String>,
    /// Zone of the days; the workspace's when missing.
    pub zone: Option<String>,
    /// The language to write in.
    #[param(value_type = Option<wire::Lang>)]
    pub lang: Option<String>,
    /// Version of the journey; the newest when missing.
    pub version: Option<u32>,
    /// Version of the lake; the newest when missing.
    pub lake_version: Option<u64>,
}

impl WhichStage {
    fn apart(self) -> Result<(StageId, WhichMap), Refusal> {
        let stage = self.stage.parse().map_err(yeojido_app::AppError::from)?;
        let Self { from, to, filter, zone, lang, version, lake_version, .. } = self;
        Ok((stage, WhichMap { from, to, filter, zone, lang, version, lake_version }))
    }
}

/// What a language model wrote about a stage. Nothing is sent for it.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}/summary", tag = "machine",
    params(("ws" = String, Path), ("journey" = String, Path), WhichStage),
    responses((status = 200, body = StageSummary), (status = "default", body = Problem)))]
pub async fn summary(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Who(actor): Who,
    Asked(which): Asked<WhichStage>,
) -> Answer<Json<StageSummary>> {
    let (stage, which) = which.apart()?;
    let question = which.question(&journey, &workspace)?;
    let lang = language(which.lang.as_deref());
    Ok(Json(pour(&machine::stage_summary(&workspace, &actor, &question, &stage, lang, now()).await?)?))
}

/// Has one written, unless there is one of the same statements by the same model. Only masked words are sent.
#[utoipa::path(post, path = "/api/w/{ws}/map/{journey}/summary", tag = "machine",
    params(("ws" = String, Path), ("journey" = String, Path), WhichStage),
    responses((status = 200, body = StageSummary), (status = 429, body = Problem), (status = 502, body = Problem),
        (status = "default", body = Problem)))]
pub async fn summarize(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Who(actor): Who,
    Asked(which): Asked<WhichStage>,
) -> Answer<Json<StageSummary>> {
    let (stage, which) = which.apart()?;
    let question = which.question(&journey, &workspace)?;
    let lang = language(which.lang.as_deref());
    Ok(Json(pour(&machine::summarize(workspace, actor, question, stage, lang, now()).await?)?))
}

/// The draft of an answer that was made for a voice. Nothing is sent for it.
#[utoipa::path(get, path = "/api/w/{ws}/voices/{voice}/reply", tag = "machine",
    params(("ws" = String, Path), ("voice" = String, Path)),
    responses((status = 200, body = VoiceReply), (status = "default", body = Problem)))]
pub async fn reply(Room(workspace): Room, Named(voice): Named<VoiceKey>, Who(actor): Who) -> Answer<Json<VoiceReply>> {
    Ok(Json(pour(&machine::voice_reply(&workspace, &actor, voice).await?)?))
}

/// Has one drafted, unless the same model has. Only masked words are sent, and none of it to the customer.
#[utoipa::path(post, path = "/api/w/{ws}/voices/{voice}/reply", tag = "machine",
    params(("ws" = String, Path), ("voice" = String, Path)),
    responses((status = 200, body = VoiceReply), (status = 429, body = Problem), (status = 502, body = Problem),
        (status = "default", body = Problem)))]
pub async fn draft(Room(workspace): Room, Named(voice): Named<VoiceKey>, Who(actor): Who) -> Answer<Json<VoiceReply>> {
    Ok(Json(pour(&machine::draft(workspace, actor, voice, now()).await?)?))
}
