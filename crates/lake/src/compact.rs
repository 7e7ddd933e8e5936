//! Many small files into few: what is read for every question should not be paid for by how it arrived.
//!
//! A bucket's smallest files are merged once there are enough of them, and never with a file much larger than all of
//! them together, so that every row is written again only a few times. The rows stay the same, and so do their keys; the
//! files that they lay in are left for whoever reads an earlier version. Readers wait for nobody. However many files and
//! rows there are, a few thousand rows of each of at most [`AT_ONCE`] files are in memory.

use std::fs::File;
use std::io::{Seek, Write};
use std::path::Path;

use crate::LakeError;
use crate::log::{Contents, DataFile};
use crate::table::Table;
use crate::write::{Encoder, Written, in_parallel};

mod merge;

use merge::Merge;

/// A file so many times larger than all smaller ones is left as it is.
const LARGER: u64 = 4;

/// Files that are read side by side.
const AT_ONCE: usize = 64;

/// Rows of the largest file that is made: a file is in memory until it is written.
const LARGEST: u64 = 16_000_000;

/// The files that are merged, bucket by bucket: the smallest, if there are at least so many.
fn chosen(contents: &Contents, least: usize) -> Vec<Vec<usize>> {
    let rows = |at: usize| contents.files[at].rows;
    let all: Vec<usize> = (0..contents.files.len()).collect();
    let of_bucket = all.chunk_by(|&a, &b| contents.files[a].bucket == contents.files[b].bucket);
    let smallest = of_bucket.map(|files| {
        let mut files = files.to_vec();
        files.sort_by_key(|&at| rows(at));
        let mut sum = 0;
        let many = files.iter().take_while(|&&at| {
            let fits = sum == 0 || rows(at) < LARGER * sum;
            sum += rows(at);
            fits
        });
        let many = many.count();
        files.truncate(many);
        files.sort_unstable();
        files
    });
    let enough = smallest.filter(|files| files.len() >= least.max(2));
    enough.flat_map(|files| cut(&files, rows)).filter(|files| files.len() > 1).collect()
}

/// Files in order, as many together as one file may hold.
fn cut(files: &[usize], rows: impl Fn(usize) -> u64) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut sum = 0;
    for &at in files {
        sum += rows(at);
        match parts.last_mut() {
            Some(part) if sum <= LARGEST => part.push(at),
            _ => {
                sum = rows(at);
                parts.push(vec![at]);
            }
        }
    }
    parts
}

/// The rows of all files. Where there are too many to be read side by side, some go into one first, which has no name.
fn rows_of(root: &Path, files: &[&DataFile]) -> Result<Merge, LakeError> {
    let dir = Table::Events.dir(root);
    let open = |file: &&DataFile| File::open(dir.join(&file.path)).map_err(LakeError::io(&dir.join(&file.path)));
    if files.len() <= AT_ONCE {
        return Merge::of(&dir, files.iter().map(open).collect::<Result<_, _>>()?);
    }
    let between = files.chunks(files.len().div_ceil(AT_ONCE)).map(|files| {
        let mut encoder = Encoder::new(root, Table::Events)?;
        rows_of(root, files)?.write(&mut encoder)?;
        let mut between = tempfile::tempfile_in(root).map_err(LakeError::io(root))?;
        between.write_all(&encoder.bytes()?).and_then(|()| between.rewind()).map_err(LakeError::io(root))?;
        Ok(between)
    });
    Merge::of(&dir, between.collect::<Result<_, LakeError>>()?)
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
        let files: Vec<&DataFile> = chosen[at].iter().map(|&at| &contents.files[at]).collect();
        let mut encoder = Encoder::new(root, Table::Events)?;
        let rows = rows_of(root, &files)?.write(&mut encoder)?;
        let expected: u64 = files.iter().map(|file| file.rows).sum();
        if rows != expected {
            let why = format!("files of {expected} rows, by the log, held {rows}");
            return Err(LakeError::damaged(&Table::Events.dir(root), why));
        }
        encoder.finish(files.first().and_then(|file| file.bucket), version)
    })?;
    let replaced = chosen.into_iter().flatten().map(|at| contents.files[at].clone()).collect();
    Ok((written, replaced))
}
