//! The stage's figures, each with its interval and n.

use yeojido_domain::{KpiCell, MapStage};

use super::{Lane, cells};
use crate::columns::Columns;
use crate::mark::{Mark, Style, ink};
use crate::numbers::{count, kpi};
use crate::pen::{Pen, View};
use crate::words::{Named, Words};

pub(super) struct Kpis;

/// A cell this wide holds two figures side by side.
const TWO: f32 = 196.0;

fn figure(pen: &mut Pen<'_, '_>, cell: &KpiCell) {
    let (value, interval) = kpi(cell);
    pen.text(&value, Style::KPI);
    pen.text(pen.view.words.kpi(&cell.id), Style::BODY.leading(16.0).ink(ink::INK2));
    let notes: Vec<String> = interval.into_iter().chain([format!("n {}", count(cell.n))]).collect();
    pen.together(&notes, Style::NOTE.leading(16.0), 6.0);
}

impl Lane for Kpis {
    fn named(&self, words: &Words) -> Named {
        words.kpis
    }

    fn draw(&self, view: &View<'_>, columns: &Columns, top: f32, marks: &mut Vec<Mark>) -> f32 {
        let abreast = if columns.room() >= TWO { 2 } else { 1 };
        cells(view, columns, top, marks, |pen, stage| {
            if stage.kpis.is_empty() {
                pen.nothing(view.words.no_kpis);
            }
            let (left, whole) = (pen.x, pen.width);
            for pair in stage.kpis.chunks(abreast) {
                let from = pen.y + 2.0;
                let mut bottom = from;
                let each = if abreast == 2 { (whole - 12.0) / 2.0 } else { whole };
                for (cell, x) in pair.iter().zip([left, left + each + 12.0]) {
                    (pen.x, pen.y, pen.width) = (x, from, each);
                    figure(pen, cell);
                    bottom = f32::max(bottom, pen.y);
                }
                (pen.x, pen.y, pen.width) = (left, bottom + 6.0, whole);
            }
            if !stage.kpis.is_empty() {
                pen.y -= 6.0;
            }
        })
    }

    fn write(&self, view: &View<'_>, stage: &MapStage) -> Vec<String> {
        if stage.kpis.is_empty() {
            return vec![view.words.no_kpis.to_owned()];
        }
        let line = |cell: &KpiCell| {
            let (value, interval) = kpi(cell);
            let interval = interval.map(|text| format!(" {text}")).unwrap_or_default();
            format!("{value} {}{interval} n {}", view.words.kpi(&cell.id), count(cell.n))
        };
        stage.kpis.iter().map(line).collect()
    }
}
