//! What the first rows of a file say of each column.

use std::ops::ControlFlow;

use rustc_hash::FxHashSet;
use yeojido_domain::Zone;

use super::direct::{self, Found};
use crate::collect::CollectError;
use crate::collect::instant::Clock;
use crate::collect::read::{Item, Table};
use crate::collect::value;

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnType {
    /// Anything.
    Text,
    /// Numbers.
    Number,
    /// Times.
    Time,
    /// true and false.
    Flag,
    /// Nothing in the rows looked at.
    Empty,
}

/// A column as its first rows show it.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What its values are.
    pub kind: ColumnType,
    /// Cells that hold something.
    pub filled: u64,
    /// The first three different values.
    pub samples: Vec<String>,
    /// The smallest and the largest number.
    pub range: Option<(f64, f64)>,
    /// Whether it looks like people's sentences.
    pub prose: bool,
    /// Whether most cells are an e-mail address or a telephone number.
    pub direct: bool,
    /// Whether some cells hold, among other words, what tells a person apart.
    pub holds_direct: bool,
    /// Different values among the rows looked at.
    pub distinct: usize,
}

#[derive(Default, Clone)]
struct Tally {
    filled: u64,
    times: u64,
    digits: u64,
    numbers: u64,
    flags: u64,
    words: u64,
    direct: u64,
    found: Found,
    absent: u64,
    longest: usize,
    range: Option<(f64, f64)>,
    samples: Vec<String>,
    distinct: FxHashSet<u64>,
}

/// Rows looked at …
const ROWS: u64 = 2_000;
/// … and for columns that are still empty then, so many.
const LATE_ROWS: u64 = 20_000;

/// Looks at the first rows, and further for columns that these leave empty.
///
/// # Errors
/// Those of reading.
pub fn look(table: &Table) -> Result<(Vec<Column>, u64), CollectError> {
    let clock = Clock::new(&Zone::utc(), yeojido_domain::Micros(i64::MAX / 2), true);
    let mut tallies = vec![Tally::default(); table.columns().len()];
    let (mut rows, mut wanted) = (0, Vec::from_iter(0..tallies.len()));
    table.each(&mut |item| {
        if let Item::Row(record) = item {
            for &i in &wanted {
                if let Some(text) = record.get(i) {
                    tallies[i].see(text, &clock);
                }
            }
        }
        rows += 1;
        if rows == ROWS {
            wanted.retain(|&i| tallies[i].filled == 0);
        }
        let enough = rows == LATE_ROWS || rows >= ROWS && wanted.is_empty();
        Ok(if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    let columns = table.columns().iter().zip(tallies).map(|(name, tally)| tally.column(name)).collect();
    Ok((columns, rows))
}

impl Tally {
    fn see(&mut self, text: &str, clock: &Clock) {
        self.filled += 1;
        self.longest = self.longest.max(text.chars().count());
        self.words += text.split_whitespace().count() as u64;
        if self.distinct.insert(xxhash_rust::xxh3::xxh3_64(text.as_bytes())) && self.samples.len() < 3 {
            self.samples.push(text.chars().take(80).collect());
        }
        self.absent += u64::from(value::is_absent(text));
        if let Some(number) = value::number(text) {
            self.numbers += 1;
            let (low, high) = self.range.unwrap_or((number, number));
            self.range = Some((low.min(number), high.max(number)));
        }
        let digits_only = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if text.len() <= 64 && clock.knows(text) {
            self.times += 1;
            self.digits += u64::from(digits_only && !text.contains(". ") && text.matches('.').count() < 2);
        }
        self.flags += u64::from(matches!(text.to_ascii_lowercase().as_str(), "true" | "false" | "y" | "n"));
        self.direct += u64::from(direct::is_identifier(text));
        self.found.see(text);
    }

    fn column(self, name: &str) -> Column {
        // "N/A" beside numbers says nothing of what the others are.
        let known = self.filled - self.absent;
        let most = |count: u64| known > 0 && count * 10 >= known * 8;
        // Bare numbers are times only where the header says so: 20261103 is a date, or an order's number.
        let timely = {
            let lower = name.to_lowercase();
            ["time", "date", "일시", "일자", "날짜", "시각", "timestamp", "_at", "_ts"]
                .iter()
                .any(|word| lower.contains(word))
        };
        let kind = if self.filled == 0 {
            ColumnType::Empty
        } else if timely && self.times * 2 >= self.filled || most(self.times) && self.digits * 2 < self.filled {
            ColumnType::Time
        } else if most(self.numbers) {
            ColumnType::Number
        } else if most(self.flags) {
            ColumnType::Flag
        } else {
            ColumnType::Text
        };
        let prose =
            kind == ColumnType::Text && (self.longest > 80 || self.words > self.filled * 4) && self.distinct.len() > 1;
        Column {
            name: name.to_owned(),
            kind,
            filled: self.filled,
            range: if kind == ColumnType::Number { self.range } else { None },
            prose,
            direct: self.filled > 0 && self.direct * 2 > self.filled,
            holds_direct: kind != ColumnType::Time && self.found.is_direct(self.filled),
            distinct: self.distinct.len(),
            samples: self.samples,
        }
    }
}
