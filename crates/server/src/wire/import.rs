//! Files on their way in: uploads, previews, mappings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{AuthorRole, EventRow, VoiceRow, VoiceSource, first_version};

/// Answer of `POST /api/w/{ws}/uploads`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Upload {
    /// Names the upload in later questions.
    pub upload: String,
    /// What arrived.
    pub files: Vec<UploadedFile>,
}

/// A file that arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UploadedFile {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
}

/// Body of `POST /api/w/{ws}/imports/preview`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewAsk {
    /// Which upload.
    pub upload: String,
    /// Which file of it.
    pub file: String,
    /// How to read it; guessed when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Mapping>)]
    pub mapping: Option<Value>,
}

/// Body of `POST /api/w/{ws}/imports`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportAsk {
    /// Which upload.
    pub upload: String,
    /// Which file of it.
    pub file: String,
    /// How to read it.
    #[schema(value_type = Mapping)]
    pub mapping: Value,
    /// Keep the mapping under this name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub save_as: Option<String>,
}

/// How far a guessed mapping can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Names and values agree.
    Sure,
    /// Either does.
    Likely,
    /// A person should look.
    Unsure,
}

/// What a file would become.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Preview {
    /// `csv`, `xlsx` …
    pub format: String,
    /// `utf-8`, `cp949`; `null` for files that are no text.
    #[schema(required)]
    pub encoding: Option<String>,
    /// About how many rows.
    #[schema(required)]
    pub rows_estimate: Option<u64>,
    /// Its columns.
    pub columns: Vec<PreviewColumn>,
    /// Its first rows.
    pub rows: Vec<Vec<Option<String>>>,
    /// How it would be read.
    #[schema(value_type = Mapping)]
    pub mapping: Value,
    /// The same as a file.
    pub mapping_yaml: String,
    /// How far the mapping can be trusted.
    pub confidence: Confidence,
    /// What a person should look at.
    pub questions: Vec<Question>,
    /// What the first rows would become.
    pub result: PreviewResult,
    /// Some of that.
    pub sample: Sample,
    /// Names of mappings that were kept for such columns.
    pub saved: Vec<String>,
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ColumnType {
    /// Texts.
    Text,
    /// Numbers.
    Number,
    /// Times.
    Time,
    /// Yes or no.
    Flag,
    /// There are none.
    Empty,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreviewColumn {
    /// Its header.
    pub name: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// Some of its values.
    pub samples: Vec<String>,
    /// How many of the previewed rows have a value.
    pub filled: u64,
    /// What it may be.
    #[schema(required)]
    pub guess: Option<String>,
    /// Why.
    #[schema(required)]
    pub why: Option<String>,
}

/// What a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Question {
    /// Stable code.
    pub code: String,
    /// Which column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// For the translated sentence.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

/// What the first rows would become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreviewResult {
    /// Rows previewed.
    #[serde(default)]
    pub read: u64,
    /// Events.
    pub events: u64,
    /// Voices.
    pub voices: u64,
    /// Customers.
    pub customers: u64,
    /// What cannot be read.
    pub rejected: Vec<Rejected>,
    /// Why the mapping cannot be used at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<PreviewError>,
}

/// Why a mapping cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreviewError {
    /// Stable code.
    pub code: String,
    /// One sentence in English.
    pub title: String,
    /// Where in the mapping.
    #[schema(required)]
    pub field: Option<String>,
    /// For the translated sentence.
    #[serde(default)]
    pub params: BTreeMap<String, String>,
}

/// A row that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Rejected {
    /// Which row of the file.
    pub row: u64,
    /// Which field.
    pub field: String,
    /// Stable key of the reason.
    pub reason: String,
    /// What was there.
    pub value: String,
}

/// Some of what the first rows would become.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Sample {
    /// Events.
    pub events: Vec<EventRow>,
    /// Voices.
    pub voices: Vec<VoiceRow>,
}

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

/// How a file is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileOptions {
    /// `csv`, `tsv`, `jsonl`, `parquet`, `xlsx`, `xes`, `ocel`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// `utf-8` or `cp949`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Zone of times that name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Sheet of a spreadsheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// `ymd`, `dmy` or `mdy`.
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
