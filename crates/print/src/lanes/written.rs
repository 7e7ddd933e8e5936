//! What people wrote beside the numbers, whichever row it belongs to. A map on which nobody wrote has no such row.

use yeojido_domain::{JourneyMap, MapStage, WrittenCell, WrittenKind};

use super::{Lane, cells};
use crate::columns::Columns;
use crate::mark::{Mark, Style, ink};
use crate::numbers::{kpi, moment, share, signed, span};
use crate::pen::View;
use crate::words::{Named, Words, fill};

pub(super) struct Written;

/// Longest text, in lines; the whole stands in the other files.
const LINES: usize = 6;

/// `목표: 이틀 안에 받고 싶어요`
fn said(cell: &WrittenCell, words: &Words) -> String {
    let value = cell.content.value.map(|value| format!("{} ", signed(value, 1))).unwrap_or_default();
    format!("{}: {value}{}", words.rows[cell.lane as usize], cell.content.text.trim()).trim_end().to_owned()
}

/// Who and when, and whether they only believe it.
pub(super) fn origin(cell: &WrittenCell, view: &View<'_>) -> String {
    let believed = match cell.content.kind {
        WrittenKind::Assumption => format!("{} · ", view.words.assumed),
        WrittenKind::Written => String::new(),
    };
    format!("{believed}{} {}", cell.by, moment(cell.at, &view.map.zone, view.words.lang))
}

/// What the data say instead.
fn drift(cell: &WrittenCell, stage: &MapStage, view: &View<'_>) -> Option<String> {
    let found = cell.drift?;
    let expects = cell.content.expectation(cell.lane, &stage.id)?;
    Some(fill(view.words.drift, figure(view.map, &expects.cell, found.value, view.words)))
}

/// A figure in the unit of its cell.
pub(super) fn figure(map: &JourneyMap, cell: &str, value: f64, words: &Words) -> String {
    let mut parts = cell.splitn(3, '.');
    let (stage, what, which) = (parts.next(), parts.next(), parts.next());
    let known = || {
        let stage = map.stages.iter().find(|of| Some(of.id.as_str()) == stage)?;
        stage.kpis.iter().find(|of| Some(of.id.as_str()) == which)
    };
    match what {
        Some("time") => span(value, words.lang),
        Some("went_on" | "dropped") => share(value, 1),
        Some("kpi") => known().map_or_else(|| signed(value, 1), |of| kpi(of).0),
        _ => signed(value, 1),
    }
}

impl Lane for Written {
    fn named(&self, words: &Words) -> Named {
        words.written
    }

    fn draw(&self, view: &View<'_>, columns: &Columns, top: f32, marks: &mut Vec<Mark>) -> f32 {
        cells(view, columns, top, marks, |pen, stage| {
            if stage.written.is_empty() {
                pen.nothing(view.words.no_written);
            }
            for cell in &stage.written {
                pen.y += 2.0;
                pen.clamped(&said(cell, view.words), Style::BODY, LINES);
                pen.text(&origin(cell, view), Style::NOTE.leading(16.0));
                if let Some(drift) = drift(cell, stage, view) {
                    pen.text(&drift, Style::NOTE.leading(16.0).bold().ink(ink::INK));
                }
                pen.y += 4.0;
            }
        })
    }

    fn write(&self, view: &View<'_>, stage: &MapStage) -> Vec<String> {
        if stage.written.is_empty() {
            return vec![view.words.no_written.to_owned()];
        }
        let lines = |cell: &WrittenCell| {
            [said(cell, view.words), origin(cell, view)].into_iter().chain(drift(cell, stage, view))
        };
        stage.written.iter().flat_map(lines).collect()
    }
}
