//! Who may know whom: the table in ARCHITECTURE.md against `cargo metadata`, and which crates may name which libraries.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Libraries that only the named crates may depend on.
const ONLY: [(&str, &[&str]); 20] = [
    ("arrow", &["lake", "cluster"]),
    ("parquet", &["lake"]),
    ("deltalake-core", &["lake"]),
    ("datafusion", &["cluster"]),
    ("ballista-core", &["cluster"]),
    ("object_store", &["cluster"]),
    ("sea-orm", &["store"]),
    ("sea-orm-migration", &["store"]),
    // `cli` hands commands to a server beside it, and the server's tests ask it.
    ("reqwest", &["llm", "cli", "server"]),
    ("axum", &["server"]),
    ("utoipa", &["server"]),
    ("rust-embed", &["server"]),
    ("clap", &["cli", "cluster"]),
    ("usvg", &["print"]),
    ("resvg", &["print"]),
    ("krilla", &["print"]),
    ("krilla-svg", &["print"]),
    ("calamine", &["app"]),
    ("process_mining", &["app"]),
    ("anyhow", &["cli", "cluster", "xtask"]),
];

/// Crates without I/O: they may name none of these.
const PURE: [&str; 7] = ["domain", "stats", "text", "journey", "improve", "contrast", "print"];
const IMPURE: [&str; 3] = ["tokio", "reqwest", "tempfile"];

pub(crate) fn check(root: &Path) -> Result<Vec<String>> {
    let page = std::fs::read_to_string(root.join("ARCHITECTURE.md")).context("ARCHITECTURE.md")?;
    let allowed = table(&page);
    ensure!(!allowed.is_empty(), "ARCHITECTURE.md has no table of arrows between its two arrows marks");
    let mut real = crates(root)?;
    // A workspace of its own, so that the main one never compiles its engine.
    real.extend(crates(&root.join("crates/cluster"))?);
    let mut wrong = Vec::new();
    for (name, deps) in &real {
        let ours: BTreeSet<&str> = deps.iter().filter_map(|d| d.strip_prefix("yeojido-")).collect();
        match allowed.get(name.as_str()) {
            None => wrong.push(format!("arrows: `{name}` is not in the table of ARCHITECTURE.md")),
            Some(may) => wrong.extend(
                ours.iter()
                    .filter(|other| !may.contains(**other))
                    .map(|other| format!("arrows: `{name}` must not know `{other}`")),
            ),
        }
        for (library, may) in ONLY {
            if deps.contains(library) && !may.contains(&name.as_str()) {
                wrong.push(format!("arrows: only {} may name {library}, not `{name}`", may.join(" and ")));
            }
        }
        if PURE.contains(&name.as_str()) {
            wrong.extend(
                IMPURE
                    .iter()
                    .filter(|l| deps.contains(**l))
                    .map(|l| format!("arrows: `{name}` is pure and must not name {l}")),
            );
        }
    }
    wrong.extend(
        allowed
            .keys()
            .filter(|name| !real.contains_key(**name))
            .map(|name| format!("arrows: ARCHITECTURE.md names `{name}`, which is no crate")),
    );
    Ok(wrong)
}

/// Lines such as `| journey | domain, stats |` between `<!-- arrows -->` and `<!-- /arrows -->`.
fn table(page: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let part =
        page.split("<!-- arrows -->").nth(1).and_then(|rest| rest.split("<!-- /arrows -->").next()).unwrap_or("");
    part.lines()
        .filter_map(|line| {
            let mut cells = line.trim().strip_prefix('|')?.split('|').map(str::trim);
            let (name, knows) = (cells.next()?.trim_matches('`'), cells.next()?);
            (!name.is_empty() && !name.starts_with('-') && name != "crate").then(|| {
                (
                    name,
                    knows
                        .split([',', ' '])
                        .map(|k| k.trim_matches('`'))
                        .filter(|k| !k.is_empty() && *k != "nobody")
                        .collect(),
                )
            })
        })
        .collect()
}

/// Every crate of a workspace with what it depends on outside tests.
fn crates(root: &Path) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .context("cargo metadata")?;
    ensure!(out.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&out.stderr));
    let metadata: Value = serde_json::from_slice(&out.stdout)?;
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    let mut found = BTreeMap::new();
    for package in packages {
        let name = package["name"].as_str().context("a package without a name")?;
        let deps = package["dependencies"].as_array().into_iter().flatten();
        let normal = deps.filter(|d| d["kind"].is_null()).filter_map(|d| d["name"].as_str());
        found.insert(name.strip_prefix("yeojido-").unwrap_or(name).to_owned(), normal.map(str::to_owned).collect());
    }
    Ok(found)
}
