//! Analyses: a question in, figures out. They read, so whoever may read may ask; they are asked by `POST` since a question
//! may be longer than an address.
//!
//! Bodies are read by the use case, whose faults name the field by its path; the wire types say what it takes.

use axum::Json;
use axum::extract::State as From;
use serde_json::Value;
use yeojido_app::measure::{self, Kind, Question};

use crate::asked::{Body, Room, now};
use crate::problem::Answer;
use crate::state::Shared;
use crate::wire::{self, EventNames, Problem, pour};

/// Reads a question and answers it, when there is a place and as long as somebody waits.
macro_rules! analysis {
    ($name:ident, $path:literal, $kind:ident, $question:ident, $answer:ident, $what:literal) => {
        #[doc = $what]
        #[utoipa::path(post, path = $path, tag = "analyze", params(("ws" = String, Path)), request_body = wire::$question,
            responses((status = 200, body = wire::$answer), (status = "default", body = Problem)))]
        pub async fn $name(
            From(state): From<Shared>,
            Room(workspace): Room,
            Body(body): Body<Value>,
        ) -> Answer<Json<wire::$answer>> {
            let question = Question::read(Kind::$kind, body)?;
            let ask = async |ticket| measure::ask(&workspace, question, ticket, now()).await;
            Ok(Json(pour(&state.counter.serve(ask).await?)?))
        }
    };
}

analysis!(funnel, "/api/w/{ws}/analyze/funnel", Funnel, FunnelQuestion, FunnelAnswer,
    "How many come from step to step, and where they stop.");
analysis!(paths, "/api/w/{ws}/analyze/paths", Paths, PathsQuestion, PathsAnswer,
    "Through which events customers go, step by step.");
analysis!(transitions, "/api/w/{ws}/analyze/transitions", Transitions, AnalysisScope, TransitionsAnswer,
    "Which event follows which, how often and how soon.");
analysis!(variants, "/api/w/{ws}/analyze/variants", Variants, ListQuestion, VariantsAnswer,
    "The whole ways that customers take.");
analysis!(sessions, "/api/w/{ws}/analyze/sessions", Sessions, SessionsQuestion, SessionsAnswer,
    "Visits, cut by silence.");
analysis!(retention, "/api/w/{ws}/analyze/retention", Retention, RetentionQuestion, RetentionAnswer,
    "Who comes back, by when they began.");
analysis!(stickiness, "/api/w/{ws}/analyze/stickiness", Stickiness, ActivityQuestion, StickinessAnswer,
    "In how many days, weeks or months customers are active.");
analysis!(lifecycle, "/api/w/{ws}/analyze/lifecycle", Lifecycle, ActivityQuestion, LifecycleAnswer,
    "How many are new, return, come back after a pause, or fall silent.");
analysis!(attribution, "/api/w/{ws}/analyze/attribution", Attribution, AttributionQuestion, AttributionAnswer,
    "To which channels conversions are owed, by six models.");
analysis!(follows, "/api/w/{ws}/analyze/follows", Follows, ListQuestion, FollowsAnswer,
    "How often one event comes at any time after another.");
analysis!(rework, "/api/w/{ws}/analyze/rework", Rework, AnalysisScope, ReworkAnswer,
    "What customers do again, at once or after something else.");
analysis!(steps, "/api/w/{ws}/analyze/steps", Steps, StepsQuestion, StepsAnswer,
    "Which event is the first, second, third of a history.");
analysis!(conformance, "/api/w/{ws}/analyze/conformance", Conformance, ConformanceQuestion, ConformanceAnswer,
    "Which walks follow a journey as it is meant, and where the others leave it.");
analysis!(times, "/api/w/{ws}/analyze/times", Times, TimesQuestion, TimesAnswer,
    "How long from stage to stage of a journey, and the slowest walks.");

/// Names of events, the most frequent first.
#[utoipa::path(get, path = "/api/w/{ws}/events", tag = "analyze", params(("ws" = String, Path)),
    responses((status = 200, body = EventNames), (status = "default", body = Problem)))]
pub async fn events(Room(workspace): Room) -> Answer<Json<EventNames>> {
    Ok(Json(pour(&measure::event_names(&workspace).await?)?))
}
