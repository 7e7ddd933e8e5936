//! Settings: a TOML file, over it the environment, over it the command line.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;

use crate::error::ClusterError;

/// Everything that the file may say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Who may talk to whom.
    pub trust: TrustSettings,
    /// Of the scheduler.
    pub scheduler: Scheduler,
    /// Of an executor.
    pub executor: Executor,
    /// Of whoever asks.
    pub query: Query,
}

/// How nodes know one another: a secret that all share, or certificates of one authority.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TrustSettings {
    /// A file with at least 32 characters that nobody else knows.
    pub secret_file: Option<PathBuf>,
    /// The authority's certificate, as PEM.
    pub authority: Option<PathBuf>,
    /// This node's certificate, as PEM; its name must be `yeojido-cluster`.
    pub certificate: Option<PathBuf>,
    /// Its key.
    pub key: Option<PathBuf>,
}

/// Of the scheduler.
#[derive(Debug, Default, Clone, Copy, Args, Deserialize)]
#[group(skip)]
#[serde(deny_unknown_fields, default)]
pub struct Scheduler {
    /// Where it listens; 127.0.0.1:50050 unless told
    #[arg(long, env = "YEOJIDO_CLUSTER_SCHEDULER_BIND")]
    pub bind: Option<SocketAddr>,
    /// Seconds without a sign of life after which an executor is lost; 16 unless told
    #[arg(long, env = "YEOJIDO_CLUSTER_LOST_AFTER")]
    pub lost_after: Option<u64>,
}

/// Of an executor.
#[derive(Debug, Default, Clone, Args, Deserialize)]
#[group(skip)]
#[serde(deny_unknown_fields, default)]
pub struct Executor {
    /// `host:port` of the scheduler; 127.0.0.1:50050 unless told
    #[arg(long, env = "YEOJIDO_CLUSTER_SCHEDULER")]
    pub scheduler: Option<String>,
    /// Where it hands out results; 127.0.0.1:50051 unless told
    #[arg(long, env = "YEOJIDO_CLUSTER_EXECUTOR_BIND")]
    pub bind: Option<SocketAddr>,
    /// The name or address under which others reach it; that of `bind` unless told
    #[arg(long, env = "YEOJIDO_CLUSTER_EXECUTOR_HOST")]
    pub host: Option<String>,
    /// Pieces folded at once; as many as the machine has cores unless told
    #[arg(long, env = "YEOJIDO_CLUSTER_CORES")]
    pub cores: Option<usize>,
    /// Folder for results and for files of the bucket
    #[arg(long, env = "YEOJIDO_CLUSTER_FOLDER")]
    pub folder: Option<PathBuf>,
    /// Bytes of the bucket's files kept on this machine; 20 GB unless told
    #[arg(long, env = "YEOJIDO_CLUSTER_CACHE_BYTES")]
    pub cache_bytes: Option<u64>,
    /// Lakes that it may read: addresses, or beginnings of addresses
    #[arg(long = "lake", env = "YEOJIDO_CLUSTER_LAKES", value_delimiter = ',')]
    pub lakes: Vec<String>,
}

/// Of whoever asks.
#[derive(Debug, Default, Clone, Args, Deserialize)]
#[group(skip)]
#[serde(deny_unknown_fields, default)]
pub struct Query {
    /// `host:port` of the scheduler; 127.0.0.1:50050 unless told
    #[arg(long, env = "YEOJIDO_CLUSTER_SCHEDULER")]
    pub scheduler: Option<String>,
    /// Seconds after which there is an answer or an error; 120 unless told
    #[arg(long, env = "YEOJIDO_CLUSTER_DEADLINE")]
    pub deadline: Option<u64>,
    /// Tasks that every bucket of the lake is cut into; 1 unless told
    #[arg(long, env = "YEOJIDO_CLUSTER_SHARES")]
    pub shares: Option<u32>,
    /// Folder where the logs of lakes in buckets are kept
    #[arg(long, env = "YEOJIDO_CLUSTER_FOLDER")]
    pub folder: Option<PathBuf>,
}

impl Settings {
    /// Reads the file; without one nothing is set.
    ///
    /// # Errors
    /// [`ClusterError::Settings`] says where the file is wrong.
    pub fn read(path: Option<&Path>) -> Result<Self, ClusterError> {
        let Some(path) = path else { return Ok(Self::default()) };
        let text = std::fs::read_to_string(path).map_err(ClusterError::io(path))?;
        toml::from_str(&text).map_err(|bad| ClusterError::Settings(format!("{}: {bad}", path.display())))
    }
}

impl Scheduler {
    /// What is given, else what the file says.
    pub fn or(self, file: Self) -> Self {
        Self { bind: self.bind.or(file.bind), lost_after: self.lost_after.or(file.lost_after) }
    }
}

impl Executor {
    /// What is given, else what the file says.
    pub fn or(self, file: Self) -> Self {
        Self {
            scheduler: self.scheduler.or(file.scheduler),
            bind: self.bind.or(file.bind),
            host: self.host.or(file.host),
            cores: self.cores.or(file.cores),
            folder: self.folder.or(file.folder),
            cache_bytes: self.cache_bytes.or(file.cache_bytes),
            lakes: if self.lakes.is_empty() { file.lakes } else { self.lakes },
        }
    }
}

impl Query {
    /// What is given, else what the file says.
    pub fn or(self, file: Self) -> Self {
        Self {
            scheduler: self.scheduler.or(file.scheduler),
            deadline: self.deadline.or(file.deadline),
            shares: self.shares.or(file.shares),
            folder: self.folder.or(file.folder),
        }
    }
}

/// Where a node keeps its files when nobody says.
pub fn own_folder(given: Option<&Path>) -> PathBuf {
    given.map_or_else(|| std::env::temp_dir().join("yeojido-cluster"), Path::to_owned)
}

/// The scheduler when nobody says.
pub const SCHEDULER: &str = "127.0.0.1:50050";
