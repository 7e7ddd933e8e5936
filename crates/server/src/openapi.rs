//! The contract as a document: OpenAPI 3.1, made from the routes and the wire types, kept as `openapi.json`.

use utoipa::openapi::schema::{Schema, SchemaType, Type};
use utoipa::openapi::{OpenApi as Document, RefOr};
use utoipa::{Modify, OpenApi};

use crate::routes::{
    analyze, arranged, comments, compare, contrast, customers, export, home, identity, imports, jobs, journeys, kept,
    live, machine, map, masking, sample, search, session, shares, to_be, topics, uploads, voices, written,
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
        sample::get,
        sample::post,
        search::get,
        map::fields,
        analyze::events,
        contrast::ask,
        contrast::csv,
        kept::analyses,
        kept::save,
        kept::analysis,
        kept::change,
        kept::remove,
        kept::annotations,
        kept::annotate,
        kept::change_annotation,
        kept::remove_annotation,
        analyze::funnel::ask,
        analyze::funnel::customers,
        analyze::funnel::csv,
        analyze::paths::ask,
        analyze::paths::customers,
        analyze::paths::csv,
        analyze::transitions::ask,
        analyze::transitions::customers,
        analyze::transitions::csv,
        analyze::variants::ask,
        analyze::variants::customers,
        analyze::variants::csv,
        analyze::sessions::ask,
        analyze::sessions::customers,
        analyze::sessions::csv,
        analyze::retention::ask,
        analyze::retention::customers,
        analyze::retention::csv,
        analyze::stickiness::ask,
        analyze::stickiness::customers,
        analyze::stickiness::csv,
        analyze::lifecycle::ask,
        analyze::lifecycle::customers,
        analyze::lifecycle::csv,
        analyze::attribution::ask,
        analyze::attribution::customers,
        analyze::attribution::csv,
        analyze::follows::ask,
        analyze::follows::customers,
        analyze::follows::csv,
        analyze::rework::ask,
        analyze::rework::customers,
        analyze::rework::csv,
        analyze::steps::ask,
        analyze::steps::customers,
        analyze::steps::csv,
        analyze::conformance::ask,
        analyze::conformance::customers,
        analyze::conformance::csv,
        analyze::times::ask,
        analyze::times::customers,
        analyze::times::csv,
        map::get,
        map::evidence,
        map::findings,
        compare::compare,
        compare::changes,
        export::get,
        written::get,
        written::put,
        written::restore,
        written::history,
        to_be::get,
        to_be::begin,
        arranged::lanes,
        arranged::lay_lanes,
        arranged::past_lanes,
        arranged::columns,
        arranged::lay_columns,
        arranged::past_columns,
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
        shares::findings,
        shares::to_be,
        shares::evidence,
        machine::get,
        machine::put,
        machine::test,
        machine::summary,
        machine::summarize,
        machine::reply,
        machine::draft,
        home::get,
        customers::list,
        customers::get,
        masking::get,
        masking::put,
        masking::try_rule,
        identity::list,
        identity::merge,
        identity::undo,
        voices::list,
        voices::correct,
        voices::corrections,
        voices::themes,
        topics::get,
        topics::put,
        topics::history,
        journeys::list,
        journeys::get,
        journeys::put,
        journeys::delete,
        journeys::check,
        journeys::templates,
        journeys::suggest,
        uploads::list,
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
    components(schemas(wire::Predicate, wire::Journey, wire::Mapping, wire::Lang, wire::Rated)),
    modifiers(&AbsentOrNull, &NameOperations)
)]
struct Contract;

/// A field that may be missing is never `null`, and one that may be `null` is never missing: what the wire types do
/// (`skip_serializing_if`, `required`) and what their derived schemas do not say.
struct AbsentOrNull;

impl Modify for AbsentOrNull {
    fn modify(&self, document: &mut Document) {
        for schema in document.components.iter_mut().flat_map(|components| components.schemas.values_mut()) {
            mend(schema);
        }
    }
}

fn mend(schema: &mut RefOr<Schema>) {
    match schema {
        RefOr::T(Schema::Object(object)) => {
            let required = &object.required;
            for (_, property) in object.properties.iter_mut().filter(|(name, _)| !required.contains(name)) {
                never_null(property);
            }
        }
        RefOr::T(Schema::OneOf(one)) => one.items.iter_mut().for_each(mend),
        RefOr::T(Schema::AllOf(all)) => all.items.iter_mut().for_each(mend),
        _ => {}
    }
}

fn never_null(schema: &mut RefOr<Schema>) {
    let RefOr::T(inner) = schema else { return };
    match inner {
        Schema::Object(object) => said(&mut object.schema_type),
        Schema::Array(array) => said(&mut array.schema_type),
        Schema::OneOf(one) => {
            one.items.retain(|item| !is_null(item));
            if one.items.len() == 1
                && let Some(only) = one.items.pop()
            {
                *schema = only;
            }
        }
        _ => {}
    }
}

fn said(types: &mut SchemaType) {
    if let SchemaType::Array(several) = types {
        several.retain(|one| *one != Type::Null);
        if let [only] = several.as_slice() {
            *types = SchemaType::Type(only.clone());
        }
    }
}

fn is_null(schema: &RefOr<Schema>) -> bool {
    matches!(schema, RefOr::T(Schema::Object(object)) if matches!(object.schema_type, SchemaType::Type(Type::Null)))
}

/// Names each operation by method and place (`get_map_journey`), since names of handlers are not the only ones.
struct NameOperations;

impl Modify for NameOperations {
    fn modify(&self, document: &mut Document) {
        for (path, item) in &mut document.paths.paths {
            let place = path.trim_start_matches("/api/").trim_start_matches("w/{ws}/");
            let place = place.replace(['{', '}'], "").replace(['/', '.'], "_");
            let methods = [
                ("get", &mut item.get),
                ("put", &mut item.put),
                ("post", &mut item.post),
                ("delete", &mut item.delete),
            ];
            for (method, operation) in methods {
                if let Some(operation) = operation {
                    operation.operation_id = Some(format!("{method}_{place}"));
                }
            }
        }
    }
}

/// The document.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    Contract::openapi()
}
