//! What goes over the wire: the contract of the API, one file a noun, apart from the types of the use cases.
//!
//! An answer of a use case is poured into its wire type ([`pour`]), so that a field renamed inside breaks here, in a
//! test, and never in somebody's script.

mod import;
mod job;
mod journey;
mod list;
mod map;
mod session;

pub use import::*;
pub use job::*;
pub use journey::*;
pub use list::*;
pub use map::*;
pub use session::*;

use serde::Serialize;
use serde::de::DeserializeOwned;
use yeojido_app::jobs::Problem as Fault;

/// Pours an answer into its wire type.
///
/// # Errors
/// A problem of status 500 when the answer has not the shape of the contract: a fault of ours.
pub fn pour<W: DeserializeOwned>(answer: &impl Serialize) -> Result<W, Fault> {
    let value = serde_json::to_value(answer).map_err(|why| fault(&why))?;
    serde_json::from_value(value).map_err(|why| fault(&why))
}

fn fault(why: &serde_json::Error) -> Fault {
    Fault::new(500, "contract", format!("the answer has not the shape of the contract: {why}"))
}
