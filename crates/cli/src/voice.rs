//! `yeojido voice …`: what customers said, line by line from stdin to stdout.

use std::io::{BufRead as _, BufWriter, Write as _};
use std::process::ExitCode;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use yeojido_text::Masker;

use crate::args::VoiceVerb;
use crate::output;

/// A line that comes in.
#[derive(Deserialize)]
struct Said {
    id: serde_json::Value,
    text: String,
}

/// A line that goes out; positions are Unicode scalars.
#[derive(Serialize)]
struct Masked {
    id: serde_json::Value,
    text: String,
    found: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    kind: &'static str,
    start: usize,
    end: usize,
}

/// `yeojido voice …`
pub fn run(verb: &VoiceVerb) -> anyhow::Result<ExitCode> {
    match verb {
        VoiceVerb::Mask { orders } => mask(orders.as_deref()),
    }
}

fn mask(orders: Option<&str>) -> anyhow::Result<ExitCode> {
    let masker = match orders {
        Some(rule) => Masker::with_orders(rule).map_err(|why| output::usage("--orders", why))?,
        None => Masker::new(),
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (line, at) in std::io::stdin().lock().lines().zip(1..) {
        let line = line.with_context(|| format!("line {at}"))?;
        if line.trim().is_empty() {
            continue;
        }
        let said: Said = serde_json::from_str(&line).with_context(|| format!("line {at}"))?;
        let masked = masker.mask(&said.text);
        let found = masked.found.iter().map(|one| Found { kind: one.what.as_str(), start: one.start, end: one.end });
        let masked = Masked { id: said.id, text: masked.text, found: found.collect() };
        let text = serde_json::to_string(&masked)?;
        match writeln!(out, "{text}") {
            // A reader that has gone is no error of ours.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
            other => other?,
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
