//! How customers felt: one ridge over all stages, in ink, with hachures falling to zero; intervals as bands, hollow
//! points below ten ratings, a hatched box where nobody said anything, and no line across it. As on screen.

use yeojido_domain::{Emotion, MapStage};

use super::Lane;
use crate::columns::{Columns, LANE};
use crate::mark::{Anchor, Frame, Mark, Paint, Style, glyph, ink};
use crate::numbers::{count, signed, signed_interval};
use crate::pen::View;
use crate::ridge::{Curve, Point, Runs, hachures, runs_of};
use crate::words::{Named, Words};

pub(super) struct EmotionCurve;

/// Fewer ratings than this are drawn hollow and called too few.
pub(crate) const ENOUGH: u64 = 10;
const HEIGHT: f32 = 280.0;
const ZERO: f32 = 138.0;
const UNIT: f32 = 53.0;
/// Half the width of a label, and what it takes over and under its first baseline.
const HALF: f32 = 50.0;
const ASCENT: f32 = 12.0;
const DESCENT: f32 = 19.0;

/// Which of the five steps of feeling a value on −2…+2 is.
pub(crate) fn step_of(value: f64) -> usize {
    match value {
        v if v <= -1.5 => 0,
        v if v < -0.25 => 1,
        v if v <= 0.25 => 2,
        v if v < 1.5 => 3,
        _ => 4,
    }
}

/// A stage's feeling at its place.
#[derive(Clone, Copy)]
struct Felt {
    x: f32,
    mean: f64,
    interval: Option<(f64, f64)>,
    n: u64,
}

impl Felt {
    fn of(emotion: &Emotion, x: f32) -> Option<Self> {
        let mean = emotion.mean.filter(|_| emotion.n > 0)?;
        Some(Self { x, mean, interval: emotion.low.zip(emotion.high), n: emotion.n })
    }

    fn enough(&self) -> bool {
        self.n >= ENOUGH
    }

    fn place(&self) -> Point {
        Point { x: self.x, y: height_of(self.mean) }
    }

    /// Upper and lower end of what is drawn.
    fn band(&self) -> (f32, f32) {
        let (low, high) = self.interval.unwrap_or((self.mean, self.mean));
        (height_of(high), height_of(low))
    }

    fn texts(&self, words: &Words) -> (String, &'static str, String) {
        let word = if self.enough() { words.feelings[step_of(self.mean)] } else { words.few };
        let interval = self.interval.map(|(low, high)| format!("{} ", signed_interval(low, high, 1)));
        (signed(self.mean, 1), word, format!("{}n {}", interval.unwrap_or_default(), count(self.n)))
    }
}

/// Height of a feeling, from the lane's top; an interval can reach past the scale, what is drawn stays on it.
#[expect(clippy::cast_possible_truncation, reason = "a feeling lies between −2 and +2")]
fn height_of(value: f64) -> f32 {
    ZERO - value.clamp(-2.2, 2.2) as f32 * UNIT
}

fn inside(baseline: f32) -> f32 {
    baseline.clamp(ASCENT + 2.0, HEIGHT - DESCENT - 2.0)
}

/// Baseline of a label's first line: over good points, under bad ones, unless the curve runs through it.
fn baseline(felt: &Felt, curves: &[Curve]) -> f32 {
    let (top, bottom) = felt.band();
    let middle = height_of(felt.mean);
    let over = inside((top - 26.0).min(middle - 38.0));
    let under = inside((bottom + 26.0).max(middle + 30.0));
    let low = if felt.enough() { under.max(inside(ZERO + 22.0)) } else { under };
    let choices = if felt.mean < 0.0 { [under, over, under] } else { [over, low, under] };
    let on_band = |y: f32| y - ASCENT < bottom && y + DESCENT > top;
    let crossed = |y: f32| {
        let reach = (felt.x - HALF, felt.x + HALF);
        curves.iter().filter_map(|curve| Some((curve, curve.ends()?))).any(|(curve, (from, to))| {
            (0_u8..=20)
                .map(|step| reach.0 + f32::from(step) * 5.0)
                .filter(|x| (from..=to).contains(x))
                .any(|x| (y - ASCENT - 3.0..y + DESCENT + 3.0).contains(&curve.at(x)))
        })
    };
    let free = choices.into_iter().find(|y| !on_band(*y) && !crossed(*y));
    free.or_else(|| choices.into_iter().find(|y| !on_band(*y))).unwrap_or(choices[0])
}

impl Lane for EmotionCurve {
    fn named(&self, words: &Words) -> Named {
        // The grey line stands at the lane's foot, out of the way of the scale.
        (words.emotion.0, "")
    }

