//! Files of a bucket on this machine's disk, in the shape of a workspace's folder.
//!
//! The files of a lake never change and bear their checksum in their name, so what was fetched once and is whole can be
//! read again for ever; what is fetched is compared with its name. When there is more than the budget, what was not used
//! for longest goes; a file that is being folded stays.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use yeojido_lake::NeededFile;

use crate::bucket::{Lake, Store};
use crate::error::ClusterError;

/// Fetches at once for one piece.
const AT_ONCE: usize = 8;

/// Files of buckets.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    budget: u64,
    held: Arc<Mutex<HashMap<PathBuf, usize>>>,
}

/// Files that are being folded: they stay until this is dropped.
#[derive(Debug)]
pub struct Held {
    root: PathBuf,
    files: Vec<PathBuf>,
    held: Arc<Mutex<HashMap<PathBuf, usize>>>,
}

impl Held {
    /// The workspace's folder that holds the files.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        for file in &self.files {
            if let Some(count) = held.get_mut(file) {
                *count -= 1;
                if *count == 0 {
                    held.remove(file);
                }
            }
        }
    }
}

impl Cache {
    /// A cache in a folder.
    pub fn new(folder: PathBuf, budget: u64) -> Self {
        Self { folder, budget, held: Arc::default() }
    }

    /// Where the files of a lake are.
    pub fn root(&self, lake: &Lake) -> PathBuf {
        match lake {
            Lake::Folder(path) => path.clone(),
            Lake::Bucket { .. } => self.folder.join(&blake3::hash(lake.to_string().as_bytes()).to_hex()[..16]),
        }
    }

    /// Sees to it that files are there and whole, and stay while the answer lives.
    ///
    /// # Errors
    /// [`ClusterError::Damaged`] for bytes that are not those of the file's name; [`ClusterError::Bucket`].
    pub async fn hold(&self, lake: &Lake, files: &[NeededFile]) -> Result<Held, ClusterError> {
        use futures::{StreamExt, TryStreamExt};
        let root = self.root(lake);
        let held = self.held(&root, files);
        if let Some(store) = lake.open()? {
            let fetches = files.iter().cloned().map(|file| fetch(store.clone(), root.clone(), file));
            let fetched = futures::stream::iter(fetches).buffer_unordered(AT_ONCE).try_collect::<Vec<bool>>().await?;
            if fetched.contains(&true) {
                self.shrink()?;
            }
        }
        Ok(held)
    }

    fn held(&self, root: &Path, files: &[NeededFile]) -> Held {
        let files: Vec<PathBuf> = files.iter().map(|file| root.join(&file.path)).collect();
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        files.iter().for_each(|file| *held.entry(file.clone()).or_default() += 1);
        Held { root: root.to_owned(), files, held: Arc::clone(&self.held) }
    }

    /// Deletes what was not used for longest until the budget holds.
    fn shrink(&self) -> Result<(), ClusterError> {
        let mut all = Vec::new();
        walk(&self.folder, &mut all)?;
        let mut bytes: u64 = all.iter().map(|(_, _, bytes)| bytes).sum();
        all.sort();
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, path, length) in all {
            if bytes <= self.budget {
                return Ok(());
            }
            if !held.contains_key(&path) {
                std::fs::remove_file(&path).map_err(ClusterError::io(&path))?;
                bytes -= length;
            }
        }
        if bytes > self.budget {
            tracing::warn!(bytes, budget = self.budget, "the files being folded are more than the cache may hold");
        }
        Ok(())
    }
}

/// Fetches a file that is not there; says whether it did.
async fn fetch(store: Store, root: PathBuf, file: NeededFile) -> Result<bool, ClusterError> {
    let path = root.join(&file.path);
    if std::fs::metadata(&path).is_ok_and(|meta| meta.len() == file.bytes) {
        // When it was used last; the system need not keep that itself.
        let used =
            std::fs::File::options().append(true).open(&path).and_then(|own| own.set_modified(SystemTime::now()));
        used.map_err(ClusterError::io(&path))?;
        return Ok(false);
    }
    let bytes = store.get(&file.path).await?;
    let checksum = blake3::hash(&bytes).to_hex()[..file.checksum.len().min(64)].to_owned();
    if bytes.len() as u64 != file.bytes || checksum != file.checksum {
        let why = format!("{} bytes with the checksum {checksum} are not those of its name", bytes.len());
        return Err(ClusterError::Damaged { address: file.path.display().to_string(), why });
    }
    put(&path, &bytes)?;
    Ok(true)
}

/// Puts a file in place, whole or not at all, also when others do at the same time.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), ClusterError> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder).map_err(ClusterError::io(folder))?;
    let tmp = path.with_extension(format!("{}.tmp", uuid::Uuid::new_v4().simple()));
    std::fs::write(&tmp, bytes).and_then(|()| std::fs::rename(&tmp, path)).map_err(ClusterError::io(path))
}

/// The files below a folder: when each was used, and its length.
fn walk(folder: &Path, all: &mut Vec<(SystemTime, PathBuf, u64)>) -> Result<(), ClusterError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(ClusterError::io(folder)(error)),
    };
    for entry in entries {
        let path = entry.map_err(ClusterError::io(folder))?.path();
        let meta = std::fs::symlink_metadata(&path).map_err(ClusterError::io(&path))?;
        if meta.is_dir() {
            walk(&path, all)?;
        } else if path.extension().is_some_and(|extension| extension == "parquet") {
            all.push((meta.modified().map_err(ClusterError::io(&path))?, path, meta.len()));
        }
    }
    Ok(())
}
