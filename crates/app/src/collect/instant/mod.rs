//! Times as people and programs write them.
//!
//! A day and a month that could be either are read in the order that their column shows elsewhere ([`Habit`]), so a
//! column with several ways of writing is read row by row, and each row as its own writing says.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use yeojido_domain::{Micros, Zone};

use super::reject::Reason;

mod reader;

use reader::{Reader, day_of, hour_of_day};

/// Which comes first where a date begins with two short numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

/// What a date with two short numbers tells of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// The first number can be no month.
    DayFirst,
    /// The second number can be no month.
    MonthFirst,
    /// Either.
    Either,
}

/// What a time is read against.
#[derive(Debug, Clone)]
pub struct Clock {
    zone: TimeZone,
    earliest: i64,
    latest: i64,
}

const DAY: i64 = 86_400_000_000;
/// 1990-01-01T00:00:00Z.
const NINETIES: i64 = 631_152_000_000_000;
/// 0001-01-01T00:00:00Z and the last microsecond of 9999: what the lake can hold.
const CALENDAR: (i64, i64) = (-62_135_596_800_000_000, 253_402_300_799_999_999);

impl Clock {
    /// Times without a zone are of `zone`; what lies before 1990, or more than a day after `now`, is no time of a
    /// customer's, unless `any`: then the years 1 to 9999 are.
    #[must_use]
    pub fn new(zone: &Zone, now: Micros, any: bool) -> Self {
        let (earliest, latest) = if any { CALENDAR } else { (NINETIES, now.0.saturating_add(DAY).min(CALENDAR.1)) };
        Self { zone: zone.time_zone().clone(), earliest, latest }
    }

    /// Reads a time.
    ///
    /// # Errors
    /// [`Reason::TimeUnreadable`], [`Reason::TimeTooOld`] or [`Reason::TimeFuture`].
    pub fn read(&self, text: &str, habit: Habit) -> Result<Micros, Reason> {
        let at = self.parse(text, habit).ok_or(Reason::TimeUnreadable)?;
        if at < self.earliest {
            return Err(Reason::TimeTooOld);
        }
        if at > self.latest {
            return Err(Reason::TimeFuture);
        }
        Ok(Micros(at))
    }

    fn parse(&self, text: &str, habit: Habit) -> Option<i64> {
        let text = text.trim();
        if let Some(at) = epoch(text) {
            return Some(at);
        }
        let (at, offset) = match compact(text) {
            Some(at) => (at, None),
            None => Reader::new(text).whole(habit)?,
        };
        let stamp = match offset {
            Some(seconds) => TimeZone::fixed(jiff::tz::Offset::from_seconds(seconds).ok()?).to_timestamp(at).ok()?,
            // In a gap of summer time the clock is moved on, in a fold the first of the two is taken.
            None => self.zone.to_timestamp(at).ok()?,
        };
        Some(stamp.as_microsecond())
    }
}

