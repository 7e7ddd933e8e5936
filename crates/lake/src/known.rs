//! What the writer must know of what is stored: keys and persons, read from the tables when it first writes.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Int64Type, TimestampMicrosecondType};
use rustc_hash::FxHashSet;
use yeojido_domain::{Micros, PersonId};

use crate::keys::{Keys, MOST, Mix, Wanted};
use crate::log::{Contents, DataFile};
use crate::person::{Hasher, People};
use crate::read::{self, Codes, Texts};
use crate::table::Table;
use crate::write::in_parallel;
use crate::{IdentifierKind, Identity, LakeError};

/// The key of a trait: the same said again is the same.
pub(crate) fn trait_key(person: i64, name: &str, value: &str, since: Option<Micros>) -> u128 {
    let since = since.map_or(Vec::new(), |at| at.0.to_le_bytes().to_vec());
    Mix::default().field(&person.to_le_bytes()).field(name.as_bytes()).field(value.as_bytes()).field(&since).key()
}

/// The key of an object.
pub(crate) fn object_key(kind: &str, id: &str) -> u128 {
    Mix::default().field(kind.as_bytes()).field(id.as_bytes()).key()
}

/// The key of a binding.
pub(crate) fn binding_key(anonymous: i64, customer: i64) -> u128 {
    Mix::default().field(&anonymous.to_le_bytes()).field(&customer.to_le_bytes()).key()
}

const fn key_columns(table: Table) -> &'static [&'static str] {
    match table {
        Table::Events => &["event_key"],
        Table::Voices | Table::Texts => &["voice_key"],
        Table::Customers | Table::DirectTraits => &["person", "trait", "value", "since"],
        Table::Objects => &["object_type", "object_id"],
        Table::Bindings => &["anonymous", "customer"],
        Table::Identifiers | Table::Relations => &[],
    }
}

fn keys_in(table: Table, batch: &RecordBatch) -> Result<Vec<u128>, LakeError> {
    let column = |name| read::column(batch, name);
    let rows = 0..batch.num_rows();
    Ok(match table {
        Table::Events => read::keys(column("event_key")?).collect(),
        Table::Voices | Table::Texts => read::keys(column("voice_key")?).collect(),
        Table::Customers | Table::DirectTraits => {
            let person = column("person")?.as_primitive::<Int64Type>();
            let since = column("since")?.as_primitive::<TimestampMicrosecondType>();
            let (name, value) = (Codes::of(column("trait")?), Codes::of(column("value")?));
            let since = |at| since.is_valid(at).then(|| Micros(since.value(at)));
            let text = |codes: &Codes<'_>, at| codes.text(at).unwrap_or_default().to_owned();
            rows.map(|at| trait_key(person.value(at), &text(&name, at), &text(&value, at), since(at))).collect()
        }
        Table::Objects => {
            let (kind, id) = (Codes::of(column("object_type")?), Codes::of(column("object_id")?));
            rows.map(|at| object_key(kind.text(at).unwrap_or_default(), id.text(at).unwrap_or_default())).collect()
        }
        Table::Bindings => {
            let anonymous = column("anonymous")?.as_primitive::<Int64Type>();
            let customer = column("customer")?.as_primitive::<Int64Type>();
            rows.map(|at| binding_key(anonymous.value(at), customer.value(at))).collect()
        }
        Table::Identifiers | Table::Relations => Vec::new(),
    })
}

/// The keys of one file of a table.
pub(crate) fn keys_of(root: &Path, table: Table, file: &DataFile) -> Result<Vec<u128>, LakeError> {
    let mut keys = Vec::with_capacity(usize::try_from(file.rows).unwrap_or(0));
    for batch in read::file(root, table, file, key_columns(table), Texts::Coded)? {
        keys.extend(keys_in(table, &batch)?);
    }
    Ok(keys)
}

/// The keys of one table: most in memory, the rest on the disk.
#[derive(Debug)]
struct Stored {
    keys: Keys,
    outside: Vec<DataFile>,
    /// The last keys found no room: their files will be outside.
    full: bool,
}

impl Stored {
    fn load(root: &Path, table: Table, contents: &Contents, most: usize) -> Result<Self, LakeError> {
        let mut stored = Self { keys: Keys::new(most), outside: Vec::new(), full: false };
        // A few files at a time, so that what is decoded but not yet taken in stays small.
        for files in contents.files.chunks(64) {
            let read = in_parallel(files.len(), |at| {
                let file = &files[at];
                let room = stored.keys.room(usize::try_from(file.rows).unwrap_or(usize::MAX));
                if room { keys_of(root, table, file).map(Some) } else { Ok(None) }
            })?;
            for (file, keys) in files.iter().zip(read) {
                match keys {
                    Some(keys) => keys.into_iter().for_each(|key| {
                        stored.keys.insert(key);
                    }),
                    None => stored.outside.push(file.clone()),
                }
            }
        }
        Ok(stored)
    }

