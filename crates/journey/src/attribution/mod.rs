//! To which channels a conversion is owed, by six models side by side.
//!
//! The **touches** of a conversion are the events before it that have a value (a channel, a campaign), since the
//! conversion before and no longer ago than the lookback; the same value several times in a row is one touch, at its
//! latest instant. Every model shares one conversion out among its touches, so the credits of a model add up to the
//! conversions that have any; the others are counted apart.
//!
//! | model | share of a touch |
//! |---|---|
//! | first, last | all to the first, the last |
//! | linear | the same to each |
//! | time decay | 2^(−time before the conversion / half-life), scaled to 1 |
//! | position | 0.4 to the first and the last, 0.2 to those between; halves of two |
//! | Shapley | the same to each different channel, see below |
//!
//! **Shapley.** The worth of a set of channels is taken to be the conversions that touched no other channel. Each
//! conversion is then a game of its own that is won by all channels it touched, in which they are equal; the Shapley
//! value of a sum of games is the sum of their values, so each gets 1 / (number of different channels touched). This is
//! exact for any number of channels; a test holds it against the sum over all coalitions. Sources: L. S. Shapley, "A value
//! for n-person games" (1953); K. Zhao, S. H. Mahboobi, S. R. Bagheri, "Shapley value methods for attribution modeling
//! in online advertising" (2018), section 3.

mod partial;
mod spec;

pub use partial::{
    Attribution, AttributionCell, AttributionPartial, AttributionReport, ChannelReport, Credits, Untouched,
};
pub use spec::AttributionSpec;
