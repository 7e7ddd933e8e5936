//! What a theme does to a score: the score of all answers less the score of those that do not name it.
//!
//! This is an association, not a cause: who names a theme may differ from others in much else. A customer who answers
//! often counts as one in every error ([`crate::DRAWS`] draws of customers), and what is called beyond chance is
//! corrected for all themes that were tried.

mod judge;

use std::collections::BTreeMap;

use crate::groups::{Groups, Sums};
use crate::interval::{Interval, NotEnoughData};

/// A theme is judged when as many customers name it, and as many have an answer without it.
pub const NAMED_BY: u64 = 20;

/// Which score, and by that what an answer adds to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Score {
    /// Net promoter score, −1…1: answers 0–10, of which 9 and 10 add 1 and 0 to 6 take 1 away.
    Nps,
    /// CSAT, 0…1: answers 1–5, of which 4 and 5 add 1.
    Csat5,
}

impl Score {
    /// What an answer adds; `None` outside the scale.
    fn points(self, answer: f64) -> Option<i64> {
        match self {
            Self::Nps if (0.0..=10.0).contains(&answer) => Some(i64::from(answer >= 9.0) - i64::from(answer < 7.0)),
            Self::Csat5 if (1.0..=5.0).contains(&answer) => Some(i64::from(answer >= 4.0)),
            Self::Nps | Self::Csat5 => None,
        }
    }
}

/// One scored answer, and the themes named in it by their numbers. A theme named twice counts once.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// On the scale of the [`Score`].
    pub score: f64,
    /// Numbers of themes, each below the number of themes; empty for an answer that names none.
    pub themes: &'a [u32],
}

/// Answers and points that lie in a set of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Tally {
    answers: i64,
    points: i64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.answers += other.answers;
        self.points += other.points;
    }
}

/// The answers of a group of customers, all and by theme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct GroupSums {
    all: Tally,
    themes: BTreeMap<u32, Tally>,
}

impl Sums for GroupSums {
    fn add(&mut self, other: &Self) {
        self.all.add(other.all);
        for (&theme, &tally) in &other.themes {
            self.themes.entry(theme).or_default().add(tally);
        }
    }
}

/// What is known of one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Named {
    tally: Tally,
    /// Customers who name it, and of them those who name it in every answer.
    customers: u64,
    always: u64,
}

/// Scored answers by theme: a summary that adds, of which each part holds whole customers. It takes as much memory
/// for a million answers as for a thousand.
///
/// ```
/// use yeojido_stats::{Answer, Impacts, Score};
/// let mut answers = Impacts::new(Score::Nps, 1);
/// for customer in 0..100 {
///     let late = customer % 4 == 0;
///     let score = if late { f64::from(customer as u32 % 8) } else { 9.0 };
///     answers.push(customer, &[Answer { score, themes: if late { &[0] } else { &[] } }]);
/// }
/// let report = answers.judge(7)?;
/// assert_eq!((report.score, report.themes[0].score_without), (0.5, Some(1.0)));
/// let impact = report.themes[0].impact?;
/// assert!(impact.of_score.value == -0.5 && impact.of_score.high < -0.3 && impact.p_adjusted < 1e-9);
/// # Ok::<(), yeojido_stats::NotEnoughData>(())
/// ```
#[derive(Debug, Clone)]
pub struct Impacts {
    score: Score,
    all: Tally,
    /// Answers that add or take something.
    outspoken: i64,
    customers: u64,
    out_of_scale: u64,
    themes: Vec<Named>,
    groups: Groups<GroupSums>,
}

/// What themes do to a score.
#[derive(Debug, Clone, PartialEq)]
pub struct ImpactReport {
    /// The score of all answers.
    pub score: f64,
    /// How many answers have a score on the scale.
    pub answers: u64,
    /// How many customers gave them.
    pub customers: u64,
    /// Answers that were left out since their score does not lie on the scale.
    pub out_of_scale: u64,
    /// Themes that were judged, and corrected for.
    pub tried: u64,
    /// Every theme: those that are judged first, by their rank; then the others, the most named first.
    pub themes: Vec<ThemeImpact>,
}

/// One theme beside a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThemeImpact {
    /// Its number.
    pub theme: u32,
    /// Answers that name it.
    pub answers: u64,
    /// Customers who name it.
    pub customers: u64,
    /// Its share of all answers.
    pub share: f64,
    /// The score of the answers that name it; `None` when none does.
    pub score_with: Option<f64>,
    /// The score of the answers that do not name it; `None` when all do.
    pub score_without: Option<f64>,
    /// What it does to the score, or what there is too little of.
    pub impact: Result<Impact, NotEnoughData>,
}

/// An impact with its interval and rank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Impact {
    /// Score of all answers less score of those without the theme: below 0 the theme goes along with a lower score. 95 %, BCa.
    pub of_score: Interval,
    /// Chance of an impact so far from 0 if those who name the theme answered as the others do.
    pub p: f64,
    /// The same, corrected for all themes that were tried (Benjamini and Hochberg).
    pub p_adjusted: f64,
    /// Place by size, whatever its sign: 1 moves the score most; equal impacts share a place.
    pub rank: u64,
    /// Between which places 95 % of the draws put it.
    pub ranks: (u64, u64),
}

