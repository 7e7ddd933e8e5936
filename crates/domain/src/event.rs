//! What customers do.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Micros, Money};

/// One value of a property: anything that a source said beside the canonical fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Property {
    /// true or false
    Flag(bool),
    /// A number.
    Number(f64),
    /// Anything else.
    Text(String),
}

impl Property {
    /// As people would write it in a rule: `true`, `3`, `2.5`, the text.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// Properties by name, in the order of their names.
pub type Properties = BTreeMap<String, Property>;

/// An object of an object-centric log that an event touched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ObjectRef {
    /// Type of the object, such as `Order`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its id in the source.
    pub id: String,
    /// What the object is to the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
}

/// Which event: 128 bits hashed from the id that its source gave, or from source, row and how many equal rows came
/// before it in the file. Storing the same key twice stores it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventKey(pub u128);

/// One thing a customer did, as a source told it.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Identity of the event for deduplication.
    pub key: EventKey,
    /// The id as the source gave it, if it did.
    pub event_id: Option<String>,
    /// The known customer, in the source's own words.
    pub customer: Option<String>,
    /// The anonymous visitor (device, cookie), in the source's own words.
    pub anonymous: Option<String>,
    /// Its name: `order placed`.
    pub event: String,
    /// When.
    pub time: Micros,
    /// Breaks ties in time: grows with the place in the file.
    pub seq: i64,
    /// Through what: `app`, `instagram`.
    pub channel: Option<String>,
    /// From which source it came.
    pub source: String,
    /// Session as the source numbers it.
    pub session: Option<String>,
    /// The order it belongs to; voices join by it.
    pub order: Option<String>,
    /// Product.
    pub product: Option<String>,
    /// Category of the product.
    pub category: Option<String>,
    /// How many pieces.
    pub quantity: Option<f64>,
    /// How much money.
    pub amount: Option<Money>,
    /// Campaign that brought the customer.
    pub campaign: Option<String>,
    /// Page.
    pub url: Option<String>,
    /// Anything else.
    pub properties: Properties,
    /// Objects of an object-centric log.
    pub objects: Vec<ObjectRef>,
}

impl Event {
    /// An event with the fields that every event has, and nothing else.
    #[must_use]
    pub fn new(key: EventKey, customer: Option<String>, event: &str, time: Micros, source: &str) -> Self {
        Self {
            key,
            event_id: None,
            customer,
            anonymous: None,
            event: event.to_owned(),
            time,
            seq: 0,
            channel: None,
            source: source.to_owned(),
            session: None,
            order: None,
            product: None,
            category: None,
            quantity: None,
            amount: None,
            campaign: None,
            url: None,
            properties: Properties::new(),
            objects: Vec::new(),
        }
    }
}
