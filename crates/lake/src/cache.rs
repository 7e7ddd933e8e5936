//! Events kept in memory for questions that come again, never more of them than a budget allows.
//!
//! What is kept are the columns that were asked for: time and name of an event take twelve bytes, every further column
//! four. Whoever asked longest ago goes first. What somebody still holds cannot be let go and counts until it is dropped.
//! A question for which there is no room is answered from the files; one that needs all rows at once (a map) gets them
//! and they are not kept. Both are counted, and said in the log.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use serde::Serialize;
use yeojido_journey::Events;

use crate::Need;

/// What a cache is when nothing is said: this part of the machine's memory.
const SHARE: u64 = 4;

/// What a machine is taken to have when it does not say.
const UNKNOWN_MACHINE: u64 = 4 << 30;

/// How full a cache is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct CacheState {
    /// Bytes that it may hold.
    pub budget: u64,
    /// Bytes that it holds, or that somebody who got them from it still does.
    pub used: u64,
    /// Versions of lakes that it holds events of.
    pub kept: u64,
    /// Questions answered from it.
    pub hits: u64,
    /// Times that something else had to go.
    pub evicted: u64,
    /// Times that there was no room.
    pub refused: u64,
}

/// Which events: of a lake, of a version, of every person the first so many if not all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Which {
    pub(crate) root: PathBuf,
    pub(crate) version: u64,
    pub(crate) first: Option<usize>,
}

struct Kept {
    which: Which,
    events: Arc<Events>,
    bytes: u64,
}

#[derive(Default)]
struct Inner {
    /// Asked for longest ago first.
    kept: Vec<Kept>,
    /// Let go, perhaps still held by somebody.
    gone: Vec<(Weak<Events>, u64)>,
    state: CacheState,
}

/// Events in memory, shared by all lakes of a process. Clones are the same cache.
#[derive(Clone)]
pub struct Cache(Arc<Mutex<Inner>>);

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cache").field(&self.state()).finish()
    }
}

impl Default for Cache {
    /// A share of the machine's memory.
    fn default() -> Self {
        Self::new(machine() / SHARE)
    }
}

/// The machine's memory in bytes, as far as it says.
fn machine() -> u64 {
    let told = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let total =
        told.lines().find_map(|line| line.strip_prefix("MemTotal:")?.trim().strip_suffix("kB")?.trim().parse().ok());
    total.map_or(UNKNOWN_MACHINE, |kibibytes: u64| kibibytes * 1024)
}

/// Bytes of events in memory.
pub(crate) fn bytes_of(events: &Events) -> u64 {
    let column = |column: &yeojido_journey::Coded| {
        let texts: usize = column.values.iter().map(|text| text.len() + 32).sum();
        column.codes.capacity() * 4 + texts
    };
    let extra: usize = events.extra.values().map(|extra| column(extra)).sum();
    let base = events.persons.capacity() * 8 + events.offsets.capacity() * 4 + events.time.capacity() * 8;
    (base + column(&events.event) + column(&events.channel) + column(&events.order) + extra) as u64
}

impl Cache {
    /// A cache of so many bytes.
    #[must_use]
    pub fn new(budget: u64) -> Self {
        let state = CacheState { budget, ..CacheState::default() };
        Self(Arc::new(Mutex::new(Inner { state, ..Inner::default() })))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.gone.retain(|(events, _)| events.strong_count() > 0);
        inner.count();
        inner
    }

    /// How full it is.
    #[must_use]
    pub fn state(&self) -> CacheState {
        self.inner().state
    }

    /// What it has of these events, if every needed column is among it.
    pub(crate) fn find(&self, which: &Which, need: &Need) -> Option<Arc<Events>> {
        let mut inner = self.inner();
        let at = inner.kept.iter().position(|kept| kept.which == *which)?;
        if !need.columns().all(|name| inner.kept[at].events.column(name).is_some()) {
            return None;
        }
        let kept = inner.kept.remove(at);
        let events = Arc::clone(&kept.events);
        inner.kept.push(kept);
        inner.state.hits += 1;
        Some(events)
    }

    pub(crate) fn keeps(&self, events: &Arc<Events>) -> bool {
        self.inner().kept.iter().any(|kept| Arc::ptr_eq(&kept.events, events))
    }

