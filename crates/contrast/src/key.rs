//! The rows of a comparison: by the codes of one part's dictionary while it is folded, by names everywhere else.

use std::convert::Infallible;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use yeojido_journey::NONE;
use yeojido_journey::paths::GROUPS;

/// A row of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Key<N = Name> {
    /// The whole that the rows explain.
    Gap,
    /// A step, a period, a number of stretches.
    At(usize),
    /// Who may still go on from a step: told, and not compared.
    Undecided(usize),
    /// What conversions are owed to.
    Touch(N),
    /// Conversions that are owed to nothing.
    Untouched,
    /// One event, and the next.
    Pair(N, N),
    /// At a step of paths from one node to the next; without the first a beginning, without the second an end.
    Way(usize, Option<N>, Option<N>),
    /// A whole way.
    Path(Vec<N>),
    /// From a stage, or the beginning, to another that was not meant.
    Leave(Option<u8>, u8),
}

/// What a code stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Name {
    /// Nothing.
    None,
    /// A pattern of pages, by its number.
    Group(u32),
    /// A value.
    Text(Arc<str>),
}

impl Name {
    /// As it is shown; patterns of pages are those of the question.
    pub fn shown<'n>(&'n self, groups: &'n [String]) -> &'n str {
        match self {
            Self::None => "",
            Self::Group(group) => groups.get(*group as usize).map_or("", String::as_str),
            Self::Text(text) => text,
        }
    }
}

impl<N> Key<N> {
    /// The same row by other names.
    fn keyed<M, E>(&self, other: impl Fn(&N) -> Result<M, E>) -> Result<Key<M>, E> {
        let maybe = |name: &Option<N>| name.as_ref().map(&other).transpose();
        Ok(match self {
            Self::Gap => Key::Gap,
            Self::At(at) => Key::At(*at),
            Self::Undecided(step) => Key::Undecided(*step),
            Self::Touch(touch) => Key::Touch(other(touch)?),
            Self::Untouched => Key::Untouched,
            Self::Pair(from, to) => Key::Pair(other(from)?, other(to)?),
            Self::Way(step, from, to) => Key::Way(*step, maybe(from)?, maybe(to)?),
            Self::Path(path) => Key::Path(path.iter().map(other).collect::<Result<_, _>>()?),
            Self::Leave(from, to) => Key::Leave(*from, *to),
        })
    }
}

/// The dictionary of a part, both ways.
pub(crate) struct Dictionary<'e> {
    values: &'e [Arc<str>],
    codes: FxHashMap<&'e str, u32>,
}

impl<'e> Dictionary<'e> {
    pub fn new(values: &'e [Arc<str>]) -> Self {
        Self { values, codes: values.iter().map(AsRef::as_ref).zip(0..).collect() }
    }

    /// A row by names.
    pub fn named(&self, key: &Key<u32>) -> Key {
        let name = |code: &u32| {
            Ok::<_, Infallible>(match (*code, code.checked_sub(GROUPS)) {
                (NONE, _) => Name::None,
                (_, Some(group)) => Name::Group(group),
                (code, None) => {
                    self.values.get(code as usize).map_or(Name::None, |value| Name::Text(Arc::clone(value)))
                }
            })
        };
        let Ok(key) = key.keyed(name);
        key
    }

    /// A row by codes; `None` when nobody of the part can be in it.
    pub fn coded(&self, key: &Key) -> Option<Key<u32>> {
        let code = |name: &Name| match name {
            Name::None => Ok(NONE),
            Name::Group(group) => Ok(GROUPS + group),
            Name::Text(text) => self.codes.get(text.as_ref()).copied().ok_or(()),
        };
        key.keyed(code).ok()
    }
}
