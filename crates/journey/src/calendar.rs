//! Days, weeks and months of a zone as ranges of instants.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use yeojido_domain::{Micros, Zone};

/// How time is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// Days of the zone.
    Day,
    /// Weeks that begin on Monday.
    #[default]
    Week,
    /// Months.
    Month,
}

impl Grain {
    /// The first day of the stretch that a day lies in.
    fn first(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => {
                let since = i32::from(day.weekday().to_monday_zero_offset());
                day.checked_sub(since.days()).unwrap_or(day)
            }
            Self::Month => day.first_of_month(),
        }
    }

    fn next(self, day: Date) -> Option<Date> {
        let step = match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
        };
        day.checked_add(step).ok()
    }
}

/// Consecutive days, weeks or months that together hold a range of instants.
#[derive(Debug, Clone)]
pub struct Calendar {
    days: Vec<Date>,
    /// One longer than `days`: stretch `i` is `bounds[i]..bounds[i + 1]`.
    bounds: Vec<Micros>,
}

impl Calendar {
    /// The stretches from the one that `first` lies in to the one that `last` lies in.
    #[must_use]
    pub fn new(first: Micros, last: Micros, zone: &Zone, grain: Grain) -> Self {
        let (mut day, end) = (grain.first(first.day(zone)), last.day(zone));
        let (mut days, mut bounds) = (Vec::new(), vec![zone.start_of(day)]);
        while day <= end {
            days.push(day);
            let Some(next) = grain.next(day) else { break };
            bounds.push(zone.start_of(next));
            day = next;
        }
        bounds.resize(days.len() + 1, Micros(i64::MAX));
        Self { days, bounds }
    }

    /// No stretches.
    pub(crate) fn none() -> Self {
        Self { days: Vec::new(), bounds: vec![Micros(0)] }
    }

    /// Looks up instants that come in order.
    pub(crate) fn cursor(&self) -> Cursor<'_> {
        Cursor { calendar: self, at: 0 }
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.days.len()
    }

    /// None at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The first day of a stretch.
    #[must_use]
    pub fn day(&self, at: usize) -> Date {
        self.days[at]
    }

    /// The instants of a stretch.
    #[must_use]
    pub fn range(&self, at: usize) -> Range<Micros> {
        self.bounds[at]..self.bounds[at + 1]
    }

    /// The stretch that an instant lies in.
    #[must_use]
    pub fn at(&self, time: Micros) -> Option<usize> {
        let after = self.bounds.partition_point(|&bound| bound <= time);
        after.checked_sub(1).filter(|&at| at < self.days.len())
    }
}

/// Stretches that are looked at one by one before all of them are searched.
const NEAR: usize = 4;

/// Looks up instants that come in order: most lie in the stretch of the one before, or soon after.
pub(crate) struct Cursor<'a> {
    calendar: &'a Calendar,
    at: usize,
}

impl Cursor<'_> {
    /// As [`Calendar::at`].
    pub(crate) fn at(&mut self, time: Micros) -> Option<usize> {
        let bounds = &self.calendar.bounds;
        let inside = |at: usize| at + 1 < bounds.len() && bounds[at] <= time && time < bounds[at + 1];
        if let Some(near) = (self.at..self.at + NEAR).find(|&at| inside(at)) {
            self.at = near;
            return Some(near);
        }
        let found = self.calendar.at(time);
        self.at = found.unwrap_or(self.at);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday_at_midnight_of_the_zone() {
        let time = |text: &str| Micros::from(text.parse::<jiff::Timestamp>().expect("a time"));
        let (first, last) = (time("2026-05-20T10:00:00Z"), time("2026-05-31T15:00:00Z"));
        let weeks = Calendar::new(first, last, &Zone::seoul(), Grain::Week);
        // The last instant is Monday, 1 June, in Seoul.
        assert_eq!(
            (0..weeks.len()).map(|at| weeks.day(at).to_string()).collect::<Vec<_>>(),
            ["2026-05-18", "2026-05-25", "2026-06-01"]
        );
        assert_eq!(weeks.range(0).start, time("2026-05-17T15:00:00Z"));
        assert_eq!((weeks.at(first), weeks.at(last), weeks.at(weeks.range(2).end)), (Some(0), Some(2), None));
        assert_eq!(weeks.at(Micros(0)), None);
        let months = Calendar::new(first, last, &Zone::seoul(), Grain::Month);
        assert_eq!((months.len(), months.day(1).to_string()), (2, "2026-06-01".to_owned()));
    }
}
