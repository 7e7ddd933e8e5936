//! Whose turn it is to ask: one question of a workspace at a time, so that none goes out beyond the budget because another
//! was under way.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use tokio::sync::{Mutex, MutexGuard};
use yeojido_domain::Micros;
use yeojido_llm::{Client, Patience, Prompt};

use super::settings::{Settings, Use, endpoint, newest};
use super::{key, usage};
use crate::{AppError, Workspace};

/// The client for the settings that were used last, with their version.
#[derive(Default)]
pub struct Machine(Mutex<Option<(u32, Arc<Client>)>>);

/// An answer, and what it took.
pub(super) struct Asked<T> {
    pub answer: T,
    /// The model that answered, as it calls itself.
    pub model: String,
    pub tokens: u64,
}

/// The right to ask, as long as it is held.
pub(super) struct Turn<'w> {
    workspace: &'w Workspace,
    client: Arc<Client>,
    settings: Settings,
    now: Micros,
    _held: MutexGuard<'w, Option<(u32, Arc<Client>)>>,
}

fn off(what: &str) -> AppError {
    AppError::invalid("machine_off", "on", format!("{what} is off in the settings of this workspace: nothing was sent"))
}

impl Machine {
    /// Waits until nobody asks, so that settings can change.
    pub(super) async fn wait(&self) -> MutexGuard<'_, Option<(u32, Arc<Client>)>> {
        self.0.lock().await
    }

    /// Takes the turn.
    pub(super) async fn turn<'w>(&'w self, workspace: &'w Workspace, now: Micros) -> Result<Turn<'w>, AppError> {
        let mut held = self.0.lock().await;
        let found = newest(workspace).await?;
        let settings = found.laid;
        if !settings.on {
            return Err(off("the language model"));
        }
        let client = match held.as_ref().filter(|(version, _)| *version == found.version) {
            Some((_, client)) => Arc::clone(client),
            None => {
                let endpoint = endpoint(&settings)?;
                let key = key::read(workspace, &endpoint)?;
                let client = Arc::new(Client::new(endpoint, &settings.model, key, Patience::default())?);
                *held = Some((found.version, Arc::clone(&client)));
                client
            }
        };
        Ok(Turn { workspace, client, settings, now, _held: held })
    }
}

impl Turn<'_> {
    /// For a use that a person has allowed.
    pub(super) fn allowed(self, asked: Use) -> Result<Self, AppError> {
        if self.settings.uses.contains(&asked) { Ok(self) } else { Err(off("this use of the language model")) }
    }

    /// Which model is asked, and where: what it said is another's as soon as one of them changes.
    pub(super) fn asks(&self) -> (&str, &str) {
        (&self.settings.endpoint, &self.settings.model)
    }

    /// Asks within the budget, and counts what it cost whether an answer came or not.
    pub(super) async fn ask<T: DeserializeOwned>(&self, prompt: &Prompt) -> Result<Asked<T>, AppError> {
        let used = usage::used(self.workspace, self.now).await?;
        used.allows(prompt.tokens_at_most(), &self.settings)?;
        let outcome = self.client.ask::<T>(prompt).await;
        usage::count(self.workspace, outcome.spent, self.now).await?;
        let tokens = outcome.spent.tokens_in.saturating_add(outcome.spent.tokens_out);
        tracing::info!(workspace = %self.workspace.name, calls = outcome.spent.calls, tokens, "a language model was asked");
        let model = outcome.model.unwrap_or_else(|| self.settings.model.clone());
        Ok(Asked { answer: outcome.answer?, model, tokens })
    }
}
