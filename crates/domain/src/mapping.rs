//! How a file's columns become events, voices and customers: version 1 of the mapping's file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{AuthorRole, Currency, Scale, VoiceSource, Zone};

/// Why a mapping cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// The text is not YAML of this shape; the message names line and field.
    #[error("{0}")]
    Yaml(String),
    /// Nothing is to be read.
    #[error("a mapping needs at least one of events, voices and customers")]
    Nothing,
    /// The version is not 1.
    #[error("mapping: version {0} is not known here; this is version 1")]
    Version(u32),
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileFormat {
    /// Comma-separated (or semicolon, or bar: it is told by the header).
    Csv,
    /// Tab-separated.
    Tsv,
    /// One JSON object a line.
    Jsonl,
    /// Parquet.
    Parquet,
    /// A spreadsheet of the xlsx kind.
    Xlsx,
    /// An event log of process mining, `.xes` or `.xes.gz`.
    Xes,
    /// An object-centric event log 2.0: JSON, XML or SQLite.
    Ocel,
}

/// How the file is to be read. What is missing is found out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileOptions {
    /// Its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<FileFormat>,
    /// `utf-8` or `cp949`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Zone of times that name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// Sheet of a workbook; unless told, the first with a table and all that have the same columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// `ymd`, `dmy` or `mdy`, where the values leave it open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<String>,
}

/// Columns of another file, joined on a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// The other file, beside the first.
    pub file: String,
    /// Column of both files that must be equal.
    pub on: String,
    /// Columns to take.
    pub take: Vec<String>,
}

/// Where a field's value comes from: a column by its name, or `{value: x}` for the same in every row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ValueFrom {
    /// A column of the file.
    Column(String),
    /// The same for every row.
    Fixed {
        /// That value.
        value: String,
    },
}

/// One event of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventMapping {
    /// The event's name: a fixed one, unless `event_from` names a column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Column with the event's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_from: Option<String>,
    /// Column with the time.
    pub time: String,
    /// Column that identifies the event in its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
    /// Column of the known customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// Column of the anonymous visitor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anonymous: Option<String>,
    /// Channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ValueFrom>,
    /// Session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// Order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// Product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// How many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<String>,
    /// How much money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// In which currency: a column or `{value: KRW}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<ValueFrom>,
    /// Campaign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// Page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Property ← column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<String, String>,
    /// A row without this time has no such event, rather than a fault.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skip_if_empty: bool,
}

/// One voice of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceMapping {
    /// Where it was heard.
    pub source: VoiceSource,
    /// Column with the time.
    pub time: String,
    /// Column that identifies the voice in its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice_id: Option<String>,
    /// Column of the known customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// Channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ValueFrom>,
    /// Column with the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Column with the rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<String>,
    /// Its scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// Order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// Event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
    /// Survey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<ValueFrom>,
    /// Question of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<ValueFrom>,
    /// Product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Who speaks.
    #[serde(default, skip_serializing_if = "is_customer")]
    pub author_role: AuthorRole,
    /// Column with the language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Property ← column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<String, String>,
    /// A row with neither text nor score (or no time) has no voice, rather than a fault.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skip_if_empty: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape serde asks for")]
fn is_customer(role: &AuthorRole) -> bool {
    *role == AuthorRole::Customer
}

/// One customer of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerMapping {
    /// Column of the customer.
    pub customer: String,
    /// Column with the time since when the traits hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Trait ← column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub traits: BTreeMap<String, String>,
    /// Trait ← column, for names, phone numbers, e-mail and postal addresses: kept apart.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub direct: BTreeMap<String, String>,
}

/// A mapping, kept by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Version of the file format: 1.
    pub mapping: u32,
    /// Its name, which is also the `source` of what it reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How the file is to be read.
    #[serde(default)]
    pub file: FileOptions,
    /// Other files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub join: Vec<Join>,
    /// Events of each row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventMapping>,
    /// Voices of each row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<VoiceMapping>,
    /// Customers of each row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub customers: Vec<CustomerMapping>,
    /// Currency of amounts that name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
}

impl Mapping {
    /// Reads and checks a mapping's file.
    ///
    /// # Errors
    /// [`MappingError`] names what is wrong.
    pub fn from_yaml(text: &str) -> Result<Self, MappingError> {
        let mapping: Self = serde_yaml_ng::from_str(text).map_err(|e| MappingError::Yaml(e.to_string()))?;
        if mapping.mapping != 1 {
            return Err(MappingError::Version(mapping.mapping));
        }
        if mapping.events.is_empty() && mapping.voices.is_empty() && mapping.customers.is_empty() {
            return Err(MappingError::Nothing);
        }
        Ok(mapping)
    }

    /// Writes the file.
    ///
    /// # Errors
    /// [`MappingError::Yaml`] if it cannot be written.
    pub fn to_yaml(&self) -> Result<String, MappingError> {
        serde_yaml_ng::to_string(self).map_err(|e| MappingError::Yaml(e.to_string()))
    }

    /// The source that its events carry.
    #[must_use]
    pub fn source(&self) -> &str {
        self.name.as_deref().unwrap_or("file")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_the_contract_is_read_and_written_without_a_difference() {
        let text = r"
mapping: 1
name: olist-orders
file: {format: csv, encoding: utf-8, zone: America/Sao_Paulo}
join: [{file: customers.csv, on: customer_id, take: [customer_unique_id, customer_state]}]
events:
  - {event: order placed, time: order_purchase_timestamp, customer: customer_unique_id, order: order_id, properties: {state: customer_state}}
  - {event: delivered, time: order_delivered_customer_date, customer: customer_unique_id, order: order_id, skip_if_empty: true}
voices:
  - {source: review, time: review_creation_date, text: review_comment_message, score: review_score, scale: stars5, order: order_id}
";
        let mapping = Mapping::from_yaml(text).expect("the contract's own example");
        assert_eq!(mapping.events.len(), 2);
        assert_eq!(mapping.source(), "olist-orders");
        assert_eq!(Mapping::from_yaml(&mapping.to_yaml().expect("writes")), Ok(mapping));
    }

    #[test]
    fn a_mapping_of_nothing_is_refused() {
        assert_eq!(Mapping::from_yaml("mapping: 1"), Err(MappingError::Nothing));
    }
}
