//! Times as people and programs write them.
//!
//! A date of three short numbers is read in the order that its column shows ([`order`]); every other way of writing
//! says itself what it means, so a column with several ways is read row by row.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use yeojido_domain::{Micros, Zone};

use super::reject::Reason;
use super::value::narrow;

mod order;
mod reader;

pub use order::{Evidence, Habit, Order, Settled, usual};

use order::Short;
use reader::{Day, Reader, day_of, hour_of_day};

/// What a time is read against.
#[derive(Debug, Clone)]
pub struct Clock {
    zone: TimeZone,
    earliest: i64,
    latest: i64,
    /// The year of the import.
    year: i64,
}

const DAY: i64 = 86_400_000_000;
/// How far ahead a date may lie and still be meant: orders are placed for next month, not for the next decade.
const AHEAD: i64 = 366 * DAY;
/// 1990-01-01T00:00:00Z.
const NINETIES: i64 = 631_152_000_000_000;
/// 0001-01-01T00:00:00Z and the last microsecond of 9999: what the lake can hold.
const CALENDAR: (i64, i64) = (-62_135_596_800_000_000, 253_402_300_799_999_999);

impl Clock {
    /// Times without a zone are of `zone`; what lies before 1990, or more than a day after `now`, is no time of a
    /// customer's, unless `any`: then the years 1 to 9999 are.
    #[must_use]
    pub fn new(zone: &Zone, now: Micros, any: bool) -> Self {
        let now = now.0.min(CALENDAR.1);
        let (earliest, latest) = if any { CALENDAR } else { (NINETIES, now.saturating_add(DAY).min(CALENDAR.1)) };
        let year =
            jiff::Timestamp::from_microsecond(now).map_or(9999, |now| TimeZone::UTC.to_datetime(now).year().into());
        Self { zone: zone.time_zone().clone(), earliest, latest, year }
    }

    /// Reads a time.
    ///
    /// # Errors
    /// [`Reason::TimeUnreadable`], [`Reason::TimeOrder`], [`Reason::TimeAmbiguous`], [`Reason::TimeTooOld`] or
    /// [`Reason::TimeFuture`].
    pub fn read(&self, text: &str, habit: Habit) -> Result<Micros, Reason> {
        let at = self.parse(&plain(text), habit)?;
        if at < self.earliest {
            return Err(Reason::TimeTooOld);
        }
        if at > self.latest {
            return Err(Reason::TimeFuture);
        }
        Ok(Micros(at))
    }

    /// Whether a text is a time, in whatever order.
    #[must_use]
    pub fn knows(&self, text: &str) -> bool {
        matches!(self.read(text, Habit::Mixed), Ok(_) | Err(Reason::TimeAmbiguous))
    }

    /// Takes note of what a text tells of the order in its column.
    pub fn weigh(&self, text: &str, evidence: &mut Evidence) {
        let written = Reader::new(&plain(text), self.year).whole();
        if let Some(Day::Short(short)) = written.map(|written| written.day) {
            evidence.see(short, Order::ALL.into_iter().filter(|&order| self.likely(short, order)));
        }
    }

    /// Whether a date in this order is one on which a customer may have done something.
    fn likely(&self, short: Short, order: Order) -> bool {
        let day = short.date(order, self.year);
        let at = day.and_then(|day| self.stamp(day.to_datetime(Time::midnight()), None));
        at.is_some_and(|at| self.earliest <= at && at <= self.latest.saturating_add(AHEAD))
    }

    fn parse(&self, text: &str, habit: Habit) -> Result<i64, Reason> {
        if let Some(at) = epoch(text) {
            return Ok(at);
        }
        let (at, offset) = match compact(text) {
            Some(at) => (at, None),
            None => {
                let written = Reader::new(text, self.year).whole().ok_or(Reason::TimeUnreadable)?;
                let date = match written.day {
                    Day::Told(date) => date,
                    Day::Short(short) => self.day(short, habit)?,
                };
                let at = date.to_datetime(written.time).checked_add(written.extra);
                (at.map_err(|_| Reason::TimeUnreadable)?, written.offset)
            }
        };
        self.stamp(at, offset).ok_or(Reason::TimeUnreadable)
    }

    fn stamp(&self, at: DateTime, offset: Option<i32>) -> Option<i64> {
        let stamp = match offset {
            Some(seconds) => TimeZone::fixed(jiff::tz::Offset::from_seconds(seconds).ok()?).to_timestamp(at).ok()?,
            // In a gap of summer time the clock is moved on, in a fold the first of the two is taken.
            None => self.zone.to_timestamp(at).ok()?,
        };
        Some(stamp.as_microsecond())
    }

    fn day(&self, short: Short, habit: Habit) -> Result<Date, Reason> {
        let possible = |order: &Order| short.date(*order, self.year);
        match habit {
            Habit::One(order) => possible(&order).ok_or_else(|| {
                let other = Order::ALL.iter().any(|order| possible(order).is_some());
                if other { Reason::TimeOrder } else { Reason::TimeUnreadable }
            }),
            Habit::Mixed => {
                let mut likely: Vec<_> = Order::ALL.into_iter().filter(|&order| self.likely(short, order)).collect();
                if likely.is_empty() {
                    likely.extend(Order::ALL);
                }
                let mut days: Vec<_> = likely.iter().filter_map(possible).collect();
                days.dedup();
                match days[..] {
                    [] => Err(Reason::TimeUnreadable),
                    [day] => Ok(day),
                    _ => Err(Reason::TimeAmbiguous),
                }
            }
        }
    }
}

