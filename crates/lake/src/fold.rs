//! One kernel over everybody, part by part, on all cores.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use yeojido_journey::{Events, Part};

use crate::{Aside, LakeError, Parts};

/// Tells work that goes on elsewhere that nobody waits for it any more.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Says so.
    pub fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody has said so.
    #[must_use]
    pub fn is_said(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Where the events of a question are: in memory, or in files that are read part by part.
#[derive(Debug)]
pub enum Source {
    /// All of them, in memory.
    Memory(Arc<Events>),
    /// In files.
    Files(Box<Parts>),
}

impl Source {
    /// Events whose dictionaries are those of every part, perhaps without rows: what a report is made with.
    #[must_use]
    pub fn frame(&self) -> &Events {
        match self {
            Self::Memory(events) => events,
            Self::Files(parts) => parts.frame(),
        }
    }

    /// The same, when nothing else is wanted any more.
    pub(crate) fn into_frame(self) -> Arc<Events> {
        match self {
            Self::Memory(events) => events,
            Self::Files(parts) => Arc::new(parts.into_frame()),
        }
    }

    /// Folds everybody, on all cores. `add` is given one part after another and the partial that it has made so far, on
    /// several threads at once.
    ///
    /// # Errors
    /// The first error of reading or of `add`; [`LakeError::Stopped`] when that was asked for.
    pub fn fold<P: Send, E: From<LakeError> + Send>(
        &self,
        stop: &Stop,
        add: impl Fn(&mut Option<P>, &Part<'_>) -> Result<(), E> + Sync,
        merge: impl Fn(&mut P, P),
    ) -> Result<Option<P>, E> {
        match self {
            Self::Memory(events) => in_memory(events, stop, add, merge),
            Self::Files(parts) => parts.fold(stop, add, merge),
        }
    }
}

/// What a fold came to.
#[derive(Debug, Clone)]
pub struct Folded<P> {
    /// The partial of everybody; none without parts.
    pub sum: Option<P>,
    /// Events whose dictionaries are those of the partial's codes, perhaps without rows: what a report is made with.
    pub frame: Arc<Events>,
}

/// What one thread has.
struct Done<P> {
    sum: Option<P>,
    aside: Option<Aside>,
}

impl Parts {
    /// Folds every part into a partial, a thread a core, then the rest, and merges the partials.
    ///
    /// # Errors
    /// The first error of reading or of `add`; [`LakeError::Stopped`] when that was asked for.
    pub fn fold<P: Send, E: From<LakeError> + Send>(
        &self,
        stop: &Stop,
        add: impl Fn(&mut Option<P>, &Part<'_>) -> Result<(), E> + Sync,
        merge: impl Fn(&mut P, P),
    ) -> Result<Option<P>, E> {
        let next = AtomicUsize::new(0);
        let work = || -> Result<Done<P>, E> {
            let (mut reader, mut sum) = (self.reader(), None);
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at >= self.len() {
                    return Ok(Done { sum, aside: Some(reader.into_aside()) });
                }
                if stop.is_said() {
                    return Err(LakeError::Stopped.into());
                }
                add(&mut sum, &Part::all(reader.read(at)?))?;
            }
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(self.len()).max(1);
        let mut done = on_threads(threads, &work)?;
        if self.has_rest() {
            let asides = done.iter_mut().filter_map(|one| one.aside.take()).collect();
            let rest = self.rest(asides)?;
            let mut sum = None;
            add(&mut sum, &Part::all(&rest))?;
            done.push(Done { sum, aside: None });
        }
        Ok(merged(done.into_iter().filter_map(|one| one.sum), merge))
    }
}

fn merged<P>(sums: impl Iterator<Item = P>, merge: impl Fn(&mut P, P)) -> Option<P> {
    sums.reduce(|mut all, sum| {
        merge(&mut all, sum);
        all
    })
}

/// Rows of a part of events in memory.
const MEMORY_PART: usize = 1 << 18;

/// The same over events in memory.
fn in_memory<P: Send, E: From<LakeError> + Send>(
    events: &Events,
    stop: &Stop,
    add: impl Fn(&mut Option<P>, &Part<'_>) -> Result<(), E> + Sync,
    merge: impl Fn(&mut P, P),
) -> Result<Option<P>, E> {
    let next = AtomicUsize::new(0);
    let first = |part: usize| events.offsets.partition_point(|&row| (row as usize) < part * MEMORY_PART);
    let parts = events.len().div_ceil(MEMORY_PART);
    let work = || -> Result<Option<P>, E> {
        let mut sum = None;
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= parts {
                return Ok(sum);
            }
            if stop.is_said() {
                return Err(LakeError::Stopped.into());
            }
            let persons = first(at).min(events.persons.len())..first(at + 1).min(events.persons.len());
            add(&mut sum, &Part { events, persons })?;
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(parts).max(1);
    Ok(merged(on_threads(threads, &work)?.into_iter().flatten(), merge))
}

/// Does the same on so many threads, of which the caller's is one; the first error wins.
fn on_threads<T: Send, E: Send>(threads: usize, work: &(impl Fn() -> Result<T, E> + Sync)) -> Result<Vec<T>, E> {
    std::thread::scope(|scope| {
        let handles: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let own = work();
        let join = |handle: std::thread::ScopedJoinHandle<'_, Result<T, E>>| {
            handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        std::iter::once(own).chain(handles.into_iter().map(join)).collect()
    })
}
