//! The edge towards browsers and programs: routes, wire types, guards, and the embedded UI.
//!
//! Why thin: a route takes a request apart, asks one use case of `yeojido-app`, and pours the answer into the contract's
//! shape. There are no accounts yet, so the server binds to loopback only, and answers only what comes from this
//! machine and its own pages.
//!
//! What it refuses: rules of the field. Whoever may do what, and what a number means, is decided in `yeojido-app`.

mod asked;
mod guard;
mod openapi;
mod problem;
mod routes;
mod state;
mod ui;
pub mod wire;

pub use openapi::document;
pub use state::WorksOf;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use yeojido_app::jobs::Import;
use yeojido_app::sample::Sample;
use yeojido_app::{AppError, DataFolder};

use state::State;

/// How long requests under way may take once the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// Why the server does not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// Without accounts it must not be reached from elsewhere.
    #[error("{0} can be reached from other machines; without accounts the server listens on 127.0.0.1 or [::1] only")]
    NotLoopback(SocketAddr),
    /// The address is taken or may not be used.
    #[error("{address}: {source}")]
    Listen {
        /// Which address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The server ended with an error.
    #[error("the server ended: {0}")]
    Serve(std::io::Error),
    /// What was to be done once it listens failed.
    #[error(transparent)]
    Ready(Box<dyn std::error::Error + Send + Sync>),
    /// The data folder could not be used.
    #[error(transparent)]
    App(#[from] AppError),
}

/// How to serve.
#[derive(Clone)]
pub struct Settings {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Which work jobs can do.
    pub works: WorksOf,
    /// Largest upload, all its files together.
    pub upload_limit_bytes: u64,
    /// Sample data that one of the works can make.
    pub sample: Option<Sample>,
    /// Analyses at work at a time; further ones wait.
    pub analyses_at_once: usize,
    /// Longest time for an analysis, waiting included.
    pub analysis_limit: Duration,
}

impl Settings {
    /// The default: imports, uploads of up to four gigabytes, four analyses at a time of a minute each.
    #[must_use]
    pub fn new(listen: SocketAddr) -> Self {
        Self {
            listen,
            works: Arc::new(Import::works),
            upload_limit_bytes: 4 << 30,
            sample: None,
            analyses_at_once: 4,
            analysis_limit: Duration::from_secs(60),
        }
    }
}

/// Serves a data folder until `until` ends; `ready` hears the address once it answers there.
///
/// # Errors
/// As [`Server::bind`] and [`Server::run`]; [`ServerError::Ready`] with what `ready` says.
pub async fn serve<E: Into<Box<dyn std::error::Error + Send + Sync>>>(
    folder: Arc<DataFolder>,
    settings: Settings,
    ready: impl FnOnce(SocketAddr) -> Result<(), E>,
    until: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServerError> {
    let server = Server::bind(folder, settings).await?;
    ready(server.address()).map_err(|why| ServerError::Ready(why.into()))?;
    server.run(until).await
}

/// A server that listens and does not answer yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    state: Arc<State>,
    close: watch::Sender<bool>,
}

impl Server {
    /// Listens, and writes the address into the folder's lock for commands that come later.
    ///
    /// # Errors
    /// [`ServerError::NotLoopback`]; [`ServerError::Listen`]; [`ServerError::App`] when the lock cannot be written.
    pub async fn bind(folder: Arc<DataFolder>, settings: Settings) -> Result<Self, ServerError> {
        if !settings.listen.ip().is_loopback() {
            return Err(ServerError::NotLoopback(settings.listen));
        }
        let failed = |source| ServerError::Listen { address: settings.listen, source };
        let listener = TcpListener::bind(settings.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        folder.announce(&address.to_string())?;
        let (close, closing) = watch::channel(false);
        let state = Arc::new(State::new(folder, settings, closing));
        Ok(Self { listener, address, state, close })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `until` ends; then ends streams, waits for requests under way, and interrupts jobs so that the
    /// next start takes them up.
    ///
    /// # Errors
    /// [`ServerError::Serve`].
    pub async fn run(self, until: impl Future<Output = ()> + Send + 'static) -> Result<(), ServerError> {
        let Self { listener, state, close, .. } = self;
        let router = routes::all(Arc::clone(&state));
        let mut closing = close.subscribe();
        tokio::spawn(async move {
            until.await;
            close.send_replace(true);
        });
        let starting = Arc::clone(&state);
        let resuming = tokio::spawn(async move { starting.resume().await });
        let mut ending = closing.clone();
        let serve = axum::serve(listener, router).with_graceful_shutdown(async move {
            // An error means that nobody can ask us to close any more, which is the same.
            drop(closing.wait_for(|closing| *closing).await);
        });
        let patience = async move {
            drop(ending.wait_for(|closing| *closing).await);
            tokio::time::sleep(FAREWELL).await;
        };
        let ended = tokio::select! {
            ended = serve => ended,
            () = patience => {
                tracing::warn!("requests under way were cut off");
                Ok(())
            }
        };
        // What looks for unfinished work holds the folder, which the next process may want at once.
        resuming.abort();
        if let Err(why) = resuming.await
            && !why.is_cancelled()
        {
            tracing::error!(%why, "looking for unfinished work ended badly");
        }
        state.stop().await;
        ended.map_err(ServerError::Serve)
    }
}
