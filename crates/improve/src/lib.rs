//! Where it hurts: differences between groups of customers that are larger than chance, each with how large it is,
//! how sure that is, since when, and what else it goes along with.
//!
//! Why a crate of its own: whoever looks for differences in many places finds some by chance. So every comparison that
//! is tried goes through one door ([`search`]), is counted there, and is corrected for the number of all of them
//! together. Rows of one customer are never taken for independent: errors are clustered by customer.
//!
//! * A [`Table`] is what is compared: one row a visit, an event or a voice, with an outcome, an owner, a stratum within
//!   which rows may be compared, and columns that may split it.
//! * A [`Group`] is one way to split a table: a value, a number above or below a cut, a range of days.
//! * An [`Effect`] is the difference between the rows of a group and the others of their strata.
//! * [`search`] tries all groups of all tables, keeps what survives the correction, and of those that say the same
//!   thing the one that says it best.
//! * [`compare`] judges two sides that somebody chose, measure by measure, and corrects for all of them; [`gap`] says how
//!   much of a gap in the product of their stages each stage explains, [`drivers`] which value a change goes along with.
//! * [`mod@contrast`] does the same for the two sides of an analysis, by customers.
//!
//! What it refuses: to call a cause what is only seen together; to judge a group of fewer than [`ENOUGH`] customers; to
//! know what a column means. It reads nothing and asks no clock and no chance.

mod chain;
pub mod contrast;
mod cores;
mod driver;
mod effect;
mod group;
mod matched;
mod numbers;
mod search;
mod sides;
mod table;
mod windows;

pub use chain::{Gap, gap};
pub use cores::on_all_cores;
pub use driver::{Driver, Drivers, drivers};
pub use effect::{Effect, Split, effect};
pub use group::{Group, Side};
pub use matched::{Matched, Moment, matched};
pub use search::{Found, Searched, search, still};
pub use sides::{Compared, Contrast, Pair, Row, Unjudged, compare};
pub use table::{Column, Table, Values};

/// Customers that a group must have, and leave outside, before anything is said about it.
pub const ENOUGH: usize = 20;
