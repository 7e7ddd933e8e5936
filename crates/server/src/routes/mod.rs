//! All addresses, one file a noun.

pub mod analyze;
pub mod arranged;
pub mod comments;
pub mod compare;
pub mod contrast;
pub mod customers;
pub mod export;
pub mod home;
pub mod identity;
pub mod imports;
pub mod jobs;
pub mod journeys;
pub mod kept;
pub mod live;
pub mod local;
pub mod machine;
pub mod map;
pub mod masking;
pub mod sample;
pub mod search;
pub mod session;
pub mod shares;
pub mod to_be;
pub mod topics;
pub mod uploads;
pub mod voices;
pub mod written;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{delete, get, post, put};
use axum::{Router, middleware};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

use crate::state::State;
use crate::{guard, ui};

/// Largest JSON body.
const BODY_BYTES: usize = 2 << 20;

/// The whole server: API, UI, and the guards around both.
pub fn all(state: Arc<State>) -> Router {
    // Fonts are compressed already.
    let worth = DefaultPredicate::new().and(NotForContentType::const_new("font/"));
    Router::new()
        .merge(quick())
        .merge(analyses())
        .merge(machines())
        .merge(long())
        .route("/s/{token}", get(ui::shared))
        .fallback(ui::page)
        .with_state(state)
        .layer(CompressionLayer::new().gzip(true).compress_when(worth))
        .layer(middleware::from_fn(guard::own_pages_only))
        .layer(middleware::from_fn(guard::headers))
}

/// Answers that must come within a minute.
fn quick() -> Router<Arc<State>> {
    Router::new()
        .route("/api/session", get(session::get))
        .route("/api/openapi.json", get(session::openapi))
        .route("/api/sample", get(sample::get).post(sample::post))
        .route("/api/w/{ws}/events", get(analyze::events))
        .route("/api/w/{ws}/analyses", get(kept::analyses).post(kept::save))
        .route("/api/w/{ws}/analyses/{id}", get(kept::analysis).put(kept::change).delete(kept::remove))
        .route("/api/w/{ws}/annotations", get(kept::annotations).post(kept::annotate))
        .route("/api/w/{ws}/annotations/{id}", put(kept::change_annotation).delete(kept::remove_annotation))
        .route("/api/w/{ws}/fields", get(map::fields))
        .route("/api/w/{ws}/home", get(home::get))
        .route("/api/w/{ws}/search", get(search::get))
        .route("/api/w/{ws}/map/{journey}", get(map::get))
        .route("/api/w/{ws}/map/{journey}/evidence", get(map::evidence))
        .route("/api/w/{ws}/map/{journey}/findings", get(map::findings))
        .route("/api/w/{ws}/map/{journey}/compare", get(compare::compare))
        .route("/api/w/{ws}/map/{journey}/changes", get(compare::changes))
        .route("/api/w/{ws}/map/{journey}/export", get(export::get))
        .merge(team())
        .route("/api/w/{ws}/customers", get(customers::list))
        .route("/api/w/{ws}/customers/{person}", get(customers::get))
        .route("/api/w/{ws}/merges", get(identity::list).post(identity::merge))
        .route("/api/w/{ws}/merges/{id}/undo", post(identity::undo))
        .route("/api/w/{ws}/voices", get(voices::list))
        .route("/api/w/{ws}/voices/{voice}/labels", get(voices::corrections).put(voices::correct))
        .route("/api/w/{ws}/themes", get(voices::themes))
        .route("/api/w/{ws}/topics", get(topics::get).put(topics::put))
        .route("/api/w/{ws}/topics/history", get(topics::history))
        .route("/api/w/{ws}/journeys", get(journeys::list))
        .route("/api/w/{ws}/journeys/check", post(journeys::check))
        .route("/api/w/{ws}/journeys/templates", get(journeys::templates))
        .route("/api/w/{ws}/journeys/suggest", get(journeys::suggest))
        .route("/api/w/{ws}/journeys/{id}", get(journeys::get).put(journeys::put).delete(journeys::delete))
        .route("/api/w/{ws}/masking", get(masking::get).put(masking::put))
        .route("/api/w/{ws}/masking/try", post(masking::try_rule))
        .route("/api/w/{ws}/mappings", get(imports::mappings))
        .route("/api/w/{ws}/imports", post(imports::start))
        .route("/api/w/{ws}/imports/preview", post(imports::preview))
        .route("/api/w/{ws}/imports/local", post(local::import))
        .route("/api/w/{ws}/jobs", get(jobs::list))
        .route("/api/w/{ws}/jobs/{id}", get(jobs::get))
        .route("/api/w/{ws}/jobs/{id}/cancel", post(jobs::cancel))
        .method_not_allowed_fallback(session::wrong_method)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(middleware::from_fn(guard::in_time))
}

