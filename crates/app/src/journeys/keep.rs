//! Journeys in the store: every save is a version, and nobody overwrites what they have not seen.

use serde::Serialize;
use yeojido_domain::{Journey, JourneyId, LocalText, Micros};

use crate::team::Happened;
use crate::{AppError, Workspace};

/// A journey in the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JourneyItem {
    /// Which.
    pub id: JourneyId,
    /// What people call it.
    pub name: LocalText,
    /// Newest version.
    pub version: u32,
    /// How many stages it has.
    pub stages: u64,
    /// When it was saved.
    pub updated_at: Micros,
    /// By whom.
    pub updated_by: String,
}

/// All journeys of a workspace.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JourneyList {
    /// In the order of their creation.
    pub journeys: Vec<JourneyItem>,
}

/// A version of a journey, in the list of versions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VersionItem {
    /// Its number, from 1.
    pub version: u32,
    /// When it was saved.
    pub at: Micros,
    /// By whom.
    pub by: String,
}

/// One journey at one version.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JourneyDetail {
    /// The definition.
    pub definition: Journey,
    /// The same as a file.
    pub yaml: String,
    /// Which version this is.
    pub version: u32,
    /// When it was saved.
    pub updated_at: Micros,
    /// By whom.
    pub updated_by: String,
    /// All versions, the newest first.
    pub versions: Vec<VersionItem>,
}

/// Lists the journeys of a workspace.
///
/// # Errors
/// [`AppError::Store`].
pub async fn list(workspace: &Workspace) -> Result<JourneyList, AppError> {
    let journeys = workspace.store.journeys().await?;
    let item = |stored: yeojido_store::StoredJourney| JourneyItem {
        id: stored.journey.id,
        name: stored.journey.name,
        version: stored.version,
        stages: stored.journey.stages.len() as u64,
        updated_at: stored.at,
        updated_by: stored.by,
    };
    Ok(JourneyList { journeys: journeys.into_iter().map(item).collect() })
}

/// Reads one journey, the newest version unless another is asked for.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Store`].
pub async fn get(workspace: &Workspace, id: &JourneyId, version: Option<u32>) -> Result<JourneyDetail, AppError> {
    let stored = workspace.store.journey(id, version).await?;
    let stored = stored.ok_or_else(|| AppError::NotFound { what: "journey", id: id.to_string() })?;
    let mut versions: Vec<VersionItem> = workspace
        .store
        .journey_versions(id)
        .await?
        .into_iter()
        .map(|v| VersionItem { version: v.version, at: v.at, by: v.by })
        .collect();
    versions.sort_by_key(|v| std::cmp::Reverse(v.version));
    Ok(JourneyDetail {
        yaml: stored.journey.to_yaml()?,
        definition: stored.journey,
        version: stored.version,
        updated_at: stored.at,
        updated_by: stored.by,
        versions,
    })
}

/// Saves a journey as a new version. `base` is the version it was edited from; `None` makes a new journey.
///
/// # Errors
/// [`AppError::Conflict`] when somebody saved meanwhile; [`AppError::Invalid`]; [`AppError::Store`].
pub async fn put(
    workspace: &Workspace,
    journey: &Journey,
    base: Option<u32>,
    actor: &str,
    now: Micros,
) -> Result<JourneyDetail, AppError> {
    journey.check()?;
    match workspace.store.put_journey(journey, base, actor, now).await {
        Ok(version) => {
            workspace.live.tell(&journey.id, Happened::Definition { version });
            get(workspace, &journey.id, None).await
        }
        Err(yeojido_store::StoreError::Conflict { newest, .. }) => Err(AppError::Conflict { what: "journey", newest }),
        Err(other) => Err(other.into()),
    }
}

/// Takes a journey off the list; its versions stay in the history.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Store`].
pub async fn delete(workspace: &Workspace, id: &JourneyId, actor: &str, now: Micros) -> Result<(), AppError> {
    if workspace.store.delete_journey(id, actor, now).await? {
        Ok(())
    } else {
        Err(AppError::NotFound { what: "journey", id: id.to_string() })
    }
}
