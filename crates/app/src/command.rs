//! What the command line asks, as a value: run here when this process owns the data folder, handed to the server that
//! owns it otherwise. So a command gives the same answer beside a running server as without one.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use yeojido_domain::{Filter, Journey, JourneyId, LocalText, Micros, Period, WorkspaceName, Zone};

use crate::map::{Against, Lang, Question};
use crate::measure::{Comparison, Kind, Question as Asking, Ticket};
use crate::team::{self, Actor, MapFile};
use crate::{AppError, DataFolder, Workspace, journeys, map, masking, measure, people, understand};

/// One question or change of the command line.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// `yeojido map`
    Map {
        /// Which journey.
        journey: String,
        /// First day.
        from: Option<String>,
        /// Last day.
        to: Option<String>,
        /// Whose days; the workspace's unless told.
        zone: Option<Zone>,
        /// For whom.
        filter: Filter,
        /// Names in English.
        english: bool,
        /// The side that it is compared with, if it is.
        #[serde(default)]
        against: Option<OtherSide>,
        /// Whether what changed is told too.
        #[serde(default)]
        changes: bool,
        /// Whether words of customers are masked, as in files that go to others.
        #[serde(default)]
        masked: bool,
    },
    /// `yeojido journey list`
    JourneyList,
    /// `yeojido journey suggest`
    JourneySuggest,
    /// `yeojido journey export`
    JourneyExport {
        /// Which.
        id: String,
    },
    /// `yeojido journey apply`
    JourneyApply {
        /// The file's text.
        yaml: String,
    },
    /// `yeojido journey check`
    JourneyCheck {
        /// The file's text.
        yaml: String,
    },
    /// `yeojido map export`
    WrittenExport {
        /// Which journey.
        id: String,
    },
    /// `yeojido map apply`
    WrittenApply {
        /// The file's text.
        yaml: String,
        /// Under which name.
        name: Option<String>,
        /// Why.
        reason: Option<String>,
    },
    /// `yeojido analyze …`
    Analyze {
        /// What kind of analysis.
        kind: Kind,
        /// The question, with the keys of its kind.
        question: Value,
    },
    /// `yeojido analyze compare`
    Compare {
        /// The question about two sides.
        question: Value,
    },
    /// `yeojido identity merge`
    IdentityMerge {
        /// Who is whom, and why.
        merge: people::NewMerge,
    },
    /// `yeojido identity undo`
    IdentityUndo {
        /// Which merge.
        id: i64,
        /// Why.
        reason: Option<String>,
    },
    /// `yeojido identity list`
    IdentityList,
    /// `yeojido voice corrections`
    VoiceCorrections,
    /// `yeojido voice themes`
    VoiceThemes,
    /// `yeojido verify`
    Verify,
}

/// The side that a map is compared with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OtherSide {
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// For whom.
    pub filter: Filter,
}

/// A command with the workspace it is for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Order {
    /// Which workspace.
    pub workspace: WorkspaceName,
    /// Who gives it.
    pub actor: String,
    /// What to do.
    #[serde(flatten)]
    pub command: Command,
}

