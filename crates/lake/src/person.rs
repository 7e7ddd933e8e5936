//! From identifiers to opaque persons: a hash with a key that only this workspace has.
//!
//! Without the key file nobody can tell whose rows they are, not even by trying every telephone number.

use std::fs;
use std::io::Read;
use std::path::Path;

use rustc_hash::FxHashMap;
use yeojido_domain::PersonId;

use crate::files::{self, Access};
use crate::{IdentifierKind, Identity, LakeError};

/// Hashes identifiers with the key of the workspace.
#[derive(Clone)]
pub(crate) struct Hasher {
    key: [u8; 32],
}

impl std::fmt::Debug for Hasher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hasher(key withheld)")
    }
}

impl Hasher {
    /// Reads the key, or makes one when the lake is new.
    pub(crate) fn open(restricted: &Path, new: bool) -> Result<Self, LakeError> {
        let path = restricted.join("key");
        match fs::read(&path) {
            Ok(bytes) => {
                let key = bytes.try_into().map_err(|_| LakeError::damaged(&path, "a key has 32 bytes"))?;
                Ok(Self { key })
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && new => {
                let mut key = [0; 32];
                let random = Path::new("/dev/urandom");
                fs::File::open(random).and_then(|mut file| file.read_exact(&mut key)).map_err(LakeError::io(random))?;
                files::replace(&path, &key, Access::Owner)?;
                Ok(Self { key })
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(LakeError::damaged(
                &path,
                "the key of this lake is gone; without it no row can be told whose it is",
            )),
            Err(e) => Err(LakeError::io(&path)(e)),
        }
    }

    /// The person, and 64 further bits of the hash that tell two identifiers apart should their persons be equal.
    pub(crate) fn hash(&self, who: Identity<'_>) -> (PersonId, u64) {
        let (kind, value) = match who {
            Identity::Customer(value) => (b'c', value),
            Identity::Anonymous(value) => (b'a', value),
        };
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        hasher.update(&[kind]).update(value.as_bytes());
        let mut out = [0; 16];
        hasher.finalize_xof().fill(&mut out);
        let whole = u128::from_be_bytes(out);
        (PersonId(((whole >> 64) as u64).cast_signed()), whole as u64)
    }
}

/// Persons whose identifiers are stored: about 17 to 34 bytes a person, held while the lake is written to.
#[derive(Debug, Default)]
pub(crate) struct People {
    known: FxHashMap<i64, u64>,
}

impl People {
    /// Notes a person; `true` if it is new.
    pub(crate) fn note(&mut self, person: PersonId, check: u64) -> Result<bool, LakeError> {
        match self.known.insert(person.0, check) {
            None => Ok(true),
            Some(old) if old == check => Ok(false),
            Some(_) => Err(LakeError::Collision(person)),
        }
    }
}

/// An identifier that is to be stored.
#[derive(Debug, Clone)]
pub(crate) struct NewIdentifier {
    pub(crate) person: PersonId,
    pub(crate) kind: IdentifierKind,
    pub(crate) value: String,
}

/// The persons of one batch: every identifier is hashed once.
pub(crate) struct Resolver<'a> {
    hasher: &'a Hasher,
    people: &'a mut People,
    customers: FxHashMap<String, PersonId>,
    anonymous: FxHashMap<String, PersonId>,
    pub(crate) new: Vec<NewIdentifier>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(hasher: &'a Hasher, people: &'a mut People) -> Self {
        Self { hasher, people, customers: FxHashMap::default(), anonymous: FxHashMap::default(), new: Vec::new() }
    }

    /// The person behind an identifier; a new one is noted for storing.
    pub(crate) fn resolve(&mut self, who: Identity<'_>) -> Result<PersonId, LakeError> {
        let (kind, value, seen) = match who {
            Identity::Customer(value) => (IdentifierKind::Customer, value, &mut self.customers),
            Identity::Anonymous(value) => (IdentifierKind::Anonymous, value, &mut self.anonymous),
        };
        if let Some(&person) = seen.get(value) {
            return Ok(person);
        }
        let (person, check) = self.hasher.hash(who);
        seen.insert(value.to_owned(), person);
        if self.people.note(person, check)? {
            self.new.push(NewIdentifier { person, kind, value: value.to_owned() });
        }
        Ok(person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_and_a_visitor_of_the_same_name_are_two_persons() {
        let hasher = Hasher { key: [7; 32] };
        assert_ne!(hasher.hash(Identity::Customer("1")), hasher.hash(Identity::Anonymous("1")));
        assert_eq!(hasher.hash(Identity::Customer("김")), hasher.hash(Identity::Customer("김")));
        assert_ne!(Hasher { key: [8; 32] }.hash(Identity::Customer("1")), hasher.hash(Identity::Customer("1")));
    }

    #[test]
    fn two_identifiers_with_one_hash_are_an_error() {
        let mut people = People::default();
        assert!(people.note(PersonId(1), 10).expect("nobody yet"));
        assert!(!people.note(PersonId(1), 10).expect("the same again"));
        assert!(matches!(people.note(PersonId(1), 11), Err(LakeError::Collision(PersonId(1)))));
    }
}
