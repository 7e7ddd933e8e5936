//! Does a theme become more frequent, beyond chance, and since when?
//!
//! **The test.** Of `n₁` voices of the earlier window `x₁` speak of a theme, of `n₂` of the later `x₂`. If its share did not
//! change, then of the `x₁ + x₂` voices a number lies in the later window that follows the binomial distribution with
//! the chance `n₂ / (n₁ + n₂)`: the exact conditional test of two Poisson rates (J. Przyborowski and H. Wilenski,
//! "Homogeneity of results in testing samples from Poisson series", Biometrika 31, 1940, 313–323), two-sided by doubling.
//! A voice counts once a theme, however many of its statements speak of it, since they were not said independently.
//!
//! **Many themes.** The chances are adjusted by Benjamini and Hochberg over all themes tried
//! ([`yeojido_stats::benjamini_hochberg`]). Themes with fewer than [`ENOUGH`] voices are not tried, and said to have too
//! few: which they are is told by `x₁ + x₂` alone, which under no change says nothing of how they are shared out, so that
//! leaving them out costs no validity (R. Bourgon, R. Gentleman and W. Huber, PNAS 107, 2010, 9546–9551).
//!
//! **Since when.** Of all days at which a change can lie, the one at which the two shares before and after it make the data
//! likeliest (the change point of a Poisson rate, D. Hinkley, Biometrika 57, 1970, 1–17), in weeks back from the end.

use std::ops::Range;

use yeojido_domain::Micros;
use yeojido_stats::{benjamini_hochberg, two_sided_binomial};

/// So many voices of both windows together are needed to speak of a trend.
pub const ENOUGH: u64 = 8;
/// Adjusted chance from which a change is believed.
pub const BELIEVED: f64 = 0.05;
pub(super) const WEEK: i64 = 7 * 24 * 3_600 * 1_000_000;

/// Two half-open stretches of time, the earlier first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Windows {
    /// What is compared with.
    pub before: Range<Micros>,
    /// What is looked at.
    pub recent: Range<Micros>,
}

impl Windows {
    /// The last weeks before `end` against as many weeks as are asked for before them.
    #[must_use]
    pub fn weeks(end: Micros, recent: u32, before: u32) -> Self {
        let middle = Micros(end.0 - i64::from(recent) * WEEK);
        let start = Micros(middle.0 - i64::from(before) * WEEK);
        Self { before: start..middle, recent: middle..end }
    }

    /// From the beginning of the earlier to the end of the later.
    pub(super) fn hold(&self, time: Micros) -> bool {
        self.before.contains(&time) || self.recent.contains(&time)
    }
}

/// How often a theme was spoken of in two windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// Voices of the earlier window that speak of it.
    pub before: u64,
    /// Voices of the later one.
    pub recent: u64,
}

/// What became of a theme's share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Trend {
    /// It grew beyond chance.
    Rising(Change),
    /// It fell beyond chance.
    Falling(Change),
    /// No more than chance explains.
    Steady(Change),
    /// So few voices speak of it that nothing can be said.
    TooFew(Seen),
}

/// Two shares of all voices that speak of a topic, and how sure their difference is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// Counts behind the shares.
    pub seen: Seen,
    /// Share in the earlier window, 0…1.
    pub share_before: f64,
    /// Share in the later one.
    pub share_recent: f64,
    /// The chance of so great a difference without a change, adjusted for all themes tried.
    pub p: f64,
}

impl Trend {
    /// It is newly emerging.
    #[must_use]
    pub const fn is_rising(&self) -> bool {
        matches!(self, Self::Rising(_))
    }

    /// The word it is written with.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Rising(_) => "rising",
            Self::Falling(_) => "falling",
            Self::Steady(_) => "steady",
            Self::TooFew(_) => "too few",
        }
    }
}

/// The trends of many themes at once, in their order, of so many voices in either window.
#[must_use]
pub fn trends(seen: &[Seen], voices: Seen) -> Vec<Trend> {
    let p: Vec<f64> = seen.iter().filter(|it| enough(**it, voices)).map(|it| chance(*it, voices)).collect();
    let mut adjusted = benjamini_hochberg(&p).into_iter();
    seen.iter()
        .map(|&it| match enough(it, voices).then(|| adjusted.next()).flatten() {
            None => Trend::TooFew(it),
            Some(p) => {
                let share = |some: u64, all: u64| some as f64 / all as f64;
                let change = Change {
                    seen: it,
                    share_before: share(it.before, voices.before),
                    share_recent: share(it.recent, voices.recent),
                    p,
                };
                match p <= BELIEVED {
                    true if change.share_recent > change.share_before => Trend::Rising(change),
                    true => Trend::Falling(change),
                    false => Trend::Steady(change),
                }
            }
        })
        .collect()
}

