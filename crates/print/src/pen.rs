//! Setting text into a cell from its top down. A pen knows its room; every line that it sets has been measured.

use std::cell::Cell;

use yeojido_domain::{JourneyMap, ToBe};

use crate::fonts::Measure;
use crate::mark::{Anchor, Mark, Run, Style, ink};
use crate::words::Words;
use crate::wrap;

/// Longest name of an event or a channel, in lines.
const NAME_LINES: usize = 3;

/// What every part of a page looks at.
pub(crate) struct View<'a> {
    pub map: &'a JourneyMap,
    /// The side to be, when that is drawn: the columns of the map are its own then.
    pub plan: Option<&'a ToBe>,
    /// Today's columns by id and name.
    pub names: &'a [(String, String)],
    pub words: &'static Words,
    pub measure: Measure<'a>,
    /// Height of a line of a list: 24 as on screen, less on paper, where nobody has to hit it.
    pub row: f32,
    /// Behind the names of the lanes: paper stays white.
    pub tint: &'static str,
    /// Some text was cut for room.
    pub cut: Cell<bool>,
}

impl View<'_> {
    /// The name of a column of today.
    pub(crate) fn today(&self, id: &str) -> String {
        self.names.iter().find(|(known, _)| known == id).map_or(id, |(_, name)| name).to_owned()
    }

    /// A text on one line, wherever it ends up; its room is the widest it may be.
    pub(crate) fn run(&self, text: impl Into<String>, style: Style, x: f32, y: f32, anchor: Anchor, room: f32) -> Run {
        let text = text.into();
        let width = self.measure.width(&text, &style);
        Run { x, y, text, style, anchor, width, room }
    }
}

/// Sets lines into a cell.
pub(crate) struct Pen<'p, 'a> {
    pub view: &'p View<'a>,
    pub marks: &'p mut Vec<Mark>,
    pub x: f32,
    pub y: f32,
    pub width: f32,
}

impl Pen<'_, '_> {
    /// A text over as many lines as it needs.
    pub(crate) fn text(&mut self, text: &str, style: Style) {
        let lines = wrap::lines(&self.view.measure, text, &style, self.width);
        self.lines(lines, style, 0.0);
    }

    /// A text over at most so many lines.
    pub(crate) fn clamped(&mut self, text: &str, style: Style, most: usize) {
        let (lines, cut) = wrap::clamped(&self.view.measure, text, &style, self.width, most);
        if cut {
            self.view.cut.set(true);
        }
        self.lines(lines, style, 0.0);
    }

    fn lines(&mut self, lines: Vec<String>, style: Style, indent: f32) {
        for line in lines {
            let run =
                self.view.run(line, style, self.x + indent, style.baseline(self.y), Anchor::Start, self.width - indent);
            self.marks.push(Mark::Text(run));
            self.y += style.leading;
        }
    }

    /// A note in grey where there is nothing to show.
    pub(crate) fn nothing(&mut self, text: &str) {
        self.y += 3.0;
        self.text(text, Style::BODY.ink(ink::INK3));
        self.y += 3.0;
    }

    /// Label left, value right. `swatch` is a small square before the label, `beside` a bold number after it.
    pub(crate) fn pair(&mut self, label: &Label<'_>, value: &str, value_style: Style) {
        let style = Style::BODY.ink(label.ink);
        let indent = if label.swatch.is_some() { 11.0 } else { 0.0 };
        let right = self.view.run(value, value_style, self.x + self.width, 0.0, Anchor::End, self.width);
        let beside = label.beside.as_ref().map(|text| {
            let run = self.view.run(text.clone(), style.bold().ink(ink::INK), 0.0, 0.0, Anchor::Start, self.width);
            (run.width + 4.0, run)
        });
        let taken = right.width + 4.0 + indent + beside.as_ref().map_or(0.0, |(width, _)| *width);
        let room = (self.width - taken).max(24.0);
        let (lines, cut) = wrap::clamped(&self.view.measure, label.text, &style, room, NAME_LINES);
        if cut {
            self.view.cut.set(true);
        }
        let top = self.y + (self.view.row - style.leading) / 2.0;
        let baseline = style.baseline(top);
        if let Some(ink) = label.swatch {
            let frame = crate::mark::Frame { x: self.x, y: baseline - 7.0, width: 6.0, height: 6.0 };
            self.marks.push(Mark::Rect { frame, radius: 1.0, paint: crate::mark::Paint::fill(ink) });
        }
        let count = lines.len().max(1);
        let mut end = self.x + indent;
        for (at, line) in (0_u8..).zip(lines) {
            let y = baseline + f32::from(at) * style.leading;
            let run = self.view.run(line, style, self.x + indent, y, Anchor::Start, room);
            end = run.x + run.width;
            self.marks.push(Mark::Text(run));
        }
        if let Some((_, run)) = beside {
            self.marks.push(Mark::Text(Run { x: end + 4.0, y: baseline, ..run }));
        }
        self.marks.push(Mark::Text(Run { y: baseline, ..right }));
        let lines = f32::from(u8::try_from(count).unwrap_or(u8::MAX));
        self.y += self.view.row + (lines - 1.0) * style.leading;
    }

    /// A line of a list that has no value.
    pub(crate) fn item(&mut self, text: &str) {
        self.y += (self.view.row - 18.0) / 2.0;
        self.text(text, Style::BODY.ink(ink::INK3));
        self.y += (self.view.row - 18.0) / 2.0;
    }

    /// Texts side by side that go on in the next line where the room ends; none is broken unless it is wider than the
    /// cell.
    pub(crate) fn together(&mut self, texts: &[String], style: Style, gap: f32) {
        let mut x = 0.0;
        for text in texts {
            let width = self.view.measure.width(text, &style);
            if x > 0.0 && x + width > self.width {
                x = 0.0;
                self.y += style.leading;
            }
            if width > self.width {
                self.text(text, style);
                self.y -= style.leading;
            } else {
                let run = self.view.run(
                    text.clone(),
                    style,
                    self.x + x,
                    style.baseline(self.y),
                    Anchor::Start,
                    self.width - x,
                );
                self.marks.push(Mark::Text(run));
            }
            x += width + gap;
        }
        self.y += style.leading;
    }
}

/// The left side of a line of a list.
pub(crate) struct Label<'t> {
    pub text: &'t str,
    pub ink: &'static str,
    pub swatch: Option<&'static str>,
    pub beside: Option<String>,
}

impl<'t> Label<'t> {
    pub(crate) fn of(text: &'t str, ink: &'static str) -> Self {
        Self { text, ink, swatch: None, beside: None }
    }
}
