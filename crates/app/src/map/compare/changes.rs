//! What changed since the week before, and since the four weeks before: of every stage the last weeks whose visits have
//! all had the usual time to go on. So a week is never compared before it is decided, and stages that take long end earlier.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use yeojido_domain::{
    Change, ChangeSpan, Changes, ComparedBy, ComparedHow, ComparedVerdict, Days, Measure, MeasuredWeek, Micros, Period,
    Span, StageId, Unwatched,
};
use yeojido_improve::{Compared, Pair, Row, compare, on_all_cores};
use yeojido_stats::median;

use super::super::findings::{
    Asked, Ground, Members, WaitBy, date, day, day_of, of_visits, of_voices, on_ground, stays, time,
};
use super::super::question::Question;
use super::super::scene::{Scene, scene};
use super::drivers::drivers_of;
use super::how;
use super::judged::{stages, usual_times};
use super::measured::{Measured, pair};
use super::told::{order, told};
use crate::{AppError, Workspace};

/// Weeks that are shown of a measure.
const WEEKS: i32 = 12;
const WEEK: i32 = 7;
const SPANS: [(ChangeSpan, i32); 2] = [(ChangeSpan::Week, WEEK), (ChangeSpan::Month, 4 * WEEK)];

/// What changed in a journey up to the last day of the question's period, for whom it asks; computed once for a scene and
/// kept with it. Where its period begins does not matter.
///
/// # Errors
/// [`AppError::NotFound`] for a journey or version that is not there; [`AppError::Lake`]; [`AppError::Store`].
pub async fn what_changed(workspace: &Workspace, question: &Question, now: Micros) -> Result<Changes, AppError> {
    let until = Question { period: Period { from: None, ..question.period.clone() }, ..question.clone() };
    let scene = scene(workspace, &until, now).await?;
    let usual = usual_times(workspace, &scene, now).await?;
    let compute = || async {
        let usual = Arc::clone(&usual);
        on_ground(&scene, move |ground, left_out| Arc::new(changed(ground, &usual, left_out.len() as u64))).await
    };
    Ok(scene.changed.get_or_try_init(compute).await?.as_ref().clone())
}

/// A stage's measure with the days of its rows.
struct Watched {
    asked: Asked,
    /// Day of each row: that on which the stage was entered.
    days: Vec<i32>,
    /// The measure of each row, in its own unit.
    values: Vec<f64>,
    /// The last Sunday whose week is decided.
    last: i32,
}

/// A measure and the span over which it is compared.
struct Asking<'w> {
    of: &'w Watched,
    span: ChangeSpan,
    length: i32,
}

fn changed(ground: &Ground<'_>, usual: &[Option<Span>], left_out: u64) -> Changes {
    let scene = ground.scene;
    let first = scene.events.time.iter().min().map(|time| day(scene, *time));
    let all: Vec<u8> = stages(scene).collect();
    let watch = |at: usize| watch(ground, all[at], usual[at], first);
    let (mut watched, mut unwatched) = (Vec::new(), Vec::new());
    for of_stage in on_all_cores(all.len(), watch) {
        match of_stage {
            Ok(measures) => watched.extend(measures),
            Err(reason) => unwatched.push(reason),
        }
    }
    let begins = |of: &Watched, length: i32| first.is_some_and(|first| of.last - 2 * length + 1 >= first);
    let asking: Vec<Asking<'_>> = watched
        .iter()
        .flat_map(|of| SPANS.map(|(span, length)| Asking { of, span, length }))
        .filter(|asking| begins(asking.of, asking.length))
        .collect();
    let sides: Vec<(Measured, Measured)> = asking.iter().map(|asking| both(scene, asking)).collect();
    let pairs: Vec<Pair> = sides.iter().map(|(from, to)| pair(from, to)).collect();
    let compared = compare(&pairs);
    let told = on_all_cores(asking.len(), |at| change(ground, &asking[at], &sides[at], &pairs[at], &compared[at]));
    let drivers_tried = told.iter().map(|(_, tried)| tried).sum();
    let mut changes: Vec<Change> = told.into_iter().map(|(change, _)| change).collect();
    let concerned = |stage: &StageId| {
        let tally = &scene.walked.tally;
        let at = scene.stage_at(stage.as_str()).map_or(0, |at| tally.stages[usize::from(at)].entered);
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
        let share = at as f64 / tally.walks.max(1) as f64;
        share
    };
    changes.sort_by(|a, b| order(&a.difference, &b.difference, &concerned));
    for (change, rank) in changes.iter_mut().zip(1..) {
        change.difference.rank = rank;
    }
    let tried = compared.iter().filter(|one| one.outcome.is_ok()).count() as u64;
    Changes { changes, unwatched, how: ComparedHow { tried, left_out, ..how() }, drivers_tried }
}

/// The measures of a stage over its last weeks, or why there are none.
fn watch(ground: &Ground<'_>, stage: u8, usual: Option<Span>, first: Option<i32>) -> Result<Vec<Watched>, Unwatched> {
    let scene = ground.scene;
    let none = |reason: &str| Unwatched { stage: scene.stage_id(stage).clone(), reason: reason.to_owned() };
    let (Some(usual), Some(first)) = (usual, first) else { return Err(none("nobody_went_on")) };
    let last = last_sunday(scene, usual);
    if last - 2 * WEEK + 1 < first {
        return Err(none("too_short"));
    }
    let recent = |day: i32| (last - WEEKS * WEEK + 1..=last).contains(&day);
    let stays: Vec<_> = stays(scene, stage).into_iter().filter(|stay| recent(day(scene, stay.entry))).collect();
    let mut asked = of_visits(ground, stage, &stays, Some(usual), WaitBy::Stage);
    asked.extend(of_voices(ground, stage));
    Ok(asked.into_iter().map(|asked| watched(scene, asked, last)).collect())
}

