//! What a file is, by its content first and its name second; and in which encoding its text is.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::source::{self, Limits};
use super::zip;
use crate::collect::CollectError;
use crate::collect::error::name_of;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Rows of cells with a delimiter.
    Delimited,
    /// A JSON object a line.
    Lines,
    /// Parquet.
    Parquet,
    /// A spreadsheet.
    Xlsx,
    /// An event log.
    Xes,
    /// An object-centric log in JSON.
    OcelJson,
    /// An object-centric log in XML.
    OcelXml,
    /// An object-centric log in SQLite.
    OcelSqlite,
}

/// A file's shape, and whether it is packed with gzip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Its shape.
    pub shape: Shape,
    /// Whether it is packed.
    pub gzip: bool,
}

const HEAD: u64 = 1 << 17;

/// Binary kinds that people bring by mistake, by their first bytes.
const STRANGERS: [(&[u8], &str); 9] = [
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word file; save it as .xlsx"),
    (b"\x7fELF", "a program"),
    (b"Rar!", "an archive (RAR)"),
    (b"7z\xbc\xaf", "an archive (7z)"),
    (b"BZh", "an archive (bzip2)"),
];

/// Finds out what a file is.
///
/// # Errors
/// [`CollectError::Empty`], [`CollectError::Kind`] for what cannot be read here, [`CollectError::Io`].
pub fn kind(path: &Path, limits: &Limits) -> Result<Kind, CollectError> {
    let raw = source::head(path, false, limits, HEAD)?;
    if raw.is_empty() {
        return Err(CollectError::Empty { file: name_of(path) });
    }
    let gzip = raw.starts_with(&[0x1f, 0x8b]);
    let head = if gzip { source::head(path, true, limits, HEAD)? } else { raw };
    if head.iter().all(u8::is_ascii_whitespace) {
        return Err(CollectError::Empty { file: name_of(path) });
    }
    let shape = binary(path, &head)?.map_or_else(|| text(path, &head, gzip), Ok)?;
    if gzip && !matches!(shape, Shape::Delimited | Shape::Lines | Shape::Xes) {
        return Err(CollectError::Kind {
            file: name_of(path),
            found: "a packed file of a kind that is read unpacked only".to_owned(),
        });
    }
    Ok(Kind { shape, gzip })
}

fn binary(path: &Path, head: &[u8]) -> Result<Option<Shape>, CollectError> {
    let stranger = |found: &str| CollectError::Kind { file: name_of(path), found: found.to_owned() };
    if head.starts_with(b"PAR1") {
        return Ok(Some(Shape::Parquet));
    }
    if head.starts_with(b"SQLite format 3\0") {
        return Ok(Some(Shape::OcelSqlite));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let names = zip::names(path)?;
        return if names.iter().any(|name| name.eq_ignore_ascii_case("xl/workbook.xml")) {
            Ok(Some(Shape::Xlsx))
        } else {
            Err(stranger("an archive (zip); unpack it and import the files in it"))
        };
    }
    if let Some((_, name)) = STRANGERS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(stranger(name));
    }
    if utf16(head).is_none() && head.contains(&0) {
        return Err(stranger("binary data"));
    }
    Ok(None)
}

fn text(path: &Path, head: &[u8], gzip: bool) -> Result<Shape, CollectError> {
    if utf16(head).is_some() {
        return Ok(Shape::Delimited);
    }
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    match start.first() {
        Some(b'<') => xml(path, start),
        Some(b'{') => json(path, start, gzip),
        Some(b'[')
            if serde_json::from_slice::<serde_json::Value>(first_line(start)).is_ok()
                || start.starts_with(b"[\n")
                || start.starts_with(b"[{") =>
        {
            Err(CollectError::Kind {
                file: name_of(path),
                found: "a JSON list; write one object a line (JSONL)".to_owned(),
            })
        }
        _ => Ok(Shape::Delimited),
    }
}

fn xml(path: &Path, start: &[u8]) -> Result<Shape, CollectError> {
    if has(start, b"<object-types") || has(start, b"<event-types") || has(start, b"<objects") {
        Ok(Shape::OcelXml)
    } else if has(start, b"<log") {
        Ok(Shape::Xes)
    } else {
        Err(CollectError::Kind { file: name_of(path), found: "XML that is neither XES nor OCEL 2.0".to_owned() })
    }
}

fn json(path: &Path, start: &[u8], gzip: bool) -> Result<Shape, CollectError> {
    let line = first_line(start);
    let whole_line = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(line).ok();
    let is_log = |names: &dyn Fn(&str) -> bool| {
        names("objectTypes") || names("eventTypes") || (names("objects") && names("events"))
    };
    if let Some(object) = &whole_line {
        return Ok(if is_log(&|name| object.contains_key(name)) { Shape::OcelJson } else { Shape::Lines });
    }
    let tail = if gzip { Vec::new() } else { tail(path)? };
    let quoted = |name: &str| {
        let name = format!("\"{name}\"");
        has(start, name.as_bytes()) || has(&tail, name.as_bytes())
    };
    if is_log(&quoted) {
        return Ok(Shape::OcelJson);
    }
    // A broken first line is a row to reject; a first line that is only the beginning of an object is another kind.
    if start.split(|&b| b == b'\n').take(20).any(|l| l.starts_with(b"{") && l.trim_ascii_end().ends_with(b"}")) {
        return Ok(Shape::Lines);
    }
    Err(CollectError::Kind {
        file: name_of(path),
        found: "one JSON object; write one object a line (JSONL)".to_owned(),
    })
}

