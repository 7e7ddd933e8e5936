//! Things that happen in a stage and after which customers leave or turn back.
//!
//! Who has done the same so far is compared: a row is a point of a visit, its stratum the set of events that the visit
//! has had in the stage by then and how many there were, and the group the points at which the incident came next. So "after the coupon
//! came off" is set against others who had also opened the order, entered an address and used a coupon, and not against
//! those who had got further. Points after which nothing came are among the others, which makes the comparison stricter:
//! whoever met the incident was at least still there.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use yeojido_domain::{Measure, Micros};
use yeojido_improve::{Column, ENOUGH, Table, Values};
use yeojido_journey::Caught;

use super::facts::Fact;
use super::ground::{Ground, Stay, usual};
use super::tables::{Asked, Incident, Members, lost, owners};
use super::tell::is_wrong;

/// Events of a stage that are told apart; the rarest share one mark.
const MARKS: usize = 24;
/// Moments of a visit that are looked at.
const MOMENTS: usize = 60;
/// An event is looked at when it comes again so often.
const AGAIN: u32 = 3;
/// What happens to more than this share of the visits is no incident.
const COMMON: f64 = 0.6;
/// A difference in shares smaller than this is not worth telling of what tells that something went wrong.
const LEAST_WRONG: f64 = 0.05;
/// Nor smaller than this of an ordinary page: whoever goes to one more page has one more to leave from.
const LEAST: f64 = 0.1;

/// One moment: what the visit has had in the stage so far, and what comes next.
struct Moment {
    stay: usize,
    time: Micros,
    /// The event of the stage that it comes after.
    after: u32,
    /// The set of events that the visit has had in the stage, and how many by powers of two: whoever looks long has met
    /// more of everything. Who is back in an earlier stage is at a point of its own.
    point: (u32, u32),
    next: Option<u32>,
    /// The how-many-th time of the next event.
    times: u32,
    /// Whether the event that it comes after is of this stage, and not of one to which the visit turned back.
    here: bool,
    /// Whether the event after the next one lies in an earlier stage.
    back: bool,
}

/// The tables of a stage that incidents are judged by.
pub(super) fn of_incidents<'s>(ground: &Ground<'s>, stage: u8, stays: &[Stay<'s>]) -> Vec<Asked> {
    let marks = marks(ground, stage, stays);
    let moments = moments(ground, stage, stays, &marks);
    let mut met: FxHashMap<(u32, u32), (usize, Option<usize>)> = FxHashMap::default();
    for moment in &moments {
        if let Some(event) = moment.next.filter(|_| moment.times == 1 || moment.times == AGAIN) {
            let (count, last) = met.entry((event, moment.times)).or_default();
            *count += usize::from(*last != Some(moment.stay));
            *last = Some(moment.stay);
        }
    }
    let mut incidents: Vec<Incident> = met
        .into_iter()
        .filter(|(_, (count, _))| {
            #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
            let share = *count as f64 / stays.len() as f64;
            *count >= ENOUGH && share <= COMMON
        })
        .map(|((event, times), _)| Incident { event, times })
        .collect();
    incidents.sort_unstable_by_key(|incident| (incident.event, incident.times));
    let usual = usual(ground.scene, stays);
    let mut asked = Vec::new();
    for incident in incidents {
        if let Some(usual) = usual {
            let outcome = |moment: &Moment| lost(&stays[moment.stay], usual, ground.data_end);
            asked.extend(table(ground, stage, stays, &moments, incident, Measure::Lost, &outcome));
        }
        if stage > 0 {
            let outcome = |moment: &Moment| Some(f64::from(u8::from(moment.back)));
            asked.extend(table(ground, stage, stays, &moments, incident, Measure::Back, &outcome));
        }
    }
    asked
}

/// Which visits met an incident, whatever became of them.
pub(super) fn met<'s>(ground: &Ground<'s>, stage: u8, stays: &[Stay<'s>], incident: Incident) -> Vec<bool> {
    let comes = |stay: &Stay<'s>| {
        // The event by which the stage was entered is no incident in it.
        let times = within(ground, stay, stage).skip(1).filter(|event| event.stage == stage);
        let times = times.filter(|event| code(ground, event) == incident.event).count();
        let entered = within(ground, stay, stage).next().is_some_and(|event| code(ground, event) == incident.event);
        times > 0 && times + usize::from(entered) >= incident.times as usize
    };
    stays.iter().map(comes).collect()
}

/// The most frequent events of the stage, each with a bit of its own.
fn marks(ground: &Ground<'_>, stage: u8, stays: &[Stay<'_>]) -> FxHashMap<u32, u32> {
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    for stay in stays {
        for event in within(ground, stay, stage) {
            *counts.entry(code(ground, event)).or_default() += 1;
        }
    }
    let mut counts: Vec<(u32, usize)> = counts.into_iter().collect();
    counts.sort_unstable_by_key(|&(code, count)| (std::cmp::Reverse(count), code));
    counts.into_iter().take(MARKS).zip(0..).map(|((code, _), mark)| (code, mark)).collect()
}

