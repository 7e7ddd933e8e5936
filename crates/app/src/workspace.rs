//! One data folder, owned by one process, with its workspaces.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fs4::fs_std::FileExt;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use yeojido_domain::{LocalText, Micros, WorkspaceName, Zone};
use yeojido_lake::{Cache, Lake};
use yeojido_store::{Home, SearchIndex, ServerStore, Store, WorkspaceRow};

use crate::AppError;
use crate::home::{self, Held};
use crate::machine::Machine;
use crate::map::Scenes;
use crate::nearly::{self, Words};
use crate::team::{Live, Tried};
use crate::understand::{KeptReadings, KeptThemes};

/// A company's own room: its lake, its store, its zone. Nothing crosses from one workspace to another.
pub struct Workspace {
    /// Its name, which is also its folder's.
    pub name: WorkspaceName,
    /// What people call it.
    pub title: LocalText,
    /// Whose days.
    pub zone: Zone,
    /// Made by `yeojido demo`.
    pub demo: bool,
    /// Its folder.
    pub dir: PathBuf,
    /// Events, voices, customers.
    pub lake: Arc<Lake>,
    /// Journeys, mappings, jobs.
    pub store: Store,
    /// Maps that were asked for lately.
    pub scenes: Scenes,
    /// Who is on which map, and what happens there.
    pub live: Live,
    /// The labels that were read last.
    pub(crate) readings: KeptReadings,
    /// The themes that were told last.
    pub(crate) themes: KeptThemes,
    /// Which voices nearly say what.
    pub(crate) words: Arc<Words>,
    /// What asks a language model, if one is plugged in.
    pub machine: Machine,
    /// Decisions about who is who are taken one after another.
    pub(crate) identity: Mutex<()>,
}

/// What the owner of a folder writes into its lock, for commands that come while it runs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Claim {
    address: Option<String>,
    token: Option<String>,
    /// Where the stores lie, without user and password.
    store: Option<String>,
}

/// The folder `data/`: held by this process as long as the value lives.
pub struct DataFolder {
    dir: PathBuf,
    stores: Held,
    server: ServerStore,
    open: Mutex<HashMap<WorkspaceName, Arc<Workspace>>>,
    lock: std::sync::Mutex<File>,
    token: String,
    /// Events in memory, of all workspaces together.
    cache: Cache,
    /// Passwords of links that were tried lately.
    pub(crate) tried: Tried,
}

impl DataFolder {
    /// Opens a data folder, making what is missing, and claims it.
    ///
    /// # Errors
    /// [`AppError::FolderInUse`] with the address of the process that owns it; [`AppError::Io`]; [`AppError::Store`].
    pub async fn open(dir: &Path) -> Result<Self, AppError> {
        Self::open_with(dir, Cache::default(), None).await
    }

    /// The same with memory of a given size for events, and with the stores where they are said to be: SQLite in the
    /// folder unless told.
    ///
    /// # Errors
    /// As [`DataFolder::open`], and [`AppError::OtherStore`] when the folder goes with another store.
    pub async fn open_with(dir: &Path, cache: Cache, told: Option<&Home>) -> Result<Self, AppError> {
        std::fs::create_dir_all(dir).map_err(|e| AppError::io(dir, e))?;
        let dir = dir.canonicalize().map_err(|e| AppError::io(dir, e))?;
        let lock = claim(&dir, told)?;
        home::agree(&dir, told)?;
        let stores = Held::take(told.cloned().unwrap_or_default()).await?;
        let server = stores.home().server(&dir).await?;
        home::remember(&dir, stores.home())?;
        let token = blake3::hash(&rand::random::<[u8; 32]>()).to_hex().to_string();
        let folder = Self {
            dir,
            stores,
            server,
            open: Mutex::default(),
            lock: std::sync::Mutex::new(lock),
            token,
            cache,
            tried: Tried::default(),
        };
        folder.write_claim(None)?;
        Ok(folder)
    }

    /// Tells commands that come later where this process listens.
    ///
    /// # Errors
    /// [`AppError::Io`] when the lock cannot be written.
    pub fn announce(&self, address: &str) -> Result<(), AppError> {
        self.write_claim(Some(address.to_owned()))
    }

