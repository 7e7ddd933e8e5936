//! One workspace's lake: opened and repaired, appended to, read at a version.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::task::spawn_blocking;
use yeojido_domain::PersonId;

use crate::append::{State, Writer};
use crate::files::{self, Access};
use crate::known::Known;
use crate::log::{self, Change, Contents, DataFile};
use crate::manifest::{self, Manifest};
use crate::person::Hasher;
use crate::table::Table;
use crate::{Appended, Batch, Cache, Identity, LakeError, Snapshot, StatementRow, Txn, verify};

/// One workspace's events, voices and customers: open tables in `DIR/lake`, restricted ones in `DIR/restricted`.
///
/// One process at a time may hold a lake open for writing; the owner of the folder sees to that. Clones are the same
/// lake. Appends wait for one another, readers wait for nobody.
#[derive(Clone)]
pub struct Lake {
    root: Arc<PathBuf>,
    hasher: Hasher,
    pub(crate) writer: Arc<Mutex<Writer>>,
    newest: Arc<RwLock<Arc<Snapshot>>>,
    cache: Cache,
}

impl fmt::Debug for Lake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lake").field("root", &self.root).field("version", &self.version()).finish_non_exhaustive()
    }
}

impl Lake {
    /// Opens the lake of a workspace's folder, making what is missing. An append that was cut off is undone: its rows
    /// were never visible, and it can be appended again.
    ///
    /// # Errors
    /// When a file cannot be read or written, or holds what it must not.
    pub async fn open(dir: &Path) -> Result<Self, LakeError> {
        Self::open_with(dir, Cache::default()).await
    }

    /// The same with a cache that other lakes may share.
    ///
    /// # Errors
    /// As [`Lake::open`].
    pub async fn open_with(dir: &Path, cache: Cache) -> Result<Self, LakeError> {
        let root = dir.to_owned();
        let hasher = spawn_blocking({
            let root = root.clone();
            move || prepare(&root)
        })
        .await??;
        let state = reconcile(&root).await?;
        let newest = Arc::new(Snapshot::new(&root, state.clone(), cache.clone()));
        let writer = Writer {
            root: root.clone(),
            hasher: hasher.clone(),
            state,
            known: Known::default(),
            applied: BTreeMap::new(),
            stale: false,
            #[cfg(test)]
            stop_after: None,
        };
        Ok(Self {
            root: Arc::new(root),
            hasher,
            writer: Arc::new(Mutex::new(writer)),
            newest: Arc::new(RwLock::new(newest)),
            cache,
        })
    }

    /// The person behind an identifier, whether or not it is stored: the same identifier is always the same person in
    /// this workspace, and another one in every other.
    #[must_use]
    pub fn person(&self, who: Identity<'_>) -> PersonId {
        self.hasher.hash(who).0
    }

