//! Files that are there after a power cut, whole or not at all, and private where they must be.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::LakeError;

/// Who may read what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// As the process's umask says.
    Open,
    /// The owner only: folders 0700, files 0600.
    Owner,
}

/// Makes a folder and those above it.
pub(crate) fn make_dir(path: &Path, access: Access) -> Result<(), LakeError> {
    fs::create_dir_all(path).map_err(LakeError::io(path))?;
    restrict(path, access, 0o700)
}

/// Sets the mode of what is meant for the owner only.
pub(crate) fn restrict(path: &Path, access: Access, mode: u32) -> Result<(), LakeError> {
    #[cfg(unix)]
    if access == Access::Owner {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(LakeError::io(path))?;
    }
    #[cfg(not(unix))]
    let _ = (path, access, mode);
    Ok(())
}

fn create(path: &Path, access: Access) -> Result<File, LakeError> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if access == Access::Owner {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).map_err(LakeError::io(path))
}

/// Writes a file and waits until it is on the disk. Its name may not be known to any reader yet.
pub(crate) fn write_synced(path: &Path, bytes: &[u8], access: Access) -> Result<(), LakeError> {
    let mut file = create(path, access)?;
    file.write_all(bytes).map_err(LakeError::io(path))?;
    file.sync_data().map_err(LakeError::io(path))
}

/// Waits until the names in a folder are on the disk.
pub(crate) fn sync_dir(path: &Path) -> Result<(), LakeError> {
    File::open(path).and_then(|dir| dir.sync_all()).map_err(LakeError::io(path))
}

/// Waits until a file written by somebody else is on the disk.
pub(crate) fn sync_file(path: &Path) -> Result<(), LakeError> {
    File::open(path).and_then(|file| file.sync_all()).map_err(LakeError::io(path))
}

fn staging(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".tmp");
    path.with_file_name(name)
}

/// Puts a file in place, whole or not at all, over one of that name.
pub(crate) fn replace(path: &Path, bytes: &[u8], access: Access) -> Result<(), LakeError> {
    let tmp = staging(path);
    write_synced(&tmp, bytes, access)?;
    fs::rename(&tmp, path).map_err(LakeError::io(path))?;
    path.parent().map_or(Ok(()), sync_dir)
}

/// Puts a file in place, whole or not at all, unless there is one: then `false`.
pub(crate) fn create_new(path: &Path, bytes: &[u8], access: Access) -> Result<bool, LakeError> {
    let tmp = staging(path);
    write_synced(&tmp, bytes, access)?;
    let linked = fs::hard_link(&tmp, path);
    fs::remove_file(&tmp).map_err(LakeError::io(&tmp))?;
    match linked {
        Ok(()) => path.parent().map_or(Ok(()), sync_dir).map(|()| true),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(e) => Err(LakeError::io(path)(e)),
    }
}

/// The names of the files and folders in a folder, sorted.
pub(crate) fn names(dir: &Path) -> Result<Vec<String>, LakeError> {
    let mut names = fs::read_dir(dir)
        .and_then(|entries| {
            entries.map(|e| e.map(|e| e.file_name().to_string_lossy().into_owned())).collect::<Result<Vec<_>, _>>()
        })
        .map_err(LakeError::io(dir))?;
    names.sort_unstable();
    Ok(names)
}
