//! A journey proposed from the data, with the reason for every event's place.
//!
//! Several kinds of reason, in this order. **By name**: words that shops and services commonly use for a phase ("장바구니",
//! "checkout", "배송"). **Beside**: an event whose name says nothing, or misleads, goes to the stage after whose events
//! it comes most often. **Step**: where those who come further pass one event of a phase after the other, each is a
//! stage of its own. When names tell the phase of fewer than half of the events, the **order** alone decides: the events
//! are cut where their mean places lie furthest apart.
//!
//! The gap that ends a walk is chosen from the silences in the data, and said why ([`GapWhy`]).

mod gap;
mod phases;
mod road;
mod seen;
mod together;

use std::collections::BTreeMap;

use serde::Serialize;
use yeojido_domain::{
    Counts, EventRule, Journey, JourneyId, LocalText, Stage, StageId, Starts, Touchpoint, TouchpointId,
};
use yeojido_journey::{Events, Silences};

use super::check::EventCountRow;
use crate::{AppError, Workspace};
pub use gap::GapWhy;
pub(crate) use phases::buying;
use phases::{ORDER, PHASES, phase};
use road::{Group, Reason, Road, of_phase};
use seen::{Seen, seen};

/// Stages cut by order alone, at most.
const BY_ORDER: usize = 5;
/// Names of events that are looked at, the most frequent first.
const LOOKED_AT: usize = 200;

/// Why an event stands where it does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Why {
    /// Stage.
    pub stage: String,
    /// Event.
    pub event: String,
    /// `name`, `order`, `beside` or `step`.
    pub reason: &'static str,
    /// The `word` of the name, the mean `place` (0 first … 1 last), or the `share` (beside: of its occurrences after those
    /// of the stage; step: of those who come further that pass it), and how many `customers`.
    pub params: BTreeMap<&'static str, String>,
}

/// The proposal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The journey; none when there is nothing to go by.
    pub definition: Option<Journey>,
    /// Event by event.
    pub why: Vec<Why>,
    /// Why the gap is as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap_why: Option<GapWhy>,
    /// Stable code of why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_none: Option<&'static str>,
    /// Events left out, since only the 200 most frequent names are looked at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<EventCountRow>,
}

/// Proposes a journey from the events of a workspace.
///
/// # Errors
/// [`AppError::Lake`].
pub async fn suggest(workspace: &Workspace) -> Result<Suggestion, AppError> {
    let snapshot = workspace.lake.snapshot(None).await?;
    let events = snapshot.events(&[]).await?;
    tokio::task::spawn_blocking(move || propose(&events)).await?
}

fn propose(events: &Events) -> Result<Suggestion, AppError> {
    let mut seen = seen(events);
    if seen.is_empty() {
        return Ok(Suggestion {
            definition: None,
            why: Vec::new(),
            gap_why: None,
            reason_none: Some("no_events"),
            left_out: Vec::new(),
        });
    }
    let rest = seen.split_off(seen.len().min(LOOKED_AT));
    let left_out = rest.into_iter().map(|s| EventCountRow { event: s.event, count: s.count }).collect();
    let mut silences = Silences::default();
    for person in events.iter() {
        person.time.windows(2).for_each(|pair| silences.add(pair[1].since(pair[0])));
    }
    let road = Road { events, seen: &seen, valley: silences.valley() };
    let named = seen.iter().filter(|s| phase(&s.event).is_some()).count();
    let groups = if named * 2 >= seen.len() { by_name(&road) } else { by_order(&seen) };
    let groups = once_each(groups);
    let ids: Vec<String> = groups.iter().map(|group| group.id.clone()).collect();
    let (gap, gap_why) = gap::gap(events, &road.places(groups.iter()), &ids, road.valley.as_ref());
    let stages: Vec<Stage> = groups.iter().map(|group| stage(group, &seen)).collect::<Result<_, _>>()?;
    let definition = Journey {
        journey: 1,
        id: JourneyId::new("suggested")?,
        name: LocalText::both("제안된 여정", "Suggested journey"),
        counts: Counts::Walks,
        starts: Starts::FirstCaught,
        goal: goal(&groups, &stages),
        gap,
        stages,
    };
    let why = groups.iter().flat_map(|group| group.members.iter().map(|member| why(group, &seen[member.0], &member.1)));
    Ok(Suggestion {
        definition: Some(definition),
        why: why.collect(),
        gap_why: Some(gap_why),
        reason_none: None,
        left_out,
    })
}