    fn write_claim(&self, address: Option<String>) -> Result<(), AppError> {
        let claim = Claim { address, token: Some(self.token.clone()), store: Some(self.stores.home().to_string()) };
        let mut lock = self.lock.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let write = |file: &mut File| -> std::io::Result<()> {
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(serde_json::to_string(&claim).unwrap_or_default().as_bytes())?;
            file.sync_data()
        };
        write(&mut lock).map_err(|e| AppError::io(self.dir.join("lock"), e))
    }

    /// Proves that whoever holds it may read this folder.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Where the stores lie, and whether they are still ours.
    #[must_use]
    pub const fn stores(&self) -> &Held {
        &self.stores
    }

    /// What belongs to the server rather than to one workspace.
    pub(crate) const fn server(&self) -> &ServerStore {
        &self.server
    }

    /// The folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// All workspaces, by name.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub async fn workspaces(&self) -> Result<Vec<WorkspaceRow>, AppError> {
        Ok(self.server.workspaces().await?)
    }

    /// An existing workspace.
    ///
    /// # Errors
    /// [`AppError::NotFound`]; [`AppError::Lake`]; [`AppError::Store`].
    pub async fn workspace(&self, name: &WorkspaceName) -> Result<Arc<Workspace>, AppError> {
        let mut open = self.open.lock().await;
        if let Some(found) = open.get(name) {
            return Ok(Arc::clone(found));
        }
        let row = self.server.workspace(name).await?;
        let row = row.ok_or_else(|| AppError::NotFound { what: "workspace", id: name.to_string() })?;
        let workspace = Arc::new(self.enter(row).await?);
        open.insert(name.clone(), Arc::clone(&workspace));
        Ok(workspace)
    }

    /// A workspace, made if it is not there.
    ///
    /// # Errors
    /// [`AppError::Lake`]; [`AppError::Store`]; [`AppError::Io`].
    pub async fn workspace_or_new(
        &self,
        name: &WorkspaceName,
        title: LocalText,
        demo: bool,
        now: Micros,
    ) -> Result<Arc<Workspace>, AppError> {
        let row = WorkspaceRow { name: name.clone(), title, zone: Zone::seoul(), demo, created_at: now };
        self.server.put_workspace_if_absent(&row).await?;
        self.workspace(name).await
    }

    async fn enter(&self, row: WorkspaceRow) -> Result<Workspace, AppError> {
        let dir = self.dir.join(row.name.as_str());
        std::fs::create_dir_all(&dir).map_err(|e| AppError::io(&dir, e))?;
        let store = self.stores.home().workspace(&dir, &row.name).await?;
        let lake = Arc::new(Lake::open_with(&dir, self.cache.clone()).await?);
        let search = dir.join(nearly::FOLDER);
        let words = tokio::task::spawn_blocking(move || SearchIndex::open(&search)).await??;
        Ok(Workspace {
            name: row.name,
            title: row.title,
            zone: row.zone,
            demo: row.demo,
            dir,
            lake,
            store,
            scenes: Scenes::default(),
            live: Live::default(),
            readings: KeptReadings::default(),
            themes: KeptThemes::default(),
            words: Arc::new(Words::new(words)),
            machine: Machine::default(),
            identity: Mutex::default(),
        })
    }
}

fn claim(dir: &Path, told: Option<&Home>) -> Result<File, AppError> {
    let path = dir.join("lock");
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).map_err(|e| AppError::io(&path, e))?;
    if file.try_lock_exclusive().map_err(|e| AppError::io(&path, e))? {
        return Ok(file);
    }
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(|e| AppError::io(&path, e))?;
    let owner: Claim = serde_json::from_str(&text).unwrap_or_default();
    if let (Some(told), Some(known)) = (told, &owner.store)
        && told.to_string() != *known
    {
        return Err(AppError::OtherStore { known: known.clone(), told: told.to_string() });
    }
    Err(AppError::FolderInUse { address: owner.address, token: owner.token })
}
