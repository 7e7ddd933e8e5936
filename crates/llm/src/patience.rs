//! How long is waited, and how often tried again.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// Limits of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For one answer, from its first byte to its last.
    pub answer: Duration,
    /// Requests for one question at most.
    pub tries: u32,
    /// Before the second try; twice as long before each further one.
    pub pause: Duration,
    /// Whoever says to come back later than this is told to people instead.
    pub longest_pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(60),
            tries: 3,
            pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(20),
        }
    }
}

impl Patience {
    /// How long to wait after a try that failed, from 1: what the other side asks for, else longer each time and never
    /// in step with others.
    pub(crate) fn before_next(&self, tried: u32, asked: Option<Duration>) -> Duration {
        asked.unwrap_or_else(|| {
            let grown = self.pause.saturating_mul(1 << tried.saturating_sub(1).min(8));
            grown.mul_f64(1.0 + rand::random::<f64>() / 2.0).min(self.longest_pause)
        })
    }
}

/// `Retry-After`: seconds, or a moment.
pub(crate) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let then = rfc2822::DateTimeParser::new().parse_timestamp(value).ok()?;
    Some(Duration::try_from(now.until(then).ok()?).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_what_was_asked_for_else_longer_each_time() {
        let patience = Patience::default();
        assert_eq!(patience.before_next(1, Some(Duration::from_secs(7))), Duration::from_secs(7));
        let [first, third] = [1, 3].map(|tried| patience.before_next(tried, None));
        assert!(first >= patience.pause && first < 2 * patience.pause, "{first:?}");
        assert!(third >= 4 * patience.pause && third <= patience.longest_pause, "{third:?}");
        assert_eq!(patience.before_next(40, None), patience.longest_pause);
    }

    #[test]
    fn retry_after_is_seconds_or_a_moment() {
        let now: Timestamp = "2026-11-28T00:00:00Z".parse().expect("a moment");
        assert_eq!(retry_after(" 12 ", now), Some(Duration::from_secs(12)));
        assert_eq!(retry_after("Sat, 28 Nov 2026 00:00:30 GMT", now), Some(Duration::from_secs(30)));
        assert_eq!(retry_after("Fri, 27 Nov 2026 00:00:30 GMT", now), Some(Duration::ZERO), "a moment that is over");
        assert_eq!(retry_after("soon", now), None);
    }
}
