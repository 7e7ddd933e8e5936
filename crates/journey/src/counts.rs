//! Events counted by the values of columns: the plain table under every other question.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::events::{Coded, Events, Part};
use crate::pattern::SpecError;
use crate::rules::RuleError;

/// Combinations of values up to which there is a place for each; beyond, only for those that come.
const DENSE: usize = 1 << 16;

/// Rows that are placed at once: they stay in the nearest cache.
const BLOCK: usize = 1024;

/// Columns by whose values events are counted.
#[derive(Debug)]
pub struct Counts<'e> {
    columns: Vec<&'e Coded>,
}

/// Events by combination of values: a partial that adds. Combinations are numbers, the last column's values fastest, and
/// no value comes after all others.
#[derive(Debug, Clone)]
pub enum CountsPartial {
    /// A place for every combination.
    Dense(Vec<u64>),
    /// A place for those that come.
    Sparse(FxHashMap<u64, u64>),
}

impl<'e> Counts<'e> {
    /// Compiles the columns, at most four.
    ///
    /// # Errors
    /// [`SpecError`] names the column that is not loaded, or too many of them.
    pub fn compile(names: &[&str], events: &'e Events) -> Result<Self, SpecError> {
        if names.len() > 4 {
            return Err(SpecError::new("by", format!("{} columns are more than 4", names.len())));
        }
        let missing = |name: &&str| RuleError::ColumnMissing((*name).to_owned());
        let columns = names.iter().map(|name| events.column(name).ok_or_else(|| missing(name)));
        Ok(Self { columns: columns.collect::<Result<_, _>>()? })
    }

    /// How many different values a column has, none among them.
    fn width(column: &Coded) -> u64 {
        column.values.len() as u64 + 1
    }

    /// Counts of nothing.
    #[must_use]
    pub fn empty(&self) -> CountsPartial {
        let all = self.columns.iter().try_fold(1_u64, |all, column| all.checked_mul(Self::width(column)));
        match all.and_then(|all| usize::try_from(all).ok()).filter(|&all| all <= DENSE) {
            Some(all) => CountsPartial::Dense(vec![0; all]),
            None => CountsPartial::Sparse(FxHashMap::default()),
        }
    }

    /// Adds the events of a part.
    pub fn add(&self, sum: &mut CountsPartial, part: &Part<'_>) {
        let offsets = &part.events.offsets;
        let rows = offsets[part.persons.start] as usize..offsets[part.persons.end] as usize;
        let mut places = [0_u64; BLOCK];
        for first in rows.clone().step_by(BLOCK) {
            let places = &mut places[..BLOCK.min(rows.end - first)];
            self.place(first, places);
            match sum {
                CountsPartial::Dense(counts) => places.iter().for_each(|&place| counts[place as usize] += 1),
                CountsPartial::Sparse(counts) => {
                    places.iter().for_each(|&place| *counts.entry(place).or_default() += 1);
                }
            }
        }
    }

    /// The combinations of some rows, column by column: so a column is read in one go.
    fn place(&self, first: usize, places: &mut [u64]) {
        places.fill(0);
        for column in &self.columns {
            let width = Self::width(column);
            let codes = &column.codes[first..first + places.len()];
            for (place, &code) in places.iter_mut().zip(codes) {
                *place = *place * width + u64::from(code).min(width - 1);
            }
        }
    }

    /// The table, the most frequent first, then by values.
    #[must_use]
    pub fn report(&self, sum: &CountsPartial) -> Vec<CountReport> {
        let found: Vec<(u64, u64)> = match sum {
            CountsPartial::Dense(counts) => (0..).zip(counts.iter().copied()).filter(|(_, count)| *count > 0).collect(),
            CountsPartial::Sparse(counts) => counts.iter().map(|(&place, &count)| (place, count)).collect(),
        };
        let report = |(mut place, count): (u64, u64)| {
            let mut values: Vec<Option<Arc<str>>> = Vec::with_capacity(self.columns.len());
            for column in self.columns.iter().rev() {
                let width = Self::width(column);
                values.push(column.values.get((place % width) as usize).cloned());
                place /= width;
            }
            values.reverse();
            CountReport {
                values: values.into_iter().map(|value| value.map(|value| value.to_string())).collect(),
                count,
            }
        };
        let mut table: Vec<CountReport> = found.into_iter().map(report).collect();
        table.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.values.cmp(&b.values)));
        table
    }
}

impl CountsPartial {
    /// Adds the counts of other events, by the same columns.
    pub fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::Dense(sum), Self::Dense(more)) => sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more),
            (Self::Sparse(sum), Self::Sparse(more)) => {
                more.into_iter().for_each(|(place, count)| *sum.entry(place).or_default() += count);
            }
            // The same columns are of the same kind.
            (_, Self::Dense(_) | Self::Sparse(_)) => {}
        }
    }
}

/// One combination of values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountReport {
    /// By column; absent where an event has none.
    pub values: Vec<Option<String>>,
    /// Events.
    pub count: u64,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use yeojido_domain::{Micros, PersonId};

    use super::*;
    use crate::NONE;

    fn events(rows: &[(u32, Option<u32>)], names: u32) -> Events {
        let named = |letter: &str, n: u32| (0..n).map(|at| Arc::from(format!("{letter}{at}"))).collect();
        let codes = rows.iter().map(|row| row.0).collect();
        let channels = rows.iter().map(|row| row.1.unwrap_or(NONE)).collect();
        let end = u32::try_from(rows.len()).expect("a few rows");
        Events {
            persons: vec![PersonId(1), PersonId(2)],
            offsets: vec![0, end / 2, end],
            time: vec![Micros(0); rows.len()],
            event: Coded { codes, values: named("e", names) },
            channel: Coded { codes: channels, values: named("c", 3) },
            ..Events::default()
        }
    }

    proptest! {
        #[test]
        fn counts_are_those_of_a_map_of_the_values(
            rows in proptest::collection::vec((0..5_u32, proptest::option::of(0..3_u32)), 0..3_000),
            many: bool,
        ) {
            // With many names there is no place for every combination.
            let events = events(&rows, if many { 40_000 } else { 5 });
            let mut naive: BTreeMap<Vec<Option<String>>, u64> = BTreeMap::new();
            for (name, channel) in &rows {
                *naive.entry(vec![Some(format!("e{name}")), channel.map(|c| format!("c{c}"))]).or_default() += 1;
            }
            let counts = Counts::compile(&["event", "channel"], &events).expect("loaded");
            let mut sum = counts.empty();
            for persons in [0..1, 1..2] {
                let mut more = counts.empty();
                counts.add(&mut more, &Part { events: &events, persons });
                sum.merge(more);
            }
            let table = counts.report(&sum);
            prop_assert!(table.windows(2).all(|pair| pair[0].count >= pair[1].count));
            prop_assert_eq!(table.into_iter().map(|row| (row.values, row.count)).collect::<BTreeMap<_, _>>(), naive);
        }
    }

    #[test]
    fn a_column_that_is_not_loaded_is_named() {
        let error = Counts::compile(&["event", "city"], &events(&[(0, None)], 1)).expect_err("no such column");
        assert!(error.to_string().contains("city"));
    }
}
