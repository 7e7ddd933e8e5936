//! Funnels: how many come from step to step, how long it takes them, and where they stop.
//!
//! An **attempt** begins at every event that the first step fits (in any order: any step) and goes as far as it can
//! inside its window, by the earliest events. A person counts once, with their furthest attempt, the earliest of several.
//! An exclusion spoils an attempt when it comes between its two steps, or after the first of them while the second may
//! still come; whoever has only spoilt attempts is not in the funnel at all. **Undecided** is whoever has not come to the end
//! and has an attempt whose window is still open at the end of the data; everybody else who stopped has **dropped**.
//! `docs/analyze.md` has the cases worked out.
//!
//! Sources: the meaning of windows, exclusions and of the one best attempt is that of PostHog's public tests; to tell
//! dropped from undecided is ours.
//!
//! ```
//! use std::sync::Arc;
//! use yeojido_domain::{Micros, PersonId, Zone};
//! use yeojido_journey::funnel::{Funnel, FunnelSpec};
//! use yeojido_journey::{Coded, Events, fold};
//!
//! let events = Events {
//!     persons: vec![PersonId(1), PersonId(2)],
//!     offsets: vec![0, 2, 3],
//!     time: vec![Micros(0), Micros(60_000_000), Micros(0)],
//!     event: Coded { codes: vec![0, 1, 0], values: ["cart", "paid"].map(Arc::from).to_vec() },
//!     channel: Coded { codes: vec![u32::MAX; 3], values: Vec::new() },
//!     ..Events::default()
//! };
//! let spec = FunnelSpec::of(&["cart", "paid"]);
//! let funnel = Funnel::compile(&spec, &events, Micros(0)..Micros(i64::MAX), &Zone::utc())?;
//! let all = fold(&events, || funnel.empty(), |sum, person| funnel.add(sum, person), |sum, more| sum.merge(more));
//! let steps = funnel.report(&spec, all).steps;
//! assert_eq!((steps[0].count, steps[1].count, steps[0].undecided), (2, 1, 1));
//! assert_eq!(steps[1].mean_s, Some(60.0));
//! # Ok::<(), yeojido_journey::SpecError>(())
//! ```

mod attempt;
mod cell;
mod follow;
mod partial;
mod plan;
mod report;
mod spec;
mod tally;

pub use attempt::Attempt;
pub use cell::{Became, Cell, Rest};
pub use follow::Followed;
pub use partial::{Funnel, FunnelPartial};
pub use report::{
    ComparedReport, FunnelReport, GroupReport, OthersReport, StepReport, TimeReport, TrendReport, WhoReport,
};
pub use spec::{
    Compare, CompareDays, Exclusion, FunnelSpec, FunnelStep, Histogram, HistogramSteps, MOST, Order, Previous, Touch,
};
pub use tally::{FunnelTally, StepSum};
