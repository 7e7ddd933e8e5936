//! The key of the endpoint: in a file of its own that only the owner of the folder may read, so that it is in no store, no
//! dump of one and no export. It belongs to the host that it was given for and is sent to no other.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use yeojido_llm::{Endpoint, Key};

use crate::{AppError, Workspace};

#[derive(Serialize, Deserialize)]
struct Kept {
    origin: String,
    key: String,
}

fn path(workspace: &Workspace) -> PathBuf {
    workspace.dir.join("machine.key")
}

/// The key that was given for this endpoint's host.
pub(super) fn read(workspace: &Workspace, endpoint: &Endpoint) -> Result<Option<Key>, AppError> {
    let path = path(workspace);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(why) if why.kind() == ErrorKind::NotFound => return Ok(None),
        Err(why) => return Err(AppError::io(path, why)),
    };
    // What is wrong with it is not told in its own words, which are the secret.
    let broken =
        || AppError::invalid("bad_key", "key", "the file that keeps the key cannot be read; give the key again");
    let kept: Kept = serde_json::from_str(&text).map_err(|_| broken())?;
    if kept.origin != endpoint.origin() {
        return Ok(None);
    }
    Key::new(&kept.key).map(Some).map_err(|_| broken())
}

/// Keeps a key for an endpoint's host, in place of any other.
pub(super) fn keep(workspace: &Workspace, endpoint: &Endpoint, key: &Key) -> Result<(), AppError> {
    let (path, new) = (path(workspace), workspace.dir.join("machine.key.new"));
    let kept = Kept { origin: endpoint.origin(), key: key.reveal().to_owned() };
    let text = serde_json::to_vec(&kept).map_err(|why| AppError::io(&path, why.into()))?;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let write = |mut file: File| file.write_all(&text).and_then(|()| file.sync_data());
    let written = options.open(&new).and_then(write).and_then(|()| fs::rename(&new, &path));
    written.map_err(|why| AppError::io(path, why))
}

/// Forgets the key.
pub(super) fn forget(workspace: &Workspace) -> Result<(), AppError> {
    let path = path(workspace);
    match fs::remove_file(&path) {
        Err(why) if why.kind() != ErrorKind::NotFound => Err(AppError::io(path, why)),
        _ => Ok(()),
    }
}
