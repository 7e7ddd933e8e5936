//! `yeojido voice corrections`: statements whose labels people put right, in the columns of the corpus.

use std::process::ExitCode;

use anyhow::Context;
use serde::Deserialize;

use crate::args::Place;
use crate::{orders, output};

/// The head of a file of the corpus.
const HEAD: &str = "voice\tsource\ttext\tsentiment\temotion\tintent\ttopic\tneed\tcause\tconsequence";

/// What the use case answers.
#[derive(Deserialize)]
pub struct Corrected {
    rows: Vec<Row>,
    undecided: u64,
    nowhere: u64,
}

#[derive(Deserialize)]
struct Row {
    voice: u64,
    source: String,
    text: String,
    sentiment: String,
    emotion: Vec<String>,
    intent: String,
    topic: Vec<String>,
    need: Option<String>,
    cause: Option<String>,
    consequence: Option<String>,
}

/// Prints them; what is left out is said beside.
pub async fn print(place: &Place) -> anyhow::Result<ExitCode> {
    let answer = orders::corrected(place).await?;
    let list: Corrected = serde_json::from_value(answer).context("the list of corrections")?;
    output::text(&lines(&list))?;
    if list.undecided > 0 {
        output::say(&format!("{} left out: neither a person nor the model decided all labels", list.undecided));
    }
    if list.nowhere > 0 {
        output::say(&format!("{} left out: no statement has their place any more", list.nowhere));
    }
    Ok(ExitCode::SUCCESS)
}

/// A file of the corpus.
pub fn lines(list: &Corrected) -> String {
    let lines: Vec<String> = std::iter::once(HEAD.to_owned()).chain(list.rows.iter().map(line)).collect();
    lines.join("\n") + "\n"
}

fn line(row: &Row) -> String {
    let sentiment = match row.sentiment.as_str() {
        "positive" => "+",
        "negative" => "-",
        _ => "0",
    };
    let span = |text: &Option<String>| text.as_deref().map(in_a_line).unwrap_or_default();
    [
        row.voice.to_string(),
        row.source.clone(),
        in_a_line(&row.text),
        sentiment.to_owned(),
        row.emotion.join(","),
        row.intent.clone(),
        row.topic.join(","),
        row.need.clone().unwrap_or_else(|| "-".to_owned()),
        span(&row.cause),
        span(&row.consequence),
    ]
    .join("\t")
}

/// Tabs and line ends would end a field.
fn in_a_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
