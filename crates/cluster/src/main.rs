//! `yeojido-cluster`: the same analyses when one machine is not enough.
//!
//! The lake lies in a bucket, where the machine that writes it mirrors it to. A scheduler and any number of executors
//! (Apache Ballista, built into this program, so that they run our kernels) fold pieces of it; whoever asks merges what
//! the pieces come to. A worker that is lost costs a retry or an error that says so, never a wrong answer.

mod answer;
mod asking;
mod bucket;
mod cache;
mod codec;
mod error;
mod executor;
mod fold;
mod job;
mod mirror;
mod scheduler;
mod settings;
mod trust;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::{Parser, Subcommand};
use yeojido_domain::Zone;

use crate::answer::Answered;
use crate::asking::Asking;
use crate::bucket::Lake;
use crate::settings::Settings;
use crate::trust::Trust;

/// Yeojido on several machines
#[derive(Debug, Parser)]
#[command(name = "yeojido-cluster", version)]
struct Cli {
    /// Settings as TOML
    #[arg(long, global = true, env = "YEOJIDO_CLUSTER_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Hands out work: one in a cluster
    Scheduler(settings::Scheduler),
    /// Folds pieces of the lake: any number in a cluster
    Executor(settings::Executor),
    /// Asks one question and prints the answer as JSON
    Query {
        #[command(flatten)]
        query: settings::Query,
        /// The lake: `s3://bucket/folder`, or a workspace's folder that every executor sees under this path
        #[arg(long, env = "YEOJIDO_CLUSTER_LAKE", value_name = "ADDRESS")]
        lake: String,
        /// The question as JSON; `-` reads it from stdin
        #[arg(long, value_name = "Q.json")]
        question: PathBuf,
        /// Which version of the lake; its newest unless told
        #[arg(long)]
        version_of_lake: Option<u64>,
        /// Whose days, where the question does not say
        #[arg(long, default_value = "UTC")]
        zone: Zone,
        /// In this process, without a cluster
        #[arg(long)]
        here: bool,
    },
    /// Copies what is new of a workspace's lake to a bucket; again and again, it goes on where it was
    Mirror {
        /// The workspace's folder
        workspace: PathBuf,
        /// Where to: `s3://bucket/folder` or a folder
        #[arg(long, env = "YEOJIDO_CLUSTER_LAKE", value_name = "ADDRESS")]
        lake: String,
        /// Names, telephone numbers and texts too
        #[arg(long)]
        restricted: bool,
        /// Begins again after so long, until it is stopped
        #[arg(long, value_name = "SECONDS")]
        every: Option<u64>,
        /// Seconds after which it has copied everything or says what it has copied
        #[arg(long, env = "YEOJIDO_CLUSTER_MIRROR_DEADLINE", default_value_t = mirror::DEADLINE)]
        deadline: u64,
    },
}

fn main() -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,yeojido_cluster=info"));
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr).init();
    // Two libraries bring a provider each; the process says which is used.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        tracing::debug!("a provider of cryptography was installed before");
    }
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(8 << 20).build()?;
    runtime.block_on(run(cli))
}

async fn run(cli: Cli) -> anyhow::Result<()> {
    let settings = Settings::read(cli.config.as_deref())?;
    let trust = Trust::of(&settings.trust)?;
    match cli.verb {
        Verb::Scheduler(given) => scheduler::run(&given.or(settings.scheduler), trust.as_ref()).await?,
        Verb::Executor(given) => executor::run(&given.or(settings.executor), trust.as_ref()).await?,
        Verb::Query { query, lake, question, version_of_lake, zone, here } => {
            let query = query.or(settings.query);
            let mut question = read_question(&question)?;
            question.in_zone(&zone);
            let begun = Instant::now();
            let answer = if here {
                answer::here(&Lake::parse(&lake)?, version_of_lake, &question, &query).await?
            } else {
                answer::ask(&Lake::parse(&lake)?, version_of_lake, question, &query, trust.as_ref()).await?
            };
            let (ms, Answered { version, tries, bytes, .. }) = (begun.elapsed().as_millis(), &answer);
            tracing::info!(ms, version, tries, bytes, "answered");
            print(&answer.report)?;
        }
        Verb::Mirror { workspace, lake, restricted, every, deadline } => {
            let lake = Lake::parse(&lake)?;
            loop {
                let done = mirror::mirror(&workspace, &lake, restricted, deadline).await;
                match (done, every) {
                    (Ok(done), _) => print(&done)?,
                    (Err(error), None) => return Err(error.into()),
                    (Err(error), Some(_)) => tracing::warn!(%error, "not mirrored; it is tried again"),
                }
                let Some(seconds) = every else { break };
                tokio::time::sleep(Duration::from_secs(seconds.max(1))).await;
            }
        }
    }
    Ok(())
}

fn read_question(path: &std::path::Path) -> anyhow::Result<Asking> {
    let text = if path == std::path::Path::new("-") {
        std::io::read_to_string(std::io::stdin()).context("stdin")?
    } else {
        std::fs::read_to_string(path).with_context(|| path.display().to_string())?
    };
    Asking::read(&text).with_context(|| path.display().to_string())
}

#[expect(clippy::print_stdout, reason = "what a command answers")]
fn print(answer: &impl serde::Serialize) -> anyhow::Result<()> {
    println!("{}", serde_json::to_string(answer)?);
    Ok(())
}
