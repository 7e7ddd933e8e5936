//! Events made for tests, and where the reference data are.

#![allow(dead_code, reason = "every test uses another part")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use yeojido_domain::{Micros, PersonId};
use yeojido_journey::{Coded, Events, NONE};

/// One event of a person: when, what, and its fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub time: i64,
    pub event: String,
    pub fields: BTreeMap<String, String>,
}

impl Row {
    pub fn new(time: i64, event: &str) -> Self {
        Self { time, event: event.to_owned(), fields: BTreeMap::new() }
    }

    pub fn with(mut self, field: &str, value: &str) -> Self {
        self.fields.insert(field.to_owned(), value.to_owned());
        self
    }
}

fn code(column: &mut Coded, value: Option<&str>) {
    let code = value.map_or(NONE, |value| {
        column.code(value).unwrap_or_else(|| {
            column.values.push(Arc::from(value));
            u32::try_from(column.values.len() - 1).expect("a few values")
        })
    });
    column.codes.push(code);
}

/// Packs persons, who are numbered from 0; `fields` are columns even where no event has a value.
pub fn pack(people: &[Vec<Row>], fields: &[String]) -> Events {
    let mut events = Events { offsets: vec![0], ..Events::default() };
    let told = people.iter().flatten().flat_map(|row| row.fields.keys().cloned());
    let names: BTreeSet<String> = told.chain(fields.iter().cloned()).collect();
    let mut extra: BTreeMap<String, Coded> = names.into_iter().map(|name| (name, Coded::default())).collect();
    for (person, rows) in people.iter().enumerate() {
        events.persons.push(PersonId(i64::try_from(person).expect("a few persons")));
        for row in rows {
            events.time.push(Micros(row.time));
            code(&mut events.event, Some(&row.event));
            for (name, column) in &mut extra {
                code(column, row.fields.get(name).map(String::as_str));
            }
        }
        events.offsets.push(u32::try_from(events.time.len()).expect("a few rows"));
    }
    let none = Coded { codes: vec![NONE; events.time.len()], values: Vec::new() };
    (events.channel, events.order) = (none.clone(), none);
    events.extra = extra.into_iter().map(|(name, column)| (name, Arc::new(column))).collect();
    events
}

/// A file of the folder with reference data, or `None` with the reason on stderr.
pub fn shared(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("YEOJIDO_SHARED").map_or_else(
        || Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate")).join("../../../shared"),
        PathBuf::from,
    );
    let path = folder.join(file);
    if !path.exists() {
        #[expect(clippy::print_stderr, reason = "a test that is skipped must say why")]
        {
            eprintln!("skipped: there is no {}", path.display());
        }
        return None;
    }
    Some(path)
}

pub fn json(path: PathBuf) -> Value {
    serde_json::from_reader(std::fs::File::open(path).expect("it exists")).expect("it is JSON")
}

/// An instant as RFC 3339 has it.
pub fn instant(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().expect("an instant").as_microsecond()
}

/// The rows of the shop's log by person, ties in the order of the file.
pub fn shop() -> Option<Vec<Vec<Row>>> {
    let file = std::fs::File::open(shared("data/journeys/ecom.csv.gz")?).expect("it exists");
    let mut reader = csv::Reader::from_reader(flate2::read::GzDecoder::new(file));
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect("the column is there");
    let (person, event, time) = (at("user_id"), at("event"), at("timestamp"));
    let mut persons: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in reader.records() {
        let row = row.expect("a row");
        let civil = row[time].parse::<jiff::civil::DateTime>().expect("a time without a zone");
        let time = jiff::tz::TimeZone::UTC.to_timestamp(civil).expect("UTC has every time").as_microsecond();
        persons.entry(row[person].to_owned()).or_default().push(Row::new(time, &row[event]));
    }
    persons.values_mut().for_each(|rows| rows.sort_by_key(|row| row.time));
    Some(persons.into_values().collect())
}
