//! Instants, spans, zones and periods. Inside, everything is UTC in microseconds.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Why a text is not a time, a span or a zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTime {
    /// Not a number and one of s, m, h, d, w.
    #[error("`{0}` is not a span such as 30m, 14d or 2w")]
    Span(String),
    /// Not a name of the time-zone database.
    #[error("`{0}` is not a time zone such as Asia/Seoul")]
    Zone(String),
    /// Not a date as 2026-11-23.
    #[error("`{0}` is not a date such as 2026-11-23")]
    Date(String),
    /// The first day comes after the last.
    #[error("the period begins on {0}, after its end on {1}")]
    Backwards(Date, Date),
}

/// An instant: microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Micros(pub i64);

impl Micros {
    /// As a timestamp of `jiff`; the ends of its range are kept when the number lies outside.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX })
    }

    /// The calendar day in a zone.
    #[must_use]
    pub fn day(self, zone: &Zone) -> Date {
        self.timestamp().to_zoned_datetime(zone.0.clone()).date()
    }

    /// The instant `span` later.
    #[must_use]
    pub fn plus(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }

    /// How much later than `earlier`; negative if before it.
    #[must_use]
    pub fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl From<Timestamp> for Micros {
    fn from(at: Timestamp) -> Self {
        Self(at.as_microsecond())
    }
}

impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

/// A text where people may read it, the number itself in formats of machines.
impl Serialize for Micros {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { to.collect_str(self) } else { to.serialize_i64(self.0) }
    }
}

impl<'de> Deserialize<'de> for Micros {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if !from.is_human_readable() {
            return i64::deserialize(from).map(Self);
        }
        let text = String::deserialize(from)?;
        text.parse::<Timestamp>().map(Self::from).map_err(serde::de::Error::custom)
    }
}

/// A length of time in microseconds, written `30m`, `14d`, `2w`; a day is 24 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span(pub i64);

impl Span {
    const UNITS: [(char, i64); 5] =
        [('w', 7 * 86_400_000_000), ('d', 86_400_000_000), ('h', 3_600_000_000), ('m', 60_000_000), ('s', 1_000_000)];

    /// So many days of 24 hours.
    #[must_use]
    pub const fn days(n: i64) -> Self {
        Self(n * 86_400_000_000)
    }

    /// So many minutes.
    #[must_use]
    pub const fn minutes(n: i64) -> Self {
        Self(n * 60_000_000)
    }

    /// In seconds.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a span of 285 years still has microseconds")]
    pub fn seconds(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

impl FromStr for Span {
    type Err = BadTime;
    fn from_str(text: &str) -> Result<Self, BadTime> {
        let bad = || BadTime::Span(text.to_owned());
        let unit = text.chars().last().ok_or_else(bad)?;
        let (_, micros) = Self::UNITS.into_iter().find(|(letter, _)| *letter == unit).ok_or_else(bad)?;
        let number: i64 = text[..text.len() - 1].trim().parse().map_err(|_| bad())?;
        if number < 0 {
            return Err(bad());
        }
        number.checked_mul(micros).map(Self).ok_or_else(bad)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (letter, micros) in Self::UNITS.into_iter().skip(1) {
            if self.0 % micros == 0 && self.0 != 0 {
                return write!(f, "{}{letter}", self.0 / micros);
            }
        }
        write!(f, "{}s", self.0 / 1_000_000)
    }
}

/// A text where people may read it, the number itself in formats of machines.
impl Serialize for Span {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { to.collect_str(self) } else { to.serialize_i64(self.0) }
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if !from.is_human_readable() {
            return i64::deserialize(from).map(Self);
        }
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A time zone by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// Greenwich.
    #[must_use]
    pub const fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The default of a workspace.
    #[must_use]
    pub fn seoul() -> Self {
        "Asia/Seoul".parse().unwrap_or(Self::utc())
    }

    /// The zone as `jiff` knows it.
    #[must_use]
    pub const fn time_zone(&self) -> &TimeZone {
        &self.0
    }

    /// Its name in the time-zone database.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The first instant of a day here.
    #[must_use]
    pub fn start_of(&self, day: Date) -> Micros {
        day.to_zoned_datetime(self.0.clone()).map_or(Micros(i64::MIN), |at| at.timestamp().into())
    }
}

impl FromStr for Zone {
    type Err = BadTime;
    fn from_str(name: &str) -> Result<Self, BadTime> {
        TimeZone::get(name).map(Self).map_err(|_| BadTime::Zone(name.to_owned()))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// From one day to another, both included, in a zone. An open end is the data's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: Option<Date>,
    /// Last day, which belongs to the period.
    pub to: Option<Date>,
    /// Whose days.
    pub zone: Zone,
}

impl Period {
    /// All time.
    #[must_use]
    pub const fn all(zone: Zone) -> Self {
        Self { from: None, to: None, zone }
    }

    /// Reads the two days; an empty text is an open end.
    ///
    /// # Errors
    /// [`BadTime::Date`] for what is not a date, [`BadTime::Backwards`] when the first day comes after the last.
    pub fn parse(from: Option<&str>, to: Option<&str>, zone: Zone) -> Result<Self, BadTime> {
        let day = |text: Option<&str>| match text.map(str::trim).filter(|t| !t.is_empty()) {
            None => Ok(None),
            // `2026-11-23T12:00` would pass for its day, and the hour be lost without a word.
            Some(t) if t.len() > 10 => Err(BadTime::Date(t.to_owned())),
            Some(t) => t.parse::<Date>().map(Some).map_err(|_| BadTime::Date(t.to_owned())),
        };
        let (from, to) = (day(from)?, day(to)?);
        match (from, to) {
            (Some(a), Some(b)) if a > b => Err(BadTime::Backwards(a, b)),
            _ => Ok(Self { from, to, zone }),
        }
    }

    /// The same as a half-open range of instants.
    #[must_use]
    pub fn range(&self) -> std::ops::Range<Micros> {
        let start = self.from.map_or(Micros(i64::MIN), |day| self.zone.start_of(day));
        let end = self.to.map_or(Micros(i64::MAX), |day| {
            day.checked_add(1.day()).map_or(Micros(i64::MAX), |next| self.zone.start_of(next))
        });
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_a_number_and_a_unit() {
        assert_eq!("30d".parse(), Ok(Span::days(30)));
        assert_eq!("2w".parse(), Ok(Span::days(14)));
        assert_eq!(Span::minutes(90).to_string(), "90m");
        assert!("30".parse::<Span>().is_err());
        assert!("-1d".parse::<Span>().is_err());
        assert!("".parse::<Span>().is_err());
        assert!("한".parse::<Span>().is_err());
    }

    #[test]
    fn the_last_day_belongs_to_the_period() {
        let period = Period::parse(Some("2026-11-22"), Some("2026-11-22"), Zone::seoul()).expect("two dates");
        let range = period.range();
        assert_eq!(range.start.to_string(), "2026-11-21T15:00:00Z");
        assert_eq!(range.end.to_string(), "2026-11-22T15:00:00Z");
    }

    #[test]
    fn a_backward_period_is_refused() {
        assert!(Period::parse(Some("2026-11-23T12:00"), None, Zone::utc()).is_err());
        assert!(Period::parse(Some("2026-11-23"), Some("2026-11-22"), Zone::utc()).is_err());
    }
}
