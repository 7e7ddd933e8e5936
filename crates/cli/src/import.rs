//! `yeojido import`: guesses what the columns are, says so, and imports; beside a running server, by that server's job.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::{Value, json};
use yeojido_app::collect::import::dry_run;
use yeojido_app::collect::{Guess, ImportPlan, Kind, Limits, Said, Table, Watch, guess};
use yeojido_app::jobs::{Import, Job, Jobs};
use yeojido_app::{AppError, DataFolder};
use yeojido_domain::{FileFormat, FileOptions, LocalText, Mapping, Zone};

use crate::args::{ImportArgs, Kind as KindArg, Place};
use crate::orders::{ACTOR, ask, client, now, read};
use crate::output;

/// How often a job of the server is asked how far it is.
const LOOK: Duration = Duration::from_millis(300);

/// Who does the work.
enum Worker {
    /// This process owns the data folder.
    Here {
        /// Held as long as the work lasts.
        _folder: Box<DataFolder>,
        jobs: Jobs,
        zone: Zone,
    },
    /// A server owns it.
    There { address: String, token: String },
}

/// Imports files one after the other. One file gives its result, several give their sum with `files`. A file that fails
/// takes nothing from the others: what came of them is printed all the same.
pub async fn run(place: &Place, args: ImportArgs) -> anyhow::Result<ExitCode> {
    let said = said(&args)?;
    if args.mapping.is_some() && (args.kind.is_some() || !args.columns.is_empty()) {
        return Err(output::usage("--mapping", "says all that --as and --column could; give the one or the others"));
    }
    let given = args.mapping.as_deref().map(mapping).transpose()?;
    let plans = args.files.iter().map(|file| Ok((file.as_path(), plan_mapping(file, given.as_ref(), &said)?)));
    let plans: Vec<(&Path, Mapping)> = plans.collect::<anyhow::Result<_>>()?;
    let mut outcomes = Vec::new();
    if args.dry_run {
        let zone = zone(place).await?;
        for (file, mapping) in plans {
            outcomes.push((file, rehearse(file, mapping, zone.clone()).await));
        }
    } else {
        let worker = worker(place).await?;
        for (file, mapping) in plans {
            outcomes.push((file, import(place, &worker, file, mapping).await));
        }
        if let Worker::Here { jobs, .. } = &worker {
            jobs.stop().await;
        }
    }
    for (file, outcome) in &outcomes {
        if let Ok(result) = outcome {
            tell_how(file, result);
        }
    }
    finish(outcomes)
}

