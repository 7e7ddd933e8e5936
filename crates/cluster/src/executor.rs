//! An executor: asks the scheduler for work, folds, and hands out what it folded.
//!
//! It asks rather than being told (the engine's pull mode): so the only door of an executor is the one that hands out
//! results, and that one is ours to lock. Asking is also its sign of life, at least every five seconds.

use std::path::Path;
use std::sync::Arc;

use arrow_flight::flight_service_server::FlightServiceServer;
use ballista_core::ConfigProducer;
use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::error::BallistaError;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_executor::flight_service::BallistaFlightService;

use crate::bucket::Lake;
use crate::cache::Cache;
use crate::codec::Codec;
use crate::error::ClusterError;
use crate::fold::Folder;
use crate::settings::{Executor, SCHEDULER, own_folder};
use crate::trust::{self, Trust};

/// Most bytes of one message.
pub const MESSAGE: u32 = 64 << 20;
/// Seconds for which results are kept, and after which is looked for old ones.
const KEPT: u64 = 1800;
/// Seconds for which a scheduler that is not there yet is waited for.
const PATIENCE: u16 = 600;

/// Runs until it is stopped.
///
/// # Errors
/// [`ClusterError::Settings`] for settings that cannot be; [`ClusterError::Engine`] when the engine ends.
pub async fn run(settings: &Executor, trust: Option<&Trust>) -> Result<(), ClusterError> {
    let bind = settings.bind.unwrap_or(([127, 0, 0, 1], 50051).into());
    // Refused before anything is begun.
    trust::server(trust, bind)?;
    let (host, port) = address(settings.scheduler.as_deref().unwrap_or(SCHEDULER))?;
    if settings.lakes.is_empty() {
        let why = "say which lakes this executor may read: `lakes` in the settings, or --lake";
        return Err(ClusterError::Settings(why.to_owned()));
    }
    let lakes = settings.lakes.iter().map(|lake| Lake::parse(lake)).collect::<Result<Vec<_>, _>>()?;
    let folder = own_folder(settings.folder.as_deref());
    let work = folder.join(format!("results-{}", bind.port()));
    make_empty(&work)?;
    let cache = Cache::new(folder.join("files"), settings.cache_bytes.unwrap_or(20_000_000_000));
    let endpoint = trust::endpoint(trust);
    let config: ConfigProducer = {
        let (endpoint, tls) = (Arc::clone(&endpoint), trust.is_some());
        Arc::new(move || crate::scheduler::session(&endpoint, tls))
    };
    let served = trust.cloned();
    let process = ExecutorProcessConfig {
        bind_host: bind.ip().to_string(),
        external_host: Some(settings.host.clone().unwrap_or_else(|| bind.ip().to_string())),
        port: bind.port(),
        scheduler_host: host,
        scheduler_port: port,
        scheduler_connect_timeout_seconds: PATIENCE,
        vcores: settings.cores.unwrap_or(0),
        task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
        work_dir: Some(work.to_string_lossy().into_owned()),
        job_data_ttl_seconds: KEPT,
        job_data_clean_up_interval_seconds: KEPT,
        grpc_max_decoding_message_size: MESSAGE,
        grpc_max_encoding_message_size: MESSAGE,
        override_config_producer: Some(config),
        override_physical_codec: Some(Arc::new(Codec::of_executor(Arc::new(Folder { cache, lakes })))),
        override_create_grpc_client_endpoint: Some(endpoint),
        override_arrow_flight_service: Some(Arc::new(move |work, at, mut shutdown, _| {
            let served = served.clone();
            tokio::spawn(async move {
                let mut server =
                    trust::server(served.as_ref(), at).map_err(|bad| BallistaError::Configuration(bad.to_string()))?;
                let service = FlightServiceServer::new(BallistaFlightService::new(work))
                    .max_decoding_message_size(MESSAGE as usize)
                    .max_encoding_message_size(MESSAGE as usize);
                let server = server.add_service(service).serve_with_shutdown(at, shutdown.recv());
                server.await.map_err(BallistaError::TonicError)
            })
        })),
        ..ExecutorProcessConfig::default()
    };
    tracing::info!(%bind, scheduler = settings.scheduler.as_deref().unwrap_or(SCHEDULER), tls = trust.is_some(), "executor");
    start_executor_process(Arc::new(process)).await.map_err(|ended| ClusterError::Engine(ended.to_string()))
}

/// Host and port.
fn address(text: &str) -> Result<(String, u16), ClusterError> {
    let bad = || ClusterError::Settings(format!("`{text}` is not host:port"));
    let (host, port) = text.rsplit_once(':').ok_or_else(bad)?;
    Ok((host.to_owned(), port.parse().map_err(|_| bad())?))
}

/// Results of a process that is gone are nobody's.
fn make_empty(folder: &Path) -> Result<(), ClusterError> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(ClusterError::io(folder))?;
    }
    std::fs::create_dir_all(folder).map_err(ClusterError::io(folder))
}
