//! The head of every column: how far it rests on data, the road to the next stage, its name, who answers for it, and
//! the counts that add up: entered = went on + dropped + undecided.

use yeojido_domain::MapStage;

use crate::columns::{Columns, PAD};
use crate::lanes::ENOUGH;
use crate::mark::{Anchor, Frame, Mark, Paint, Style, ink};
use crate::numbers::{count, ratio, share, span};
use crate::pen::{Label, Pen, View};
use crate::wrap;

/// Height of the row that says how much rests on data.
const COVERAGE: f32 = 28.0;
const OWNER: f32 = 20.0;

/// How a lane of a column is backed.
pub(crate) fn state_bar(state: &str, x: f32, y: f32, marks: &mut Vec<Mark>) {
    let frame = Frame { x, y, width: 4.0, height: 10.0 };
    let edge = |ink| Mark::Rect {
        frame: Frame { x: x + 0.5, y: y + 0.5, width: 3.0, height: 9.0 },
        radius: 0.5,
        paint: Paint::stroke(ink, 1.0),
    };
    match state {
        "computed" => marks.push(Mark::Rect { frame, radius: 1.0, paint: Paint::fill(ink::INK) }),
        "partial" => {
            let half = Frame { y: y + 5.0, height: 5.0, ..frame };
            marks.push(Mark::Rect { frame: half, radius: 0.0, paint: Paint::fill(ink::INK) });
            marks.push(edge(ink::INK));
        }
        _ => marks.push(edge(ink::CTL)),
    }
}

/// A bar for every lane, what is computed first, and how many of how many.
pub(crate) fn coverage(view: &View<'_>, columns: &Columns, top: f32, marks: &mut Vec<Mark>) -> f32 {
    for (at, stage) in view.map.stages.iter().enumerate().filter(|(at, _)| columns.stages.contains(at)) {
        let mut x = columns.left(at) + PAD;
        let of = |state: &'static str| stage.coverage.by_lane.iter().filter(move |(_, is)| is == state);
        for (_, state) in ["computed", "partial", "written", "assumed"].into_iter().flat_map(of) {
            state_bar(state, x, top + 9.0, marks);
            x += 6.0;
        }
        let style = Style::NOTE.leading(16.0);
        let text = format!("{}/{}", stage.coverage.computed, stage.coverage.lanes);
        let right = columns.left(at) + columns.width - PAD;
        marks.push(Mark::Text(view.run(text, style, right, style.baseline(top + 6.0), Anchor::End, columns.room())));
    }
    COVERAGE
}

/// Ten ticks to the next stage; an inked one stands for one of ten that went on.
fn road(stage: &MapStage, x: f32, y: f32, width: f32, marks: &mut Vec<Mark>) {
    let inked = (ratio(stage.went_on, stage.entered) * 10.0).round();
    let step = (width - 14.0) / 10.0;
    marks.push(Mark::line((x + 10.0, y + 8.0), (x + width, y + 8.0), Paint::stroke(ink::INK, 1.0)));
    for tick in 0_u8..10 {
        let at = x + 14.0 + step * (f32::from(tick) + 0.5);
        marks.push(if f64::from(tick) < inked {
            Mark::line((at, y + 3.0), (at, y + 13.0), Paint::stroke(ink::INK, 1.6))
        } else {
            Mark::line((at, y + 5.5), (at, y + 10.5), Paint::stroke(ink::LINE2, 1.2))
        });
    }
    let paint = Paint { stroke: Some(ink::INK), width: 1.6, ..Paint::fill(ink::PAPER) };
    marks.push(Mark::Circle { x: x + 6.0, y: y + 8.0, radius: 4.5, paint });
}

/// The framed flag of a moment of truth, as high as a line of the name.
fn truth(pen: &mut Pen<'_, '_>, x: f32, y: f32, width: f32) {
    let frame = Frame { x: x + 0.5, y: y + 1.5, width: width - 1.0, height: 17.0 };
    pen.marks.push(Mark::Rect { frame, radius: 3.0, paint: Paint::stroke(ink::INK, 1.0) });
    let (fx, fy) = (x + 6.0, y + 5.0);
    let d = format!(
        "M{fx:.2} {:.2}V{fy:.2}H{:.2}L{:.2} {:.2}L{:.2} {:.2}H{fx:.2}",
        fy + 10.0,
        fx + 8.0,
        fx + 6.0,
        fy + 2.8,
        fx + 8.0,
        fy + 5.6
    );
    pen.marks.push(Mark::Path { d, paint: Paint { round: true, ..Paint::stroke(ink::INK, 1.0) } });
    let style = Style::NOTE.leading(20.0).bold().ink(ink::INK);
    let run = pen.view.run(pen.view.words.truth, style, x + 18.0, style.baseline(y), Anchor::Start, width - 20.0);
    pen.marks.push(Mark::Text(run));
}

