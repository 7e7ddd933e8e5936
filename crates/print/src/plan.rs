//! Which stages and lanes stand on which page, and how much a page is made smaller to fit its paper.

use std::ops::Range;

use crate::columns::{LANE, NARROWEST};
use crate::lanes::lanes;
use crate::page::{Page, Part, lay_out};
use crate::pen::View;

/// Width of a screen's map without its rail.
const SCREEN: f32 = 1392.0;
/// Few stages do not spread over all of it.
const WIDEST: f32 = 320.0;
/// The head and the foot need some room, however few the stages.
const LEAST: f32 = 720.0;
/// How finely a width is sought.
const STEP: f32 = 16.0;

/// Paper to print on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 420 × 297 mm, the whole map on one page.
    A3,
    /// 210 × 297 mm, split between stages: upright, since a few stages are higher than wide.
    A4,
}

/// The room that pages are fitted into, in px at their full size, and how small they may get.
pub(crate) struct Room {
    pub width: f32,
    pub height: f32,
    pub margin: f32,
    least: f32,
    /// Pages that come after those of the map, for their numbers.
    beyond: usize,
}

/// px of CSS in a millimetre.
const MM: f32 = 96.0 / 25.4;

impl Room {
    pub(crate) fn of(paper: Paper) -> Self {
        match paper {
            Paper::A3 => Self { width: 420.0 * MM, height: 297.0 * MM, margin: 12.0 * MM, least: 0.62, beyond: 0 },
            Paper::A4 => Self { width: 210.0 * MM, height: 297.0 * MM, margin: 10.0 * MM, least: 0.76, beyond: 0 },
        }
    }

    /// A slide of 16:9; its text is read from afar.
    pub(crate) fn slide() -> Self {
        Self { width: 1280.0, height: 720.0, margin: 32.0, least: 0.9, beyond: 0 }
    }

    /// The same with so many pages after those of the map.
    pub(crate) fn before(self, beyond: usize) -> Self {
        Self { beyond, ..self }
    }

    pub(crate) fn inner(&self) -> (f32, f32) {
        (self.width - 2.0 * self.margin, self.height - 2.0 * self.margin)
    }

    /// How much a page is made smaller, and never larger, so that it fits.
    pub(crate) fn scale(&self, page: &Page) -> f32 {
        let (width, height) = self.inner();
        (width / page.width).min(height / page.height).min(1.0)
    }
}

/// The map as it is on screen: one page, as long as it has to be.
pub(crate) fn whole(view: &View<'_>, missing: u64) -> Page {
    let stages = view.map.stages.len();
    let column = ((SCREEN - LANE) / count(stages.max(1))).clamp(NARROWEST, WIDEST).floor();
    let width = (LANE + column * count(stages)).max(LEAST);
    let part = Part { stages: 0..stages, lanes: 0..lanes(view).len(), definitions: true, number: None };
    lay_out(view, &part, width, column, missing)
}

/// The map on pages of one size. It is split between stages only when it would get too small, and between lanes only
/// when even that does not help.
pub(crate) fn pages(view: &View<'_>, room: &Room, missing: u64) -> Vec<Page> {
    let stages = view.map.stages.len().max(1);
    let enough = |split: usize| NARROWEST * count(stages.div_ceil(split)) + LANE <= room.inner().0;
    // Splitting further than this makes columns wider than a text can use; the lanes must be split then.
    let most = (1..=stages).find(|split| enough(*split)).unwrap_or(stages);
    let ways = [false, true].into_iter().flat_map(|apart| (1..=most).map(move |split| (split, apart)));
    ways.filter_map(|(split, apart)| beside(view, room, &chunks(view, split), apart, missing))
        .next()
        .unwrap_or_else(|| stacked(view, room, &chunks(view, most), missing))
}

/// The stages in so many parts of nearly the same size.
fn chunks(view: &View<'_>, parts: usize) -> Vec<Range<usize>> {
    let stages = view.map.stages.len();
    (0..parts).map(|at| (stages * at).div_ceil(parts)..(stages * (at + 1)).div_ceil(parts)).collect()
}

