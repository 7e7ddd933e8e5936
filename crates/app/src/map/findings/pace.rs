//! How busy customers were, week by week.
//!
//! In weeks in which everybody does more, more go on and sooner, whatever the journey is like. So before stretches of
//! days are compared, what follows from the pace alone is taken off: the pace is the events of each customer who did
//! anything in the week, averaged over the weeks in which a visit's outcome is decided, and what follows from it is a
//! parabola over its logarithm, fitted to all visits.

use std::collections::BTreeMap;

use yeojido_domain::{Micros, Span};
use yeojido_journey::Events;

/// Weeks that are averaged at most.
const AHEAD: i64 = 5;

const WEEK: i64 = Span::days(7).0;

/// Events for each active customer, by week.
pub(in crate::map) struct Pace(BTreeMap<i64, f64>);

impl Pace {
    pub(super) fn of(events: &Events) -> Self {
        let mut weeks: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
        for person in events.iter() {
            let mut last = None;
            for time in person.time {
                let week = time.0.div_euclid(WEEK);
                let (count, active) = weeks.entry(week).or_default();
                *count += 1;
                *active += u64::from(last != Some(week));
                last = Some(week);
            }
        }
        // The first and the last week may have been cut short.
        if weeks.len() > 4 {
            weeks.pop_first();
            weeks.pop_last();
        }
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
        let pace = |(week, (count, active)): (i64, (u64, u64))| (week, count as f64 / active.max(1) as f64);
        Self(weeks.into_iter().map(pace).collect())
    }

    /// The mean over the weeks from an instant on.
    fn ahead(&self, from: Micros, usual: Span) -> f64 {
        let (Some((&first, _)), Some((&last, _))) = (self.0.first_key_value(), self.0.last_key_value()) else {
            return 1.0;
        };
        let week = from.0.div_euclid(WEEK).clamp(first, last);
        let until = (week + (usual.0 / WEEK).clamp(0, AHEAD - 1)).min(last);
        let (sum, count) =
            self.0.range(week..=until).fold((0.0, 0.0), |(sum, count), (_, pace)| (sum + pace, count + 1.0));
        if count > 0.0 { sum / count } else { 1.0 }
    }

    /// What follows from the pace alone for the outcome of each visit, as a difference from the mean of all.
    pub(super) fn drift(&self, times: &[Micros], outcome: &[f64], usual: Span) -> Vec<f64> {
        let paces: Vec<f64> = times.iter().map(|time| self.ahead(*time, usual).ln()).collect();
        parabola(&paces, outcome).unwrap_or_else(|| vec![0.0; times.len()])
    }
}

/// The least-squares parabola of `y` over `x`, less the mean of `y`; `None` where `x` does not vary enough for one.
fn parabola(x: &[f64], y: &[f64]) -> Option<Vec<f64>> {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let n = x.len() as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / n;
    let (centre, level) = (mean(x), mean(y));
    let spread = (x.iter().map(|x| (x - centre).powi(2)).sum::<f64>() / n).sqrt();
    if spread.is_nan() || spread < 1e-6 {
        return None;
    }
    let scaled: Vec<f64> = x.iter().map(|x| (x - centre) / spread).collect();
    // Made orthogonal one after the other (Gram–Schmidt), so that each coefficient is a quotient of sums.
    let third = mean(&scaled.iter().map(|x| x.powi(3)).collect::<Vec<_>>());
    let square: Vec<f64> = scaled.iter().map(|x| x * x - 1.0 - third * x).collect();
    let project = |basis: &[f64]| {
        let size: f64 = basis.iter().map(|b| b * b).sum();
        let along: f64 = basis.iter().zip(y).map(|(b, y)| b * (y - level)).sum();
        if size > 1e-9 { along / size } else { 0.0 }
    };
    let (slope, bend) = (project(&scaled), project(&square));
    Some(scaled.iter().zip(&square).map(|(x, square)| slope * x + bend * square).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use yeojido_domain::PersonId;
    use yeojido_journey::Coded;

    use super::*;

    #[test]
    fn what_follows_from_the_pace_is_taken_off() {
        // Two persons: one event each in weeks 0 to 4, five each in weeks 5 to 9.
        let per_week = |week: i64| if week < 5 { 1 } else { 5 };
        let own: Vec<Micros> =
            (0..10).flat_map(|week| (0..per_week(week)).map(move |n| Micros(week * WEEK + n * 1_000_000))).collect();
        let rows = u32::try_from(own.len()).expect("few");
        let events = Events {
            persons: vec![PersonId(1), PersonId(2)],
            offsets: vec![0, rows, 2 * rows],
            time: [own.clone(), own].concat(),
            event: Coded { codes: vec![0; 2 * rows as usize], values: vec![Arc::from("a")] },
            channel: Coded { codes: vec![yeojido_journey::NONE; 2 * rows as usize], values: Vec::new() },
            ..Events::default()
        };
        let times: Vec<Micros> = (1..9).map(|week| Micros(week * WEEK + 1)).collect();
        let outcome = [0.8, 0.8, 0.8, 0.8, 0.2, 0.2, 0.2, 0.2];
        let drift = Pace::of(&events).drift(&times, &outcome, Span::days(1));
        for (drift, outcome) in drift.iter().zip(outcome) {
            assert!((drift - (outcome - 0.5)).abs() < 1e-9, "{drift}");
        }
    }

    #[test]
    fn a_parabola_is_found_again() {
        let x: Vec<f64> = (0..50).map(f64::from).collect();
        let y: Vec<f64> = x.iter().map(|x| 3.0 - 0.5 * x + 0.02 * x * x).collect();
        let mean = y.iter().sum::<f64>() / 50.0;
        for (fitted, y) in parabola(&x, &y).expect("x varies").iter().zip(&y) {
            assert!((fitted - (y - mean)).abs() < 1e-9);
        }
        assert_eq!(parabola(&[1.0; 5], &[0.0, 1.0, 0.0, 1.0, 0.0]), None);
    }
}
