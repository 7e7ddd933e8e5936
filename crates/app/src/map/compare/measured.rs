//! The measures of a stage as rows of one side.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use yeojido_domain::{ComparedBy, PersonId, Span};
use yeojido_improve::{Pair, Row};
use yeojido_journey::NONE;
use yeojido_lake::VoiceRow;
use yeojido_stats::median;

use super::super::evidence::Cell;
use super::super::findings::{Stay, back, lost, stays, time};
use super::super::kpis::counts_as;
use super::super::scene::Scene;
use crate::understand::Felt;

/// A measure of a stage on one side.
pub(super) struct Measured {
    pub measure: ComparedBy,
    /// The event or channel that it is about.
    pub which: Option<String>,
    pub rows: Vec<Row>,
    /// What is shown where it is not the mean of the rows.
    pub shown: Option<f64>,
    /// Visits whose usual time has not passed.
    pub young: u64,
    pub cell: String,
}

/// By measure, then by what it is about.
pub(super) type Side = BTreeMap<(ComparedBy, Option<String>), Measured>;

/// An owner as a number in the order of persons; a stranger is nobody else.
pub(super) fn owner(person: Option<PersonId>, otherwise: u32) -> u64 {
    person.map_or(u64::MAX - u64::from(otherwise), |person| person.0.cast_unsigned() ^ (1 << 63))
}

/// Everything that a stage of a side is measured by.
pub(super) fn of_stage(scene: &Scene, stage: u8, usual: Option<Span>) -> Side {
    let stays = stays(scene, stage);
    let mut all = of_visits(scene, stage, &stays, usual);
    all.extend(of_voices(scene, stage));
    all.extend(of_events(scene, stage, &stays));
    all.into_iter()
        .map(|mut measured| {
            measured.rows.sort_unstable_by_key(|row| (row.owner, row.key));
            ((measured.measure, measured.which.clone()), measured)
        })
        .collect()
}

/// A visit is the event by which it was entered, whatever the side.
fn key(scene: &Scene, stay: &Stay<'_>) -> u64 {
    scene.walked.caught[stay.owned.base + stay.visit.first as usize].row.into()
}

fn cell(scene: &Scene, stage: u8, of: &str, name: Option<&str>) -> String {
    let stage = scene.stage_id(stage).to_string();
    Cell::Stage { stage, of: of.to_owned(), name: name.map(str::to_owned) }.to_string()
}

