//! Which events, or stages, customers have in one go, and in which order.

use std::ops::Range;

use yeojido_domain::{Micros, Span};
use yeojido_journey::{Events, PersonEvents};

/// The rows of a person, cut at silences longer than `gap`.
pub(super) fn units<'e>(person: &PersonEvents<'e>, gap: Span) -> impl Iterator<Item = Range<usize>> + use<'e> {
    let time = person.time;
    let mut from = 0;
    std::iter::from_fn(move || {
        (from < time.len()).then(|| {
            let more = time[from..].windows(2).take_while(|pair| pair[1].since(pair[0]) <= gap).count();
            let unit = from..from + more + 1;
            from = unit.end;
            unit
        })
    })
}

/// How often each two of some things occur in one unit, and which of them first.
pub(super) struct Together {
    things: usize,
    both: Vec<u64>,
    before: Vec<u64>,
    same: Vec<u64>,
}

impl Together {
    /// `thing` gives the number of the thing that an event is, by the code of its name.
    pub(super) fn of(events: &Events, gap: Span, thing: &[Option<usize>], things: usize) -> Self {
        let mut all = Self {
            things,
            both: vec![0; things * things],
            before: vec![0; things * things],
            same: vec![0; things * things],
        };
        let mut firsts: Vec<(usize, Micros)> = Vec::new();
        for person in events.iter() {
            for unit in units(&person, gap) {
                firsts.clear();
                for row in unit {
                    let Some(thing) = thing[person.event[row] as usize] else { continue };
                    if firsts.iter().all(|(other, _)| *other != thing) {
                        firsts.push((thing, person.time[row]));
                    }
                }
                all.add(&firsts);
            }
        }
        all
    }

    fn add(&mut self, firsts: &[(usize, Micros)]) {
        for &(a, at) in firsts {
            for &(b, other) in firsts {
                let pair = a * self.things + b;
                self.both[pair] += 1;
                self.before[pair] += u64::from(at < other);
                self.same[pair] += u64::from(at == other);
            }
        }
    }

    /// Units with a thing.
    pub(super) fn with(&self, a: usize) -> u64 {
        self.both(a, a)
    }

    /// Units with both.
    pub(super) fn both(&self, a: usize, b: usize) -> u64 {
        self.both[a * self.things + b]
    }

    /// Of the units with both at different moments, the share in which the one comes first.
    pub(super) fn first(&self, a: usize, b: usize) -> f64 {
        let pair = a * self.things + b;
        share(self.before[pair], self.both[pair] - self.same[pair])
    }

    /// Of the units with both, the share in which both begin at the very same moment.
    pub(super) fn at_once(&self, a: usize, b: usize) -> f64 {
        let pair = a * self.things + b;
        share(self.same[pair], self.both[pair])
    }

    /// Of the units with the second thing, the share that has the first too.
    pub(super) fn passed(&self, a: usize, b: usize) -> f64 {
        share(self.both(a, b), self.with(b))
    }
}

/// How often each event without a place comes right after, or first of all, before things that have one: for every code
/// the counts of the things.
pub(super) fn beside(events: &Events, gap: Span, thing: &[Option<usize>], things: usize) -> Vec<Vec<u64>> {
    let mut counts = vec![vec![0; things]; thing.len()];
    for person in events.iter() {
        for unit in units(&person, gap) {
            let placed = |row: &usize| thing[person.event[*row] as usize];
            let mut last = unit.clone().find_map(|row| placed(&row));
            for row in unit {
                match (placed(&row), last) {
                    (Some(here), _) => last = Some(here),
                    (None, Some(last)) => counts[person.event[row] as usize][last] += 1,
                    (None, None) => {}
                }
            }
        }
    }
    counts
}

/// A part of a whole; nothing of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of units stay far below 2^53")]
pub(super) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
