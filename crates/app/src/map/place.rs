//! Where each voice belongs.
//!
//! A voice joins a walk by the event or the order that it speaks of, else by its customer: the walk with the nearest
//! caught touchpoint before it, within the journey's gap. Its stage is that of a touchpoint whose rule names such
//! voices, else that of the touchpoint it joined. A voice of a stranger is placed only by such a rule. What is left is
//! counted as unplaced.
//!
//! A voice at midnight was told by its day alone ("2026. 9. 5."), so all touchpoints of that day count as before it.

use std::collections::{HashMap, HashSet};

use yeojido_domain::{Condition, Journey, Micros, OneOrMany, Span, VoiceRule, Zone};
use yeojido_journey::{Coded, Events, NONE};
use yeojido_lake::VoiceRow;

use super::walked::Walked;
use crate::understand::Read;

/// A voice and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placed {
    /// Index into the lake's voices.
    pub voice: u32,
    /// Stage.
    pub stage: u8,
    /// Index into [`Walked::walks`]; none for a voice placed by a rule alone.
    pub walk: Option<u32>,
}

/// All voices, placed or not.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// In the order of the lake's voices.
    pub placed: Vec<Placed>,
    /// Indexes of voices that found no place.
    pub unplaced: Vec<u32>,
}

/// Places every voice.
pub(crate) fn place(
    journey: &Journey,
    events: &Events,
    walked: &Walked,
    voices: &[VoiceRow],
    statements: &Read,
    zone: &Zone,
) -> Places {
    let orders = rows_by(&events.order, voices, |voice| voice.order.as_deref());
    let ids = events.column("event_id").map(|column| rows_by(column, voices, |voice| voice.event_id.as_deref()));
    let mut places = Places::default();
    for (at, voice) in (0_u32..).zip(voices) {
        let ruled = stage_by_rule(journey, voice, statements);
        let named = [
            voice.event_id.as_deref().and_then(|id| ids.as_ref()?.get(id)),
            voice.order.as_deref().and_then(|order| orders.get(order)),
        ];
        let joined = join(journey, events, walked, named, voice, said(voice.time, zone));
        let stage = ruled.or(joined.map(|(stage, _)| stage));
        match stage {
            Some(stage) => places.placed.push(Placed { voice: at, stage, walk: joined.map(|(_, walk)| walk) }),
            None => places.unplaced.push(at),
        }
    }
    places
}

/// The latest moment at which a voice can have been said: its own time, or the end of the day if only that is known.
pub(super) fn said(time: Micros, zone: &Zone) -> Micros {
    if zone.start_of(time.day(zone)) == time { time.plus(Span(Span::days(1).0 - 1)) } else { time }
}

/// The rows of every value of a column that a voice names.
fn rows_by(column: &Coded, voices: &[VoiceRow], named: fn(&VoiceRow) -> Option<&str>) -> HashMap<String, Vec<u32>> {
    let wanted: HashSet<&str> = voices.iter().filter_map(named).collect();
    if wanted.is_empty() {
        return HashMap::new();
    }
    let asked: Vec<bool> = column.values.iter().map(|value| wanted.contains(value.as_ref())).collect();
    let mut rows: HashMap<String, Vec<u32>> = HashMap::new();
    for (row, &code) in (0_u32..).zip(&column.codes) {
        if code != NONE && asked[code as usize] {
            rows.entry(column.values[code as usize].to_string()).or_default().push(row);
        }
    }
    rows
}

/// The stage and the walk that a voice joins.
fn join(
    journey: &Journey,
    events: &Events,
    walked: &Walked,
    named: [Option<&Vec<u32>>; 2],
    voice: &VoiceRow,
    said: Micros,
) -> Option<(u8, u32)> {
    for rows in named.into_iter().flatten() {
        let found = rows.iter().filter_map(|&row| find_row(events, walked, row));
        if let Some(found) = nearest(found, said) {
            return Some(found);
        }
    }
    let person = voice.person?;
    let own = walked.of(person).flat_map(|at| {
        let owned = &walked.walks[at];
        owned.range().map(move |caught| (at, caught))
    });
    let before = own
        .map(|(at, caught)| (at, walked.caught[caught]))
        .filter(|(_, event)| event.time <= said && said.since(event.time) <= journey.gap)
        .max_by_key(|(_, event)| (event.time, event.row))?;
    Some((before.1.stage, u32::try_from(before.0).ok()?))
}

/// The walk that holds a row, with the row's stage and time.
fn find_row(events: &Events, walked: &Walked, row: u32) -> Option<(u8, u32, Micros)> {
    let person = events.owner(row as usize)?;
    walked.of(person).find_map(|at| {
        let owned = &walked.walks[at];
        let event = walked.caught[owned.range()].iter().find(|event| event.row == row)?;
        Some((event.stage, u32::try_from(at).ok()?, event.time))
    })
}

/// The latest that is not after the voice; if all are, the earliest.
fn nearest(found: impl Iterator<Item = (u8, u32, Micros)>, time: Micros) -> Option<(u8, u32)> {
    let mut before: Option<(u8, u32, Micros)> = None;
    let mut after: Option<(u8, u32, Micros)> = None;
    for one in found {
        if one.2 <= time {
            before = before.filter(|b| b.2 > one.2).or(Some(one));
        } else {
            after = after.filter(|a| a.2 <= one.2).or(Some(one));
        }
    }
    before.or(after).map(|(stage, walk, _)| (stage, walk))
}

fn stage_by_rule(journey: &Journey, voice: &VoiceRow, statements: &Read) -> Option<u8> {
    (0_u8..).zip(&journey.stages).find_map(|(at, stage)| {
        let mut rules = stage.touchpoints.iter().flat_map(|touchpoint| &touchpoint.voices);
        rules.any(|rule| catches(rule, voice, statements)).then_some(at)
    })
}

/// Whether a rule names such voices; a topic is that of at least one of the statements.
pub(crate) fn catches(rule: &VoiceRule, voice: &VoiceRow, statements: &Read) -> bool {
    let any =
        |list: &OneOrMany<String>, value: Option<&str>| value.is_some_and(|v| list.as_slice().iter().any(|w| w == v));
    let about = |topics: &OneOrMany<String>| {
        let own = statements.of(voice.key).iter().flat_map(|one| &one.labels.topic);
        own.clone().any(|topic| topics.as_slice().iter().any(|asked| asked == topic.as_str()))
    };
    rule.topic.as_ref().is_none_or(about)
        && rule.source.as_ref().is_none_or(|list| list.as_slice().contains(&voice.source))
        && rule.survey.as_ref().is_none_or(|list| any(list, voice.survey.as_deref()))
        && rule.scale.as_ref().is_none_or(|list| voice.scale.is_some_and(|s| list.as_slice().contains(&s)))
        && rule.score.as_ref().is_none_or(|condition: &Condition| {
            let text = voice.score.map(|score| score.to_string());
            condition.holds(text.as_deref())
        })
}
