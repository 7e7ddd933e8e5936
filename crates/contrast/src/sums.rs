//! What a part of the data comes to, and how parts are added up.

use serde::{Deserialize, Serialize};
use yeojido_improve::contrast::{Marks, Pull, Slant, Tally, Wait};
use yeojido_journey::{Adding, SpecError};

use crate::key::Key;

/// What a customer is on one side, by the codes of a part.
pub(crate) type Noted = Marks<Key<u32>>;

/// How a customer's events become that.
pub(crate) type Noting<'p> = Adding<'p, Noted>;

/// Sums over customers on both sides: a partial that can be written down, sent, and added to others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sums(pub(crate) Kept);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Kept {
    /// Of all rows.
    Rows(Tally<Key>),
    /// Of a second pass.
    Pull(Pull),
    /// Times by pair of stages, on side `a` and on side `b`.
    Waits(Vec<Vec<Wait>>, Vec<Vec<Wait>>),
}

/// What everybody is weighed by in a second pass.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Second(pub(crate) Slant<Key>);

impl Sums {
    /// Adds the sums over other customers.
    ///
    /// # Errors
    /// [`SpecError`] when the two are not of one comparison.
    pub fn merge(&mut self, other: Self) -> Result<(), SpecError> {
        match (&mut self.0, other.0) {
            (Kept::Rows(sum), Kept::Rows(more)) => sum.merge(more),
            (Kept::Pull(sum), Kept::Pull(more)) => sum.merge(more),
            (Kept::Waits(a, b), Kept::Waits(more_a, more_b)) => {
                a.iter_mut().zip(more_a).for_each(|(sum, more)| sum.extend(more));
                b.iter_mut().zip(more_b).for_each(|(sum, more)| sum.extend(more));
            }
            _ => return Err(different()),
        }
        Ok(())
    }
}

pub(crate) fn different() -> SpecError {
    SpecError::new("analysis", "these sums are of different comparisons")
}
