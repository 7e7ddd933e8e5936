//! Events as columns: grouped by person, in time order inside a person, ties in the order of the file.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use yeojido_domain::{Micros, PersonId};

/// The code of a value that is not there.
pub const NONE: u32 = u32::MAX;

/// The period that nothing is outside of: whoever looks at no other needs no times.
pub const ALWAYS: Range<Micros> = Micros(i64::MIN)..Micros(i64::MAX);

/// A column of texts as codes into a list of values; [`NONE`] where there is none.
#[derive(Debug, Clone, Default)]
pub struct Coded {
    /// One code a row.
    pub codes: Vec<u32>,
    /// The values, by code.
    pub values: Vec<Arc<str>>,
}

impl Coded {
    /// The value of a row.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&str> {
        self.value(*self.codes.get(row)?)
    }

    /// The value of a code.
    #[must_use]
    pub fn value(&self, code: u32) -> Option<&str> {
        self.values.get(code as usize).map(AsRef::as_ref)
    }

    /// The code of a value, if any row could have it.
    #[must_use]
    pub fn code(&self, value: &str) -> Option<u32> {
        self.values.iter().position(|v| v.as_ref() == value).and_then(|at| u32::try_from(at).ok())
    }
}

/// All events of a workspace at one version of its lake.
#[derive(Debug, Clone, Default)]
pub struct Events {
    /// Who, in ascending order.
    pub persons: Vec<PersonId>,
    /// Person `i` owns the rows `offsets[i]..offsets[i + 1]`; one longer than `persons`.
    pub offsets: Vec<u32>,
    /// When; empty where nobody asks.
    pub time: Vec<Micros>,
    /// What.
    pub event: Coded,
    /// Through what.
    pub channel: Coded,
    /// Of which order.
    pub order: Coded,
    /// First and last instant of all data of which these rows are a part; none when they are all.
    pub span: Option<(Micros, Micros)>,
    /// Further columns that a question has asked for: canonical fields (`product`, `category`, `campaign`, `source`,
    /// `session`, `url`, `amount`, `currency`, `quantity`) and properties, by name.
    pub extra: BTreeMap<String, Arc<Coded>>,
}

/// The rows of one person.
#[derive(Debug, Clone, Copy)]
pub struct PersonEvents<'a> {
    /// Who.
    pub person: PersonId,
    /// Row of the first event in [`Events`].
    pub first: usize,
    /// When, ascending; empty when times are not loaded.
    pub time: &'a [Micros],
    /// What, as codes of [`Events::event`].
    pub event: &'a [u32],
    /// Through what, as codes of [`Events::channel`]; empty when channels are not loaded.
    pub channel: &'a [u32],
}

impl PersonEvents<'_> {
    /// Those of the events that lie in a period.
    #[must_use]
    pub fn within(&self, period: &Range<Micros>) -> Self {
        if *period == ALWAYS {
            return *self;
        }
        let from = self.time.partition_point(|time| *time < period.start);
        let to = self.time.partition_point(|time| *time < period.end).max(from);
        Self {
            person: self.person,
            first: self.first + from,
            time: &self.time[from..to],
            event: &self.event[from..to],
            channel: self.channel.get(from..to).unwrap_or_default(),
        }
    }

    /// Its rows in [`Events`].
    #[must_use]
    pub const fn rows(&self) -> Range<usize> {
        self.first..self.first + self.event.len()
    }
}

impl Events {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.event.codes.len()
    }

    /// No rows at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.event.codes.is_empty()
    }

    /// The rows of the person at a position of [`Events::persons`].
    #[must_use]
    pub fn person(&self, at: usize) -> PersonEvents<'_> {
        let rows = self.offsets[at] as usize..self.offsets[at + 1] as usize;
        PersonEvents {
            person: self.persons[at],
            first: rows.start,
            time: self.time.get(rows.clone()).unwrap_or_default(),
            event: &self.event.codes[rows.clone()],
            channel: self.channel.codes.get(rows).unwrap_or_default(),
        }
    }

    /// Everybody, in order.
    pub fn iter(&self) -> impl Iterator<Item = PersonEvents<'_>> {
        (0..self.persons.len()).map(|at| self.person(at))
    }

    /// The position of a person.
    #[must_use]
    pub fn position(&self, person: PersonId) -> Option<usize> {
        self.persons.binary_search(&person).ok()
    }

    /// The person who owns a row.
    #[must_use]
    pub fn owner(&self, row: usize) -> Option<PersonId> {
        let at = self.offsets.partition_point(|&offset| (offset as usize) <= row);
        self.persons.get(at.checked_sub(1)?).copied()
    }

    /// The first instant of the data, also of those that these rows are only a part of.
    #[must_use]
    pub fn begin(&self) -> Option<Micros> {
        self.span.map(|span| span.0).or_else(|| self.time.iter().min().copied())
    }

    /// The last instant of the data, also of those that these rows are only a part of.
    #[must_use]
    pub fn end(&self) -> Option<Micros> {
        self.span.map(|span| span.1).or_else(|| self.time.iter().max().copied())
    }

    /// A loaded column by the name that rules and filters use: `event`, `channel`, `order`, or one of `extra`.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Coded> {
        let column = match name {
            "event" => &self.event,
            "channel" => &self.channel,
            "order" => &self.order,
            _ => self.extra.get(name)?,
        };
        (column.codes.len() == self.len()).then_some(column)
    }
}

/// Some persons of some events: what a kernel is given at a time, whether the events are all there are, in memory, or a
/// stretch of persons read from files. Codes of `event`, and of the columns that were asked for as shared, mean the same
/// in every part of one question, so that partials of parts can be merged; codes of other columns only hold inside one.
#[derive(Debug, Clone)]
pub struct Part<'e> {
    /// What kernels are compiled against.
    pub events: &'e Events,
    /// Positions of [`Events::persons`].
    pub persons: Range<usize>,
}

impl<'e> Part<'e> {
    /// Everybody of some events.
    #[must_use]
    pub fn all(events: &'e Events) -> Self {
        Self { events, persons: 0..events.persons.len() }
    }

    /// The part's persons, in order.
    pub fn iter(&self) -> impl Iterator<Item = PersonEvents<'e>> + use<'e> {
        let events = self.events;
        self.persons.clone().map(move |at| events.person(at))
    }
}
