//! One attempt: how far it came, by which events, and whether it may still go on.

use yeojido_domain::Micros;

use crate::events::NONE;

use super::plan::{FOREVER, Hit, Plan};
use super::spec::{MOST, Order};

/// One run at a funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// By step, which event of the person did it; [`NONE`] where none did. In any order: the first, second … to be done.
    pub events: [u32; MOST],
    /// The furthest step done, from 0.
    pub level: usize,
    /// It may still go further.
    pub open: bool,
}

/// By step the hit that did it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chain {
    hits: [u32; MOST],
    level: usize,
}

impl Chain {
    fn begin(anchor: usize) -> Self {
        let mut hits = [NONE; MOST];
        hits[0] = anchor as u32;
        Self { hits, level: 0 }
    }

    fn put(&mut self, step: usize, hit: usize) {
        self.hits[step] = hit as u32;
        self.level = step;
    }

    fn last(&self) -> usize {
        self.hits[self.level] as usize
    }
}

/// One person's hits, and what a pass over their attempts remembers.
pub(crate) struct Trail<'a, 'e> {
    pub plan: &'a Plan<'e>,
    pub hits: &'a [Hit],
    pub time: &'a [Micros],
    /// By step, the first hit of it after the last chain's step before. Chains that begin later never need earlier ones.
    cursors: [usize; MOST],
    /// By exclusion, its hits.
    barred: Vec<Vec<u32>>,
    /// By hit, the steps from which the furthest can be reached.
    good: Vec<u32>,
}

impl<'a, 'e> Trail<'a, 'e> {
    pub(crate) fn new(plan: &'a Plan<'e>, hits: &'a [Hit], time: &'a [Micros]) -> Self {
        let of = |bit: u64| (0_u32..).zip(hits).filter(|(_, hit)| hit.mask & bit != 0).map(|(at, _)| at).collect();
        let barred = plan.barred.iter().map(|barred| of(barred.bit)).collect();
        Self { plan, hits, time, cursors: [0; MOST], barred, good: Vec::new() }
    }

    pub(crate) fn at(&self, hit: usize) -> i64 {
        self.time[self.hits[hit].at as usize].0
    }

    fn fits(&self, hit: usize, step: usize) -> bool {
        self.hits[hit].mask & (1 << step) != 0
    }

    fn limit(&self, anchor: usize) -> i64 {
        self.at(anchor).saturating_add(self.plan.window)
    }

    fn wait(&self, step: usize) -> i64 {
        self.plan.waits.get(step).copied().unwrap_or(FOREVER)
    }

    /// The longest wait of the steps that may come next after `level`, up to the next required one.
    fn patience(&self, level: usize) -> i64 {
        let to = self.plan.required.iter().copied().find(|&step| step > level);
        let next = level + 1..to.map_or(self.plan.steps, |to| to + 1);
        next.map(|step| self.wait(step)).max().unwrap_or(FOREVER)
    }

    /// Until when the next step may come, as far as windows of steps say: they count from the required step before.
    fn patient_until(&self, chain: &Chain) -> i64 {
        let before = self.plan.required.iter().rev().find(|&&step| step <= chain.level).copied().unwrap_or(0);
        self.at(chain.hits[before] as usize).saturating_add(self.patience(chain.level))
    }

    /// The attempt that begins with a hit; `None` when an exclusion spoils it. Anchors come in order.
    pub(crate) fn attempt(&mut self, anchor: usize) -> Option<Attempt> {
        let (chain, alive) = match self.plan.order {
            Order::Strict => self.strict(anchor),
            Order::Unordered => (self.unordered(anchor), true),
            Order::Ordered if self.plan.waits.is_empty() => (self.greedy(anchor), true),
            Order::Ordered => self.paced(anchor),
        };
        if self.is_spoilt(anchor, &chain) {
            return None;
        }
        let open = alive && chain.level + 1 < self.plan.steps && self.limit(anchor) >= self.plan.data_end.0;
        let events = chain.hits.map(|hit| if hit == NONE { NONE } else { self.hits[hit as usize].at });
        Some(Attempt { events, level: chain.level, open })
    }

