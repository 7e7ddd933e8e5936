//! The naive twin of the walks: every definition of the contract said in the plainest way, looking at every pair of
//! events, with no state carried along.

use yeojido_domain::{Counts, Micros, Span};
use yeojido_journey::{Caught, Origin, Time, Visit, VisitOutcome, Walk, WalkOutcome, WalkRules};

/// Walks as lists of positions.
fn cut(caught: &[Caught], rules: &WalkRules) -> Vec<Vec<usize>> {
    let mut done = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for at in 0..caught.len() {
        if let Some(&before) = open.last() {
            let silence = caught[at].time.0 - caught[before].time.0;
            if is_goal(&caught[before], rules) || silence > rules.gap.0 {
                done.push(std::mem::take(&mut open));
            }
        }
        if !open.is_empty() || caught[at].starts {
            open.push(at);
        }
    }
    if !open.is_empty() {
        done.push(open);
    }
    done
}

fn is_goal(event: &Caught, rules: &WalkRules) -> bool {
    rules.goal && event.goal && event.stage == rules.stages - 1
}

fn visit(caught: &[Caught], walk: &[usize], stage: u8, rules: &WalkRules, data_end: Micros) -> Option<Visit> {
    let here = *walk.iter().find(|&&at| caught[at].stage == stage)?;
    let last = *walk.last()?;
    let goal = walk.iter().find(|&&at| is_goal(&caught[at], rules));
    let is_last = stage == rules.stages - 1;
    let later = || walk.iter().filter(|&&at| caught[at].stage > stage);

    let went_on = if is_last { goal.is_some() || !rules.goal } else { later().any(|&at| at > here) };
    let may_still = goal.is_none() && data_end.0 - caught[last].time.0 <= rules.gap.0;
    let outcome = match (went_on, may_still) {
        (true, _) => VisitOutcome::WentOn,
        (_, true) => VisitOutcome::Undecided,
        (_, false) => VisitOutcome::Dropped,
    };

    let before = walk.iter().rfind(|&&at| at < here).map(|&at| i32::from(caught[at].stage));
    let from = match before {
        None => Origin::Began,
        Some(s) if s == i32::from(stage) - 1 => Origin::Straight,
        Some(s) if s < i32::from(stage) => Origin::Past,
        Some(_) => Origin::Later,
    };

    let began = caught[here].time.0;
    let until = if is_last { goal } else { later().next() };
    let time = match until {
        Some(&at) if at == here => Time::Known(Span(0)),
        Some(&at) if at < here || caught[at].time.0 <= began => Time::Fault,
        Some(&at) => Time::Known(Span(caught[at].time.0 - began)),
        None if is_last && !rules.goal => Time::Unmeasured,
        None if may_still => Time::AtLeast(Span(data_end.0 - began)),
        None => Time::AtLeast(Span(caught[last].time.0 + rules.gap.0 - began)),
    };

    let came_back = |at: usize| at > here && caught[at].stage == stage && caught[at - 1].stage != stage;
    let reentries = walk.iter().filter(|&&at| came_back(at)).count();
    Some(Visit {
        stage,
        first: u32::try_from(here).expect("short walks"),
        reentries: u32::try_from(reentries).expect("short walks"),
        outcome,
        from,
        time,
    })
}

/// The walks of one person.
pub fn walks(caught: &[Caught], rules: &WalkRules, data_end: Micros) -> Vec<Walk> {
    let mut all = Vec::new();
    for walk in cut(caught, rules) {
        let visits: Vec<Visit> =
            (0..rules.stages).filter_map(|stage| visit(caught, &walk, stage, rules, data_end)).collect();
        let last = *walk.last().expect("a walk has events");
        let reached = if rules.goal {
            walk.iter().any(|&at| is_goal(&caught[at], rules))
        } else {
            walk.iter().any(|&at| caught[at].stage == rules.stages - 1)
        };
        let outcome = if reached {
            WalkOutcome::Goal
        } else if data_end.0 - caught[last].time.0 <= rules.gap.0 {
            WalkOutcome::Undecided
        } else {
            WalkOutcome::Dropped
        };
        all.push(Walk { caught: walk[0]..last + 1, outcome, visits });
    }
    if rules.counts == Counts::Customers {
        let reach = |walk: &Walk| {
            let highest = walk.visits.iter().map(|visit| visit.stage).max().expect("a walk has visits");
            if walk.outcome == WalkOutcome::Goal { 1000 } else { i32::from(highest) }
        };
        let furthest = all.iter().map(reach).max();
        all = all.into_iter().find(|walk| Some(reach(walk)) == furthest).into_iter().collect();
    }
    all
}