/// Runs a command. The answer is what the command prints as JSON.
///
/// # Errors
/// Whatever the use case behind it says.
pub async fn run(folder: &DataFolder, order: Order, now: Micros) -> Result<Value, AppError> {
    let title = LocalText::One(order.workspace.to_string());
    let workspace = folder.workspace_or_new(&order.workspace, title, false, now).await?;
    match order.command {
        Command::Map { journey, from, to, zone, filter, english, against, changes, masked } => {
            let zone = zone.unwrap_or_else(|| workspace.zone.clone());
            let other = |side: OtherSide| {
                let period = Period::parse(side.from.as_deref(), side.to.as_deref(), zone.clone())?;
                Ok::<_, AppError>(Against { period, filter: side.filter })
            };
            let against = against.map(other).transpose()?;
            let question = Question {
                journey: JourneyId::new(&journey)?,
                version: None,
                lake_version: None,
                period: Period::parse(from.as_deref(), to.as_deref(), zone)?,
                filter,
            };
            let lang = if english { Lang::En } else { Lang::Ko };
            let (_, mut map) = map::draw_with_findings(&workspace, &question, lang, now).await?;
            if masked {
                masking::mask_words(&workspace, &mut map).await?;
            }
            beside(&workspace, &question, answer(&map)?, against, changes, lang, now).await
        }
        Command::JourneyList => answer(&journeys::list(&workspace).await?),
        Command::JourneySuggest => answer(&journeys::suggest(&workspace).await?),
        Command::JourneyExport { id } => answer(&journeys::get(&workspace, &JourneyId::new(&id)?, None).await?.yaml),
        Command::JourneyApply { yaml } => apply(&workspace, &yaml, &order.actor, now).await,
        Command::JourneyCheck { yaml } => answer(&journeys::check(&workspace, &Journey::from_yaml(&yaml)?).await?),
        Command::WrittenExport { id } => {
            answer(&team::map_file(&workspace, &Actor::owner(None)?, &JourneyId::new(&id)?).await?.to_yaml()?)
        }
        Command::WrittenApply { yaml, name, reason } => {
            let actor = Actor::owner(name.as_deref())?;
            answer(&team::apply_file(&workspace, &actor, MapFile::from_yaml(&yaml)?, reason, now).await?)
        }
        Command::Analyze { kind, question } => {
            let question = Asking::read(kind, question)?;
            answer(&measure::ask(&workspace, question, Ticket::default(), now).await?.figures)
        }
        Command::Compare { question } => {
            let comparison = Comparison::read(question)?;
            answer(&measure::compare(&workspace, comparison, Ticket::default(), now).await?.figures)
        }
        Command::IdentityMerge { merge } => {
            answer(&people::merge(&workspace, &Actor::owner(None)?, &merge, now).await?)
        }
        Command::IdentityUndo { id, reason } => {
            answer(&people::undo(&workspace, &Actor::owner(None)?, id, reason.as_deref(), now).await?)
        }
        Command::IdentityList => answer(&people::merges(&workspace, &Actor::owner(None)?).await?),
        Command::VoiceCorrections => answer(&understand::corrected(&workspace, &Actor::owner(None)?).await?),
        Command::VoiceThemes => answer(&understand::themes(&workspace, now).await?.themes),
        Command::Verify => {
            let unfinished = workspace.store.unfinished_jobs().await?.into_iter().map(|job| job.id);
            let unfinished: Vec<_> = unfinished.collect();
            let wrong = measure::verify(&workspace).await?;
            let store = folder.stores().home().to_string();
            Ok(json!({ "store": store, "wrong": wrong, "unfinished": unfinished }))
        }
    }
}

/// The map and, where they are asked for, `compare` and `changes`.
async fn beside(
    workspace: &Workspace,
    question: &Question,
    mut map: Value,
    against: Option<Against>,
    changes: bool,
    lang: Lang,
    now: Micros,
) -> Result<Value, AppError> {
    if let Some(against) = against {
        let mut compared = answer(&map::compare(workspace, question, against, lang, now).await?)?;
        // The side looked at is the map itself.
        if let Some(fields) = compared.as_object_mut() {
            fields.remove("of");
        }
        map["compare"] = compared;
    }
    if changes {
        map["changes"] = answer(&map::what_changed(workspace, question, now).await?)?;
    }
    Ok(map)
}

/// Saves a journey's file over the newest version; a file that says what is there already makes no version.
async fn apply(workspace: &Workspace, yaml: &str, actor: &str, now: Micros) -> Result<Value, AppError> {
    let journey = Journey::from_yaml(yaml)?;
    let newest = workspace.store.journey(&journey.id, None).await?;
    let (version, changed) = match &newest {
        Some(stored) if stored.journey == journey => (stored.version, false),
        _ => (journeys::put(workspace, &journey, newest.map(|s| s.version), actor, now).await?.version, true),
    };
    Ok(json!({ "id": journey.id, "version": version, "changed": changed }))
}

fn answer(value: &impl Serialize) -> Result<Value, AppError> {
    serde_json::to_value(value).map_err(|e| AppError::Ended(e.to_string()))
}
