//! How the columns of a file write their dates: what the mapping says of it, else what the dates themselves tell.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use yeojido_domain::Zone;

use super::CollectError;
use super::cells::Cells;
use super::instant::{Clock, Evidence, Habit, Order, usual};
use super::join::Joined;
use super::read::{Item, Table};

/// What the mapping says of dates: `ymd`, `dmy`, `mdy`, and `any` for years before 1990 or to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Dates {
    pub order: Option<Order>,
    pub any: bool,
}

impl Dates {
    pub(super) fn parse(text: Option<&str>) -> Result<Self, CollectError> {
        let mut dates = Self::default();
        for word in text.unwrap_or_default().split([' ', ',']).filter(|word| !word.is_empty()) {
            match Order::parse(word) {
                Some(order) => dates.order = Some(order),
                None if word == "any" => dates.any = true,
                None => {
                    return Err(CollectError::Mapping {
                        field: "file.dates".to_owned(),
                        why: format!("`{word}` is none of ymd, dmy, mdy and any"),
                    });
                }
            }
        }
        Ok(dates)
    }
}

/// A column whose dates are three short numbers, and the order in which they are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateOrder {
    /// The column.
    pub column: String,
    /// `ymd`, `dmy` or `mdy`; `mixed` where no order fits the column, so that each date is read by itself.
    pub read_as: String,
    /// Whether the mapping or the dates tell it; else it is what the zone is used to.
    pub sure: bool,
}

/// A column whose dates fit several orders, and which was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ambiguous {
    /// The column.
    pub column: String,
    /// As in [`DateOrder`].
    pub read_as: String,
}

/// The columns of which that is so.
#[must_use]
pub fn ambiguous(orders: &[DateOrder]) -> Vec<Ambiguous> {
    let unsure = orders.iter().filter(|order| !order.sure);
    unsure.map(|order| Ambiguous { column: order.column.clone(), read_as: order.read_as.clone() }).collect()
}

/// Rows looked at to settle the order of a column.
const ROWS: u64 = 20_000;

/// What is to be settled: the columns with times among those of the file and of the files joined to it.
pub(super) struct Asked<'a> {
    pub times: &'a [usize],
    pub own: usize,
    pub joins: &'a [Joined],
    pub dates: Dates,
    pub zone: &'a Zone,
}

/// How each column with times is read, and whether its dates tell it; none where it has no dates of three short numbers.
pub(super) fn settle(
    table: &Table,
    clock: &Clock,
    asked: &Asked<'_>,
) -> Result<Vec<Option<(Habit, bool)>>, CollectError> {
    let mut seen = vec![Evidence::default(); asked.times.len()];
    let mut rows = 0;
    table.each(&mut |item| {
        if let Item::Row(record) = item {
            let cells = Cells::new(record, asked.own, asked.joins);
            for (evidence, &column) in seen.iter_mut().zip(asked.times) {
                if let Some(text) = cells.get(column) {
                    clock.weigh(text, evidence);
                }
            }
        }
        rows += 1;
        Ok(if rows < ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    let settled = seen.iter().map(|evidence| {
        let settled = evidence.settle(usual(asked.zone))?;
        Some(match asked.dates.order {
            Some(order) => (Habit::One(order), true),
            None => (settled.habit, settled.sure),
        })
    });
    Ok(settled.collect())
}
