//! The names of events that questions are asked about.

use jiff::civil::Date;
use serde::Serialize;
use yeojido_journey::{PersonEvents, fold};

use crate::{AppError, Workspace};

/// A name of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedEvent {
    /// The name.
    pub name: String,
    /// Events.
    pub count: u64,
    /// Customers who have any.
    pub customers: u64,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventNames {
    /// As of which version of the lake.
    pub lake_version: u64,
    /// First day of the data in the workspace's zone; `null` without events.
    pub first: Option<Date>,
    /// Last one.
    pub last: Option<Date>,
    /// The most frequent first, then by name.
    pub events: Vec<NamedEvent>,
}

/// Counts by code of an event: events, customers, and the number of the customer who did it last.
type Counts = Vec<(u64, u64, u64)>;

/// Lists the names of events with their counts.
///
/// # Errors
/// [`AppError::Lake`].
pub async fn event_names(workspace: &Workspace) -> Result<EventNames, AppError> {
    let snapshot = workspace.lake.snapshot(None).await?;
    let (lake_version, events) = (snapshot.version(), snapshot.events(&[]).await?);
    let zone = workspace.zone.clone();
    let work = move || {
        let names = &events.event.values;
        let add = |(person, counts): &mut (u64, Counts), of: &PersonEvents<'_>| {
            *person += 1;
            for &code in of.event {
                let Some((count, customers, latest)) = counts.get_mut(code as usize) else { continue };
                *count += 1;
                *customers += u64::from(latest != person);
                *latest = *person;
            }
        };
        let merge = |sum: &mut (u64, Counts), more: (u64, Counts)| {
            for (sum, more) in sum.1.iter_mut().zip(more.1) {
                sum.0 += more.0;
                sum.1 += more.1;
            }
        };
        let (_, counts) = fold(&events, || (0, vec![(0, 0, 0); names.len()]), add, merge);
        let named = names.iter().zip(counts).filter(|(_, (count, ..))| *count > 0);
        let named = named.map(|(name, (count, customers, _))| NamedEvent { name: name.to_string(), count, customers });
        let mut named: Vec<NamedEvent> = named.collect();
        named.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        let first = events.time.iter().min().map(|time| time.day(&zone));
        let last = events.end().map(|time| time.day(&zone));
        EventNames { lake_version, first, last, events: named }
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}
