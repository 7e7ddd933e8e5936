//! What the signs and the numbers mean, what found no place on the map, and which versions it was computed from.

use yeojido_domain::MapStage;

use crate::lanes::planned_definitions;
use crate::mark::{Anchor, Mark, Paint, Style, glyph, ink};
use crate::numbers::count;
use crate::pen::{Pen, View};
use crate::stage::{few, state_bar};
use crate::words::{fill, which};
use crate::wrap;

const STYLE: Style = Style::NOTE.leading(16.0);
/// A definition is readable up to this width.
const MEASURE: f32 = 440.0;
const GAP: f32 = 24.0;

/// One sign of the key with its word.
enum Sign {
    State(&'static str),
    Few,
    Road,
    Feeling(usize),
    None,
}

fn sign(sign: &Sign, x: f32, y: f32, marks: &mut Vec<Mark>) -> f32 {
    match sign {
        Sign::State(state) => {
            state_bar(state, x, y - 9.0, marks);
            9.0
        }
        Sign::Few => {
            let paint = Paint { stroke: Some(ink::FEELINGS[3]), width: 1.4, ..Paint::fill(ink::PAPER) };
            marks.push(glyph(3, x, y - 9.0, 10.0, paint));
            15.0
        }
        Sign::Road => {
            marks.push(Mark::line((x + 1.0, y - 4.0), (x + 21.0, y - 4.0), Paint::stroke(ink::INK, 1.0)));
            for (at, inked) in [(4.0, true), (9.0, true), (14.0, false), (19.0, false)] {
                let (reach, paint) =
                    if inked { (4.0, Paint::stroke(ink::INK, 1.6)) } else { (2.0, Paint::stroke(ink::LINE2, 1.4)) };
                marks.push(Mark::line((x + at, y - 4.0 - reach), (x + at, y - 4.0 + reach), paint));
            }
            27.0
        }
        Sign::Feeling(step) => {
            marks.push(glyph(*step, x, y - 9.0, 10.0, Paint::fill(ink::FEELINGS[*step])));
            14.0
        }
        Sign::None => 0.0,
    }
}

/// The key: one line if it fits, and then what is outside of the map.
pub(crate) fn key(view: &View<'_>, width: f32, top: f32, marks: &mut Vec<Mark>) -> f32 {
    let (map, words) = (view.map, view.words);
    let mut items = vec![
        (Sign::State("computed"), words.computed.to_owned()),
        (Sign::State("partial"), words.partial.to_owned()),
        (Sign::State("assumed"), words.assumed.to_owned()),
    ];
    if map.stages.iter().any(few) {
        items.push((Sign::Few, words.legend_few.to_owned()));
    }
    items.push((Sign::Road, words.legend_road[which(map.counts)].to_owned()));
    items.push((Sign::None, words.legend_colour.to_owned()));
    items.extend([1, 2, 3].map(|step| (Sign::Feeling(step), words.feelings[step].to_owned())));
    for (n, pattern) in [(map.voices_unplaced, words.unplaced), (map.events_uncaught, words.uncaught)] {
        items.extend((n > 0).then(|| (Sign::None, fill(pattern, count(n)))));
    }
    let title =
        view.run(words.legend, STYLE.bold().ink(ink::INK2), 0.0, STYLE.baseline(top + 8.0), Anchor::Start, width);
    let (mut x, mut y) = (title.width + 14.0, top + 8.0);
    marks.push(Mark::Text(title));
    for (of, text) in items {
        let mut drawn = Vec::new();
        let taken = sign(&of, x, STYLE.baseline(y), &mut drawn);
        let run = view.run(text, STYLE, x + taken, STYLE.baseline(y), Anchor::Start, width);
        if x > 0.0 && x + taken + run.width > width {
            (x, y) = (0.0, y + STYLE.leading + 2.0);
            drawn.clear();
            sign(&of, x, STYLE.baseline(y), &mut drawn);
        }
        let gap = if matches!(of, Sign::Feeling(1 | 2)) || run.text == words.legend_colour { 7.0 } else { 14.0 };
        marks.append(&mut drawn);
        let run = crate::mark::Run { x: x + taken, y: STYLE.baseline(y), room: width - x - taken, ..run };
        x += taken + run.width + gap;
        marks.push(Mark::Text(run));
    }
    y + STYLE.leading - top
}

/// Terms and what they mean, for what this map shows.
pub(crate) fn definitions(view: &View<'_>) -> Vec<(String, String)> {
    let (map, words) = (view.map, view.words);
    if let Some(plan) = view.plan {
        return planned_definitions(view, plan);
    }
    let by = which(map.counts);
    let mut all = vec![
        (words.entered.to_owned(), words.what_entered[by].to_owned()),
        (words.went_on.to_owned(), words.what_went_on[by].to_owned()),
        (words.dropped.to_owned(), words.what_dropped.to_owned()),
        (words.undecided.to_owned(), words.what_undecided.to_owned()),
        (words.median.to_owned(), words.what_median.to_owned()),
        (words.actions.0.to_owned(), words.what_actions[by].to_owned()),
        (words.channels.0.to_owned(), words.what_channels.to_owned()),
        (words.thoughts.0.to_owned(), words.what_thoughts.to_owned()),
        (words.emotion.0.to_owned(), words.what_emotion.to_owned()),
    ];
    let mut seen: Vec<&str> = Vec::new();
    for kpi in map.stages.iter().flat_map(|stage| &stage.kpis) {
        if !seen.contains(&kpi.formula.as_str()) {
            seen.push(&kpi.formula);
            all.push((words.kpi(&kpi.id).to_owned(), words.formula(&kpi.formula, map.counts).to_owned()));
        }
    }
    let truths = map.stages.iter().filter_map(|stage| Some((stage, stage.moment_of_truth.as_ref()?)));
    all.extend(truths.map(|(stage, why)| (words.truth.to_owned(), format!("{}: {why}", stage.name))));
    let owned = |stage: &MapStage| Some(format!("{}: {}", stage.name, stage.owner.as_ref()?));
    let owners: Vec<String> = map.stages.iter().filter_map(owned).collect();
    if !owners.is_empty() {
        all.push((words.owner.to_owned(), owners.join("; ")));
    }
    all
}

/// What had to be left out, if anything, and the versions.
pub(crate) fn notes(view: &View<'_>, missing: u64) -> Vec<String> {
    let (map, words) = (view.map, view.words);
    let mut notes = Vec::new();
    if view.cut.get() {
        notes.push(words.cut.to_owned());
    }
    if missing > 0 {
        notes.push(fill(words.missing, count(missing)));
    }
    let versions = words.versions.replace("{definition}", &map.version.to_string());
    notes.push(versions.replace("{lake}", &map.lake_version.to_string()));
    notes
}

/// Draws the definitions in columns of a readable width, and the notes under them.
pub(crate) fn draw(view: &View<'_>, width: f32, top: f32, missing: u64, marks: &mut Vec<Mark>) -> f32 {
    let all = definitions(view);
    let columns: u8 = (1..=4).rev().find(|n| width / f32::from(*n) >= MEASURE).unwrap_or(1);
    let each = (width - GAP * f32::from(columns - 1)) / f32::from(columns);
    let bold = STYLE.bold().ink(ink::INK2);
    let widest = all.iter().map(|(term, _)| view.measure.width(term, &bold)).fold(0.0, f32::max);
    let indent = widest.min(each * 0.4) + 10.0;
    let lines = |(term, text): &(String, String)| {
        let text = wrap::lines(&view.measure, text, &STYLE, each - indent).len();
        text.max(wrap::lines(&view.measure, term, &bold, indent - 10.0).len())
    };
    let per_column = all.iter().map(lines).sum::<usize>().div_ceil(usize::from(columns));
    let start = top + 8.0;
    let (mut column, mut used, mut bottom) = (0_u8, 0, start);
    let mut y = start;
    for entry in &all {
        let high = lines(entry);
        if used > 0 && used + high > per_column && column + 1 < columns {
            (column, used, y) = (column + 1, 0, start);
        }
        let x = f32::from(column) * (each + GAP);
        let mut pen = Pen { view, marks, x, y, width: indent - 10.0 };
        pen.text(&entry.0, bold);
        let under = pen.y;
        (pen.x, pen.y, pen.width) = (x + indent, y, each - indent);
        pen.text(&entry.1, STYLE);
        y = pen.y.max(under);
        used += high;
        bottom = bottom.max(y);
    }
    let mut pen = Pen { view, marks, x: 0.0, y: bottom + 4.0, width };
    for note in notes(view, missing) {
        pen.text(&note, STYLE);
    }
    pen.y - top
}
