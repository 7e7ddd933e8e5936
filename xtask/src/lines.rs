//! Files stay small: 500 lines, tests 800.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

pub(crate) fn check(root: &Path) -> Result<Vec<String>> {
    let out = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "crates", "xtask", "web/src"])
        .current_dir(root)
        .output()
        .context("git ls-files")?;
    ensure!(out.status.success(), "git ls-files: {}", String::from_utf8_lossy(&out.stderr));
    let files = String::from_utf8_lossy(&out.stdout).into_owned();
    let mut wrong = Vec::new();
    for file in files.lines().filter(|f| [".rs", ".ts", ".tsx", ".css"].iter().any(|end| f.ends_with(end))) {
        // Written by a generator from the contract.
        if file == "web/src/api/schema.ts" {
            continue;
        }
        let Ok(text) = std::fs::read_to_string(root.join(file)) else { continue };
        let (lines, most) = (text.lines().count(), if is_test(file) { 800 } else { 500 });
        if lines > most {
            wrong.push(format!("lines: {file} has {lines}, more than {most}"));
        }
    }
    Ok(wrong)
}

fn is_test(file: &str) -> bool {
    file.contains("/tests/") || file.contains(".test.") || file.ends_with("/tests.rs") || file.ends_with("_test.rs")
}
