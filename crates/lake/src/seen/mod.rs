//! Which keys have come already: exact, of any number, in bounded memory.
//!
//! A key is mixed to 128 bits, of which 76 are kept: 12 choose one of 4,096 small sets, 64 are its member. Among two
//! hundred million keys the chance that any two are taken for one is below one in a million. The newest keys lie in
//! memory at 10 bytes and their value each. When [`MOST`] are there they are written to a sorted [`Run`] on the disk, of
//! which a filter of 18 bits a key stays in memory; one look in 65,000 at a key that is new goes to the disk in vain. Runs have
//! no name: they are gone with the process, for what they hold can be read from the tables.

mod run;

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_128;
use yeojido_domain::Micros;

use crate::LakeError;
use run::Run;

/// How many keys are in memory before they go to the disk: about to double the room of every set.
pub(crate) const MOST: usize = 28_000_000;

const SETS: usize = 4096;

/// A key as it is kept: which set, and its member.
type Place = (usize, u64);

fn place(key: u128) -> Place {
    let mixed = xxh3_128(&key.to_be_bytes());
    ((mixed >> 116) as usize, mixed as u64)
}

/// What is kept with a key.
pub trait Kept: Copy + Send + Sync {
    /// Bytes of it on the disk.
    const WIDTH: usize;

    /// Writes it down.
    fn put(self, to: &mut Vec<u8>);

    /// Reads it again.
    fn read(bytes: &[u8]) -> Self;
}

impl Kept for () {
    const WIDTH: usize = 0;

    fn put(self, _: &mut Vec<u8>) {}

    fn read(_: &[u8]) {}
}

impl Kept for Micros {
    const WIDTH: usize = 8;

    fn put(self, to: &mut Vec<u8>) {
        to.extend_from_slice(&self.0.to_le_bytes());
    }

    fn read(bytes: &[u8]) -> Self {
        Self(run::word(bytes).cast_signed())
    }
}

/// The keys that have come, each with what it came with first.
#[derive(Debug)]
pub struct Seen<V = ()> {
    newest: Vec<FxHashMap<u64, V>>,
    len: usize,
    most: usize,
    runs: Vec<Run>,
    folder: PathBuf,
}

impl<V: Kept> Seen<V> {
    /// None yet; those that find no room in memory go to this folder.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self::with_room(folder, MOST)
    }

    /// None yet, and room in memory for so many.
    #[must_use]
    pub fn with_room(folder: &Path, most: usize) -> Self {
        let newest = (0..SETS).map(|_| FxHashMap::default()).collect();
        Self { newest, len: 0, most, runs: Vec::new(), folder: folder.to_owned() }
    }

    /// What the key came with first, or nothing when it is new, and has come from now on.
    ///
    /// # Errors
    /// [`LakeError::Io`] when the disk takes or gives nothing. The key has not come then.
    pub fn meet(&mut self, key: u128, value: V) -> Result<Option<V>, LakeError> {
        let (set, member) = place(key);
        if let Some(&first) = self.newest[set].get(&member) {
            return Ok(Some(first));
        }
        for run in &mut self.runs {
            if let Some(first) = run.find((set, member)).map_err(LakeError::io(&self.folder))? {
                return Ok(Some(first));
            }
        }
        self.take_new(key, value)?;
        Ok(None)
    }

    /// Takes a key in that has surely not come.
    ///
    /// # Errors
    /// As [`Self::meet`].
    pub(crate) fn take_new(&mut self, key: u128, value: V) -> Result<(), LakeError> {
        let (set, member) = place(key);
        if self.len >= self.most {
            self.runs.push(Run::write(&self.newest, &self.folder)?);
            self.newest.iter_mut().for_each(FxHashMap::clear);
            self.len = 0;
        }
        self.newest[set].insert(member, value);
        self.len += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keys_that_differ_in_few_bits_are_told_apart() {
        let mut seen = Seen::new(Path::new("nowhere"));
        for n in 0..1000_u128 {
            for key in [n, n << 64 | 1 << 127] {
                assert_eq!(seen.meet(key, ()).expect("in memory"), None);
            }
        }
        assert_eq!(seen.meet(5, ()).expect("in memory"), Some(()));
        assert_eq!(seen.meet(5 << 64 | 1 << 127, ()).expect("in memory"), Some(()));
    }

    #[test]
    fn keys_in_runs_are_all_known_and_no_other_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut seen = Seen::with_room(folder.path(), 30_000);
        let key = |n: u128| n * 0x9E37_79B9_7F4A_7C15;
        for n in 0..100_000 {
            assert_eq!(seen.meet(key(n), Micros(n as i64)).expect("kept"), None);
        }
        assert_eq!(seen.runs.len(), 3);
        for n in 0..100_000 {
            assert_eq!(seen.meet(key(n), Micros(-1)).expect("kept"), Some(Micros(n as i64)));
        }
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0, "runs have no names");
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error_and_no_key_is_lost() {
        let mut seen = Seen::with_room(Path::new("/nowhere/at/all"), 1);
        assert_eq!(seen.meet(1, ()).expect("in memory"), None);
        assert!(seen.meet(2, ()).is_err());
        assert_eq!(seen.meet(1, ()).expect("still there"), Some(()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn whatever_comes_is_known_by_its_first_value(
            keys in prop::collection::vec(0_u128..60, 0..120), most in 0_usize..20,
        ) {
            let folder = tempfile::tempdir().expect("a folder");
            let mut seen = Seen::with_room(folder.path(), most);
            let mut plain: HashMap<u128, Micros> = HashMap::new();
            for (at, key) in keys.into_iter().enumerate() {
                let value = Micros(at as i64 - 7);
                let known = plain.get(&key).copied();
                prop_assert_eq!(seen.meet(key, value).expect("kept"), known);
                plain.entry(key).or_insert(value);
            }
        }
    }
}