/// Prints what came of all files, and then which failed and why.
fn finish(mut outcomes: Vec<(&Path, anyhow::Result<Value>)>) -> anyhow::Result<ExitCode> {
    if outcomes.len() == 1
        && let Some((_, outcome)) = outcomes.pop()
    {
        output::json(&outcome?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let (mut results, mut failures) = (Vec::new(), Vec::new());
    for (file, outcome) in outcomes {
        let named = json!({ "file": file.display().to_string() });
        results.push(match outcome {
            Ok(result) => with(named, result),
            Err(error) => {
                let sentence = about(file, &error);
                let failed = with(named, json!({ "error": sentence }));
                failures.push(sentence);
                failed
            }
        });
    }
    output::json(&sum(results))?;
    for sentence in &failures {
        output::say(&format!("yeojido: {sentence}"));
    }
    Ok(if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// An error of a file, which it names.
fn about(file: &Path, error: &anyhow::Error) -> String {
    let (name, sentence) = (file.display().to_string(), output::sentence(error));
    let short = file.file_name().unwrap_or_default().to_string_lossy();
    if sentence.contains(&*short) { sentence } else { format!("{name}: {sentence}") }
}

/// Fields of one object behind those of another.
fn with(mut first: Value, second: Value) -> Value {
    if let (Value::Object(fields), Value::Object(more)) = (&mut first, second) {
        fields.extend(more);
    }
    first
}

/// Says which sheets of a workbook are read, and what is left out.
fn tell_sheets(file: &Path, sheets: &Value) {
    let name = file.display();
    for sheet in sheets.as_array().into_iter().flatten() {
        let (sheet, rows, read) = (sheet["name"].as_str().unwrap_or_default(), &sheet["rows"], &sheet["read"]);
        output::say(&match read.as_bool() {
            Some(true) => format!("# {name}: sheet {sheet}: {rows} rows read"),
            _ => format!("# {name}: sheet {sheet}: {rows} rows left out; --sheet reads it"),
        });
    }
}

/// Says how a file was read where there was a choice: which sheets, which order of day, month and year.
fn tell_how(file: &Path, result: &Value) {
    let name = file.display();
    tell_sheets(file, &result["sheets"]);
    for order in result["date_orders"].as_array().into_iter().flatten() {
        let (column, read_as) = (order["column"].as_str().unwrap_or_default(), order["read_as"].as_str());
        output::say(&match (read_as, order["sure"].as_bool()) {
            (Some("mixed"), _) => format!(
                "# {name}: {column}: its dates follow no one order; what fits several is rejected; file.dates settles it"
            ),
            (read_as, Some(true)) => format!("# {name}: {column}: dates are read as {}", read_as.unwrap_or_default()),
            (read_as, _) => format!(
                "# {name}: {column}: dates are read as {}, but fit other orders too; file.dates settles it",
                read_as.unwrap_or_default()
            ),
        });
    }
    if let Some(left) = result["values_left_out"].as_u64().filter(|left| *left > 0) {
        output::say(&format!("# {name}: {left} values left out: more keys than a file may have columns"));
    }
}

fn said(args: &ImportArgs) -> anyhow::Result<Said> {
    let columns = args.columns.iter().map(|pair| {
        let (target, source) =
            pair.split_once('=').ok_or_else(|| output::usage("--column", format!("`{pair}` is not TARGET=SOURCE")))?;
        Ok((target.trim().to_owned(), source.trim().to_owned()))
    });
    let kind = args.kind.map(|kind| match kind {
        KindArg::Events => Kind::Events,
        KindArg::Voices => Kind::Voices,
        KindArg::Customers => Kind::Customers,
    });
    Ok(Said { kind, columns: columns.collect::<anyhow::Result<_>>()?, sheet: args.sheet.clone() })
}

fn mapping(file: &Path) -> anyhow::Result<Mapping> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    Mapping::from_yaml(&text).with_context(|| file.display().to_string())
}

/// The mapping to import with; a guessed one is printed, so that it can be kept and mended.
fn plan_mapping(file: &Path, given: Option<&Mapping>, said: &Said) -> anyhow::Result<Mapping> {
    if let Some(given) = given {
        let sheet = said.sheet.clone().or_else(|| given.file.sheet.clone());
        return Ok(Mapping { file: FileOptions { sheet, ..given.file.clone() }, ..given.clone() });
    }
    let table = Table::open(file, &said.options(), &Limits::default())?;
    if said.sheet.is_some() && table.format() != FileFormat::Xlsx {
        return Err(output::usage("--sheet", format!("{} is no workbook", file.display())));
    }
    let guess: Guess = guess(&table, said)?;
    for question in &guess.questions {
        let column = question.column.as_deref().map(|c| format!(" ({c})")).unwrap_or_default();
        output::say(&format!("# look at: {}{column}", question.code));
    }
    let mapping = guess.usable(&table).inspect_err(|_| tell_sheets(file, &json!(table.sheets())))?;
    output::say(&format!("# guessed for {}:\n{}", file.display(), mapping.to_yaml()?));
    Ok(mapping)
}

/// The zone of the workspace, if there is one already: a rehearsal makes nothing.
async fn zone(place: &Place) -> anyhow::Result<Zone> {
    if !yeojido_app::has_store(&place.data) {
        return Ok(Zone::seoul());
    }
    match place.open().await {
        Ok(folder) => {
            let rows = folder.workspaces().await?;
            Ok(rows.into_iter().find(|row| row.name == place.workspace).map_or_else(Zone::seoul, |row| row.zone))
        }
        Err(AppError::FolderInUse { address: Some(address), .. }) => {
            let url = format!("http://{address}/api/session");
            let session = read(client()?.get(&url).send().await.context("the server that owns the folder")?).await?;
            let mut there = session["workspaces"].as_array().into_iter().flatten();
            match there.find(|row| row["name"] == place.workspace.as_str()) {
                Some(row) => Ok(row["zone"].as_str().unwrap_or_default().parse()?),
                None => Ok(Zone::seoul()),
            }
        }
        Err(error) => Err(error.into()),
    }
}

async fn rehearse(file: &Path, mapping: Mapping, zone: Zone) -> anyhow::Result<Value> {
    let plan = ImportPlan::new(file, mapping, zone, now(), ACTOR)?;
    let (result, rejects) = tokio::task::spawn_blocking(move || dry_run(&plan, &Watch::default())).await??;
    for reject in &rejects {
        let sheet = reject.sheet.as_deref().map(|sheet| format!("sheet {sheet}, ")).unwrap_or_default();
        output::say(&format!("{sheet}row {}: {}: {}", reject.row, reject.field, reject.reason.sentence()));
    }
    Ok(serde_json::to_value(result)?)
}

async fn worker(place: &Place) -> anyhow::Result<Worker> {
    match place.open().await {
        Ok(folder) => {
            let title = LocalText::One(place.workspace.to_string());
            let workspace = folder.workspace_or_new(&place.workspace, title, false, now()).await?;
            let jobs = Jobs::start(workspace.store.clone(), Import::works(&workspace)).await?;
            let zone = workspace.zone.clone();
            Ok(Worker::Here { _folder: Box::new(folder), jobs, zone })
        }
        Err(AppError::FolderInUse { address: Some(address), token: Some(token) }) => {
            Ok(Worker::There { address, token })
        }
        Err(error) => Err(error.into()),
    }
}

async fn import(place: &Place, worker: &Worker, file: &Path, mapping: Mapping) -> anyhow::Result<Value> {
    let title = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let job = match worker {
        Worker::Here { jobs, zone, .. } => {
            let plan = ImportPlan::new(file, mapping, zone.clone(), now(), ACTOR)?;
            let job = Import::queue_or_resume(jobs, &plan, &title).await?;
            follow(jobs, &job).await?
        }
        Worker::There { address, token } => {
            let path = file.canonicalize().with_context(|| file.display().to_string())?;
            let body = json!({ "path": path, "mapping": mapping });
            let job = ask(address, token, &format!("/api/w/{}/imports/local", place.workspace), &body).await?;
            follow_there(place, address, job).await?
        }
    };
    match job["state"].as_str() {
        Some("done") => Ok(job["result"].clone()),
        state => {
            let why = job["error"]["title"].as_str().or(state).unwrap_or("the import did not end");
            // Most errors of files name the file themselves.
            if why.contains(&title) { bail!("{why}") } else { bail!("{title}: {why}") }
        }
    }
}

/// Tells the progress of a job of this process until it is over.
async fn follow(jobs: &Jobs, job: &Job) -> anyhow::Result<Value> {
    let mut news = jobs.subscribe();
    let id = job.id.clone();
    let told = id.clone();
    let progress = async move {
        while let Ok(job) = news.recv().await {
            if job.id == told {
                tell(&serde_json::to_value(&job).unwrap_or_default());
            }
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        over = jobs.wait(&id) => Ok(serde_json::to_value(over?)?),
        () = progress => bail!("unreachable: progress never ends"),
    }
}

/// The same for a job of the server.
async fn follow_there(place: &Place, address: &str, mut job: Value) -> anyhow::Result<Value> {
    let id = job["id"].as_str().unwrap_or_default().to_owned();
    let url = format!("http://{address}/api/w/{}/jobs/{id}", place.workspace);
    while !matches!(job["state"].as_str(), Some("done" | "failed" | "cancelled")) {
        tokio::time::sleep(LOOK).await;
        job = read(client()?.get(&url).send().await.context("the server that owns the folder")?).await?;
        tell(&job);
    }
    Ok(job)
}

fn tell(job: &Value) {
    let left = job["seconds_left"].as_u64().map(|s| format!(", about {s} s left")).unwrap_or_default();
    match (job["done"].as_u64(), job["total"].as_u64()) {
        (Some(done), Some(total)) if total > 0 => {
            output::say(&format!("{done} of about {total} rows{left}"));
        }
        (Some(done), None) if done > 0 => output::say(&format!("{done} rows{left}")),
        _ => {}
    }
}

/// One result as it is; of several the sum, with each beside its place in the order of the files.
fn sum(mut results: Vec<Value>) -> Value {
    if results.len() == 1 {
        return results.remove(0);
    }
    let counts = ["read", "stored", "duplicates", "rejected", "events", "voices", "customers", "objects", "relations"];
    let mut all = serde_json::Map::new();
    for name in counts {
        all.insert(name.into(), results.iter().filter_map(|r| r[name].as_u64()).sum::<u64>().into());
    }
    all.insert("files".into(), results.into());
    Value::Object(all)
}
