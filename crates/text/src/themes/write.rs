//! A catalogue as text, to be kept wherever people's work is kept: a line that names the format, a line a topic with the
//! words that show it, then a line a theme; fields between tabs, keys between spaces. What is written is read back the same.

use std::fmt::Write as _;

use yeojido_domain::Topic;

use super::catalogue::Catalogue;
use super::entry::{Entry, Origin, Side, ThemeId};

const HEAD: &str = "yeojido themes 1";
const FIELDS: usize = 11;

/// Why a text is no catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCatalogue {
    /// The first line names another format, or none.
    #[error("this is no catalogue of themes that this version reads")]
    Format,
    /// A line cannot be read.
    #[error("line {line} of the catalogue of themes: {what}")]
    Line {
        /// From 1.
        line: usize,
        /// What is wrong with it.
        what: &'static str,
    },
}

impl Catalogue {
    /// As text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = String::from(HEAD);
        out.push('\n');
        for (topic, keys) in &self.abouts {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{topic}\t{}", escaped(&keys.join(" ")));
        }
        for entry in &self.entries {
            let id = |id: &Option<ThemeId>| id.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default();
            let fields = [
                entry.id.as_str().to_owned(),
                entry.topic.to_string(),
                entry.side.sign().to_owned(),
                entry.origin.as_str().to_owned(),
                escaped(&entry.ko),
                escaped(&entry.en),
                entry.renamed.as_deref().map(escaped).unwrap_or_default(),
                id(&entry.merged_into),
                id(&entry.within),
                escaped(&entry.about.join(" ")),
                escaped(&entry.said.join(" ")),
            ];
            let _ = writeln!(out, "{}", fields.join("\t"));
        }
        out
    }

    /// From text.
    ///
    /// # Errors
    /// [`BadCatalogue`] says where it is no catalogue.
    pub fn from_text(text: &str) -> Result<Self, BadCatalogue> {
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return Err(BadCatalogue::Format);
        }
        let mut catalogue = Self { entries: Vec::new(), abouts: Vec::new() };
        for (at, line) in lines.enumerate() {
            let wrong = |what| BadCatalogue::Line { line: at + 2, what };
            match line.split('\t').collect::<Vec<_>>()[..] {
                [topic, words] => {
                    let topic = topic.parse().map_err(|_| wrong("its topic is not known"))?;
                    catalogue.abouts.push((topic, keys(words)));
                }
                _ => catalogue.entries.push(read(line).map_err(wrong)?),
            }
        }
        Ok(catalogue)
    }
}

fn keys(text: &str) -> Vec<String> {
    plain(text).split(' ').filter(|key| !key.is_empty()).map(str::to_owned).collect()
}

fn read(line: &str) -> Result<Entry, &'static str> {
    let fields: Vec<&str> = line.split('\t').collect();
    if fields.len() != FIELDS {
        return Err("it has not eleven fields");
    }
    let some = |text: &str| (!text.is_empty()).then(|| plain(text));
    let id = |text: &str| (!text.is_empty()).then(|| ThemeId::new(text));
    Ok(Entry {
        id: id(fields[0]).ok_or("it has no id")?,
        topic: fields[1].parse::<Topic>().map_err(|_| "its topic is not known")?,
        side: Side::of(fields[2]).ok_or("its side is not known")?,
        origin: Origin::of(fields[3]).ok_or("its origin is not known")?,
        ko: plain(fields[4]),
        en: plain(fields[5]),
        renamed: some(fields[6]),
        merged_into: id(fields[7]),
        within: id(fields[8]),
        about: keys(fields[9]),
        said: keys(fields[10]),
    })
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        out.push(match letters.next() {
            Some('t') => '\t',
            Some('n') => '\n',
            Some('r') => '\r',
            Some(other) => other,
            None => '\\',
        });
    }
    out
}
