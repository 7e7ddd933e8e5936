//! At most so many analyses at a time, each at most so long, and none for somebody who has gone.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::AppError;

/// A place among the analyses at work. It is given back when the last clone is dropped, so that one which nobody waits
/// for any more keeps its place until it has really stopped.
#[derive(Debug, Clone, Default)]
pub struct Ticket(Arc<Held>);

#[derive(Debug, Default)]
struct Held {
    void: AtomicBool,
    _place: Option<OwnedSemaphorePermit>,
}

impl Ticket {
    /// Whether nobody waits any more.
    #[must_use]
    pub fn is_void(&self) -> bool {
        self.0.void.load(Ordering::Relaxed)
    }

    /// Ends work that nobody waits for any more.
    ///
    /// # Errors
    /// [`AppError::Cancelled`].
    pub fn check(&self) -> Result<(), AppError> {
        if self.is_void() { Err(AppError::Cancelled) } else { Ok(()) }
    }
}

/// Voids a ticket when whoever waits goes: the request was given up, or took too long.
struct Waiting(Ticket);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.0.void.store(true, Ordering::Relaxed);
    }
}

/// Hands out tickets.
#[derive(Debug)]
pub struct Counter {
    places: Arc<Semaphore>,
    longest: Duration,
}

impl Counter {
    /// So many places, each for so long at most; waiting for one counts.
    #[must_use]
    pub fn new(places: usize, longest: Duration) -> Self {
        Self { places: Arc::new(Semaphore::new(places)), longest }
    }

    /// Does work with a ticket, if time is left when a place is free. The ticket is void as soon as the answer is dropped or time is up.
    ///
    /// # Errors
    /// [`AppError::Busy`] when no place became free in time, [`AppError::TooLong`] when the work did not end in time; what the
    /// work says.
    pub async fn serve<T>(&self, work: impl AsyncFnOnce(Ticket) -> Result<T, AppError>) -> Result<T, AppError> {
        let until = tokio::time::Instant::now() + self.longest;
        let place = tokio::time::timeout_at(until, Arc::clone(&self.places).acquire_owned()).await;
        let place = place.map_err(|_| AppError::Busy)?.map_err(|closed| AppError::Ended(closed.to_string()))?;
        let too_long = AppError::TooLong { seconds: self.longest.as_secs() };
        if tokio::time::Instant::now() >= until {
            return Err(too_long);
        }
        let ticket = Ticket(Arc::new(Held { void: AtomicBool::new(false), _place: Some(place) }));
        let waiting = Waiting(ticket.clone());
        let answer = tokio::time::timeout_at(until, work(ticket)).await;
        drop(waiting);
        answer.map_err(|_| too_long)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_that_takes_too_long_is_told_to_stop() {
        let counter = Counter::new(1, Duration::from_millis(20));
        let mut kept = None;
        let slow = counter.serve(async |ticket| {
            kept = Some(ticket);
            std::future::pending::<Result<(), AppError>>().await
        });
        assert!(matches!(slow.await, Err(AppError::TooLong { .. })));
        assert!(kept.is_some_and(|ticket| ticket.check().is_err()));
    }

    #[tokio::test]
    async fn who_gives_up_frees_the_place_only_when_the_work_has_stopped() {
        let counter = Counter::new(1, Duration::from_millis(100));
        let mut kept = None;
        let work = counter.serve(async |ticket| {
            kept = Some(ticket);
            std::future::pending::<Result<(), AppError>>().await
        });
        assert!(tokio::time::timeout(Duration::from_millis(10), work).await.is_err());
        let at_work = kept.expect("it began");
        assert!(at_work.is_void());
        assert!(matches!(counter.serve(async |_| Ok(())).await, Err(AppError::Busy)), "the place is still taken");
        drop(at_work);
        assert!(counter.serve(async |_| Ok(())).await.is_ok());
    }
}
