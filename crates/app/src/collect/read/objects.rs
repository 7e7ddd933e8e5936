//! Object-centric logs (OCEL 2.0) in JSON, XML or SQLite: one row an event, with the objects it touched.
//!
//! An event of such a log belongs to no customer by itself. The column `case` says whose walk it is part of: the object
//! of the type that is most like a person, else of the type that most events touch, else the event's first object.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use process_mining::OCEL;
use process_mining::core::event_data::object_centric::OCELEvent;
use process_mining::core::event_data::object_centric::ocel_json::import_ocel_json_slice;
use process_mining::core::event_data::object_centric::ocel_xml::xml_ocel_import::{
    OCELImportOptions, import_ocel_xml_slice_with,
};
use rustc_hash::FxHashMap;
use yeojido_domain::ObjectRef;

use super::Each;
use super::log::{guard, time_text, zoned};
use super::record::{Item, Record};
use super::sniff::Shape;
use super::source::Limits;
use super::tables;
use crate::collect::CollectError;
use crate::collect::error::name_of;

/// The event's id.
pub const ID: &str = "id";
/// The event's type.
pub const EVENT: &str = "event";
/// When.
pub const TIME: &str = "time";
/// Whose walk the event is part of.
pub const CASE: &str = "case";

/// Words for a type of object that is a person, in the order in which they count.
const PERSONS: [&str; 14] = [
    "customer",
    "고객",
    "consumer",
    "client",
    "member",
    "회원",
    "user",
    "사용자",
    "patient",
    "citizen",
    "student",
    "buyer",
    "applicant",
    "person",
];

/// A log, held in memory.
#[derive(Debug)]
pub struct Objects {
    events: Vec<OCELEvent>,
    /// Type by object id.
    types: FxHashMap<String, usize>,
    /// Names of types, each with a column of its own.
    names: Vec<String>,
    /// Names of attributes, each with a column of its own.
    attributes: Vec<String>,
    case: Option<usize>,
    zoned: bool,
}

impl Objects {
    /// Reads the log.
    pub fn open(path: &Path, shape: Shape, limits: &Limits) -> Result<(Self, Vec<String>), CollectError> {
        let io = |e| CollectError::io(path, e);
        let size = std::fs::metadata(path).map_err(io)?.len();
        if size > limits.whole_bytes {
            return Err(CollectError::TooLarge {
                file: name_of(path),
                size_mb: size / 1_000_000,
                limit_mb: limits.whole_bytes / 1_000_000,
            });
        }
        let bytes = std::fs::read(path).map_err(io)?;
        let damaged = |why: String| CollectError::damaged(path, 0, why);
        let mut log = guard(path, 0, || match shape {
            Shape::OcelXml => {
                let options = OCELImportOptions { verbose: false, ..OCELImportOptions::default() };
                import_ocel_xml_slice_with(&bytes, options).map_err(|e| e.to_string())
            }
            Shape::OcelSqlite => tables::read(&bytes).map_err(|e| e.to_string()),
            _ => import_ocel_json_slice(&bytes).map_err(|e| e.to_string()),
        })?
        .map_err(damaged)?;
        if shape == Shape::OcelSqlite {
            // Tables have no order, and ours must be the same each time.
            log.events.sort_by(|a, b| (a.time, a.id.len(), &a.id).cmp(&(b.time, b.id.len(), &b.id)));
        }
        if log.events.is_empty() {
            return Err(CollectError::NoRows { file: name_of(path) });
        }
        Ok(Self::of(log, zoned(&bytes)))
    }

    fn of(log: OCEL, zoned: bool) -> (Self, Vec<String>) {
        let names: Vec<String> = log.object_types.iter().map(|t| t.name.clone()).collect();
        let by_name: FxHashMap<&str, usize> = names.iter().enumerate().map(|(i, name)| (name.as_str(), i)).collect();
        let types = log
            .objects
            .iter()
            .filter_map(|object| Some((object.id.clone(), *by_name.get(object.object_type.as_str())?)))
            .collect();
        let mut attributes: BTreeMap<String, ()> = BTreeMap::new();
        for attribute in log.events.iter().flat_map(|event| &event.attributes) {
            attributes.entry(attribute.name.clone()).or_default();
        }
        let attributes: Vec<String> = attributes.into_keys().collect();
        let mut objects = Self { events: log.events, types, names, attributes, case: None, zoned };
        objects.case = objects.choose_case();
        let columns = [ID, EVENT, TIME, CASE].map(str::to_owned).into_iter();
        let columns = columns
            .chain(objects.names.iter().map(|name| format!("object:{name}")))
            .chain(objects.attributes.iter().cloned());
        let columns: Vec<String> = columns.collect();
        let columns = super::headers(columns.iter().map(String::as_str));
        (objects, columns)
    }

    /// The type most like a person, else the one that most events touch.
    fn choose_case(&self) -> Option<usize> {
        let lower: Vec<String> = self.names.iter().map(|name| name.to_lowercase()).collect();
        let person = PERSONS.iter().find_map(|word| lower.iter().position(|name| name.contains(word)));
        person.or_else(|| {
            let touched = |kind: usize| self.events.iter().filter(|event| self.first(event, kind).is_some()).count();
            (0..self.names.len())
                .map(|kind| (touched(kind), kind))
                .max_by_key(|&(n, kind)| (n, usize::MAX - kind))
                .map(|(_, kind)| kind)
        })
    }

    fn first<'a>(&self, event: &'a OCELEvent, kind: usize) -> Option<&'a str> {
        event.relationships.iter().map(|r| r.object_id.as_str()).find(|id| self.types.get(*id) == Some(&kind))
    }

    /// Goes through the events.
    pub fn each(&self, bytes: u64, each: Each<'_>) -> Result<(), CollectError> {
        let mut record = Record::default();
        for (i, event) in self.events.iter().enumerate() {
            record.clear();
            record.number = i as u64 + 1;
            record.at = bytes * record.number / self.events();
            record.push(Some(&event.id));
            record.push(Some(&event.event_type));
            record.push(Some(&time_text(&event.time, self.zoned)));
            let case = self.case.and_then(|kind| self.first(event, kind));
            record.push(case.or_else(|| event.relationships.first().map(|r| r.object_id.as_str())));
            for kind in 0..self.names.len() {
                record.push(self.first(event, kind));
            }
            for name in &self.attributes {
                let value = event.attributes.iter().find(|a| a.name == *name).map(|a| a.value.to_string());
                record.push(value.as_deref());
            }
            record.objects.extend(event.relationships.iter().map(|relation| ObjectRef {
                kind: self.types.get(&relation.object_id).map_or("unknown", |&kind| &self.names[kind]).to_owned(),
                id: relation.object_id.clone(),
                qualifier: Some(relation.qualifier.clone()).filter(|q| !q.is_empty()),
            }));
            if each(Item::Row(&record))? == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    }

    /// How many events it has.
    pub const fn events(&self) -> u64 {
        self.events.len() as u64
    }
}