/// What people do on a map together, and the links that open it to others.
fn team() -> Router<Arc<State>> {
    Router::new()
        .route("/api/w/{ws}/lanes", get(arranged::lanes).put(arranged::lay_lanes))
        .route("/api/w/{ws}/lanes/history", get(arranged::past_lanes))
        .route("/api/w/{ws}/map/{journey}/columns", get(arranged::columns).put(arranged::lay_columns))
        .route("/api/w/{ws}/map/{journey}/columns/history", get(arranged::past_columns))
        .route("/api/w/{ws}/map/{journey}/written", get(written::get).put(written::put))
        .route("/api/w/{ws}/map/{journey}/written/restore", post(written::restore))
        .route("/api/w/{ws}/map/{journey}/to-be", get(to_be::get).post(to_be::begin))
        .route("/api/w/{ws}/map/{journey}/history", get(written::history))
        .route("/api/w/{ws}/map/{journey}/comments", get(comments::list).post(comments::begin))
        .route("/api/w/{ws}/map/{journey}/comments/{thread}", post(comments::reply))
        .route("/api/w/{ws}/map/{journey}/presence", post(live::presence))
        .route("/api/w/{ws}/map/{journey}/shares", get(shares::list).post(shares::make))
        .route("/api/w/{ws}/map/{journey}/shares/{id}", delete(shares::revoke))
        .route("/api/share/{token}", get(shares::knock))
        .route("/api/share/{token}/enter", post(shares::enter))
        .route("/api/share/{token}/map", get(shares::map))
        .route("/api/share/{token}/findings", get(shares::findings))
        .route("/api/share/{token}/to-be", get(shares::to_be))
        .route("/api/share/{token}/evidence", get(shares::evidence))
}

