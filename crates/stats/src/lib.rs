//! Small, exact statistics: every figure on a screen is an estimate, so every function here gives the interval too.
//!
//! Why a crate of its own: a number that people act on must be checkable. Each module cites where its formula comes
//! from, its tests hold numbers that an established tool computed, and whatever is gathered over many customers is a
//! summary that adds ([`Moments::merge`], [`Lifetimes::merge`], [`Nps::merge`], [`Impacts::merge`],
//! [`Ratings::merge`]), so that parts of the data can be
//! counted apart.
//!
//! What it refuses: sentinels. Where the data do not allow an answer there is [`NotEnoughData`] or `None`, never a
//! zero, a NaN or an interval of no width that looks like certainty. It reads nothing, asks no clock, and what
//! it draws by chance it draws from a seed that it is given.

mod bootstrap;
mod chance;
mod difference;
mod drivers;
mod groups;
mod impact;
mod interval;
mod lifetimes;
mod moments;
mod nps;
mod quantile;
mod significance;

pub use bootstrap::DRAWS;
pub use difference::newcombe;
pub use drivers::{CUSTOMERS_PER_RATING, KeyDriver, KeyDrivers, MOST_FOR_LMG, MOST_RATINGS, NoDrivers, Ratings, Row};
pub use impact::{Answer, Impact, ImpactReport, Impacts, NAMED_BY, Score, ThemeImpact};
pub use interval::{Interval, NotEnoughData, wilson};
pub use lifetimes::{KaplanMeier, Lifetimes, Step};
pub use moments::{Moments, mean_t};
pub use nps::Nps;
pub use quantile::{median, median_of_sorted, quantile, quantile_of_sorted};
pub use significance::{benjamini_hochberg, t_quantile, two_sided_binomial, two_sided_t};
