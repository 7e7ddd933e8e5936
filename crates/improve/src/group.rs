//! One way to split the rows of a table.

use crate::table::{Table, Values};

/// A group of rows. `column` is the place of a column in [`Table::columns`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Group {
    /// Rows with a value.
    Is {
        /// Which column.
        column: usize,
        /// Code of the value.
        code: u32,
    },
    /// Rows whose number is larger than the cut.
    Above {
        /// Which column.
        column: usize,
        /// The largest number that is not in the group.
        cut: f64,
    },
    /// Rows whose number is not larger than the cut.
    AtMost {
        /// Which column.
        column: usize,
        /// The largest number that is in the group.
        cut: f64,
    },
    /// Rows of some days, the last of which belongs to it.
    Days {
        /// First day.
        from: i32,
        /// Last day.
        to: i32,
    },
    /// Rows with a value on some days.
    IsOnDays {
        /// Which column.
        column: usize,
        /// Code of the value.
        code: u32,
        /// First day.
        from: i32,
        /// Last day.
        to: i32,
    },
}

/// What a row is to a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In it.
    In,
    /// Not in it.
    Out,
    /// Neither: what the group asks about was not told.
    Apart,
}

impl Group {
    /// The column that it is about, if it is about one.
    #[must_use]
    pub const fn column(&self) -> Option<usize> {
        match *self {
            Self::Is { column, .. }
            | Self::Above { column, .. }
            | Self::AtMost { column, .. }
            | Self::IsOnDays { column, .. } => Some(column),
            Self::Days { .. } => None,
        }
    }

    /// The days that it is about, if it is about days.
    #[must_use]
    pub const fn days(&self) -> Option<(i32, i32)> {
        match *self {
            Self::Days { from, to } | Self::IsOnDays { from, to, .. } => Some((from, to)),
            Self::Is { .. } | Self::Above { .. } | Self::AtMost { .. } => None,
        }
    }

    /// What each row is to the group.
    #[must_use]
    pub fn sides(&self, table: &Table) -> Vec<Side> {
        let within = |row: usize, from: i32, to: i32| (from..=to).contains(&table.day[row]);
        (0..table.len())
            .map(|row| match *self {
                Self::Is { column, code } => is(table, column, code, row),
                Self::Above { column, cut } => number(table, column, row).map_or(Side::Apart, |n| side(n > cut)),
                Self::AtMost { column, cut } => number(table, column, row).map_or(Side::Apart, |n| side(n <= cut)),
                Self::Days { from, to } => side(within(row, from, to)),
                Self::IsOnDays { column, code, from, to } => match is(table, column, code, row) {
                    Side::In => side(within(row, from, to)),
                    other => other,
                },
            })
            .collect()
    }
}

const fn side(inside: bool) -> Side {
    if inside { Side::In } else { Side::Out }
}

fn number(table: &Table, column: usize, row: usize) -> Option<f64> {
    match &table.columns[column].values {
        Values::Numbers(numbers) => numbers[row],
        Values::Names { .. } => None,
    }
}

fn is(table: &Table, column: usize, code: u32, row: usize) -> Side {
    match &table.columns[column].values {
        Values::Names { codes, .. } => codes[row].map_or(Side::Apart, |c| side(c == code)),
        Values::Numbers(_) => Side::Apart,
    }
}
