//! Where the parts end: at persons, where a file's row groups do.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use yeojido_domain::PersonId;
use yeojido_journey::{Coded, Events};

use super::dictionary::bounds;
use super::{Column, Footers, Joined, Need, Parts, Slice};
use crate::LakeError;
use crate::bindings::Bindings;
use crate::log::Contents;

/// Rows that a part has at least, where its bucket has as many: about what the caches of a core hold.
const PART_ROWS: i64 = 100_000;

/// A row group: its file, its place there, its persons, its rows.
struct Group {
    file: usize,
    at: usize,
    persons: (i64, i64),
    rows: i64,
}

/// The stretches of one bucket.
fn stretches(groups: &[Group]) -> Vec<Joined> {
    let Some(first) = groups.iter().map(|group| group.persons.0).min() else { return Vec::new() };
    // Cut where row groups of the longest file begin: there a cut costs least.
    let longest = groups.chunk_by(|a, b| a.file == b.file).max_by_key(|own| own.iter().map(|g| g.rows).sum::<i64>());
    let mut starts = vec![first];
    for group in longest.unwrap_or_default() {
        let start = group.persons.0;
        let rows = |from: i64, below: i64| -> i64 {
            groups.iter().filter(|g| (from..below).contains(&g.persons.0)).map(|g| g.rows).sum()
        };
        if starts.last().is_some_and(|&last| start > last && rows(last, start) >= PART_ROWS) {
            starts.push(start);
        }
    }
    let ends = starts.iter().skip(1).copied().map(Some).chain([None]);
    let stretch = |(from, below): (i64, Option<i64>)| {
        let meets = |group: &&Group| group.persons.1 >= from && below.is_none_or(|below| group.persons.0 < below);
        let met: Vec<&Group> = groups.iter().filter(meets).collect();
        let slices = met
            .chunk_by(|a, b| a.file == b.file)
            .map(|own| Slice { file: own[0].file, groups: own[0].at..own[own.len() - 1].at + 1 });
        Joined { from, below, slices: slices.collect() }
    };
    starts.iter().copied().zip(ends).map(stretch).collect()
}

/// The stretches of all buckets, persons ascending.
fn joined(contents: &Contents, footers: &Footers) -> Result<Vec<Joined>, LakeError> {
    let mut out = Vec::new();
    let files: Vec<usize> = (0..contents.files.len()).collect();
    for bucket in files.chunk_by(|&a, &b| contents.files[a].bucket == contents.files[b].bucket) {
        let mut groups = Vec::new();
        for &file in bucket {
            let footer = &footers.files[file];
            for (at, group) in footer.meta.row_groups().iter().enumerate() {
                let damaged = || LakeError::damaged(&footer.path, "does not say whose rows a row group holds");
                groups.push(Group {
                    file,
                    at,
                    persons: bounds(group, "person").ok_or_else(damaged)?,
                    rows: group.num_rows(),
                });
            }
        }
        out.extend(stretches(&groups));
    }
    Ok(out)
}

impl Parts {
    /// Plans how to read what a question needs.
    pub(crate) fn plan(
        root: &Path,
        contents: &Contents,
        footers: Arc<Footers>,
        bindings: Arc<Bindings>,
        need: &Need,
    ) -> Result<Self, LakeError> {
        let names = Coded { codes: Vec::new(), values: footers.names.clone() };
        let mut frame = Events { offsets: vec![0], event: names, span: footers.span, ..Events::default() };
        let mut columns = Vec::new();
        for name in &need.columns {
            let (column, values) = Column::new(root, contents, &footers, name, need.shared.contains(name))?;
            let coded = Coded { codes: Vec::new(), values };
            match name.as_str() {
                "channel" => frame.channel = coded,
                "order" => frame.order = coded,
                _ => {
                    frame.extra.insert(name.clone(), Arc::new(coded));
                }
            }
            columns.push(column);
        }
        let concerned: FxHashSet<i64> = bindings.pairs().flat_map(|(visitor, customer)| [visitor, customer]).collect();
        let stretches = joined(contents, &footers)?;
        Ok(Self { footers, bindings, concerned, columns, frame, stretches, untimed: need.untimed, first: need.first })
    }

    /// Whether the rows of a person are left to the rest.
    pub(super) fn is_left_out(&self, person: i64) -> bool {
        self.concerned.contains(&person)
    }

    /// The person that somebody turned out to be.
    pub(super) fn resolved(&self, person: i64) -> PersonId {
        PersonId(self.bindings.of(person))
    }
}
