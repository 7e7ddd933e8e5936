//! Voices: the list.

use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use yeojido_app::map::{self, Question};
use yeojido_app::people::{self, VoiceQuery};
use yeojido_domain::{Filter, Period, VoiceKey, VoiceSource};

use crate::asked::{self, Asked, Room, now};
use crate::problem::{Answer, Refusal};
use crate::wire::{self, Problem, Voices, pour};

/// Which voices.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// This voice alone.
    pub voice: Option<String>,
    /// Text in their words.
    pub q: Option<String>,
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

/// Voices, newest first.
#[utoipa::path(get, path = "/api/w/{ws}/voices", tag = "voices", params(("ws" = String, Path), Which),
    responses((status = 200, body = Voices), (status = "default", body = Problem)))]
pub async fn list(Room(workspace): Room, Asked(which): Asked<Which>) -> Answer<Json<Voices>> {
    let source = given(which.source).map(|text| text.parse::<VoiceSource>()).transpose();
    let source = source.map_err(|why| Refusal::of_field(StatusCode::BAD_REQUEST, "bad_query", "source", why))?;
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
    let voice = given(which.voice).map(|text| text.parse::<VoiceKey>()).transpose();
    let voice =
        voice.map_err(|why| Refusal::of_field(StatusCode::BAD_REQUEST, "bad_query", "voice", why.to_string()))?;
    let query = VoiceQuery {
        voice,
        text: which.q.unwrap_or_default(),
        source,
        score_min: which.score_min,
        score_max: which.score_max,
        rated: given(which.rated),
        stage,
        period: asked::period(which.from.as_deref(), which.to.as_deref(), which.zone.as_deref(), &workspace)?,
        cursor: which.cursor,
        limit: which.limit,
    };
    Ok(Json(pour(&people::voices(&workspace, &query, scene.as_deref()).await?)?))
}
