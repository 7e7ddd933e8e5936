//! Two sides of an analysis, two segments or two periods, held against each other: by how much every row of it differs, how sure that
//! is, and how much of the gap between the two each explains. The arithmetic is `yeojido_improve::contrast`; here is what a customer
//! is to each kind.
//!
//! A [`Comparison`] is folded like a `yeojido_journey::Question`: over parts of the events, in any order, wherever they lie. What
//! a part comes to ([`Sums`]) can be written down and sent, and its sums are exact, so that the answer is the same to the last bit
//! however the data are cut. A gap that is made of several rows needs a second pass, for which [`Comparison::second`] says what
//! everybody must be weighed by.
//!
//! What it refuses: knowing who the customers are. Whoever folds says whose traits hold on which side.

mod comparison;
mod course;
mod funnel;
mod habits;
mod key;
mod medians;
mod owed;
mod returns;
mod sums;
mod told;

pub use comparison::{Comparison, Which};
pub use owed::Model;
pub use sums::{Second, Sums};
pub use told::{Figures, RowReport, SideReport, Unit, Why};