/// What a text tells of the order of day and month in its column; none if it does not begin with two short numbers.
#[must_use]
pub fn hint(text: &str) -> Option<Hint> {
    let mut reader = Reader::new(text.trim());
    let (first, digits) = reader.number()?;
    let separator = reader.rest.chars().next()?;
    if digits > 2 || !matches!(separator, '/' | '-' | '.') {
        return None;
    }
    reader.skip(separator);
    reader.blank();
    let (second, digits) = reader.number()?;
    if digits > 2 || !reader.skip(separator) {
        return None;
    }
    reader.blank();
    let (_, digits) = reader.number()?;
    match (first, second) {
        // Three short numbers with dots or dashes are year, month, day.
        _ if digits <= 2 && separator != '/' => None,
        (13..=31, 1..=12) => Some(Hint::DayFirst),
        (1..=12, 13..=31) => Some(Hint::MonthFirst),
        (1..=12, 1..=12) => Some(Hint::Either),
        _ => None,
    }
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, or a date without any separator.
fn epoch(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() || !whole.bytes().all(|b| b.is_ascii_digit()) || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if text.ends_with('.') {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let micros_of = |fraction: &str| format!("{fraction:0<6}").get(..6).and_then(|six| six.parse::<i64>().ok());
    match whole.len() {
        // A bare 0 is what programs write for "no time": it is 1970, and rejected as such.
        1 if number == 0 => Some(0),
        9 | 10 => Some(number * 1_000_000 + micros_of(fraction)?),
        13 if fraction.len() <= 3 => Some(number * 1000),
        16 if fraction.is_empty() => Some(number),
        19 if fraction.is_empty() => Some(number / 1000),
        _ => None,
    }
}

/// `20261103152000` and `202611031520`.
fn compact(text: &str) -> Option<DateTime> {
    if !matches!(text.len(), 12 | 14) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<i64>().ok());
    let date = day_of(part(0, 4)?, part(4, 6)?, part(6, 8)?)?;
    let (time, extra) = hour_of_day(part(8, 10)?, part(10, 12)?, part(12, 14).unwrap_or(0), 0)?;
    date.to_datetime(time).checked_add(extra).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> Clock {
        let now: Micros = "2026-11-23T00:00:00Z".parse::<jiff::Timestamp>().expect("a time").into();
        Clock::new(&Zone::seoul(), now, false)
    }

    fn read(text: &str) -> String {
        match clock().read(text, Habit::DayFirst) {
            Ok(at) => at.to_string(),
            Err(reason) => reason.code().to_owned(),
        }
    }

    #[test]
    fn the_same_moment_is_read_however_it_is_written() {
        for text in [
            "2026-11-03T06:20:00Z",
            "2026-11-03T15:20:00+09:00",
            "2026-11-03T15:20:00.000+0900",
            "2026-11-03 15:20:00",
            "2026-11-03 15:20",
            "2026/11/03 15:20:00",
            "2026.11.03 15:20",
            "2026. 11. 3. 오후 3:20",
            "2026.11.03. 15:20:00",
            "2026년 11월 3일 오후 3시 20분",
            "2026년 11월 3일 15시 20분 00초",
            "2026-11-03 오후 03:20:00",
            "2026-11-03 (화) 15:20",
            "2026년 11월 3일 화요일 오후 3시 20분",
            "2026-11-03 3:20 PM",
            "2026-11-03 03:20:00 p.m.",
            "03/11/2026 15:20",
            "3.11.2026 15:20:00",
            "Nov 3, 2026 3:20 PM",
            "3 Nov 2026 15:20:00",
            "Tue, 03 Nov 2026 06:20:00 GMT",
            "20261103 15:20:00",
            "20261103152000",
            "202611031520",
            "26.11.03 15:20",
            "26-11-3 15:20",
            "1793686800",
            "1793686800000",
            "1793686800.0",
            "2026-11-03 06:20:00 UTC",
            "2026-11-03 15:20:00 KST",
            " 2026-11-03T15:20:00+09:00[Asia/Seoul] ",
        ] {
            assert_eq!(read(text), "2026-11-03T06:20:00Z", "{text}");
        }
    }

    #[test]
    fn a_day_alone_is_its_first_moment_in_the_zone_and_a_fraction_is_kept() {
        for text in ["2026-11-03", "20261103", "2026.11.03.", "2026년 11월 3일", "2026-11-03(화)"] {
            assert_eq!(read(text), "2026-11-02T15:00:00Z", "{text}");
        }
        assert_eq!(read("2026-11-03 15:20:00.123456"), "2026-11-03T06:20:00.123456Z");
        assert_eq!(read("2026-11-02 24:00"), "2026-11-02T15:00:00Z");
        assert_eq!(read("2026-11-03 오전 12:00"), "2026-11-02T15:00:00Z");
    }

    #[test]
    fn what_is_no_time_says_why() {
        for (text, code) in [
            ("1970-01-01 00:00:00", "time_too_old"),
            ("0", "time_too_old"),
            ("1989-12-31", "time_too_old"),
            ("2099-12-31", "time_future"),
            ("2026-11-25", "time_future"),
            ("2026-02-30", "time_unreadable"),
            ("0000-00-00 00:00:00", "time_unreadable"),
            ("2026-11-03 25:00", "time_unreadable"),
            ("어제", "time_unreadable"),
            ("2026-11-03 15:20 later", "time_unreadable"),
            ("12345", "time_unreadable"),
            ("13/13/2026", "time_unreadable"),
            ("2026-11", "time_unreadable"),
            ("-", "time_unreadable"),
            ("=NOW()", "time_unreadable"),
        ] {
            assert_eq!(read(text), code, "{text}");
        }
    }

    #[test]
    fn day_and_month_are_told_apart_where_they_can_be() {
        let at = |text, habit| clock().read(text, habit).map(|at| at.to_string()).unwrap_or_default();
        assert_eq!(at("03/11/2026", Habit::DayFirst), "2026-11-02T15:00:00Z");
        assert_eq!(at("03/11/2026", Habit::MonthFirst), "2026-03-10T15:00:00Z");
        assert_eq!(at("25/03/2026", Habit::MonthFirst), "2026-03-24T15:00:00Z");
        assert_eq!(hint("03/11/2026 10:00"), Some(Hint::Either));
        assert_eq!(hint("25/03/2026"), Some(Hint::DayFirst));
        assert_eq!(hint("3/25/2026"), Some(Hint::MonthFirst));
        assert_eq!(hint("2026-11-03"), None);
        assert_eq!(hint("26.11.03"), None);
    }

    #[test]
    fn years_that_no_table_holds_are_too_old_or_to_come() {
        let clock = Clock::new(&Zone::utc(), Micros(i64::MAX), true);
        let code = |text| clock.read(text, Habit::DayFirst).map(|at| at.to_string()).map_err(Reason::code);
        assert_eq!(code("0000-12-31 23:59:59"), Err("time_too_old"));
        assert_eq!(code("0001-01-01"), Ok("0001-01-01T00:00:00Z".to_owned()));
        assert_eq!(code("9999-12-30"), Ok("9999-12-30T00:00:00Z".to_owned()));
        assert_eq!(code("0001-01-01T00:00:00+09:00"), Err("time_too_old"));
    }

    #[test]
    fn a_moment_that_summer_time_skips_is_moved_on() {
        let zone: Zone = "America/New_York".parse().expect("a zone");
        let now: Micros = "2026-11-23T00:00:00Z".parse::<jiff::Timestamp>().expect("a time").into();
        let clock = Clock::new(&zone, now, false);
        let at = clock.read("2026-03-08 02:30:00", Habit::MonthFirst).expect("reads");
        assert_eq!(at.to_string(), "2026-03-08T07:30:00Z");
    }
}