    fn draw(&self, view: &View<'_>, columns: &Columns, top: f32, marks: &mut Vec<Mark>) -> f32 {
        let points: Vec<Option<Felt>> =
            (0..).zip(&view.map.stages).map(|(at, stage)| Felt::of(&stage.emotion, columns.middle(at))).collect();
        axis(view, top, marks);
        let frame = Frame { x: LANE, y: top, width: columns.right() - LANE, height: HEIGHT };
        let runs = runs_of(&points, Felt::enough);
        marks.push(Mark::Within { frame, marks: picture(columns, &points, &runs, top) });
        let lines = runs.ridges.iter().map(|run| run.iter().map(Felt::place).collect());
        let dashes = runs.dashes.iter().map(|(a, b)| vec![a.place(), b.place()]);
        let curves: Vec<Curve> = lines.chain(dashes).map(Curve::through).collect();
        for (at, stage) in view.map.stages.iter().enumerate().filter(|(at, _)| columns.stages.contains(at)) {
            match points[at] {
                Some(felt) => label(view, columns, &felt, top, baseline(&felt, &curves), marks),
                None => silence(view, columns, at, stage, top, marks),
            }
        }
        HEIGHT
    }

    fn write(&self, view: &View<'_>, stage: &MapStage) -> Vec<String> {
        let Some(felt) = Felt::of(&stage.emotion, 0.0) else { return vec![silent(stage, view.words).to_owned()] };
        let (value, word, note) = felt.texts(view.words);
        let mut lines = vec![format!("{value} {word}"), note];
        if felt.interval.is_none() {
            lines.push(view.words.no_interval.to_owned());
        }
        lines
    }
}

