//! One person's best attempt.

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
    let at = |hit: &Hit| time[hit.at as usize].0;
    // So long before any instant that no window reaches it.
    let mut began = [-2 * FOREVER + 1; MOST];
    let (mut level, mut reached, last) = (None, 0, plan.steps - 1);
    'hits: for (index, hit) in hits.iter().enumerate() {
        let now = at(hit);
        let mut fits = hit.mask;
        while fits != 0 {
            // From the highest, so that one event does not do two steps.
            let step = 63 - fits.leading_zeros() as usize;
            fits &= !(1 << step);
            let beginning =
                if step == 0 { if period.contains(&Micros(now)) { now } else { continue } } else { began[step - 1] };
            if now - beginning <= plan.window {
                began[step] = beginning;
                if level.is_none_or(|level| step > level) {
                    (level, reached) = (Some(step), index);
                    if step == last {
                        break 'hits;
                    }
                }
            }
        }
    }
    let Some(level) = level else { return Followed::Absent };
    let earliest = at(&hits[reached]).saturating_sub(plan.window);
    let begins = |hit: &&Hit| hit.mask & 1 != 0 && at(hit) >= earliest && period.contains(&Micros(at(hit)));
    let mut events = [NONE; MOST];
    let mut step = 0;
    for hit in hits[..=reached].iter().skip_while(|hit| !begins(hit)) {
        if hit.mask & (1 << step) != 0 {
            events[step] = hit.at;
            step += 1;
            if step > level {
                break;
            }
        }
    }
    let open = level < last && plan.data_end.0 - began[0] <= plan.window;
    Followed::Best(Attempt { events, level, open })
}