impl Impacts {
    /// No answers yet, about themes with the numbers `0..themes`.
    #[must_use]
    pub fn new(score: Score, themes: usize) -> Self {
        Self {
            score,
            all: Tally::default(),
            outspoken: 0,
            customers: 0,
            out_of_scale: 0,
            themes: vec![Named::default(); themes],
            groups: Groups::default(),
        }
    }

    /// Adds all answers of one customer. Those outside the scale are left out and counted.
    ///
    /// # Panics
    /// When an answer names a theme beyond those announced: a mistake of the caller, not of the data.
    pub fn push(&mut self, customer: u64, answers: &[Answer<'_>]) {
        let mut sums = GroupSums::default();
        let mut named: Vec<u32> = Vec::new();
        for answer in answers {
            let Some(points) = self.score.points(answer.score) else {
                self.out_of_scale += 1;
                continue;
            };
            let tally = Tally { answers: 1, points };
            sums.all.add(tally);
            self.outspoken += points.abs();
            named.clear();
            named.extend_from_slice(answer.themes);
            named.sort_unstable();
            named.dedup();
            for &theme in &named {
                assert!((theme as usize) < self.themes.len(), "theme {theme} of {}", self.themes.len());
                sums.themes.entry(theme).or_default().add(tally);
            }
        }
        if sums.all.answers == 0 {
            return;
        }
        self.customers += 1;
        self.all.add(sums.all);
        for (&theme, &tally) in &sums.themes {
            let named = &mut self.themes[theme as usize];
            named.tally.add(tally);
            named.customers += 1;
            named.always += u64::from(tally.answers == sums.all.answers);
        }
        self.groups.of(customer).add(&sums);
    }

    /// Adds the answers of other customers.
    ///
    /// # Panics
    /// When the other summary is of another score or of other themes.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!((self.score, self.themes.len()), (other.score, other.themes.len()), "summaries of one question");
        self.all.add(other.all);
        self.outspoken += other.outspoken;
        self.customers += other.customers;
        self.out_of_scale += other.out_of_scale;
        for (mine, theirs) in self.themes.iter_mut().zip(&other.themes) {
            mine.tally.add(theirs.tally);
            mine.customers += theirs.customers;
            mine.always += theirs.always;
        }
        self.groups.merge(&other.groups);
    }

    /// The impact of every theme. The same answers and the same seed give the same report.
    ///
    /// With S and n the points and the number of all answers, and Sₜ and nₜ of those that name the theme,
    /// impact = S/n − (S − Sₜ)/(n − nₜ), which is (nₜ/n) · (score with − score without). Its interval is the bias-corrected
    /// and accelerated one of [`DRAWS`](crate::DRAWS) draws of customers, the same for all themes. p is that of
    /// score with − score without by Student's t, with the larger of two errors, the jackknife's over customers and that of
    /// answers dealt without regard to the theme, and with one degree less than the fewer of customers with it and without it.
    ///
    /// A theme is not judged when fewer than [`NAMED_BY`] customers name it or have an answer without it, or when all
    /// answers add the same to the score.
    ///
    /// # Errors
    /// [`NotEnoughData`] without answers.
    pub fn judge(&self, seed: u64) -> Result<ImpactReport, NotEnoughData> {
        if self.all.answers == 0 {
            return Err(NotEnoughData { what: "answers", needs: 1, has: 0 });
        }
        let impacts = judge::judge(self, seed);
        let tried = impacts.iter().filter(|impact| impact.is_ok()).count() as u64;
        let mut themes: Vec<ThemeImpact> = (0_u32..)
            .zip(&self.themes)
            .zip(impacts)
            .map(|((theme, named), impact)| {
                let without = Tally {
                    answers: self.all.answers - named.tally.answers,
                    points: self.all.points - named.tally.points,
                };
                ThemeImpact {
                    theme,
                    answers: named.tally.answers.unsigned_abs(),
                    customers: named.customers,
                    share: ratio(named.tally.answers, self.all.answers),
                    score_with: named.tally.mean(),
                    score_without: without.mean(),
                    impact,
                }
            })
            .collect();
        themes.sort_by_key(|theme| {
            (theme.impact.map_or(u64::MAX, |impact| impact.rank), std::cmp::Reverse(theme.answers))
        });
        Ok(ImpactReport {
            score: ratio(self.all.points, self.all.answers),
            answers: self.all.answers.unsigned_abs(),
            customers: self.customers,
            out_of_scale: self.out_of_scale,
            tried,
            themes,
        })
    }
}

impl Tally {
    fn mean(self) -> Option<f64> {
        (self.answers > 0).then(|| ratio(self.points, self.answers))
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
const fn ratio(points: i64, answers: i64) -> f64 {
    points as f64 / answers as f64
}

#[cfg(test)]
mod tests;
