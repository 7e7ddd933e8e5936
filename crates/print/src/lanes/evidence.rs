//! How much the column was counted from.

use yeojido_domain::MapStage;

use super::{Lane, cells};
use crate::columns::Columns;
use crate::mark::{Mark, Style, ink};
use crate::numbers::count;
use crate::pen::{Label, View};
use crate::words::{Named, Words};

pub(super) struct Sources;

fn counted(stage: &MapStage, words: &'static Words) -> [(&'static str, String); 2] {
    [(words.events, count(stage.events)), (words.voices, count(stage.voices))]
}

impl Lane for Sources {
    fn named(&self, words: &Words) -> Named {
        words.evidence
    }

    fn draw(&self, view: &View<'_>, columns: &Columns, top: f32, marks: &mut Vec<Mark>) -> f32 {
        cells(view, columns, top, marks, |pen, stage| {
            for (what, n) in counted(stage, view.words) {
                pen.pair(&Label::of(what, ink::INK), &n, Style::BODY.ink(ink::INK2));
            }
        })
    }

    fn write(&self, view: &View<'_>, stage: &MapStage) -> Vec<String> {
        counted(stage, view.words).into_iter().map(|(what, n)| format!("{what} {n}")).collect()
    }
}
