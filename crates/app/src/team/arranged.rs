//! What lies how on a map, with every version of it: lanes of a workspace ([`super::lanes`]) and columns of a journey
//! ([`super::columns`]); what else a workspace sets is kept the same way. Bringing a version back is laying it anew, so it needs no use case of its own.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use yeojido_domain::Micros;
use yeojido_store::{Arranged, Laid};

use super::access::{Actor, shown};
use crate::{AppError, Workspace};

/// Versions of a page, unless asked otherwise and at most.
const PAGE: u64 = 50;
const PAGE_MAX: u64 = 200;

/// Something laid out, and the version that it is: who lays it anew says which version they saw.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Versioned<T> {
    /// From 1; 0 when nobody has laid anything yet.
    #[serde(default)]
    pub version: u32,
    /// How it lies.
    #[serde(flatten)]
    pub laid: T,
}

/// A version in a history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Past<T> {
    /// Which.
    pub version: u32,
    /// How things lay.
    pub laid: Versioned<T>,
    /// The name that its author writes under.
    pub by: String,
    /// When.
    pub at: Micros,
}

/// A page of a history, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PastPage<T> {
    /// The page.
    pub versions: Vec<Past<T>>,
    /// `before` of the next page; `null` at the end.
    pub next: Option<u32>,
}

/// What is kept, and how its values are checked when they are read and called when they are wrong.
pub(crate) struct Shelf {
    /// In the store.
    pub key: String,
    /// Of the problem when a value is not as it should be.
    pub wrong: &'static str,
    /// What it is, for a conflict.
    pub what: &'static str,
}

impl Shelf {
    fn read<T: DeserializeOwned>(&self, arranged: &Arranged) -> Result<Versioned<T>, AppError> {
        let laid = serde_json::from_value(arranged.value.clone());
        let laid = laid.map_err(|why| AppError::invalid(self.wrong, self.what, why.to_string()))?;
        Ok(Versioned { version: arranged.version, laid })
    }

    pub async fn newest<T: DeserializeOwned + Default>(&self, workspace: &Workspace) -> Result<Versioned<T>, AppError> {
        match workspace.store.arranged(&self.key).await? {
            Some(arranged) => self.read(&arranged),
            None => Ok(Versioned::default()),
        }
    }

    /// Lays it anew, from the version that `new` says was seen.
    pub async fn lay<T: Serialize + DeserializeOwned>(
        &self,
        workspace: &Workspace,
        actor: &Actor,
        new: &Versioned<T>,
        now: Micros,
    ) -> Result<Versioned<T>, AppError> {
        let value: Result<Value, _> = serde_json::to_value(&new.laid);
        let value = value.map_err(|why| AppError::invalid(self.wrong, self.what, why.to_string()))?;
        match workspace.store.arrange(&self.key, new.version, &value, &actor.author(), now).await? {
            Laid::Saved(saved) => self.read(&saved),
            Laid::Conflict(newest) => Err(AppError::Conflict { what: self.what, newest }),
        }
    }

    pub async fn past<T: DeserializeOwned>(
        &self,
        workspace: &Workspace,
        before: Option<u32>,
        limit: Option<u64>,
    ) -> Result<PastPage<T>, AppError> {
        let limit = limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
        let mut found = workspace.store.arrangements(&self.key, before, limit + 1).await?;
        let more = found.len() as u64 > limit;
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let next = found.last().filter(|_| more).map(|last| last.version);
        let past = |one: &Arranged| -> Result<Past<T>, AppError> {
            Ok(Past { version: one.version, laid: self.read(one)?, by: shown(&one.by), at: one.at })
        };
        Ok(PastPage { versions: found.iter().map(past).collect::<Result<_, _>>()?, next })
    }
}
