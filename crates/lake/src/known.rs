//! What the writer must know of what is stored: keys and persons, read from the tables when it first writes.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Int64Type, TimestampMicrosecondType};
use xxhash_rust::xxh3::xxh3_128;
use yeojido_domain::{Micros, PersonId};

use crate::log::{Contents, DataFile};
use crate::person::{Hasher, People};
use crate::read::{self, Codes, Texts};
use crate::seen::{self, Seen};
use crate::table::Table;
use crate::{IdentifierKind, Identity, LakeError};

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
        Table::Identifiers | Table::Relations | Table::Statements => &[],
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
        Table::Identifiers | Table::Relations | Table::Statements => Vec::new(),
    })
}

/// Gives the keys of one file of a table away.
pub(crate) fn each_key(
    root: &Path,
    table: Table,
    file: &DataFile,
    give: &mut dyn FnMut(u128) -> Result<(), LakeError>,
) -> Result<(), LakeError> {
    read::each(root, table, file, key_columns(table), Texts::Coded, &mut |batch| {
        keys_in(table, batch)?.into_iter().try_for_each(&mut *give)
    })
}

/// The keys of one table.
fn stored(root: &Path, table: Table, contents: &Contents, most: usize) -> Result<Seen, LakeError> {
    let mut stored = Seen::with_room(root, most);
    for file in &contents.files {
        // What a table holds was new when it was stored.
        each_key(root, table, file, &mut |key| stored.take_new(key, ()))?;
    }
    Ok(stored)
}

/// Keys and persons that are stored.
#[derive(Debug)]
pub(crate) struct Known {
    stored: BTreeMap<Table, Seen>,
    people: Option<People>,
    most: usize,
}

impl Default for Known {
    fn default() -> Self {
        Self::with_room(seen::MOST)
    }
}

impl Known {
    /// Nothing known yet, and room in memory for so many keys a table.
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
            Entry::Vacant(empty) => empty.insert(self::stored(root, table, contents, self.most)?),
        };
        keys.iter().map(|&key| Ok(stored.meet(key, ())?.is_none())).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_do_not_run_into_each_other() {
        assert_ne!(Mix::default().field(b"ab").field(b"c").key(), Mix::default().field(b"a").field(b"bc").key());
    }
}