    /// Which of these keys are new, and not earlier in the list; they count as stored from now on.
    fn take(&mut self, root: &Path, table: Table, keys: &[u128]) -> Result<Vec<bool>, LakeError> {
        let mut wanted = Wanted::default();
        if !self.outside.is_empty() {
            wanted = Wanted::new(keys.iter().copied());
            for file in &self.outside {
                keys_of(root, table, file)?.into_iter().for_each(|key| wanted.see(key));
            }
        }
        let room = self.keys.room(keys.len());
        self.full = !room;
        let mut here = FxHashSet::default();
        let mut new = |key: u128| {
            !wanted.stored(key)
                && if room { self.keys.insert(key) } else { !self.keys.contains(key) && here.insert(key) }
        };
        Ok(keys.iter().map(|&key| new(key)).collect())
    }
}

/// Keys and persons that are stored.
#[derive(Debug)]
pub(crate) struct Known {
    stored: BTreeMap<Table, Stored>,
    people: Option<People>,
    most: usize,
}

impl Default for Known {
    fn default() -> Self {
        Self::with_room(MOST)
    }
}

impl Known {
    /// Nothing known yet, and room for so many keys a table.
    pub(crate) const fn with_room(most: usize) -> Self {
        Self { stored: BTreeMap::new(), people: None, most }
    }

    /// Which of these keys a table does not have yet; they count as stored from now on.
    pub(crate) fn take(
        &mut self,
        root: &Path,
        table: Table,
        contents: &Contents,
        keys: &[u128],
    ) -> Result<Vec<bool>, LakeError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let stored = match self.stored.entry(table) {
            Entry::Occupied(stored) => stored.into_mut(),
            Entry::Vacant(empty) => empty.insert(Stored::load(root, table, contents, self.most)?),
        };
        stored.take(root, table, keys)
    }

    /// Notes files that were committed: they are read again for later batches if there was no room for their keys.
    pub(crate) fn committed(&mut self, table: Table, files: &[DataFile]) {
        if let Some(stored) = self.stored.get_mut(&table)
            && std::mem::take(&mut stored.full)
        {
            stored.outside.extend_from_slice(files);
        }
    }

    /// The persons whose identifiers are stored.
    pub(crate) fn people(
        &mut self,
        root: &Path,
        hasher: &Hasher,
        contents: &Arc<Contents>,
    ) -> Result<&mut People, LakeError> {
        if self.people.is_none() {
            self.people = Some(people(root, hasher, contents)?);
        }
        Ok(self.people.get_or_insert_default())
    }
}

fn people(root: &Path, hasher: &Hasher, contents: &Contents) -> Result<People, LakeError> {
    let mut people = People::default();
    for (person, kind, value) in identifiers(root, contents)? {
        let who = match kind {
            IdentifierKind::Customer => Identity::Customer(&value),
            IdentifierKind::Anonymous => Identity::Anonymous(&value),
        };
        let (hashed, check) = hasher.hash(who);
        if hashed != person {
            let path = Table::Identifiers.dir(root);
            return Err(LakeError::damaged(
                &path,
                format!("{person} is not the hash of its identifier: the key is another one"),
            ));
        }
        people.note(person, check)?;
    }
    Ok(people)
}

/// All identifiers, in the order in which they came.
pub(crate) fn identifiers(
    root: &Path,
    contents: &Contents,
) -> Result<Vec<(PersonId, IdentifierKind, Arc<str>)>, LakeError> {
    let mut all = Vec::new();
    for batch in read::table(root, Table::Identifiers, contents, &["person", "kind", "value"], Texts::Plain)? {
        let person = read::column(&batch, "person")?.as_primitive::<Int64Type>();
        let kinds = read::column(&batch, "kind")?.as_string::<i32>();
        let values = read::column(&batch, "value")?.as_string::<i32>();
        for at in 0..batch.num_rows() {
            let word = kinds.value(at);
            let kind = IdentifierKind::parse(word).ok_or_else(|| {
                LakeError::damaged(&Table::Identifiers.dir(root), format!("`{word}` is not a kind of identifier"))
            })?;
            all.push((PersonId(person.value(at)), kind, Arc::from(values.value(at))));
        }
    }
    Ok(all)
}