    /// The columns that it has of these events.
    pub(crate) fn columns(&self, which: &Which) -> Vec<String> {
        let inner = self.inner();
        let kept = inner.kept.iter().find(|kept| kept.which == *which);
        let Some(kept) = kept else { return Vec::new() };
        let base = ["channel", "order"].into_iter().filter(|name| kept.events.column(name).is_some());
        base.map(str::to_owned).chain(kept.events.extra.keys().cloned()).collect()
    }

    /// Whether so many bytes would find room, when everything goes that may.
    pub(crate) fn has_room(&self, bytes: u64) -> bool {
        let inner = self.inner();
        let free: u64 =
            inner.kept.iter().filter(|kept| Arc::strong_count(&kept.events) == 1).map(|kept| kept.bytes).sum();
        inner.state.used - free + bytes <= inner.state.budget
    }

    /// Makes room for so many bytes of events, before they are read; what is kept of the same goes too.
    pub(crate) fn make_room(&self, which: &Which, bytes: u64) -> bool {
        if !self.has_room(bytes) {
            let mut inner = self.inner();
            inner.state.refused += 1;
            let CacheState { budget, used, .. } = inner.state;
            tracing::warn!(budget, used, wanted = bytes, "the cache of events is full; a question goes without it");
            return false;
        }
        let mut inner = self.inner();
        if let Some(own) = inner.kept.iter().position(|kept| kept.which == *which) {
            inner.let_go(own);
        }
        while inner.state.used + bytes > inner.state.budget {
            let Some(oldest) = inner.kept.iter().position(|kept| Arc::strong_count(&kept.events) == 1) else { break };
            inner.let_go(oldest);
            inner.state.evicted += 1;
        }
        true
    }

    /// Keeps events if there is room for them.
    pub(crate) fn keep(&self, which: &Which, events: &Arc<Events>) {
        let bytes = bytes_of(events);
        if !self.make_room(which, bytes) {
            // Whoever asked holds them, and they count as long as that.
            self.inner().gone.push((Arc::downgrade(events), bytes));
            return;
        }
        let mut inner = self.inner();
        inner.kept.push(Kept { which: which.clone(), events: Arc::clone(events), bytes });
        inner.count();
    }
}

impl Inner {
    fn let_go(&mut self, at: usize) {
        let kept = self.kept.remove(at);
        self.gone.push((Arc::downgrade(&kept.events), kept.bytes));
        drop(kept);
        self.gone.retain(|(events, _)| events.strong_count() > 0);
        self.count();
    }

    fn count(&mut self) {
        let gone: u64 = self.gone.iter().map(|(_, bytes)| bytes).sum();
        self.state.used = self.kept.iter().map(|kept| kept.bytes).sum::<u64>() + gone;
        self.state.kept = self.kept.len() as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(rows: usize) -> Arc<Events> {
        let mut events = Events { time: Vec::with_capacity(rows), ..Events::default() };
        events.time.resize(rows, yeojido_domain::Micros(0));
        Arc::new(events)
    }

    fn at(lake: &str, version: u64) -> Which {
        Which { root: lake.into(), version, first: None }
    }

    #[test]
    fn the_longest_unasked_goes_first_and_the_budget_holds() {
        let (cache, need) = (Cache::new(2000), Need::default());
        for lake in ["a", "b"] {
            cache.keep(&at(lake, 1), &events(100));
        }
        assert!(cache.find(&at("a", 1), &need).is_some() && cache.find(&at("a", 2), &need).is_none());
        cache.keep(&at("c", 1), &events(100));
        assert!(cache.find(&at("b", 1), &need).is_none() && cache.find(&at("a", 1), &need).is_some());
        assert_eq!(cache.state(), CacheState { budget: 2000, used: 1600, kept: 2, hits: 2, evicted: 1, refused: 0 });
    }

    #[test]
    fn what_somebody_holds_counts_until_they_drop_it() {
        let cache = Cache::new(2000);
        let (held, big) = (events(200), events(300));
        cache.keep(&at("a", 1), &held);
        cache.keep(&at("b", 1), &events(100));
        assert_eq!((cache.state().kept, cache.state().used, cache.state().refused), (1, 1600, 1));
        cache.keep(&at("b", 1), &big);
        assert_eq!(cache.state().refused, 2, "more than the whole budget");
        drop((held, big));
        cache.keep(&at("b", 1), &events(100));
        assert_eq!((cache.state().used, cache.state().evicted), (800, 1));
    }
}
