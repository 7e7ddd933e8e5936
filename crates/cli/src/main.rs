//! `yeojido`: the program. Arguments, wiring and logs; what it does lives in `app` and `server`.
//!
//! Results go to stdout, progress and logs to stderr. Exit 0 done, 2 wrong usage, 1 failed; an error is one sentence.

mod analyze;
mod args;
mod company;
mod contrast;
mod corrections;
mod drawn;
mod import;
mod lines;
mod orders;
mod output;
mod serve;
mod shut;
mod train;
mod voice;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Verb};

/// Analyses ask for much memory and give it back at once; this allocator keeps some of it for the next.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = Args::parse();
    logs(&args);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return output::fail(&anyhow::Error::from(error)),
    };
    match runtime.block_on(run(args)) {
        Ok(code) => code,
        Err(error) => output::fail(&error),
    }
}

async fn run(args: Args) -> anyhow::Result<ExitCode> {
    let place = args.place()?;
    match args.verb {
        Verb::Demo(demo) => serve::demo(&place, demo).await,
        Verb::Serve(listen) => serve::serve(&place, listen).await,
        Verb::Import(import) => import::run(&place, import).await,
        Verb::Journey(journey) => orders::journey(&place, journey).await,
        Verb::Map(map) => orders::map(&place, map).await,
        Verb::Voice(voice) => voice::run(&place, &voice).await,
        Verb::Train(order) => train::run(&order),
        Verb::Analyze(analyze) => orders::analyze(&place, analyze).await,
        Verb::Identity(verb) => orders::identity(&place, verb).await,
        Verb::Verify => orders::verify(&place).await,
    }
}

/// Logs go to stderr; `YEOJIDO_LOG` picks what is told (`info`, `debug`, `yeojido_lake=trace`).
fn logs(args: &Args) {
    let default = match args.verb {
        _ if args.verbose => "info",
        // Why an import failed is its answer, so it is not told in the logs too.
        Verb::Import(_) => "warn,yeojido_app::jobs=error",
        _ => "warn",
    };
    let filter = tracing_subscriber::EnvFilter::try_from_env("YEOJIDO_LOG").unwrap_or_else(|_| default.into());
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr).init();
}
