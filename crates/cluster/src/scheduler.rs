//! The scheduler: hands tasks to executors that ask, and gives the tasks of lost ones to others.

use std::sync::Arc;

use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::extension::{EndpointOverrideFn, SessionConfigExt};
use ballista_core::serde::protobuf::scheduler_grpc_server::SchedulerGrpcServer;
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::create_scheduler;
use datafusion::prelude::SessionConfig;
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};

use crate::codec::Codec;
use crate::error::ClusterError;
use crate::executor::MESSAGE;
use crate::settings::Scheduler;
use crate::trust::{self, Trust};

/// Seconds without a sign of life after which an executor is lost: three times as long as one is silent at most.
const LOST_AFTER: u64 = 16;

/// Runs until it is stopped.
///
/// # Errors
/// [`ClusterError::Settings`] for settings that cannot be; [`ClusterError::Engine`] when the engine ends.
pub async fn run(settings: &Scheduler, trust: Option<&Trust>) -> Result<(), ClusterError> {
    let bind = settings.bind.unwrap_or(([127, 0, 0, 1], 50050).into());
    let mut server = trust::server(trust, bind)?;
    let (endpoint, tls) = (trust::endpoint(trust), trust.is_some());
    let lost_after = settings.lost_after.unwrap_or(LOST_AFTER);
    let config = SchedulerConfig {
        external_host: bind.ip().to_string(),
        bind_host: bind.ip().to_string(),
        bind_port: bind.port(),
        scheduling_policy: TaskSchedulingPolicy::PullStaged,
        executor_timeout_seconds: lost_after,
        expire_dead_executor_interval_seconds: 1,
        no_executors_grace_period_seconds: lost_after * 2,
        grpc_server_max_decoding_message_size: MESSAGE,
        grpc_server_max_encoding_message_size: MESSAGE,
        grpc_client_max_message_size: MESSAGE,
        override_config_producer: Some({
            let endpoint = Arc::clone(&endpoint);
            Arc::new(move || session(&endpoint, tls))
        }),
        override_physical_codec: Some(Arc::new(Codec::default())),
        override_create_grpc_client_endpoint: Some(endpoint),
        use_tls: tls,
        ..SchedulerConfig::default()
    };
    let engine = |ended: ballista_core::error::BallistaError| ClusterError::Engine(ended.to_string());
    let cluster = BallistaCluster::new_from_config(&config).await.map_err(engine)?;
    let scheduler =
        create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config)).await.map_err(engine)?;
    let service = SchedulerGrpcServer::new(scheduler)
        .max_decoding_message_size(MESSAGE as usize)
        .max_encoding_message_size(MESSAGE as usize);
    tracing::info!(%bind, tls, lost_after, "scheduler");
    let served = server.add_service(service).serve_with_shutdown(bind, stopped());
    served.await.map_err(|ended| ClusterError::Engine(format!("{bind}: {ended:?}")))
}

/// What the engine does alike on every node.
pub fn session(endpoint: &EndpointOverrideFn, tls: bool) -> SessionConfig {
    SessionConfig::new_with_ballista()
        .with_ballista_override_create_grpc_client_endpoint(Arc::clone(endpoint))
        .with_ballista_use_tls(tls)
        .with_ballista_grpc_client_max_message_size(MESSAGE as usize)
        .set_str("ballista.scheduler.max_partitions_per_task", "1")
        // Whoever asks tries the whole question again, which finds results elsewhere; the same node does not.
        .set_str("ballista.client.io_retries_times", "1")
        .set_str("ballista.client.io_retry_wait_time_ms", "200")
}

/// Waits for Ctrl-C or a polite request to end.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut end) => tokio::select! { _ = interrupt => {}, _ = end.recv() => {} },
            Err(error) => {
                tracing::warn!(%error, "only Ctrl-C ends this process");
                drop(interrupt.await);
            }
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
