//! The order of day, month and year where a date is three short numbers.
//!
//! One such date tells little: `26/05/03` is a day of 2026, of 2003 or none. All dates of a column together tell much
//! more, since one order must fit them: a part over 31 is a year, one over 12 no month, no customer did anything years
//! from now, and a column has few years and many days. What fits several orders even so is read in the order that the
//! zone is used to, and said.

use jiff::civil::Date;
use yeojido_domain::Zone;

use super::reader::day_of;

/// Which part comes first, and which after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Year, month, day.
    YearFirst,
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

impl Order {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::YearFirst, Self::DayFirst, Self::MonthFirst];

    /// `ymd`, `dmy`, `mdy`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::YearFirst => "ymd",
            Self::DayFirst => "dmy",
            Self::MonthFirst => "mdy",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.as_str() == word)
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// How the dates of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// All in one order; a date that fits only another is a fault.
    One(Order),
    /// Each by itself; a date that fits several orders is a fault.
    Mixed,
}

impl Habit {
    /// `ymd`, `dmy`, `mdy` or `mixed`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::One(order) => order.as_str(),
            Self::Mixed => "mixed",
        }
    }
}

/// Three short numbers, or two and a year of four digits behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Short {
    pub(super) parts: [i64; 3],
    /// Digits of the first and of the third.
    pub(super) digits: (usize, usize),
}

impl Short {
    /// The day that it is in an order, if it can be one.
    pub(super) fn date(self, order: Order, pivot: i64) -> Option<Date> {
        let [a, b, c] = self.parts;
        // Nobody writes a year with one digit.
        let last_year = match self.digits.1 {
            2 => Some(year_of(c, pivot)),
            4 => Some(c),
            _ => None,
        };
        match order {
            Order::YearFirst if self.digits.0 == 2 && self.digits.1 <= 2 => day_of(year_of(a, pivot), b, c),
            Order::YearFirst => None,
            Order::DayFirst => day_of(last_year?, b, a),
            Order::MonthFirst => day_of(last_year?, a, b),
        }
    }
}

/// The year of two digits: of this century unless it would lie more than twenty years ahead.
pub(super) const fn year_of(two: i64, pivot: i64) -> i64 {
    if 2000 + two <= pivot + 20 { 2000 + two } else { 1900 + two }
}

/// What the dates of a column tell of its order.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Dates by the set of orders that fit them.
    fits: [u64; 8],
    /// Two-digit numbers seen in the first and in the third place.
    first: u128,
    third: u128,
}

/// A column's order, as its dates and the zone tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// How it is read.
    pub habit: Habit,
    /// Whether the dates themselves tell it.
    pub sure: bool,
}

/// One date in fifty may contradict the order of its column; it is rejected. More, and the column has no order.
const TOLERATED: u64 = 50;
/// So many times more days than years must a column have that these tell which is which.
const FEW_YEARS: u32 = 3;

impl Evidence {
    /// Takes note of a date and of the orders that fit it.
    pub(super) fn see(&mut self, short: Short, fitting: impl Iterator<Item = Order>) {
        let set = fitting.fold(0, |set, order| set | order.bit());
        if set == 0 {
            return;
        }
        self.fits[usize::from(set)] += 1;
        let bit = |part: i64| u32::try_from(part).ok().and_then(|part| 1_u128.checked_shl(part)).unwrap_or(0);
        self.first |= bit(short.parts[0]);
        if short.digits.1 <= 2 {
            self.third |= bit(short.parts[2]);
        }
    }

    /// The order of the column; none if it has no such dates.
    #[must_use]
    pub fn settle(&self, usual: [Order; 3]) -> Option<Settled> {
        let total: u64 = self.fits.iter().sum();
        if total == 0 {
            return None;
        }
        let misfits = |order: Order| -> u64 {
            self.fits.iter().enumerate().filter(|(set, _)| set & usize::from(order.bit()) == 0).map(|(_, n)| n).sum()
        };
        let least = Order::ALL.into_iter().map(misfits).min().unwrap_or(0);
        if least * TOLERATED > total {
            return Some(Settled { habit: Habit::Mixed, sure: false });
        }
        let fitting: Vec<Order> = usual.into_iter().filter(|&order| misfits(order) == least).collect();
        let (order, sure) = self.choose(&fitting)?;
        Some(Settled { habit: Habit::One(order), sure })
    }

    /// Of several orders that fit equally well the one by which there are few years, else the usual one.
    fn choose(&self, fitting: &[Order]) -> Option<(Order, bool)> {
        let usual = *fitting.first()?;
        let (first, third) = (self.first.count_ones(), self.third.count_ones());
        let year_last = fitting.iter().copied().find(|&order| order != Order::YearFirst);
        let Some(year_last) = year_last.filter(|_| fitting.contains(&Order::YearFirst)) else {
            return Some((usual, fitting.len() == 1));
        };
        let plain = first.max(third) >= FEW_YEARS * first.min(third);
        match plain {
            true if third > first => Some((Order::YearFirst, third > FEW_YEARS)),
            true => Some((year_last, false)),
            false => Some((usual, false)),
        }
    }
}

/// The orders as a zone is used to them: the United States put the month first, the east of Asia the year, most others
/// the day.
#[must_use]
pub fn usual(zone: &Zone) -> [Order; 3] {
    const STATES: [&str; 9] =
        ["New_York", "Chicago", "Denver", "Los_Angeles", "Phoenix", "Detroit", "Boise", "Anchorage", "Honolulu"];
    const EAST: [&str; 7] =
        ["Asia/Seoul", "Asia/Pyongyang", "Asia/Tokyo", "Asia/Shanghai", "Asia/Taipei", "Asia/Ulaanbaatar", "ROK"];
    let name = zone.name();
    if name.starts_with("US/") || STATES.iter().any(|city| name.ends_with(city)) {
        [Order::MonthFirst, Order::DayFirst, Order::YearFirst]
    } else if EAST.contains(&name) {
        [Order::YearFirst, Order::DayFirst, Order::MonthFirst]
    } else {
        [Order::DayFirst, Order::MonthFirst, Order::YearFirst]
    }
}
