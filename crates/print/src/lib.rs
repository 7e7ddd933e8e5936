//! The journey map on paper: one layout of boxes and measured lines of text, drawn as SVG, PNG and PDF, and the same
//! cells in writing as Markdown.
//!
//! Why a crate of its own: whoever exports a map needs fonts, a shaper, a rasteriser and a writer of PDF, which nobody
//! else should compile against (`docs/adr/0007`). A map, a language and fonts go in, bytes come out; there is no I/O
//! here and no clock, so the same map gives the same file.
//!
//! What it refuses: writing over the edge of a box, breaking a Korean word that would fit, drawing a line across a stage
//! without voices, and leaving anything out without saying so at the foot.

mod columns;
mod draw;
mod fonts;
mod foot;
mod found;
mod head;
mod lanes;
mod legible;
mod mark;
mod markdown;
mod numbers;
mod page;
mod pen;
mod plan;
mod ridge;
mod stage;
mod svg;
#[cfg(test)]
mod tests;
mod words;
mod wrap;

use std::borrow::Cow;
use std::cell::Cell;

use yeojido_domain::{JourneyMap, ToBe};

pub use fonts::{FontFile, Fonts};
pub use plan::Paper;

use draw::About;
use fonts::Measure;
use mark::ink;
use page::Page;
use pen::View;
use plan::Room;
use svg::Sheet;
use words::Words;

/// The language of the words; names come with the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// 한국어.
    Ko,
    /// English.
    En,
}

impl Lang {
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Ko => "ko",
            Self::En => "en",
        }
    }
}

/// Why a map cannot be exported.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// A font file is broken.
    #[error("the font `{0}` cannot be read")]
    Font(String),
    /// Nothing or far too much would be drawn.
    #[error("a picture {0} times as large cannot be drawn")]
    Scale(f32),
    /// A library refused what we drew.
    #[error("the map could not be drawn: {0}")]
    Drawing(String),
}

/// White space around a map that is not on paper.
const MARGIN: f32 = 24.0;
/// Height of a line of a list: on screen, on paper.
const ROWS: (f32, f32) = (24.0, 20.0);

/// A map to export, in the words of one language.
pub struct Print<'a> {
    /// As it came; for the side to be, with its columns.
    map: Cow<'a, JourneyMap>,
    plan: Option<&'a ToBe>,
    /// Today's columns by id and name.
    names: Vec<(String, String)>,
    /// With every text drawable.
    drawable: JourneyMap,
    /// Characters that no font here has.
    missing: u64,
    words: &'static Words,
    fonts: &'a Fonts,
}

impl<'a> Print<'a> {
    /// Takes a map.
    #[must_use]
    pub fn new(map: &'a JourneyMap, lang: Lang, fonts: &'a Fonts) -> Self {
        Self::of(Cow::Borrowed(map), None, Vec::new(), lang, fonts)
    }

    /// Takes the side to be of a map: its columns in place of today's.
    #[must_use]
    pub fn to_be(map: &'a JourneyMap, plan: &'a ToBe, lang: Lang, fonts: &'a Fonts) -> Self {
        let names = map.stages.iter().map(|stage| (stage.id.to_string(), stage.name.clone())).collect();
        let projected = lanes::projected(map, plan, Words::of(lang));
        Self::of(Cow::Owned(projected), Some(plan), names, lang, fonts)
    }

    fn of(
        map: Cow<'a, JourneyMap>,
        plan: Option<&'a ToBe>,
        names: Vec<(String, String)>,
        lang: Lang,
        fonts: &'a Fonts,
    ) -> Self {
        let (drawable, missing) = legible::legible(&map, fonts);
        let missing = missing + legible::filter(&map.filter, fonts).1;
        Self { map, plan, names, drawable, missing, words: Words::of(lang), fonts }
    }

    /// How many characters could not be drawn; the file says so too.
    #[must_use]
    pub const fn missing(&self) -> u64 {
        self.missing
    }

    fn view(&self, row: f32, tint: &'static str) -> View<'_> {
        View {
            map: &self.drawable,
            plan: self.plan,
            names: &self.names,
            words: self.words,
            measure: Measure::new(self.fonts),
            row,
            tint,
            cut: Cell::new(false),
        }
    }

    /// One drawing, laid out as on a screen without its rail.
    #[must_use]
    pub fn svg(&self) -> String {
        self.screen(true)
    }

    fn screen(&self, fitted: bool) -> String {
        let page = plan::whole(&self.view(ROWS.0, ink::BG), self.missing);
        Sheet::around(&page, MARGIN).svg(self.fonts, self.words, &self.drawable.name, fitted)
    }

    /// The same as pixels, `scale` of them for a px of the screen.
    ///
    /// # Errors
    /// [`PrintError::Scale`] for a scale that makes no picture.
    pub fn png(&self, scale: f32) -> Result<Vec<u8>, PrintError> {
        draw::png(&self.screen(false), self.fonts, scale)
    }

    /// Pictures of 16:9 for slides, one a part when the map does not fit on one.
    ///
    /// # Errors
    /// [`PrintError::Scale`] for a scale that makes no picture.
    pub fn slides(&self, scale: f32) -> Result<Vec<Vec<u8>>, PrintError> {
        let room = Room::slide();
        let pages = plan::pages(&self.view(ROWS.1, ink::BG), &room, self.missing);
        self.sheets(&pages, &room).iter().map(|svg| draw::png(svg, self.fonts, scale)).collect()
    }

    /// For a printer: white paper, text that can be selected, fonts embedded.
    ///
    /// # Errors
    /// [`PrintError::Drawing`] when the writer of PDF refuses.
    pub fn pdf(&self, paper: Paper) -> Result<Vec<u8>, PrintError> {
        let about = About {
            title: &self.map.name,
            lang: self.words.lang.tag(),
            computed_at: self.map.computed_at,
            zone: &self.map.zone,
        };
        let (pages, room) = self.printed(paper);
        draw::pdf(&self.sheets(&pages, &room), self.fonts, &about)
    }

    /// The pages of the map, and after them all that it found.
    fn printed(&self, paper: Paper) -> (Vec<Page>, Room) {
        let view = self.view(ROWS.1, ink::PAPER);
        let room = Room::of(paper);
        let inner = room.inner();
        let found = |before: usize| found::pages(&view, inner, before);
        let beyond = found(0).len();
        let room = room.before(beyond);
        let pages = plan::pages(&view, &room, self.missing);
        let after = found(pages.len());
        (pages.into_iter().chain(after).collect(), room)
    }

    fn sheets(&self, pages: &[Page], room: &Room) -> Vec<String> {
        let sheets = pages.iter().map(|page| Sheet {
            page,
            width: room.width,
            height: room.height,
            margin: room.margin,
            scale: room.scale(page),
        });
        sheets.map(|sheet| sheet.svg(self.fonts, self.words, &self.drawable.name, false)).collect()
    }

    /// A table with the stages across, every quote in full, and the definitions. Nothing has to be drawn here, so no
    /// character is replaced.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::write(&View { map: &self.map, ..self.view(ROWS.0, ink::PAPER) })
    }
}
