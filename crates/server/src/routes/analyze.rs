//! Analyses: a question in, figures out, and the customers behind any of them. They read, so whoever may read may ask; they
//! are asked by `POST` since a question may be longer than an address.
//!
//! Bodies are read by the use case, whose faults name the field by its path; the wire types say what it takes.

use axum::Json;
use axum::extract::State as From;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use yeojido_app::map::Lang;
use yeojido_app::measure::{self, CustomersQuery, Kind, Question};

use super::map::language;
use crate::asked::{Asked, Body, Room, now};
use crate::problem::Answer;
use crate::state::Shared;
use crate::wire::{self, EventNames, Problem, pour};

/// Which customers are asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    question: Value,
    cell: Value,
    #[serde(default)]
    cursor: Option<String>,
    #[serde(default)]
    limit: Option<usize>,
}

/// The language of what a table says beside its figures.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Language {
    /// Korean unless it is `en`.
    #[param(value_type = Option<wire::Lang>)]
    pub lang: Option<String>,
}

/// In which language.
pub fn spoken(asked: &Language) -> Lang {
    language(asked.lang.as_deref())
}

/// A table as a file.
pub fn attached(text: String, kind: &str) -> Answer<Response> {
    let mut file = text.into_response();
    let headers = file.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{kind}.csv\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(file)
}

/// A kind of analysis: its answer, the customers behind a number of it, and its table. All wait for a place, and end when
/// nobody waits for them.
macro_rules! analysis {
    ($name:ident, $what:literal, $kind:ident, $path:literal, $question:ident, $answer:ident, $customers:literal, $list:ident,
     $csv:literal) => {
        pub mod $name {
            use super::*;

            #[doc = $what]
            #[utoipa::path(post, path = $path, tag = "analyze", params(("ws" = String, Path)),
                        request_body = wire::$question,
                        responses((status = 200, body = wire::$answer), (status = "default", body = Problem)))]
            pub async fn ask(
                From(state): From<Shared>,
                Room(workspace): Room,
                Body(body): Body<Value>,
            ) -> Answer<Json<wire::$answer>> {
                let question = Question::read(Kind::$kind, body)?;
                let ask = async |ticket| measure::ask(&workspace, question, ticket, now()).await;
                Ok(Json(pour(&state.counter.serve(ask).await?)?))
            }

            /// The customers behind a number of it.
            #[utoipa::path(post, path = $customers, tag = "analyze", params(("ws" = String, Path)),
                        request_body = wire::$list,
                        responses((status = 200, body = wire::BehindPage), (status = "default", body = Problem)))]
            pub async fn customers(
                From(state): From<Shared>,
                Room(workspace): Room,
                Body(body): Body<Opened>,
            ) -> Answer<Json<wire::BehindPage>> {
                let Opened { question, cell, cursor, limit } = body;
                let question = Question::read(Kind::$kind, question)?;
                let query = CustomersQuery { question, cell, cursor, limit };
                let open = async |ticket| measure::customers(&workspace, query, ticket).await;
                Ok(Json(pour(&state.counter.serve(open).await?)?))
            }

            /// The same as a table in a file.
            #[utoipa::path(post, path = $csv, tag = "analyze", params(("ws" = String, Path), Language),
                request_body = wire::$question,
                responses((status = 200, content((String = "text/csv"))), (status = "default", body = Problem)))]
            pub async fn csv(
                From(state): From<Shared>,
                Room(workspace): Room,
                Asked(language): Asked<Language>,
                Body(body): Body<Value>,
            ) -> Answer<Response> {
                let question = Question::read(Kind::$kind, body)?;
                let ask = async |ticket| measure::ask(&workspace, question, ticket, now()).await;
                let answer = state.counter.serve(ask).await?;
                attached(measure::csv(&answer, spoken(&language))?, stringify!($name))
            }
        }
    };
}

