//! The list behind a number of an analysis.

use serde::Serialize;
use serde_json::{Map, Value};
use yeojido_domain::Micros;
use yeojido_journey::Behind;

use super::ground::Ground;
use super::question::{Asked, Plain, Question, part};
use super::ticket::Ticket;
use super::{course, funnel, histories, paths, retention};
use crate::people::last_seen;
use crate::rows::{Cursor, CustomerRow, Rows};
use crate::{AppError, Workspace};

/// Rows of a page unless asked otherwise, and at most.
const PAGE: usize = 50;
const PAGE_MAX: usize = 500;

/// Which list, and which page of it.
#[derive(Debug, Clone)]
pub struct CustomersQuery {
    /// Of which analysis.
    pub question: Question,
    /// Of which number: `{"step":1,"is":"dropped"}`, by kind.
    pub cell: Value,
    /// Where the page begins.
    pub cursor: Option<String>,
    /// Rows of the page.
    pub limit: Option<usize>,
}

/// One of those behind a number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BehindRow {
    /// Who.
    #[serde(flatten)]
    pub customer: CustomerRow,
    /// Their part of the number.
    pub units: u64,
}

/// A page of the list, those seen last first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BehindPage {
    /// Customers, on all pages.
    pub n: u64,
    /// What they have together of what the number counts: customers, paths, walks, times.
    pub units: u64,
    /// Version of the lake that the list is read at.
    pub lake_version: u64,
    /// This page.
    pub rows: Vec<BehindRow>,
    /// Cursor of the next page.
    pub next: Option<String>,
}

/// Opens a number of an analysis.
///
/// # Errors
/// As [`super::ask`]; [`AppError::Invalid`] names the key of a cell that the answer has not.
pub async fn customers(
    workspace: &Workspace,
    mut query: CustomersQuery,
    ticket: Ticket,
) -> Result<BehindPage, AppError> {
    let cursor = query.cursor.as_deref().map(Cursor::parse).transpose()?;
    if let Some(cursor) = cursor {
        query.question.scope.lake_version = Some(cursor.lake_version);
    }
    let ground = Ground::of(workspace, &query.question, ticket).await?;
    let rows = Rows::of(workspace, &ground.snapshot).await?;
    let lake_version = ground.snapshot.version();
    let cursor = cursor.unwrap_or(Cursor { lake_version, offset: 0 });
    let limit = query.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
    let work = move || {
        let list = behind(&query.question.asked, &ground, query.cell)?;
        let seen = |one: &Behind| std::cmp::Reverse(last_seen(&rows, one.person));
        let mut order: Vec<(std::cmp::Reverse<Micros>, Behind)> = list.iter().map(|one| (seen(one), *one)).collect();
        order.sort_unstable_by_key(|(seen, one)| (*seen, one.person));
        let page = order.iter().skip(cursor.offset).take(limit);
        Ok(BehindPage {
            n: list.len() as u64,
            units: list.iter().map(|one| one.units).sum(),
            lake_version,
            rows: page.map(|(_, one)| BehindRow { customer: rows.customer(one.person), units: one.units }).collect(),
            next: cursor.next(limit, list.len()),
        })
    };
    tokio::task::spawn_blocking(work).await?
}

fn behind(asked: &Asked, ground: &Ground, cell: Value) -> Result<Vec<Behind>, AppError> {
    let Value::Object(cell) = cell else {
        return Err(AppError::invalid("bad_query", "cell", "cell: must be a JSON object"));
    };
    match asked {
        Asked::Funnel(spec) => funnel::behind(spec, ground, &of(cell)?, "cell"),
        Asked::Paths(spec) => paths::behind(spec, ground, &of(cell)?),
        Asked::Transitions => histories::of_transition(ground, &of(cell)?),
        Asked::Variants(ways) => histories::of_variant(ground, ways, &of(cell)?),
        Asked::Sessions(silence) => {
            of::<Plain>(cell)?;
            histories::of_visits(ground, silence.gap)
        }
        Asked::Retention(spec) => retention::of_cohort(spec, ground, &of(cell)?),
        Asked::Stickiness(spec) => retention::of_stretches(spec, ground, of(cell)?),
        Asked::Lifecycle(spec) => retention::of_lifecycle(spec, ground, &of(cell)?),
        Asked::Attribution(spec) => course::of_conversions(spec, ground, &of(cell)?),
        Asked::Follows(_) => histories::of_pair(ground, &of(cell)?),
        Asked::Rework => histories::of_rework(ground, &of(cell)?),
        Asked::Steps(places) => histories::of_place(ground, places.steps, &of(cell)?),
        Asked::Conformance(_) => course::of_course(ground, &of(cell)?),
        Asked::Times(_) => course::of_times(ground, &of(cell)?),
    }
}

fn of<T: serde::de::DeserializeOwned>(cell: Map<String, Value>) -> Result<T, AppError> {
    part(cell, Some("cell"))
}