/// Where the journey ends with an order, the order completes it.
fn goal(groups: &[Group], stages: &[Stage]) -> Option<EventRule> {
    groups.last().filter(|group| group.phase == Some(ORDER))?;
    stages.last()?.touchpoints.first()?.events.first().cloned()
}

fn by_name(road: &Road<'_>) -> Vec<Group> {
    let mut members: Vec<Vec<(usize, Reason)>> = PHASES.iter().map(|_| Vec::new()).collect();
    let mut loose: Vec<usize> = Vec::new();
    for (at, one) in road.seen.iter().enumerate() {
        match phase(&one.event) {
            Some((phase, word)) => members[phase].push((at, Reason::Name(word))),
            None => loose.push(at),
        }
    }
    let phases = members.into_iter().enumerate().filter(|(_, list)| !list.is_empty());
    let mut groups: Vec<Group> = phases.map(|(phase, list)| of_phase(phase, list)).collect();
    loose.extend(road.misled(&mut groups));
    loose.extend(road.side_pages(&mut groups));
    road.in_order(&mut groups);
    // What stood at the end may stand beside the road now.
    loose.extend(road.side_pages(&mut groups));
    road.put_beside(&mut groups, &loose);
    road.steps(groups)
}

fn by_order(seen: &[Seen]) -> Vec<Group> {
    let mut sorted: Vec<usize> = (0..seen.len()).collect();
    sorted.sort_by(|&a, &b| seen[a].place.total_cmp(&seen[b].place).then_with(|| seen[b].count.cmp(&seen[a].count)));
    let apart = |pair: &[usize]| seen[pair[1]].place - seen[pair[0]].place;
    let mut gaps: Vec<(usize, f64)> = sorted.windows(2).enumerate().map(|(at, pair)| (at + 1, apart(pair))).collect();
    gaps.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut cuts: Vec<usize> =
        gaps.into_iter().filter(|(_, gap)| *gap > 0.02).take(BY_ORDER - 1).map(|(at, _)| at).collect();
    cuts.push(seen.len());
    cuts.sort_unstable();
    let mut from = 0;
    let part = |(number, to): (usize, usize)| {
        let part = &sorted[from..to];
        from = to;
        let name = part.iter().max_by_key(|at| seen[**at].count).map(|at| seen[*at].event.clone()).unwrap_or_default();
        Group {
            id: format!("stage-{number}"),
            name: LocalText::One(name),
            phase: None,
            members: part.iter().map(|at| (*at, Reason::Place)).collect(),
        }
    };
    (1..).zip(cuts).map(part).collect()
}

/// Two steps of the same name stand in stages of different ids.
fn once_each(mut groups: Vec<Group>) -> Vec<Group> {
    for at in 1..groups.len() {
        let (before, from) = groups.split_at_mut(at);
        let own = from[0].id.clone();
        let mut number = 2;
        while before.iter().any(|group| group.id == from[0].id) {
            from[0].id = format!("{own}-{number}");
            number += 1;
        }
    }
    groups
}

fn why(group: &Group, seen: &Seen, reason: &Reason) -> Why {
    let mut params = BTreeMap::from([("customers", seen.customers.to_string())]);
    let reason = match reason {
        Reason::Name(word) => {
            params.insert("word", word.trim().to_owned());
            "name"
        }
        Reason::Place => {
            params.insert("place", format!("{:.2}", seen.place));
            "order"
        }
        Reason::Beside(share) => {
            params.insert("share", format!("{share:.2}"));
            "beside"
        }
        Reason::Step(share) => {
            params.insert("share", format!("{share:.2}"));
            "step"
        }
    };
    Why { stage: group.id.clone(), event: seen.event.clone(), reason, params }
}

fn stage(group: &Group, seen: &[Seen]) -> Result<Stage, AppError> {
    let rule = |event: &str| EventRule { event: event.to_owned(), channel: None, conditions: Vec::new() };
    Ok(Stage {
        id: StageId::new(&group.id)?,
        name: group.name.clone(),
        owner: None,
        moment_of_truth: None,
        touchpoints: vec![Touchpoint {
            id: TouchpointId::new("events")?,
            name: Some(LocalText::both("행동", "Actions")),
            events: group.members.iter().map(|(at, _)| rule(&seen[*at].event)).collect(),
            voices: Vec::new(),
        }],
    })
}
