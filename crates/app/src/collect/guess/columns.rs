//! What the first rows of a file say of each column.

use std::ops::ControlFlow;

use rustc_hash::FxHashSet;
use yeojido_domain::Zone;

use crate::collect::CollectError;
use crate::collect::instant::{Clock, Habit};
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
    /// Whether it looks like e-mail addresses or telephone numbers.
    pub direct: bool,
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
    absent: u64,
    longest: usize,
    range: Option<(f64, f64)>,
    samples: Vec<String>,
    distinct: FxHashSet<u64>,
}

/// Rows looked at.
const ROWS: u64 = 2_000;

/// Looks at the first rows.
///
/// # Errors
/// Those of reading.
pub fn look(table: &Table) -> Result<(Vec<Column>, u64), CollectError> {
    let clock = Clock::new(&Zone::utc(), yeojido_domain::Micros(i64::MAX / 2), true);
    let mut tallies = vec![Tally::default(); table.columns().len()];
    let mut rows = 0;
    table.each(&mut |item| {
        if let Item::Row(record) = item {
            for (i, tally) in tallies.iter_mut().enumerate() {
                if let Some(text) = record.get(i) {
                    tally.see(text, &clock);
                }
            }
        }
        rows += 1;
        Ok(if rows < ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
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
        if text.len() <= 64 && clock.read(text, Habit::DayFirst).is_ok() {
            self.times += 1;
            self.digits += u64::from(digits_only && !text.contains(". ") && text.matches('.').count() < 2);
        }
        self.flags += u64::from(matches!(text.to_ascii_lowercase().as_str(), "true" | "false" | "y" | "n"));
        self.direct += u64::from(looks_direct(text));
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
            distinct: self.distinct.len(),
            samples: self.samples,
        }
    }
}

/// An e-mail address, or a telephone number as Koreans write it.
fn looks_direct(text: &str) -> bool {
    let email = text.split_once('@').is_some_and(|(who, host)| {
        !who.is_empty() && host.contains('.') && !text.contains(char::is_whitespace) && text.matches('@').count() == 1
    });
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let phone = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | '+' | '(' | ')' | '.'))
        && (matches!(digits.len(), 10 | 11) && digits.starts_with("01")
            || digits.len() == 12 && digits.starts_with("8210"));
    email || phone
}
