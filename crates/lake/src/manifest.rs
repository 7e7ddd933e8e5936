//! One version for all tables: a small file a version that says which version of each table belongs to it.
//!
//! A table's commit counts once a manifest names it, so the commits of an append become visible in one rename.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files::{self, Access};
use crate::table::Table;
use crate::{Appended, LakeError, Txn};

/// What belongs to one version of the lake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Version of this format: 1.
    pub(crate) manifest: u32,
    /// The version of the lake; also in the file's name.
    pub(crate) version: u64,
    /// Version of each table, by name.
    pub(crate) tables: BTreeMap<String, u64>,
    /// The transaction that the append carried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) txn: Option<Txn>,
    /// What came of the append; absent for the empty lake and for a repair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) appended: Option<Appended>,
}

impl Manifest {
    pub(crate) fn new(version: u64, versions: impl Iterator<Item = (Table, u64)>) -> Self {
        let tables = versions.map(|(table, version)| (table.name().to_owned(), version)).collect();
        Self { manifest: 1, version, tables, txn: None, appended: None }
    }

    pub(crate) fn table(&self, root: &Path, table: Table) -> Result<u64, LakeError> {
        let missing = || LakeError::damaged(&path(root, self.version), format!("names no version of {}", table.name()));
        // Manifests from before there were statements know none.
        let before = (table == Table::Statements).then_some(0);
        self.tables.get(table.name()).copied().or(before).ok_or_else(missing)
    }

    /// Puts the manifest in place: from here on the version exists.
    pub(crate) fn write(&self, root: &Path) -> Result<(), LakeError> {
        let path = path(root, self.version);
        let mut bytes = serde_json::to_vec(self).map_err(|e| LakeError::damaged(&path, e.to_string()))?;
        bytes.push(b'\n');
        files::replace(&path, &bytes, Access::Open)
    }

    /// Reads the manifest of a version.
    pub(crate) fn read(root: &Path, version: u64) -> Result<Self, LakeError> {
        let path = path(root, version);
        let bytes = fs::read(&path).map_err(LakeError::io(&path))?;
        let manifest: Self = serde_json::from_slice(&bytes).map_err(|e| LakeError::damaged(&path, e.to_string()))?;
        if manifest.manifest != 1 {
            return Err(LakeError::damaged(&path, format!("has format {}; this program reads 1", manifest.manifest)));
        }
        if manifest.version != version {
            return Err(LakeError::damaged(&path, format!("speaks of version {}", manifest.version)));
        }
        Ok(manifest)
    }

    /// The versions there are, ascending.
    pub(crate) fn versions(root: &Path) -> Result<Vec<u64>, LakeError> {
        let names = files::names(&dir(root))?;
        Ok(names.iter().filter_map(|name| name.strip_suffix(".json")?.parse().ok()).collect())
    }

    /// What came of a transaction, looked for from the newest version down.
    pub(crate) fn find(root: &Path, txn: &Txn) -> Result<Option<Appended>, LakeError> {
        for version in Self::versions(root)?.into_iter().rev() {
            let manifest = Self::read(root, version)?;
            if manifest.txn.as_ref() == Some(txn) {
                return Ok(manifest.appended);
            }
        }
        Ok(None)
    }
}

/// The folder of the manifests.
pub(crate) fn dir(root: &Path) -> PathBuf {
    root.join("lake").join("manifest")
}

fn path(root: &Path, version: u64) -> PathBuf {
    dir(root).join(format!("{version:020}.json"))
}
