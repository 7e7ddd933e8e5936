//! Reads everything and says what is wrong with it.

use std::fs;
use std::path::Path;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Int64Type, TimestampMicrosecondType};
use rustc_hash::{FxHashMap, FxHashSet};
use tokio::task::spawn_blocking;

use crate::append::State;
use crate::known::{self, each_key};
use crate::log::{self, Contents, DataFile};
use crate::manifest::Manifest;
use crate::person::Hasher;
use crate::read::{self, Texts};
use crate::seen::Seen;
use crate::table::{Table, voice_bucket};
use crate::write::{checksum, in_parallel};
use crate::{IdentifierKind, Identity, LakeError, Snapshot};

/// Checks a lake against itself; sentences say what is wrong.
pub(crate) async fn verify(root: &Path, snapshot: &Snapshot, hasher: &Hasher) -> Result<Vec<String>, LakeError> {
    let mut wrong = Vec::new();
    for table in Table::ALL {
        let expected = snapshot.state().contents(table);
        match log::load(root, table, None).await {
            Err(error) => wrong.push(format!("the log of {} cannot be read: {error}", table.name())),
            Ok(found) if found.version != expected.version => wrong.push(format!(
                "{} has version {}, the manifest names {}",
                table.name(),
                found.version,
                expected.version
            )),
            Ok(found) if found.files != expected.files => {
                wrong.push(format!("the log of {} no longer names the files that were committed", table.name()));
            }
            Ok(_) => {}
        }
    }
    let (root, state, hasher) = (root.to_owned(), snapshot.state().clone(), hasher.clone());
    let more = spawn_blocking(move || {
        let mut wrong = manifests(&root, &state);
        for table in Table::ALL {
            wrong.extend(table_files(&root, table, &state.contents(table))?);
        }
        wrong.extend(private(&root.join("restricted"))?);
        // What refers to other rows is looked at only when the rows themselves can be read.
        if wrong.is_empty() {
            wrong.extend(words(&root, &state)?);
            wrong.extend(persons(&root, &state, &hasher)?);
        }
        Ok::<_, LakeError>(wrong)
    })
    .await??;
    wrong.extend(more);
    Ok(wrong)
}

fn manifests(root: &Path, state: &State) -> Vec<String> {
    let versions = match Manifest::versions(root) {
        Ok(versions) => versions,
        Err(error) => return vec![error.to_string()],
    };
    let mut wrong = Vec::new();
    if versions != (0..=state.manifest.version).collect::<Vec<_>>() {
        wrong.push(format!("the manifests are not those of versions 0 to {}", state.manifest.version));
    }
    for version in versions {
        match Manifest::read(root, version) {
            Err(error) => wrong.push(error.to_string()),
            Ok(read) if version == state.manifest.version && read != state.manifest => {
                wrong.push(format!("the manifest of version {version} is not the one that was written"));
            }
            Ok(_) => {}
        }
    }
    wrong
}

fn table_files(root: &Path, table: Table, contents: &Contents) -> Result<Vec<String>, LakeError> {
    let checked = in_parallel(contents.files.len(), |at| Ok(data_file(root, table, &contents.files[at])))?;
    let mut wrong: Vec<String> = checked.into_iter().flatten().map(|why| format!("{}: {why}", table.name())).collect();
    if wrong.is_empty() && !matches!(table, Table::Identifiers | Table::Relations | Table::Bindings | Table::Statements)
    {
        let mut seen = Seen::new(root);
        let mut twice = 0_u64;
        for file in &contents.files {
            each_key(root, table, file, &mut |key| {
                twice += u64::from(seen.meet(key, ())?.is_some());
                Ok(())
            })?;
        }
        if twice > 0 {
            wrong.push(format!("{}: {twice} rows have a key that another row has", table.name()));
        }
    }
    Ok(wrong)
}

fn data_file(root: &Path, table: Table, file: &DataFile) -> Option<String> {
    let bytes = match fs::read(table.dir(root).join(&file.path)) {
        Ok(bytes) => bytes,
        Err(error) => return Some(format!("{} cannot be read: {error}", file.path)),
    };
    if bytes.len() as u64 != file.bytes {
        return Some(format!("{} has {} bytes, the log says {}", file.path, bytes.len(), file.bytes));
    }
    if file.checksum() != Some(checksum(&bytes).as_str()) {
        return Some(format!("{} is not what was written: its checksum differs", file.path));
    }
    drop(bytes);
    match rows(root, table, file) {
        Ok(why) => why.map(|why| format!("{} {why}", file.path)),
        Err(error) => Some(error.to_string()),
    }
}

