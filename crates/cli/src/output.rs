//! What is printed, and where.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use serde::Serialize;
use serde_json::Value;

use crate::shut;

/// One sentence on stderr, and exit code 1; 2 for wrong usage.
pub fn fail(error: &anyhow::Error) -> ExitCode {
    let korean = error.chain().find_map(shut::in_korean).filter(|_| shut::speaks_korean());
    say(&format!("yeojido: {}", korean.unwrap_or_else(|| sentence(error))));
    if error.chain().any(|cause| cause.is::<Usage>()) { ExitCode::from(2) } else { ExitCode::FAILURE }
}

/// An error and its causes in one sentence.
pub fn sentence(error: &anyhow::Error) -> String {
    let mut sentence = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        // Many errors tell their cause themselves.
        if !sentence.contains(&cause) {
            sentence = format!("{sentence}: {cause}");
        }
    }
    sentence
}

/// What was asked for cannot be meant.
#[derive(Debug)]
pub struct Usage(String);

impl std::fmt::Display for Usage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// An error of an argument.
pub fn usage(argument: &str, why: impl std::fmt::Display) -> anyhow::Error {
    Usage(format!("{argument}: {why}")).into()
}

/// A line for people, on stderr.
pub fn say(text: &str) {
    // Nobody may be there to read it, which must not end the work.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// The result, on stdout.
pub fn json(value: &impl Serialize) -> anyhow::Result<()> {
    text(&format!("{}\n", serde_json::to_string_pretty(value)?))
}

/// Text as it is, on stdout.
pub fn text(text: &str) -> anyhow::Result<()> {
    bytes(text.as_bytes())
}

/// Bytes as they are, on stdout. A reader that has gone is no error of ours.
fn bytes(content: &[u8]) -> anyhow::Result<()> {
    match std::io::stdout().write_all(content) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// To a file, or to stdout.
pub fn to(path: Option<&Path>, content: &[u8]) -> anyhow::Result<()> {
    match path {
        Some(path) => std::fs::write(path, content).with_context(|| path.display().to_string()),
        None => bytes(content),
    }
}

/// A map as lines: stage, lane, item, value, low, high, n.
pub fn csv(map: &Value) -> String {
    let mut lines = vec!["stage,lane,item,value,low,high,n".to_owned()];
    for stage in map["stages"].as_array().into_iter().flatten() {
        let id = stage["id"].as_str().unwrap_or_default();
        let mut line = |lane: &str, item: &str, value: &Value, low: &Value, high: &Value, n: &Value| {
            let cells =
                [Value::from(id), lane.into(), item.into(), value.clone(), low.clone(), high.clone(), n.clone()];
            lines.push(cells.iter().map(cell).collect::<Vec<_>>().join(","));
        };
        let none = &Value::Null;
        for count in ["entered", "went_on", "went_straight_on", "dropped", "undecided", "reentries"] {
            line("counts", count, &stage[count], none, none, none);
        }
        for time in ["median", "p90"] {
            line("time_s", time, &stage["time_s"][time], none, none, &stage["time_s"]["n"]);
        }
        for action in stage["actions"].as_array().into_iter().flatten() {
            line(
                "actions",
                action["event"].as_str().unwrap_or_default(),
                &action["share"],
                none,
                none,
                &action["count"],
            );
        }
        for channel in stage["channels"].as_array().into_iter().flatten() {
            line(
                "channels",
                channel["channel"].as_str().unwrap_or_default(),
                &channel["share"],
                none,
                none,
                &channel["count"],
            );
        }
        let emotion = &stage["emotion"];
        line("emotion", "mean", &emotion["mean"], &emotion["low"], &emotion["high"], &emotion["n"]);
        for kpi in stage["kpis"].as_array().into_iter().flatten() {
            line("kpis", kpi["id"].as_str().unwrap_or_default(), &kpi["value"], &kpi["low"], &kpi["high"], &kpi["n"]);
        }
        for quote in stage["thoughts"].as_array().into_iter().flatten() {
            line("thoughts", quote["text"].as_str().unwrap_or_default(), none, none, none, &quote["stands_for"]);
        }
    }
    lines.join("\n") + "\n"
}

/// A cell of a CSV that no spreadsheet takes for a formula.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => {
            let safe =
                if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.clone() };
            if safe.contains([',', '"', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
        }
        other => other.to_string(),
    }
}
