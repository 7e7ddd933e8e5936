//! Guesses what the columns of a file are, from their names (Korean and English) and their values, and says how sure
//! it is and what a person should look at.
//!
//! Four shapes are told apart: a log of events (a column names the event), a wide row (several columns hold times, each
//! its own event), voices (a text or a score), and a list of customers. Direct identifiers go to the restricted part of
//! the customer, sentences never into open properties.

mod columns;
mod direct;
mod left;
mod shape;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;
use yeojido_domain::{EventMapping, FileFormat, FileOptions, Mapping};

pub use columns::{Column, ColumnType};
pub use words::Role;

use super::CollectError;
use super::import::source_of;
use super::read::Table;

/// What somebody said a file holds (`--as`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Events.
    Events,
    /// Voices.
    Voices,
    /// Customers.
    Customers,
}

impl std::str::FromStr for Kind {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "events" => Ok(Self::Events),
            "voices" => Ok(Self::Voices),
            "customers" => Ok(Self::Customers),
            other => Err(format!("`{other}` is none of events, voices and customers")),
        }
    }
}

/// What somebody said about the file beforehand.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// What it holds.
    pub kind: Option<Kind>,
    /// Target and column, as in `--column customer=user_id`. A target may stand several times (`time`).
    pub columns: Vec<(String, String)>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
}

impl Said {
    /// How the file is to be opened.
    #[must_use]
    pub fn options(&self) -> FileOptions {
        FileOptions { sheet: self.sheet.clone(), ..FileOptions::default() }
    }
}

/// How sure a guess is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Something needed is missing.
    Unsure,
    /// Somebody should look.
    Likely,
    /// Names and values agree.
    Sure,
}

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Stable code, translated by the UI.
    pub code: &'static str,
    /// The column it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// For the translated sentence.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

/// What a column was taken for, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// `customer`, `time`, `event: 주문`, `property`, `direct`, `trait` …
    pub target: String,
    /// `asked`, `header`, `values` or `rest`.
    pub why: &'static str,
}

/// A guess.
#[derive(Debug, Clone)]
pub struct Guess {
    /// The mapping.
    pub mapping: Mapping,
    /// How sure it is.
    pub confidence: Confidence,
    /// What to look at.
    pub questions: Vec<Question>,
    /// What the first rows show.
    pub columns: Vec<Column>,
    /// What each column was taken for.
    pub taken: Vec<Option<Taken>>,
    /// The target that is missing, if the mapping cannot be used.
    pub missing: Option<&'static str>,
    /// Rows looked at.
    pub rows: u64,
}

impl Guess {
    /// The mapping, if it can be used.
    ///
    /// # Errors
    /// [`CollectError::Unrecognised`] with the target that no column was taken for.
    pub fn usable(self, table: &Table) -> Result<Mapping, CollectError> {
        match self.missing {
            None => Ok(self.mapping),
            Some(missing) => Err(CollectError::Unrecognised { file: table.name(), missing: missing.to_owned() }),
        }
    }
}

/// Guesses the mapping of a file.
///
/// # Errors
/// Those of reading; [`CollectError::NoRows`]; [`CollectError::Column`] and [`CollectError::Mapping`] when what was said names no column or no
/// target.
pub fn guess(table: &Table, said: &Said) -> Result<Guess, CollectError> {
    let (columns, rows) = columns::look(table)?;
    if rows == 0 {
        return Err(CollectError::NoRows { file: table.name() });
    }
    let mut guess = Guess {
        mapping: Mapping {
            mapping: 1,
            name: Some(source_of(table.path())),
            file: FileOptions {
                format: Some(table.format()),
                encoding: table.encoding().map(str::to_owned),
                ..said.options()
            },
            join: vec![],
            events: vec![],
            voices: vec![],
            customers: vec![],
            currency: None,
        },
        confidence: Confidence::Sure,
        questions: vec![],
        taken: vec![None; columns.len()],
        columns,
        missing: None,
        rows,
    };
    match table.format() {
        FileFormat::Xes if said.columns.is_empty() => {
            known(&mut guess, ["concept:name", "time:timestamp", "case:concept:name"], None);
        }
        FileFormat::Ocel if said.columns.is_empty() => known(&mut guess, ["event", "time", "case"], Some("id")),
        _ => shape::fill(&mut guess, table, said)?,
    }
    Ok(guess)
}

/// Logs of process mining say themselves what their columns are.
fn known(guess: &mut Guess, [event, time, case]: [&str; 3], id: Option<&str>) {
    let mut properties = BTreeMap::new();
    for (i, column) in guess.columns.iter().enumerate() {
        let name = column.name.as_str();
        let target = match name {
            _ if name == event => "event",
            _ if name == time => "time",
            _ if name == case => "customer",
            _ if Some(name) == id => "event_id",
            // The first object of each type stands among the event's objects already.
            _ if id.is_some() && name.starts_with("object:") => continue,
            _ => {
                properties.insert(name.strip_prefix("org:").unwrap_or(name).to_owned(), name.to_owned());
                "property"
            }
        };
        guess.taken[i] = Some(Taken { target: target.to_owned(), why: "header" });
    }
    for (target, name) in [("event", event), ("time", time), ("customer", case)] {
        if !guess.columns.iter().any(|column| column.name == name && column.kind != ColumnType::Empty) {
            guess.missing = Some(target);
            guess.confidence = Confidence::Unsure;
        }
    }
    guess.mapping.events.push(EventMapping {
        event_from: Some(event.to_owned()),
        customer: Some(case.to_owned()),
        event_id: id.map(str::to_owned),
        properties,
        ..plain_event(time)
    });
}

/// An event of which only the time is known.
fn plain_event(time: &str) -> EventMapping {
    EventMapping {
        event: None,
        event_from: None,
        time: time.to_owned(),
        event_id: None,
        customer: None,
        anonymous: None,
        channel: None,
        session: None,
        order: None,
        product: None,
        category: None,
        quantity: None,
        amount: None,
        currency: None,
        campaign: None,
        url: None,
        properties: BTreeMap::new(),
        skip_if_empty: false,
    }
}