/// The last Sunday of whose whole week the usual time has passed, within the period asked for.
fn last_sunday(scene: &Scene, usual: Span) -> i32 {
    let end = scene.data_end.unwrap_or(Micros(0));
    let decided = day(scene, Micros(end.0 - usual.0)) - 1;
    let asked = scene.question.period.to.map(day_of);
    let last = asked.map_or(decided, |asked| asked.min(decided));
    // 4 January 1970 was a Sunday.
    last - (last - 3).rem_euclid(WEEK)
}

fn watched(scene: &Scene, asked: Asked, last: i32) -> Watched {
    let (days, values) = match &asked.members {
        Members::Walks(walks) => {
            let seconds = |(row, walk): (usize, &u32)| match asked.measure {
                Measure::Slow => {
                    let visit = scene.walked.walks[*walk as usize].walk.visit(asked.stage);
                    visit.and_then(time).map_or(0.0, Span::seconds)
                }
                _ => asked.table.outcome[row],
            };
            (asked.table.day.clone(), walks.iter().enumerate().map(seconds).collect())
        }
        Members::Voices(voices) => {
            let days = days_of_visits(scene, asked.stage);
            let days = voices.iter().map(|voice| days.get(voice).copied().unwrap_or(i32::MIN)).collect();
            (days, asked.table.outcome.iter().map(|worse| -worse).collect())
        }
    };
    Watched { asked, days, values, last }
}

/// The day with which each voice of a stage counts: that of its visit, as on the map, or its own.
fn days_of_visits(scene: &Scene, stage: u8) -> FxHashMap<u32, i32> {
    let placed = scene.placed.iter().filter(|placed| placed.stage == stage);
    placed
        .map(|placed| {
            let visit = placed.walk.and_then(|at| {
                let owned = &scene.walked.walks[at as usize];
                Some(scene.walked.caught[owned.base + owned.walk.visit(stage)?.first as usize].time)
            });
            (placed.voice, day(scene, visit.unwrap_or(scene.voices[placed.voice as usize].time)))
        })
        .collect()
}

const fn compared_by(measure: Measure) -> (ComparedBy, &'static str) {
    match measure {
        Measure::Lost => (ComparedBy::Lost, "lost"),
        Measure::Back => (ComparedBy::Back, "back"),
        Measure::Slow => (ComparedBy::Slow, "timed"),
        Measure::Emotion => (ComparedBy::Emotion, "emotion"),
    }
}

impl Asking<'_> {
    /// Whether a row is of the stretch before (`false`) or after (`true`).
    fn side(&self, row: usize) -> Option<bool> {
        match self.of.last - self.of.days[row] {
            ago if (0..self.length).contains(&ago) => Some(true),
            ago if (self.length..2 * self.length).contains(&ago) => Some(false),
            _ => None,
        }
    }

    fn days(&self, after: bool) -> Days {
        let to = if after { self.of.last } else { self.of.last - self.length };
        Days { from: date(to - self.length + 1), to: date(to) }
    }
}

fn both(scene: &Scene, asking: &Asking<'_>) -> (Measured, Measured) {
    let Watched { asked, values, .. } = asking.of;
    let (measure, cell) = compared_by(asked.measure);
    let side = |after: bool| {
        let here = (0..values.len()).filter(|row| asking.side(*row) == Some(after));
        let rows: Vec<Row> = here.map(|row| Row::of(asked.table.owner[row].into(), row as u64, values[row])).collect();
        let middle = || median(&rows.iter().map(|row| row.sum).collect::<Vec<_>>());
        Measured {
            measure,
            which: None,
            shown: if measure == ComparedBy::Slow { middle() } else { None },
            rows,
            young: 0,
            cell: format!("{}.{cell}", scene.stage_id(asked.stage)),
        }
    };
    (side(false), side(true))
}

fn change(
    ground: &Ground<'_>,
    asking: &Asking<'_>,
    (from, to): &(Measured, Measured),
    pair: &Pair,
    compared: &Compared,
) -> (Change, u64) {
    let asked = &asking.of.asked;
    let difference = told(ground.scene.stage_id(asked.stage), from, to, compared);
    let differs = difference.verdict == ComparedVerdict::Differs;
    let (drivers, tried) = if differs { drivers_of(ground, asked, &asking.of.values, pair) } else { (Vec::new(), 0) };
    let change = Change {
        difference,
        span: asking.span,
        before: asking.days(false),
        after: asking.days(true),
        drivers,
        weeks: weeks(asking.of),
    };
    (change, tried)
}

/// The measure week by week, gaps filled, from the first week of which there is anything.
fn weeks(of: &Watched) -> Vec<MeasuredWeek> {
    let mut by_week: Vec<Vec<f64>> = vec![Vec::new(); usize::try_from(WEEKS).unwrap_or(0)];
    for (day, value) in of.days.iter().zip(&of.values) {
        let ago = (of.last - day).div_euclid(WEEK);
        if let Ok(at) = usize::try_from(WEEKS - 1 - ago)
            && let Some(week) = by_week.get_mut(at)
        {
            week.push(*value);
        }
    }
    let value = |values: &[f64]| {
        if of.asked.measure == Measure::Slow {
            return median(values);
        }
        values.iter().copied().collect::<yeojido_stats::Moments>().mean()
    };
    let week = |(at, values): (i32, &Vec<f64>)| MeasuredWeek {
        week: date(of.last - (WEEKS - at) * WEEK + 1),
        value: value(values),
        n: values.len() as u64,
    };
    (0..).zip(&by_week).map(week).skip_while(|week| week.n == 0).collect()
}
