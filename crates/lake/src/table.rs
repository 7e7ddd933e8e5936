//! The tables of a lake: which there are, what columns they have, how they are cut and sorted.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use serde_json::json;

use crate::files::Access;

/// How many buckets the tables of persons have.
pub(crate) const BUCKETS: usize = 16;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Long,
    /// Microseconds, UTC.
    Time,
    Text,
    /// A text that hardly ever repeats: no dictionary.
    Unique,
    Float,
    Flag,
    /// Eighteen digits, four of them after the point.
    Money,
    /// Sixteen bytes, big-endian.
    Key,
}

impl Kind {
    pub(crate) fn arrow(self) -> DataType {
        match self {
            Self::Long => DataType::Int64,
            Self::Time => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            Self::Text | Self::Unique => DataType::Utf8,
            Self::Float => DataType::Float64,
            Self::Flag => DataType::Boolean,
            Self::Money => DataType::Decimal128(18, 4),
            Self::Key => DataType::FixedSizeBinary(16),
        }
    }

    const fn delta(self) -> &'static str {
        match self {
            Self::Long => "long",
            Self::Time => "timestamp",
            Self::Text | Self::Unique => "string",
            Self::Float => "double",
            Self::Flag => "boolean",
            Self::Money => "decimal(18,4)",
            Self::Key => "binary",
        }
    }
}

/// A column: name, type, whether it may be empty.
pub(crate) type Column = (&'static str, Kind, bool);

const EVENTS: &[Column] = &[
    ("person", Kind::Long, false),
    ("time", Kind::Time, false),
    ("seq", Kind::Long, false),
    ("event_key", Kind::Key, false),
    ("event_id", Kind::Unique, true),
    ("event", Kind::Text, false),
    ("channel", Kind::Text, true),
    ("source", Kind::Text, false),
    ("session", Kind::Text, true),
    ("order", Kind::Text, true),
    ("product", Kind::Text, true),
    ("category", Kind::Text, true),
    ("quantity", Kind::Float, true),
    ("amount", Kind::Money, true),
    ("currency", Kind::Text, true),
    ("campaign", Kind::Text, true),
    ("url", Kind::Text, true),
    ("properties", Kind::Text, true),
];

const VOICES: &[Column] = &[
    ("person", Kind::Long, true),
    ("time", Kind::Time, false),
    ("seq", Kind::Long, false),
    ("voice_key", Kind::Key, false),
    ("voice_id", Kind::Unique, true),
    ("source", Kind::Text, false),
    ("origin", Kind::Text, false),
    ("channel", Kind::Text, true),
    ("score", Kind::Float, true),
    ("scale", Kind::Text, true),
    ("order", Kind::Text, true),
    ("event_id", Kind::Text, true),
    ("survey", Kind::Text, true),
    ("question", Kind::Text, true),
    ("product", Kind::Text, true),
    ("author_role", Kind::Text, false),
    ("language", Kind::Text, true),
    ("has_text", Kind::Flag, false),
    ("properties", Kind::Text, true),
];

const TRAITS: &[Column] = &[
    ("person", Kind::Long, false),
    ("trait", Kind::Text, false),
    ("value", Kind::Text, false),
    ("since", Kind::Time, true),
    ("seq", Kind::Long, false),
];

const BINDINGS: &[Column] =
    &[("anonymous", Kind::Long, false), ("customer", Kind::Long, false), ("seq", Kind::Long, false)];

const OBJECTS: &[Column] = &[("object_type", Kind::Text, false), ("object_id", Kind::Unique, false)];

const RELATIONS: &[Column] = &[
    ("event_key", Kind::Key, false),
    ("object_type", Kind::Text, false),
    ("object_id", Kind::Text, false),
    ("qualifier", Kind::Text, true),
];

const STATEMENTS: &[Column] = &[
    ("voice_key", Kind::Key, false),
    ("start", Kind::Long, false),
    ("end", Kind::Long, false),
    ("sentiment", Kind::Text, true),
    ("score", Kind::Float, false),
    ("confidence", Kind::Float, false),
    ("emotion", Kind::Text, true),
    ("intent", Kind::Text, true),
    ("topic", Kind::Text, true),
    ("need", Kind::Text, true),
    ("cause_start", Kind::Long, true),
    ("cause_end", Kind::Long, true),
    ("consequence_start", Kind::Long, true),
    ("consequence_end", Kind::Long, true),
    ("model", Kind::Text, false),
];

const TEXTS: &[Column] = &[("voice_key", Kind::Key, false), ("text", Kind::Unique, false)];

const IDENTIFIERS: &[Column] =
    &[("person", Kind::Long, false), ("kind", Kind::Text, false), ("value", Kind::Unique, false)];

/// A table, in the order in which an append commits them: whoever reads the tables one by one never finds a person
/// without an identifier, a voice without its text, or an event without its voices' facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Table {
    Identifiers,
    DirectTraits,
    Texts,
    Customers,
    Bindings,
    Objects,
    Relations,
    Voices,
    Events,
    /// What is made of the voices afterwards; never part of an append.
    Statements,
}

