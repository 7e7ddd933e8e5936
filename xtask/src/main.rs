//! Chores of the project: `cargo xtask tidy` holds the architecture page against the crates.

mod arrows;
mod lines;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

fn main() -> ExitCode {
    let chore = std::env::args().nth(1);
    let done = match chore.as_deref() {
        Some("tidy") => tidy(),
        _ => Err(anyhow::anyhow!("chores: tidy")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "a chore talks to whoever runs it")]
fn say(text: &str) {
    eprintln!("{text}");
}

fn tidy() -> Result<()> {
    let root = root()?;
    let mut wrong = arrows::check(&root)?;
    wrong.extend(lines::check(&root)?);
    if wrong.is_empty() {
        say("tidy: arrows and sizes are as they should be");
        return Ok(());
    }
    bail!("{}", wrong.join("\n"))
}

fn root() -> Result<PathBuf> {
    // Asked when it runs, not when it is compiled: clones share one folder of compiled things.
    let here =
        std::env::var_os("CARGO_MANIFEST_DIR").context("run as `cargo xtask`, which says where the project is")?;
    Path::new(&here).parent().map(Path::to_path_buf).context("xtask lies in the project's root")
}
