//! Voices: the list.

use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use yeojido_app::map::{self, Question};
use yeojido_app::people::{self, Says, VoiceQuery};
use yeojido_app::understand;
use yeojido_domain::{Filter, Period, VoiceKey, VoiceSource};

use super::written::taken;
use crate::asked::{self, Asked, Body, Named, Room, Who, now};
use crate::problem::{Answer, Refusal};
use crate::wire::{self, Amendment, CorrectionHistory, Problem, Statement, ThemeList, Voices, pour};

/// Which voices.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// This voice alone.
    pub voice: Option<String>,
    /// Text in their words; those that nearly say it stand in where nobody does.
    pub q: Option<String>,
    /// Those too that nearly say it, also when some say it in full.
    pub nearly: Option<bool>,
    /// Where they were heard.
    #[param(value_type = Option<wire::VoiceSource>)]
    pub source: Option<String>,
    /// Lowest score.
    pub score_min: Option<f64>,
    /// Highest score.
    pub score_max: Option<f64>,
    /// Whose rating enters this figure.
    #[param(value_type = Option<wire::Rated>)]
    pub rated: Option<String>,
    /// A statement of theirs is so.
    #[param(value_type = Option<wire::Sentiment>)]
    pub sentiment: Option<String>,
    /// The same statement feels this.
    #[param(value_type = Option<wire::Feeling>)]
    pub feeling: Option<String>,
    /// The same statement wants this.
    #[param(value_type = Option<wire::Intent>)]
    pub intent: Option<String>,
    /// The same statement is about this.
    #[param(value_type = Option<wire::Topic>)]
    pub topic: Option<String>,
    /// A person has put one of their statements right, or none.
    pub put_right: Option<bool>,
    /// Speaking of this theme, by its id.
    pub theme: Option<String>,
    /// Placed in this stage of `journey`.
    pub stage: Option<String>,
    /// The journey whose stages are shown.
    pub journey: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day, which belongs to the period.
    pub to: Option<String>,
    /// Zone of the days; the workspace's when missing.
    pub zone: Option<String>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// Rows of a page.
    pub limit: Option<usize>,
}

fn given(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// A label that was asked for, by the name of its field.
fn label<T: std::str::FromStr<Err: std::fmt::Display>>(
    field: &'static str,
    text: Option<String>,
) -> Result<Option<T>, Refusal> {
    let bad = |why: T::Err| Refusal::of_field(StatusCode::BAD_REQUEST, "bad_query", field, why.to_string());
    given(text).map(|text| text.parse().map_err(bad)).transpose()
}

/// Voices, newest first.
#[utoipa::path(get, path = "/api/w/{ws}/voices", tag = "voices", params(("ws" = String, Path), Which),
    responses((status = 200, body = Voices), (status = "default", body = Problem)))]
pub async fn list(Room(workspace): Room, Asked(which): Asked<Which>) -> Answer<Json<Voices>> {
    let source = label::<VoiceSource>("source", which.source)?;
    let (journey, stage) = (given(which.journey), given(which.stage));
    if stage.is_some() && journey.is_none() {
        let title = "stage asks for a journey as well: stages have names of their own in each";
        return Err(Refusal::of_field(StatusCode::BAD_REQUEST, "bad_query", "journey", title));
    }
    let scene = match journey {
        None => None,
        Some(journey) => {
            let question = Question {
                journey: asked::journey(&journey)?,
                version: None,
                lake_version: None,
                period: Period::all(workspace.zone.clone()),
                filter: Filter::default(),
            };
            Some(map::scene(&workspace, &question, now()).await?)
        }
    };
    let voice = label::<VoiceKey>("voice", which.voice)?;
    let says = Says {
        sentiment: label("sentiment", which.sentiment)?,
        feeling: label("feeling", which.feeling)?,
        intent: label("intent", which.intent)?,
        topic: label("topic", which.topic)?,
    };
    let query = VoiceQuery {
        voice,
        text: which.q.unwrap_or_default(),
        nearly: which.nearly.unwrap_or_default(),
        source,
        score_min: which.score_min,
        score_max: which.score_max,
        rated: given(which.rated),
        says,
        put_right: which.put_right,
        theme: given(which.theme),
        stage,
        period: asked::period(which.from.as_deref(), which.to.as_deref(), which.zone.as_deref(), &workspace)?,
        cursor: which.cursor,
        limit: which.limit,
    };
    Ok(Json(pour(&people::voices(&workspace, &query, scene.as_deref(), now()).await?)?))
}

/// Which statement of a voice.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichStatement {
    /// First Unicode scalar of it in the voice.
    pub start: u32,
    /// First Unicode scalar after it.
    pub end: u32,
}

/// Puts labels of a statement right, or goes back to the model's. `409 conflict` with `mine` and `theirs` when somebody
/// corrected since `base`.
#[utoipa::path(put, path = "/api/w/{ws}/voices/{voice}/labels", tag = "voices",
    params(("ws" = String, Path), ("voice" = String, Path)), request_body = Amendment,
    responses((status = 200, body = Statement), (status = 409, body = Problem), (status = "default", body = Problem)))]
pub async fn correct(
    Room(workspace): Room,
    Named(voice): Named<VoiceKey>,
    Who(actor): Who,
    Body(body): Body<Amendment>,
) -> Answer<Json<Statement>> {
    Ok(Json(pour(&understand::correct(&workspace, &actor, voice, taken(&body)?, now()).await?)?))
}

/// All that people decided about a statement, the newest first.
#[utoipa::path(get, path = "/api/w/{ws}/voices/{voice}/labels", tag = "voices",
    params(("ws" = String, Path), ("voice" = String, Path), WhichStatement),
    responses((status = 200, body = CorrectionHistory), (status = "default", body = Problem)))]
pub async fn corrections(
    Room(workspace): Room,
    Named(voice): Named<VoiceKey>,
    Who(actor): Who,
    Asked(which): Asked<WhichStatement>,
) -> Answer<Json<CorrectionHistory>> {
    let history = understand::correction_history(&workspace, &actor, voice, which.start, which.end).await?;
    Ok(Json(pour(&history)?))
}

/// What customers speak of again and again, and what became more of late.
#[utoipa::path(get, path = "/api/w/{ws}/themes", tag = "voices", params(("ws" = String, Path)),
    responses((status = 200, body = ThemeList), (status = "default", body = Problem)))]
pub async fn themes(Room(workspace): Room) -> Answer<Json<ThemeList>> {
    Ok(Json(pour(&*understand::themes(&workspace, now()).await?)?))
}
