//! Walks: how one customer went through a journey, and what became of every stage that they entered.
//!
//! A walk begins at the first caught event and ends with the goal in the last stage, or when more than `gap` passes
//! without a caught event; the next caught event then begins another. Order is the order of the rows: of two events at
//! the same instant the one with the lower row came first, and "afterwards" always means a later position.
//!
//! What the contract of the walks leaves open is decided so:
//! * **A starting rule** picks among caught events. What a stage catches before the first starting event, or after a
//!   walk's end and before the next starting event, belongs to no walk; a starting event inside a walk changes nothing.
//! * **Undecided** is a walk that the goal has not ended and whose last caught event is not more than `gap` before the
//!   end of the data. Without a goal a walk that has reached the last stage has arrived, but its earlier stages may
//!   still be undecided, since only silence ends it.
//! * **Censoring.** A visit that did not go on lasted at least until the last moment at which the walk is known to
//!   stand where it stood: the end of the data, or `gap` after its last caught event if that is earlier. Not the last
//!   caught event itself: through the whole gap the customer was watched and nothing came, and to forget that would
//!   shorten the median.
//! * **Clock faults.** Time in a stage runs to the first event of any later stage in the walk. Where that comes earlier
//!   in the walk or at the very same instant, the time is a fault: counted, and left out, whether or not the walk went
//!   on. A goal that is also the first event of the last stage is no fault: it is known to have taken no time.

use std::ops::Range;

use yeojido_domain::{Counts, Micros, Span};

/// An event that a stage has caught, as the kernels see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caught {
    /// Row in [`crate::Events`].
    pub row: u32,
    /// When.
    pub time: Micros,
    /// Which stage, from 0.
    pub stage: u8,
    /// Which touchpoint of the stage, from 0.
    pub touchpoint: u16,
    /// It satisfies the journey's goal. It completes a walk only if the last stage caught it.
    pub goal: bool,
    /// A walk may begin here.
    pub starts: bool,
}

/// What the arithmetic needs to know of a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WalkRules {
    /// Number of stages, at least 1.
    pub stages: u8,
    /// Silence longer than this ends a walk.
    pub gap: Span,
    /// There is a goal event; without one, reaching the last stage is the goal.
    pub goal: bool,
    /// All walks, or the furthest of each customer.
    pub counts: Counts,
}

/// What became of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WalkOutcome {
    /// It reached the goal.
    Goal,
    /// It ended without.
    Dropped,
    /// It has not, and may still.
    Undecided,
}

/// What became of a walk after it entered a stage. Exactly one of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VisitOutcome {
    /// It entered a later stage afterwards; in the last stage, it reached the goal.
    WentOn,
    /// It did not, and the walk has ended.
    Dropped,
    /// It did not, and may still.
    Undecided,
}

/// Where a walk was just before it first entered a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// Nowhere: the walk began here.
    Began,
    /// In the stage before.
    Straight,
    /// In a stage before that one.
    Past,
    /// In a later stage.
    Later,
}

/// How long a walk took from its first event in a stage to its first event in a later one (in the last: to the goal).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Time {
    /// So long.
    Known(Span),
    /// It has not gone on: at least so long.
    AtLeast(Span),
    /// The later stage came earlier or at the same instant: a clock fault.
    Fault,
    /// Nothing to wait for: the last stage of a journey without a goal event.
    Unmeasured,
}

/// What a walk did in one stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// Which stage, from 0.
    pub stage: u8,
    /// The first event here, as an index into the slice of [`Caught`].
    pub first: u32,
    /// Times that the walk came back from another stage.
    pub reentries: u32,
    /// What became of it.
    pub outcome: VisitOutcome,
    /// Where it came from.
    pub from: Origin,
    /// How long until it went on.
    pub time: Time,
}

impl Visit {
    /// Whether it began in a half-open range of instants.
    #[must_use]
    pub fn began_within(&self, caught: &[Caught], period: &Range<Micros>) -> bool {
        period.contains(&caught[self.first as usize].time)
    }
}

/// One run of a customer through the journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// Its events, as indexes into the slice of [`Caught`]; never empty.
    pub caught: Range<usize>,
    /// What became of it.
    pub outcome: WalkOutcome,
    /// The stages that it entered, in the order of the journey; never empty.
    pub visits: Vec<Visit>,
}

impl Walk {
    /// What it did in a stage, if it entered it.
    #[must_use]
    pub fn visit(&self, stage: u8) -> Option<&Visit> {
        self.visits.binary_search_by_key(&stage, |visit| visit.stage).ok().map(|at| &self.visits[at])
    }

    /// How far it came: a goal is further than any stage, then the highest stage counts.
    fn reach(&self) -> (bool, u8) {
        (self.outcome == WalkOutcome::Goal, self.visits.last().map_or(0, |visit| visit.stage))
    }
}

/// What one pass over a walk remembers of a stage.
#[derive(Clone, Copy)]
struct Seen {
    first: usize,
    last: usize,
    reentries: u32,
}

