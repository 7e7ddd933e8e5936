//! A lake copied to a bucket, and its logs fetched from there.
//!
//! The machine that writes a lake writes to its own disk, and a bucket gets what is whole: data, then commits, then
//! manifests. No file ever changes, so a copy that was broken off goes on where it was, and who reads meanwhile sees the
//! newest version that is whole.

use std::path::{Path, PathBuf};
use std::time::Duration;

use futures::{StreamExt, TryStreamExt};
use serde::Serialize;
use yeojido_lake::Shipment;

use crate::bucket::{Lake, Store};
use crate::cache;
use crate::error::ClusterError;

/// Files sent at once.
const AT_ONCE: usize = 8;

/// What was copied.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Mirrored {
    /// The version of the lake that the copy has now.
    pub version: u64,
    /// Files sent.
    pub sent: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files that were there before.
    pub there: u64,
}

/// Where to: a bucket, or a folder.
enum There {
    Bucket(Store),
    Folder(PathBuf),
}

impl There {
    async fn length(&self, file: &Path) -> Result<Option<u64>, ClusterError> {
        match self {
            Self::Bucket(store) => store.length(file).await,
            Self::Folder(root) => Ok(std::fs::metadata(root.join(file)).ok().map(|meta| meta.len())),
        }
    }

    async fn get(&self, file: &Path) -> Result<bytes::Bytes, ClusterError> {
        match self {
            Self::Bucket(store) => store.get(file).await,
            Self::Folder(root) => {
                let path = root.join(file);
                Ok(std::fs::read(&path).map_err(ClusterError::io(&path))?.into())
            }
        }
    }

    async fn put(&self, file: &Path, bytes: Vec<u8>) -> Result<(), ClusterError> {
        match self {
            Self::Bucket(store) => store.put(file, bytes).await,
            Self::Folder(root) => cache::put(&root.join(file), &bytes),
        }
    }
}

/// Seconds for the whole when nobody says. What was sent by then stays there, and the next try goes on after it.
pub const DEADLINE: u64 = 3600;

/// Copies what is new of a workspace's lake; restricted tables only when asked for, the key never.
///
/// # Errors
/// [`ClusterError::Damaged`] when another lake lies there, or a file is not what its name says; [`ClusterError::Bucket`];
/// [`ClusterError::TooLong`] when so many seconds are over first.
pub async fn mirror(workspace: &Path, to: &Lake, restricted: bool, seconds: u64) -> Result<Mirrored, ClusterError> {
    let mut done = Mirrored::default();
    let copied = copy(workspace, to, restricted, &mut done);
    match tokio::time::timeout(Duration::from_secs(seconds), copied).await {
        Ok(copied) => copied.map(|()| done),
        Err(_) => Err(ClusterError::TooLong { seconds, sent: done.sent, there: done.there }),
    }
}

async fn copy(workspace: &Path, to: &Lake, restricted: bool, done: &mut Mirrored) -> Result<(), ClusterError> {
    let there = match (to.open()?, to) {
        (Some(store), _) => There::Bucket(store),
        (None, Lake::Folder(path)) => There::Folder(path.clone()),
        (None, Lake::Bucket { .. }) => return Err(ClusterError::Settings(format!("{to} cannot be opened"))),
    };
    let own = workspace.to_owned();
    let shipment = tokio::task::spawn_blocking(move || Shipment::of(&own, restricted))
        .await
        .map_err(|ended| ClusterError::Engine(ended.to_string()))??;
    is_same_lake(workspace, &there, &shipment).await?;
    done.version = shipment.version;
    send_all(workspace, &there, &shipment.data, done).await?;
    // One after another, so that a version is never there before the one before it.
    for file in shipment.commits.iter().chain(&shipment.manifests) {
        let sent = send(workspace, &there, file).await?;
        done.add(sent);
    }
    for file in &shipment.pointers {
        let bytes = read(workspace, file)?;
        there.put(file, bytes).await?;
    }
    Ok(())
}

