//! Reads the corpus: statements with their first labels, and what a second reader said of them.

use std::fs;
use std::path::{Path, PathBuf};

const SENTIMENTS: &[&str] = &["+", "0", "-"];
const EMOTIONS: &[&str] = &[
    "joy",
    "gratitude",
    "trust",
    "anticipation",
    "surprise",
    "anxiety",
    "anger",
    "disappointment",
    "fatigue",
    "confusion",
    "none",
];
const INTENTS: &[&str] = &["praise", "complaint", "request", "question", "leaving", "comparison", "remark"];
const TOPICS: &[&str] = &[
    "product",
    "price",
    "benefit",
    "discovery",
    "ordering",
    "delivery",
    "packaging",
    "returns",
    "support",
    "staff",
    "place",
    "booking",
    "app",
    "account",
    "privacy",
    "brand",
];
const NEEDS: &[&str] = &["function", "price", "usability", "speed", "reliability", "care", "-"];
/// Intents that may have a need.
const NEEDING: &[&str] = &["complaint", "request", "comparison", "leaving"];
const HEAD: &str = "voice\tsource\ttext\tsentiment\temotion\tintent\ttopic\tneed\tcause\tconsequence";
const SECOND: &str = "number\tsentiment\temotion\tintent\ttopic\tneed\tcause\tconsequence";

/// What stands in both kinds of files, in this order.
pub struct Labels {
    pub sentiment: String,
    pub emotions: Vec<String>,
    pub intent: String,
    pub topics: Vec<String>,
    pub need: String,
    /// Cause and consequence; empty when there is none.
    pub spans: [String; 2],
}

pub struct Statement {
    /// `ko/a-fashion.tsv`, the same for both kinds of files.
    pub file: String,
    pub line: usize,
    pub voice: String,
    pub source: String,
    pub text: String,
    pub labels: Labels,
}

/// What a second reader said of a statement: the file, its number in it, and the labels.
pub struct Second {
    pub file: String,
    pub number: usize,
    pub labels: Labels,
}

impl Labels {
    fn of(fields: &[String]) -> Self {
        let list = |text: &str| text.split(',').map(str::to_owned).collect();
        Self {
            sentiment: fields[0].clone(),
            emotions: list(&fields[1]),
            intent: fields[2].clone(),
            topics: list(&fields[3]),
            need: fields[4].clone(),
            spans: [fields[5].clone(), fields[6].clone()],
        }
    }

    /// What contradicts `voice-labels` in them.
    pub fn faults(&self, text: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let mut one_of = |what: &str, value: &str, known: &[&str]| {
            if !known.contains(&value) {
                faults.push(format!("{what} “{value}” is not known"));
            }
        };
        one_of("sentiment", &self.sentiment, SENTIMENTS);
        one_of("intent", &self.intent, INTENTS);
        one_of("need", &self.need, NEEDS);
        self.emotions.iter().for_each(|emotion| one_of("emotion", emotion, EMOTIONS));
        self.topics.iter().for_each(|topic| one_of("topic", topic, TOPICS));
        if self.emotions.len() > 1 && self.emotions.iter().any(|emotion| emotion == "none") {
            faults.push("none stands beside an emotion".to_owned());
        }
        if self.need != "-" && !NEEDING.contains(&self.intent.as_str()) {
            faults.push(format!("a need with the intent {}", self.intent));
        }
        let lost = self.spans.iter().filter(|span| !span.is_empty() && !text.contains(span.as_str()));
        faults.extend(lost.map(|span| format!("“{span}” does not stand in the text")));
        faults
    }
}

fn files(folder: &str) -> Vec<PathBuf> {
    let root =
        Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate")).join("corpus").join(folder);
    let mut found: Vec<PathBuf> = ["ko", "en"]
        .iter()
        .flat_map(|language| fs::read_dir(root.join(language)).expect("a folder a language"))
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "tsv"))
        .collect();
    found.sort();
    found
}

fn short(path: &Path) -> String {
    let tail: Vec<_> = path.iter().rev().take(2).map(|part| part.to_string_lossy()).collect();
    format!("{}/{}", tail[1], tail[0])
}

/// The rows of a file with their lines, each of as many fields as its head.
fn rows(path: &Path, head: &str) -> Vec<(usize, Vec<String>)> {
    let text = fs::read_to_string(path).expect("a file of the corpus");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(head), "{}: the head", path.display());
    lines
        .enumerate()
        .map(|(at, line)| {
            let fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
            assert_eq!(fields.len(), head.split('\t').count(), "{}:{}: fields", path.display(), at + 2);
            (at + 2, fields)
        })
        .collect()
}

pub fn statements() -> Vec<Statement> {
    let of = |path: &PathBuf| {
        let file = short(path);
        rows(path, HEAD).into_iter().map(move |(line, fields)| Statement {
            file: file.clone(),
            line,
            voice: fields[0].clone(),
            source: fields[1].clone(),
            text: fields[2].clone(),
            labels: Labels::of(&fields[3..]),
        })
    };
    files("").iter().flat_map(of).collect()
}

pub fn seconds() -> Vec<Second> {
    let of = |path: &PathBuf| {
        let file = short(path);
        rows(path, SECOND).into_iter().map(move |(_, fields)| Second {
            file: file.clone(),
            number: fields[0].parse().expect("a number"),
            labels: Labels::of(&fields[1..]),
        })
    };
    files("second").iter().flat_map(of).collect()
}
