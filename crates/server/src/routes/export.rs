//! The map as a file to keep, to print and to show.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use yeojido_app::export::{self, Format, Paper};
use yeojido_app::{AppError, map, masking, team};
use yeojido_domain::Side;

use super::map::{Which, language};
use crate::asked::{Asked, Named, Room, Who, now};
use crate::problem::Answer;
use crate::wire::{self, File, Problem};

/// Kinds of files.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    /// A drawing whose text is text.
    Svg,
    /// A picture; several in a zip with `ratio`, when the map does not fit on one.
    Png,
    /// For a printer.
    Pdf,
    /// Markdown.
    Md,
}

/// Paper of a PDF.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum PaperSize {
    /// 420 × 297 mm.
    #[default]
    A3,
    /// 210 × 297 mm.
    A4,
}

/// Shape of a picture.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
pub enum Ratio {
    /// Slides.
    #[serde(rename = "16:9")]
    Wide,
}

/// Which map, as which file.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichFile {
    /// `as_is` or `to_be`; as it is when missing.
    pub side: Option<String>,
    /// Kind of file.
    #[param(inline)]
    pub format: FileKind,
    /// Paper of a PDF; `a3` when missing.
    #[param(inline)]
    pub paper: Option<PaperSize>,
    /// Shape of a PNG: `16:9` makes slides.
    #[param(inline)]
    pub ratio: Option<Ratio>,
    /// Pixels of a PNG for a px of the screen; 2 when missing.
    pub scale: Option<f32>,
    /// First day, `2026-11-01`; the data's own begin when missing.
    pub from: Option<String>,
    /// Last day, which belongs to the period.
    pub to: Option<String>,
    /// A JSON list of predicates (`Predicate`), all of which must hold.
    #[serde(rename = "where")]
    #[param(rename = "where")]
    pub filter: Option<String>,
    /// Zone of the days; the workspace's when missing.
    pub zone: Option<String>,
    /// The language of names and words.
    #[param(value_type = Option<wire::Lang>)]
    pub lang: Option<String>,
    /// Version of the journey; the newest when missing.
    pub version: Option<u32>,
    /// Version of the lake; the newest when missing.
    pub lake_version: Option<u64>,
}

impl WhichFile {
    fn split(self) -> (Format, Which) {
        let scale = self.scale.unwrap_or(2.0);
        let format = match (self.format, self.ratio) {
            (FileKind::Svg, _) => Format::Svg,
            (FileKind::Md, _) => Format::Markdown,
            (FileKind::Png, Some(Ratio::Wide)) => Format::Slides { scale },
            (FileKind::Png, None) => Format::Png { scale },
            (FileKind::Pdf, _) => Format::Pdf(match self.paper.unwrap_or_default() {
                PaperSize::A3 => Paper::A3,
                PaperSize::A4 => Paper::A4,
            }),
        };
        let which = Which {
            from: self.from,
            to: self.to,
            filter: self.filter,
            zone: self.zone,
            lang: self.lang,
            version: self.version,
            lake_version: self.lake_version,
        };
        (format, which)
    }
}

/// The map of a journey as a file.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}/export", tag = "map",
    params(("ws" = String, Path), ("journey" = String, Path), WhichFile),
    responses((status = 200, content((String = "image/svg+xml"), (File = "image/png"), (File = "application/pdf"),
        (File = "application/zip"), (String = "text/markdown"))), (status = "default", body = Problem)))]
pub async fn get(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Who(actor): Who,
    Asked(asked): Asked<WhichFile>,
) -> Answer<Response> {
    let side: Side = asked.side.as_deref().map(str::parse).transpose().map_err(AppError::from)?.unwrap_or_default();
    let (format, which) = asked.split();
    let question = which.question(&journey, &workspace)?;
    let lang = language(which.lang.as_deref());
    let (_, mut map) = map::draw_with_findings(&workspace, &question, lang, now()).await?;
    // A file goes to others.
    masking::mask_words(&workspace, &mut map).await?;
    let plan = match side {
        Side::AsIs => None,
        Side::ToBe => Some(team::to_be(&workspace, &actor, &question, lang, now()).await?),
    };
    let work = move || -> Result<_, AppError> {
        let (name, (ending, media)) = (export::name(&map), format.kind());
        let mut files = export::export(&map, plan.as_ref(), lang, format)?;
        if files.len() > 1 {
            return Ok((export::zipped(&name, ending, &files)?, name, "zip", "application/zip"));
        }
        Ok((files.pop().unwrap_or_default(), name, ending, media))
    };
    let (content, name, ending, media) =
        tokio::task::spawn_blocking(work).await.map_err(|why| AppError::Ended(why.to_string()))??;
    let mut answer = content.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    if let Ok(disposition) = HeaderValue::from_str(&attachment(&journey, &name, ending)) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(answer)
}

/// A name for every browser, and one with all letters for those that read it (RFC 6266).
fn attachment(journey: &str, name: &str, ending: &str) -> String {
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded += &format!("%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{journey}.{ending}\"; filename*=UTF-8''{encoded}.{ending}")
}