/// Stages of the fullest page.
fn fullest(chunks: &[Range<usize>]) -> usize {
    chunks.iter().map(ExactSizeIterator::len).max().unwrap_or(0).max(1)
}

/// A page for the definitions alone.
fn definitions_alone() -> Part {
    Part { stages: 0..0, lanes: 0..0, definitions: true, number: None }
}

/// Numbers the pages when there are several, and lays them out.
fn numbered(view: &View<'_>, room: &Room, parts: Vec<Part>, (width, column): (f32, f32), missing: u64) -> Vec<Page> {
    view.cut.set(false);
    let of = parts.len() + room.beyond;
    let numbered = parts.into_iter().zip(1..).map(|(part, at)| Part { number: (of > 1).then_some((at, of)), ..part });
    numbered.map(|part| lay_out(view, &part, width, column, missing)).collect()
}

/// All lanes under the stages of each page, at the largest scale at which every page fits; `None` if that is too small.
fn beside(
    view: &View<'_>,
    room: &Room,
    chunks: &[Range<usize>],
    definitions_apart: bool,
    missing: u64,
) -> Option<Vec<Page>> {
    let (inner, high) = room.inner();
    let mut width = inner.max(LANE + NARROWEST * count(fullest(chunks)));
    while width <= inner / room.least {
        let mut parts: Vec<Part> = chunks
            .iter()
            .map(|stages| Part {
                stages: stages.clone(),
                lanes: 0..lanes(view).len(),
                definitions: false,
                number: None,
            })
            .collect();
        if definitions_apart {
            parts.push(definitions_alone());
        } else if let Some(last) = parts.last_mut() {
            last.definitions = true;
        }
        let pages = numbered(view, room, parts, (width, column(width, fullest(chunks))), missing);
        if pages.iter().all(|page| page.height * inner / width <= high) {
            return Some(pages);
        }
        width += STEP;
    }
    None
}

/// As many lanes on a page as fit, evenly, at a scale between the least and 1.
fn stacked(view: &View<'_>, room: &Room, chunks: &[Range<usize>], missing: u64) -> Vec<Page> {
    let (inner, high) = room.inner();
    let width = (inner / f32::midpoint(room.least, 1.0)).max(LANE + NARROWEST * count(fullest(chunks)));
    let column = column(width, fullest(chunks));
    let high = high * width / inner;
    let height = |part: &Part| lay_out(view, part, width, column, missing).height;
    let all = lanes(view).len();
    let mut parts: Vec<Part> = Vec::new();
    for stages in chunks {
        let part = |lanes| Part { stages: stages.clone(), lanes, definitions: false, number: Some((1, 1)) };
        let mut groups = grouped(all, high, |lanes| height(&part(lanes)));
        // The same number of pages, but none much fuller than the others.
        let mut limit = high - STEP;
        while limit > high / 2.0 {
            let tighter = grouped(all, limit, |lanes| height(&part(lanes)));
            if tighter.len() > groups.len() {
                break;
            }
            groups = tighter;
            limit -= STEP;
        }
        parts.extend(groups.into_iter().map(part));
    }
    if let Some(last) = parts.last_mut() {
        last.definitions = true;
        if height(last) > high {
            last.definitions = false;
            parts.push(definitions_alone());
        }
    }
    numbered(view, room, parts, (width, column), missing)
}

/// So many lanes in groups that are each no higher than the limit, unless one lane alone is.
fn grouped(all: usize, limit: f32, height: impl Fn(Range<usize>) -> f32) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let mut from = 0;
    while from < all {
        let to = (from + 1..=all).rev().find(|to| height(from..*to) <= limit).unwrap_or(from + 1);
        groups.push(from..to);
        from = to;
    }
    groups
}

fn column(width: f32, stages: usize) -> f32 {
    ((width - LANE) / count(stages)).min(2.0 * WIDEST)
}

#[expect(clippy::cast_precision_loss, reason = "a journey has a few stages")]
fn count(stages: usize) -> f32 {
    stages as f32
}
