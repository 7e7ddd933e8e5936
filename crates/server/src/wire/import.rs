//! Files on their way in: uploads and previews.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{EventRow, FileFormat, Mapping, VoiceRow};

/// Answer of `POST /api/w/{ws}/uploads`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Upload {
    /// Names the upload in later questions.
    pub upload: String,
    /// What arrived.
    pub files: Vec<UploadedFile>,
}

/// Answer of `GET /api/w/{ws}/uploads`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UploadList {
    /// Those that no import has taken yet, the newest first.
    pub uploads: Vec<Upload>,
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
    /// Sheet of a workbook to guess for; the mapping's when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
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
    /// What kind of file it is.
    pub format: FileFormat,
    /// `utf-8`, `cp949`; `null` for files that are no text.
    #[schema(required)]
    pub encoding: Option<String>,
    /// About how many rows.
    #[schema(required)]
    pub rows_estimate: Option<u64>,
    /// Its sheets, where it is a workbook with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheets: Option<Vec<SheetPart>>,
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
    pub read: u64,
    /// Events.
    pub events: u64,
    /// Voices.
    pub voices: u64,
    /// Customers.
    pub customers: u64,
    /// What cannot be read.
    pub rejected: Vec<Rejected>,
    /// Columns whose dates are three short numbers, and in which order they are read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_orders: Option<Vec<DateOrder>>,
    /// Why the mapping cannot be used at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<PreviewError>,
}

/// A sheet of a workbook that has several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SheetPart {
    /// Its name.
    pub name: String,
    /// Rows under its header.
    pub rows: u64,
    /// Whether it is read.
    pub read: bool,
}

/// The order of day, month and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum DayOrder {
    /// Year, month, day.
    Ymd,
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// No order fits all of a column, so that each date is read by itself.
    Mixed,
}

/// A column whose dates are three short numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DateOrder {
    /// The column.
    pub column: String,
    /// The order in which they are read.
    pub read_as: DayOrder,
    /// Whether the mapping or the dates themselves tell it.
    pub sure: bool,
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
    pub params: BTreeMap<String, String>,
}

/// A row that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Rejected {
    /// Which sheet, where several of a workbook are read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
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
