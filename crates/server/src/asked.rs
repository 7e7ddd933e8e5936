//! What a request asks for, taken apart; every fault is a problem that names its field.

use std::sync::Arc;

use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use percent_encoding::percent_decode;
use serde::de::DeserializeOwned;
use yeojido_app::Workspace;
use yeojido_app::team::Actor;
use yeojido_domain::{Filter, JourneyId, Micros, Period, WorkspaceName, Zone};

use crate::problem::Refusal;
use crate::state::Shared;

/// The workspace that the path names.
pub struct Room(pub Arc<Workspace>);

impl FromRequestParts<Shared> for Room {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, state: &Shared) -> Result<Self, Refusal> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|why| bad_path(why.to_string()))?;
        let name = params.iter().find(|(key, _)| *key == "ws").map(|(_, value)| value.to_owned()).unwrap_or_default();
        let Ok(name) = WorkspaceName::new(&name) else {
            return Err(yeojido_app::AppError::NotFound { what: "workspace", id: name }.into());
        };
        Ok(Self(state.folder.workspace(&name).await?))
    }
}

/// Who asks: the local owner until there are accounts, under the name that they write under. A browser sends it with
/// every request as `x-yeojido-name`, percent-encoded since headers hold no Korean.
pub struct Who(pub Actor);

impl<S: Send + Sync> FromRequestParts<S> for Who {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let sent = parts.headers.get("x-yeojido-name").map(HeaderValue::as_bytes);
        let name = sent.map(|bytes| percent_decode(bytes).decode_utf8()).transpose().map_err(|why| {
            Refusal::of_field(StatusCode::UNPROCESSABLE_ENTITY, "bad_name", "x-yeojido-name", why.to_string())
        })?;
        Ok(Self(Actor::owner(name.as_deref())?))
    }
}

fn bad_path(why: String) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "bad_path", why)
}

/// The last part of a path after the workspace, as one identifier.
pub struct Named<T>(pub T);

impl<T, S> FromRequestParts<S> for Named<T>
where
    T: std::str::FromStr + Send,
    S: Send + Sync,
{
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((_, name)) = path.map_err(|why| bad_path(why.to_string()))?;
        name.parse().map(Self).map_err(|_| {
            Refusal::of_field(StatusCode::NOT_FOUND, "not_found", "id", format!("there is nothing named `{name}` here"))
        })
    }
}

/// A JSON body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Refusal;
    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        match axum::Json::<T>::from_request(request, state).await {
            Ok(axum::Json(body)) => Ok(Self(body)),
            Err(why @ JsonRejection::MissingJsonContentType(_)) => {
                Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", why.body_text()))
            }
            Err(why) if why.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "the body is larger than two megabytes"))
            }
            Err(why) => Err(Refusal::of_field(StatusCode::UNPROCESSABLE_ENTITY, "bad_body", "body", why.body_text())),
        }
    }
}

/// The parameters after `?`.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let query: Result<Query<T>, QueryRejection> = Query::from_request_parts(parts, state).await;
        match query {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(why) => Err(Refusal::of_field(StatusCode::BAD_REQUEST, "bad_query", "query", why.body_text())),
        }
    }
}

/// Now.
pub fn now() -> Micros {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// The filter of `where`: a JSON list of predicates; nothing is everybody.
pub fn filter(text: Option<&str>) -> Result<Filter, Refusal> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(Filter::default()),
        Some(text) => serde_json::from_str(text).map_err(|why| {
            Refusal::of_field(
                StatusCode::BAD_REQUEST,
                "bad_filter",
                "where",
                format!("where is no list of predicates: {why}"),
            )
        }),
    }
}

/// The period of `from`, `to` and `zone`; the workspace's zone unless told.
pub fn period(
    from: Option<&str>,
    to: Option<&str>,
    zone: Option<&str>,
    workspace: &Workspace,
) -> Result<Period, Refusal> {
    let zone = match zone.filter(|zone| !zone.is_empty()) {
        Some(name) => name.parse::<Zone>().map_err(yeojido_app::AppError::from)?,
        None => workspace.zone.clone(),
    };
    Ok(Period::parse(from, to, zone).map_err(yeojido_app::AppError::from)?)
}

/// The journey of a parameter; an id that cannot be one is a journey that is not there.
pub fn journey(id: &str) -> Result<JourneyId, Refusal> {
    JourneyId::new(id).map_err(|_| yeojido_app::AppError::NotFound { what: "journey", id: id.to_owned() }.into())
}