/// Without white around it, and with the wide digits and marks of East Asian keyboards as their plain ones.
fn plain(text: &str) -> Cow<'_, str> {
    narrow(text.trim())
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
        match clock().read(text, Habit::One(Order::DayFirst)) {
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
            "26년 11월 3일 15시 20분",
            "03-NOV-26 15:20",
            "２０２６-１１-０３　１５：２０",
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

    /// How a column of these is read, and whether its dates tell it.
    fn settled(zone: &str, texts: &[&str]) -> Option<(&'static str, bool)> {
        let zone: Zone = zone.parse().expect("a zone");
        let mut evidence = Evidence::default();
        texts.iter().for_each(|text| clock().weigh(text, &mut evidence));
        evidence.settle(usual(&zone)).map(|settled| (settled.habit.as_str(), settled.sure))
    }

    #[test]
    fn all_dates_of_a_column_tell_its_order() {
        for (texts, told) in [
            (&["26/05/03", "26/05/31"][..], ("ymd", true)),
            (&["26.5.3", "26.12.3"], ("ymd", true)),
            (&["26-05-03", "26-05-04", "26-06-11", "26-04-24"], ("ymd", true)),
            (&["99/12/31", "05/01/02"], ("ymd", true)),
            (&["03/05/26", "31/05/26"], ("dmy", true)),
            (&["05/03/26", "05/31/26"], ("mdy", true)),
            (&["5/3/26", "12/25/26"], ("mdy", true)),
            (&["25/03/2026", "03/04/2026"], ("dmy", true)),
            (&["3/25/2026", "03/04/2026"], ("mdy", true)),
            // Nothing tells: the zone does, and it is said.
            (&["26/05/03"], ("ymd", false)),
            (&["03/05/26"], ("ymd", false)),
            (&["03/04/2026", "05/06/2026"], ("dmy", false)),
            // Many different numbers in the first place and one in the last: that one is the year.
            (&["03/05/26", "04/05/26", "07/06/26"], ("dmy", false)),
            // No order fits both.
            (&["25/03/2026", "3/25/2026"], ("mixed", false)),
        ] {
            assert_eq!(settled("Asia/Seoul", texts), Some(told), "{texts:?}");
        }
        assert_eq!(settled("America/New_York", &["05/03/26"]), Some(("mdy", false)));
        assert_eq!(settled("Europe/Berlin", &["05.03.26"]), Some(("dmy", false)));
        assert_eq!(settled("Asia/Seoul", &["2026-05-03", "soon", "20260503", "3 Nov 2026"]), None);
    }

    #[test]
    fn one_date_in_fifty_may_contradict_its_column() {
        let mut texts = vec!["26/05/31"; 60];
        texts.push("05/31/26");
        assert_eq!(settled("Asia/Seoul", &texts), Some(("ymd", true)));
        texts.extend(["05/31/26"; 5]);
        assert_eq!(settled("Asia/Seoul", &texts), Some(("mixed", false)));
    }

    #[test]
    fn a_date_is_read_in_the_order_of_its_column_or_says_why_not() {
        let at = |text, habit| {
            clock().read(text, habit).map_or_else(|why| why.code().to_owned(), |at| at.to_string()[..10].to_owned())
        };
        let [year, day, month] = Order::ALL.map(Habit::One);
        for (text, habit, want) in [
            ("26/05/03 10:00", year, "2026-05-03"),
            ("26.5.3 10:00", year, "2026-05-03"),
            ("26. 5. 3. 오전 10:00", year, "2026-05-03"),
            ("99-05-03 10:00", year, "1999-05-03"),
            ("03/05/26 10:00", day, "2026-05-03"),
            ("05/03/26 10:00", month, "2026-05-03"),
            ("03/11/2026 10:00", day, "2026-11-03"),
            ("03/11/2026 10:00", month, "2026-03-11"),
            ("25/03/2026", month, "time_order"),
            ("05/31/26", year, "time_order"),
            ("26/13/32", year, "time_unreadable"),
            ("27/05/03", year, "time_future"),
            ("25/03/2026 10:00", Habit::Mixed, "2026-03-25"),
            ("03/03/2026 10:00", Habit::Mixed, "2026-03-03"),
            ("26/05/31 10:00", Habit::Mixed, "2026-05-31"),
            ("03/04/2026", Habit::Mixed, "time_ambiguous"),
            ("26/05/03", Habit::Mixed, "time_ambiguous"),
        ] {
            assert_eq!(at(text, habit), want, "{text} {habit:?}");
        }
    }

    #[test]
    fn years_that_no_table_holds_are_too_old_or_to_come() {
        let clock = Clock::new(&Zone::utc(), Micros(i64::MAX), true);
        let code = |text| clock.read(text, Habit::Mixed).map(|at| at.to_string()).map_err(Reason::code);
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
        let at = clock.read("2026-03-08 02:30:00", Habit::Mixed).expect("reads");
        assert_eq!(at.to_string(), "2026-03-08T07:30:00Z");
    }
}
