//! The tables that are searched: one for every stage and measure.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use yeojido_domain::{Measure, Micros, Scale, Span, VoiceSource};
use yeojido_improve::{Column, Table};
use yeojido_journey::{Caught, VisitOutcome};

use super::super::place::said;
use super::super::scene::Scene;
use super::facts::{Fact, Known, columns};
use super::ground::{Ground, Stay, time};
use crate::understand::Felt;

/// A difference in shares smaller than this is not worth telling.
const LEAST_SHARE: f64 = 0.03;
/// A difference in emotion smaller than this is not worth telling.
const LEAST_EMOTION: f64 = 0.2;

/// A table with what its rows and columns mean.
#[derive(Clone)]
pub(in crate::map) struct Asked {
    pub table: Table,
    pub stage: u8,
    pub measure: Measure,
    /// What each column means.
    pub facts: Vec<Fact>,
    /// When each row was what it is judged by: what came later is its outcome.
    pub at: Vec<Micros>,
    /// What each row is.
    pub members: Members,
    /// What marks the group, if it is an incident and not a column.
    pub incident: Option<Incident>,
}

impl Asked {
    /// The same of some of the rows.
    pub(in crate::map) fn only(&self, rows: &[usize]) -> Self {
        let table = Table {
            outcome: rows.iter().map(|&row| self.table.outcome[row]).collect(),
            drift: Vec::new(),
            owner: rows.iter().map(|&row| self.table.owner[row]).collect(),
            stratum: rows.iter().map(|&row| self.table.stratum[row]).collect(),
            day: rows.iter().map(|&row| self.table.day[row]).collect(),
            columns: self.table.columns.iter().map(|column| picked(column, rows)).collect(),
            ..self.table
        };
        let members = |list: &[u32]| rows.iter().map(|&row| list[row]).collect();
        let members = match &self.members {
            Members::Walks(list) => Members::Walks(members(list)),
            Members::Voices(list) => Members::Voices(members(list)),
        };
        let at = rows.iter().map(|&row| self.at[row]).collect();
        Self { table, facts: self.facts.clone(), at, members, ..*self }
    }
}

/// Every visit to a stage with what is known of it at its entry, and no outcome yet.
pub(super) fn visits_only(ground: &Ground<'_>, stage: u8) -> Asked {
    let stays = ground.stays(stage);
    let known: Vec<Known<'_>> = stays.iter().map(|stay| Known::at_entry(ground, stay)).collect();
    let (columns, facts) = columns(ground, stage, &known, false);
    let table = Table {
        outcome: vec![0.0; stays.len()],
        drift: Vec::new(),
        binary: true,
        owner: owners(stays.iter().map(|stay| stay.owned.person)),
        stratum: vec![0; stays.len()],
        day: stays.iter().map(|stay| ground.day(stay.entry)).collect(),
        columns,
        least: LEAST_SHARE,
        only_worse: true,
        by_day: true,
    };
    let members = Members::Walks(stays.iter().map(|stay| stay.walk).collect());
    let at = stays.iter().map(|stay| stay.entry).collect();
    Asked { table, stage, measure: Measure::Lost, facts, at, members, incident: None }
}

/// Rows as their list shows them.
#[derive(Clone)]
pub(in crate::map) enum Members {
    /// Indexes into the walks of the scene.
    Walks(Vec<u32>),
    /// Indexes into the voices of the lake.
    Voices(Vec<u32>),
}

/// Something that happened in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::map) struct Incident {
    /// Code of the event.
    pub event: u32,
    /// The how-many-th time in a row of events of the stage.
    pub times: u32,
}

/// What may split how long visits took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::map) enum WaitBy {
    /// What was known when they began: what is told later may tell of the waiting itself.
    Entry,
    /// What was told until they went on, too.
    Stage,
}

