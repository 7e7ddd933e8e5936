//! Pieces of a version's events that can be folded apart, on whatever machine has their files.
//!
//! A machine that asks reads the [`Catalogue`], which takes the logs of two tables and no row, and cuts the events into
//! [`Piece`]s: each is a share of the parts of one bucket, and says which whole files must be on the disk of the machine
//! that folds it. Files are never split inside a person, for parts are cut where persons end. Persons whom identity
//! bindings concern are one more piece, over all files.
//!
//! A piece comes from elsewhere, so nothing in it is believed: a path that is none of ours, a file of another length, or
//! rows outside the span of the data are refused.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yeojido_domain::Micros;
use yeojido_journey::Part;

use crate::bindings::Bindings;
use crate::log::{self, Contents, DataFile};
use crate::manifest::Manifest;
use crate::part::{Footers, Need, Parts};
use crate::table::{BUCKETS, Table};
use crate::{LakeError, Stop};

/// The files of one version of a lake, as its logs tell.
#[derive(Debug)]
pub struct Catalogue {
    version: u64,
    events: Contents,
    bindings: Contents,
    span: log::Span,
}

impl Catalogue {
    /// Reads it from a workspace's folder, of which only `lake/manifest` and the logs of `events` and `bindings` need to
    /// be there.
    ///
    /// # Errors
    /// [`LakeError::NoVersion`] for a version that never was.
    pub async fn read(root: &Path, version: Option<u64>) -> Result<Self, LakeError> {
        let newest = Manifest::versions(root)?.pop();
        let asked = version.or(newest).unwrap_or(0);
        let manifest = Manifest::read(root, asked).map_err(|error| match (error, newest) {
            (LakeError::Io { .. }, Some(newest)) => LakeError::NoVersion { asked, newest },
            (other, _) => other,
        })?;
        let (events, span) = log::load_with_span(root, Table::Events, manifest.table(root, Table::Events)?).await?;
        let bindings = log::load(root, Table::Bindings, Some(manifest.table(root, Table::Bindings)?)).await?;
        Ok(Self { version: asked, events, bindings, span })
    }

    /// The version of the lake.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// How many events there are.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.events.rows()
    }

    /// The first and the last instant of all events.
    #[must_use]
    pub const fn span(&self) -> Option<(Micros, Micros)> {
        self.span
    }

    /// Pieces that together hold every event once, each bucket in so many shares.
    #[must_use]
    pub fn pieces(&self, shares: u32) -> Vec<Piece> {
        let piece = |events: Vec<StoredFile>, take: Take| Piece {
            events,
            bindings: self.bindings.files.iter().map(StoredFile::of).collect(),
            span: self.span,
            take,
        };
        let mut pieces = Vec::new();
        for bucket in 0..BUCKETS {
            let own = self.events.files.iter().filter(|file| file.bucket == Some(bucket));
            let own: Vec<StoredFile> = own.map(StoredFile::of).collect();
            if !own.is_empty() {
                let of = shares.max(1);
                pieces.extend((0..of).map(|at| piece(own.clone(), Take::Share { at, of })));
            }
        }
        if self.bindings.rows() > 0 {
            pieces.push(piece(self.events.files.iter().map(StoredFile::of).collect(), Take::Bound));
        }
        pieces
    }
}

/// A whole file of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct StoredFile {
    path: String,
    bucket: Option<usize>,
    bytes: u64,
    rows: u64,
}

impl StoredFile {
    fn of(file: &DataFile) -> Self {
        Self { path: file.path.clone(), bucket: file.bucket, bytes: file.bytes, rows: file.rows }
    }

