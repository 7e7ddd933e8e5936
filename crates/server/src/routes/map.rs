//! The map, what can be asked of it, and the lists that its numbers open.

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;
use yeojido_app::map::{Cell, EvidenceQuery, Lang, Question};
use yeojido_app::understand::{self, Decided};
use yeojido_app::{AppError, Workspace, map, people};

use crate::asked::{self, Asked, Named, Room, now};
use crate::problem::Answer;
use crate::ui;
use crate::wire::{self, Evidence, Fields, Findings, JourneyMap, Problem, pour};

/// Which map.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
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
    /// The language of names.
    #[param(value_type = Option<wire::Lang>)]
    pub lang: Option<String>,
    /// Version of the journey; the newest when missing.
    pub version: Option<u32>,
    /// Version of the lake; the newest when missing.
    pub lake_version: Option<u64>,
}

/// Which list of a map.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichList {
    /// Which number: `pay.dropped`, `deliver.action.배송 조회`, `walks`.
    pub cell: String,
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
    /// Version of the journey; the newest when missing.
    pub version: Option<u32>,
    /// Version of the lake; the newest when missing.
    pub lake_version: Option<u64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// Rows of a page.
    pub limit: Option<usize>,
}

/// The language asked for: Korean unless it is English.
pub fn language(lang: Option<&str>) -> Lang {
    if lang.is_some_and(|lang| lang.eq_ignore_ascii_case("en")) { Lang::En } else { Lang::Ko }
}

impl Which {
    /// As the use cases ask it.
    pub fn question(&self, journey: &str, workspace: &Workspace) -> Answer<Question> {
        Ok(Question {
            journey: asked::journey(journey)?,
            version: self.version,
            lake_version: self.lake_version,
            period: asked::period(self.from.as_deref(), self.to.as_deref(), self.zone.as_deref(), workspace)?,
            filter: asked::filter(self.filter.as_deref())?,
        })
    }
}

/// Everything that an answer depends on: lake, definition, what people wrote and what they decided of labels, question. So an unchanged answer needs no computing.
async fn tag(workspace: &Workspace, question: &Question, uri: &Uri) -> Answer<String> {
    let version = match question.version {
        Some(version) => version,
        None => {
            let stored = workspace.store.journey(&question.journey, None).await.map_err(AppError::from)?;
            let missing = || AppError::NotFound { what: "journey", id: question.journey.to_string() };
            stored.ok_or_else(missing)?.version
        }
    };
    let lake = question.lake_version.unwrap_or_else(|| workspace.lake.version());
    let written = workspace.store.written_number(&question.journey).await.map_err(AppError::from)?;
    let Decided { corrections, topics } = understand::decided(workspace).await?;
    let hash = blake3::hash(uri.to_string().as_bytes()).to_hex();
    Ok(format!("W/\"l{lake}-j{version}-w{written}-c{corrections}-t{topics}-{}\"", &hash[..16]))
}

fn tagged(tag: &str, answer: impl IntoResponse) -> Response {
    let mut answer = answer.into_response();
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}

/// The answer; it is not computed for who has it already and nothing that it depends on has changed.
pub(super) async fn unless_known<A: IntoResponse>(
    workspace: &Workspace,
    question: &Question,
    uri: &Uri,
    headers: &HeaderMap,
    answer: impl Future<Output = Answer<A>>,
) -> Answer<Response> {
    let tag = tag(workspace, question, uri).await?;
    if ui::matches(headers, &tag) {
        return Ok(tagged(&tag, StatusCode::NOT_MODIFIED));
    }
    Ok(tagged(&tag, answer.await?))
}

/// The map of a journey for whom and when.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}", tag = "map",
    params(("ws" = String, Path), ("journey" = String, Path), Which),
    responses((status = 200, body = JourneyMap), (status = 304), (status = "default", body = Problem)))]
pub async fn get(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Asked(which): Asked<Which>,
    uri: Uri,
    headers: HeaderMap,
) -> Answer<Response> {
    let question = which.question(&journey, &workspace)?;
    let draw = async {
        let (_, map) = map::draw(&workspace, &question, language(which.lang.as_deref()), now()).await?;
        Ok(Json(pour::<JourneyMap>(&map)?))
    };
    unless_known(&workspace, &question, &uri, &headers, draw).await
}

/// What the map finds by itself: pain points and delights, ranked.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}/findings", tag = "map",
    params(("ws" = String, Path), ("journey" = String, Path), Which),
    responses((status = 200, body = Findings), (status = 304), (status = "default", body = Problem)))]
pub async fn findings(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Asked(which): Asked<Which>,
    uri: Uri,
    headers: HeaderMap,
) -> Answer<Response> {
    let question = which.question(&journey, &workspace)?;
    let find = async { Ok(Json(pour::<Findings>(&map::findings(&workspace, &question, now()).await?)?)) };
    unless_known(&workspace, &question, &uri, &headers, find).await
}

/// A page of the list behind a number of the map.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}/evidence", tag = "map",
    params(("ws" = String, Path), ("journey" = String, Path), WhichList),
    responses((status = 200, body = Evidence), (status = "default", body = Problem)))]
pub async fn evidence(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Asked(list): Asked<WhichList>,
) -> Answer<Json<Evidence>> {
    let cell: Cell = list.cell.parse()?;
    let which = Which {
        from: list.from,
        to: list.to,
        filter: list.filter,
        zone: list.zone,
        lang: None,
        version: list.version,
        lake_version: list.lake_version,
    };
    let question = which.question(&journey, &workspace)?;
    let query = EvidenceQuery { question, cell, cursor: list.cursor, limit: list.limit };
    Ok(Json(pour(&map::evidence(&workspace, &query, now()).await?)?))
}

/// What can be filtered by.
#[utoipa::path(get, path = "/api/w/{ws}/fields", tag = "map", params(("ws" = String, Path)),
    responses((status = 200, body = Fields), (status = 304), (status = "default", body = Problem)))]
pub async fn fields(Room(workspace): Room, headers: HeaderMap) -> Answer<Response> {
    let tag = format!("W/\"l{}\"", workspace.lake.version());
    if ui::matches(&headers, &tag) {
        return Ok(tagged(&tag, StatusCode::NOT_MODIFIED));
    }
    Ok(tagged(&tag, Json(pour::<Fields>(&people::fields(&workspace).await?)?)))
}
