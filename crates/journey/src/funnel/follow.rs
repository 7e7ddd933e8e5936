//! One person's best attempt.

use std::hint::select_unpredictable;
use std::ops::Range;

use yeojido_domain::Micros;

use crate::events::NONE;

use super::attempt::{Attempt, Trail};
use super::plan::{FOREVER, Hit, Plan};
use super::spec::{MOST, Order};

/// What a funnel says of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// They never began.
    Absent,
    /// Every attempt was spoilt by an exclusion.
    Spoilt,
    /// The furthest attempt, the earliest of several; open when any attempt of theirs may yet bring them further.
    Best(Attempt),
}

/// Follows a person whose hits are given, through attempts that begin in a period.
pub(crate) fn follow(plan: &Plan<'_>, hits: &[Hit], time: &[Micros], period: &Range<Micros>) -> Followed {
    if plan.is_plain() {
        plain(plan, hits, time, period)
    } else if plan.order == Order::Unordered && plan.barred.is_empty() {
        any_order(plan, hits, time, period)
    } else {
        every(plan, hits, time, period)
    }
}

/// Looks only at attempts whose window holds more different steps than the best so far has done.
fn any_order(plan: &Plan<'_>, hits: &[Hit], time: &[Micros], period: &Range<Micros>) -> Followed {
    let mut trail = Trail::new(plan, hits, time);
    let (mut best, mut latest, mut end): (Option<Attempt>, i64, usize) = (None, i64::MIN, 0);
    let mut window = Different::default();
    for (anchor, hit) in hits.iter().enumerate() {
        let now = trail.at(anchor);
        while end < hits.len() && trail.at(end) - now <= plan.window {
            window.come(hits[end].mask);
            end += 1;
        }
        if period.contains(&Micros(now)) {
            latest = now;
            let done = best.map_or(0, |best| best.level + 1);
            if window.steps > done
                && let Some(attempt) = trail.attempt(anchor).filter(|attempt| attempt.level + 1 > done)
            {
                best = Some(attempt);
                if attempt.level + 1 == plan.steps {
                    break;
                }
            }
        }
        window.go(hit.mask);
    }
    let Some(best) = best else { return Followed::Absent };
    let open = best.level + 1 < plan.steps && plan.data_end.0.saturating_sub(latest) <= plan.window;
    Followed::Best(Attempt { open, ..best })
}

/// How many different steps the events of a window fit.
#[derive(Default)]
struct Different {
    events: [u32; MOST],
    steps: usize,
}

impl Different {
    fn come(&mut self, mask: u64) {
        for step in bits(mask) {
            self.steps += usize::from(self.events[step] == 0);
            self.events[step] += 1;
        }
    }

    fn go(&mut self, mask: u64) {
        for step in bits(mask) {
            self.events[step] -= 1;
            self.steps -= usize::from(self.events[step] == 0);
        }
    }
}

fn bits(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (mask != 0).then(|| mask.trailing_zeros() as usize);
        mask &= mask.wrapping_sub(1);
        bit
    })
}

/// Looks at every attempt.
fn every(plan: &Plan<'_>, hits: &[Hit], time: &[Micros], period: &Range<Micros>) -> Followed {
    let mut trail = Trail::new(plan, hits, time);
    let (mut best, mut open, mut spoilt): (Option<Attempt>, bool, bool) = (None, false, false);
    for (anchor, hit) in hits.iter().enumerate() {
        if hit.mask & plan.beginning() == 0 || !period.contains(&Micros(trail.at(anchor))) {
            continue;
        }
        let Some(attempt) = trail.attempt(anchor) else {
            spoilt = true;
            continue;
        };
        open |= attempt.open;
        if best.is_none_or(|best| attempt.level > best.level) {
            best = Some(attempt);
            if attempt.level + 1 == plan.steps {
                break;
            }
        }
    }
    match best {
        Some(best) => Followed::Best(Attempt { open: open && best.level + 1 < plan.steps, ..best }),
        None if spoilt => Followed::Spoilt,
        None => Followed::Absent,
    }
}

/// One pass for a funnel without exclusions, optional steps and windows of steps.
///
/// By step it keeps the latest beginning from which an attempt has come so far: a later one has more of the window left,
/// so that it comes wherever an earlier one would. The event at which the furthest step is first reached then gives
/// the earliest attempt that reaches it: the first that began no longer than the window before, since attempts that
/// begin earlier do not end later.
fn plain(plan: &Plan<'_>, hits: &[Hit], time: &[Micros], period: &Range<Micros>) -> Followed {
    // So long before any instant that no window reaches it.
    const NEVER: i64 = -2 * FOREVER + 1;
    let at = |hit: &Hit| time[hit.at as usize].0;
    // By how many steps are done: where the next begins. Of none, with the event itself.
    let mut began = [NEVER; MOST + 1];
    let (mut done, mut reached) = (0, 0);
    for (index, hit) in hits.iter().enumerate() {
        let now = at(hit);
        began[0] = select_unpredictable((now >= period.start.0) & (now < period.end.0), now, NEVER);
        // There are no exclusions, whose bits are the high ones.
        let mut fits = hit.mask as u32;
        while fits != 0 {
            // From the highest, so that one event does not do two steps.
            let step = fits.ilog2() as usize;
            fits &= !(1 << step);
            // Nearly nothing here can be foreseen, so it is chosen rather than jumped over.
            let is_in_time = now - began[step] <= plan.window;
            began[step + 1] = select_unpredictable(is_in_time, began[step], began[step + 1]);
            let is_further = is_in_time & (step >= done);
            done = select_unpredictable(is_further, step + 1, done);
            reached = select_unpredictable(is_further, index, reached);
        }
        if done == plan.steps {
            break;
        }
    }
    let Some(level) = done.checked_sub(1) else { return Followed::Absent };
    let earliest = at(&hits[reached]).saturating_sub(plan.window);
    let mut first = reached;
    // Backwards: a window is a small part of most histories.
    for (index, hit) in hits[..reached].iter().enumerate().rev().take_while(|(_, hit)| at(hit) >= earliest) {
        let begins = (hit.mask & 1 != 0) & period.contains(&Micros(at(hit)));
        first = select_unpredictable(begins, index, first);
    }
    let mut events = [NONE; MOST];
    (events[0], events[level]) = (hits[first].at, hits[reached].at);
    let mut step = 1;
    for hit in &hits[first + 1..reached.max(first + 1)] {
        if step >= level {
            break;
        }
        if hit.mask & (1 << step) != 0 {
            events[step] = hit.at;
            step += 1;
        }
    }
    let open = done < plan.steps && plan.data_end.0 - began[1] <= plan.window;
    Followed::Best(Attempt { events, level, open })
}
