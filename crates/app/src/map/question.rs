//! What is asked of a map.

use std::collections::BTreeMap;

use yeojido_domain::{Field, Filter, JourneyId, Period};
use yeojido_lake::TraitRow;

/// Language of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// 한국어
    #[default]
    Ko,
    /// English
    En,
}

/// Which map: a journey, for whom, when, and at which versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Which journey.
    pub journey: JourneyId,
    /// Version of its definition; the newest unless told.
    pub version: Option<u32>,
    /// Version of the lake; the newest unless told.
    pub lake_version: Option<u64>,
    /// Visits to stages that began in this period are counted, and followed to the end of the data.
    pub period: Period,
    /// For whom.
    pub filter: Filter,
}

/// Whether the predicates on traits hold for somebody with these traits.
#[must_use]
pub fn traits_hold(filter: &Filter, traits: Option<&BTreeMap<String, TraitRow>>) -> bool {
    filter.0.iter().all(|predicate| match &predicate.field {
        Field::Event(_) => true,
        Field::Trait(name) => {
            let value = traits.and_then(|t| t.get(name)).map(|row| row.value.to_text());
            predicate.is.holds(value.as_deref())
        }
    })
}
