//! All parts into one: events in memory, for questions that come again and for whoever looks at single rows.

use std::sync::Arc;

use yeojido_journey::{Coded, Events, NONE};

use super::{Aside, Parts};
use crate::LakeError;
use crate::write::in_parallel;

/// Parts decoded before they are appended: what is held twice stays small.
const WAVE: usize = 16;

impl Parts {
    /// Reads everything. Rows keep their place whatever the columns: persons ascending, then time, then place in the
    /// source, then file.
    ///
    /// # Errors
    /// When a file cannot be read, or there are 2³² events or more.
    pub(crate) fn gather(&self) -> Result<Events, LakeError> {
        let rows = self.rows();
        if rows >= u64::from(NONE) {
            return Err(LakeError::TooMany(rows));
        }
        let mut all = self.frame.clone();
        self.reserve(&mut all, usize::try_from(rows).unwrap_or(0));
        let mut asides: Vec<Aside> = Vec::new();
        let mut first = 0;
        while first < self.len() {
            let wave = WAVE.min(self.len() - first);
            let read = in_parallel(wave, |at| {
                let mut reader = self.reader();
                reader.read(first + at)?;
                Ok(reader.into_parts())
            })?;
            for (events, aside) in read {
                append(&mut all, &events, 0..events.persons.len());
                asides.push(aside);
            }
            first += wave;
        }
        if self.has_rest() {
            all = self.interleave(&all, &self.rest(asides)?);
        }
        if self.untimed {
            // Merged parts have times, others need not.
            all.time = Vec::new();
        }
        Ok(all)
    }

    fn reserve(&self, events: &mut Events, rows: usize) {
        if self.first.is_some() {
            // Nobody knows how many persons there are.
            return;
        }
        events.time.reserve_exact(rows);
        events.event.codes.reserve_exact(rows);
        for own in &self.columns {
            if let Some(column) = column(events, &own.name) {
                column.codes.reserve_exact(rows);
            }
        }
    }

    /// Two sets of persons into one, ascending.
    fn interleave(&self, a: &Events, b: &Events) -> Events {
        let mut all = self.frame.clone();
        self.reserve(&mut all, a.len() + b.len());
        let (mut x, mut y) = (0, 0);
        while x < a.persons.len() || y < b.persons.len() {
            let next = b.persons.get(y);
            let until = a.persons[x..].partition_point(|person| next.is_none_or(|next| person < next)) + x;
            append(&mut all, a, x..until);
            x = until;
            let next = a.persons.get(x);
            let until = b.persons[y..].partition_point(|person| next.is_none_or(|next| person < next)) + y;
            append(&mut all, b, y..until);
            y = until;
        }
        all
    }
}

/// A column that is not `event`, by name.
fn column<'e>(events: &'e mut Events, name: &str) -> Option<&'e mut Coded> {
    match name {
        "channel" => Some(&mut events.channel),
        "order" => Some(&mut events.order),
        _ => events.extra.get_mut(name).map(Arc::make_mut),
    }
}

/// Appends some persons of other events, coded alike.
fn append(all: &mut Events, more: &Events, persons: std::ops::Range<usize>) {
    if persons.is_empty() {
        return;
    }
    let rows = more.offsets[persons.start] as usize..more.offsets[persons.end] as usize;
    let (before, first) = (all.len(), rows.start);
    all.persons.extend_from_slice(&more.persons[persons.clone()]);
    let ends = &more.offsets[persons.start + 1..=persons.end];
    all.offsets.extend(ends.iter().map(|&end| (before + end as usize - first) as u32));
    all.time.extend_from_slice(more.time.get(rows.clone()).unwrap_or_default());
    all.event.codes.extend_from_slice(&more.event.codes[rows.clone()]);
    // A column that was not read has no codes.
    let some = |column: &Coded| column.codes.get(rows.clone()).map(<[u32]>::to_vec).unwrap_or_default();
    all.channel.codes.extend(some(&more.channel));
    all.order.codes.extend(some(&more.order));
    for (name, column) in &mut all.extra {
        if let Some(more) = more.extra.get(name) {
            Arc::make_mut(column).codes.extend(some(more));
        }
    }
}
