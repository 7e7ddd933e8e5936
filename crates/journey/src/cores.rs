//! Work for all cores of the machine.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Does the same on as many threads as there are cores, at most so many, of which the caller's is one.
pub(crate) fn on_all<T: Send>(most: usize, work: &(impl Fn() -> T + Sync)) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(most);
    std::thread::scope(|scope| {
        let handles: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let own = work();
        let join = |handle: std::thread::ScopedJoinHandle<'_, T>| {
            handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        std::iter::once(own).chain(handles.into_iter().map(join)).collect()
    })
}

/// Does one thing after another, or on all cores when it `is_much`: beginning a thread costs more than a little work.
pub(crate) fn in_order<T: Send>(count: usize, is_much: bool, work: &(impl Fn(usize) -> T + Sync)) -> Vec<T> {
    if !is_much {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let some = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return done;
            }
            done.push((at, work(at)));
        }
    };
    let mut all: Vec<(usize, T)> = on_all(count, &some).into_iter().flatten().collect();
    all.sort_unstable_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, done)| done).collect()
}
