//! Net promoter score: share of promoters less share of detractors.

use serde::{Deserialize, Serialize};

use crate::interval::{Interval, NotEnoughData, float, z};

/// Answers to "would you recommend us?" on 0–10, counted: a summary that adds.
///
/// Promoters answered 9 or 10, passives 7 or 8, detractors 0 to 6 (F. F. Reichheld, "The one number you need to grow",
/// Harvard Business Review 81, 2003). Dismissed questions are no answers and must not be pushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Nps {
    /// Answers of 9 and 10.
    pub promoters: u64,
    /// Answers of 7 and 8.
    pub passives: u64,
    /// Answers of 0 to 6.
    pub detractors: u64,
}

impl Nps {
    /// Counts an answer, which is rounded down to a whole number; gives `false` and counts nothing when it is not
    /// between 0 and 10.
    pub fn push(&mut self, answer: f64) -> bool {
        if !(0.0..=10.0).contains(&answer) {
            return false;
        }
        if answer >= 9.0 {
            self.promoters += 1;
        } else if answer >= 7.0 {
            self.passives += 1;
        } else {
            self.detractors += 1;
        }
        true
    }

    /// Adds the answers of another count.
    pub const fn merge(&mut self, other: &Self) {
        self.promoters += other.promoters;
        self.passives += other.passives;
        self.detractors += other.detractors;
    }

    /// How many answers.
    #[must_use]
    pub const fn n(&self) -> u64 {
        self.promoters + self.passives + self.detractors
    }

    /// The score, −1…1; `None` without answers.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        (self.n() > 0).then(|| (float(self.promoters) - float(self.detractors)) / float(self.n()))
    }

    /// The score with its interval, normal with the variance of a difference of two shares of one multinomial:
    /// (p + d − (p − d)²) / n, the ends cut at −1 and 1.
    ///
    /// Source: B. Rocks, "Interval estimation for the net promoter score", The American Statistician 70 (2016),
    /// 365–372, its Wald interval.
    ///
    /// ```
    /// let nps = yeojido_stats::Nps { promoters: 50, passives: 30, detractors: 20 };
    /// let score = nps.interval(0.95)?;
    /// assert!((score.value - 0.3).abs() < 1e-15 && (score.low - 0.1469).abs() < 1e-4);
    /// # Ok::<(), yeojido_stats::NotEnoughData>(())
    /// ```
    ///
    /// # Errors
    /// [`NotEnoughData`] unless answers of two kinds are there: with one kind the variance is 0, and the formula would
    /// claim to be certain after a single answer.
    ///
    /// # Panics
    /// When `level` is not between 0 and 1.
    pub fn interval(&self, level: f64) -> Result<Interval, NotEnoughData> {
        let z = z(level);
        let kinds = [self.promoters, self.passives, self.detractors].into_iter().filter(|&count| count > 0).count();
        let too_few = NotEnoughData { what: "kinds of answer", needs: 2, has: kinds as u64 };
        let value = self.value().filter(|_| kinds > 1).ok_or(too_few)?;
        let outspoken = float(self.promoters + self.detractors) / float(self.n());
        let half = z * ((outspoken - value * value) / float(self.n())).max(0.0).sqrt();
        Ok(Interval { value, low: (value - half).max(-1.0), high: (value + half).min(1.0) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// ```python
    /// import numpy as np; from scipy import stats
    /// for p, q, d in [(50,30,20), (3,1,0), (900,80,20), (1,0,1)]:
    ///     x = np.array([1]*p + [0]*q + [-1]*d); h = stats.norm.ppf(.975) * x.std() / np.sqrt(len(x))
    ///     print((p, q, d), repr(x.mean()), repr(max(x.mean()-h, -1)), repr(min(x.mean()+h, 1)))
    /// ```
    #[test]
    fn a_score_has_the_interval_of_the_mean_of_its_signs() {
        let table: [([u64; 3], f64, f64, f64); 4] = [
            ([50, 30, 20], 0.3, 0.1469219192495733, 0.45307808075042666),
            ([3, 1, 0], 0.75, 0.3256553497214356, 1.0),
            ([900, 80, 20], 0.88, 0.8563501288736478, 0.9036498711263522),
            ([1, 0, 1], 0.0, -1.0, 1.0),
        ];
        for ([promoters, passives, detractors], value, low, high) in table {
            let got = Nps { promoters, passives, detractors }.interval(0.95).expect("two kinds");
            assert!((got.value - value).abs() < 1e-12, "{got:?}");
            assert!((got.low - low).abs() < 1e-12 && (got.high - high).abs() < 1e-12, "{got:?}");
        }
    }

    #[test]
    fn answers_fall_into_three_groups_and_others_are_refused() {
        let mut nps = Nps::default();
        for answer in 0..=10 {
            assert!(nps.push(f64::from(answer)));
        }
        assert_eq!(nps, Nps { promoters: 2, passives: 2, detractors: 7 });
        assert!(!nps.push(11.0) && !nps.push(-1.0) && !nps.push(f64::NAN));
        assert_eq!(nps.n(), 11);
    }

    #[test]
    fn answers_of_one_kind_have_a_score_and_no_interval() {
        let all = Nps { promoters: 3, passives: 0, detractors: 0 };
        assert_eq!(all.value(), Some(1.0));
        assert_eq!(all.interval(0.95), Err(NotEnoughData { what: "kinds of answer", needs: 2, has: 1 }));
        assert_eq!(Nps::default().value(), None);
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_score(promoters in 0_u64..500, passives in 0_u64..500, detractors in 0_u64..500) {
            let nps = Nps { promoters, passives, detractors };
            if let Ok(got) = nps.interval(0.95) {
                prop_assert!(-1.0 <= got.low && got.low < got.value && got.value < got.high && got.high <= 1.0);
            }
        }
    }
}