pub(super) const fn enough(seen: Seen, voices: Seen) -> bool {
    seen.before + seen.recent >= ENOUGH && voices.before > 0 && voices.recent > 0
}

/// The chance, unadjusted, that the voices are shared out as unevenly without a change.
pub(super) fn chance(seen: Seen, voices: Seen) -> f64 {
    let later = voices.recent as f64 / (voices.before + voices.recent) as f64;
    two_sided_binomial(seen.recent, seen.before + seen.recent, later)
}

/// The start of the week from which on a theme is most likely to have another share: weeks are counted back from `end`.
/// `all` are the times of all voices, `own` of those that speak of the theme. `None` when they lie in one week.
#[must_use]
pub fn since(all: &[Micros], own: &[Micros], end: Micros) -> Option<Micros> {
    let week = |time: &Micros| (end.0 - 1 - time.0).div_euclid(WEEK);
    let last = all.iter().map(week).max()?;
    let ago = |times: &[Micros], weeks: i64| times.iter().filter(|time| week(time) < weeks).count() as f64;
    let likely = |some: f64, of: f64| if some == 0.0 || of == 0.0 { 0.0 } else { some * (some / of).ln() };
    let (all_n, own_n) = (all.len() as f64, own.len() as f64);
    let gain = |weeks: i64| {
        let (a, o) = (ago(all, weeks), ago(own, weeks));
        likely(o, a) + likely(own_n - o, all_n - a)
    };
    let weeks = (1..=last).map(|weeks| (weeks, gain(weeks)));
    let (weeks, _) = weeks.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    Some(Micros(end.0 - weeks * WEEK))
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOICES: Seen = Seen { before: 1_000, recent: 200 };

    /// ```python
    /// from scipy.stats import binomtest, binom
    /// p = 200 / 1200
    /// print(2 * binom.sf(11, 22, p), binomtest(12, 22, p).pvalue)
    /// ```
    #[test]
    fn a_share_that_grows_beyond_chance_is_rising() {
        let seen = [Seen { before: 10, recent: 12 }, Seen { before: 100, recent: 20 }, Seen { before: 60, recent: 0 }];
        let found = trends(&seen, VOICES);
        assert!(matches!(found[0], Trend::Rising(change) if (change.share_recent - 0.06).abs() < 1e-12), "{found:?}");
        assert!(matches!(found[1], Trend::Steady(change) if change.p > 0.9), "{found:?}");
        assert!(matches!(found[2], Trend::Falling(_)), "{found:?}");
    }

    #[test]
    fn too_little_is_said_and_not_tried() {
        let few = Seen { before: 0, recent: 7 };
        let alone = trends(&[Seen { before: 10, recent: 12 }], VOICES);
        let beside = trends(&[few, Seen { before: 10, recent: 12 }, few], VOICES);
        assert_eq!(beside[0], Trend::TooFew(few));
        assert_eq!(beside[1], alone[0]);
        assert_eq!(trends(&[Seen { before: 0, recent: 40 }], Seen { before: 0, recent: 40 })[0].as_str(), "too few");
    }

    #[test]
    fn the_more_themes_are_tried_the_more_it_takes() {
        let close = Seen { before: 5, recent: 5 };
        assert!(trends(&[close], VOICES)[0].is_rising());
        let many: Vec<Seen> =
            std::iter::once(close).chain(std::iter::repeat_n(Seen { before: 50, recent: 10 }, 40)).collect();
        assert!(!trends(&many, VOICES)[0].is_rising());
    }

    #[test]
    fn a_change_is_dated_to_its_week() {
        let day = |day: i64| Micros(day * WEEK / 7);
        let all: Vec<Micros> = (0..140).map(day).collect();
        let own: Vec<Micros> = (0..140).filter(|at| *at >= 112 || at % 40 == 0).map(day).collect();
        assert_eq!(since(&all, &own, day(140)), Some(day(112)));
        assert_eq!(since(&[], &[], day(140)), None);
    }
}