    /// The newest version: one number for all tables. An empty lake has 0, every append that stores something adds 1,
    /// and so does merging files.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.current().version()
    }

    fn current(&self) -> Arc<Snapshot> {
        Arc::clone(&self.newest.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Stores what is new of a batch, in one step: after this returns it survives a power cut, and if it does not
    /// return, all of it is there or nothing. With a `txn` it happens once: again, it answers what came of it then.
    ///
    /// An event that has a customer and an anonymous visitor is the customer's, and binds the two.
    ///
    /// # Errors
    /// [`LakeError::Row`] names a row that cannot be stored, [`LakeError::Collision`] two identifiers with one hash;
    /// nothing of the batch is stored then, as after any other error.
    pub async fn append(&self, batch: Batch, txn: Option<Txn>) -> Result<Appended, LakeError> {
        let mut writer = self.whole_writer().await?;
        if let Some(txn) = &txn
            && let Some(appended) = applied_before(&mut writer, txn).await?
        {
            return Ok(appended);
        }
        // The whole append runs in one blocking task, which ends even when its caller goes away.
        let lake = self.clone();
        let (writer, appended) = spawn_blocking(move || {
            let before = writer.state.manifest.version;
            let appended = writer.apply(&batch, txn.as_ref());
            if writer.state.manifest.version != before {
                lake.publish(&writer.state);
            }
            (writer, appended)
        })
        .await?;
        let appended = appended?;
        for (&table, contents) in &writer.state.tables {
            if log::checkpoint_due(contents.version)
                && let Err(error) = log::checkpoint(&self.root, table, contents.version).await
            {
                tracing::warn!(table = table.name(), %error, "no checkpoint was written; the table opens more slowly");
            }
        }
        Ok(appended)
    }

    /// Who writes, with tables that are as the manifest says.
    async fn whole_writer(&self) -> Result<OwnedMutexGuard<Writer>, LakeError> {
        let mut writer = Arc::clone(&self.writer).lock_owned().await;
        if writer.stale {
            writer.known = Known::default();
            writer.applied.clear();
            writer.state = reconcile(&self.root).await?;
            writer.stale = false;
            self.publish(&writer.state);
        }
        Ok(writer)
    }

    /// Stores all statements of some voices, in the place of those that they had, and makes it a version of the lake.
    ///
    /// # Errors
    /// When a file cannot be written; then nothing has changed.
    pub async fn put_statements(&self, rows: Vec<StatementRow>) -> Result<(), LakeError> {
        let mut writer = self.whole_writer().await?;
        let lake = self.clone();
        let work = move || {
            writer.put_statements(rows)?;
            lake.publish(&writer.state);
            Ok(())
        };
        spawn_blocking(work).await?
    }

    /// Merges small files of events where a bucket has at least `least` of them, and says how many were merged. The rows
    /// stay the same: it makes a version of its own, earlier ones can still be read, and nobody who reads waits. Appends
    /// wait. Cut off, it has happened or not.
    ///
    /// # Errors
    /// When a file cannot be read or written; then nothing has changed.
    pub async fn compact(&self, least: usize) -> Result<usize, LakeError> {
        let mut writer = self.whole_writer().await?;
        let lake = self.clone();
        let work = move || {
            let merged = writer.compact(least)?;
            if merged > 0 {
                lake.publish(&writer.state);
            }
            Ok(merged)
        };
        spawn_blocking(work).await?
    }

    /// The events that are kept in memory, of all lakes that share them.
    #[must_use]
    pub const fn cache(&self) -> &Cache {
        &self.cache
    }

    fn publish(&self, state: &State) {
        let snapshot = Arc::new(Snapshot::new(&self.root, state.clone(), self.cache.clone()));
        *self.newest.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
    }

    /// The lake as it was at a version, by default the newest, which is kept with what was read of it.
    ///
    /// # Errors
    /// [`LakeError::NoVersion`] for a version that never was.
    pub async fn snapshot(&self, at: Option<u64>) -> Result<Arc<Snapshot>, LakeError> {
        let newest = self.current();
        let Some(version) = at.filter(|&version| version != newest.version()) else {
            return Ok(newest);
        };
        let root = Arc::clone(&self.root);
        let manifest = spawn_blocking(move || Manifest::read(&root, version)).await?;
        let manifest = manifest.map_err(|error| match error {
            LakeError::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                LakeError::NoVersion { asked: version, newest: newest.version() }
            }
            other => other,
        })?;
        let mut tables = BTreeMap::new();
        for table in Table::ALL {
            let at = manifest.table(&self.root, table)?;
            let now = newest.state().contents(table);
            let then = if now.version == at { now } else { Arc::new(log::load(&self.root, table, Some(at)).await?) };
            tables.insert(table, then);
        }
        Ok(Arc::new(Snapshot::new(&self.root, State { manifest, tables }, self.cache.clone())))
    }

    /// Reads everything and says in sentences what is wrong; nothing is, if there are none. Appends wait meanwhile.
    ///
    /// # Errors
    /// Only when looking itself fails; what is found wrong is in the answer.
    pub async fn verify(&self) -> Result<Vec<String>, LakeError> {
        let _writer = self.writer.lock().await;
        let snapshot = self.current();
        verify::verify(&self.root, &snapshot, &self.hasher).await
    }
}