/// Analyses, which have a limit of their own.
fn analyses() -> Router<Arc<State>> {
    Router::new()
        .route("/api/w/{ws}/analyze/compare", post(contrast::ask))
        .route("/api/w/{ws}/analyze/compare/csv", post(contrast::csv))
        .route("/api/w/{ws}/analyze/funnel", post(analyze::funnel::ask))
        .route("/api/w/{ws}/analyze/funnel/customers", post(analyze::funnel::customers))
        .route("/api/w/{ws}/analyze/funnel/csv", post(analyze::funnel::csv))
        .route("/api/w/{ws}/analyze/paths", post(analyze::paths::ask))
        .route("/api/w/{ws}/analyze/paths/customers", post(analyze::paths::customers))
        .route("/api/w/{ws}/analyze/paths/csv", post(analyze::paths::csv))
        .route("/api/w/{ws}/analyze/transitions", post(analyze::transitions::ask))
        .route("/api/w/{ws}/analyze/transitions/customers", post(analyze::transitions::customers))
        .route("/api/w/{ws}/analyze/transitions/csv", post(analyze::transitions::csv))
        .route("/api/w/{ws}/analyze/variants", post(analyze::variants::ask))
        .route("/api/w/{ws}/analyze/variants/customers", post(analyze::variants::customers))
        .route("/api/w/{ws}/analyze/variants/csv", post(analyze::variants::csv))
        .route("/api/w/{ws}/analyze/sessions", post(analyze::sessions::ask))
        .route("/api/w/{ws}/analyze/sessions/customers", post(analyze::sessions::customers))
        .route("/api/w/{ws}/analyze/sessions/csv", post(analyze::sessions::csv))
        .route("/api/w/{ws}/analyze/retention", post(analyze::retention::ask))
        .route("/api/w/{ws}/analyze/retention/customers", post(analyze::retention::customers))
        .route("/api/w/{ws}/analyze/retention/csv", post(analyze::retention::csv))
        .route("/api/w/{ws}/analyze/stickiness", post(analyze::stickiness::ask))
        .route("/api/w/{ws}/analyze/stickiness/customers", post(analyze::stickiness::customers))
        .route("/api/w/{ws}/analyze/stickiness/csv", post(analyze::stickiness::csv))
        .route("/api/w/{ws}/analyze/lifecycle", post(analyze::lifecycle::ask))
        .route("/api/w/{ws}/analyze/lifecycle/customers", post(analyze::lifecycle::customers))
        .route("/api/w/{ws}/analyze/lifecycle/csv", post(analyze::lifecycle::csv))
        .route("/api/w/{ws}/analyze/attribution", post(analyze::attribution::ask))
        .route("/api/w/{ws}/analyze/attribution/customers", post(analyze::attribution::customers))
        .route("/api/w/{ws}/analyze/attribution/csv", post(analyze::attribution::csv))
        .route("/api/w/{ws}/analyze/follows", post(analyze::follows::ask))
        .route("/api/w/{ws}/analyze/follows/customers", post(analyze::follows::customers))
        .route("/api/w/{ws}/analyze/follows/csv", post(analyze::follows::csv))
        .route("/api/w/{ws}/analyze/rework", post(analyze::rework::ask))
        .route("/api/w/{ws}/analyze/rework/customers", post(analyze::rework::customers))
        .route("/api/w/{ws}/analyze/rework/csv", post(analyze::rework::csv))
        .route("/api/w/{ws}/analyze/steps", post(analyze::steps::ask))
        .route("/api/w/{ws}/analyze/steps/customers", post(analyze::steps::customers))
        .route("/api/w/{ws}/analyze/steps/csv", post(analyze::steps::csv))
        .route("/api/w/{ws}/analyze/conformance", post(analyze::conformance::ask))
        .route("/api/w/{ws}/analyze/conformance/customers", post(analyze::conformance::customers))
        .route("/api/w/{ws}/analyze/conformance/csv", post(analyze::conformance::csv))
        .route("/api/w/{ws}/analyze/times", post(analyze::times::ask))
        .route("/api/w/{ws}/analyze/times/customers", post(analyze::times::customers))
        .route("/api/w/{ws}/analyze/times/csv", post(analyze::times::csv))
        .method_not_allowed_fallback(session::wrong_method)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
}

/// What waits for a language model, which has a patience of its own.
fn machines() -> Router<Arc<State>> {
    Router::new()
        .route("/api/w/{ws}/machine", get(machine::get).put(machine::put))
        .route("/api/w/{ws}/machine/test", post(machine::test))
        .route("/api/w/{ws}/map/{journey}/summary", get(machine::summary).post(machine::summarize))
        .route("/api/w/{ws}/voices/{voice}/reply", get(machine::reply).post(machine::draft))
        .method_not_allowed_fallback(session::wrong_method)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
}

/// Streams and files, which take as long as they take; uploads have a limit of their own.
fn long() -> Router<Arc<State>> {
    Router::new()
        .route("/api/command", post(local::command))
        .route("/api/w/{ws}/uploads", get(uploads::list).post(uploads::post))
        .route("/api/w/{ws}/jobs/stream", get(jobs::stream))
        .route("/api/w/{ws}/map/{journey}/live", get(live::live))
        .route("/api/w/{ws}/jobs/{id}/rejects", get(jobs::rejects))
        .layer(DefaultBodyLimit::disable())
}
