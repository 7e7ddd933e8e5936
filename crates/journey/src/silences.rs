//! The silences between a customer's events, and whether they tell visits apart.
//!
//! People who look at pages are silent for seconds and minutes, and then for days: the distribution of silences has two
//! hills with a valley between them. Silence longer than the valley ends a visit. Orders and parcels have no such valley,
//! or one that parts nothing that belongs apart; whether it matters is for the caller to see.

use yeojido_domain::Span;

/// Half octaves of seconds that are told apart; the last holds a year and more.
const BINS: usize = 51;
/// Bounds that people would choose, in minutes.
const ROUND: [i64; 9] = [5, 10, 15, 30, 60, 120, 180, 360, 720];
/// The bound that is usual, in minutes: taken where it is as good as the best.
const USUAL: f64 = 30.0;
/// A bound whose depth is within this of the best is as good.
const AS_GOOD: f64 = 0.1;
/// A valley may hold at most this share of the lower of its hills.
const DEEP: f64 = 0.2;
/// Silences that a hill must have.
const ENOUGH: u64 = 100;
/// Share of all silences that each hill must have.
const HILL: f64 = 0.02;

/// How often silences of each length occur: a partial that adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silences {
    counts: [u64; BINS],
}

/// Where visits end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Valley {
    /// Silence longer than this ends a visit.
    pub ends: Span,
    /// The other end of the valley: hardly any silence is longer than `ends` and shorter than this.
    pub until: Span,
    /// Silences within visits.
    pub within: u64,
    /// Silences between visits.
    pub between: u64,
}

impl Default for Silences {
    fn default() -> Self {
        Self { counts: [0; BINS] }
    }
}

impl Silences {
    /// Adds one silence; those of less than a second count as a second.
    pub fn add(&mut self, silence: Span) {
        self.counts[bin(silence)] += 1;
    }

    /// The valley between silences within and between visits; `None` where there are no two hills.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of silences stay far below 2^53")]
    pub fn valley(&self) -> Option<Valley> {
        let judged: Vec<(i64, f64, u64)> = ROUND.iter().filter_map(|&minutes| self.depth(minutes)).collect();
        let best = judged.iter().map(|(_, depth, _)| *depth).reduce(f64::min)?;
        let unusual = |minutes: i64| (minutes as f64 / USUAL).ln().abs();
        let good = judged.into_iter().filter(|(_, depth, _)| *depth <= best + AS_GOOD);
        let (minutes, _, lower) = good.min_by(|a, b| unusual(a.0).total_cmp(&unusual(b.0)))?;
        let at = bin(Span::minutes(minutes));
        let shallow = |bin: usize| self.counts[bin] as f64 > DEEP * lower as f64 / 2.0;
        let until = (at + 1..BINS).find(|&bin| shallow(bin)).unwrap_or(at + 1);
        Some(Valley {
            ends: Span::minutes(minutes),
            until: length(until).max(Span::minutes(minutes)),
            within: self.counts[..at].iter().sum(),
            between: self.counts[at..].iter().sum(),
        })
    }

    /// A bound with the share that the octave around it has of the lower of the two hills beside it, and that hill.
    #[expect(clippy::cast_precision_loss, reason = "counts of silences stay far below 2^53")]
    fn depth(&self, minutes: i64) -> Option<(i64, f64, u64)> {
        let at = bin(Span::minutes(minutes));
        let octave = |bin: usize| self.counts[bin] + self.counts[bin + 1];
        let (left, right): (u64, u64) = (self.counts[..at].iter().sum(), self.counts[at..].iter().sum());
        let least = (HILL * (left + right) as f64) as u64;
        if left.min(right) < least.max(ENOUGH) {
            return None;
        }
        let hill = |bins: std::ops::Range<usize>| bins.map(octave).max().unwrap_or(0);
        let lower = hill(0..at - 2).min(hill(at + 1..BINS - 1));
        let depth = octave(at - 1).min(octave(at)) as f64 / lower.max(1) as f64;
        (depth <= DEEP).then_some((minutes, depth, lower))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the number of bins")]
fn bin(silence: Span) -> usize {
    ((2.0 * silence.seconds().max(1.0).log2()) as usize).min(BINS - 1)
}

/// The shortest silence of a bin.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a year of seconds at most")]
fn length(bin: usize) -> Span {
    Span((1e6 * (bin as f64 / 2.0).exp2()) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Silences around a length, spread over five octaves.
    fn hill(silences: &mut Silences, centre_s: i64, count: i64) {
        for n in 0..count {
            let factor = ((n % 41 - 20) as f64 / 8.0).exp2();
            silences.add(Span((1e6 * centre_s as f64 * factor) as i64));
        }
    }

    #[test]
    fn minutes_within_and_days_between_are_told_apart_at_half_an_hour() {
        let mut silences = Silences::default();
        hill(&mut silences, 90, 20_000);
        hill(&mut silences, 10 * 86_400, 2_000);
        let valley = silences.valley().expect("a valley");
        assert_eq!(valley.ends, Span::minutes(30));
        assert!((Span::minutes(120)..Span::days(3)).contains(&valley.until), "{:?}", valley.until);
        assert_eq!((valley.within, valley.between), (20_000, 2_000));
    }

    #[test]
    fn visits_of_hours_are_told_apart_later() {
        let mut silences = Silences::default();
        hill(&mut silences, 25 * 60, 8_000);
        hill(&mut silences, 14 * 86_400, 2_000);
        let ends = silences.valley().expect("a valley").ends;
        assert!((Span::minutes(180)..=Span::minutes(720)).contains(&ends), "{ends}");
    }

    #[test]
    fn one_hill_or_hardly_any_silence_tells_nothing_apart() {
        let mut silences = Silences::default();
        assert_eq!(silences.valley(), None);
        hill(&mut silences, 3 * 86_400, 5_000);
        assert_eq!(silences.valley(), None);
        let mut few = Silences::default();
        hill(&mut few, 60, 90);
        hill(&mut few, 10 * 86_400, 90);
        assert_eq!(few.valley(), None);
    }
}
