//! The side to be: its own columns, what is wanted of their figures beside what they are now, and what is written.

use yeojido_domain::{
    Coverage, Emotion, EnteredFrom, Gap, GapState, JourneyMap, Lane as Row, MapStage, Op, PlannedStage, StageTime,
    ToBe, Unmeasured, WrittenCell,
};

use super::written::origin;
use super::{Lane, cells};
use crate::columns::{Columns, PAD};
use crate::mark::{Mark, Style, ink};
use crate::numbers::{count, plain, share, signed, span};
use crate::pen::{Pen, View};
use crate::words::{Named, Words, fill};

/// A row of the plan.
struct Planned(Row);

/// Longest text, in lines; the whole stands in the Markdown file.
const LINES: usize = 8;

static ROWS: [&dyn Lane; 11] = [
    &Planned(Row::Kpis),
    &Planned(Row::Emotion),
    &Planned(Row::Goal),
    &Planned(Row::Desired),
    &Planned(Row::Actions),
    &Planned(Row::Touchpoints),
    &Planned(Row::Thoughts),
    &Planned(Row::Pains),
    &Planned(Row::Delights),
    &Planned(Row::Opportunities),
    &Planned(Row::Backstage),
];
const ORDER: [Row; 11] = [
    Row::Kpis,
    Row::Emotion,
    Row::Goal,
    Row::Desired,
    Row::Actions,
    Row::Touchpoints,
    Row::Thoughts,
    Row::Pains,
    Row::Delights,
    Row::Opportunities,
    Row::Backstage,
];

/// The rows in which something is written.
pub(super) fn lanes(map: &JourneyMap) -> Vec<&'static dyn Lane> {
    let is_written = |row: &Row| map.stages.iter().flat_map(|stage| &stage.written).any(|cell| cell.lane == *row);
    ROWS.iter().zip(ORDER).filter(|(_, row)| is_written(row)).map(|(lane, _)| *lane).collect()
}

/// The map with the columns of the plan in place of today's, for laying out pages. The counts of its columns are never
/// drawn: a page of the plan shows today's figures from the gaps alone.
pub(crate) fn projected(map: &JourneyMap, plan: &ToBe, words: &Words) -> JourneyMap {
    let stages = plan.stages.iter().map(column).collect();
    JourneyMap { name: format!("{} · {}", map.name, words.to_be), stages, ..map.clone() }
}

fn column(stage: &PlannedStage) -> MapStage {
    MapStage {
        id: stage.id.clone(),
        name: stage.name.clone(),
        owner: None,
        moment_of_truth: None,
        entered: 0,
        went_on: 0,
        went_straight_on: 0,
        dropped: 0,
        undecided: 0,
        reentries: 0,
        entered_from: EnteredFrom::default(),
        time_s: StageTime::default(),
        actions: Vec::new(),
        channels: Vec::new(),
        emotion: Emotion::default(),
        thoughts: Vec::new(),
        topics: Vec::new(),
        requests: Vec::new(),
        asking: 0,
        voices: 0,
        events: 0,
        pains: Vec::new(),
        delights: Vec::new(),
        kpis: Vec::new(),
        written: stage.written.clone(),
        coverage: Coverage::default(),
    }
}

/// The heads of the columns: name, and the column of today that it goes on from.
pub(crate) fn heads(view: &View<'_>, columns: &Columns, top: f32, marks: &mut Vec<Mark>) -> f32 {
    let mut bottom = top;
    for (at, stage) in view.map.stages.iter().enumerate().filter(|(at, _)| columns.stages.contains(at)) {
        let mut pen = Pen { view, marks, x: columns.left(at) + PAD, y: top + 8.0, width: columns.room() };
        pen.clamped(&stage.name, Style::STAGE, 3);
        pen.text(&goes_on(view, stage), Style::NOTE.leading(16.0));
        bottom = f32::max(bottom, pen.y);
    }
    bottom + 8.0 - top
}

/// `현재의 배송`, or that it is new.
pub(crate) fn goes_on(view: &View<'_>, stage: &MapStage) -> String {
    let planned = view.plan.and_then(|plan| plan.stages.iter().find(|planned| planned.id == stage.id));
    let today = planned.and_then(|planned| planned.from.as_ref()).map(|from| view.today(from.as_str()));
    today.map_or_else(|| view.words.new_stage.to_owned(), |name| fill(view.words.goes_on, name))
}

/// What the states mean, and which columns of today the plan leaves out.
pub(crate) fn definitions(view: &View<'_>, plan: &ToBe) -> Vec<(String, String)> {
    let words = view.words;
    let mut all: Vec<(String, String)> = [GapState::Missed, GapState::Unsure, GapState::Unmeasured, GapState::Met]
        .map(|state| (words.gap_states[state as usize].to_owned(), words.what_gap[state as usize].to_owned()))
        .into();
    if !plan.removed.is_empty() {
        let names: Vec<String> = plan.removed.iter().map(|id| view.today(id.as_str())).collect();
        all.push((words.gone_stage.to_owned(), names.join(", ")));
    }
    all
}

