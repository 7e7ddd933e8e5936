//! What became of a finding over the weeks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use yeojido_domain::{FindingState, FindingWeek, When};
use yeojido_stats::two_sided_t;

/// Weeks without anybody after which a finding is gone.
const GONE: usize = 3;
/// Weeks that are compared with as many before them.
const RECENT: usize = 4;
/// Surprise below which a change of its share is called a change.
const SURE: f64 = 0.01;

/// The Monday of the week of a day that is counted from the beginning of the calendar.
pub(super) fn monday(day: i32) -> Date {
    let date = date(day);
    date.saturating_sub(jiff::Span::new().days(i64::from(date.weekday().to_monday_zero_offset())))
}

/// The day with a number.
pub(in crate::map) fn date(day: i32) -> Date {
    jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(i64::from(day)))
}

/// How many it concerns, week by week, gaps filled; `rows` gives the day of every row and whether it is concerned.
pub(super) fn weeks(rows: impl Iterator<Item = (i32, bool)>) -> Vec<FindingWeek> {
    let mut by_week: BTreeMap<Date, (u64, u64)> = BTreeMap::new();
    for (day, concerned) in rows {
        let (n, of) = by_week.entry(monday(day)).or_default();
        *n += u64::from(concerned);
        *of += 1;
    }
    let (Some(first), Some(last)) = (by_week.keys().next().copied(), by_week.keys().next_back().copied()) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let mut week = first;
    while week <= last {
        let (n, of) = by_week.get(&week).copied().unwrap_or_default();
        all.push(FindingWeek { week, n, of });
        week = week.saturating_add(jiff::Span::new().days(7));
    }
    all
}

/// New, growing, shrinking, steady, gone or back.
pub(super) fn state(weeks: &[FindingWeek], when: Option<When>) -> FindingState {
    let last = weeks.len().saturating_sub(1);
    let present: Vec<usize> = (0..weeks.len()).filter(|&at| present(&weeks[at], when)).collect();
    let (Some(&first_seen), Some(&last_seen)) = (present.first(), present.last()) else { return FindingState::Gone };
    if last - last_seen >= GONE {
        return FindingState::Gone;
    }
    if last - first_seen < RECENT && first_seen > 0 {
        return FindingState::New;
    }
    let paused = present.windows(2).rposition(|pair| pair[1] - pair[0] > GONE);
    if let Some(at) = paused
        && last - present[at + 1] < RECENT
    {
        return FindingState::Back;
    }
    change(weeks)
}

/// Whether a week has somebody whom it concerns, within its days if those are known.
fn present(week: &FindingWeek, when: Option<When>) -> bool {
    let ends = week.week.saturating_add(jiff::Span::new().days(6));
    week.n > 0 && when.is_none_or(|when| when.from <= ends && when.to.is_none_or(|to| to >= week.week))
}

/// The share of the last weeks against that of as many before them.
fn change(weeks: &[FindingWeek]) -> FindingState {
    let recent = weeks.len().saturating_sub(RECENT);
    let before = recent.saturating_sub(RECENT);
    let sum = |part: &[FindingWeek]| part.iter().fold((0, 0), |(n, of), week| (n + week.n, of + week.of));
    let ((n1, of1), (n0, of0)) = (sum(&weeks[recent..]), sum(&weeks[before..recent]));
    if of1 == 0 || of0 == 0 {
        return FindingState::Steady;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let [n1, of1, n0, of0] = [n1, of1, n0, of0].map(|count: u64| count as f64);
    let pooled = (n1 + n0) / (of1 + of0);
    let error = (pooled * (1.0 - pooled) * (1.0 / of1 + 1.0 / of0)).sqrt();
    let difference = n1 / of1 - n0 / of0;
    if error <= 0.0 || two_sided_t(difference / error, of1 + of0 - 1.0) > SURE {
        FindingState::Steady
    } else if difference > 0.0 {
        FindingState::Growing
    } else {
        FindingState::Shrinking
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course(shares: &[u64]) -> FindingState {
        let rows = shares
            .iter()
            .enumerate()
            .flat_map(|(week, &n)| (0..200_u64).map(move |row| (i32::try_from(week).expect("few") * 7 + 4, row < n)));
        state(&weeks(rows), None)
    }

    #[test]
    fn a_finding_is_new_grows_shrinks_goes_and_comes_back() {
        assert_eq!(course(&[0, 0, 0, 0, 0, 0, 40, 40]), FindingState::New);
        assert_eq!(course(&[20, 20, 20, 20, 20, 40, 50, 60]), FindingState::Growing);
        assert_eq!(course(&[60, 60, 60, 60, 60, 30, 30, 20]), FindingState::Shrinking);
        assert_eq!(course(&[30, 33, 28, 30, 31, 29, 30, 30]), FindingState::Steady);
        assert_eq!(course(&[30, 30, 30, 30, 30, 0, 0, 0]), FindingState::Gone);
        assert_eq!(course(&[30, 30, 0, 0, 0, 0, 30, 30]), FindingState::Back);
    }

    #[test]
    fn weeks_without_rows_are_there_too() {
        let got = weeks([(4, true), (25, false)].into_iter());
        assert_eq!(got.iter().map(|week| (week.n, week.of)).collect::<Vec<_>>(), [(1, 1), (0, 0), (0, 0), (0, 1)]);
    }
}