/// All tables of a stage that visits are judged by: leaving, going back, waiting; none where nobody's time is known.
pub(in crate::map) fn of_visits<'s>(
    ground: &Ground<'s>,
    stage: u8,
    stays: &[Stay<'s>],
    usual: Option<Span>,
    wait: WaitBy,
) -> Vec<Asked> {
    let Some(usual) = usual else { return Vec::new() };
    let split_by = |of: fn(&Ground<'s>, &Stay<'s>) -> Known<'s>| {
        let rows: Vec<Known<'s>> = stays.iter().map(|stay| of(ground, stay)).collect();
        columns(ground, stage, &rows, false)
    };
    let (at_entry, until_gone) = (split_by(Known::at_entry), split_by(Known::until_gone));
    let build = |measure, outcome: Vec<Option<f64>>, binary| {
        let (columns, facts) = if measure == Measure::Slow && wait == WaitBy::Entry { &at_entry } else { &until_gone };
        let rows: Vec<usize> = (0..stays.len()).filter(|&row| outcome[row].is_some()).collect();
        let entries: Vec<Micros> = rows.iter().map(|&row| stays[row].entry).collect();
        let outcome: Vec<f64> = rows.iter().filter_map(|&row| outcome[row]).collect();
        let table = Table {
            drift: ground.pace.drift(&entries, &outcome, usual),
            outcome,
            binary,
            owner: owners(rows.iter().map(|&row| stays[row].owned.person)),
            stratum: vec![0; rows.len()],
            day: entries.iter().map(|entry| ground.day(*entry)).collect(),
            columns: columns.iter().map(|column| picked(column, &rows)).collect(),
            least: LEAST_SHARE,
            only_worse: false,
            by_day: true,
        };
        let members = Members::Walks(rows.iter().map(|&row| stays[row].walk).collect());
        Asked { table, stage, measure, facts: facts.clone(), at: entries, members, incident: None }
    };
    let end = ground.data_end;
    let mut asked = vec![
        build(Measure::Lost, stays.iter().map(|stay| lost(stay, usual, end)).collect(), true),
        build(Measure::Slow, ranks(stays, usual, end), false),
    ];
    if stage > 0 {
        let back = |stay: &Stay<'_>| (stay.entry.plus(usual) <= end).then(|| back(ground.scene, stay, stage));
        asked.push(build(Measure::Back, stays.iter().map(back).collect(), true));
    }
    asked
}

/// Whether a visit did not go on within the usual time; unknown of a visit too young for that time to have passed, even
/// if it has gone on already: else the last weeks would seem to hold none but those who do.
pub(in crate::map) fn lost(stay: &Stay<'_>, usual: Span, data_end: Micros) -> Option<f64> {
    let gone = stay.visit.outcome == VisitOutcome::WentOn && time(stay.visit).is_none_or(|span| span <= usual);
    (stay.entry.plus(usual) <= data_end).then(|| f64::from(u8::from(!gone)))
}

/// Whether a visit went back to an earlier stage before it went on.
pub(in crate::map) fn back(scene: &Scene, stay: &Stay<'_>, stage: u8) -> f64 {
    let from = &scene.walked.caught[stay.owned.range()][stay.visit.first as usize - stay.owned.walk.caught.start..];
    let before_on = from.iter().take_while(|event| event.stage <= stage);
    f64::from(u8::from(before_on.clone().any(|event| event.stage < stage)))
}

