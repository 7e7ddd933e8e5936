//! Many small files into few: what is read for every question should not be paid for by how it arrived.
//!
//! A bucket's smallest files are merged once there are enough of them, and never with a file much larger than all of
//! them together, so that every row is written again only a few times. The rows stay the same, and so do their keys; the
//! files that they lay in are left for whoever reads an earlier version. Readers wait for nobody.

use std::path::Path;

use arrow::array::RecordBatch;
use arrow::compute::{SortColumn, concat_batches, lexsort_to_indices, take_record_batch};

use crate::LakeError;
use crate::log::{Contents, DataFile};
use crate::part::{Footers, Joined, joined};
use crate::read::{self, Texts};
use crate::table::Table;
use crate::write::{Encoder, Written, cuts, in_parallel};

/// A file so many times larger than all smaller ones is left as it is.
const LARGER: u64 = 4;

/// The files of each bucket that are merged: the smallest, if there are at least so many.
fn chosen(contents: &Contents, least: usize) -> Vec<Vec<usize>> {
    let all: Vec<usize> = (0..contents.files.len()).collect();
    let of_bucket = all.chunk_by(|&a, &b| contents.files[a].bucket == contents.files[b].bucket);
    let smallest = of_bucket.map(|files| {
        let mut files = files.to_vec();
        files.sort_by_key(|&at| contents.files[at].rows);
        let mut sum = 0;
        let many = files.iter().take_while(|&&at| {
            let rows = contents.files[at].rows;
            let fits = sum == 0 || rows < LARGER * sum;
            sum += rows;
            fits
        });
        let many = many.count();
        files.truncate(many);
        files.sort_unstable();
        files
    });
    smallest.filter(|files| files.len() >= least.max(2)).collect()
}

/// The rows of some persons, of all files, in order.
fn sorted(footers: &Footers, persons: &Joined) -> Result<RecordBatch, LakeError> {
    let names: Vec<&str> = Table::Events.columns().iter().map(|&(name, ..)| name).collect();
    let mut batches = Vec::new();
    for (file, groups) in persons.slices() {
        let footer = &footers.files[file];
        for batch in read::groups(&footer.path, &footer.meta, groups, &names, Texts::Plain)? {
            let own = persons.rows(read::longs(&batch, "person")?);
            batches.push(batch.slice(own.start, own.len()));
        }
    }
    let whole = concat_batches(&Table::Events.schema(), &batches)?;
    let key = |name: &str| Ok(SortColumn { values: read::column(&whole, name)?.clone(), options: None });
    let keys = ["person", "time", "seq"].map(key).into_iter().collect::<Result<Vec<_>, LakeError>>()?;
    Ok(take_record_batch(&whole, &lexsort_to_indices(&keys, None)?)?)
}

/// Merges the small files of the events' buckets: what is written, and what it stands for.
pub(crate) fn merge(
    root: &Path,
    contents: &Contents,
    version: u64,
    least: usize,
) -> Result<(Vec<Written>, Vec<DataFile>), LakeError> {
    let chosen = chosen(contents, least);
    let written = in_parallel(chosen.len(), |at| {
        let files: Vec<DataFile> = chosen[at].iter().map(|&at| contents.files[at].clone()).collect();
        let bucket = files.first().and_then(|file| file.bucket);
        let own = Contents { version: contents.version, files };
        let footers = Footers::read(root, &own)?;
        let mut encoder = Encoder::new(root, Table::Events)?;
        for persons in joined(&own, &footers)? {
            let rows = sorted(&footers, &persons)?;
            let mut from = 0;
            for to in cuts(Table::Events, &rows) {
                encoder.group(&rows.slice(from, to - from))?;
                from = to;
            }
        }
        encoder.finish(bucket, version)
    })?;
    let replaced = chosen.into_iter().flatten().map(|at| contents.files[at].clone()).collect();
    Ok((written, replaced))
}
