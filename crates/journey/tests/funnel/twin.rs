//! The naive twin of the funnel: every definition said in the plainest way, over all choices of events.

use yeojido_domain::Micros;
use yeojido_journey::funnel::{FunnelSpec, Order};

/// A step's or an exclusion's events, as a list of names.
pub type Names = Vec<u32>;

/// A funnel over numbered events.
#[derive(Debug, Clone)]
pub struct Question {
    pub steps: Vec<Names>,
    pub optional: Vec<bool>,
    pub waits: Vec<Option<i64>>,
    pub window: Option<i64>,
    pub order: Order,
    /// Names, from step, to step.
    pub exclusions: Vec<(Names, usize, usize)>,
    pub period: (i64, i64),
    pub data_end: i64,
}

/// Events of a person: time and name. A name at or above 100 fits step `name - 100` alone.
pub type Person = Vec<(i64, u32)>;

/// By step the position of its event.
pub type Way = Vec<Option<usize>>;

const DAY14: i64 = 14 * 86_400_000_000;

impl Question {
    fn fits(&self, step: usize, name: u32) -> bool {
        self.steps[step].contains(&name) || name as usize == 100 + step
    }

    fn timed(&self) -> bool {
        self.waits.iter().any(Option::is_some)
    }

    /// From the first step.
    fn window(&self) -> Option<i64> {
        self.window.or(if self.timed() { None } else { Some(DAY14) })
    }

    /// From the required step before.
    fn wait(&self, step: usize) -> Option<i64> {
        match self.waits[step] {
            Some(wait) => Some(wait),
            None if self.timed() && self.window.is_none() => Some(DAY14),
            None => None,
        }
    }

    fn in_time(&self, person: &Person, first: usize, required: usize, at: usize, step: usize) -> bool {
        self.window().is_none_or(|window| person[at].0 - person[first].0 <= window)
            && self.wait(step).is_none_or(|wait| person[at].0 - person[required].0 <= wait)
    }

    /// The furthest way through the required steps, the earliest of several: every choice is tried.
    fn required(&self, person: &Person, first: usize, before: usize, steps: &[usize]) -> Vec<usize> {
        let Some((&step, rest)) = steps.split_first() else { return Vec::new() };
        let mut best = Vec::new();
        for at in before + 1..person.len() {
            if self.fits(step, person[at].1) && self.in_time(person, first, before, at, step) {
                let mut way = vec![at];
                way.extend(self.required(person, first, at, rest));
                if way.len() > best.len() {
                    best = way;
                }
            }
        }
        best
    }

    fn ordered(&self, person: &Person, first: usize) -> Way {
        let required: Vec<usize> = (1..self.steps.len()).filter(|&step| !self.optional[step]).collect();
        let found = self.required(person, first, first, &required);
        let mut way: Way = vec![None; self.steps.len()];
        way[0] = Some(first);
        found.iter().zip(&required).for_each(|(&at, &step)| way[step] = Some(at));
        let (mut before, mut latest) = (first, first);
        for step in 1..self.steps.len() {
            if let Some(at) = way[step] {
                (before, latest) = (at, at);
            } else if !self.optional[step] {
                break;
            } else {
                let end = way[step..].iter().flatten().next().copied().unwrap_or(person.len());
                let fits =
                    |at: &usize| self.fits(step, person[*at].1) && self.in_time(person, first, before, *at, step);
                if let Some(at) = (latest + 1..end).find(fits) {
                    way[step] = Some(at);
                    latest = at;
                }
            }
        }
        way
    }

    fn strict(&self, person: &Person, first: usize) -> Way {
        let mut way: Way = vec![None; self.steps.len()];
        way[0] = Some(first);
        let (mut step, mut required) = (0, first);
        for at in first + 1..person.len() {
            // The next steps up to the first that nobody may leave out.
            let needed = (step + 1..self.steps.len()).find(|&next| !self.optional[next]);
            let mut next = step + 1..needed.map_or(self.steps.len(), |needed| needed + 1);
            let fits = |&next: &usize| self.fits(next, person[at].1) && self.in_time(person, first, required, at, next);
            let Some(taken) = next.find(fits) else { break };
            way[taken] = Some(at);
            step = taken;
            if !self.optional[taken] {
                required = at;
            }
        }
        way
    }

    /// How many different steps some events can do, each one.
    fn most(&self, names: &[u32], free: &[usize]) -> usize {
        let Some((&name, rest)) = names.split_first() else { return 0 };
        let mut best = self.most(rest, free);
        for &step in free.iter().filter(|&&step| self.fits(step, name)) {
            let left: Vec<usize> = free.iter().copied().filter(|&other| other != step).collect();
            best = best.max(1 + self.most(rest, &left));
        }
        best
    }

