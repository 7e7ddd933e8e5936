//! A map as files to keep, to print and to show: the same for the command line and the server.

mod fonts;

use std::io::{Cursor, Write as _};

use yeojido_domain::{JourneyMap, ToBe};
use yeojido_print::{Lang as Words, Print};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::AppError;
use crate::map::Lang;

pub use yeojido_print::Paper;

/// Kinds of files.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Format {
    /// A drawing whose text is text.
    Svg,
    /// A picture, so many pixels for a px of the screen.
    Png {
        /// Pixels a px.
        scale: f32,
    },
    /// Pictures of 16:9, one a part when the map does not fit on one.
    Slides {
        /// Pixels a px.
        scale: f32,
    },
    /// For a printer.
    Pdf(Paper),
    /// A table with every quote in full.
    Markdown,
}

impl Format {
    /// Ending of the file's name, and what it is to a browser.
    #[must_use]
    pub const fn kind(self) -> (&'static str, &'static str) {
        match self {
            Self::Svg => ("svg", "image/svg+xml"),
            Self::Png { .. } | Self::Slides { .. } => ("png", "image/png"),
            Self::Pdf(_) => ("pdf", "application/pdf"),
            Self::Markdown => ("md", "text/markdown; charset=utf-8"),
        }
    }
}

/// A map as files: one, or a few slides in order. With a plan, the side to be.
///
/// # Errors
/// [`AppError::Invalid`] for a scale that makes no picture; [`AppError::Print`] when a library refuses.
pub fn export(map: &JourneyMap, plan: Option<&ToBe>, lang: Lang, format: Format) -> Result<Vec<Vec<u8>>, AppError> {
    let words = match lang {
        Lang::Ko => Words::Ko,
        Lang::En => Words::En,
    };
    let own = fonts::own()?;
    let side = |fonts| match plan {
        Some(plan) => Print::to_be(map, plan, words, fonts),
        None => Print::new(map, words, fonts),
    };
    let print = side(own);
    // The machine's large fonts are read only for a map that needs them.
    let print = if print.missing() > 0 { side(fonts::with_fallback()?) } else { print };
    Ok(match format {
        Format::Svg => vec![print.svg().into_bytes()],
        Format::Png { scale } => vec![print.png(scale)?],
        Format::Slides { scale } => print.slides(scale)?,
        Format::Pdf(paper) => vec![print.pdf(paper)?],
        Format::Markdown => vec![print.markdown().into_bytes()],
    })
}

/// Name of the file without its ending, for people: what, and when.
#[must_use]
pub fn name(map: &JourneyMap) -> String {
    let days = map.from.zip(map.to).map(|(from, to)| format!(" {from}–{to}")).unwrap_or_default();
    let name: String = map.name.chars().take(80).collect();
    // No system may take a part of it for a folder or a command.
    format!("{name}{days}").replace(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c), "_")
}

/// Several files as one, for a browser that saves one at a time: `<name>-1.png`, `<name>-2.png` …
///
/// # Errors
/// [`AppError::Io`] when they are too large for a zip.
pub fn zipped(name: &str, ending: &str, files: &[Vec<u8>]) -> Result<Vec<u8>, AppError> {
    let failed = |why: std::io::Error| AppError::io(format!("{name}.zip"), why);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Pictures are compressed already.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (file, at) in files.iter().zip(1..) {
        zip.start_file(format!("{name}-{at}.{ending}"), stored).map_err(|why| failed(why.into()))?;
        zip.write_all(file).map_err(failed)?;
    }
    Ok(zip.finish().map_err(|why| failed(why.into()))?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn slides_come_in_one_file_under_their_names() {
        let zip = zipped("첫 구매", "png", &[vec![1, 2], vec![3]]).expect("a file");
        let mut read = zip::ZipArchive::new(Cursor::new(zip)).expect("a zip");
        let mut content = Vec::new();
        read.by_name("첫 구매-2.png").expect("is there").read_to_end(&mut content).expect("readable");
        assert_eq!((read.len(), content), (2, vec![3]));
    }
}
