//! The lanes under the stage header, in order. A lane is one module: how it is drawn, and how it is written where there
//! is no drawing. To add one, write it and name it in [`LANES`].

mod actions;
mod channels;
mod emotion;
mod evidence;
mod findings;
mod kpis;
mod planned;
mod thoughts;
mod written;

use yeojido_domain::MapStage;

use crate::columns::{Columns, PAD};
use crate::mark::Mark;
use crate::pen::{Pen, View};
use crate::words::{Named, Words};

/// Items of a list; what else there is, is counted.
const SHOWN: usize = 3;

/// One row of the map.
pub(crate) trait Lane: Sync {
    /// Its name and the grey line under it.
    fn named(&self, words: &Words) -> Named;

    /// Draws the cells of a page's stages from `top` down and says how high they are.
    fn draw(&self, view: &View<'_>, columns: &Columns, top: f32, marks: &mut Vec<Mark>) -> f32;

    /// A cell as lines of text.
    fn write(&self, view: &View<'_>, stage: &MapStage) -> Vec<String>;
}

/// All lanes, from top to bottom; the last one only where somebody wrote.
static LANES: [&dyn Lane; 9] = [
    &actions::Actions,
    &channels::Channels,
    &thoughts::Thoughts,
    &emotion::EmotionCurve,
    &findings::Pains,
    &findings::Delights,
    &kpis::Kpis,
    &evidence::Sources,
    &written::Written,
];

/// The lanes of a page: of the map of today, or of the plan.
pub(crate) fn lanes(view: &View<'_>) -> Vec<&'static dyn Lane> {
    if view.plan.is_some() {
        return planned::lanes(view.map);
    }
    let wrote = view.map.stages.iter().any(|stage| !stage.written.is_empty());
    let shown = if wrote { &LANES[..] } else { &LANES[..LANES.len() - 1] };
    shown.to_vec()
}

pub(crate) use findings::{difference, people, sides, title};
pub(crate) use planned::{definitions as planned_definitions, goes_on, heads as planned_heads, projected};

pub(crate) use emotion::{ENOUGH, step_of};
pub(crate) use thoughts::{quoted, source};

/// Draws a cell for every stage of the page; the lane is as high as its highest cell.
fn cells(
    view: &View<'_>,
    columns: &Columns,
    top: f32,
    marks: &mut Vec<Mark>,
    draw: impl Fn(&mut Pen<'_, '_>, &MapStage),
) -> f32 {
    let mut bottom = top;
    for (at, stage) in view.map.stages.iter().enumerate().filter(|(at, _)| columns.stages.contains(at)) {
        let mut pen = Pen { view, marks, x: columns.left(at) + PAD, y: top + 6.0, width: columns.room() };
        draw(&mut pen, stage);
        bottom = f32::max(bottom, pen.y);
    }
    bottom + 8.0 - top
}
