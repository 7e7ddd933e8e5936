//! One process works on the stores of a PostgreSQL database at a time, as one owns a data folder: two would take the same
//! jobs.
//!
//! The claim is a lock of the database's own on a connection of its own, so that a killed process loses it by itself. A
//! keeper looks after the connection: when the database was away it takes the lock again, and when somebody else has it
//! by then, it says that the claim is lost.

use std::time::Duration;

use sea_orm::sqlx::postgres::PgConnection;
use sea_orm::sqlx::{self, Connection, Postgres as Driver};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::StoreError;
use crate::postgres::{Postgres, Shut};

/// How often the keeper looks.
const LOOK: Duration = Duration::from_secs(2);
/// A process that has just ended may hold the lock for a moment more.
const TRIES: u32 = 15;
const BETWEEN: Duration = Duration::from_millis(200);

/// The stores of a database, held by this process as long as the value lives.
#[derive(Debug)]
pub struct Claim {
    lost: watch::Receiver<bool>,
    keeper: JoinHandle<()>,
}

impl Claim {
    pub(crate) async fn take(address: Postgres) -> Result<Self, StoreError> {
        let mut left = TRIES;
        let connection = loop {
            if let Some(connection) = lock(&address).await? {
                break connection;
            }
            left -= 1;
            if left == 0 {
                return Err(address.shut(Shut::InUse));
            }
            tokio::time::sleep(BETWEEN).await;
        };
        let (tell, lost) = watch::channel(false);
        Ok(Self { lost, keeper: tokio::spawn(keep(address, connection, tell)) })
    }

    /// Whether another process has the stores by now.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        *self.lost.borrow()
    }

    /// Waits until another process has the stores; never ends otherwise.
    pub async fn lost(&self) {
        let mut lost = self.lost.clone();
        if lost.wait_for(|lost| *lost).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.keeper.abort();
    }
}

/// A connection that has the lock, unless another one has it.
async fn lock(address: &Postgres) -> Result<Option<PgConnection>, StoreError> {
    let mut connection = address.knock().await?;
    let key = format!("yeojido {}", address.schema().unwrap_or_default());
    let locked: bool = sqlx::query_scalar::<Driver, bool>("SELECT pg_try_advisory_lock(hashtextextended($1, 0))")
        .bind(key)
        .fetch_one(&mut connection)
        .await
        .map_err(|error| address.shut(Shut::Other(error.to_string())))?;
    if locked {
        return Ok(Some(connection));
    }
    // Whether it could say goodbye changes nothing.
    drop(connection.close().await);
    Ok(None)
}

async fn keep(address: Postgres, mut connection: PgConnection, tell: watch::Sender<bool>) {
    loop {
        tokio::time::sleep(LOOK).await;
        if let Ok(Ok(())) = tokio::time::timeout(LOOK * 2, connection.ping()).await {
            continue;
        }
        tracing::warn!(store = %address, "the store went away; taking it again");
        match lock(&address).await {
            Ok(Some(again)) => connection = again,
            Ok(None) => {
                tell.send_replace(true);
                return;
            }
            Err(error) => tracing::warn!(%error, "the store is still away"),
        }
    }
}