    /// The file, if its name is one that a lake gives.
    fn checked(&self, table: Table) -> Result<DataFile, LakeError> {
        let (path, bucket, bytes, rows) = (self.path.clone(), self.bucket, self.bytes, self.rows);
        let file = DataFile { path, bucket, bytes, rows };
        let folder = bucket.map_or_else(|| "data".to_owned(), |bucket| format!("bucket={bucket}"));
        let name = self.path.strip_prefix(&folder).and_then(|rest| rest.strip_prefix('/'));
        let plain = |name: &str| Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        let checksum = |sum: &str| sum.len() == 32 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
        let ours = name.is_some_and(|name| !name.contains('/') && plain(name))
            && table.folders().contains(&folder)
            && DataFile::append_of(&self.path).is_some()
            && file.checksum().is_some_and(checksum);
        let why = "is not the name of a file of a lake";
        if ours { Ok(file) } else { Err(LakeError::damaged(Path::new(&self.path), why)) }
    }
}

/// Which rows of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Take {
    /// Every so-manieth part.
    Share { at: u32, of: u32 },
    /// Those of persons whom bindings concern.
    Bound,
}

/// Some of the events of a version: every person's all, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    events: Vec<StoredFile>,
    bindings: Vec<StoredFile>,
    span: log::Span,
    take: Take,
}

/// A file that a piece needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeededFile {
    /// Below the workspace's folder.
    pub path: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// The first half of its BLAKE3 checksum, in hexadecimal.
    pub checksum: String,
}

impl Piece {
    /// Files that must be in the workspace's folder before it is folded.
    ///
    /// # Errors
    /// [`LakeError::Damaged`] for a file that cannot be one of a lake's.
    pub fn files(&self) -> Result<Vec<NeededFile>, LakeError> {
        let needed = |table: Table, files: &[StoredFile]| {
            let one = |file: &StoredFile| {
                let file = file.checked(table)?;
                let checksum = file.checksum().unwrap_or_default().to_owned();
                Ok(NeededFile { path: table.dir(Path::new("")).join(&file.path), bytes: file.bytes, checksum })
            };
            files.iter().map(one).collect::<Result<Vec<_>, LakeError>>()
        };
        let mut all = needed(Table::Bindings, &self.bindings)?;
        all.extend(needed(Table::Events, &self.events)?);
        Ok(all)
    }

    /// Folds its parts, one after another on this thread, into one partial; none without events.
    ///
    /// # Errors
    /// The first error of reading or of `add`; [`LakeError::Stopped`] when that was asked for.
    pub fn fold<P, E: From<LakeError>>(
        &self,
        root: &Path,
        need: &Need,
        stop: &Stop,
        mut add: impl FnMut(&mut Option<P>, &Part<'_>) -> Result<(), E>,
    ) -> Result<Option<P>, E> {
        let parts = self.parts(root, need)?;
        let mut sum = None;
        match self.take {
            Take::Bound => add(&mut sum, &Part::all(&parts.read_rest()?))?,
            Take::Share { at, of } => {
                let mut reader = parts.reader();
                for part in (0..parts.len()).filter(|part| part % of.max(1) as usize == at as usize) {
                    if stop.is_said() {
                        return Err(LakeError::Stopped.into());
                    }
                    add(&mut sum, &Part::all(reader.read(part)?))?;
                }
            }
        }
        Ok(sum)
    }

    fn parts(&self, root: &Path, need: &Need) -> Result<Parts, LakeError> {
        let contents = |table: Table, files: &[StoredFile]| {
            let files = files.iter().map(|file| file.checked(table)).collect::<Result<Vec<_>, _>>()?;
            Ok::<_, LakeError>(Contents { version: 0, files })
        };
        let (events, bindings) = (contents(Table::Events, &self.events)?, contents(Table::Bindings, &self.bindings)?);
        let bindings = Arc::new(Bindings::read(root, &bindings)?);
        let footers = Arc::new(Footers::read(root, &events)?);
        let parts = Parts::plan(root, &events, footers, bindings, need)?;
        let inside = match (parts.frame().span, self.span) {
            (Some(own), Some(all)) => all.0 <= own.0 && own.1 <= all.1,
            (own, _) => own.is_none(),
        };
        if inside {
            Ok(parts.within(self.span))
        } else {
            Err(LakeError::damaged(&Table::Events.dir(root), "has rows outside the span that the log tells"))
        }
    }
}