/// The events of a visit until it goes on, those of earlier stages to which it turned back among them.
fn within<'s>(ground: &Ground<'s>, stay: &Stay<'s>, stage: u8) -> impl Iterator<Item = &'s Caught> + Clone {
    ground.around(stay).1.iter().take_while(move |event| event.stage <= stage).take(MOMENTS)
}

fn code(ground: &Ground<'_>, event: &Caught) -> u32 {
    ground.events.event.codes[event.row as usize]
}

fn moments(ground: &Ground<'_>, stage: u8, stays: &[Stay<'_>], marks: &FxHashMap<u32, u32>) -> Vec<Moment> {
    let mark = |code: u32| 1_u32 << marks.get(&code).copied().unwrap_or(MARKS as u32);
    let mut all = Vec::new();
    let mut times: FxHashMap<u32, u32> = FxHashMap::default();
    for (at, stay) in stays.iter().enumerate() {
        let events: Vec<&Caught> = within(ground, stay, stage).collect();
        times.clear();
        let mut had = 0;
        for (place, event) in events.iter().enumerate() {
            let (after, here) = (code(ground, event), event.stage == stage);
            if here {
                had |= mark(after);
                *times.entry(after).or_default() += 1;
            }
            let next = events.get(place + 1).filter(|next| next.stage == stage).map(|next| code(ground, next));
            let back = next.is_some() && events.get(place + 2).is_some_and(|after| after.stage < stage);
            let times = next.map_or(0, |next| times.get(&next).copied().unwrap_or(0) + 1);
            let depth = u32::try_from(place + 1).unwrap_or(u32::MAX).ilog2();
            all.push(Moment {
                stay: at,
                time: event.time,
                after,
                point: (had, 2 * depth + u32::from(here)),
                next,
                times,
                here,
                back,
            });
        }
    }
    all
}

/// Moments at which an incident came next against those at which it did not, in visits that had not met it.
fn table(
    ground: &Ground<'_>,
    stage: u8,
    stays: &[Stay<'_>],
    moments: &[Moment],
    incident: Incident,
    measure: Measure,
    outcome: &impl Fn(&Moment) -> Option<f64>,
) -> Option<Asked> {
    let came = |moment: &Moment| moment.next == Some(incident.event) && moment.times == incident.times;
    // Where the incident never came there is nothing to compare.
    let strata: FxHashMap<(u32, u32), u32> = {
        let mut strata = FxHashMap::default();
        for moment in moments.iter().filter(|moment| came(moment)) {
            let next = u32::try_from(strata.len()).unwrap_or(0);
            strata.entry(moment.point).or_insert(next);
        }
        strata
    };
    let mut rows: Vec<(&Moment, f64, u32)> = Vec::new();
    for visit in moments.chunk_by(|a, b| a.stay == b.stay) {
        let mut often = 0;
        let first = rows.len();
        for moment in visit {
            // How often it had come before, so that the third time is set against others who had it twice.
            often += u32::from(moment.after == incident.event);
            if often + 1 != incident.times {
                continue;
            }
            // Going back is judged by what came after the next event, so there must be a next one, and by whoever is here.
            if measure == Measure::Back && (moment.next.is_none() || !moment.here) {
                continue;
            }
            let (Some(&stratum), Some(outcome)) = (strata.get(&moment.point), outcome(moment)) else { continue };
            let same = rows[first..].iter().position(|(_, _, other)| *other == stratum).map(|at| first + at);
            match same {
                // A visit counts once at each point, with the incident if it came.
                Some(at) if came(moment) => rows[at] = (moment, outcome, stratum),
                Some(_) => {}
                None => rows.push((moment, outcome, stratum)),
            }
            if came(moment) {
                break;
            }
        }
    }
    let codes: Vec<Option<u32>> = rows.iter().map(|(moment, _, _)| Some(u32::from(came(moment)))).collect();
    if codes.iter().filter(|code| **code == Some(1)).count() < ENOUGH {
        return None;
    }
    let name = ground.events.event.value(incident.event).unwrap_or_default();
    let names = Values::Names { codes, names: vec![Arc::from("no"), Arc::from("yes")] };
    let table = Table {
        outcome: rows.iter().map(|(_, outcome, _)| *outcome).collect(),
        drift: Vec::new(),
        binary: true,
        owner: owners(rows.iter().map(|(moment, _, _)| stays[moment.stay].owned.person)),
        stratum: rows.iter().map(|(_, _, stratum)| *stratum).collect(),
        day: rows.iter().map(|(moment, _, _)| ground.day(stays[moment.stay].entry)).collect(),
        columns: vec![Column { key: 0, values: names, cuts: Vec::new(), only: Some(1), only_worse: true }],
        least: if is_wrong(name) { LEAST_WRONG } else { LEAST },
        only_worse: true,
        by_day: false,
    };
    Some(Asked {
        table,
        stage,
        measure,
        facts: vec![Fact::Had(Arc::from(name))],
        at: rows.iter().map(|(moment, _, _)| moment.time).collect(),
        members: Members::Walks(rows.iter().map(|(moment, _, _)| stays[moment.stay].walk).collect()),
        incident: Some(incident),
    })
}
