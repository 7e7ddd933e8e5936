//! One page: head, heads of the columns, lanes, key, definitions, and the hairlines between them.

use std::ops::Range;

use crate::columns::{Columns, LANE};
use crate::lanes::{lanes, planned_heads};
use crate::mark::{Frame, Mark, Paint, Style, ink};
use crate::pen::{Pen, View};
use crate::words::Named;
use crate::{foot, head, stage};

/// What stands on a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    pub stages: Range<usize>,
    pub lanes: Range<usize>,
    /// The definitions stand at the foot of the last page.
    pub definitions: bool,
    /// Which page of how many.
    pub number: Option<(usize, usize)>,
}

/// A page as marks, in px of the layout.
pub(crate) struct Page {
    pub width: f32,
    pub height: f32,
    pub marks: Vec<Mark>,
    /// Where the columns stand.
    #[cfg(test)]
    pub columns: Columns,
}

impl Page {
    /// A page without columns.
    pub(crate) fn plain(width: f32, height: f32, marks: Vec<Mark>) -> Self {
        Self {
            width,
            height: height.ceil(),
            marks,
            #[cfg(test)]
            columns: Columns { stages: 0..0, width: 0.0 },
        }
    }
}

/// The table while it grows: contents, and the heights of its lines.
struct Table<'v, 'a> {
    view: &'v View<'a>,
    columns: Columns,
    marks: Vec<Mark>,
    lines: Vec<f32>,
    y: f32,
}

impl Table<'_, '_> {
    /// A row with its name in the column of the lanes.
    fn row(&mut self, named: Named, draw: impl FnOnce(&View<'_>, &Columns, f32, &mut Vec<Mark>) -> f32) {
        let mut pen = Pen { view: self.view, marks: &mut self.marks, x: 16.0, y: self.y + 8.0, width: LANE - 24.0 };
        pen.text(named.0, Style::LANE);
        pen.y += 2.0;
        pen.text(named.1, Style::NOTE);
        let least = pen.y + 8.0 - self.y;
        let height = draw(self.view, &self.columns, self.y, &mut self.marks);
        self.y += height.max(least).ceil();
        self.lines.push(self.y);
    }

    /// Hairlines and the tint behind the names, to be drawn under everything else.
    fn grid(&self, top: f32, tinted: f32) -> Vec<Mark> {
        let right = self.columns.right();
        let column = Frame { x: 0.0, y: top, width: LANE, height: self.y - top };
        let row = Frame { width: right, height: tinted - top, ..column };
        let mut marks: Vec<Mark> = [column, row]
            .into_iter()
            .filter(|frame| frame.height > 0.0 && self.view.tint != ink::PAPER)
            .map(|frame| Mark::Rect { frame, radius: 0.0, paint: Paint::fill(self.view.tint) })
            .collect();
        let hair = Paint::stroke(ink::LINE, 1.0);
        marks.extend(self.lines.iter().map(|y| Mark::line((0.0, *y), (right, *y), hair)));
        let upright = std::iter::once(LANE).chain(self.columns.stages.clone().skip(1).map(|at| self.columns.left(at)));
        marks.extend(upright.map(|x| Mark::line((x, top), (x, self.y), hair)));
        marks
    }
}

/// Lays a page out. `width` is the page's, `column` that of a stage.
pub(crate) fn lay_out(view: &View<'_>, part: &Part, width: f32, column: f32, missing: u64) -> Page {
    let mut marks = Vec::new();
    let top = head::draw(view, width, part.number, &mut marks);
    let columns = Columns { stages: part.stages.clone(), width: column };
    let mut table = Table { view, columns, marks: Vec::new(), lines: vec![top], y: top };
    let nobody = view.map.stages.is_empty() || view.plan.is_none() && view.map.walks == 0;
    // A plan that nobody has begun has no lanes either.
    let begun = view.plan.is_none_or(|plan| !plan.stages.is_empty());
    if part.lanes.is_empty() && begun {
        // Nothing but definitions was left for this page.
    } else if nobody {
        let mut pen = Pen { view, marks: &mut marks, x: 0.0, y: top + 12.0, width };
        let nothing = if view.plan.is_some() { view.words.no_plan } else { view.words.no_walks };
        pen.text(nothing, Style::BODY.sized(14.0, 400));
        table.y = pen.y + 12.0;
    } else {
        rows(&mut table, part);
    }
    if table.lines.len() > 1 {
        let tinted = if part.lanes.start == 0 { table.lines[1] } else { top };
        marks.extend(table.grid(top, tinted));
    }
    let mut y = table.y;
    marks.append(&mut table.marks);
    if table.lines.len() > 1 && view.plan.is_none() {
        y += foot::key(view, width, y, &mut marks);
    }
    if part.definitions {
        y += foot::draw(view, width, y, missing, &mut marks);
    }
    let height = y.ceil();
    Page {
        width,
        height,
        marks,
        #[cfg(test)]
        columns: table.columns,
    }
}

fn rows(table: &mut Table<'_, '_>, part: &Part) {
    let words = table.view.words;
    let first = part.lanes.start == 0;
    let planned = table.view.plan.is_some();
    if first && !planned {
        let style = Style::NOTE.leading(16.0);
        let mut pen = Pen { view: table.view, marks: &mut table.marks, x: 16.0, y: table.y + 6.0, width: LANE - 18.0 };
        pen.text(words.coverage, style);
        let least = pen.y + 6.0 - table.y;
        let height = stage::coverage(table.view, &table.columns, table.y, &mut table.marks);
        table.y += height.max(least);
        table.lines.push(table.y);
    }
    let note = if first && !planned { words.stage.1 } else { "" };
    table.row((words.stage.0, note), |view, columns, top, marks| {
        if planned {
            return planned_heads(view, columns, top, marks);
        }
        stage::heads(view, columns, top, first, marks)
    });
    for lane in &lanes(table.view)[part.lanes.clone()] {
        table.row(lane.named(words), |view, columns, top, marks| lane.draw(view, columns, top, marks));
    }
}
