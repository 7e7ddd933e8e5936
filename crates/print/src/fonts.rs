//! The fonts of a page, and how wide a text is in them: shaped as the drawing shapes it, so that what fits when it is
//! measured fits when it is drawn.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use rustybuzz::{Face, UnicodeBuffer};
use usvg::fontdb::{Database, Source};

use crate::PrintError;
use crate::mark::Style;

const REGULAR: &[u8] = include_bytes!("../fonts/Pretendard-Regular.otf");
const SEMIBOLD: &[u8] = include_bytes!("../fonts/Pretendard-SemiBold.otf");
const BOLD: &[u8] = include_bytes!("../fonts/Pretendard-Bold.otf");

/// The family that ships with the program.
pub(crate) const SANS: &str = "Pretendard";

/// A font file of the machine, with the face to take from it.
#[derive(Debug, Clone)]
pub struct FontFile {
    /// The whole file.
    pub data: Arc<Vec<u8>>,
    /// Which face of a collection.
    pub index: u32,
    /// The family it calls itself.
    pub family: String,
}

impl FontFile {
    fn face(&self) -> Option<Face<'_>> {
        Face::from_slice(&self.data, self.index)
    }

    fn family(&self) -> &str {
        &self.family
    }
}

/// Pretendard in three weights, which ships with the program, and what the machine adds to it.
pub struct Fonts {
    pub(crate) db: Arc<Database>,
    sans: [Face<'static>; 3],
    serif: Option<FontFile>,
    others: Vec<FontFile>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts").field("serif", &self.serif.is_some()).field("others", &self.others.len()).finish()
    }
}

impl Fonts {
    /// `serif` for the words of customers, `others` for scripts that Pretendard does not have, such as Hanja.
    ///
    /// # Errors
    /// [`PrintError::Font`] when a font cannot be read.
    pub fn new(serif: Option<FontFile>, others: Vec<FontFile>) -> Result<Self, PrintError> {
        let face = |data: &'static [u8]| Face::from_slice(data, 0).ok_or_else(|| PrintError::Font(SANS.to_owned()));
        let sans = [face(REGULAR)?, face(SEMIBOLD)?, face(BOLD)?];
        let mut db = Database::new();
        for data in [REGULAR, SEMIBOLD, BOLD] {
            db.load_font_source(Source::Binary(Arc::new(data)));
        }
        for file in serif.iter().chain(&others) {
            if file.face().is_none() {
                return Err(PrintError::Font(file.family.clone()));
            }
            let loaded =
                db.load_font_source(Source::Binary(Arc::clone(&file.data) as Arc<dyn AsRef<[u8]> + Send + Sync>));
            // A collection brings the other countries' shapes of the same letters.
            for id in loaded {
                if db.face(id).is_some_and(|face| face.index != file.index) {
                    db.remove_face(id);
                }
            }
        }
        db.set_sans_serif_family(SANS);
        Ok(Self { db: Arc::new(db), sans, serif, others })
    }

    /// Whether a character can be drawn.
    #[must_use]
    pub fn covers(&self, c: char) -> bool {
        self.sans[0].glyph_index(c).is_some()
            || self.others.iter().filter_map(FontFile::face).any(|face| face.glyph_index(c).is_some())
    }

    /// The faces of a text in the order in which they are asked for a character, with their families.
    fn faces(&self, weight: u16, serif: bool) -> Vec<(&str, Face<'_>)> {
        let own = self.serif.iter().filter(|_| serif);
        let file = |file| Some((FontFile::family(file), FontFile::face(file)?));
        let sans = (SANS, self.sans(weight).clone());
        own.filter_map(file).chain([sans]).chain(self.others.iter().filter_map(file)).collect()
    }

    /// Pieces of a text by the family that draws them. The first of the faces that has a character draws it.
    pub(crate) fn pieces<'t>(&self, text: &'t str, style: &Style) -> Vec<(String, &'t str)> {
        let faces = self.faces(style.weight, style.serif);
        runs(text, &faces).into_iter().map(|(face, run)| (faces[face].0.to_owned(), run)).collect()
    }

    /// Width of a text on one line at a size of 1.
    pub(crate) fn shaped(&self, text: &str, weight: u16, serif: bool) -> f32 {
        if self.serif.is_none() || !serif {
            let main = self.sans(weight);
            if text.chars().all(|c| main.glyph_index(c).is_some()) {
                return advance(main, text);
            }
        }
        let faces = self.faces(weight, serif);
        runs(text, &faces).into_iter().map(|(face, run)| advance(&faces[face].1, run)).sum()
    }

    fn sans(&self, weight: u16) -> &Face<'static> {
        &self.sans[match weight {
            ..500 => 0,
            500..650 => 1,
            _ => 2,
        }]
    }
}

/// Measures texts, and remembers: a page is laid out at several widths before one fits, from the same words.
pub(crate) struct Measure<'a> {
    pub fonts: &'a Fonts,
    known: RefCell<FxHashMap<(u16, bool), FxHashMap<String, f32>>>,
}

impl<'a> Measure<'a> {
    pub(crate) fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, known: RefCell::default() }
    }

    /// Width of a text on one line.
    #[expect(clippy::cast_precision_loss, reason = "texts are short")]
    pub(crate) fn width(&self, text: &str, style: &Style) -> f32 {
        let mut known = self.known.borrow_mut();
        let of = known.entry((style.weight, style.serif)).or_default();
        let shaped = match of.get(text) {
            Some(width) => *width,
            None => {
                let width = self.fonts.shaped(text, style.weight, style.serif);
                of.insert(text.to_owned(), width);
                width
            }
        };
        shaped * style.size + style.spacing * text.chars().count() as f32
    }
}

/// Pieces of a text by the first face that has their characters.
fn runs<'t>(text: &'t str, faces: &[(&str, Face<'_>)]) -> Vec<(usize, &'t str)> {
    let mut runs: Vec<(usize, &str)> = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        let face = faces.iter().position(|(_, face)| face.glyph_index(c).is_some()).unwrap_or(0);
        if let Some(before) = last
            && before != face
        {
            runs.push((before, &text[start..at]));
            start = at;
        }
        last = Some(face);
    }
    runs.extend(last.map(|face| (face, &text[start..])));
    runs
}

/// Advance of a shaped text at a size of 1.
#[expect(clippy::cast_precision_loss, reason = "advances are below a million units")]
fn advance(face: &Face<'_>, text: &str) -> f32 {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    let glyphs = rustybuzz::shape(face, &[], buffer);
    let units: i32 = glyphs.glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
    units as f32 / face.units_per_em() as f32
}
