//! Times as people and programs write them.
//!
//! A day and a month that could be either are read in the order that their column shows elsewhere ([`Habit`]), so a
//! column with several ways of writing is read row by row, and each row as its own writing says.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use yeojido_domain::{Micros, Zone};

use super::reject::Reason;

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

impl Clock {
    /// Times without a zone are of `zone`; what lies before 1990, or more than a day after `now`, is no time of a
    /// customer's, unless `any`.
    #[must_use]
    pub fn new(zone: &Zone, now: Micros, any: bool) -> Self {
        let (earliest, latest) = if any { (i64::MIN, i64::MAX) } else { (NINETIES, now.0.saturating_add(DAY)) };
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
            None => Reader { rest: text }.whole(habit)?,
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
    let mut reader = Reader { rest: text.trim() };
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

struct Reader<'a> {
    rest: &'a str,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Reader<'_> {
    fn whole(mut self, habit: Habit) -> Option<(DateTime, Option<i32>)> {
        self.weekday();
        let date = self.date(habit)?;
        self.weekday();
        let (time, extra) = self.time()?;
        let offset = self.offset()?;
        self.weekday();
        if !self.rest.trim().is_empty() {
            return None;
        }
        Some((date.to_datetime(time).checked_add(extra).ok()?, offset))
    }

    fn blank(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn skip(&mut self, what: char) -> bool {
        match self.rest.strip_prefix(what) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn word(&mut self, word: &str) -> bool {
        match self.rest.get(..word.len()) {
            Some(start) if start.eq_ignore_ascii_case(word) => {
                self.rest = &self.rest[word.len()..];
                true
            }
            _ => false,
        }
    }

    /// A number and how many digits it has.
    fn number(&mut self) -> Option<(i64, usize)> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 14 {
            return None;
        }
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        Some((number.parse().ok()?, digits))
    }

    /// `Mon,` `Monday` `(화)` `화요일`: said twice, so not needed.
    fn weekday(&mut self) {
        self.blank();
        let mut chars = self.rest.chars();
        match chars.next() {
            Some('(') => {
                if let Some(end) = self.rest.find(')').filter(|&end| end <= 16) {
                    self.rest = &self.rest[end + 1..];
                }
            }
            Some(c) if "월화수목금토일".contains(c) && chars.as_str().starts_with("요일") => {
                self.rest = chars.as_str().trim_start_matches("요일");
            }
            Some(c) if c.is_ascii_alphabetic() => {
                let letters = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
                let word = self.rest[..letters].to_ascii_lowercase();
                if letters >= 3 && WEEKDAYS.iter().any(|day| word.starts_with(day)) {
                    self.rest = &self.rest[letters..];
                }
            }
            _ => {}
        }
        while self.skip(',') || self.skip('.') {}
        self.blank();
    }

    fn month_name(&mut self) -> Option<i64> {
        let letters = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = self.rest[..letters].to_ascii_lowercase();
        let month = MONTHS.iter().position(|month| letters >= 3 && word.starts_with(month))?;
        self.rest = &self.rest[letters..];
        while self.skip('.') || self.skip(',') || self.skip('-') || self.skip(' ') {}
        Some(month as i64 + 1)
    }

    fn date(&mut self, habit: Habit) -> Option<Date> {
        if let Some(month) = self.month_name() {
            let (day, _) = self.number()?;
            while self.skip(',') || self.skip(' ') || self.skip('-') {}
            let (year, digits) = self.number()?;
            return (digits == 4).then(|| day_of(year, month, day))?;
        }
        let (first, digits) = self.number()?;
        if digits == 8 {
            return day_of(first / 10_000, first / 100 % 100, first % 100);
        }
        self.blank();
        if digits <= 2 && let Some(date) = self.named_month(first) {
            return Some(date);
        }
        let korean = self.skip('년');
        let separator = if korean { ' ' } else { self.rest.chars().next()? };
        if !korean && !self.between(separator) {
            return None;
        }
        self.blank();
        let (second, _) = self.number()?;
        self.blank();
        if !(if korean { self.skip('월') } else { self.skip(separator) }) {
            return None;
        }
        self.blank();
        let (third, last_digits) = self.number()?;
        self.blank_before_day();
        if korean || digits == 4 {
            let year = if digits == 2 { 2000 + first } else { first };
            return day_of(year, second, third);
        }
        if digits > 2 {
            return None;
        }
        if last_digits <= 2 && separator != '/' && first > 12 {
            return day_of(2000 + first, second, third);
        }
        let year = match last_digits {
            4 => third,
            2 => 2000 + third,
            _ => return None,
        };
        match (first, second) {
            (13.., _) => day_of(year, second, first),
            (_, 13..) => day_of(year, first, second),
            _ if habit == Habit::DayFirst => day_of(year, second, first),
            _ => day_of(year, first, second),
        }
    }

    /// `3 Nov 2026` and `3-Nov-2026`, behind the day.
    fn named_month(&mut self, day: i64) -> Option<Date> {
        let before = self.rest;
        self.skip('-');
        let named = self.month_name().and_then(|month| Some((month, self.number()?)));
        match named {
            Some((month, (year, 4))) => day_of(year, month, day),
            _ => {
                self.rest = before;
                None
            }
        }
    }

    /// `일` or the last dot of `2026.11.03.`.
    fn blank_before_day(&mut self) {
        let before = self.rest;
        self.blank();
        if !(self.skip('일') || self.skip('.')) {
            self.rest = before;
        }
    }

    fn between(&mut self, separator: char) -> bool {
        matches!(separator, '-' | '/' | '.') && self.skip(separator)
    }

    /// The time of day; midnight where there is none. The span is a day for `24:00`.
    fn time(&mut self) -> Option<(Time, Span)> {
        if self.rest.trim().is_empty() {
            return Some((Time::midnight(), Span::new()));
        }
        if !self.skip('T') && !self.skip('t') {
            self.blank();
        }
        let half = self.half();
        self.blank();
        let Some((hour, _)) = self.number() else {
            return (half.is_none()).then(|| (Time::midnight(), Span::new()));
        };
        let (mut minute, mut second, mut nanos) = (0, 0, 0);
        if self.skip('시') {
            self.blank();
            if let Some((n, _)) = self.number() {
                minute = n;
                self.skip('분').then_some(())?;
                self.blank();
                if let Some((n, _)) = self.number() {
                    second = n;
                    self.skip('초').then_some(())?;
                }
            }
        } else {
            self.skip(':').then_some(())?;
            minute = self.number()?.0;
            if self.skip(':') {
                second = self.number()?.0;
                if self.skip('.') || self.skip(',') {
                    let (fraction, digits) = self.number()?;
                    nanos = if digits <= 9 { fraction * 10_i64.pow(9 - u32::try_from(digits).ok()?) } else { 0 };
                }
            }
        }
        self.blank();
        let half = half.or_else(|| self.half());
        let hour = match half {
            None => hour,
            Some(_) if !(0..=12).contains(&hour) => return hour_of_day(hour, minute, second, nanos),
            Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
        };
        hour_of_day(hour, minute, second, nanos)
    }

    /// Whether it says afternoon, if it says either.
    fn half(&mut self) -> Option<bool> {
        for (word, afternoon) in
            [("오전", false), ("오후", true), ("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)]
        {
            if self.word(word) {
                return Some(afternoon);
            }
        }
        None
    }

    /// Seconds east of Greenwich, if the time says so; none outside if it says what cannot be read.
    fn offset(&mut self) -> Option<Option<i32>> {
        self.blank();
        for (word, seconds) in [("z", 0), ("utc", 0), ("gmt", 0), ("kst", 32_400), ("jst", 32_400)] {
            if self.word(word) {
                if self.rest.is_empty() || !self.rest.starts_with(['+', '-']) {
                    return Some(Some(seconds));
                }
                break;
            }
        }
        let sign = if self.skip('+') {
            1
        } else if self.skip('-') || self.skip('\u{2212}') {
            -1
        } else {
            return Some(None);
        };
        let (number, digits) = self.number()?;
        let (hours, minutes) = match digits {
            1 | 2 if self.skip(':') => (number, self.number()?.0),
            1 | 2 => (number, 0),
            4 => (number / 100, number % 100),
            _ => return None,
        };
        if self.skip('[') {
            self.rest = self.rest.split_once(']')?.1;
        }
        let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
        (hours <= 18 && minutes < 60).then_some(Some(sign * seconds))
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

fn day_of(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn hour_of_day(hour: i64, minute: i64, second: i64, nanos: i64) -> Option<(Time, Span)> {
    if (hour, minute, second) == (24, 0, 0) {
        return Some((Time::midnight(), 1.day()));
    }
    // A leap second is the last second that the calendar here knows.
    let second = if second == 60 { 59 } else { second };
    let small = |n: i64| i8::try_from(n).ok();
    let time = Time::new(small(hour)?, small(minute)?, small(second)?, i32::try_from(nanos).ok()?).ok()?;
    Some((time, Span::new()))
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
    fn a_moment_that_summer_time_skips_is_moved_on() {
        let zone: Zone = "America/New_York".parse().expect("a zone");
        let now: Micros = "2026-11-23T00:00:00Z".parse::<jiff::Timestamp>().expect("a time").into();
        let clock = Clock::new(&zone, now, false);
        let at = clock.read("2026-03-08 02:30:00", Habit::MonthFirst).expect("reads");
        assert_eq!(at.to_string(), "2026-03-08T07:30:00Z");
    }
}