/// The walks of one person, in order of time; at most one with [`Counts::Customers`].
///
/// `caught` holds that person's caught events in the order of their rows, every `stage` below [`WalkRules::stages`];
/// `data_end` is the last instant of all data, as of which the undecided are undecided.
///
/// # Panics
/// When a `stage` is not below [`WalkRules::stages`].
#[must_use]
pub fn walks(caught: &[Caught], rules: &WalkRules, data_end: Micros) -> Vec<Walk> {
    let mut found: Vec<Walk> = Vec::new();
    let mut seen = vec![None; usize::from(rules.stages)];
    let mut at = 0;
    while let Some(ahead) = caught[at..].iter().position(|event| event.starts) {
        let first = at + ahead;
        let end = end_of_walk(caught, first, rules);
        let walk = follow(caught, first..end, rules, data_end, &mut seen);
        at = end;
        match (rules.counts, found.first_mut()) {
            (Counts::Customers, Some(best)) if walk.reach() > best.reach() => *best = walk,
            (Counts::Customers, Some(_)) => {}
            _ => found.push(walk),
        }
    }
    found
}

/// One past the last event of the walk that begins at `first`.
fn end_of_walk(caught: &[Caught], first: usize, rules: &WalkRules) -> usize {
    let mut at = first;
    loop {
        if completes(&caught[at], rules) {
            return at + 1;
        }
        match caught.get(at + 1) {
            Some(next) if next.time.since(caught[at].time) <= rules.gap => at += 1,
            _ => return at + 1,
        }
    }
}

fn completes(event: &Caught, rules: &WalkRules) -> bool {
    rules.goal && event.goal && event.stage + 1 == rules.stages
}

/// Looks at one walk; `seen` is scratch, one place a stage.
fn follow(
    caught: &[Caught],
    range: Range<usize>,
    rules: &WalkRules,
    data_end: Micros,
    seen: &mut [Option<Seen>],
) -> Walk {
    see(caught, range.clone(), seen);
    let last = range.end - 1;
    let completed = completes(&caught[last], rules);
    let open = !completed && data_end.since(caught[last].time) <= rules.gap;
    // The last moment at which the walk is known to stand where it stood.
    let known_until = data_end.min(caught[last].time.plus(rules.gap)).max(caught[last].time);
    let standing = Standing { caught, rules, last, completed, known_until };

    let mut visits = Vec::new();
    // Over all stages later than the one looked at: the first event of any, and the last.
    let mut later: Option<(usize, usize)> = None;
    for stage in (0..rules.stages).rev() {
        let Some(here) = seen[usize::from(stage)] else { continue };
        let in_last = stage + 1 == rules.stages;
        let went_on = if in_last { completed || !rules.goal } else { later.is_some_and(|(_, l)| l > here.first) };
        visits.push(Visit {
            stage,
            first: u32::try_from(here.first).unwrap_or(u32::MAX),
            reentries: here.reentries,
            outcome: match (went_on, open) {
                (true, _) => VisitOutcome::WentOn,
                (false, false) => VisitOutcome::Dropped,
                (false, true) => VisitOutcome::Undecided,
            },
            from: came_from(caught, here.first, range.start),
            time: standing.time(here.first, later.map(|(first, _)| first), in_last),
        });
        later = Some(later.map_or((here.first, here.last), |(f, l)| (f.min(here.first), l.max(here.last))));
    }
    visits.reverse();
    let arrived = completed || (!rules.goal && seen.last().is_some_and(Option::is_some));
    let outcome = match (arrived, open) {
        (true, _) => WalkOutcome::Goal,
        (false, false) => WalkOutcome::Dropped,
        (false, true) => WalkOutcome::Undecided,
    };
    Walk { caught: range, outcome, visits }
}

/// One pass over a walk: first and last event of each stage, and the re-entries.
fn see(caught: &[Caught], range: Range<usize>, seen: &mut [Option<Seen>]) {
    seen.fill(None);
    for at in range {
        match &mut seen[usize::from(caught[at].stage)] {
            Some(stage) => {
                stage.last = at;
                stage.reentries += u32::from(caught[at - 1].stage != caught[at].stage);
            }
            empty => *empty = Some(Seen { first: at, last: at, reentries: 0 }),
        }
    }
}

/// How a walk stands at its end.
struct Standing<'a> {
    caught: &'a [Caught],
    rules: &'a WalkRules,
    last: usize,
    completed: bool,
    known_until: Micros,
}

impl Standing<'_> {
    /// Time in the stage first entered at `here`; `later` is the walk's first event of any later stage.
    fn time(&self, here: usize, later: Option<usize>, in_last: bool) -> Time {
        let since = |until: Micros| until.since(self.caught[here].time);
        let goal = (in_last && self.completed).then_some(self.last);
        match later.or(goal) {
            // Only the goal can be the event of the entry itself.
            Some(until) if until == here => Time::Known(Span(0)),
            Some(until) if until < here || since(self.caught[until].time) <= Span(0) => Time::Fault,
            Some(until) => Time::Known(since(self.caught[until].time)),
            None if in_last && !self.rules.goal => Time::Unmeasured,
            None => Time::AtLeast(since(self.known_until)),
        }
    }
}

fn came_from(caught: &[Caught], first: usize, began: usize) -> Origin {
    if first == began {
        return Origin::Began;
    }
    let (here, before) = (caught[first].stage, caught[first - 1].stage);
    if before > here {
        Origin::Later
    } else if before + 1 == here {
        Origin::Straight
    } else {
        Origin::Past
    }
}