/// `중앙값 2일 이하`
fn wanted(gap: &Gap, view: &View<'_>) -> String {
    let words = view.words;
    let mut parts = gap.wanted.cell.splitn(3, '.').skip(1);
    let name = match (parts.next().unwrap_or_default(), parts.next()) {
        (_, Some(kpi)) => words.kpi(kpi),
        ("time", _) => words.median,
        ("went_on", _) => words.went_on,
        ("dropped", _) => words.dropped,
        ("emotion", _) => words.emotion.0,
        (other, _) => other,
    };
    let form = match gap.wanted.op {
        Op::AtMost => words.at_most,
        Op::AtLeast => words.at_least,
        Op::Is => words.exactly,
    };
    fill(&form.replace("{name}", name), amount(&gap.wanted.cell, gap.wanted.value, words))
}

/// A figure in the unit of its cell.
fn amount(cell: &str, value: f64, words: &Words) -> String {
    let mut parts = cell.splitn(3, '.').skip(1);
    match (parts.next(), parts.next()) {
        (Some("time"), _) => span(value, words.lang),
        (Some("emotion"), _) => signed(value, 1),
        (Some("kpi"), Some("nps")) => signed(value * 100.0, 0),
        (Some("kpi"), Some("ces")) => plain(value, 1),
        _ => share(value, 1),
    }
}

/// `지금 3.2일 [3.1일–3.4일] n 1,204`, or why there is nothing.
fn now(gap: &Gap, view: &View<'_>) -> String {
    let words = view.words;
    let why = gap.why.map(|why| match why {
        Unmeasured::NoCounterpart => words.why_alone,
        Unmeasured::NoFigure => words.why_no_figure,
        Unmeasured::NoInterval => words.why_no_interval,
    });
    let Some(now) = gap.now else { return why.unwrap_or_default().to_owned() };
    let text = |value: f64| amount(&gap.wanted.cell, value, words);
    let end = |end: Option<f64>| end.map_or_else(|| "…".to_owned(), text);
    let interval = why.map_or_else(|| format!("[{}–{}]", end(now.low), end(now.high)), str::to_owned);
    format!("{} {interval} n {}", fill(words.now_is, text(now.value)), count(now.n))
}

fn gaps<'v>(view: &'v View<'_>, stage: &MapStage, row: Row) -> impl Iterator<Item = &'v Gap> {
    let id = stage.id.clone();
    view.plan.into_iter().flat_map(|plan| &plan.gaps).filter(move |gap| gap.stage == id && gap.lane == row)
}

fn said(cell: &WrittenCell) -> String {
    let value = cell.content.value.map(|value| format!("{} ", signed(value, 1))).unwrap_or_default();
    format!("{value}{}", cell.content.text.trim()).trim_end().to_owned()
}

impl Lane for Planned {
    fn named(&self, words: &Words) -> Named {
        if self.0 == Row::Kpis { words.wants } else { (words.rows[self.0 as usize], "") }
    }

    fn draw(&self, view: &View<'_>, columns: &Columns, top: f32, marks: &mut Vec<Mark>) -> f32 {
        cells(view, columns, top, marks, |pen, stage| {
            let Some(cell) = stage.written.iter().find(|cell| cell.lane == self.0) else {
                return pen.nothing("–");
            };
            let said = said(cell);
            if !said.is_empty() {
                pen.clamped(&said, Style::BODY, LINES);
            }
            for gap in gaps(view, stage, self.0) {
                pen.y += 2.0;
                pen.text(&wanted(gap, view), Style::BODY.bold());
                pen.text(&now(gap, view), Style::NOTE.leading(16.0));
                pen.text(view.words.gap_states[gap.state as usize], Style::NOTE.leading(16.0).ink(ink::INK2));
            }
            pen.text(&origin(cell, view), Style::NOTE.leading(16.0));
        })
    }

    fn write(&self, view: &View<'_>, stage: &MapStage) -> Vec<String> {
        let Some(cell) = stage.written.iter().find(|cell| cell.lane == self.0) else { return vec!["–".to_owned()] };
        let gaps = gaps(view, stage, self.0)
            .flat_map(|gap| [wanted(gap, view), now(gap, view), view.words.gap_states[gap.state as usize].to_owned()]);
        let said = Some(said(cell)).filter(|said| !said.is_empty());
        said.into_iter().chain(gaps).chain([origin(cell, view)]).collect()
    }
}
