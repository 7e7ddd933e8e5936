//! The first events of every person and no others: what paths from the beginning look at.
//!
//! Persons come in runs, so where each begins is known before any name is unpacked, and names in between are stepped over.

use std::fs::File;

use parquet::file::metadata::RowGroupMetaData;
use yeojido_domain::PersonId;

use super::dictionary::position;
use super::read::Reader;
use super::{Joined, Parts, Slice};
use crate::LakeError;
use crate::decode::{self, Buffer, Pages, Runs};

impl Parts {
    /// The slice of a stretch of which nothing but heads need be unpacked: it is alone, and its names have codes.
    pub(super) fn headed<'s>(&self, stretch: &'s Joined) -> Option<(&'s Slice, usize)> {
        let [slice] = stretch.slices.as_slice() else { return None };
        let coded = self.footers.files[slice.file].names[slice.groups.clone()].iter().all(Option::is_some);
        let first = self.first.filter(|_| coded && self.columns.is_empty() && !self.has_rest())?;
        Some((slice, first))
    }
}

impl Reader<'_> {
    /// Reads the heads of a slice; `false` when it holds persons of other stretches too, which must be left out.
    pub(super) fn heads(&mut self, stretch: &Joined, slice: &Slice, first: usize) -> Result<bool, LakeError> {
        let footer = &self.parts.footers.files[slice.file];
        let fail = || LakeError::parquet(&footer.path);
        let mut opened = File::open(&footer.path).map_err(LakeError::io(&footer.path))?;
        let mut pages = |group: &RowGroupMetaData, name: &str, buffer: &mut Buffer| -> Result<Pages, LakeError> {
            let missing = || LakeError::damaged(&footer.path, format!("has no column {name}"));
            decode::pages(&mut opened, group, position(group, name).ok_or_else(missing)?, buffer).map_err(fail())
        };
        let (events, mut runs) = (&mut self.events, Runs::default());
        events.time.clear();
        events.event.codes.clear();
        for at in slice.groups.clone() {
            let (group, table) = (footer.meta.row_group(at), footer.names[at].as_deref().unwrap_or_default());
            runs.clear();
            let (buffer, scratch) = self.rows.scratch();
            decode::persons(pages(group, "person", buffer)?, &mut runs, scratch).map_err(fail())?;
            let names = &mut events.event.codes;
            let rows = decode::heads(pages(group, "event", buffer)?, table, &runs, first, names).map_err(fail())?;
            if rows != runs.rows() || rows as i64 != group.num_rows() {
                return Err(LakeError::damaged(&footer.path, "has columns of different lengths"));
            }
            for at in 0..runs.persons.len() {
                let (person, rows) = (PersonId(runs.persons[at]), runs.range(at).len().min(first));
                // Row groups end at persons; were one in two, the second would not be its head.
                if events.persons.last() == Some(&person) {
                    return Err(LakeError::damaged(&footer.path, "has a person in two row groups"));
                }
                events.persons.push(person);
                events.offsets.push(events.offsets.last().copied().unwrap_or(0) + rows as u32);
            }
        }
        let inside = events.persons.first().is_none_or(|first| first.0 >= stretch.from)
            && events.persons.last().is_none_or(|last| stretch.below.is_none_or(|below| last.0 < below));
        Ok(inside)
    }
}