/// Name, flag and the owner's initial. The pen ends under them.
fn name(pen: &mut Pen<'_, '_>, stage: &MapStage) {
    let room = pen.width - if stage.owner.is_some() { OWNER + 6.0 } else { 0.0 };
    let (lines, cut) = wrap::clamped(&pen.view.measure, &stage.name, &Style::STAGE, room, 3);
    if cut {
        pen.view.cut.set(true);
    }
    let top = pen.y + 2.0;
    pen.y = top;
    let mut end = 0.0;
    for line in lines {
        let run = pen.view.run(line, Style::STAGE, pen.x, Style::STAGE.baseline(pen.y), Anchor::Start, room);
        end = run.width;
        pen.marks.push(Mark::Text(run));
        pen.y += Style::STAGE.leading;
    }
    if let Some(initial) = stage.owner.as_ref().and_then(|owner| owner.chars().next()) {
        let (x, y) = (pen.x + pen.width - OWNER / 2.0, top + OWNER / 2.0);
        let paint = Paint { stroke: Some(ink::LINE2), width: 1.0, ..Paint::fill(ink::SUNKEN) };
        pen.marks.push(Mark::Circle { x, y, radius: OWNER / 2.0 - 0.5, paint });
        let style = Style::NOTE.leading(20.0).ink(ink::INK2);
        let run = pen.view.run(initial.to_string(), style, x, style.baseline(top), Anchor::Middle, OWNER);
        pen.marks.push(Mark::Text(run));
    }
    if stage.moment_of_truth.is_some() {
        let style = Style::NOTE.bold();
        let width = pen.view.measure.width(pen.view.words.truth, &style) + 24.0;
        if end + 6.0 + width <= room {
            truth(pen, pen.x + end + 6.0, pen.y - Style::STAGE.leading, width);
        } else {
            truth(pen, pen.x, pen.y, width);
            pen.y += Style::STAGE.leading;
        }
    }
    pen.y += 2.0;
}

/// The head of every column of a page. `counts` is false on pages that go on with further lanes of the same stages.
pub(crate) fn heads(view: &View<'_>, columns: &Columns, top: f32, counts: bool, marks: &mut Vec<Mark>) -> f32 {
    let last = view.map.stages.len().saturating_sub(1);
    let here = || view.map.stages.iter().enumerate().filter(|(at, _)| columns.stages.contains(at));
    let mut bottom = top;
    for (at, stage) in here() {
        let left = columns.left(at);
        road(stage, left + PAD, top + 10.0, columns.width - PAD - 1.0, marks);
        let mut pen = Pen { view, marks, x: left + PAD, y: top + 28.0, width: columns.room() };
        name(&mut pen, stage);
        bottom = f32::max(bottom, pen.y);
    }
    let mut end = bottom;
    for (at, stage) in here() {
        let mut pen = Pen { view, marks, x: columns.left(at) + PAD, y: bottom, width: columns.room() };
        entered(&mut pen, stage);
        if counts {
            numbers(&mut pen, stage, at == last);
        }
        end = f32::max(end, pen.y);
    }
    end + 8.0 - top
}

fn entered(pen: &mut Pen<'_, '_>, stage: &MapStage) {
    let baseline = Style::ENTERED.baseline(pen.y);
    let run = pen.view.run(count(stage.entered), Style::ENTERED, pen.x, baseline, Anchor::Start, pen.width);
    let unit = pen.view.words.unit(pen.view.map.counts);
    if !unit.is_empty() {
        let x = pen.x + run.width + 2.0;
        let room = pen.x + pen.width - x;
        pen.marks.push(Mark::Text(run));
        let unit = pen.view.run(unit, Style::BODY.ink(ink::INK3), x, baseline, Anchor::Start, room);
        pen.marks.push(Mark::Text(unit));
    } else {
        pen.marks.push(Mark::Text(run));
    }
    pen.y += Style::ENTERED.leading + 2.0;
}

/// A count's word and value, the share that went on beside it.
pub(crate) struct Count {
    pub label: &'static str,
    pub beside: Option<String>,
    pub value: String,
}

/// Went on, dropped, undecided, and how long it takes half of them.
pub(crate) fn counted(view: &View<'_>, stage: &MapStage, last: bool) -> [Count; 4] {
    let words = view.words;
    let plain = |label, n| Count { label, beside: None, value: count(n) };
    let share = (stage.entered > 0).then(|| share(ratio(stage.went_on, stage.entered), 1));
    let on = if last { words.goal } else { words.went_on };
    let median = stage.time_s.median.map_or_else(|| "–".to_owned(), |s| span(s, words.lang));
    [
        Count { beside: share, ..plain(on, stage.went_on) },
        plain(words.dropped, stage.dropped),
        plain(words.undecided, stage.undecided),
        Count { label: words.median, beside: None, value: median },
    ]
}

fn numbers(pen: &mut Pen<'_, '_>, stage: &MapStage, last: bool) {
    for Count { label, beside, value } in counted(pen.view, stage, last) {
        pen.pair(&Label { beside, ..Label::of(label, ink::INK3) }, &value, Style::BODY);
    }
}

/// Whether a stage has too few ratings for a filled point, which the key at the foot explains.
pub(crate) fn few(stage: &MapStage) -> bool {
    stage.emotion.n > 0 && stage.emotion.n < ENOUGH
}