    fn unordered(&self, person: &Person, first: usize) -> Way {
        let all: Vec<usize> = (0..self.steps.len()).collect();
        let mut way: Way = vec![None; self.steps.len()];
        let mut names = Vec::new();
        let mut done = 0;
        for at in first..person.len() {
            if self.window().is_none_or(|window| person[at].0 - person[first].0 <= window) {
                names.push(person[at].1);
                if self.most(&names, &all) > done {
                    way[done] = Some(at);
                    done += 1;
                }
            }
        }
        way
    }

    pub fn way(&self, person: &Person, first: usize) -> Way {
        match self.order {
            Order::Ordered => self.ordered(person, first),
            Order::Strict => self.strict(person, first),
            Order::Unordered => self.unordered(person, first),
        }
    }

    fn is_spoilt(&self, person: &Person, way: &Way) -> bool {
        let level = level(way);
        self.exclusions.iter().any(|(names, from, to)| {
            if level < *from {
                return false;
            }
            let from = way[..=*from].iter().rev().flatten().next().copied().unwrap_or(0);
            let until = way[*to..].iter().flatten().next().copied();
            (from + 1..person.len()).any(|at| {
                names.contains(&person[at].1)
                    && match until {
                        Some(until) => at < until,
                        None => self.may_still(person, way, person[at].0),
                    }
            })
        })
    }

    /// Whether the window of the last step done is still open at an instant.
    fn may_still(&self, person: &Person, way: &Way, at: i64) -> bool {
        let (first, level) = (way[0].expect("it began"), level(way));
        let required = (0..=level).rev().find(|&step| !self.optional[step]).expect("the first is required");
        let done = way[required].expect("it is done");
        let to = (level + 1..self.steps.len()).find(|&step| !self.optional[step]);
        let mut next = level + 1..to.map_or(self.steps.len(), |to| to + 1);
        self.window().is_none_or(|window| at - person[first].0 <= window)
            && (next.is_empty() || next.any(|step| self.wait(step).is_none_or(|wait| at - person[done].0 <= wait)))
    }

    /// Whether events that came at the end of the data, whichever, would bring the attempt further.
    fn is_open(&self, person: &Person, first: usize) -> bool {
        let now = level(&self.way(person, first));
        (1..self.steps.len()).any(|from| {
            let mut longer = person.clone();
            let further = (from..self.steps.len()).filter(|&step| step == from || !self.optional[step]);
            longer.extend(further.map(|step| (self.data_end, 100 + step as u32)));
            if self.order == Order::Unordered {
                longer.push((self.data_end, 100));
            }
            level(&self.way(&longer, first)) > now
        })
    }

    /// The best attempt and whether it is undecided; `Err` tells whether there were any.
    pub fn follow(&self, person: &Person) -> Result<(Way, bool), bool> {
        let begins = |at: &usize| {
            let first = if self.order == Order::Unordered { 0..self.steps.len() } else { 0..1 };
            let (time, name) = person[*at];
            first.into_iter().any(|step| self.fits(step, name)) && self.period.0 <= time && time < self.period.1
        };
        let anchors: Vec<usize> = (0..person.len()).filter(begins).collect();
        let clean: Vec<usize> =
            anchors.iter().copied().filter(|&at| !self.is_spoilt(person, &self.way(person, at))).collect();
        let best = clean.iter().map(|&at| level(&self.way(person, at))).max().ok_or(!anchors.is_empty())?;
        let first = clean.iter().copied().find(|&at| level(&self.way(person, at)) == best).expect("the best");
        let open = best + 1 < self.steps.len() && clean.iter().any(|&at| self.is_open(person, at));
        Ok((self.way(person, first), open))
    }

    /// The same as the kernel is asked it; names are `e0`, `e1` …
    pub fn spec(&self) -> FunnelSpec {
        let name = |names: &Names| -> Vec<String> { names.iter().map(|name| format!("e{name}")).collect() };
        let mut spec = FunnelSpec::of(&vec!["x"; self.steps.len()]);
        for (at, step) in spec.steps.iter_mut().enumerate() {
            (step.event, step.events) = (None, name(&self.steps[at]));
            step.optional = self.optional[at];
            step.window = self.waits[at].map(yeojido_domain::Span);
        }
        spec.order = self.order;
        spec.window = self.window.map(yeojido_domain::Span);
        let exclusion = |(names, from, to): &(Names, usize, usize)| yeojido_journey::funnel::Exclusion {
            event: None,
            events: name(names),
            conditions: std::collections::BTreeMap::new(),
            url: None,
            from_step: *from,
            to_step: *to,
        };
        spec.exclusions = self.exclusions.iter().map(exclusion).collect();
        spec
    }

    pub fn range(&self) -> std::ops::Range<Micros> {
        Micros(self.period.0)..Micros(self.period.1)
    }
}

pub fn level(way: &Way) -> usize {
    way.iter().rposition(Option::is_some).expect("it began")
}