impl Table {
    pub(crate) const ALL: [Self; 10] = [
        Self::Identifiers,
        Self::DirectTraits,
        Self::Texts,
        Self::Customers,
        Self::Bindings,
        Self::Objects,
        Self::Relations,
        Self::Voices,
        Self::Events,
        Self::Statements,
    ];

    /// Those that an append commits, in this order.
    pub(crate) const APPENDED: [Self; 9] = [
        Self::Identifiers,
        Self::DirectTraits,
        Self::Texts,
        Self::Customers,
        Self::Bindings,
        Self::Objects,
        Self::Relations,
        Self::Voices,
        Self::Events,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Identifiers => "identifiers",
            Self::DirectTraits => "direct_traits",
            Self::Texts => "texts",
            Self::Customers => "customers",
            Self::Bindings => "bindings",
            Self::Objects => "objects",
            Self::Relations => "relations",
            Self::Voices => "voices",
            Self::Events => "events",
            Self::Statements => "statements",
        }
    }

    pub(crate) const fn columns(self) -> &'static [Column] {
        match self {
            Self::Identifiers => IDENTIFIERS,
            Self::DirectTraits | Self::Customers => TRAITS,
            Self::Texts => TEXTS,
            Self::Bindings => BINDINGS,
            Self::Objects => OBJECTS,
            Self::Relations => RELATIONS,
            Self::Voices => VOICES,
            Self::Events => EVENTS,
            Self::Statements => STATEMENTS,
        }
    }

    /// Cut into [`BUCKETS`] by person.
    pub(crate) const fn bucketed(self) -> bool {
        matches!(self, Self::Events | Self::Voices)
    }

    pub(crate) const fn access(self) -> Access {
        match self {
            Self::Identifiers | Self::DirectTraits | Self::Texts => Access::Owner,
            _ => Access::Open,
        }
    }

    /// The folder of the table below the workspace's.
    pub(crate) fn dir(self, root: &Path) -> PathBuf {
        match self.access() {
            Access::Owner => root.join("restricted").join(self.name()),
            Access::Open => root.join("lake").join(self.name()),
        }
    }

    /// The folders that data files of the table may lie in, relative to it.
    pub(crate) fn folders(self) -> Vec<String> {
        if self.bucketed() { (0..BUCKETS).map(|b| format!("bucket={b}")).collect() } else { vec!["data".to_owned()] }
    }

    /// The columns as they are written.
    pub(crate) fn schema(self) -> SchemaRef {
        let fields: Vec<_> =
            self.columns().iter().map(|&(name, kind, null)| Field::new(name, kind.arrow(), null)).collect();
        Arc::new(Schema::new(fields))
    }

    /// The columns as they are read: texts stay codes into the dictionary that the file holds.
    pub(crate) fn coded_schema(self) -> SchemaRef {
        let coded = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let fields: Vec<_> = self
            .columns()
            .iter()
            .map(|&(name, kind, null)| match kind {
                Kind::Text | Kind::Unique => Field::new(name, coded.clone(), null),
                _ => Field::new(name, kind.arrow(), null),
            })
            .collect();
        Arc::new(Schema::new(fields))
    }

    /// The schema in the words of Delta, as its log holds it.
    pub(crate) fn delta_schema(self) -> serde_json::Value {
        let mut fields: Vec<_> = self
            .columns()
            .iter()
            .map(|&(name, kind, empty)| json!({"name": name, "type": kind.delta(), "nullable": empty, "metadata": {}}))
            .collect();
        if self.bucketed() {
            fields.push(json!({"name": "bucket", "type": "integer", "nullable": true, "metadata": {}}));
        }
        json!({"type": "struct", "fields": fields})
    }
}

/// The bucket of a person: the four highest bits of its number, so that buckets one after another hold persons in
/// ascending order. A person's number is a hash, so that buckets are even.
pub(crate) const fn bucket_of(person: i64) -> usize {
    ((person ^ i64::MIN).cast_unsigned() >> 60) as usize
}

/// The bucket of a voice: its person's, or by its key when nobody is known to have said it.
pub(crate) fn voice_bucket(person: Option<i64>, key: u128) -> usize {
    person.map_or((key & (BUCKETS as u128 - 1)) as usize, bucket_of)
}
