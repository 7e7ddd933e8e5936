//! Events counted by the values of columns: the plain table under every other question.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::events::{Coded, Events, Part};
use crate::pattern::SpecError;
use crate::rules::RuleError;
use crate::transitions::ranks;

/// Columns that can be counted by.
const MOST: usize = 4;

/// Bits of a combination of values up to which there is a place for each; beyond, only for those that come.
const DENSE: u32 = 20;

/// Rows that are placed at once: they stay in the nearest cache.
const BLOCK: usize = 1024;

/// Columns by whose values events are counted.
#[derive(Debug)]
pub struct Counts<'e> {
    columns: Vec<&'e Coded>,
}

/// Events by combination of values: a partial that adds. A combination is a number in whose bits the codes stand side by
/// side, the last column's lowest; all bits set are no value, as they are in a code.
#[derive(Debug, Clone)]
pub enum CountsPartial {
    /// A place for every combination.
    Dense(Vec<u64>),
    /// A place for those that come.
    Sparse(FxHashMap<u128, u64>),
}

/// A number that holds a combination: as narrow as it can be, since rows are put together many at a time.
trait Place: Copy + Default {
    fn and(self, bits: u32, code: u32) -> Self;
}

impl Place for u32 {
    fn and(self, bits: u32, code: u32) -> Self {
        self << bits | code
    }
}

impl Place for u128 {
    fn and(self, bits: u32, code: u32) -> Self {
        self << bits | Self::from(code)
    }
}

impl<'e> Counts<'e> {
    /// Compiles the columns, at most four.
    ///
    /// # Errors
    /// [`SpecError`] names the column that is not loaded, or too many of them.
    pub fn compile(names: &[&str], events: &'e Events) -> Result<Self, SpecError> {
        if names.len() > MOST {
            return Err(SpecError::new("by", format!("{} columns are more than {MOST}", names.len())));
        }
        let missing = |name: &&str| RuleError::ColumnMissing((*name).to_owned());
        let columns = names.iter().map(|name| events.column(name).ok_or_else(|| missing(name)));
        Ok(Self { columns: columns.collect::<Result<_, _>>()? })
    }

    /// The bits that a column's codes need, one more than there are values for none.
    fn bits(column: &Coded) -> u32 {
        (column.values.len() as u32).checked_ilog2().map_or(1, |log| log + 1)
    }

    /// Counts of nothing.
    #[must_use]
    pub fn empty(&self) -> CountsPartial {
        let bits: u32 = self.columns.iter().map(|column| Self::bits(column)).sum();
        if bits <= DENSE {
            CountsPartial::Dense(vec![0; 1 << bits])
        } else {
            CountsPartial::Sparse(FxHashMap::default())
        }
    }

    /// Adds the events of a part.
    pub fn add(&self, sum: &mut CountsPartial, part: &Part<'_>) {
        let offsets = &part.events.offsets;
        let rows = offsets[part.persons.start] as usize..offsets[part.persons.end] as usize;
        match sum {
            CountsPartial::Dense(counts) => self.each(rows, |place: u32| counts[place as usize] += 1),
            CountsPartial::Sparse(counts) => self.each(rows, |place: u128| *counts.entry(place).or_default() += 1),
        }
    }

    /// The combinations of some rows, a block at a time and column by column: so a column is read in one go.
    fn each<P: Place>(&self, rows: Range<usize>, mut count: impl FnMut(P)) {
        let mut places = [P::default(); BLOCK];
        for first in rows.clone().step_by(BLOCK) {
            let places = &mut places[..BLOCK.min(rows.end - first)];
            places.fill(P::default());
            for column in &self.columns {
                let bits = Self::bits(column);
                let mask = u32::MAX >> (u32::BITS - bits);
                let codes = &column.codes[first..first + places.len()];
                places.iter_mut().zip(codes).for_each(|(place, &code)| *place = place.and(bits, code & mask));
            }
            places.iter().for_each(|&place| count(place));
        }
    }

    /// The table, the most frequent first, then by values.
    #[must_use]
    pub fn report(&self, sum: &CountsPartial) -> Vec<CountReport> {
        let found: Vec<(u128, u64)> = match sum {
            CountsPartial::Dense(counts) => (0..).zip(counts.iter().copied()).filter(|(_, count)| *count > 0).collect(),
            CountsPartial::Sparse(counts) => counts.iter().map(|(&place, &count)| (place, count)).collect(),
        };
        // By the places of values in alphabetical order, from one, none before all: so sorting compares no text.
        let ranks: Vec<Vec<u32>> = self.columns.iter().map(|column| ranks(column)).collect();
        let ranked = |place: u128| {
            let fields = self.fields(place).zip(&ranks);
            fields.fold(0, |all, ((bits, code), ranks)| {
                all << bits | ranks.get(code as usize).map_or(0, |&rank| u128::from(rank) + 1)
            })
        };
        let mut table: Vec<_> = found.into_iter().map(|(place, count)| (Reverse(count), ranked(place))).collect();
        table.sort_unstable();
        let values: Vec<Vec<&Arc<str>>> = self.columns.iter().map(|column| alphabetical(column)).collect();
        let value = |((_, rank), values): ((u32, u32), &Vec<&Arc<str>>)| {
            rank.checked_sub(1).and_then(|at| values.get(at as usize)).map(|&value| Arc::clone(value))
        };
        let report = |(Reverse(count), ranked): (Reverse<u64>, u128)| CountReport {
            values: self.fields(ranked).zip(&values).map(value).collect(),
            count,
        };
        table.into_iter().map(report).collect()
    }

    /// What stands in a combination, column by column: how many bits it has, and what they are.
    fn fields(&self, place: u128) -> impl Iterator<Item = (u32, u32)> {
        let mut left: u32 = self.columns.iter().map(|column| Self::bits(column)).sum();
        self.columns.iter().map(move |column| {
            let bits = Self::bits(column);
            left -= bits;
            (bits, (place >> left & ((1 << bits) - 1)) as u32)
        })
    }
}

fn alphabetical(column: &Coded) -> Vec<&Arc<str>> {
    let mut values: Vec<&Arc<str>> = column.values.iter().collect();
    values.sort_unstable();
    values
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
    pub values: Vec<Option<Arc<str>>>,
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
            let events = events(&rows, if many { 400_000 } else { 5 });
            let mut naive: BTreeMap<Vec<Option<Arc<str>>>, u64> = BTreeMap::new();
            for (name, channel) in &rows {
                let values = [Some(format!("e{name}")), channel.map(|c| format!("c{c}"))];
                *naive.entry(values.into_iter().map(|value| value.map(Arc::from)).collect()).or_default() += 1;
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
