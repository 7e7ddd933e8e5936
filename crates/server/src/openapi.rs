//! The contract as a document: OpenAPI 3.1, made from the routes and the wire types, kept as `openapi.json`.

use utoipa::OpenApi;

use crate::routes::{
    comments, customers, home, imports, jobs, journeys, live, map, session, shares, uploads, voices, written,
};
use crate::wire;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Yeojido",
        description = "The living customer journey map. Counts are integers, instants RFC 3339 UTC, days 2026-11-23, \
        ratios 0…1, times in seconds carry _s. Fields may be added, never renamed.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    paths(
        session::get,
        map::fields,
        map::get,
        map::evidence,
        written::get,
        written::put,
        written::restore,
        written::history,
        written::lanes,
        written::arrange,
        comments::list,
        comments::begin,
        comments::reply,
        live::live,
        live::presence,
        shares::list,
        shares::make,
        shares::revoke,
        shares::knock,
        shares::enter,
        shares::map,
        shares::evidence,
        home::get,
        customers::list,
        customers::get,
        voices::list,
        journeys::list,
        journeys::get,
        journeys::put,
        journeys::delete,
        journeys::check,
        journeys::templates,
        journeys::suggest,
        uploads::post,
        imports::preview,
        imports::start,
        imports::mappings,
        jobs::list,
        jobs::get,
        jobs::cancel,
        jobs::stream,
        jobs::rejects,
    ),
    components(schemas(wire::Predicate, wire::Journey, wire::Mapping))
)]
struct Contract;

/// The document.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    Contract::openapi()
}
