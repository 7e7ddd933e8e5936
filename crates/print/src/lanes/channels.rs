//! Through which channels: shares of the stage's events, as one bar in three inks and a list in the same order.

use yeojido_domain::{ChannelShare, MapStage};

use super::actions::more;
use super::{Lane, SHOWN, cells};
use crate::columns::Columns;
use crate::mark::{Frame, Mark, Paint, Style, ink};
use crate::numbers::share;
use crate::pen::{Label, Pen, View};
use crate::words::{Named, Words, fill};

pub(super) struct Channels;

const INKS: [&str; SHOWN] = [ink::INK, ink::CTL, ink::LINE2];

fn value(channel: &ChannelShare) -> String {
    share(channel.share, usize::from(channel.share < 0.1))
}

fn name<'a>(channel: &'a ChannelShare, words: &'static Words) -> &'a str {
    channel.channel.as_deref().unwrap_or(words.no_channel)
}

#[expect(clippy::cast_possible_truncation, reason = "a share of a bar needs no more than it can show")]
fn bar(pen: &mut Pen<'_, '_>, channels: &[ChannelShare]) {
    pen.y += 5.0;
    let whole = Frame { x: pen.x, y: pen.y, width: pen.width, height: 6.0 };
    pen.marks.push(Mark::Rect { frame: whole, radius: 2.0, paint: Paint::fill(ink::SUNKEN) });
    let mut x = pen.x;
    for (channel, ink) in channels.iter().zip(INKS) {
        let width = (channel.share.clamp(0.0, 1.0) as f32 * pen.width).min(pen.x + pen.width - x);
        let frame = Frame { x, width: (width - 1.0).max(0.5), ..whole };
        pen.marks.push(Mark::Rect { frame, radius: 1.0, paint: Paint::fill(ink) });
        x += width;
    }
    pen.y += 9.0;
}

impl Lane for Channels {
    fn named(&self, words: &Words) -> Named {
        words.channels
    }

    fn draw(&self, view: &View<'_>, columns: &Columns, top: f32, marks: &mut Vec<Mark>) -> f32 {
        cells(view, columns, top, marks, |pen, stage| {
            if stage.channels.is_empty() {
                return pen.nothing(view.words.no_channels);
            }
            bar(pen, &stage.channels);
            for (channel, ink) in stage.channels.iter().zip(INKS) {
                let label = Label { swatch: Some(ink), ..Label::of(name(channel, view.words), ink::INK) };
                pen.pair(&label, &value(channel), Style::BODY.ink(ink::INK2));
            }
            more(stage.channels.len()).inspect(|n| pen.item(&fill(view.words.more, n)));
        })
    }

    fn write(&self, view: &View<'_>, stage: &MapStage) -> Vec<String> {
        if stage.channels.is_empty() {
            return vec![view.words.no_channels.to_owned()];
        }
        let line = |channel: &ChannelShare| format!("{} {}", name(channel, view.words), value(channel));
        let shown = stage.channels.iter().take(SHOWN).map(line);
        shown.chain(more(stage.channels.len()).map(|n| fill(view.words.more, n))).collect()
    }
}
