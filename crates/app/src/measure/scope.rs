//! Whom an analysis is about, when, and as of which version of the data: the same for every kind.

use serde::{Deserialize, Serialize};
use yeojido_domain::{BadTime, Field, Filter, Period, Zone};

use crate::AppError;

/// The part that every question has.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scope {
    /// Whom it is about. A trait must hold for the customer; a field for at least one event of what is counted, as on the
    /// map: of the session or walk where those are counted, of the customer otherwise.
    #[serde(rename = "where")]
    pub filter: Filter,
    /// First day.
    pub from: Option<String>,
    /// Last one.
    pub to: Option<String>,
    /// Whose days; the workspace's unless told.
    pub zone: Option<Zone>,
    /// Version of the lake; the newest unless told.
    pub lake_version: Option<u64>,
}

impl Scope {
    /// Names of its keys.
    pub const KEYS: [&'static str; 5] = ["where", "from", "to", "zone", "lake_version"];

    /// Its days.
    ///
    /// # Errors
    /// [`AppError::Invalid`] names the day that is none, or the first that comes after the last.
    pub fn period(&self, zone: &Zone) -> Result<Period, AppError> {
        days("from", self.from.as_deref(), self.to.as_deref(), self.zone.as_ref().unwrap_or(zone))
    }

    /// The columns that the filter looks at.
    pub(super) fn columns(&self) -> impl Iterator<Item = String> + '_ {
        let fields = self.filter.0.iter().filter_map(|predicate| match &predicate.field {
            Field::Event(name) => Some(name.clone()),
            Field::Trait(_) => None,
        });
        fields.filter(|name| name != "event")
    }

    /// Whether no predicate looks at events.
    pub(super) fn is_unfiltered(&self) -> bool {
        !self.filter.0.iter().any(|predicate| matches!(predicate.field, Field::Event(_)))
    }

    /// Whether it asks for traits of customers.
    pub(super) fn asks_traits(&self) -> bool {
        self.filter.0.iter().any(|predicate| matches!(predicate.field, Field::Trait(_)))
    }
}

/// Reads two days; `from` is how the first is called in the question.
pub(super) fn days(first: &str, from: Option<&str>, to: Option<&str>, zone: &Zone) -> Result<Period, AppError> {
    let (before, _) = first.rsplit_once('.').map_or(("", first), |(before, _)| (before, first));
    let last = if before.is_empty() { "to".to_owned() } else { format!("{before}.to") };
    let bad = |field: &str, why: BadTime| AppError::invalid("bad_query", field, format!("{field}: {why}"));
    Period::parse(from, None, zone.clone()).map_err(|why| bad(first, why))?;
    Period::parse(None, to, zone.clone()).map_err(|why| bad(&last, why))?;
    Period::parse(from, to, zone.clone()).map_err(|why| bad(first, why))
}
