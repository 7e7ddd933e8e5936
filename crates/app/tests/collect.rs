//! Import, from files as people bring them to what lies in the lake.

#[path = "collect/bad.rs"]
mod bad;
#[path = "collect/dates.rs"]
mod dates;
#[path = "collect/good.rs"]
mod good;
#[path = "collect/guesses.rs"]
mod guesses;
#[path = "collect/kept.rs"]
mod kept;
#[path = "collect/real.rs"]
mod real;
#[path = "collect/sheets.rs"]
mod sheets;
#[path = "collect/steps.rs"]
mod steps;
#[path = "collect/values.rs"]
mod values;
#[path = "collect/xlsx.rs"]
mod xlsx;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use yeojido_app::collect::guess::{Said, guess};
use yeojido_app::collect::{CollectError, Drafts, Limits, Mapper, Settings, Table};
use yeojido_domain::{FileOptions, Mapping, Micros, Zone};

/// A file of the project's own fixtures.
fn fixture(name: &str) -> PathBuf {
    Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate")).join("../../fixtures").join(name)
}

/// The folder with data that are no part of the project, if this machine has it.
fn shared(part: &str) -> Option<PathBuf> {
    let beside =
        || Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate")).join("../../../shared");
    let path = std::env::var_os("YEOJIDO_SHARED").map_or_else(beside, PathBuf::from).join(part);
    if path.exists() {
        return Some(path);
    }
    std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: {} is not here\n", path.display()).as_bytes())
        .ok()?;
    None
}

fn now() -> Micros {
    Micros(1_795_392_000_000_000) // 2026-11-23T00:00:00Z
}

fn settings() -> Settings {
    Settings { zone: Zone::seoul(), now: now(), limits: Limits::default() }
}

fn open(path: &Path) -> Result<Table, CollectError> {
    Table::open(path, &FileOptions::default(), &Limits::default())
}

/// What a file becomes by a mapping, or by the one guessed.
fn drafts(path: &Path, mapping: Option<&Mapping>) -> Result<(Drafts, Mapper), CollectError> {
    let table = open(path)?;
    let guessed = match mapping {
        Some(mapping) => mapping.clone(),
        None => guess(&table, &Said::default())?.usable(&table)?,
    };
    let mut mapper = Mapper::new(&table, &guessed, &settings())?;
    let mut drafts = Drafts::default();
    table.each(&mut |item| {
        mapper.item(item, &mut drafts)?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok((drafts, mapper))
}
