//! Which keys are stored already: exact over a whole table, whatever the person or the time of the row.
//!
//! A key is mixed to 128 bits, of which 76 are kept: 12 choose one of 4,096 small sets, 64 are its member. Among a
//! hundred million keys the chance that any new one is taken for a stored one is below one in a million. A set costs 9 to 18 bytes
//! a key. Past [`MOST`] keys the rest stays on the disk and is read again for every append (the key column only), so
//! memory stays below a gigabyte and answers stay exact.

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_128;

/// How many keys one table holds in memory.
pub(crate) const MOST: usize = 50_000_000;

const SETS: usize = 4096;

fn place(key: u128) -> (usize, u64) {
    let mixed = xxh3_128(&key.to_be_bytes());
    ((mixed >> 116) as usize, mixed as u64)
}

/// The keys of one table.
#[derive(Debug)]
pub(crate) struct Keys {
    sets: Vec<FxHashSet<u64>>,
    len: usize,
    most: usize,
}

impl Keys {
    /// No keys yet, and room for so many.
    pub(crate) fn new(most: usize) -> Self {
        Self { sets: vec![FxHashSet::default(); SETS], len: 0, most }
    }

    /// Takes a key in; `true` if it is new.
    pub(crate) fn insert(&mut self, key: u128) -> bool {
        let (set, member) = place(key);
        let new = self.sets[set].insert(member);
        self.len += usize::from(new);
        new
    }

    /// Whether a key is here.
    pub(crate) fn contains(&self, key: u128) -> bool {
        let (set, member) = place(key);
        self.sets[set].contains(&member)
    }

    /// Whether there is room for so many more.
    pub(crate) fn room(&self, more: usize) -> bool {
        self.len.saturating_add(more) <= self.most
    }
}

/// The keys of a batch, looked up among rows that stay on the disk.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    wanted: FxHashMap<u128, bool>,
}

impl Wanted {
    pub(crate) fn new(keys: impl Iterator<Item = u128>) -> Self {
        Self { wanted: keys.map(|key| (key, false)).collect() }
    }

    /// Marks a key that is on the disk.
    pub(crate) fn see(&mut self, key: u128) {
        if let Some(seen) = self.wanted.get_mut(&key) {
            *seen = true;
        }
    }

    pub(crate) fn stored(&self, key: u128) -> bool {
        self.wanted.get(&key).copied().unwrap_or(false)
    }
}

/// One number for several fields: their lengths are part of it, so that no two lists of fields run into each other.
#[derive(Debug, Default)]
pub(crate) struct Mix(Vec<u8>);

impl Mix {
    pub(crate) fn field(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    pub(crate) fn key(self) -> u128 {
        xxh3_128(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_differ_in_few_bits_are_told_apart() {
        let mut keys = Keys::new(MOST);
        for n in 0..1000_u128 {
            assert!(keys.insert(n));
            assert!(keys.insert(n << 64 | 1 << 127));
        }
        assert!(!keys.insert(5));
        assert!(!keys.insert(5 << 64 | 1 << 127));
    }

    #[test]
    fn fields_do_not_run_into_each_other() {
        assert_ne!(Mix::default().field(b"ab").field(b"c").key(), Mix::default().field(b"a").field(b"bc").key());
    }
}
