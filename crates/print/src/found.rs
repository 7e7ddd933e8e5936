//! Everything that the map found by itself, on pages after the map: the lanes have room for the heaviest alone.

use yeojido_domain::{Finding, JourneyMap, MapStage};

use crate::head;
use crate::lanes::{difference, people, sides, title};
use crate::mark::{Mark, Paint, Style, ink};
use crate::numbers::{count, plain, share};
use crate::page::Page;
use crate::pen::{Pen, View};

/// Shares of the width: rank, stage, title, how many, the two sides, the difference.
const WIDTHS: [f32; 6] = [0.04, 0.12, 0.32, 0.18, 0.2, 0.14];
const GAP: f32 = 10.0;
const NOTE: Style = Style::NOTE.leading(16.0);

/// A page while it grows.
struct Sheet {
    marks: Vec<Mark>,
    y: f32,
}

/// The pages, so wide and at most so high; none for a map that found nothing. `before` pages come first.
pub(crate) fn pages(view: &View<'_>, (width, height): (f32, f32), before: usize) -> Vec<Page> {
    let lanes = [
        (view.words.pains.0, ranked(view.map, |stage| &stage.pains)),
        (view.words.delights.0, ranked(view.map, |stage| &stage.delights)),
    ];
    if lanes.iter().all(|(_, list)| list.is_empty()) {
        return Vec::new();
    }
    let lay = |of: usize| {
        let mut sheets = vec![begun(view, width, (before + 1, of))];
        let next = |sheets: &mut Vec<Sheet>| {
            let number = (before + sheets.len() + 1, of);
            sheets.push(begun(view, width, number));
        };
        for (name, list) in lanes.iter().filter(|(_, list)| !list.is_empty()) {
            for (at, (stage, finding)) in list.iter().enumerate() {
                let draw = |sheet: &mut Sheet| {
                    if at == 0 {
                        titled(view, width, name, sheet);
                    }
                    row(view, width, stage, finding, sheet);
                };
                place(&mut sheets, height, draw, next);
            }
        }
        place(&mut sheets, height, |sheet| notes(view, width, sheet), next);
        sheets
    };
    // How many there are is known once they are laid out, and stands on each.
    let of = before + lay(before + 1).len();
    lay(of).into_iter().map(|sheet| Page::plain(width, sheet.y, sheet.marks)).collect()
}

/// Draws at the foot of the last sheet; what would go over its edge begins the next.
fn place(sheets: &mut Vec<Sheet>, height: f32, draw: impl Fn(&mut Sheet), next: impl Fn(&mut Vec<Sheet>)) {
    let Some(last) = sheets.last_mut() else { return };
    let (kept, y) = (last.marks.len(), last.y);
    draw(last);
    if last.y <= height {
        return;
    }
    last.marks.truncate(kept);
    last.y = y;
    next(sheets);
    sheets.last_mut().into_iter().for_each(draw);
}

fn begun(view: &View<'_>, width: f32, number: (usize, usize)) -> Sheet {
    let mut marks = Vec::new();
    let y = head::draw(view, width, Some(number), &mut marks);
    Sheet { marks, y }
}

/// All findings of a lane in the order of their rank.
fn ranked(map: &JourneyMap, of: fn(&MapStage) -> &[Finding]) -> Vec<(&MapStage, &Finding)> {
    let mut all: Vec<_> = map.stages.iter().flat_map(|stage| of(stage).iter().map(move |one| (stage, one))).collect();
    all.sort_by_key(|(_, finding)| finding.rank);
    all
}

fn titled(view: &View<'_>, width: f32, name: &str, sheet: &mut Sheet) {
    let mut pen = Pen { view, marks: &mut sheet.marks, x: 0.0, y: sheet.y + 10.0, width };
    pen.text(name, Style::STAGE);
    sheet.y = pen.y + 4.0;
}

fn row(view: &View<'_>, width: f32, stage: &MapStage, finding: &Finding, sheet: &mut Sheet) {
    let words = view.words;
    let top = sheet.y + 5.0;
    sheet.marks.push(Mark::line((0.0, sheet.y), (width, sheet.y), Paint::stroke(ink::LINE, 1.0)));
    let [low, high] = [finding.share.low, finding.share.high].map(|end| plain(end * 100.0, 1));
    let many = format!("{} [{low}–{high}]", people(finding, view));
    let texts = [
        (count(finding.rank), Style::BODY.ink(ink::INK3)),
        (stage.name.clone(), Style::BODY.ink(ink::INK2)),
        (title(finding, words), Style::BODY.bold()),
        (many, NOTE),
        (sides(&finding.effect, words).unwrap_or_default(), NOTE.ink(ink::INK2)),
        (difference(&finding.effect, words).join(" "), NOTE.ink(ink::INK)),
    ];
    let (mut x, mut bottom) = (0.0, top);
    for ((text, style), share) in texts.iter().zip(WIDTHS) {
        let mut pen = Pen { view, marks: &mut sheet.marks, x, y: top, width: width * share - GAP };
        pen.text(text, *style);
        bottom = f32::max(bottom, pen.y);
        x += width * share;
    }
    sheet.y = bottom + 5.0;
}

fn notes(view: &View<'_>, width: f32, sheet: &mut Sheet) {
    let words = view.words;
    sheet.marks.push(Mark::line((0.0, sheet.y), (width, sheet.y), Paint::stroke(ink::LINE, 1.0)));
    let mut pen = Pen { view, marks: &mut sheet.marks, x: 0.0, y: sheet.y + 8.0, width };
    pen.text(words.association, NOTE);
    if let Some(looked) = &view.map.looked {
        let tried = words.corrected.replace("{tried}", &count(looked.tried));
        pen.text(&tried.replace("{level}", &share(looked.level, 0)), NOTE);
    }
    sheet.y = pen.y;
}

/// Where a word stands, for a test that reads it.
#[cfg(test)]
pub(crate) fn texts(page: &Page) -> Vec<&str> {
    page.marks
        .iter()
        .filter_map(|mark| if let Mark::Text(run) = mark { Some(run.text.as_str()) } else { None })
        .collect()
}
