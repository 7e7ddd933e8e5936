//! A share with its interval, where there is anything to be a share of.

use serde::Serialize;
use yeojido_stats::wilson;

/// A share with its 95 % interval (Wilson).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ShareReport {
    /// 0…1.
    pub share: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl ShareReport {
    /// So many of so many; `None` out of nothing.
    #[must_use]
    pub fn of(count: u64, all: u64) -> Option<Self> {
        let interval = wilson(count, all, 0.95).ok()?;
        Some(Self { share: interval.value, low: interval.low, high: interval.high })
    }
}
