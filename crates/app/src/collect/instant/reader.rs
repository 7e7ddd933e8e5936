//! Reads the parts of a time one after the other: date, time of day, offset.

use jiff::civil::{Date, Time};
use jiff::{Span, ToSpan};

use super::order::{Short, year_of};

/// What is left to read.
pub(super) struct Reader<'a> {
    rest: &'a str,
    /// The year by which the century of a year of two digits is told.
    pivot: i64,
}

/// A day as its writing leaves it.
pub(super) enum Day {
    /// Which it is.
    Told(Date),
    /// Three short numbers, whose order the column tells.
    Short(Short),
}

/// A time as it is written.
pub(super) struct Written {
    pub day: Day,
    pub time: Time,
    /// A day more, for `24:00`.
    pub extra: Span,
    /// How many seconds east of Greenwich it is, if it says so.
    pub offset: Option<i32>,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl<'a> Reader<'a> {
    pub(super) fn new(rest: &'a str, pivot: i64) -> Self {
        Self { rest, pivot }
    }

    /// The whole text as a time; none if anything is left over.
    pub(super) fn whole(mut self) -> Option<Written> {
        self.weekday();
        let day = self.date()?;
        self.weekday();
        let (time, extra) = self.time()?;
        let offset = self.offset()?;
        self.weekday();
        if !self.rest.trim().is_empty() {
            return None;
        }
        Some(Written { day, time, extra, offset })
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

    fn date(&mut self) -> Option<Day> {
        if let Some(month) = self.month_name() {
            let (day, _) = self.number()?;
            while self.skip(',') || self.skip(' ') || self.skip('-') {}
            let (year, digits) = self.number()?;
            return (digits == 4).then(|| day_of(year, month, day))?.map(Day::Told);
        }
        let (first, digits) = self.number()?;
        if digits == 8 {
            return day_of(first / 10_000, first / 100 % 100, first % 100).map(Day::Told);
        }
        self.blank();
        if digits <= 2
            && let Some(date) = self.named_month(first)
        {
            return Some(Day::Told(date));
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
            let year = if digits == 2 { year_of(first, self.pivot) } else { first };
            return day_of(year, second, third).map(Day::Told);
        }
        let short = digits <= 2 && matches!(last_digits, 1 | 2 | 4);
        short.then_some(Day::Short(Short { parts: [first, second, third], digits: (digits, last_digits) }))
    }

    /// `3 Nov 2026`, `3-Nov-2026` and `03-NOV-26`, behind the day.
    fn named_month(&mut self, day: i64) -> Option<Date> {
        let before = self.rest;
        self.skip('-');
        let named = self.month_name().and_then(|month| Some((month, self.number()?)));
        match named {
            Some((month, (year, 4))) => day_of(year, month, day),
            Some((month, (year, 2))) => day_of(year_of(year, self.pivot), month, day),
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
                    let places = u32::try_from(digits).ok()?;
                    nanos = match 9_u32.checked_sub(places) {
                        Some(missing) => fraction * 10_i64.pow(missing),
                        None => fraction / 10_i64.pow(places - 9),
                    };
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

pub(super) fn day_of(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

pub(super) fn hour_of_day(hour: i64, minute: i64, second: i64, nanos: i64) -> Option<(Time, Span)> {
    if (hour, minute, second) == (24, 0, 0) {
        return Some((Time::midnight(), 1.day()));
    }
    // A leap second is the last second that the calendar here knows.
    let second = if second == 60 { 59 } else { second };
    let small = |n: i64| i8::try_from(n).ok();
    let time = Time::new(small(hour)?, small(minute)?, small(second)?, i32::try_from(nanos).ok()?).ok()?;
    Some((time, Span::new()))
}
