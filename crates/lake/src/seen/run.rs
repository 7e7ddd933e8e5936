//! Keys that are written once, sorted, and looked at seldom.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use rustc_hash::FxHashMap;
use xorf::{BinaryFuse16, Filter};

use super::{Kept, Place, SETS};
use crate::LakeError;
use crate::write::in_parallel;

/// Sets that share a filter: small enough to be made aside from the others, large enough not to waste room.
const SETS_OF_A_FILTER: usize = 16;

/// Filters that are made before their keys are written.
const FILTERS_AT_ONCE: usize = 16;

/// Entries read at once around the place where a key should be.
const BLOCK: u64 = 256;

/// The number in the first eight bytes.
pub(super) fn word(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

/// Sorted keys with their values in a file without a name, one set after the other.
pub(super) struct Run {
    file: File,
    /// Where each set begins, in entries, and where the last ends.
    starts: Vec<u64>,
    /// Which keys are surely not in some sets; none where those sets are empty.
    filters: Vec<Option<BinaryFuse16>>,
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Run({:?} keys)", self.starts.last())
    }
}

impl Run {
    pub(super) fn write<V: Kept>(sets: &[FxHashMap<u64, V>], folder: &Path) -> Result<Self, LakeError> {
        let failed = || LakeError::io(folder);
        let file = tempfile::tempfile_in(folder).map_err(failed())?;
        let mut to = BufWriter::new(&file);
        let mut starts = vec![0];
        let mut filters = Vec::with_capacity(SETS / SETS_OF_A_FILTER);
        for sets in sets.chunks(SETS_OF_A_FILTER * FILTERS_AT_ONCE) {
            let groups: Vec<_> = sets.chunks(SETS_OF_A_FILTER).collect();
            for (bytes, filter) in in_parallel(groups.len(), |at| sorted(groups[at]).map_err(failed()))? {
                to.write_all(&bytes).map_err(failed())?;
                filters.push(filter);
            }
            for set in sets {
                starts.push(starts[starts.len() - 1] + set.len() as u64);
            }
        }
        to.flush().map_err(failed())?;
        drop(to);
        Ok(Self { file, starts, filters })
    }

    /// What a key was written with.
    pub(super) fn find<V: Kept>(&mut self, (set, member): Place) -> io::Result<Option<V>> {
        if !self.filters[set / SETS_OF_A_FILTER].as_ref().is_some_and(|filter| filter.contains(&member)) {
            return Ok(None);
        }
        let (first, end) = (self.starts[set], self.starts[set + 1]);
        // Members are spread evenly: where it should be follows from how large it is.
        let guess = first + ((u128::from(member) * u128::from(end - first)) >> 64) as u64;
        let (mut low, mut high) = (first, end);
        let mut from = guess.saturating_sub(BLOCK / 2).max(low);
        while low < high {
            let to = (from + BLOCK).min(high);
            let entries = self.entries::<V>(from, to)?;
            let at = entries.partition_point(|&(known, _)| known < member);
            match entries.get(at) {
                Some(&(known, value)) if known == member => return Ok(Some(value)),
                Some(_) if at > 0 => return Ok(None),
                Some(_) => {
                    high = from;
                    from = high.saturating_sub(BLOCK).max(low);
                }
                None => {
                    low = to;
                    from = low;
                }
            }
        }
        Ok(None)
    }

    fn entries<V: Kept>(&mut self, from: u64, to: u64) -> io::Result<Vec<(u64, V)>> {
        let width = 8 + V::WIDTH;
        self.file.seek(SeekFrom::Start(from * width as u64))?;
        let mut bytes = vec![0; (to - from) as usize * width];
        self.file.read_exact(&mut bytes)?;
        Ok(bytes.chunks_exact(width).map(|entry| (word(entry), V::read(&entry[8..]))).collect())
    }
}

/// The entries of some sets, each sorted, as bytes, and a filter of all.
fn sorted<V: Kept>(sets: &[FxHashMap<u64, V>]) -> io::Result<(Vec<u8>, Option<BinaryFuse16>)> {
    let count: usize = sets.iter().map(FxHashMap::len).sum();
    let (mut bytes, mut members) = (Vec::with_capacity(count * (8 + V::WIDTH)), Vec::with_capacity(count));
    for set in sets {
        let mut entries: Vec<_> = set.iter().map(|(&member, &value)| (member, value)).collect();
        entries.sort_unstable_by_key(|(member, _)| *member);
        for (member, value) in entries {
            bytes.extend_from_slice(&member.to_le_bytes());
            value.put(&mut bytes);
            members.push(member);
        }
    }
    // The same member in two sets is possible, and no filter takes it twice.
    members.sort_unstable();
    members.dedup();
    let filter =
        if members.is_empty() { None } else { Some(BinaryFuse16::try_from(&members[..]).map_err(io::Error::other)?) };
    Ok((bytes, filter))
}
