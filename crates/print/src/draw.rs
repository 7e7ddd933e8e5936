//! SVG as pixels (resvg) and as PDF (krilla), whose text stays text.

use std::sync::Arc;

use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::tiny_skia::{Pixmap, Transform};
use usvg::{Options, Tree};
use yeojido_domain::{Micros, Zone};

use crate::PrintError;
use crate::fonts::{Fonts, SANS};

/// Four bytes each: a quarter of a gigabyte.
const MOST_PIXELS: f64 = 64e6;
/// Points of paper in a px of CSS.
const POINT: f32 = 0.75;

fn tree(svg: &str, fonts: &Fonts) -> Result<Tree, PrintError> {
    let options = Options { fontdb: Arc::clone(&fonts.db), font_family: SANS.to_owned(), ..Options::default() };
    Tree::from_str(svg, &options).map_err(|why| PrintError::Drawing(why.to_string()))
}

/// Pixels, `scale` of them for a px of the layout.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is positive and was checked")]
pub(crate) fn png(svg: &str, fonts: &Fonts, scale: f32) -> Result<Vec<u8>, PrintError> {
    let tree = tree(svg, fonts)?;
    let (width, height) = ((tree.size().width() * scale).round(), (tree.size().height() * scale).round());
    let good = width >= 1.0 && height >= 1.0 && f64::from(width) * f64::from(height) <= MOST_PIXELS;
    let pixels = good.then(|| Pixmap::new(width as u32, height as u32)).flatten();
    let mut pixels = pixels.ok_or(PrintError::Scale(scale))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|why| PrintError::Drawing(why.to_string()))
}

/// What a PDF says about itself.
pub(crate) struct About<'a> {
    pub title: &'a str,
    pub lang: &'static str,
    pub computed_at: Micros,
    pub zone: &'a Zone,
}

/// One page a drawing; sizes in px are those of the paper.
pub(crate) fn pdf(pages: &[String], fonts: &Fonts, about: &About<'_>) -> Result<Vec<u8>, PrintError> {
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(about.title.to_owned())
            .language(about.lang.to_owned())
            .creator("Yeojido".to_owned())
            .creation_date(date(about)),
    );
    for svg in pages {
        let tree = tree(svg, fonts)?;
        let (width, height) = (tree.size().width() * POINT, tree.size().height() * POINT);
        let settings = PageSettings::from_wh(width, height).zip(Size::from_wh(width, height));
        let (settings, size) = settings.ok_or_else(|| PrintError::Drawing("a page without a size".to_owned()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        surface
            .draw_svg(&tree, size, SvgSettings::default())
            .ok_or_else(|| PrintError::Drawing("the drawing could not be put on its page".to_owned()))?;
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|why| PrintError::Drawing(format!("{why:?}")))
}

fn date(about: &About<'_>) -> DateTime {
    let here = about.computed_at.timestamp().to_zoned_datetime(about.zone.time_zone().clone());
    let small = |value: i8| u8::try_from(value).unwrap_or_default();
    let minutes = here.offset().seconds() / 60;
    DateTime::new(u16::try_from(here.year()).unwrap_or_default())
        .month(small(here.month()))
        .day(small(here.day()))
        .hour(small(here.hour()))
        .minute(small(here.minute()))
        .second(small(here.second()))
        .utc_offset_hour(i8::try_from(minutes / 60).unwrap_or_default())
        .utc_offset_minute(u8::try_from((minutes % 60).abs()).unwrap_or_default())
}
