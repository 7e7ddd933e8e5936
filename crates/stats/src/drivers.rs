//! Key drivers: how much of the differences in an outcome goes along with each of several ratings that go along with each other.
//!
//! Why two kinds of weights: a regression's coefficients say nothing of importance where ratings are related (one of two
//! that say the same gets all, or even the wrong sign). Both kinds here are never negative and add up to R², the share of the
//! outcome's variance that all ratings explain together. An association, not a cause: raising a rating need not raise the outcome.

mod comoments;
mod judge;
mod lmg;
mod regression;

use crate::groups::Groups;
use crate::interval::{Interval, NotEnoughData};
use comoments::Comoments;

/// Most ratings that can be compared.
pub const MOST_RATINGS: usize = 64;

/// Most ratings for which every order is gone through: 2¹⁴ models in each of thousands of draws take a second or two.
pub const MOST_FOR_LMG: usize = 14;

/// Customers that are needed for each rating.
pub const CUSTOMERS_PER_RATING: u64 = 10;

/// Fewest customers, however few the ratings.
const FEWEST: u64 = 20;

/// Beyond this no scale reaches, and squares would not fit a number.
const LARGEST: f64 = 1e100;

/// What one customer answered at one time.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// What is to be explained: an answer on 0–10, a rating of the whole, or 1 and 0 for yes and no.
    pub outcome: f64,
    /// One for each name, in their order; `None` where it was not rated or does not apply.
    pub ratings: &'a [Option<f64>],
}

/// Why there are no drivers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDrivers {
    /// Too few customers, or draws.
    #[error(transparent)]
    TooFew(#[from] NotEnoughData),
    /// No rating, or too many.
    #[error("{has} ratings cannot be compared, 1 to {MOST_RATINGS} can")]
    Ratings {
        /// How many there are.
        has: usize,
    },
    /// Too few customers gave every rating, since these are missing in half of the rows or more.
    #[error("{has} customers gave every rating, {needs} are needed; often missing: {}", names.join(", "))]
    Missing {
        /// The ratings without which there may be enough.
        names: Vec<String>,
        /// How many customers would do.
        needs: u64,
        /// How many gave every rating.
        has: u64,
    },
    /// Everybody has the same outcome.
    #[error("the outcome is the same in all {rows} rows")]
    SameOutcome {
        /// Rows with every rating.
        rows: u64,
    },
    /// Everybody gave the same.
    #[error("the same in all rows: {}", names.join(", "))]
    Constant {
        /// The ratings that do not vary.
        names: Vec<String>,
    },
    /// Some follow from the others, so that what belongs to whom cannot be told.
    #[error("these follow from each other: {}", names.join(", "))]
    Collinear {
        /// All ratings that take part in such a relation.
        names: Vec<String>,
    },
    /// Nothing of the outcome is left unexplained: it has been computed from the ratings.
    #[error("the outcome follows from the ratings, as if it were computed from them")]
    Exact,
    /// The decomposition did not come to an end.
    #[error("the relations among the ratings cannot be decomposed")]
    Unsolved,
}

/// Outcomes and ratings: a summary that adds, of which each part holds whole customers. It takes as much memory for a
/// million rows as for some thousands.
///
/// ```
/// use yeojido_stats::{Ratings, Row};
/// let mut ratings = Ratings::new(&["delivery", "packing"])?;
/// for customer in 0..200_u32 {
///     let (delivery, packing) = (f64::from(customer % 5), f64::from(customer / 5 % 5));
///     let outcome = 2.0 * delivery + packing + f64::from(customer * 7 % 3);
///     ratings.push(u64::from(customer), &[Row { outcome, ratings: &[Some(delivery), Some(packing)] }]);
/// }
/// let found = ratings.drivers(7)?;
/// let [delivery, packing] = &found.drivers[..] else { unreachable!() };
/// assert!(delivery.johnson.low > packing.johnson.high);
/// assert!((delivery.johnson.value + packing.johnson.value - found.r2.value).abs() < 1e-12);
/// # Ok::<(), yeojido_stats::NoDrivers>(())
/// ```
#[derive(Debug, Clone)]
pub struct Ratings {
    names: Vec<String>,
    /// Customers with a row that has every rating.
    customers: u64,
    /// Rows with every rating, rows without.
    rows: u64,
    left_out: u64,
    /// Rows that lack each rating.
    missing: Vec<u64>,
    groups: Groups<Comoments>,
}

/// What goes along with an outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyDrivers {
    /// Customers who gave every rating at least once.
    pub customers: u64,
    /// Rows with every rating: those that are looked at.
    pub rows: u64,
    /// Rows that lack a rating or an outcome.
    pub left_out: u64,
    /// Share of the outcome's variance that the ratings explain together.
    pub r2: Interval,
    /// The same, less what as many ratings would explain by chance: 1 − (1 − R²)(n − 1)/(n − p − 1). Below 0 they explain
    /// less than that.
    pub r2_adjusted: f64,
    /// Draws in which everything could be computed.
    pub draws: u64,
    /// In the order of the names.
    pub drivers: Vec<KeyDriver>,
}

