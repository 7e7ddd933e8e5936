//! Commands that ask and answer: run here when the data folder is free, by the server that owns it otherwise.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use serde_json::Value;
use yeojido_app::AppError;
use yeojido_app::command::{Command, Order, OtherSide, run};
use yeojido_app::people::NewMerge;
use yeojido_domain::{Filter, Journey, Micros, Period, Zone};

use crate::args::{IdentityVerb, JourneyVerb, LangArg, MapArgs, MapCommand, MapFormat, MapVerb, Place, SuggestFormat};
use crate::contrast::{Analyzed, command};
use crate::{drawn, output};

/// Who gives orders on the command line, until there are accounts.
pub const ACTOR: &str = "owner";

/// The time, read at the edge and passed in.
pub fn now() -> Micros {
    Micros(jiff::Timestamp::now().as_microsecond())
}

/// Runs an order here, or hands it to the server that owns the folder.
async fn order(place: &Place, command: Command) -> anyhow::Result<Value> {
    let order = Order { workspace: place.workspace.clone(), actor: ACTOR.to_owned(), command };
    match place.open().await {
        Ok(folder) => Ok(run(&folder, order, now()).await?),
        Err(AppError::FolderInUse { address: Some(address), token: Some(token) }) => {
            ask(&address, &token, "/api/command", &serde_json::to_value(&order)?).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Posts to the server that owns the folder.
pub async fn ask(address: &str, token: &str, path: &str, body: &Value) -> anyhow::Result<Value> {
    let url = format!("http://{address}{path}");
    let client = reqwest::Client::new();
    let answer =
        client.post(&url).bearer_auth(token).json(body).send().await.context("the server that owns the folder")?;
    read(answer).await
}

/// Talks to this machine only: a proxy would hear the token.
pub fn client() -> anyhow::Result<reqwest::Client> {
    Ok(reqwest::Client::builder().no_proxy().build()?)
}

/// Reads an answer of the server, or its problem as one sentence.
pub async fn read(answer: reqwest::Response) -> anyhow::Result<Value> {
    let ok = answer.status().is_success();
    let status = answer.status();
    let value: Value = answer.json().await.with_context(|| format!("the server answered {status}"))?;
    if !ok {
        bail!("{}", value["title"].as_str().unwrap_or("the server refused"));
    }
    Ok(value)
}

/// `yeojido journey …`
pub async fn journey(place: &Place, verb: JourneyVerb) -> anyhow::Result<ExitCode> {
    match verb {
        JourneyVerb::List { .. } => output::json(&order(place, Command::JourneyList).await?["journeys"])?,
        JourneyVerb::Suggest { format } => {
            let suggestion = order(place, Command::JourneySuggest).await?;
            match format {
                SuggestFormat::Json => output::json(&suggestion)?,
                SuggestFormat::Yaml if suggestion["definition"].is_null() => {
                    bail!("there are no events to suggest from")
                }
                SuggestFormat::Yaml => {
                    let journey: Journey = serde_json::from_value(suggestion["definition"].clone())?;
                    output::text(&journey.to_yaml()?)?;
                }
            }
        }
        JourneyVerb::Apply { file } => {
            output::json(&order(place, Command::JourneyApply { yaml: text_of(&file)? }).await?)?;
        }
        JourneyVerb::Export { id } => {
            let yaml = order(place, Command::JourneyExport { id }).await?;
            output::text(yaml.as_str().unwrap_or_default())?;
        }
        JourneyVerb::Check { file, .. } => {
            let report = order(place, Command::JourneyCheck { yaml: text_of(&file)? }).await?;
            output::json(&report)?;
            if report["errors"].as_array().is_some_and(|errors| !errors.is_empty()) {
                return Ok(ExitCode::FAILURE);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// `yeojido map`
pub async fn map(place: &Place, command: MapCommand) -> anyhow::Result<ExitCode> {
    match (command.verb, command.draw) {
        (Some(verb), _) => written(place, verb).await,
        (None, Some(args)) => draw(place, args).await,
        (None, None) => Err(output::usage("JOURNEY", "is needed")),
    }
}

/// `yeojido map export`, `yeojido map apply`
async fn written(place: &Place, verb: MapVerb) -> anyhow::Result<ExitCode> {
    match verb {
        MapVerb::Export { id } => {
            let yaml = order(place, Command::WrittenExport { id }).await?;
            output::text(yaml.as_str().unwrap_or_default())?;
        }
        MapVerb::Apply { file, name, reason } => {
            let applied = order(place, Command::WrittenApply { yaml: text_of(&file)?, name, reason }).await?;
            output::json(&applied)?;
            let conflicts = applied["conflicts"].as_array().map_or(0, Vec::len);
            if conflicts > 0 {
                output::say(&format!("yeojido: somebody wrote in {conflicts} of its cells since; nothing was written"));
                return Ok(ExitCode::FAILURE);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn draw(place: &Place, args: MapArgs) -> anyhow::Result<ExitCode> {
    let filter = filter(args.filter.as_deref(), "--where")?;
    let against = against(&args)?;
    let drawn = drawn::format(&args)?;
    Period::parse(args.from.as_deref(), args.to.as_deref(), Zone::utc())
        .map_err(|why| output::usage("--from, --to", why))?;
    let command = Command::Map {
        journey: args.journey,
        from: args.from,
        to: args.to,
        zone: args.zone.as_deref().map(str::parse::<Zone>).transpose().map_err(|why| output::usage("--zone", why))?,
        filter,
        english: matches!(args.lang, LangArg::En),
        against,
        changes: args.changes,
        // What programs read is the answer as it is; all else is a file that goes to others.
        masked: !matches!(args.format, MapFormat::Json),
    };
    let map = order(place, command).await?;
    let output = args.output.as_deref();
    match drawn {
        Some(format) => drawn::write(map, args.lang, format, output)?,
        None if matches!(args.format, MapFormat::Csv) => output::to(output, output::csv(&map).as_bytes())?,
        None => output::to(output, format!("{}\n", serde_json::to_string_pretty(&map)?).as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn filter(text: Option<&str>, flag: &str) -> anyhow::Result<Filter> {
    let read = text.map(serde_json::from_str).transpose().map_err(|why| output::usage(flag, why))?;
    Ok(read.unwrap_or_default())
}

/// The other side, if one of its flags is given: what is not told of it is as on the side that is looked at.
fn against(args: &MapArgs) -> anyhow::Result<Option<OtherSide>> {
    let days = args.against_from.is_some() || args.against_to.is_some();
    if !days && args.against_where.is_none() {
        return Ok(None);
    }
    if !matches!(args.format, MapFormat::Json) {
        return Err(output::usage("--against-…", "goes with --format json only"));
    }
    let text = args.against_where.as_deref();
    let filter =
        if text.is_some() { filter(text, "--against-where")? } else { filter(args.filter.as_deref(), "--where")? };
    let (from, to) =
        if days { (args.against_from.clone(), args.against_to.clone()) } else { (args.from.clone(), args.to.clone()) };
    Period::parse(from.as_deref(), to.as_deref(), Zone::utc())
        .map_err(|why| output::usage("--against-from, --against-to", why))?;
    Ok(Some(OtherSide { from, to, filter }))
}

/// `yeojido analyze …`
pub async fn analyze(place: &Place, verb: Analyzed) -> anyhow::Result<ExitCode> {
    output::json(&order(place, command(verb)?).await?)?;
    Ok(ExitCode::SUCCESS)
}

/// `yeojido identity …`
pub async fn identity(place: &Place, verb: IdentityVerb) -> anyhow::Result<ExitCode> {
    let command = match verb {
        IdentityVerb::Merge { customer, into, reason, key } => {
            Command::IdentityMerge { merge: NewMerge { customer, into, reason, key } }
        }
        IdentityVerb::Undo { id, reason } => Command::IdentityUndo { id, reason },
        IdentityVerb::List => Command::IdentityList,
    };
    output::json(&order(place, command).await?)?;
    Ok(ExitCode::SUCCESS)
}

/// `yeojido voice themes`
pub async fn themes(place: &Place) -> anyhow::Result<ExitCode> {
    output::json(&order(place, Command::VoiceThemes).await?)?;
    Ok(ExitCode::SUCCESS)
}

/// What `yeojido voice corrections` prints.
pub async fn corrected(place: &Place) -> anyhow::Result<Value> {
    order(place, Command::VoiceCorrections).await
}

/// `yeojido verify`
pub async fn verify(place: &Place) -> anyhow::Result<ExitCode> {
    let report = order(place, Command::Verify).await?;
    output::json(&report)?;
    let clean = report["wrong"].as_array().is_none_or(Vec::is_empty);
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The text of a file; an error names it.
pub fn text_of(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| file.display().to_string())
}
