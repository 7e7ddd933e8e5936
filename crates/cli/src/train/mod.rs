//! `yeojido train`: learns the models anew from the corpus in the repository and from public sets, and prints how well
//! they do on what they have not seen.

mod corpus;
mod sets;

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::Context;
use serde::Serialize;
use yeojido_text::{Encoder, Fared, Material, Scores, closer, train};

use crate::args::TrainArgs;
use crate::output;

/// The seed of the weights that ship.
pub const SEED: u64 = 7;

#[derive(Serialize)]
struct Report {
    seed: u64,
    statements: usize,
    /// Of people who put labels right.
    corrections: usize,
    texts: usize,
    pairs: usize,
    /// Sets that were not there; without them the weights are others.
    absent: Vec<&'static str>,
    /// The weights are those in the program, byte by byte.
    same_as_shipped: bool,
    packed_bytes: usize,
    scores: BTreeMap<String, Scored>,
}

#[derive(Serialize)]
struct Scored {
    texts: usize,
    measures: BTreeMap<&'static str, f64>,
    labels: BTreeMap<&'static str, BTreeMap<String, Label>>,
    /// By kind: what was held, what was given, how often.
    confusions: BTreeMap<&'static str, Vec<(String, String, u32)>>,
}

#[derive(Serialize)]
struct Label {
    right: u32,
    wrong: u32,
    missed: u32,
    f1: f64,
}

/// `yeojido train`
pub fn run(order: &TrainArgs) -> anyhow::Result<ExitCode> {
    let corpus = corpus::read(&order.corpus).map_err(|why| output::usage("--corpus", format!("{why:#}")))?;
    let (anywhere, mut absent) = sets::read(&order.sets)?;
    let pairs = sets::pairs(&order.sets)?;
    if pairs.is_none() {
        absent.push("question_pair");
    }
    for set in &absent {
        output::say(&format!("{set} is not in {}: left out", order.sets.display()));
    }
    let corrections = match &order.corrections {
        Some(path) => corpus::corrections(path).map_err(|why| output::usage("--corrections", format!("{why:#}")))?,
        None => Vec::new(),
    };
    let material = Material { corpus, corrections, anywhere, pairs: pairs.unwrap_or_default() };
    if let Some(path) = &order.encoder {
        let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
        let encoder = Encoder::unpack(&bytes).map_err(|why| output::usage("--encoder", why))?;
        let scores = closer(&material, encoder, &order.without, order.seed);
        output::json(&named(scores))?;
        return Ok(ExitCode::SUCCESS);
    }
    let trained = train(&material, order.seed, output::say);
    let packed = trained.weights.pack()?;
    if let Some(path) = &order.output {
        std::fs::write(path, &packed).with_context(|| path.display().to_string())?;
    }
    output::json(&Report {
        seed: order.seed,
        statements: material.corpus.len(),
        corrections: material.corrections.len(),
        texts: material.anywhere.len(),
        pairs: material.pairs.len(),
        absent,
        same_as_shipped: trained.weights.are_shipped(),
        packed_bytes: packed.len(),
        scores: named(trained.scores),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn named(scores: Vec<(String, Scores)>) -> BTreeMap<String, Scored> {
    scores.into_iter().map(|(name, scores)| (name, scored(scores))).collect()
}

fn scored(scores: Scores) -> Scored {
    let label = |fit: Fared| Label { right: fit.right, wrong: fit.wrong, missed: fit.missed, f1: fit.f1() };
    let labels = |fits: BTreeMap<String, Fared>| fits.into_iter().map(|(name, fit)| (name, label(fit))).collect();
    let list =
        |cells: BTreeMap<(String, String), u32>| cells.into_iter().map(|((held, given), n)| (held, given, n)).collect();
    Scored {
        texts: scores.texts,
        measures: scores.measures,
        labels: scores.labels.into_iter().map(|(kind, fits)| (kind, labels(fits))).collect(),
        confusions: scores.confusions.into_iter().map(|(kind, cells)| (kind, list(cells))).collect(),
    }
}