fn of_visits(scene: &Scene, stage: u8, stays: &[Stay<'_>], usual: Option<Span>) -> Vec<Measured> {
    let (Some(usual), Some(end)) = (usual, scene.data_end) else { return Vec::new() };
    let judged: Vec<&Stay<'_>> = stays.iter().filter(|stay| stay.entry.plus(usual) <= end).collect();
    let young = (stays.len() - judged.len()) as u64;
    let row = |stay: &Stay<'_>, outcome| Row::of(owner(Some(stay.owned.person), 0), key(scene, stay), outcome);
    let measured = |measure, name: &str, rows, shown| Measured {
        measure,
        which: None,
        rows,
        shown,
        young,
        cell: cell(scene, stage, name, None),
    };
    let gone = judged.iter().filter_map(|stay| Some(row(stay, lost(stay, usual, end)?))).collect();
    let times: Vec<Row> = judged.iter().filter_map(|stay| Some(row(stay, time(stay.visit)?.seconds()))).collect();
    let middle = median(&times.iter().map(|row| row.sum).collect::<Vec<_>>());
    let mut all =
        vec![measured(ComparedBy::Lost, "lost", gone, None), measured(ComparedBy::Slow, "timed", times, middle)];
    if stage > 0 {
        let rows = judged.iter().map(|stay| row(stay, back(scene, stay, stage))).collect();
        all.push(measured(ComparedBy::Back, "back", rows, None));
    }
    all
}

fn of_voices(scene: &Scene, stage: u8) -> Vec<Measured> {
    let placed: Vec<u32> =
        scene.placed.iter().filter(|placed| placed.stage == stage).map(|placed| placed.voice).collect();
    let rows = |outcome: &dyn Fn(&VoiceRow) -> Option<f64>| {
        let row = |at: &u32| {
            let voice = &scene.voices[*at as usize];
            Some(Row::of(owner(voice.person, *at), u64::from(*at), outcome(voice)?))
        };
        placed.iter().filter_map(row).collect::<Vec<_>>()
    };
    let kpi =
        |id: &'static str, of: fn(f64) -> f64| rows(&move |voice| voice.score.filter(|_| counts_as(id, voice)).map(of));
    let promoter = |score: f64| f64::from(u8::from(score >= 9.0)) - f64::from(u8::from(score <= 6.0));
    let all = [
        (ComparedBy::Emotion, None, rows(&|voice| scene.felt(voice).map(Felt::emotion))),
        (ComparedBy::Csat, Some("csat"), kpi("csat", |score| f64::from(u8::from(score >= 4.0)))),
        (ComparedBy::Nps, Some("nps"), kpi("nps", promoter)),
        (ComparedBy::Ces, Some("ces"), kpi("ces", |score| score)),
    ];
    let measured = |(measure, kpi, rows): (ComparedBy, Option<&str>, Vec<Row>)| Measured {
        measure,
        which: None,
        rows,
        shown: None,
        young: 0,
        cell: cell(scene, stage, if kpi.is_some() { "kpi" } else { "emotion" }, kpi),
    };
    all.into_iter().filter(|(_, _, rows)| !rows.is_empty()).map(measured).collect()
}

/// What was done, as the share of the visits with each event, and through which channels, as the share of the events.
fn of_events(scene: &Scene, stage: u8, stays: &[Stay<'_>]) -> Vec<Measured> {
    let (mut done, mut through) =
        (FxHashMap::<u32, Vec<usize>>::default(), FxHashMap::<u32, Vec<(usize, f64)>>::default());
    let mut counts = Vec::with_capacity(stays.len());
    for (at, stay) in stays.iter().enumerate() {
        let here = scene.walked.caught[stay.owned.range()].iter().filter(|event| event.stage == stage);
        let mut events = 0.0;
        for event in here {
            let row = event.row as usize;
            events += 1.0;
            let visits = done.entry(scene.events.event.codes[row]).or_default();
            if visits.last() != Some(&at) {
                visits.push(at);
            }
            let parts = through.entry(scene.events.channel.codes[row]).or_default();
            match parts.last_mut() {
                Some((last, part)) if *last == at => *part += 1.0,
                _ => parts.push((at, 1.0)),
            }
        }
        counts.push(events);
    }
    let row = |at: usize, part: f64, whole: f64| {
        Row::part(owner(Some(stays[at].owned.person), 0), key(scene, &stays[at]), part, whole)
    };
    let mut all = Vec::new();
    for (code, visits) in done {
        let Some(name) = scene.events.event.value(code) else { continue };
        let mut rows: Vec<Row> = (0..stays.len()).map(|at| row(at, 0.0, 1.0)).collect();
        visits.into_iter().for_each(|at| rows[at] = row(at, 1.0, 1.0));
        all.push(doing(scene, stage, ComparedBy::Action, "action", name, rows));
    }
    for (code, parts) in through {
        let name = if code == NONE { "-" } else { scene.events.channel.value(code).unwrap_or("-") };
        let mut rows: Vec<Row> = (0..stays.len()).map(|at| row(at, 0.0, counts[at])).collect();
        parts.into_iter().for_each(|(at, part)| rows[at] = row(at, part, counts[at]));
        all.push(doing(scene, stage, ComparedBy::Channel, "channel", name, rows));
    }
    all
}

fn doing(scene: &Scene, stage: u8, measure: ComparedBy, of: &str, name: &str, rows: Vec<Row>) -> Measured {
    let cell = cell(scene, stage, of, Some(name));
    Measured { measure, which: Some(name.to_owned()), rows, shown: None, young: 0, cell }
}

/// Both sides of a measure, ready to be compared. Times are compared by their ranks among those of both sides, from 0 to 1
/// with ties in the middle: the difference of mean ranks is the chance that a time of the one side is the longer, less ½.
pub(super) fn pair(from: &Measured, to: &Measured) -> Pair {
    let binary = matches!(to.measure, ComparedBy::Lost | ComparedBy::Back | ComparedBy::Csat | ComparedBy::Action);
    let mut pair = Pair { from: from.rows.clone(), to: to.rows.clone(), binary };
    if to.measure == ComparedBy::Slow {
        let mut sorted: Vec<f64> = pair.from.iter().chain(&pair.to).map(|row| row.sum).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
        let rank = |time: f64| {
            let below = sorted.partition_point(|other| *other < time);
            let not_above = sorted.partition_point(|other| *other <= time);
            (below + not_above) as f64 / (2 * sorted.len()) as f64
        };
        for row in pair.from.iter_mut().chain(&mut pair.to) {
            *row = Row::of(row.owner, row.key, rank(row.sum));
        }
    }
    pair
}