    /// Every step takes the first event after the one before.
    fn greedy(&mut self, anchor: usize) -> Chain {
        let (mut chain, limit, mut before) = (Chain::begin(anchor), self.limit(anchor), anchor);
        for step in 1..=self.plan.required.len() {
            let (from, to) = (self.plan.required[step - 1], self.plan.required.get(step).copied());
            let found = to.and_then(|to| {
                let mut at = self.cursors[to].max(before + 1);
                while at < self.hits.len() && !self.fits(at, to) {
                    at += 1;
                }
                self.cursors[to] = at;
                (at < self.hits.len() && self.at(at) <= limit).then_some((to, at))
            });
            let until = found.map_or(self.hits.len(), |(_, at)| at);
            self.optional(&mut chain, from + 1..to.unwrap_or(self.plan.steps), before + 1..until, limit);
            let Some((to, at)) = found else { break };
            chain.put(to, at);
            before = at;
        }
        chain
    }

    /// Optional steps between two required ones: each in turn takes the first event after the one before it.
    fn optional(&self, chain: &mut Chain, steps: std::ops::Range<usize>, hits: std::ops::Range<usize>, limit: i64) {
        let mut from = hits.start;
        for step in steps {
            let inside = (from..hits.end).take_while(|&hit| self.at(hit) <= limit);
            if let Some(found) = inside.into_iter().find(|&hit| self.fits(hit, step)) {
                chain.put(step, found);
                from = found + 1;
            }
        }
    }

    /// Nothing between: the next event is of the first of the next steps that it fits, or the end.
    fn strict(&self, anchor: usize) -> (Chain, bool) {
        let (mut chain, limit) = (Chain::begin(anchor), self.limit(anchor));
        let mut required = self.at(anchor);
        loop {
            let (hit, next) = (chain.last(), chain.last() + 1);
            let adjacent = next < self.hits.len() && self.hits[next].at == self.hits[hit].at + 1;
            let to = self.plan.required.iter().copied().find(|&step| step > chain.level);
            let candidates = chain.level + 1..to.map_or(self.plan.steps, |to| to + 1);
            let in_time = |step: usize| self.at(next) <= limit && self.at(next) - required <= self.wait(step);
            let fitting = candidates.into_iter().find(|&step| adjacent && self.fits(next, step) && in_time(step));
            let Some(step) = fitting else {
                let is_last = self.hits[hit].at as usize + 1 == self.time.len();
                return (chain, is_last && self.patient_until(&chain) >= self.plan.data_end.0);
            };
            chain.put(step, next);
            if Some(step) == to {
                required = self.at(next);
            }
        }
    }

    /// Different steps done, by whichever events; of an event that fits several, any one.
    fn unordered(&self, anchor: usize) -> Chain {
        let (mut chain, limit) = (Chain::begin(anchor), self.limit(anchor));
        let mut owners = [NONE; MOST];
        let mut done = 0;
        for hit in anchor..self.hits.len() {
            if done == self.plan.steps || self.at(hit) > limit {
                break;
            }
            if self.place(hit, &mut owners, &mut 0) {
                chain.put(done, hit);
                done += 1;
            }
        }
        chain
    }

    /// Finds a step for a hit, moving others to other steps that they fit (H. W. Kuhn's augmenting paths, "The Hungarian
    /// method for the assignment problem", Naval Research Logistics Quarterly 2, 1955).
    fn place(&self, hit: usize, owners: &mut [u32; MOST], seen: &mut u64) -> bool {
        let mut fits = self.hits[hit].mask & self.plan.beginning();
        while fits & !*seen != 0 {
            let step = (fits & !*seen).trailing_zeros() as usize;
            *seen |= 1 << step;
            fits &= !(1 << step);
            if owners[step] == NONE || self.place(owners[step] as usize, owners, seen) {
                owners[step] = hit as u32;
                return true;
            }
        }
        false
    }

