//! All events of a snapshot, a part at a time: what an analysis reads when they are not in memory.
//!
//! A part is a stretch of persons of one bucket: row groups of one file, or of several that are merged on the way (late
//! arrivals). No person is in two parts, so a kernel can fold every part by itself, on any thread or any machine, and the
//! partials are merged. Persons that identity bindings concern are left out of the parts: their rows may lie in
//! any bucket. They are put [`Aside`] while parts are read and make one last part, [`Parts::rest`].
//!
//! For a machine that has only some parts: [`Parts::len`] and [`Reader::read`] are all there is to it; the rest is one more
//! task, [`Parts::read_rest`]. The plan depends on nothing but the snapshot and the [`Need`], and the codes of
//! [`Parts::frame`] with it, so machines that plan the same snapshot by themselves agree on both.

mod aside;
mod dictionary;
mod gather;
mod heads;
mod plan;
mod read;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use parquet::file::metadata::ParquetMetaData;
use rustc_hash::{FxHashMap, FxHashSet};
use yeojido_journey::Events;

pub use aside::Aside;
pub use read::Reader;

use crate::bindings::Bindings;
use crate::column::From;

/// What a question needs of the events beside person, time and name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Need {
    /// Columns by the name that [`Events::column`] has for them.
    columns: BTreeSet<String>,
    /// Those of them whose codes mean the same in every part.
    shared: BTreeSet<String>,
    /// Whether nobody looks at times.
    untimed: bool,
    /// How many of a person's events are looked at, if not all.
    first: Option<usize>,
}

impl Need {
    /// Columns whose values are only compared: their codes hold inside one part.
    #[must_use]
    pub fn of<S: AsRef<str>>(columns: impl IntoIterator<Item = S>) -> Self {
        let columns = columns.into_iter().map(|name| name.as_ref().to_owned()).filter(|name| name != "event").collect();
        Self { columns, ..Self::default() }
    }

    /// And one whose codes are kept in partials.
    #[must_use]
    pub fn and_shared(mut self, column: &str) -> Self {
        if column != "event" {
            self.columns.insert(column.to_owned());
            self.shared.insert(column.to_owned());
        }
        self
    }

    /// And no times: only the order of a person's events. Parts then need not have any ([`Events::time`] is empty),
    /// which saves most of what they cost to decode.
    #[must_use]
    pub const fn without_times(mut self) -> Self {
        self.untimed = true;
        self
    }

    /// Of every person only so many events, those that come first, and their order.
    #[must_use]
    pub const fn first(mut self, events: usize) -> Self {
        self.first = Some(events);
        self.without_times()
    }

    /// How many of a person's events are looked at, if not all.
    pub(crate) const fn heads(&self) -> Option<usize> {
        self.first
    }

    /// Columns whose codes are kept, all of them.
    pub(crate) fn all_shared<'n>(columns: impl IntoIterator<Item = &'n str>) -> Self {
        columns.into_iter().fold(Self::default(), Self::and_shared)
    }

    /// The same of events in memory, with further columns: whatever is asked next may need times and codes.
    pub(crate) fn in_memory<'n>(&'n self, more: impl IntoIterator<Item = &'n str>) -> Self {
        let need = Self::all_shared(self.columns().chain(more));
        match self.first {
            Some(events) => need.first(events),
            None => need,
        }
    }

    /// The names of all columns needed.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(String::as_str)
    }
}

/// By row group and code of its dictionary, the code of every part; none for a row group without a dictionary of all
/// its values.
type Tables = Vec<Option<Arc<[u32]>>>;

/// One needed column.
#[derive(Debug)]
struct Column {
    name: String,
    from: [From; 1],
    /// By value its code in every part, when that is one.
    shared: Option<FxHashMap<Arc<str>, u32>>,
    /// By file, for a shared column of texts.
    tables: Vec<Tables>,
}

/// A stretch of persons: who, and the row groups of files that hold them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Joined {
    /// The first person.
    from: i64,
    /// The first person of the next stretch of the bucket.
    below: Option<i64>,
    slices: Vec<Slice>,
}

/// Row groups of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Slice {
    file: usize,
    groups: std::ops::Range<usize>,
}

/// A file opened as far as its footer.
#[derive(Debug)]
pub(crate) struct Footer {
    pub(crate) path: PathBuf,
    pub(crate) meta: Arc<ParquetMetaData>,
    names: Tables,
}

/// The footers of a snapshot's files of events, and the names of all events.
#[derive(Debug)]
pub(crate) struct Footers {
    pub(crate) files: Vec<Footer>,
    names: Vec<Arc<str>>,
    codes: FxHashMap<Arc<str>, u32>,
    span: Option<(yeojido_domain::Micros, yeojido_domain::Micros)>,
}

/// A plan to read all events of a snapshot in parts.
#[derive(Debug)]
pub struct Parts {
    footers: Arc<Footers>,
    bindings: Arc<Bindings>,
    /// Bound visitors and the customers they are bound to.
    concerned: FxHashSet<i64>,
    columns: Vec<Column>,
    frame: Events,
    stretches: Vec<Joined>,
    untimed: bool,
    first: Option<usize>,
}

impl Parts {
    /// Events without rows: the dictionaries of names and shared columns, and the span of all data.
    #[must_use]
    pub const fn frame(&self) -> &Events {
        &self.frame
    }

    pub(crate) fn into_frame(self) -> Events {
        self.frame
    }

    /// The same parts of data of which these files hold only some: the span of all.
    pub(crate) const fn within(mut self, span: Option<(yeojido_domain::Micros, yeojido_domain::Micros)>) -> Self {
        self.frame.span = span;
        self
    }

    /// How many parts there are, beside the rest.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stretches.len()
    }

    /// Rows of all parts and the rest.
    #[must_use]
    pub fn rows(&self) -> u64 {
        let groups = self.footers.files.iter().map(|file| file.meta.file_metadata().num_rows());
        groups.sum::<i64>().cast_unsigned()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }

    /// Whether persons are left out of the parts: then there is a rest.
    #[must_use]
    pub fn has_rest(&self) -> bool {
        !self.concerned.is_empty()
    }
}
