//! From a difference to a finding that people read.

use std::collections::BTreeSet;

use yeojido_domain::{
    Finding, FindingEffect, FindingEvidence, FindingSplit, Measure, PersonId, Share, Title, TouchpointId, When, Who,
};
use yeojido_improve::{Found, Group, Side, Split, Table, Values, search};
use yeojido_stats::{Moments, median, wilson};

use super::super::kpis::LEVEL as SURE;
use super::cost;
use super::course::{date, monday, state, weeks};
use super::facts::Fact;
use super::ground::{Ground, time};
use super::incidents;
use super::once::Once;
use super::tables::{Asked, Members};
use super::tell::{self, Said};
use super::{FoundRows, LEVEL};

/// Splits told of a finding.
const SPLITS: usize = 6;
/// A group that holds this share of all whom a finding concerns, and twice its share elsewhere, says whom it concerns.
const NEARLY_ALL: f64 = 0.6;

/// A group of which more than this share is concerned is the same by another name.
const NAMESAKE: f64 = 0.98;

pub(super) struct Reported {
    pub finding: Finding,
    /// Its rows by its id, and those of its cost by its id and `.concerned` or `.matched`.
    pub rows: Vec<(String, FoundRows)>,
}

pub(super) fn report(ground: &Ground<'_>, all: &[Asked], once: &Once) -> Reported {
    let (asked, found) = (&all[once.main.table], &once.main);
    let scene = ground.scene;
    let journey = &scene.stored.journey;
    let sides = found.group.sides(&asked.table);
    let worse = found.effect.difference.value > 0.0;
    let exposure = exposure(ground, asked, found, &sides);
    let rows: Vec<usize> = (0..exposure.table.len()).filter(|&row| exposure.table.outcome[row] > 0.0).collect();
    let where_more = where_more(ground, &exposure);
    let narrowed = where_more.iter().find(|one| one.narrows);
    let when = when(asked, &found.group, narrowed.and_then(|one| one.group.days()));
    let (n, of) = (rows.len() as u64, exposure.table.len() as u64);
    let trend = weeks(exposure.table.day.iter().zip(&exposure.table.outcome).map(|(day, met)| (*day, *met > 0.0)));
    let narrower = narrowed.filter(|one| !matches!(one.group, Group::Days { .. })).map(|one| &one.said);
    let mut who = tell::filter(asked, &found.group);
    if let Some(narrowed) = narrowed {
        who.extend(narrowed.filter.iter().cloned());
    }
    let stage = journey.stages[usize::from(asked.stage)].id.clone();
    let id = id(stage.as_str(), asked, found.group, worse);
    let costed = cost::cost(ground, asked, found, &sides);
    let finding = Finding {
        touchpoint: touchpoint(ground, asked),
        kind: tell::kind(asked),
        title: tell::title(journey, asked, &found.group, worse, narrower, when),
        who: Who { filter: who },
        n,
        of,
        share: share(n, of),
        effect: effect(ground, asked, found, &sides),
        reason_no_cost: costed.as_ref().err().map(|reason| (*reason).to_owned()),
        cost: costed.as_ref().ok().map(|costed| costed.cost.clone()),
        p_adjusted: found.p_adjusted,
        rank: 0,
        weight: weight(ground, asked, found),
        tied: false,
        state: state(&trend, when),
        trend,
        when,
        splits: where_more.into_iter().take(SPLITS).map(|one| one.split).collect(),
        further: once.further.iter().map(|one| effect_of(ground, &all[one.table], one)).collect(),
        also: also(ground, all, once),
        evidence: evidence(ground, &exposure, &rows, &format!("{stage}.finding.{id}")),
        stage,
        id,
    };
    let mut lists = vec![(finding.id.clone(), members(&exposure, &rows))];
    if let Ok(costed) = costed {
        lists.push((format!("{}.concerned", finding.id), members(asked, &costed.concerned)));
        lists.push((format!("{}.matched", finding.id), members(asked, &costed.matched)));
    }
    Reported { finding, rows: lists }
}