    /// Steps with windows of their own: of all ways the furthest, of those the one with the earliest events.
    fn paced(&mut self, anchor: usize) -> (Chain, bool) {
        let (limit, required) = (self.limit(anchor), self.plan.required.len());
        let wait = |trail: &Self, k: usize| trail.wait(trail.plan.required[k]);
        // Forward: by required step the latest event at which a way has come so far.
        let mut latest = [None; MOST];
        latest[0] = Some(self.at(anchor));
        let (mut furthest, mut end) = (0, anchor + 1);
        while end < self.hits.len() && self.at(end) <= limit {
            let now = self.at(end);
            let mut alive = false;
            for k in (1..required).rev() {
                if latest[k - 1].is_some_and(|before| now - before <= wait(self, k)) {
                    alive = true;
                    if self.fits(end, self.plan.required[k]) {
                        latest[k] = Some(now);
                        furthest = furthest.max(k);
                    }
                }
            }
            end += 1;
            if !alive {
                break;
            }
        }
        // Backward: the events from which the furthest can be reached.
        self.good.clear();
        self.good.resize(end - anchor, 0);
        let mut next = [None; MOST];
        for hit in (anchor + 1..end).rev() {
            let now = self.at(hit);
            let leads =
                |k: usize| k == furthest || next[k + 1].is_some_and(|after: i64| after - now <= wait(self, k + 1));
            let good = (1..=furthest).filter(|&k| self.fits(hit, self.plan.required[k]) && leads(k));
            let good = good.fold(0_u32, |mask, k| mask | 1 << k);
            self.good[hit - anchor] = good;
            (1..=furthest).filter(|k| good & (1 << k) != 0).for_each(|k| next[k] = Some(now));
        }
        let chain = self.pick(anchor, furthest, end, limit);
        // Another way may overtake by required steps, this one go on by optional ones too.
        let end = self.plan.data_end.0;
        let overtakes = |k: usize| latest[k].is_some_and(|at: i64| at.saturating_add(wait(self, k + 1)) >= end);
        let alive = furthest + 1 < required && (0..=furthest).any(overtakes);
        (chain, alive || self.patient_until(&chain) >= end)
    }

    /// The earliest of the good ways.
    fn pick(&self, anchor: usize, furthest: usize, end: usize, limit: i64) -> Chain {
        let (mut chain, mut before) = (Chain::begin(anchor), anchor);
        for k in 1..=furthest + 1 {
            let (from, to) = (self.plan.required[k - 1], self.plan.required.get(k).copied());
            let next = to.filter(|_| k <= furthest).and_then(|to| {
                let in_time = |hit: &usize| self.at(*hit) - self.at(before) <= self.wait(to);
                (before + 1..end).take_while(in_time).find(|hit| self.good[hit - anchor] & (1 << k) != 0)
            });
            let until = next.unwrap_or(self.hits.len());
            for step in from + 1..to.unwrap_or(self.plan.steps) {
                let limit = limit.min(self.at(before).saturating_add(self.wait(step)));
                let first = chain.last() + 1;
                self.optional(&mut chain, step..step + 1, first..until, limit);
            }
            let (Some(to), Some(at)) = (to, next) else { break };
            chain.put(to, at);
            before = at;
        }
        chain
    }

    /// Whether an exclusion lies between its two steps, or after the first of them while the second may still come.
    fn is_spoilt(&self, anchor: usize, chain: &Chain) -> bool {
        let done = |steps: &mut dyn Iterator<Item = usize>| steps.map(|step| chain.hits[step]).find(|&hit| hit != NONE);
        let deadline = self.limit(anchor).min(self.patient_until(chain));
        self.plan.barred.iter().zip(&self.barred).any(|(barred, hits)| {
            if chain.level < barred.from {
                return false;
            }
            let Some(from) = done(&mut (0..=barred.from).rev()) else { return false };
            let Some(&hit) = hits.get(hits.partition_point(|&hit| hit <= from)) else { return false };
            match done(&mut (barred.to..self.plan.steps)) {
                Some(to) => hit < to,
                None => self.at(hit as usize) <= deadline,
            }
        })
    }
}