/// Order and bucket of the rows of a file; counting them is part of reading.
fn rows(root: &Path, table: Table, file: &DataFile) -> Result<Option<String>, LakeError> {
    let names: Vec<&str> = table.columns().iter().map(|column| column.0).collect();
    let mut last = None;
    for batch in read::file(root, table, file, &names, Texts::Coded)? {
        if !table.bucketed() {
            continue;
        }
        let keys = read::column(&batch, if table == Table::Events { "event_key" } else { "voice_key" })?;
        for (place, key) in places(&batch)?.zip(read::keys(keys)) {
            if last > Some(place) {
                return Ok(Some("is not sorted by person, time and seq".to_owned()));
            }
            if Some(voice_bucket(place.0, key)) != file.bucket {
                return Ok(Some("holds rows of another bucket".to_owned()));
            }
            last = Some(place);
        }
    }
    Ok(None)
}

fn places(batch: &RecordBatch) -> Result<impl Iterator<Item = (Option<i64>, i64, i64)> + '_, LakeError> {
    let person = read::column(batch, "person")?.as_primitive::<Int64Type>();
    let time = read::column(batch, "time")?.as_primitive::<TimestampMicrosecondType>().values();
    let seq = read::column(batch, "seq")?.as_primitive::<Int64Type>().values();
    Ok((0..batch.num_rows()).map(move |at| (person.is_valid(at).then(|| person.value(at)), time[at], seq[at])))
}

fn words(root: &Path, state: &State) -> Result<Vec<String>, LakeError> {
    let mut said: FxHashSet<u128> = FxHashSet::default();
    for batch in
        read::table(root, Table::Voices, &state.contents(Table::Voices), &["voice_key", "has_text"], Texts::Coded)?
    {
        let has = read::column(&batch, "has_text")?.as_boolean();
        said.extend(
            read::keys(read::column(&batch, "voice_key")?)
                .enumerate()
                .filter(|(at, _)| has.value(*at))
                .map(|(_, key)| key),
        );
    }
    let speaking = said.clone();
    let mut without_voice = 0_u64;
    for batch in read::table(root, Table::Texts, &state.contents(Table::Texts), &["voice_key"], Texts::Coded)? {
        without_voice += read::keys(read::column(&batch, "voice_key")?).filter(|key| !said.remove(key)).count() as u64;
    }
    let mut wrong = Vec::new();
    if without_voice > 0 {
        wrong.push(format!("{without_voice} texts belong to no voice"));
    }
    let statements =
        read::table(root, Table::Statements, &state.contents(Table::Statements), &["voice_key"], Texts::Coded)?;
    let mut of_nobody = 0_u64;
    for batch in statements {
        of_nobody +=
            read::keys(read::column(&batch, "voice_key")?).filter(|key| !speaking.contains(key)).count() as u64;
    }
    if of_nobody > 0 {
        wrong.push(format!("{of_nobody} statements belong to no voice that has words"));
    }
    if !said.is_empty() {
        wrong.push(format!("{} voices have lost their texts", said.len()));
    }
    Ok(wrong)
}

fn persons(root: &Path, state: &State, hasher: &Hasher) -> Result<Vec<String>, LakeError> {
    let mut wrong = Vec::new();
    let mut known: FxHashMap<i64, u64> = FxHashMap::default();
    for (person, kind, value) in known::identifiers(root, &state.contents(Table::Identifiers))? {
        let (hashed, check) = match kind {
            IdentifierKind::Customer => hasher.hash(Identity::Customer(&value)),
            IdentifierKind::Anonymous => hasher.hash(Identity::Anonymous(&value)),
        };
        if hashed != person {
            wrong.push(format!("{person} is not the hash of its identifier"));
        }
        if known.insert(person.0, check).is_some() {
            wrong.push(format!("{person} has two identifiers"));
        }
    }
    let columns = [
        (Table::Events, "person"),
        (Table::Voices, "person"),
        (Table::Customers, "person"),
        (Table::DirectTraits, "person"),
        (Table::Bindings, "anonymous"),
        (Table::Bindings, "customer"),
    ];
    for (table, column) in columns {
        let mut strangers = FxHashSet::default();
        for batch in read::table(root, table, &state.contents(table), &[column], Texts::Coded)? {
            let persons = read::column(&batch, column)?.as_primitive::<Int64Type>();
            strangers.extend(persons.iter().flatten().filter(|person| !known.contains_key(person)));
        }
        if !strangers.is_empty() {
            wrong.push(format!("{}: {} persons have no identifier", table.name(), strangers.len()));
        }
    }
    Ok(wrong)
}

/// Whether only the owner may read what is restricted.
fn private(dir: &Path) -> Result<Vec<String>, LakeError> {
    let mut wrong = Vec::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode =
            |path: &Path| fs::metadata(path).map(|m| m.permissions().mode() & 0o777).map_err(LakeError::io(path));
        let mut folders = vec![dir.to_owned()];
        while let Some(folder) = folders.pop() {
            if mode(&folder)? & 0o077 != 0 {
                wrong.push(format!("{} can be entered by others", folder.display()));
            }
            for name in crate::files::names(&folder)? {
                let path = folder.join(name);
                if path.is_dir() {
                    folders.push(path);
                } else if mode(&path)? & 0o077 != 0 {
                    wrong.push(format!("{} can be read by others", path.display()));
                }
            }
        }
    }
    #[cfg(not(unix))]
    let _ = dir;
    Ok(wrong)
}
