//! What can be asked for: names of events, and fields with their most frequent values.

use std::collections::BTreeMap;

use serde::Serialize;
use yeojido_domain::Micros;
use yeojido_journey::{Coded, Events, NONE};

use crate::{AppError, Workspace};

/// Values shown of each field.
const VALUES: usize = 50;
/// A field with more values than this is an identifier rather than something to filter by.
const TOO_MANY: usize = 5_000;

/// One name of an event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventName {
    /// The name.
    pub name: String,
    /// Events.
    pub count: u64,
    /// The first of them.
    pub first: Micros,
    /// The last of them.
    pub last: Micros,
}

/// How often a value stands in a field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ValueCount {
    /// The value.
    pub value: String,
    /// Events or customers that have it.
    pub count: u64,
}

/// A field that can be filtered by.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldValues {
    /// `trait` or `event`.
    pub of: &'static str,
    /// Its name.
    pub name: String,
    /// Different values.
    pub distinct: u64,
    /// The 50 most frequent.
    pub values: Vec<ValueCount>,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fields {
    /// As of which version of the lake.
    pub lake_version: u64,
    /// By count, the most frequent first.
    pub events: Vec<EventName>,
    /// Traits first, then fields of events, then properties.
    pub fields: Vec<FieldValues>,
}

/// Lists names of events and fields of a workspace.
///
/// # Errors
/// [`AppError::Lake`].
pub async fn fields(workspace: &Workspace) -> Result<Fields, AppError> {
    let snapshot = workspace.lake.snapshot(None).await?;
    let mut names: Vec<String> = ["category", "product", "campaign", "source"].map(str::to_owned).to_vec();
    names.extend(snapshot.property_names().await?);
    let asked: Vec<&str> = names.iter().map(String::as_str).collect();
    let events = snapshot.events(&asked).await?;
    let traits = snapshot.traits().await?;
    let mut by_trait: BTreeMap<&str, BTreeMap<String, u64>> = BTreeMap::new();
    for (name, row) in traits.values().flatten() {
        *by_trait.entry(name).or_default().entry(row.value.to_text()).or_default() += 1;
    }
    let mut fields: Vec<FieldValues> =
        by_trait.into_iter().map(|(name, counts)| top("trait", name, counts.into_iter())).collect();
    for name in std::iter::once("channel").chain(asked) {
        if let Some(column) = events.column(name) {
            fields.push(top("event", name, counts(column)));
        }
    }
    fields.retain(|field| field.distinct > 0 && (field.distinct as usize) <= TOO_MANY);
    Ok(Fields { lake_version: snapshot.version(), events: event_names(&events), fields })
}

fn counts(column: &Coded) -> impl Iterator<Item = (String, u64)> {
    let mut n = vec![0_u64; column.values.len()];
    for &code in column.codes.iter().filter(|&&code| code != NONE) {
        n[code as usize] += 1;
    }
    column
        .values
        .iter()
        .zip(n)
        .filter(|(_, n)| *n > 0)
        .map(|(value, n)| (value.to_string(), n))
        .collect::<Vec<_>>()
        .into_iter()
}

fn top(of: &'static str, name: &str, counts: impl Iterator<Item = (String, u64)>) -> FieldValues {
    let mut values: Vec<ValueCount> = counts.map(|(value, count)| ValueCount { value, count }).collect();
    let distinct = values.len() as u64;
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    values.truncate(VALUES);
    FieldValues { of, name: name.to_owned(), distinct, values }
}

/// Names of events with their counts, the most frequent first.
fn event_names(events: &Events) -> Vec<EventName> {
    let mut all: Vec<Option<EventName>> = vec![None; events.event.values.len()];
    for (&code, &time) in events.event.codes.iter().zip(&events.time) {
        match &mut all[code as usize] {
            Some(name) => {
                name.count += 1;
                name.first = name.first.min(time);
                name.last = name.last.max(time);
            }
            slot => {
                let name = events.event.value(code).unwrap_or_default().to_owned();
                *slot = Some(EventName { name, count: 1, first: time, last: time });
            }
        }
    }
    let mut all: Vec<EventName> = all.into_iter().flatten().collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    all
}