impl Mirrored {
    fn add(&mut self, sent: Option<u64>) {
        match sent {
            Some(bytes) => (self.sent, self.bytes) = (self.sent + 1, self.bytes + bytes),
            None => self.there += 1,
        }
    }
}

/// Refuses to write one lake over another: the first commit of a table bears the table's own number.
async fn is_same_lake(workspace: &Path, there: &There, shipment: &Shipment) -> Result<(), ClusterError> {
    let firsts = shipment.commits.iter().filter(|path| path.ends_with("00000000000000000000.json"));
    for first in firsts {
        if there.length(first).await?.is_some() && there.get(first).await? != read(workspace, first)? {
            let why = "another lake lies there; nothing was sent".to_owned();
            return Err(ClusterError::Damaged { address: first.display().to_string(), why });
        }
    }
    Ok(())
}

async fn send_all(root: &Path, there: &There, files: &[PathBuf], done: &mut Mirrored) -> Result<(), ClusterError> {
    let sends = files.iter().map(|file| send(root, there, file));
    let mut sent = futures::stream::iter(sends).buffer_unordered(AT_ONCE);
    while let Some(one) = sent.try_next().await? {
        done.add(one);
    }
    Ok(())
}

fn read(root: &Path, file: &Path) -> Result<Vec<u8>, ClusterError> {
    let path = root.join(file);
    std::fs::read(&path).map_err(ClusterError::io(&path))
}

/// Sends a file that is not there; its length if it was sent.
async fn send(root: &Path, there: &There, file: &Path) -> Result<Option<u64>, ClusterError> {
    // Folders never wait by themselves, and the deadline is looked at between two files.
    tokio::task::yield_now().await;
    let path = root.join(file);
    let length = std::fs::metadata(&path).map_err(ClusterError::io(&path))?.len();
    match there.length(file).await? {
        Some(same) if same == length => return Ok(None),
        Some(other) => {
            let why = format!("has {other} bytes there and {length} here, and such files never change");
            return Err(ClusterError::Damaged { address: file.display().to_string(), why });
        }
        None => {}
    }
    let bytes = read(root, file)?;
    let named = file.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.rsplit_once('-'));
    if let Some((_, checksum)) = named.filter(|(_, checksum)| checksum.len() == 32)
        && !blake3::hash(&bytes).to_hex().starts_with(checksum)
    {
        let why = "its bytes are not those of its name; it was not sent".to_owned();
        return Err(ClusterError::Damaged { address: file.display().to_string(), why });
    }
    there.put(file, bytes).await?;
    Ok(Some(length))
}

/// Fetches what is new of the manifests and of the logs that a catalogue is read from.
///
/// # Errors
/// [`ClusterError::Bucket`]; [`ClusterError::Damaged`] where no lake lies.
pub async fn fetch_logs(store: &Store, root: &Path) -> Result<(), ClusterError> {
    // Manifests first: what they name is there.
    let folders = ["lake/manifest", "lake/events/_delta_log", "lake/bindings/_delta_log"];
    for folder in folders {
        let listed = store.list(Path::new(folder)).await?;
        if listed.is_empty() {
            let why = "no lake lies there".to_owned();
            return Err(ClusterError::Damaged { address: folder.to_owned(), why });
        }
        let is_new = |(file, length): &(PathBuf, u64)| {
            let pointer = file.ends_with("_last_checkpoint");
            pointer || !std::fs::metadata(root.join(file)).is_ok_and(|meta| meta.len() == *length)
        };
        let fetch = |(file, _): (PathBuf, u64)| async move { cache::put(&root.join(&file), &store.get(&file).await?) };
        let fetches = listed.into_iter().filter(is_new).map(fetch);
        futures::stream::iter(fetches).buffer_unordered(AT_ONCE).try_collect::<Vec<()>>().await?;
    }
    Ok(())
}
