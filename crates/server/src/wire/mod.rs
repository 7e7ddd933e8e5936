//! What goes over the wire: the contract of the API, one file a noun, apart from the types of the use cases.
//!
//! An answer of a use case is poured into its wire type ([`pour`]), so that a field renamed inside breaks here, in a
//! test, and never in somebody's script.

mod analyze;
mod arranged;
mod compare;
mod correction;
mod file;
mod filter;
mod finding;
mod home;
mod identity;
mod import;
mod job;
mod journey;
mod list;
mod machine;
mod map;
mod mapping;
mod masking;
mod sample;
mod search;
mod session;
mod share;
mod statement;
mod team;
mod to_be;

pub use analyze::*;
pub use arranged::*;
pub use compare::*;
pub use correction::*;
pub use file::*;
pub use filter::*;
pub use finding::*;
pub use home::*;
pub use identity::*;
pub use import::*;
pub use job::*;
pub use journey::*;
pub use list::*;
pub use machine::*;
pub use map::*;
pub use mapping::*;
pub use masking::*;
pub use sample::*;
pub use search::*;
pub use session::*;
pub use share::*;
pub use statement::*;
pub use team::*;
pub use to_be::*;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
use yeojido_app::jobs::Problem as Fault;

/// Pours an answer into its wire type.
///
/// # Errors
/// A problem of status 500 when the answer has not the shape of the contract: a fault of ours. While developing, also
/// when the contract has no place for something that the answer says.
pub fn pour<W: DeserializeOwned + Serialize>(answer: &impl Serialize) -> Result<W, Box<Fault>> {
    let value = serde_json::to_value(answer).map_err(|why| fault(&why))?;
    let before = cfg!(debug_assertions).then(|| value.clone());
    let poured: W = serde_json::from_value(value).map_err(|why| fault(&why))?;
    if let Some(before) = before {
        let after = serde_json::to_value(&poured).map_err(|why| fault(&why))?;
        if let Some(place) = lost(&before, &after) {
            return Err(Box::new(Fault::new(500, "contract", format!("the contract has no place for {place}"))));
        }
    }
    Ok(poured)
}

/// The schema of a format's version, of which there has been one.
fn first_version() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .description(Some("Version of the format."))
        .enum_values(Some([1]))
        .build()
}

fn fault(why: &serde_json::Error) -> Box<Fault> {
    Box::new(Fault::new(500, "contract", format!("the answer has not the shape of the contract: {why}")))
}

/// Where `after` lacks something that `before` says.
fn lost(before: &Value, after: &Value) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => before.iter().find_map(|(key, value)| match after.get(key) {
            Some(kept) => lost(value, kept).map(|rest| format!("{key}.{rest}")),
            None => (!value.is_null()).then(|| key.clone()),
        }),
        (Value::Array(before), Value::Array(after)) => {
            before.iter().zip(after).find_map(|(before, after)| lost(before, after))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_the_contract_has_no_place_for_is_told_by_its_path() {
        let before = json!({"a": [{"b": 1, "c": null}], "d": {"e": 2}});
        assert_eq!(lost(&before, &json!({"a": [{"b": 1}], "d": {"e": 2.0}})), None);
        assert_eq!(lost(&before, &json!({"a": [{"b": 1}], "d": {}})).as_deref(), Some("d.e"));
        assert_eq!(lost(&before, &json!({"a": [{}], "d": {"e": 2}})).as_deref(), Some("a.b"));
    }
}
