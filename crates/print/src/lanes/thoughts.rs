//! What customers said, in their words.

use yeojido_domain::{MapStage, Quote};

use super::{Lane, cells, step_of};
use crate::columns::Columns;
use crate::mark::{Mark, Paint, Style, glyph, ink};
use crate::pen::{Pen, View};
use crate::words::{Named, Words, plural};

pub(super) struct Thoughts;

/// Longest quote, in lines; the whole stands in the other files.
const LINES: usize = 9;

/// “…”
pub(crate) fn quoted(quote: &Quote) -> String {
    format!("“{}”", quote.text.trim())
}

fn nothing(stage: &MapStage, words: &'static Words) -> &'static str {
    if stage.voices > 0 { words.no_words } else { words.no_thoughts }
}

/// Sentiment and source, as one line.
pub(crate) fn source(quote: &Quote, words: &'static Words) -> String {
    let feeling = quote.sentiment.map(|sentiment| format!("{} · ", words.sentiment(sentiment)));
    format!("{}{}", feeling.unwrap_or_default(), words.source(quote.source))
}

fn below(pen: &mut Pen<'_, '_>, quote: &Quote) {
    let style = Style::NOTE.leading(16.0);
    pen.y += 4.0;
    let indent = quote.sentiment.map_or(0.0, |sentiment| {
        let step = step_of(match sentiment {
            yeojido_domain::Sentiment::Positive => 1.0,
            yeojido_domain::Sentiment::Neutral => 0.0,
            yeojido_domain::Sentiment::Negative => -1.0,
        });
        pen.marks.push(glyph(step, pen.x, pen.y + 3.5, 9.0, Paint::fill(ink::FEELINGS[step])));
        13.0
    });
    pen.x += indent;
    pen.width -= indent;
    pen.text(&source(quote, pen.view.words), style);
    pen.x -= indent;
    pen.width += indent;
}

impl Lane for Thoughts {
    fn named(&self, words: &Words) -> Named {
        words.thoughts
    }

    fn draw(&self, view: &View<'_>, columns: &Columns, top: f32, marks: &mut Vec<Mark>) -> f32 {
        cells(view, columns, top, marks, |pen, stage| {
            let Some((first, others)) = stage.thoughts.split_first() else {
                return pen.nothing(nothing(stage, view.words));
            };
            pen.y += 2.0;
            pen.clamped(&quoted(first), Style::QUOTE, LINES);
            below(pen, first);
            if !others.is_empty() {
                pen.y += 2.0;
                pen.text(&plural(view.words.others, others.len() as u64), Style::NOTE.leading(16.0));
            }
        })
    }

    fn write(&self, view: &View<'_>, stage: &MapStage) -> Vec<String> {
        let Some((first, others)) = stage.thoughts.split_first() else {
            return vec![nothing(stage, view.words).to_owned()];
        };
        let mut lines = vec![quoted(first), source(first, view.words)];
        if !others.is_empty() {
            lines.push(plural(view.words.others, others.len() as u64));
        }
        lines
    }
}
