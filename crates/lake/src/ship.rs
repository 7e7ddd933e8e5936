//! What must be copied, and in which order, so that a copy of a lake is a lake at every moment.
//!
//! Data first, then the commits that name them, then the manifests that name the commits. None of these files ever
//! changes, so copying is done when names and lengths agree, and can be broken off and begun again. Only the pointers to
//! checkpoints change; losing or lagging behind with one loses nothing.

use std::path::{Path, PathBuf};

use crate::LakeError;
use crate::files::{self, Access};
use crate::log::DataFile;
use crate::manifest::{self, Manifest};
use crate::table::Table;

/// The files of a lake up to its newest version, as paths below the workspace's folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shipment {
    /// The version that a whole copy has.
    pub version: u64,
    /// Parquet files, in any order.
    pub data: Vec<PathBuf>,
    /// Commits and checkpoints, each table's in order.
    pub commits: Vec<PathBuf>,
    /// Pointers to checkpoints: the only files that change.
    pub pointers: Vec<PathBuf>,
    /// Manifests, in order.
    pub manifests: Vec<PathBuf>,
}

impl Shipment {
    /// Lists what there is to copy, while somebody may be writing; restricted tables only when asked for, the key never.
    ///
    /// # Errors
    /// When a folder or a manifest cannot be read.
    pub fn of(root: &Path, restricted: bool) -> Result<Self, LakeError> {
        let versions = Manifest::versions(root)?;
        let version = versions.last().copied().unwrap_or(0);
        let newest = Manifest::read(root, version)?;
        let mut shipment = Self { version, ..Self::default() };
        for table in Table::ALL.into_iter().filter(|table| restricted || table.access() == Access::Open) {
            shipment.add_table(root, table, newest.table(root, table)?)?;
        }
        let manifest = |version: &u64| manifest::dir(Path::new("")).join(format!("{version:020}.json"));
        shipment.manifests = versions.iter().map(manifest).collect();
        Ok(shipment)
    }

    fn add_table(&mut self, root: &Path, table: Table, version: u64) -> Result<(), LakeError> {
        let own = table.dir(Path::new(""));
        for folder in table.folders() {
            for name in files::names(&table.dir(root).join(&folder))? {
                // What an append after this version writes is of the next copy.
                let there = DataFile::append_of(&name).is_some_and(|append| append <= self.version);
                if there && name.ends_with(".parquet") {
                    self.data.push(own.join(&folder).join(name));
                }
            }
        }
        let log = own.join("_delta_log");
        for name in files::names(&table.dir(root).join("_delta_log"))? {
            let number = name.split('.').next().and_then(|number| number.parse::<u64>().ok());
            let whole = name.ends_with(".json") || name.ends_with(".parquet");
            if name == "_last_checkpoint" {
                self.pointers.push(log.join(name));
            } else if whole && number.is_some_and(|number| number <= version) {
                self.commits.push(log.join(name));
            }
        }
        Ok(())
    }
}
