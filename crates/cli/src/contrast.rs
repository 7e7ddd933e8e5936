//! `yeojido analyze …` with one question, or with the same of two sides.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};
use serde_json::Value;
use yeojido_app::command::Command;
use yeojido_app::measure::Comparison;

use crate::analyze::{self, AnalyzeVerb};
use crate::args::JsonOnly;
use crate::output;

/// `yeojido analyze …`
#[derive(Debug, Subcommand)]
pub enum Analyzed {
    /// One of the kinds
    #[command(flatten)]
    One(Box<AnalyzeVerb>),
    /// Two sides of a kind: what differs, how sure that is, and how much of the gap each row explains
    Compare(CompareArgs),
}

/// `yeojido analyze compare`
#[derive(Debug, ClapArgs)]
pub struct CompareArgs {
    /// The question as a file: {"kind":"funnel","question":{…},"a":{"from","to","where"},"b":{…}}. `-` reads it from stdin
    #[arg(long, value_name = "F.json")]
    spec: PathBuf,
    /// Always json
    #[arg(long, default_value = "json")]
    format: JsonOnly,
}

/// The order that the arguments are.
pub fn command(verb: Analyzed) -> anyhow::Result<Command> {
    match verb {
        Analyzed::One(verb) => analyze::command(*verb),
        Analyzed::Compare(args) => {
            let question = Value::Object(analyze::file(&args.spec)?);
            Comparison::read(question.clone()).map_err(|why| output::usage("analyze compare", why))?;
            Ok(Command::Compare { question })
        }
    }
}