/// Makes the folders and tables that are missing, and reads the key.
fn prepare(root: &Path) -> Result<Hasher, LakeError> {
    files::make_dir(&root.join("restricted"), Access::Owner)?;
    files::make_dir(&manifest::dir(root), Access::Open)?;
    let new = Manifest::versions(root)?.is_empty();
    let hasher = Hasher::open(&root.join("restricted"), new)?;
    if new {
        for table in Table::ALL {
            log::create(root, table)?;
        }
        Manifest::new(0, Table::ALL.into_iter().map(|table| (table, 0))).write(root)?;
        files::sync_dir(&root.join("restricted"))?;
        files::sync_dir(&root.join("lake"))?;
        files::sync_dir(root)?;
    } else {
        // Lakes from before there were statements have no such table.
        log::create(root, Table::Statements)?;
    }
    Ok(hasher)
}

/// Makes the tables what the newest manifest says: commits that no manifest names are taken back, their files and
/// their transactions with them.
async fn reconcile(root: &Path) -> Result<State, LakeError> {
    let newest = Manifest::versions(root)?.pop().unwrap_or(0);
    let manifest = Manifest::read(root, newest)?;
    let (mut tables, mut healed) = (BTreeMap::new(), false);
    for table in Table::ALL {
        let named = manifest.table(root, table)?;
        let mut contents = log::load(root, table, None).await?;
        if contents.version < named {
            let why = format!("has version {}, the manifest names {named}", contents.version);
            return Err(LakeError::damaged(&table.dir(root), why));
        }
        if contents.version == named + 1 && log::stands_alone(root, table, contents.version)? {
            // Whole by itself, so it counts.
            healed = true;
        } else if contents.version > named {
            take_back(root, table, &mut contents, named).await?;
            healed = true;
        }
        drop_orphans(root, table, &contents, newest)?;
        tables.insert(table, Arc::new(contents));
    }
    let mut state = State { manifest, tables };
    if healed {
        tracing::warn!(version = newest, "a change was cut off; it has been taken back, or brought to its end");
        state.manifest = Manifest::new(newest + 1, state.tables.iter().map(|(&table, c)| (table, c.version)));
        state.manifest.write(root)?;
    }
    Ok(state)
}

async fn take_back(root: &Path, table: Table, contents: &mut Contents, named: u64) -> Result<(), LakeError> {
    let before = log::load(root, table, Some(named)).await?;
    let removes: Vec<DataFile> = contents.files.iter().filter(|file| !before.files.contains(file)).cloned().collect();
    let mut apps = Vec::new();
    for version in named + 1..=contents.version {
        apps.extend(log::apps_of(root, table, version)?);
    }
    apps.sort_unstable();
    apps.dedup();
    let mut txns = Vec::with_capacity(apps.len());
    for app in apps {
        let version = log::applied(root, table, named, &app).await?.unwrap_or(-1);
        txns.push(Txn { app, version });
    }
    log::commit(root, table, contents, Change { removes, txns, ..Change::default() })
}

/// Deletes files that an append wrote and did not live to make visible.
fn drop_orphans(root: &Path, table: Table, contents: &Contents, newest: u64) -> Result<(), LakeError> {
    for folder in table.folders() {
        let dir = table.dir(root).join(&folder);
        for name in files::names(&dir)? {
            let path = format!("{folder}/{name}");
            let later = DataFile::append_of(&path).is_some_and(|append| append > newest);
            if later && !contents.files.iter().any(|file| file.path == path) {
                let path = dir.join(name);
                std::fs::remove_file(&path).map_err(LakeError::io(&path))?;
            }
        }
    }
    Ok(())
}

/// What came of a transaction if it was applied before.
async fn applied_before(writer: &mut Writer, txn: &Txn) -> Result<Option<Appended>, LakeError> {
    let newest = match writer.applied.get(&txn.app) {
        Some(&known) => known,
        None => {
            let at = writer.state.contents(Table::Events).version;
            let found = log::applied(&writer.root, Table::Events, at, &txn.app).await?;
            writer.applied.insert(txn.app.clone(), found);
            found
        }
    };
    let Some(newest) = newest.filter(|&newest| newest >= txn.version) else {
        return Ok(None);
    };
    let (root, wanted) = (writer.root.clone(), txn.clone());
    let found = spawn_blocking(move || Manifest::find(&root, &wanted)).await??;
    found.map(Some).ok_or_else(|| LakeError::Superseded { app: txn.app.clone(), version: txn.version, newest })
}