/// One rating beside the outcome. Intervals are of 95 %.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyDriver {
    /// Its name.
    pub name: String,
    /// Rows that lack it.
    pub missing: u64,
    /// Its mean over the rows that are looked at.
    pub mean: f64,
    /// Its correlation with the outcome, the others left aside.
    pub correlation: Interval,
    /// Its standardised coefficient: by how many standard deviations the outcome differs with one of it, the others being equal.
    pub beta: Interval,
    /// How many times the variance of the coefficient is what it would be were the ratings not related; above 10 the
    /// coefficient is to be read with care.
    pub vif: f64,
    /// Johnson's relative weight, a part of R².
    pub johnson: Interval,
    /// The part of R² by Lindeman, Merenda and Gold; `None` with more than [`MOST_FOR_LMG`] ratings.
    pub lmg: Option<Interval>,
}

impl Ratings {
    /// No rows yet, of ratings with these names.
    ///
    /// # Errors
    /// [`NoDrivers::Ratings`] unless there are 1 to [`MOST_RATINGS`] names.
    pub fn new(names: &[&str]) -> Result<Self, NoDrivers> {
        if !(1..=MOST_RATINGS).contains(&names.len()) {
            return Err(NoDrivers::Ratings { has: names.len() });
        }
        Ok(Self {
            names: names.iter().map(ToString::to_string).collect(),
            customers: 0,
            rows: 0,
            left_out: 0,
            missing: vec![0; names.len()],
            groups: Groups::default(),
        })
    }

    /// Adds all rows of one customer. Rows that lack a rating or an outcome are left out and counted; what is not a
    /// number is lacking.
    ///
    /// # Panics
    /// When a row has not as many ratings as there are names: a mistake of the caller, not of the data.
    pub fn push(&mut self, customer: u64, rows: &[Row<'_>]) {
        let usable = |value: f64| value.abs() <= LARGEST;
        let mut complete = Vec::with_capacity(1 + self.names.len());
        let mut before = true;
        for row in rows {
            assert_eq!(row.ratings.len(), self.names.len(), "a rating, or none, for every name");
            complete.clear();
            complete.push(row.outcome);
            for (rating, missing) in row.ratings.iter().zip(&mut self.missing) {
                match rating.filter(|&rating| usable(rating)) {
                    Some(rating) => complete.push(rating),
                    None => *missing += 1,
                }
            }
            if complete.len() <= self.names.len() || !usable(row.outcome) {
                self.left_out += 1;
                continue;
            }
            self.rows += 1;
            self.customers += u64::from(std::mem::take(&mut before));
            self.groups.of(customer).push(&complete);
        }
    }

    /// Adds the rows of other customers.
    ///
    /// # Panics
    /// When the other summary is of ratings with other names.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.names, other.names, "summaries of one question");
        self.customers += other.customers;
        self.rows += other.rows;
        self.left_out += other.left_out;
        self.missing.iter_mut().zip(&other.missing).for_each(|(mine, theirs)| *mine += theirs);
        self.groups.merge(&other.groups);
    }

    /// The weights of all ratings. The same rows and the same seed give the same weights.
    ///
    /// With R the correlations among the ratings, r theirs with the outcome and R = VΔVᵀ, Λ = VΔ^½Vᵀ relates the
    /// ratings to the uncorrelated variables nearest to them, whose coefficients are b = Λ⁻¹r. Johnson's weight of
    /// rating j is εⱼ = Σₖ λⱼₖ²·bₖ². Sources: J. W. Johnson, "A heuristic method for estimating the relative weight of
    /// predictor variables in multiple regression", Multivariate Behavioral Research 35 (2000), 1–19; S. Tonidandel and
    /// J. M. LeBreton, Journal of Business and Psychology 26 (2011), 1–9.
    ///
    /// The weight of R. H. Lindeman, P. F. Merenda and R. Z. Gold (*Introduction to Bivariate and Multivariate Analysis*,
    /// 1980, 119–127) is what rating j adds to R², averaged over all orders in which the ratings may enter; the Shapley
    /// value of R². Source also: U. Grömping, "Relative importance for linear regression in R: the package relaimpo",
    /// Journal of Statistical Software 17 (2006), 1.
    ///
    /// Intervals are bias-corrected and accelerated, of [`DRAWS`](crate::DRAWS) draws of customers.
    ///
    /// # Errors
    /// [`NoDrivers`]: fewer customers than 20 or than [`CUSTOMERS_PER_RATING`] for each rating (F. E. Harrell, *Regression
    /// Modeling Strategies*, 2nd ed. 2015, 4.4); an outcome or ratings that do not vary; ratings that follow from each other; an outcome
    /// that follows from them.
    pub fn drivers(&self, seed: u64) -> Result<KeyDrivers, NoDrivers> {
        let needs = FEWEST.max(CUSTOMERS_PER_RATING * self.names.len() as u64);
        if self.customers < needs {
            let rows = self.rows + self.left_out;
            let often = self.named(|rating| rows > 0 && 2 * self.missing[rating] >= rows);
            let too_few = NotEnoughData { what: "customers who gave every rating", needs, has: self.customers };
            return Err(if often.is_empty() {
                NoDrivers::TooFew(too_few)
            } else {
                NoDrivers::Missing { names: often, needs, has: self.customers }
            });
        }
        judge::judge(self, seed)
    }

    fn named(&self, which: impl Fn(usize) -> bool) -> Vec<String> {
        self.names.iter().enumerate().filter(|(rating, _)| which(*rating)).map(|(_, name)| name.clone()).collect()
    }
}

#[cfg(test)]
mod tests;
