//! What customers did most: events by the share of walks that have one.

use yeojido_domain::{ActionShare, MapStage};

use super::{Lane, SHOWN, cells};
use crate::columns::Columns;
use crate::mark::{Mark, Style, ink};
use crate::numbers::share;
use crate::pen::{Label, View};
use crate::words::{Named, Words, fill};

pub(super) struct Actions;

fn value(action: &ActionShare) -> String {
    share(action.share, usize::from(action.share < 0.2))
}

impl Lane for Actions {
    fn named(&self, words: &Words) -> Named {
        words.actions
    }

    fn draw(&self, view: &View<'_>, columns: &Columns, top: f32, marks: &mut Vec<Mark>) -> f32 {
        cells(view, columns, top, marks, |pen, stage| {
            if stage.actions.is_empty() {
                pen.nothing(view.words.no_actions);
            }
            for action in stage.actions.iter().take(SHOWN) {
                pen.pair(&Label::of(&action.event, ink::INK), &value(action), Style::BODY.ink(ink::INK2));
            }
            more(stage.actions.len()).inspect(|n| pen.item(&fill(view.words.more, n)));
        })
    }

    fn write(&self, view: &View<'_>, stage: &MapStage) -> Vec<String> {
        if stage.actions.is_empty() {
            return vec![view.words.no_actions.to_owned()];
        }
        let shown = stage.actions.iter().take(SHOWN).map(|action| format!("{} {}", action.event, value(action)));
        shown.chain(more(stage.actions.len()).map(|n| fill(view.words.more, n))).collect()
    }
}

/// How many of a list are not shown, if any.
pub(super) fn more(all: usize) -> Option<String> {
    all.checked_sub(SHOWN).filter(|rest| *rest > 0).map(|rest| crate::numbers::count(rest as u64))
}
