//! All themes that are known, in the order in which they came, and what people may do to them.

use rustc_hash::FxHashMap;
use yeojido_domain::Topic;

use super::entry::{Entry, Origin, ThemeId};
use super::shipped;

/// Why people's change to a catalogue is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such theme.
    #[error("there is no theme `{0}`")]
    Unknown(ThemeId),
    /// A theme would become a part of itself.
    #[error("`{0}` cannot be merged into itself")]
    Itself(ThemeId),
    /// A name or a word is needed.
    #[error("a theme needs {0}")]
    Blank(&'static str),
    /// It was split so before.
    #[error("`{0}` is there already")]
    There(ThemeId),
}

/// The known themes. It is only ever added to: no theme is taken out or moved, so a statement keeps its themes while
/// the catalogue grows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    pub(super) entries: Vec<Entry>,
    /// By topic, the words that show that it is spoken of; kept with the themes, so that another version of the program
    /// reads statements as this one does.
    pub(super) abouts: Vec<(Topic, Vec<String>)>,
}

impl Catalogue {
    /// What every catalogue begins with.
    #[must_use]
    pub fn shipped() -> Self {
        Self { entries: shipped::entries(), abouts: shipped::abouts() }
    }

    /// Its themes, in the order in which they came.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The theme with this id, merged or not.
    #[must_use]
    pub fn entry(&self, id: &ThemeId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == *id)
    }

    fn place(&self, id: &ThemeId) -> Result<usize, Refused> {
        self.entries.iter().position(|entry| entry.id == *id).ok_or_else(|| Refused::Unknown(id.clone()))
    }

    /// Gives a theme another name; `None` gives it back the one it had.
    ///
    /// # Errors
    /// [`Refused`] when it is unknown or the name blank.
    pub fn rename(&mut self, id: &ThemeId, name: Option<&str>) -> Result<(), Refused> {
        let place = self.place(id)?;
        let name = name.map(str::trim);
        if name == Some("") {
            return Err(Refused::Blank("a name"));
        }
        self.entries[place].renamed = name.map(str::to_owned);
        Ok(())
    }

    /// Says that a theme is the same as another: from now on its statements, now and later, are the other's. `None`
    /// takes that back.
    ///
    /// # Errors
    /// [`Refused`] when either is unknown or the other is, in the end, the theme itself.
    pub fn merge(&mut self, id: &ThemeId, into: Option<&ThemeId>) -> Result<(), Refused> {
        let place = self.place(id)?;
        if let Some(into) = into {
            let target = self.place(into)?;
            if self.in_the_end()[target] == place {
                return Err(Refused::Itself(id.clone()));
            }
        }
        self.entries[place].merged_into = into.cloned();
        Ok(())
    }

    /// Cuts a theme of its own out of another: those of its statements that hold one of these words, now and later. A
    /// word is a key as in the catalogue: `_` where a space may stand, `&` between words that must all be there.
    ///
    /// # Errors
    /// [`Refused`] when the theme is unknown, the name or the words are blank, or it was cut so before.
    pub fn split(&mut self, id: &ThemeId, name: &str, words: &[String]) -> Result<ThemeId, Refused> {
        let place = self.place(id)?;
        let name = name.trim();
        if name.is_empty() {
            return Err(Refused::Blank("a name"));
        }
        let mut said: Vec<String> = words.iter().map(|word| as_key(word)).filter(|key| !key.is_empty()).collect();
        said.sort_unstable();
        said.dedup();
        if said.is_empty() {
            return Err(Refused::Blank("words that tell it from the rest"));
        }
        let parent = &self.entries[place];
        let new = hashed(parent.id.as_str(), &said.join(" "));
        if self.entry(&new).is_some() {
            return Err(Refused::There(new));
        }
        let part = Entry {
            id: new.clone(),
            topic: parent.topic,
            side: parent.side,
            origin: Origin::Split,
            ko: name.to_owned(),
            en: name.to_owned(),
            renamed: None,
            merged_into: None,
            within: Some(parent.id.clone()),
            about: Vec::new(),
            said,
        };
        self.entries.push(part);
        Ok(new)
    }

    /// By theme, the place of the theme that its statements count for.
    pub(super) fn in_the_end(&self) -> Vec<usize> {
        let places: FxHashMap<&ThemeId, usize> =
            self.entries.iter().enumerate().map(|(at, entry)| (&entry.id, at)).collect();
        let next = |at: usize| self.entries[at].merged_into.as_ref().and_then(|into| places.get(into).copied());
        (0..self.entries.len())
            .map(|start| {
                let mut at = start;
                // A catalogue that was written by hand may go in circles; each theme is passed once.
                for _ in 0..self.entries.len() {
                    let Some(further) = next(at) else { break };
                    at = further;
                }
                at
            })
            .collect()
    }
}

/// What people typed as a key.
fn as_key(word: &str) -> String {
    let parts = word.split('&').map(|part| part.split_whitespace().collect::<Vec<_>>().join("_"));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&")
}

/// An id from what a theme is known by: FNV-1a, the same on every machine and in every version.
pub(super) fn hashed(before: &str, key: &str) -> ThemeId {
    let bytes = before.bytes().chain([b' ']).chain(key.bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    ThemeId(format!("{before}.{:08x}", (hash ^ (hash >> 32)) & 0xffff_ffff))
}
