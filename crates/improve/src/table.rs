//! What is compared: rows with an outcome, and columns that may split them.

use std::borrow::Cow;
use std::sync::Arc;

/// The values of a column.
#[derive(Debug, Clone)]
pub enum Values {
    /// One of a few names a row; `None` where nothing was told.
    Names {
        /// Code of each row.
        codes: Vec<Option<u32>>,
        /// The names, by code.
        names: Vec<Arc<str>>,
    },
    /// A number a row.
    Numbers(Vec<Option<f64>>),
}

/// A column that may split the rows.
#[derive(Debug, Clone)]
pub struct Column {
    /// What the caller calls it.
    pub key: usize,
    /// Its values.
    pub values: Values,
    /// Cuts to try beside the quantiles of the numbers (0, 3 and 7 days).
    pub cuts: Vec<f64>,
    /// The only name to try, where the others are what it is set against.
    pub only: Option<u32>,
    /// Only where it is worse is it told.
    pub only_worse: bool,
}

/// Rows of one kind at one place: visits to a stage, events in it, or voices about it.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What happened, larger is worse. Shares are 0 and 1.
    pub outcome: Vec<f64>,
    /// What is expected of each row from its time alone, as a difference from the mean: taken off the outcome before
    /// stretches of days are compared. Empty where nothing is.
    pub drift: Vec<f64>,
    /// Whether the outcome is 0 or 1.
    pub binary: bool,
    /// Whose row it is. Rows of one owner stand together.
    pub owner: Vec<u32>,
    /// Rows are compared only with rows of the same stratum.
    pub stratum: Vec<u32>,
    /// Day of each row, counted from any fixed day.
    pub day: Vec<i32>,
    /// What may split the rows.
    pub columns: Vec<Column>,
    /// Differences smaller than this are not worth telling.
    pub least: f64,
    /// Only what is worse is looked for, not what is better: the columns mark incidents, and a row without one may be
    /// a row that had no time for any.
    pub only_worse: bool,
    /// Whether stretches of days are tried, alone and together with values.
    pub by_day: bool,
}

impl Table {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.outcome.len()
    }

    /// No rows at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.outcome.is_empty()
    }

    /// The table with what is expected from time alone taken off the outcome; the same where nothing is.
    #[must_use]
    pub fn without_drift(&self) -> Cow<'_, Self> {
        if self.drift.is_empty() {
            return Cow::Borrowed(self);
        }
        let outcome = self.outcome.iter().zip(&self.drift).map(|(outcome, drift)| outcome - drift).collect();
        Cow::Owned(Self { outcome, drift: Vec::new(), binary: false, ..self.clone() })
    }

    /// First and last day with a row.
    #[must_use]
    pub fn days(&self) -> Option<(i32, i32)> {
        Some((*self.day.iter().min()?, *self.day.iter().max()?))
    }
}