/// Some rows as a list shows them.
fn members(asked: &Asked, rows: &[usize]) -> FoundRows {
    let picked = |list: &[u32]| rows.iter().map(|&row| list[row]).collect();
    match &asked.members {
        Members::Walks(list) => FoundRows::Walks { stage: asked.stage, walks: picked(list) },
        Members::Voices(list) => FoundRows::Voices(picked(list)),
    }
}

/// Groups that say no more: of its own measure, of its others, and those that it explains.
fn also(ground: &Ground<'_>, all: &[Asked], once: &Once) -> Vec<Title> {
    let journey = &ground.scene.stored.journey;
    let own = tell::subject(&all[once.main.table], once.main.group);
    let of = |one: &Found, group: Group| {
        let asked = &all[one.table];
        let title = tell::title(journey, asked, &group, one.effect.difference.value > 0.0, None, days(asked, &group));
        (tell::subject(asked, group) != own).then_some(title)
    };
    let same = std::iter::once(&once.main).chain(&once.further);
    let groups = same.flat_map(|one| one.also.iter().filter_map(move |group| of(one, *group)));
    let explained = once.explains.iter().filter_map(|one| of(one, one.group));
    let mut titles: Vec<Title> = Vec::new();
    for title in groups.chain(explained) {
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles
}

/// The difference of a further measure.
fn effect_of(ground: &Ground<'_>, asked: &Asked, found: &Found) -> FindingEffect {
    effect(ground, asked, found, &found.group.sides(&asked.table))
}

/// The same for the same stage and subject, and whether it is worse or better.
fn id(stage: &str, asked: &Asked, group: Group, worse: bool) -> String {
    let text = format!("{stage} {worse} {}", tell::subject(asked, group));
    format!("f{:011x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()) >> 20)
}

/// The touchpoint that catches the event that a finding is about.
fn touchpoint(ground: &Ground<'_>, asked: &Asked) -> Option<TouchpointId> {
    let (Some(_), [Fact::Had(name)]) = (asked.incident, &asked.facts[..]) else { return None };
    let code = ground.events.event.code(name)?;
    let caught = ground.scene.walked.caught.iter();
    let mut caught = caught.filter(|event| event.stage == asked.stage);
    let event = caught.find(|event| ground.events.event.codes[event.row as usize] == code)?;
    let stage = &ground.scene.stored.journey.stages[usize::from(asked.stage)];
    stage.touchpoints.get(usize::from(event.touchpoint)).map(|touchpoint| touchpoint.id.clone())
}

fn share(n: u64, of: u64) -> Share {
    wilson(n.min(of), of, SURE).map_or(Share { value: 0.0, low: 0.0, high: 1.0 }, |i| Share {
        value: i.value,
        low: i.low,
        high: i.high,
    })
}

/// The difference in the units of the map.
fn effect(ground: &Ground<'_>, asked: &Asked, found: &Found, sides: &[Side]) -> FindingEffect {
    let difference = found.effect.difference;
    let compared_with = if asked.incident.is_some() { "same_point" } else { "others" };
    let made = |value, low, high, group, others| FindingEffect {
        measure: asked.measure,
        value,
        low,
        high,
        group,
        others,
        compared_with: compared_with.to_owned(),
    };
    // As it was, whatever was taken off for its time before it was compared.
    let measured = || {
        let rows = sides.iter().zip(&asked.table.outcome).filter(|(side, _)| **side == Side::In);
        rows.map(|(_, outcome)| *outcome).collect::<Moments>().mean()
    };
    match asked.measure {
        Measure::Emotion => {
            let of = |split: &Split| split.mean().map(|mean| -mean);
            made(
                -difference.value,
                -difference.high,
                -difference.low,
                of(&found.effect.inside),
                of(&found.effect.outside),
            )
        }
        Measure::Slow => {
            let median_of = |side: Side| median(&seconds(ground, asked, sides, side));
            made(difference.value, difference.low, difference.high, median_of(Side::In), median_of(Side::Out))
        }
        Measure::Lost | Measure::Back => {
            // The others as they would be at the same points: the group less the difference within strata.
            let group = measured();
            let others = group.map(|group| (group - difference.value).clamp(0.0, 1.0));
            made(difference.value, difference.low, difference.high, group, others)
        }
    }
}

/// The known times of one side, in seconds.
fn seconds(ground: &Ground<'_>, asked: &Asked, sides: &[Side], side: Side) -> Vec<f64> {
    let Members::Walks(walks) = &asked.members else { return Vec::new() };
    let rows = (0..sides.len()).filter(|&row| sides[row] == side);
    rows.filter_map(|row| {
        let owned = &ground.scene.walked.walks[walks[row] as usize];
        time(owned.walk.visit(asked.stage)?).map(yeojido_domain::Span::seconds)
    })
    .collect()
}

/// Those whom it concerns × how much worse they fare × how many of those who go on reach the goal, as goals not reached: a
/// share of leaving counts as it is, going back and waiting count half, a unit of emotion a tenth.
pub(super) fn weight(ground: &Ground<'_>, asked: &Asked, found: &Found) -> Share {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let rows = found.effect.inside.rows as f64;
    let (people, harm) = match asked.measure {
        Measure::Lost => (rows, 1.0),
        Measure::Back | Measure::Slow => (rows, 0.5),
        // Few are asked: those who rated stand for all who were here.
        Measure::Emotion => (rows * asked_share(ground, asked), 0.1),
    };
    let worth = people * harm * ground.worth(asked.stage);
    let scale = |value: f64| worth * value.abs();
    let difference = found.effect.difference;
    let (low, high) = (difference.low, difference.high);
    let least = if low <= 0.0 && high >= 0.0 { 0.0 } else { scale(low).min(scale(high)) };
    Share { value: scale(difference.value), low: least, high: scale(low).max(scale(high)) }
}

/// Visits for each rating of a stage.
fn asked_share(ground: &Ground<'_>, asked: &Asked) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let (visits, ratings) = (ground.stays(asked.stage).len() as f64, asked.table.len() as f64);
    (visits / ratings.max(1.0)).max(1.0)
}

/// When it was, if the group or what narrows it is about days.
fn when(asked: &Asked, group: &Group, narrowed: Option<(i32, i32)>) -> Option<When> {
    let (from, to) = group.days().or(narrowed)?;
    Some(span(&asked.table, from, to))
}

fn days(asked: &Asked, group: &Group) -> Option<When> {
    group.days().map(|(from, to)| span(&asked.table, from, to))
}

/// A stretch that reaches into the last week of the data goes on.
fn span(table: &Table, from: i32, to: i32) -> When {
    let last = table.days().map_or(to, |(_, last)| last);
    When { from: date(from), to: (monday(to) < monday(last) && last - to >= 7).then(|| date(to)) }
}

struct More {
    group: Group,
    said: Said,
    filter: Vec<yeojido_domain::Predicate>,
    split: FindingSplit,
    narrows: bool,
}

/// Where a finding is more frequent.
fn where_more(ground: &Ground<'_>, exposure: &Asked) -> Vec<More> {
    let searched = search(std::slice::from_ref(&exposure.table), LEVEL);
    let met: f64 = exposure.table.outcome.iter().sum();
    let journey = &ground.scene.stored.journey;
    let more = searched.found.iter().filter(|one| one.effect.difference.value > 0.0).filter_map(|one| {
        let (inside, outside) = (one.effect.inside, one.effect.outside);
        // Where everybody is concerned, the one is only another name for the other.
        if inside.mean()? > NAMESAKE {
            return None;
        }
        let said = tell::group_said(journey, exposure, &one.group);
        let narrows = inside.sum >= NEARLY_ALL * met && inside.mean()? >= 2.0 * outside.mean().unwrap_or(0.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        let n = inside.sum.round() as u64;
        let dates = days(exposure, &one.group);
        let split = FindingSplit {
            title: tell::with_days(&said, dates),
            filter: tell::filter(exposure, &one.group),
            share: share(n, inside.rows),
            of: inside.rows,
            n,
        };
        Some(More { group: one.group, filter: split.filter.clone(), said, split, narrows })
    });
    more.collect()
}

/// Who met it, of all who could have: every visit to the stage for an incident, else the rows that were compared. What
/// the group is made of itself is no reason for it.
fn exposure(ground: &Ground<'_>, asked: &Asked, found: &Found, sides: &[Side]) -> Asked {
    let own = match found.group {
        // Its only column is the incident itself, and none of those that visits are split by.
        _ if asked.incident.is_some() => None,
        Group::Is { column, .. }
        | Group::IsOnDays { column, .. }
        | Group::Above { column, .. }
        | Group::AtMost { column, .. } => Some(asked.table.columns[column].key),
        Group::Days { .. } => None,
    };
    let state = |key: usize| match &asked.facts[key] {
        Fact::Late(..) | Fact::Had(_) => true,
        // Yes or no is something that came about; one of many names is what the thing is.
        Fact::Field(_) => asked.table.columns.iter().any(|column| column.key == key && is_yes_or_no(&column.values)),
        Fact::Trait(_) | Fact::Channel | Fact::Hour(_) | Fact::Weekday(_) | Fact::Took(_) => false,
    };
    let explained = asked.incident.is_some() || own.is_some_and(state);
    let mut base = if asked.incident.is_some() {
        ground.visits(asked.stage).clone()
    } else {
        let rows: Vec<usize> = (0..sides.len()).filter(|&row| sides[row] != Side::Apart).collect();
        asked.only(&rows)
    };
    base.table.outcome = match asked.incident {
        Some(incident) => {
            let met = incidents::met(ground, asked.stage, &ground.stays(asked.stage), incident);
            met.into_iter().map(|met| f64::from(u8::from(met))).collect()
        }
        None => sides
            .iter()
            .filter(|side| **side != Side::Apart)
            .map(|side| f64::from(u8::from(*side == Side::In)))
            .collect(),
    };
    base.table.binary = true;
    base.table.only_worse = true;
    base.table.stratum = vec![0; base.table.len()];
    base.table.by_day = explained;
    let apart = |fact: &Fact| matches!(fact, Fact::Had(_) | Fact::Late(..) | Fact::Took(_));
    base.table.columns.retain(|column| explained && Some(column.key) != own && !apart(&base.facts[column.key]));
    base
}

fn is_yes_or_no(values: &Values) -> bool {
    matches!(values, Values::Names { names, .. } if names.len() <= 2)
}

/// Customers, events and voices that it rests on.
fn evidence(ground: &Ground<'_>, asked: &Asked, rows: &[usize], query: &str) -> FindingEvidence {
    let scene = ground.scene;
    let mut people: BTreeSet<PersonId> = BTreeSet::new();
    let (mut events, mut voices) = (0, 0);
    match &asked.members {
        Members::Walks(walks) => {
            let walks: BTreeSet<u32> = rows.iter().map(|&row| walks[row]).collect();
            for &walk in &walks {
                let owned = &scene.walked.walks[walk as usize];
                people.insert(owned.person);
                events += ground.caught(owned).iter().filter(|event| event.stage == asked.stage).count() as u64;
            }
            let here = scene.placed.iter().filter(|placed| placed.stage == asked.stage);
            voices = here.filter(|placed| placed.walk.is_some_and(|walk| walks.contains(&walk))).count() as u64;
        }
        Members::Voices(list) => {
            people.extend(rows.iter().filter_map(|&row| scene.voices[list[row] as usize].person));
            voices += rows.len() as u64;
        }
    }
    FindingEvidence { customers: people.len() as u64, events, voices, query: query.to_owned() }
}
