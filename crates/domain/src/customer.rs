//! Who they are.

use std::collections::BTreeMap;

use crate::{Micros, Property};

/// What a source said of a trait, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct TraitValue {
    /// The value.
    pub value: Property,
    /// Since when it holds, as far as the source tells.
    pub since: Option<Micros>,
    /// Names, phone numbers, addresses: kept in the restricted tables only.
    pub direct: bool,
}

/// Traits by name.
pub type Traits = BTreeMap<String, TraitValue>;

/// One customer as a source told of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Customer {
    /// The known customer, in the source's own words.
    pub customer: String,
    /// What is known of them.
    pub traits: Traits,
}
