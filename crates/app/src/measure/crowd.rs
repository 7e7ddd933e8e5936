//! What is folded over everybody.

use yeojido_domain::Journey;
use yeojido_journey::{Adding, Caught, Crowd, PersonEvents, Walk};

use crate::AppError;

/// What is folded over everybody. Events come part by part, and what a person is asked is compiled against each.
pub(super) trait Kernel: Sync {
    type Sum: Clone + Send + Sync;

    /// The sum over nobody.
    fn empty(&self) -> Result<Self::Sum, AppError>;

    /// How the persons of a part are added.
    fn adding<'p>(&'p self, crowd: Crowd<'p>) -> Result<Adding<'p, Self::Sum>, AppError>;

    /// Adds the sum over others.
    fn merge(&self, sum: &mut Self::Sum, more: Self::Sum);
}

/// A kernel that needs nothing compiled: the part of histories that lies in the period.
pub(super) struct Cut<P> {
    pub empty: P,
    pub add: fn(&mut P, &PersonEvents<'_>),
    pub merge: fn(&mut P, P),
}

impl<P: Clone + Send + Sync> Kernel for Cut<P> {
    type Sum = P;

    fn empty(&self) -> Result<P, AppError> {
        Ok(self.empty.clone())
    }

    fn adding<'p>(&'p self, crowd: Crowd<'p>) -> Result<Adding<'p, P>, AppError> {
        Ok(crowd.within(self.add))
    }

    fn merge(&self, sum: &mut P, more: P) {
        (self.merge)(sum, more);
    }
}

/// A kernel over walks.
pub(super) struct Walked<'a, P> {
    pub journey: &'a Journey,
    pub empty: P,
    pub add: fn(&mut P, &PersonEvents<'_>, &Walk, &[Caught]),
    pub merge: fn(&mut P, P),
}

impl<P: Clone + Send + Sync> Kernel for Walked<'_, P> {
    type Sum = P;

    fn empty(&self) -> Result<P, AppError> {
        Ok(self.empty.clone())
    }

    fn adding<'p>(&'p self, crowd: Crowd<'p>) -> Result<Adding<'p, P>, AppError> {
        Ok(crowd.walks(self.journey, self.add)?)
    }

    fn merge(&self, sum: &mut P, more: P) {
        (self.merge)(sum, more);
    }
}
