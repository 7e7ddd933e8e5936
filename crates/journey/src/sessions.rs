//! Sessions: runs of events without a long silence.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use yeojido_domain::{Micros, Span};
use yeojido_stats::median;

/// What ends a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionRules {
    /// Silence **longer** than this.
    pub gap: Span,
    /// An event more than this after the session's first; `None` lets a session last for ever.
    pub longest: Option<Span>,
}

impl Default for SessionRules {
    /// 30 minutes of silence, 24 hours at most.
    fn default() -> Self {
        Self { gap: Span::minutes(30), longest: Some(Span::days(1)) }
    }
}

/// Sessions of one person as ranges of positions, in order, given the times of their events in order.
pub fn sessions<'t>(times: &'t [Micros], rules: &'t SessionRules) -> impl Iterator<Item = Range<usize>> + 't {
    let mut first = 0;
    std::iter::from_fn(move || {
        let began = first;
        times.get(began)?;
        let ends = |at: &usize| {
            times.get(*at).is_none_or(|time| {
                time.since(times[at - 1]) > rules.gap
                    || rules.longest.is_some_and(|longest| time.since(times[began]) > longest)
            })
        };
        first = (began + 1..=times.len()).find(ends)?;
        Some(began..first)
    })
}

/// How long sessions lasted and how many events they had: a partial that adds.
#[derive(Debug, Clone, Default)]
pub struct Sessions {
    customers: u64,
    lengths: Vec<Span>,
    events: Vec<u32>,
}

impl Sessions {
    /// Adds one person's events, given by their times in order. A person without events is nobody.
    pub fn add(&mut self, times: &[Micros], rules: &SessionRules) {
        self.add_some(times, sessions(times, rules));
    }

    /// Adds some of one person's sessions. A person without any is nobody.
    pub fn add_some(&mut self, times: &[Micros], some: impl Iterator<Item = Range<usize>>) {
        let before = self.lengths.len();
        for session in some {
            self.lengths.push(times[session.end - 1].since(times[session.start]));
            self.events.push(u32::try_from(session.len()).unwrap_or(u32::MAX));
        }
        self.customers += u64::from(self.lengths.len() > before);
    }

    /// Adds the sessions of other persons.
    pub fn merge(&mut self, other: &Self) {
        self.customers += other.customers;
        self.lengths.extend_from_slice(&other.lengths);
        self.events.extend_from_slice(&other.events);
    }

    /// How many.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.lengths.len() as u64
    }

    /// The figures.
    #[must_use]
    pub fn report(&self) -> SessionsReport {
        let seconds: Vec<f64> = self.lengths.iter().map(|length| length.seconds()).collect();
        let events: Vec<f64> = self.events.iter().copied().map(f64::from).collect();
        SessionsReport {
            sessions: self.count(),
            customers: self.customers,
            median_s: median(&seconds),
            median_events: median(&events),
        }
    }
}

/// What `analyze sessions` prints.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SessionsReport {
    /// Sessions.
    pub sessions: u64,
    /// Persons who have any.
    pub customers: u64,
    /// Median time from first to last event, in seconds; `null` without sessions.
    pub median_s: Option<f64>,
    /// Median number of events; `null` without sessions.
    pub median_events: Option<f64>,
}