fn silent(stage: &MapStage, words: &'static Words) -> &'static str {
    if stage.voices > 0 { words.unrated } else { words.no_voices }
}

/// The scale and its words, in the column of the lanes' names.
fn axis(view: &View<'_>, top: f32, marks: &mut Vec<Mark>) {
    let style = Style::NOTE;
    let note = view.run(view.words.emotion.1, style, 16.0, top + HEIGHT - 10.0, Anchor::Start, LANE - 18.0);
    marks.push(Mark::Text(note));
    for (value, step) in [(2.0, None), (1.0, Some(3)), (0.0, Some(2)), (-1.0, Some(1)), (-2.0, None)] {
        let y = top + height_of(value) + 4.0;
        let number = signed(value, 0);
        if let Some(step) = step {
            let word = view.run(view.words.feelings[step], style, 58.0, y, Anchor::End, 54.0);
            marks.push(Mark::Text(word));
        }
        marks.push(Mark::Text(view.run(number, style, LANE - 8.0, y, Anchor::End, 20.0)));
    }
}

/// Everything but the writing. It is cut at the edges of the page's columns, since the curve goes on to stages of other
/// pages.
fn picture(columns: &Columns, points: &[Option<Felt>], runs: &Runs<Felt>, top: f32) -> Vec<Mark> {
    let mut marks = Vec::new();
    let (left, right) = (LANE, columns.right());
    for value in [2.0, 1.0, -1.0, -2.0] {
        let y = top + height_of(value);
        marks.push(Mark::line((left, y), (right, y), Paint::stroke(ink::LINE, 1.0).dashed(1.0, 5.0)));
    }
    marks.push(Mark::line((left, top + ZERO), (right, top + ZERO), Paint::stroke(ink::CTL, 1.0)));
    for (at, _) in points.iter().enumerate().filter(|(at, point)| point.is_none() && columns.stages.contains(at)) {
        let frame =
            Frame { x: columns.left(at) + 6.0, y: top + 10.0, width: columns.width - 12.0, height: HEIGHT - 20.0 };
        marks.extend(hatched(frame));
    }
    let lowered = |felt: &Felt| Point { y: top + height_of(felt.mean), ..felt.place() };
    for (a, b) in &runs.dashes {
        let (a, b) = (lowered(a), lowered(b));
        marks.push(Mark::line((a.x, a.y), (b.x, b.y), Paint::stroke(ink::INK3, 1.5).dashed(4.0, 4.0)));
    }
    for run in &runs.ridges {
        let curve = Curve::through(run.iter().map(lowered).collect());
        for stroke in hachures(&curve, top + ZERO) {
            let ink = if stroke.good { ink::HACHURE_GOOD } else { ink::HACHURE_BAD };
            let paint = Paint { round: true, ..Paint::stroke(ink, 1.2).opacity(0.72) };
            marks.push(Mark::line((stroke.x, stroke.from), (stroke.x, stroke.to), paint));
        }
        marks.push(Mark::Path { d: curve.path(), paint: Paint { round: true, ..Paint::stroke(ink::INK, 2.25) } });
    }
    for felt in points.iter().flatten() {
        band(felt, top, &mut marks);
        point(felt, top, &mut marks);
    }
    marks
}

fn band(felt: &Felt, top: f32, marks: &mut Vec<Mark>) {
    if felt.interval.is_none() {
        return;
    }
    let (high, low) = felt.band();
    let (high, low, x) = (top + high, top + low, felt.x);
    let ink = ink::FEELINGS[step_of(felt.mean)];
    if felt.enough() {
        let frame = Frame { x: x - 16.0, y: high, width: 32.0, height: low - high };
        marks.push(Mark::Rect { frame, radius: 0.0, paint: Paint::fill(ink).opacity(0.16) });
    } else {
        marks.push(Mark::line((x, high), (x, low), Paint::stroke(ink, 1.5).dashed(3.0, 2.0)));
    }
    for y in [high, low] {
        marks.push(Mark::line((x - 16.0, y), (x + 16.0, y), Paint::stroke(ink, 1.5)));
    }
}

/// A point of 16 px: filled with a white edge, or hollow.
fn point(felt: &Felt, top: f32, marks: &mut Vec<Mark>) {
    let step = step_of(felt.mean);
    let ink = ink::FEELINGS[step];
    let (x, y) = (felt.x - 8.0, top + height_of(felt.mean) - 8.0);
    if felt.enough() {
        marks.push(glyph(step, x, y, 16.0, Paint::stroke(ink::PAPER, 3.5)));
        marks.push(glyph(step, x, y, 16.0, Paint::fill(ink)));
    } else {
        let paint = Paint { stroke: Some(ink), width: 1.76, ..Paint::fill(ink::PAPER) };
        marks.push(glyph(step, x, y, 16.0, paint));
    }
}

/// “−1.1 부정” over “[−1.2, −1.0] n 1,204”, on a piece of paper of its own.
fn label(view: &View<'_>, columns: &Columns, felt: &Felt, top: f32, baseline: f32, marks: &mut Vec<Mark>) {
    let (value, word, note) = felt.texts(view.words);
    let ink = if felt.enough() { ink::FEELINGS[step_of(felt.mean)] } else { ink::INK3 };
    let (bold, small) = (Style::BODY.sized(14.0, 700).ink(ink), Style::BODY.sized(12.0, 600).ink(ink));
    let y = top + baseline;
    let room = columns.width;
    let mut first = view.run(value, bold, 0.0, y, Anchor::Start, room);
    let mut second = view.run(word, small, 0.0, y, Anchor::Start, room);
    let width = first.width + 4.0 + second.width;
    first.x = felt.x - width / 2.0;
    second.x = first.x + first.width + 4.0;
    second.room = room - first.width - 4.0;
    let third = view.run(note, Style::NOTE, felt.x, y + 15.0, Anchor::Middle, room);
    for (width, top, height) in [(width, y - 12.0, 15.0), (third.width, y + 4.0, 14.0)] {
        let frame = Frame { x: felt.x - width / 2.0 - 2.0, y: top, width: width + 4.0, height };
        marks.push(Mark::Rect { frame, radius: 2.0, paint: Paint::fill(ink::PAPER).opacity(0.9) });
    }
    marks.extend([first, second, third].map(Mark::Text));
}

/// A dashed box, hatched by strokes that are cut to it.
fn hatched(frame: Frame) -> Vec<Mark> {
    let Frame { x, y, width, height } = frame;
    let mut marks = vec![Mark::Rect { frame, radius: 6.0, paint: Paint::fill(ink::PAPER) }];
    let mut strokes = Vec::new();
    let mut from = 8.5;
    while from < width + height {
        let (x1, y1) = (x + f32::min(from, width), y + f32::max(0.0, from - width));
        let (x2, y2) = (x + f32::max(0.0, from - height), y + f32::min(from, height));
        strokes.push(Mark::line((x1, y1), (x2, y2), Paint::stroke(ink::LINE2, 1.0).opacity(0.55)));
        from += 8.5;
    }
    marks.push(Mark::Within { frame, marks: strokes });
    marks.push(Mark::Rect { frame, radius: 6.0, paint: Paint::stroke(ink::LINE2, 1.0).dashed(3.0, 3.0) });
    marks
}

/// What stands in the box of a stage without a feeling.
fn silence(view: &View<'_>, columns: &Columns, at: usize, stage: &MapStage, top: f32, marks: &mut Vec<Mark>) {
    let (x, room) = (columns.middle(at), columns.width - 16.0);
    let title = view.run(silent(stage, view.words), Style::LANE, x, top + ZERO - 6.0, Anchor::Middle, room);
    let note = view.run(view.words.no_line, Style::NOTE, x, top + ZERO + 12.0, Anchor::Middle, room);
    let width = title.width.max(note.width) + 20.0;
    let frame = Frame { x: x - width / 2.0, y: top + ZERO - 26.0, width, height: 50.0 };
    marks.push(Mark::Rect { frame, radius: 4.0, paint: Paint::fill(ink::PAPER) });
    marks.extend([title, note].map(Mark::Text));
}
