//! What the command line asks, as a value: run here when this process owns the data folder, handed to the server that
//! owns it otherwise. So a command gives the same answer beside a running server as without one.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use yeojido_domain::{Filter, Journey, JourneyId, LocalText, Micros, Period, WorkspaceName, Zone};
use yeojido_journey::attribution::AttributionSpec;
use yeojido_journey::funnel::FunnelSpec;
use yeojido_journey::paths::PathsSpec;
use yeojido_journey::retention::{ActivitySpec, RetentionSpec};

use crate::map::{Against, Lang, Question};
use crate::team::{self, Actor, MapFile};
use crate::{AppError, DataFolder, Workspace, journeys, map, measure};

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
    /// `yeojido analyze transitions`
    Transitions,
    /// `yeojido analyze variants`
    Variants {
        /// How many, the most frequent first.
        top: Option<usize>,
    },
    /// `yeojido analyze sessions`
    Sessions {
        /// Silence that ends a session.
        gap: yeojido_domain::Span,
    },
    /// `yeojido analyze funnel`
    Funnel {
        /// Which.
        spec: Box<FunnelSpec>,
    },
    /// `yeojido analyze paths`
    Paths {
        /// Which.
        spec: Box<PathsSpec>,
    },
    /// `yeojido analyze retention`
    Retention {
        /// Which table.
        spec: Box<RetentionSpec>,
    },
    /// `yeojido analyze stickiness`
    Stickiness {
        /// Who is active.
        spec: ActivitySpec,
    },
    /// `yeojido analyze lifecycle`
    Lifecycle {
        /// Who is active.
        spec: ActivitySpec,
    },
    /// `yeojido analyze follows`
    Follows {
        /// How many, the most frequent first.
        top: Option<usize>,
    },
    /// `yeojido analyze rework`
    Rework,
    /// `yeojido analyze steps`
    Steps {
        /// How many places of a history.
        steps: usize,
    },
    /// `yeojido analyze attribution`
    Attribution {
        /// Which conversions.
        spec: Box<AttributionSpec>,
    },
    /// `yeojido analyze conformance`
    Conformance {
        /// Which journey.
        journey: String,
    },
    /// `yeojido analyze times`
    Times {
        /// Which journey.
        journey: String,
        /// How many of the slowest walks.
        slowest: usize,
    },
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
        Command::Map { journey, from, to, zone, filter, english, against, changes } => {
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
            drawn(&workspace, &question, against, changes, lang, now).await
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
        Command::Transitions => answer(&measure::transitions(&workspace).await?),
        Command::Variants { top } => answer(&measure::variants(&workspace, top).await?),
        Command::Sessions { gap } => answer(&measure::sessions(&workspace, gap).await?),
        Command::Funnel { spec } => answer(&measure::funnel(&workspace, *spec).await?),
        Command::Paths { spec } => answer(&measure::paths(&workspace, *spec).await?),
        Command::Retention { spec } => answer(&measure::retention(&workspace, *spec).await?),
        Command::Stickiness { spec } => answer(&measure::stickiness(&workspace, spec).await?),
        Command::Lifecycle { spec } => answer(&measure::lifecycle(&workspace, spec).await?),
        Command::Follows { top } => answer(&measure::eventually(&workspace, top).await?),
        Command::Rework => answer(&measure::rework(&workspace).await?),
        Command::Steps { steps } => answer(&measure::step_matrix(&workspace, steps).await?),
        Command::Attribution { spec } => answer(&measure::attribution(&workspace, *spec).await?),
        Command::Conformance { journey } => answer(&measure::conformance(&workspace, &journey).await?),
        Command::Times { journey, slowest } => answer(&measure::stage_times(&workspace, &journey, slowest).await?),
        Command::Verify => {
            let unfinished = workspace.store.unfinished_jobs().await?.into_iter().map(|job| job.id);
            let unfinished: Vec<_> = unfinished.collect();
            Ok(json!({ "wrong": measure::verify(&workspace).await?, "unfinished": unfinished }))
        }
    }
}

/// The map with its findings and, where they are asked for, with `compare` and `changes`.
async fn drawn(
    workspace: &Workspace,
    question: &Question,
    against: Option<Against>,
    changes: bool,
    lang: Lang,
    now: Micros,
) -> Result<Value, AppError> {
    let mut map = answer(&map::draw_with_findings(workspace, question, lang, now).await?.1)?;
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
