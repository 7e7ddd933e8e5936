//! Two sides of a journey held against each other, and what changed.

use axum::Json;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;
use yeojido_app::map::{self, Against};

use super::map::{Which, language, unless_known};
use crate::asked::{self, Asked, Named, Room, now};
use crate::problem::Answer;
use crate::wire::{self, Changes, Comparison, Problem, pour};

/// Which two sides.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichSides {
    /// First day of the side that is looked at, `2026-11-01`; the data's own begin when missing.
    pub from: Option<String>,
    /// Its last day, which belongs to it.
    pub to: Option<String>,
    /// Whom it is about: a JSON list of predicates (`Predicate`), all of which must hold.
    #[serde(rename = "where")]
    #[param(rename = "where")]
    pub filter: Option<String>,
    /// First day of the side that it is compared with.
    pub against_from: Option<String>,
    /// Its last day.
    pub against_to: Option<String>,
    /// Whom that side is about; everybody when missing.
    pub against_where: Option<String>,
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

/// What differs between two sides of a journey: another filter, another period, or both.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}/compare", tag = "map",
    params(("ws" = String, Path), ("journey" = String, Path), WhichSides),
    responses((status = 200, body = Comparison), (status = 304), (status = "default", body = Problem)))]
pub async fn compare(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Asked(sides): Asked<WhichSides>,
    uri: Uri,
    headers: HeaderMap,
) -> Answer<Response> {
    let (zone, lang) = (sides.zone.clone(), language(sides.lang.as_deref()));
    let against = Against {
        period: asked::period(sides.against_from.as_deref(), sides.against_to.as_deref(), zone.as_deref(), &workspace)?,
        filter: asked::filter(sides.against_where.as_deref())?,
    };
    let which = Which {
        from: sides.from,
        to: sides.to,
        filter: sides.filter,
        zone,
        lang: sides.lang,
        version: sides.version,
        lake_version: sides.lake_version,
    };
    let question = which.question(&journey, &workspace)?;
    let answer =
        async { Ok(Json(pour::<Comparison>(&map::compare(&workspace, &question, against, lang, now()).await?)?)) };
    unless_known(&workspace, &question, &uri, &headers, answer).await
}

/// What changed in the last decided week and four weeks up to `to`, and what it goes along with. `from` does not matter.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}/changes", tag = "map",
    params(("ws" = String, Path), ("journey" = String, Path), Which),
    responses((status = 200, body = Changes), (status = 304), (status = "default", body = Problem)))]
pub async fn changes(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Asked(which): Asked<Which>,
    uri: Uri,
    headers: HeaderMap,
) -> Answer<Response> {
    let question = which.question(&journey, &workspace)?;
    let answer = async { Ok(Json(pour::<Changes>(&map::what_changed(&workspace, &question, now()).await?)?)) };
    unless_known(&workspace, &question, &uri, &headers, answer).await
}