fn first_line(text: &[u8]) -> &[u8] {
    text.split(|&b| b == b'\n').next().unwrap_or_default()
}

fn has(text: &[u8], what: &[u8]) -> bool {
    text.windows(what.len()).any(|window| window == what)
}

fn tail(path: &Path) -> Result<Vec<u8>, CollectError> {
    let io = |e| CollectError::io(path, e);
    let mut file = File::open(path).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(HEAD))).map_err(io)?;
    let mut tail = Vec::new();
    file.take(HEAD).read_to_end(&mut tail).map_err(io)?;
    Ok(tail)
}

/// UTF-16 by its mark, or by every other byte of its first kilobyte being nothing.
fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    if head.starts_with(b"\xff\xfe") {
        return Some(UTF_16LE);
    }
    if head.starts_with(b"\xfe\xff") {
        return Some(UTF_16BE);
    }
    let part = &head[..head.len().min(1024) & !1];
    if part.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| part.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), part.len() / 2);
    if odd * 10 >= half * 4 && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 10 >= half * 4 && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Reads the name of an encoding as people write it.
///
/// # Errors
/// [`CollectError::Mapping`] when nobody calls an encoding so.
pub fn encoding_named(name: &str) -> Result<&'static Encoding, CollectError> {
    let label = match name.trim().to_lowercase().replace('_', "-").as_str() {
        "cp949" | "ms949" | "uhc" | "euckr" => "euc-kr".to_owned(),
        "utf8" | "utf-8-sig" | "utf8-bom" => "utf-8".to_owned(),
        other => other.to_owned(),
    };
    Encoding::for_label(label.as_bytes()).ok_or_else(|| CollectError::Mapping {
        field: "file.encoding".to_owned(),
        why: format!("`{name}` is not an encoding such as utf-8 or cp949"),
    })
}

/// The word for an encoding that people here know.
#[must_use]
pub fn encoding_word(encoding: &'static Encoding) -> &'static str {
    if encoding == EUC_KR {
        "cp949"
    } else if encoding == UTF_8 {
        "utf-8"
    } else if encoding == UTF_16LE {
        "utf-16le"
    } else if encoding == UTF_16BE {
        "utf-16be"
    } else {
        encoding.name()
    }
}

/// The encoding of a text file: by its mark, else by looking at its beginning and at places spread over it.
///
/// # Errors
/// [`CollectError::Io`].
pub fn encoding(path: &Path, gzip: bool, limits: &Limits) -> Result<&'static Encoding, CollectError> {
    let head = source::head(path, gzip, limits, 1 << 20)?;
    if let Some(wide) = utf16(&head) {
        return Ok(wide);
    }
    if head.starts_with(b"\xef\xbb\xbf") {
        return Ok(UTF_8);
    }
    let mut parts = vec![head];
    if !gzip {
        parts.extend(spread(path)?);
    }
    let foreign: Vec<&[u8]> = parts.iter().map(|part| whole_lines(part)).filter(|part| !part.is_ascii()).collect();
    let fits = |encoding: &'static Encoding| {
        foreign
            .iter()
            .filter(|part| encoding.decode_without_bom_handling_and_without_replacement(part).is_some())
            .count()
    };
    let (utf8, korean) = (fits(UTF_8), fits(EUC_KR));
    Ok(if korean > utf8 { EUC_KR } else { UTF_8 })
}

/// Up to sixteen pieces of 64 kB spread over what follows the first megabyte.
fn spread(path: &Path) -> Result<Vec<Vec<u8>>, CollectError> {
    let io = |e| CollectError::io(path, e);
    let mut file = File::open(path).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    let mut parts = Vec::new();
    if length <= 1 << 20 {
        return Ok(parts);
    }
    for i in 0..16 {
        file.seek(SeekFrom::Start((1 << 20) + (length - (1 << 20)) / 16 * i)).map_err(io)?;
        let mut part = Vec::new();
        (&mut file).take(1 << 16).read_to_end(&mut part).map_err(io)?;
        // A piece begins in the middle of a line, maybe of a character.
        let start = part.iter().position(|&b| b == b'\n').map_or(0, |at| at + 1);
        parts.push(part.split_off(start));
    }
    Ok(parts)
}

/// Without the last line, which may end in the middle of a character.
fn whole_lines(part: &[u8]) -> &[u8] {
    part.iter().rposition(|&b| b == b'\n').map_or(part, |at| &part[..=at])
}