/// The ranks of the known times, from 0 for the shortest to 1 for the longest, ties in the middle; of visits old enough
/// that a long time would be known too.
fn ranks(stays: &[Stay<'_>], usual: Span, data_end: Micros) -> Vec<Option<f64>> {
    let known = |stay: &Stay<'_>| time(stay.visit).filter(|_| stay.entry.plus(usual) <= data_end);
    let mut sorted: Vec<Span> = stays.iter().filter_map(known).collect();
    sorted.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let rank = |span: Span| {
        let below = sorted.partition_point(|other| *other < span);
        let not_above = sorted.partition_point(|other| *other <= span);
        (below + not_above) as f64 / (2 * sorted.len()) as f64
    };
    stays.iter().map(|stay| known(stay).map(rank)).collect()
}

/// What ratings are compared with: the scale they were given on, or where the words were heard that stand for one.
type Same = Result<Scale, VoiceSource>;

/// How customers felt in a stage, by their ratings and words.
pub(in crate::map) fn of_voices(ground: &Ground<'_>, stage: u8) -> Option<Asked> {
    let scene = ground.scene;
    let placed: Vec<_> = scene.placed.iter().filter(|placed| placed.stage == stage).collect();
    let rated = placed.iter().filter_map(|placed| {
        let voice = &scene.voices[placed.voice as usize];
        let same: Same = match scene.felt(voice)? {
            Felt::Rated(_) => Ok(voice.scale?),
            Felt::Said(_) => Err(voice.source),
        };
        Some((placed, voice, same, scene.felt(voice)?.emotion()))
    });
    let mut rated: Vec<_> = rated.collect();
    rated.sort_by_key(|(placed, voice, _, _)| (voice.person, placed.voice));
    if rated.is_empty() {
        return None;
    }
    let orders: FxHashMap<&str, u32> = ground.events.order.values.iter().map(AsRef::as_ref).zip(0..).collect();
    let known: Vec<Known<'_>> = rated
        .iter()
        .map(|(placed, voice, _, _)| {
            let order = voice.order.as_deref().and_then(|order| orders.get(order).copied());
            let known = known_of(ground, placed.walk, order, voice.time);
            let before: Cow<'_, [Caught]> = Cow::Owned(known);
            let entry = before.iter().find(|event| event.stage == stage);
            let channel = entry.map(|event| ground.events.channel.codes[event.row as usize]);
            Known {
                person: voice.person,
                before,
                later: &[],
                channel: channel.filter(|code| *code != yeojido_journey::NONE),
            }
        })
        .collect();
    let (columns, facts) = columns(ground, stage, &known, true);
    // Scales are used differently, and words are chosen differently in a chat than in a review.
    let mut kinds: FxHashMap<Same, u32> = FxHashMap::default();
    let stratum = rated.iter().map(|(_, _, same, _)| {
        let next = u32::try_from(kinds.len()).unwrap_or(0);
        *kinds.entry(*same).or_insert(next)
    });
    let table = Table {
        stratum: stratum.collect(),
        outcome: rated.iter().map(|(_, _, _, emotion)| -emotion).collect(),
        drift: Vec::new(),
        binary: false,
        owner: strangers(rated.iter().map(|(_, voice, _, _)| voice.person)),
        day: rated.iter().map(|(_, voice, _, _)| ground.day(voice.time)).collect(),
        columns,
        least: LEAST_EMOTION,
        only_worse: false,
        by_day: true,
    };
    let members = Members::Voices(rated.iter().map(|(placed, _, _, _)| placed.voice).collect());
    let at = rated.iter().map(|(_, voice, _, _)| voice.time).collect();
    Some(Asked { table, stage, measure: Measure::Emotion, facts, at, members, incident: None })
}

/// The caught events that a voice can be split by: of the order that it speaks of, whenever they were and in whichever
/// walk; else those of its walk that came before it. What bears the very time of the voice is the voice itself as an
/// event, and tells its score.
fn known_of(ground: &Ground<'_>, walk: Option<u32>, order: Option<u32>, time: Micros) -> Vec<Caught> {
    let Some(walk) = walk else { return Vec::new() };
    let walked = &ground.scene.walked;
    let said = said(time, &ground.scene.question.period.zone);
    let own = &walked.walks[walk as usize];
    let all = walked.of(own.person).flat_map(|at| {
        let here = at == walk as usize;
        ground.caught(&walked.walks[at]).iter().map(move |event| (here, event))
    });
    let counts = |(here, event): &(bool, &Caught)| {
        let same = order.is_some_and(|order| ground.events.order.codes[event.row as usize] == order);
        event.time != time && (same || (*here && event.time <= said))
    };
    all.filter(counts).map(|(_, event)| *event).collect()
}

/// Numbers the owners of rows that stand together.
pub(super) fn owners<T: PartialEq>(rows: impl Iterator<Item = T>) -> Vec<u32> {
    let (mut last, mut at) = (None, 0);
    rows.map(|owner| {
        if last.as_ref().is_some_and(|last| *last != owner) {
            at += 1;
        }
        last = Some(owner);
        at
    })
    .collect()
}

/// The same where nobody is known for some rows: each of them is somebody else.
fn strangers<T: PartialEq + Copy>(rows: impl Iterator<Item = Option<T>>) -> Vec<u32> {
    let (mut last, mut at): (Option<T>, u32) = (None, 0);
    rows.map(|owner| {
        if owner.is_none() || last != owner {
            at += 1;
        }
        last = owner;
        at
    })
    .collect()
}

/// A column of some of the rows.
pub(super) fn picked(column: &Column, rows: &[usize]) -> Column {
    use yeojido_improve::Values;
    let values = match &column.values {
        Values::Names { codes, names } => {
            Values::Names { codes: rows.iter().map(|&row| codes[row]).collect(), names: names.clone() }
        }
        Values::Numbers(numbers) => Values::Numbers(rows.iter().map(|&row| numbers[row]).collect()),
    };
    Column { key: column.key, values, cuts: column.cuts.clone(), only: column.only, only_worse: column.only_worse }
}