analysis!(
    funnel,
    "How many come from step to step, and where they stop.",
    Funnel,
    "/api/w/{ws}/analyze/funnel",
    FunnelQuestion,
    FunnelAnswer,
    "/api/w/{ws}/analyze/funnel/customers",
    FunnelCustomers,
    "/api/w/{ws}/analyze/funnel/csv"
);
analysis!(
    paths,
    "Through which events customers go, step by step.",
    Paths,
    "/api/w/{ws}/analyze/paths",
    PathsQuestion,
    PathsAnswer,
    "/api/w/{ws}/analyze/paths/customers",
    PathsCustomers,
    "/api/w/{ws}/analyze/paths/csv"
);
analysis!(
    transitions,
    "Which event follows which, how often and how soon.",
    Transitions,
    "/api/w/{ws}/analyze/transitions",
    AnalysisScope,
    TransitionsAnswer,
    "/api/w/{ws}/analyze/transitions/customers",
    TransitionsCustomers,
    "/api/w/{ws}/analyze/transitions/csv"
);
analysis!(
    variants,
    "The whole ways that customers take.",
    Variants,
    "/api/w/{ws}/analyze/variants",
    VariantsQuestion,
    VariantsAnswer,
    "/api/w/{ws}/analyze/variants/customers",
    VariantsCustomers,
    "/api/w/{ws}/analyze/variants/csv"
);
analysis!(
    sessions,
    "Visits, cut by silence.",
    Sessions,
    "/api/w/{ws}/analyze/sessions",
    SessionsQuestion,
    SessionsAnswer,
    "/api/w/{ws}/analyze/sessions/customers",
    SessionsCustomers,
    "/api/w/{ws}/analyze/sessions/csv"
);
analysis!(
    retention,
    "Who comes back, by when they began.",
    Retention,
    "/api/w/{ws}/analyze/retention",
    RetentionQuestion,
    RetentionAnswer,
    "/api/w/{ws}/analyze/retention/customers",
    RetentionCustomers,
    "/api/w/{ws}/analyze/retention/csv"
);
analysis!(
    stickiness,
    "In how many days, weeks or months customers are active.",
    Stickiness,
    "/api/w/{ws}/analyze/stickiness",
    ActivityQuestion,
    StickinessAnswer,
    "/api/w/{ws}/analyze/stickiness/customers",
    StickinessCustomers,
    "/api/w/{ws}/analyze/stickiness/csv"
);
analysis!(
    lifecycle,
    "How many are new, return, come back after a pause, or fall silent.",
    Lifecycle,
    "/api/w/{ws}/analyze/lifecycle",
    ActivityQuestion,
    LifecycleAnswer,
    "/api/w/{ws}/analyze/lifecycle/customers",
    LifecycleCustomers,
    "/api/w/{ws}/analyze/lifecycle/csv"
);
analysis!(
    attribution,
    "To which channels conversions are owed, by six models.",
    Attribution,
    "/api/w/{ws}/analyze/attribution",
    AttributionQuestion,
    AttributionAnswer,
    "/api/w/{ws}/analyze/attribution/customers",
    AttributionCustomers,
    "/api/w/{ws}/analyze/attribution/csv"
);
analysis!(
    follows,
    "How often one event comes at any time after another.",
    Follows,
    "/api/w/{ws}/analyze/follows",
    FollowsQuestion,
    FollowsAnswer,
    "/api/w/{ws}/analyze/follows/customers",
    FollowsCustomers,
    "/api/w/{ws}/analyze/follows/csv"
);
analysis!(
    rework,
    "What customers do again, at once or after something else.",
    Rework,
    "/api/w/{ws}/analyze/rework",
    AnalysisScope,
    ReworkAnswer,
    "/api/w/{ws}/analyze/rework/customers",
    ReworkCustomers,
    "/api/w/{ws}/analyze/rework/csv"
);
analysis!(
    steps,
    "Which event is the first, second, third of a history.",
    Steps,
    "/api/w/{ws}/analyze/steps",
    StepsQuestion,
    StepsAnswer,
    "/api/w/{ws}/analyze/steps/customers",
    StepsCustomers,
    "/api/w/{ws}/analyze/steps/csv"
);
analysis!(
    conformance,
    "Which walks follow a journey as it is meant, and where the others leave it.",
    Conformance,
    "/api/w/{ws}/analyze/conformance",
    ConformanceQuestion,
    ConformanceAnswer,
    "/api/w/{ws}/analyze/conformance/customers",
    ConformanceCustomers,
    "/api/w/{ws}/analyze/conformance/csv"
);
analysis!(
    times,
    "How long from stage to stage of a journey, and the slowest walks.",
    Times,
    "/api/w/{ws}/analyze/times",
    TimesQuestion,
    TimesAnswer,
    "/api/w/{ws}/analyze/times/customers",
    TimesCustomers,
    "/api/w/{ws}/analyze/times/csv"
);

/// Names of events, the most frequent first.
#[utoipa::path(get, path = "/api/w/{ws}/events", tag = "analyze", params(("ws" = String, Path)),
    responses((status = 200, body = EventNames), (status = "default", body = Problem)))]
pub async fn events(Room(workspace): Room) -> Answer<Json<EventNames>> {
    Ok(Json(pour(&measure::event_names(&workspace).await?)?))
}
