//! R² shared out among ratings by averaging over all orders in which they may enter.
//!
//! Going through p! orders is not needed: the average is Σ over sets S without j of w(|S|)·(R²(S + j) − R²(S)) with
//! w(k) = k!(p − 1 − k)!/p! (L. S. Shapley, "A value for n-person games", 1953). The R² of all 2ᵖ sets come from one another: a
//! set's matrix is that of the set without its last rating, with that rating swept out (G. W. Furnival and R. W. Wilson,
//! Technometrics 16, 1974, 499–511). Only ratings behind the last are needed, so a set costs six steps on average whatever p is.

/// Correlations among ratings not yet entered and with the outcome, given those that have.
struct Level {
    /// Row after row; used from the diagonal on.
    among: Vec<f64>,
    outcome: Vec<f64>,
}

struct Walk {
    ratings: usize,
    /// For each size of a set: what its R² counts for one of its ratings, and what it counts against all.
    within: Vec<f64>,
    against: Vec<f64>,
    /// Of each rating: Σ over sets with it of `within`·R².
    for_rating: Vec<f64>,
    /// Σ over sets of `against`·R².
    against_all: f64,
}

/// The parts of R², in the order of the ratings. `square` holds the correlations of outcome and ratings, the outcome
/// first; no rating may follow from the others.
pub(super) fn lmg(square: &[f64], ratings: usize) -> Vec<f64> {
    let columns = ratings + 1;
    let mut levels: Vec<Level> =
        (0..=ratings).map(|_| Level { among: vec![0.0; ratings * ratings], outcome: vec![0.0; ratings] }).collect();
    for i in 0..ratings {
        levels[0].outcome[i] = square[i + 1];
        let row = (i + 1) * columns + 1;
        levels[0].among[i * ratings..(i + 1) * ratings].copy_from_slice(&square[row..row + ratings]);
    }
    let shares = shapley(ratings);
    let mut walk = Walk {
        ratings,
        within: (0..=ratings).map(|k| k.checked_sub(1).map_or(0.0, |less| shares[less]) + shares[k]).collect(),
        against: shares,
        for_rating: vec![0.0; ratings],
        against_all: 0.0,
    };
    walk.visit(&mut levels, 0, 0, 0.0);
    walk.for_rating.iter().map(|sum| sum - walk.against_all).collect()
}

/// w(k) = k!(p − 1 − k)!/p! = 1/(p·C(p − 1, k)) for k below p, and 0 for the set of all.
fn shapley(ratings: usize) -> Vec<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a few ratings")]
    let number = |count: usize| count as f64;
    let mut shares = vec![1.0 / number(ratings)];
    for k in 1..ratings {
        shares.push(shares[k - 1] * number(k) / number(ratings - k));
    }
    shares.push(0.0);
    shares
}

impl Walk {
    /// Counts the sets that begin with the one at the first level, whose next rating is `next` or later; gives the sum of
    /// their `within`·R².
    fn visit(&mut self, levels: &mut [Level], next: usize, size: usize, r2: f64) -> f64 {
        self.against_all += self.against[size] * r2;
        let mut sum = self.within[size] * r2;
        for rating in next..self.ratings {
            let Some((here, deeper)) = levels.split_first_mut() else { break };
            let gain = sweep(here, &mut deeper[0], rating, self.ratings);
            let below = self.visit(deeper, rating + 1, size + 1, r2 + gain);
            self.for_rating[rating] += below;
            sum += below;
        }
        sum
    }
}

/// Enters a rating: what is left to those behind it, and what it adds to R².
fn sweep(from: &Level, to: &mut Level, rating: usize, ratings: usize) -> f64 {
    let own = &from.among[rating * ratings..(rating + 1) * ratings];
    let pivot = own[rating];
    for i in rating + 1..ratings {
        let times = own[i] / pivot;
        to.outcome[i] = from.outcome[i] - times * from.outcome[rating];
        let row = i * ratings;
        for ((to, from), own) in
            to.among[row + i..row + ratings].iter_mut().zip(&from.among[row + i..row + ratings]).zip(&own[i..])
        {
            *to = from - times * own;
        }
    }
    from.outcome[rating] * from.outcome[rating] / pivot
}
