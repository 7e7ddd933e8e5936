//! Maps as files to print and to show: `yeojido map --format svg|png|pdf|md`. They are drawn here, also when a running
//! server has computed the map.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;
use yeojido_app::export::{Format, Paper, export};
use yeojido_app::map::Lang;
use yeojido_domain::JourneyMap;

use crate::args::{LangArg, MapArgs, MapFormat, PaperArg, RatioArg};
use crate::output;

/// Pixels a px, unless told.
const SCALE: f32 = 2.0;

/// What is to be drawn; `None` for what is not.
pub fn format(args: &MapArgs) -> anyhow::Result<Option<Format>> {
    let only = |what: &str, given: bool, good: bool, of: &str| {
        if given && !good { Err(output::usage(what, format!("goes with --format {of} only"))) } else { Ok(()) }
    };
    let (png, pdf) = (matches!(args.format, MapFormat::Png), matches!(args.format, MapFormat::Pdf));
    only("--paper", args.paper.is_some(), pdf, "pdf")?;
    only("--scale", args.scale.is_some(), png, "png")?;
    only("--ratio", args.ratio.is_some(), png, "png")?;
    let scale = args.scale.unwrap_or(SCALE);
    let format = match args.format {
        MapFormat::Json | MapFormat::Csv => return Ok(None),
        MapFormat::Svg => Format::Svg,
        MapFormat::Md => Format::Markdown,
        MapFormat::Png if matches!(args.ratio, Some(RatioArg::Wide)) => Format::Slides { scale },
        MapFormat::Png => Format::Png { scale },
        MapFormat::Pdf if matches!(args.paper, Some(PaperArg::A4)) => Format::Pdf(Paper::A4),
        MapFormat::Pdf => Format::Pdf(Paper::A3),
    };
    if (png || pdf) && args.output.is_none() && std::io::stdout().is_terminal() {
        return Err(output::usage("-o", "is needed: this file is not for a terminal"));
    }
    if matches!(format, Format::Slides { .. }) && args.output.is_none() {
        return Err(output::usage("-o", "is needed: slides are files of their own"));
    }
    Ok(Some(format))
}

/// Draws the map into a file, into several, or to stdout.
pub fn write(map: Value, lang: LangArg, format: Format, output: Option<&Path>) -> anyhow::Result<()> {
    let map: JourneyMap = serde_json::from_value(map).context("the map")?;
    let lang = if matches!(lang, LangArg::En) { Lang::En } else { Lang::Ko };
    let files = export(&map, None, lang, format)?;
    match (&files[..], output) {
        ([only], output) => output::to(output, only),
        (several, Some(path)) => {
            for (file, at) in several.iter().zip(1..) {
                let path = numbered(path, at);
                output::to(Some(&path), file)?;
                output::say(&path.display().to_string());
            }
            Ok(())
        }
        (_, None) => Err(output::usage("-o", "is needed: slides are files of their own")),
    }
}

/// `map.png` → `map-1.png`.
fn numbered(path: &Path, at: usize) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    path.with_file_name(format!("{stem}-{at}{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slides_are_numbered_before_the_ending() {
        assert_eq!(numbered(Path::new("out/첫 구매.png"), 2), Path::new("out/첫 구매-2.png"));
        assert_eq!(numbered(Path::new("map"), 1), Path::new("map-1"));
    }
}
