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

/// What a fold came to.
#[derive(Debug, Clone)]
pub struct Folded<P> {
    /// The partial of everybody; none without parts.
    pub sum: Option<P>,
    /// Events without rows, whose dictionaries are those of the partial's codes: what a report is made with.
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
        let mut all = None;
        for sum in done.into_iter().filter_map(|one| one.sum) {
            match &mut all {
                None => all = Some(sum),
                Some(all) => merge(all, sum),
            }
        }
        Ok(all)
    }
}

/// Does the same on so many threads; the first error wins.
fn on_threads<T: Send, E: Send>(threads: usize, work: &(impl Fn() -> Result<T, E> + Sync)) -> Result<Vec<T>, E> {
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let join = |handle: std::thread::ScopedJoinHandle<'_, Result<T, E>>| {
            handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        handles.into_iter().map(join).collect()
    })
}
