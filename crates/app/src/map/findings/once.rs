//! The same thing told once.
//!
//! One trouble shows in many ways: people to whom it happened leave, go back, wait and rate low; and so it seems that
//! those on the device where it happens do, and those of the weeks in which it happened. It is told as one finding, by
//! what it weighs most in, and the others stand with it.

use rustc_hash::{FxHashMap, FxHashSet};
use yeojido_domain::Measure;
use yeojido_improve::{Found, Group, Side, still};

use super::facts::Fact;
use super::ground::Ground;
use super::report::weight;
use super::tables::{Asked, Members};
use super::tell;

/// Incidents of a stage that a group is looked at within and without.
const MARKS: usize = 6;
/// Stretches of days that overlap by this share are the same.
const SAME_DAYS: f64 = 0.6;

/// An incident explains what is seen of a group if it makes at least this difference itself; what makes less may as well
/// be another sign of the same.
const STRONG: f64 = 0.15;

/// A finding with what says the same.
pub(super) struct Once {
    pub main: Found,
    /// The same subject in other measures.
    pub further: Vec<Found>,
    /// Groups that are worse because of it, as far as one can see.
    pub explains: Vec<Found>,
}

/// Puts together what says the same.
pub(super) fn told_once(ground: &Ground<'_>, asked: &[Asked], found: Vec<Found>) -> Vec<Once> {
    let mut subjects: Vec<Vec<Found>> = Vec::new();
    for one in found {
        match subjects.iter_mut().find(|other| same(asked, &other[0], &one)) {
            Some(subject) => subject.push(one),
            None => subjects.push(vec![one]),
        }
    }
    let (incidents, groups): (Vec<_>, Vec<_>) =
        subjects.into_iter().partition(|subject| subject.iter().any(|one| asked[one.table].incident.is_some()));
    let mut once: Vec<Once> = incidents.into_iter().map(|subject| heaviest(ground, asked, subject)).collect();
    let met: Vec<FxHashSet<u32>> = once.iter().map(|one| met(asked, one)).collect();
    for subject in groups {
        let mut left = Vec::new();
        for one in subject {
            match explaining(asked, &one, &once, &met) {
                Some(at) => once[at].explains.push(one),
                None => left.push(one),
            }
        }
        if !left.is_empty() {
            once.push(heaviest(ground, asked, left));
        }
    }
    once
}

/// The measure in which it weighs most is the main one.
fn heaviest(ground: &Ground<'_>, asked: &[Asked], mut subject: Vec<Found>) -> Once {
    let weight = |one: &Found| weight(ground, &asked[one.table], one).value;
    subject.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    let main = subject.remove(0);
    Once { main, further: subject, explains: Vec::new() }
}

/// Whether two findings are about the same group or event of the same stage, in the same direction.
fn same(asked: &[Asked], a: &Found, b: &Found) -> bool {
    let (of_a, of_b) = (&asked[a.table], &asked[b.table]);
    let direction = |one: &Found| one.effect.difference.value > 0.0;
    if of_a.stage != of_b.stage || direction(a) != direction(b) {
        return false;
    }
    match (a.group, b.group) {
        (Group::Days { from, to }, Group::Days { from: start, to: end }) => {
            let (both, either) = (to.min(end) - from.max(start) + 1, to.max(end) - from.min(start) + 1);
            f64::from(both) >= SAME_DAYS * f64::from(either)
        }
        _ => tell::subject(of_a, a.group) == tell::subject(of_b, b.group),
    }
}

/// The walks that met an incident, in any of its measures.
fn met(asked: &[Asked], once: &Once) -> FxHashSet<u32> {
    let all = std::iter::once(&once.main).chain(&once.further);
    let rows = all.filter(|one| asked[one.table].incident.is_some()).flat_map(|one| {
        let of = &asked[one.table];
        let Members::Walks(walks) = &of.members else { return Vec::new() };
        let sides = one.group.sides(&of.table);
        walks.iter().zip(sides).filter(|(_, side)| *side == Side::In).map(|(walk, _)| *walk).collect()
    });
    rows.collect()
}

/// The incident of the same stage because of which a group is worse: with the incidents held apart the group says no
/// more, and this is the one that it meets most beyond the others.
fn explaining(asked: &[Asked], one: &Found, once: &[Once], met: &[FxHashSet<u32>]) -> Option<usize> {
    let of = &asked[one.table];
    let Members::Walks(walks) = &of.members else { return None };
    if one.effect.difference.value < 0.0 || !matches!(of.measure, Measure::Lost | Measure::Back | Measure::Slow) {
        return None;
    }
    let strong = |at: usize| once[at].main.effect.difference.value >= STRONG;
    let here = |at: &usize| asked[once[*at].main.table].stage == of.stage && !met[*at].is_empty() && strong(*at);
    let mut here: Vec<usize> = (0..met.len()).filter(here).collect();
    here.sort_by_key(|&at| std::cmp::Reverse(met[at].len()));
    here.truncate(MARKS);
    if here.is_empty() {
        return None;
    }
    let mark = |walk: &u32| {
        here.iter().enumerate().fold(0, |mark, (bit, &at)| mark | (u32::from(met[at].contains(walk)) << bit))
    };
    let marks: Vec<u32> = walks.iter().map(mark).collect();
    if still(&of.table, one, &marks) {
        return None;
    }
    let sides = one.group.sides(&of.table);
    let mut shares: FxHashMap<usize, f64> = FxHashMap::default();
    let rows = |side: Side| sides.iter().filter(move |other| **other == side).count();
    for (bit, &at) in here.iter().enumerate() {
        let met_in = |side: Side| {
            let rows_met =
                sides.iter().zip(&marks).filter(|(other, mark)| **other == side && (**mark >> bit) & 1 == 1).count();
            #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
            let share = rows_met as f64 / rows(side).max(1) as f64;
            share
        };
        shares.insert(at, met_in(Side::In) - met_in(Side::Out));
    }
    shares.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(at, _)| at)
}

/// Whether a group is of an event that happened.
pub(super) fn event_of(asked: &Asked, group: Group) -> Option<(&str, u32)> {
    match (asked.incident, &asked.facts[..]) {
        (Some(incident), [Fact::Had(event)]) => Some((event, incident.times)),
        _ => match &asked.facts[asked.table.columns[group.column()?].key] {
            Fact::Had(event) => Some((event, 1)),
            _ => None,
        },
    }
}
