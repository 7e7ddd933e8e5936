//! One theme of a catalogue: what it is called, by which words it is known, where it came from, what people did to it.

use std::fmt;

use yeojido_domain::Topic;

/// Which theme. Shipped ones have readable words (`delivery.late`), found ones a hash of the words that they are known
/// by, so that two companies that find the same theme call it the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ThemeId(pub(super) String);

impl ThemeId {
    /// An id as it was written down; whether a catalogue knows it, the catalogue says.
    #[must_use]
    pub fn new(word: &str) -> Self {
        Self(word.to_owned())
    }

    /// As it is written down.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ThemeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What speakers of a theme do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// They are glad of it.
    Good,
    /// They are unhappy with it.
    Bad,
    /// They ask for something, or about something.
    Ask,
    /// Any of these.
    Any,
}

impl Side {
    pub(super) const ALL: [(Self, &'static str); 4] =
        [(Self::Good, "+"), (Self::Bad, "-"), (Self::Ask, "?"), (Self::Any, "=")];

    /// The sign it is written with.
    #[must_use]
    pub fn sign(self) -> &'static str {
        Self::ALL.iter().find(|(side, _)| *side == self).map_or("=", |(_, sign)| sign)
    }

    pub(super) fn of(sign: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == sign).map(|(side, _)| *side)
    }
}

/// Where a theme came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// It is in every catalogue: what customers of shops and services speak of anywhere.
    Shipped,
    /// Found in what the themes before it left over.
    Grown,
    /// Found because it became more frequent than chance explains, whatever other themes hold it.
    Emerged,
    /// Cut out of another by people.
    Split,
    /// Of a topic, glad or unhappy, and nothing more definite: takes what no other theme of the topic takes.
    General,
}

impl Origin {
    pub(super) const ALL: [(Self, &'static str); 5] = [
        (Self::Shipped, "shipped"),
        (Self::Grown, "grown"),
        (Self::Emerged, "emerged"),
        (Self::Split, "split"),
        (Self::General, "general"),
    ];

    /// The word it is written with.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(origin, _)| *origin == self).map_or("shipped", |(_, word)| word)
    }

    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(origin, _)| *origin)
    }
}

/// A theme of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Never changes.
    pub id: ThemeId,
    /// What it is under.
    pub topic: Topic,
    /// What its speakers do.
    pub side: Side,
    /// Where it came from.
    pub origin: Origin,
    /// Korean name, in customers' words.
    pub ko: String,
    /// English name.
    pub en: String,
    /// The name that people gave it, beside the other two.
    pub renamed: Option<String>,
    /// People said that it is the same as this one.
    pub merged_into: Option<ThemeId>,
    /// Cut out of this one.
    pub within: Option<ThemeId>,
    /// What must be spoken of; when empty, the topic must be.
    pub about: Vec<String>,
    /// What must be said of it; all words of a pair joined by `&`; after `!` what tells it whatever is spoken
    /// of, unless something after `~` is there.
    pub said: Vec<String>,
}

impl Entry {
    /// What it is called: as people renamed it, else in the language asked for.
    #[must_use]
    pub fn name(&self, korean: bool) -> &str {
        self.renamed.as_deref().unwrap_or(if korean { &self.ko } else { &self.en })
    }
}
