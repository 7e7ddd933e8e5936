//! How the columns of a file are read: mappings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{AuthorRole, VoiceSource, first_version};

/// A column, or `{value}` for the same in every row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum ValueFrom {
    /// A column.
    Column(String),
    /// The same in every row.
    Fixed {
        /// That value.
        value: String,
    },
}

/// The kind of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum FileFormat {
    /// Values between commas, semicolons or bars.
    Csv,
    /// Values between tabs.
    Tsv,
    /// One JSON object a line.
    Jsonl,
    /// Parquet.
    Parquet,
    /// A workbook.
    Xlsx,
    /// An event log.
    Xes,
    /// An object-centric event log.
    Ocel,
}

/// How a file is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileOptions {
    /// What kind of file it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<FileFormat>,
    /// `utf-8` or `cp949`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Zone of times that name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Sheet of a workbook; unless told, the first with a table and all that have the same columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// `ymd`, `dmy` or `mdy`, where the dates leave it open; `any` for years before 1990 or to come. Several are told
    /// apart by spaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<String>,
}

/// Columns of another file, joined on a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Join {
    /// The other file.
    pub file: String,
    /// Column of both.
    pub on: String,
    /// Columns to take.
    pub take: Vec<String>,
}

/// One event of a row: names of columns by field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EventMapping {
    /// The event's name, unless `event_from` names a column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Column with the event's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_from: Option<String>,
    /// Column with the time.
    pub time: String,
    /// Id of the event in its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
    /// The known customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// The anonymous visitor.
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
    /// Pieces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<String>,
    /// Money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Its currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<ValueFrom>,
    /// Campaign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// Page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Property ← column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub properties: Option<BTreeMap<String, String>>,
    /// A row without this time has no such event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skip_if_empty: Option<bool>,
}

/// One voice of a row: names of columns by field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VoiceMapping {
    /// Where it was heard.
    pub source: VoiceSource,
    /// Column with the time.
    pub time: String,
    /// Id of the voice in its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice_id: Option<String>,
    /// The known customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// Channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ValueFrom>,
    /// Words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<String>,
    /// On which scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
    /// The order it speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// The event it speaks of.
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
    /// Who speaks; the customer when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_role: Option<AuthorRole>,
    /// Language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Property ← column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub properties: Option<BTreeMap<String, String>>,
    /// A row without this time, or without both words and rating, has no such voice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skip_if_empty: Option<bool>,
}

/// Facts about a customer: names of columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustomerMapping {
    /// The known customer.
    pub customer: String,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Trait ← column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traits: Option<BTreeMap<String, String>>,
    /// Direct identifier ← column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direct: Option<BTreeMap<String, String>>,
}

/// How a file's columns become events, voices and customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Mapping {
    /// Version of the format: 1.
    #[schema(schema_with = first_version)]
    pub mapping: u32,
    /// Its name, which is also that of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How to read the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileOptions>,
    /// Columns of other files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join: Option<Vec<Join>>,
    /// Events of a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<EventMapping>>,
    /// Voices of a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voices: Option<Vec<VoiceMapping>>,
    /// Customers of a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customers: Option<Vec<CustomerMapping>>,
    /// Currency where none is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// A mapping kept by its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SavedMapping {
    /// Its name.
    pub name: String,
    /// As a file.
    pub yaml: String,
    /// What it says.
    #[schema(value_type = Mapping)]
    pub mapping: Value,
    /// When it was saved last.
    pub updated_at: String,
}

/// Answer of `GET /api/w/{ws}/mappings`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MappingList {
    /// By name.
    pub mappings: Vec<SavedMapping>,
}
