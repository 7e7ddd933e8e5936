//! Which columns of the table belong to which label.
//!
//! Two readers share one table: one has learnt statements of customers, the other what people say anywhere (films,
//! comments), which knows more words and fewer labels. A gate says how much a statement is of the first kind.

use std::ops::Range;

/// Columns that are decided together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    pub first: usize,
    pub len: usize,
    /// Exactly one of them holds, or each by itself.
    pub one: bool,
}

impl Head {
    const fn one(first: usize, len: usize) -> Self {
        Self { first, len, one: true }
    }
    const fn each(first: usize, len: usize) -> Self {
        Self { first, len, one: false }
    }
    pub(crate) const fn columns(self) -> Range<usize> {
        self.first..self.first + self.len
    }
    /// Chances of its labels from the sums of a table.
    pub(crate) fn chances(self, sums: &[f32]) -> Vec<f32> {
        let sums = &sums[self.columns()];
        if !self.one {
            return sums.iter().map(|sum| 1.0 / (1.0 + (-sum).exp())).collect();
        }
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        let mut chances: Vec<f32> = sums.iter().map(|sum| (sum - most).exp()).collect();
        let all: f32 = chances.iter().sum();
        chances.iter_mut().for_each(|chance| *chance /= all);
        chances
    }
}

/// Positive, neutral, negative.
pub(crate) const SENTIMENT: Head = Head::one(0, 3);
pub(crate) const INTENT: Head = Head::one(3, 7);
/// The strongest; the last is none.
pub(crate) const FEELING: Head = Head::one(10, 11);
/// The last is none.
pub(crate) const NEED: Head = Head::one(21, 7);
pub(crate) const TOPIC: Head = Head::each(28, 16);
/// Sentiment of what is said anywhere.
pub(crate) const ANY_SENTIMENT: Head = Head::one(44, 3);
/// Feelings in what is said anywhere, each by itself.
pub(crate) const ANY_FEELING: Head = Head::each(47, 10);
/// A customer's statement.
pub(crate) const GATE: Head = Head::each(57, 1);
pub(crate) const COLUMNS: usize = 58;

/// Two texts that ask the same.
pub(crate) const SAME: Head = Head::each(0, 1);
/// A border between two statements.
pub(crate) const BORDER: Head = Head::each(0, 1);
/// Nothing, cause, consequence.
pub(crate) const SPAN: Head = Head::one(0, 3);
