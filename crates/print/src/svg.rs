//! Marks as SVG, which PNG and PDF are drawn from.

use std::fmt::Write;

use crate::fonts::{Fonts, SANS};
use crate::mark::{Anchor, Frame, Mark, Paint, Run, Style};
use crate::page::Page;
use crate::words::Words;

/// Nobody can be sure to have our fonts; these come with the usual systems.
const USUAL: &str = "'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif";

/// A page on a sheet.
pub(crate) struct Sheet<'p> {
    pub page: &'p Page,
    pub width: f32,
    pub height: f32,
    /// Where the page begins, and how much smaller it is.
    pub margin: f32,
    pub scale: f32,
}

impl<'p> Sheet<'p> {
    /// A sheet as large as its page and a margin.
    pub(crate) fn around(page: &'p Page, margin: f32) -> Self {
        Self { page, width: page.width + 2.0 * margin, height: page.height + 2.0 * margin, margin, scale: 1.0 }
    }

    /// The whole document. With `fitted`, a viewer that lacks our fonts squeezes its own into the measured widths.
    pub(crate) fn svg(&self, fonts: &Fonts, words: &Words, title: &str, fitted: bool) -> String {
        let (width, height) = (self.width, self.height);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.2}\" height=\"{height:.2}\" viewBox=\"0 0 {width:.2} {height:.2}\" \
             lang=\"{lang}\" xml:lang=\"{lang}\" role=\"img\">\n<title>{title}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n\
             <g transform=\"translate({margin:.2} {margin:.2}) scale({scale:.5})\" font-family=\"{family}\">\n",
            lang = words.lang.tag(),
            title = escaped(title),
            margin = self.margin,
            scale = self.scale,
            family = if fitted { format!("{SANS}, {USUAL}") } else { SANS.to_owned() },
        );
        let mut writer = Writer { out: &mut out, fonts, fitted, clips: 0 };
        writer.marks(&self.page.marks);
        out.push_str("</g>\n</svg>\n");
        out
    }
}

struct Writer<'w> {
    out: &'w mut String,
    fonts: &'w Fonts,
    fitted: bool,
    clips: usize,
}

impl Writer<'_> {
    /// Writing into a text cannot fail.
    fn put(&mut self, args: std::fmt::Arguments<'_>) {
        let written = self.out.write_fmt(args);
        debug_assert!(written.is_ok());
    }

    fn marks(&mut self, marks: &[Mark]) {
        for mark in marks {
            match mark {
                Mark::Text(run) => self.text(run),
                Mark::Rect { frame: Frame { x, y, width, height }, radius, paint } => {
                    let radius = if *radius > 0.0 { format!(" rx=\"{radius:.1}\"") } else { String::new() };
                    let paint = painted(paint);
                    self.put(format_args!(
                        "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\"{radius}{paint}/>\n"
                    ));
                }
                Mark::Circle { x, y, radius, paint } => {
                    let paint = painted(paint);
                    self.put(format_args!("<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius:.2}\"{paint}/>\n"));
                }
                Mark::Path { d, paint } => {
                    let paint = painted(paint);
                    self.put(format_args!("<path d=\"{d}\"{paint}/>\n"));
                }
                Mark::Within { frame: Frame { x, y, width, height }, marks } => {
                    self.clips += 1;
                    let id = self.clips;
                    self.put(format_args!(
                        "<clipPath id=\"within-{id}\"><rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\"/></clipPath>\n\
                         <g clip-path=\"url(#within-{id})\">\n"
                    ));
                    self.marks(marks);
                    self.out.push_str("</g>\n");
                }
            }
        }
    }

    fn text(&mut self, run: &Run) {
        let style = &run.style;
        let pieces = self.fonts.pieces(&run.text, style);
        let plain = pieces.iter().all(|(family, _)| family == SANS);
        let mut more = match run.anchor {
            Anchor::Middle if plain => " text-anchor=\"middle\"".to_owned(),
            Anchor::End if plain => " text-anchor=\"end\"".to_owned(),
            _ => String::new(),
        };
        if style.weight != 400 {
            more += &format!(" font-weight=\"{}\"", style.weight);
        }
        if style.spacing.abs() > f32::EPSILON {
            more += &format!(" letter-spacing=\"{:.2}\"", style.spacing);
        }
        if self.fitted && plain {
            more += &format!(" textLength=\"{:.2}\" lengthAdjust=\"spacingAndGlyphs\"", run.width);
        }
        let (x, y, size, ink) = (run.x, run.y, style.size, style.ink);
        let text = if plain { escaped(&run.text) } else { self.placed(run, &pieces) };
        self.put(format_args!(
            "<text x=\"{x:.2}\" y=\"{y:.2}\" font-size=\"{size}\" fill=\"{ink}\"{more}>{text}</text>\n"
        ));
    }

    /// Pieces in several fonts, each at its own place: a font that lacks one letter would hand over the whole line.
    #[expect(clippy::cast_precision_loss, reason = "texts are short")]
    fn placed(&self, run: &Run, pieces: &[(String, &str)]) -> String {
        let mut x = match run.anchor {
            Anchor::Start => run.x,
            Anchor::Middle => run.x - run.width / 2.0,
            Anchor::End => run.x - run.width,
        };
        let mut out = String::new();
        for (family, text) in pieces {
            let usual = if self.fitted { format!(", {SANS}, {USUAL}") } else { String::new() };
            out += &format!("<tspan x=\"{x:.2}\" font-family=\"'{family}'{usual}\">{}</tspan>", escaped(text));
            let Style { weight, serif, size, spacing, .. } = run.style;
            x += self.fonts.shaped(text, weight, serif) * size + spacing * text.chars().count() as f32;
        }
        out
    }
}

fn painted(paint: &Paint) -> String {
    let mut out = format!(" fill=\"{}\"", paint.fill.unwrap_or("none"));
    if let Some(stroke) = paint.stroke {
        out += &format!(" stroke=\"{stroke}\" stroke-width=\"{}\"", paint.width);
        if let Some((on, off)) = paint.dash {
            out += &format!(" stroke-dasharray=\"{on} {off}\"");
        }
        if paint.round {
            out += " stroke-linecap=\"round\" stroke-linejoin=\"round\"";
        }
    }
    if let Some(opacity) = paint.opacity {
        out += &format!(" opacity=\"{opacity}\"");
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
