//! Learning the models from labelled statements, and saying how well they label statements of people they have not
//! learnt from.
//!
//! Everything here is a pure function of the material and a seed: whoever trains again gets the same bytes. Reading the
//! files is the caller's.

pub(crate) mod learn;
mod lessons;
mod score;

use std::collections::BTreeSet;

use yeojido_domain::{Feeling, Intent, Need, Sentiment, Topic};

use crate::encoder::Encoder;
use crate::label::heads::{self, Head};
use crate::label::table::Table;
use crate::label::words::WordList;
use crate::label::{Labeller, Weights, borders, features, similar, spans};
use learn::{Course, Lesson, learn};
pub use score::{Fared, Scores, Told};

/// What one reader said of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Glad or not.
    pub sentiment: Sentiment,
    /// The strongest first.
    pub feelings: Vec<Feeling>,
    /// Purpose.
    pub intent: Intent,
    /// Most about first.
    pub topics: Vec<Topic>,
    /// If any.
    pub need: Option<Need>,
    /// Part of the text.
    pub cause: Option<String>,
    /// Part of the text.
    pub consequence: Option<String>,
}

/// A statement of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// `ko` or `en`, and whoever wrote it: `ko-a`.
    pub writer: String,
    /// Statements of one voice stand together and have the same name here.
    pub voice: String,
    /// Verbatim.
    pub text: String,
    /// One reading when somebody decided between two; the first is what it is scored against.
    pub readings: Vec<Reading>,
}

/// A text that people said anywhere, with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anywhere {
    /// Of which set.
    pub set: &'static str,
    /// Verbatim.
    pub text: String,
    /// If known.
    pub sentiment: Option<Sentiment>,
    /// All that hold, if known.
    pub feelings: Option<Vec<Feeling>>,
    /// Kept aside to score by.
    pub aside: bool,
}

/// Two short texts, and whether people said that they ask the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// One.
    pub a: String,
    /// The other.
    pub b: String,
    /// What people said.
    pub same: bool,
    /// Kept aside to score by.
    pub aside: bool,
}

/// How often a correction is learnt from: it is of the very customers whose words are to be read.
pub const CORRECTED: usize = 4;

/// All that is learnt from.
#[derive(Debug, Clone, Default)]
pub struct Material {
    /// The project's own statements.
    pub corpus: Vec<Example>,
    /// Statements whose labels people put right: they teach labels beside the corpus, [`CORRECTED`] times as much each. They
    /// teach nothing of where a statement ends, since nobody was asked that.
    pub corrections: Vec<Example>,
    /// Texts that people said anywhere.
    pub anywhere: Vec<Anywhere>,
    /// Pairs of questions.
    pub pairs: Vec<Pair>,
}

/// Weights learnt from everything, and scores of weights that had not seen what they are scored on.
#[derive(Debug)]
pub struct Trained {
    /// What ships.
    pub weights: Weights,
    /// By name of what was kept aside.
    pub scores: Vec<(String, Scores)>,
}

/// Learns; `tell` hears of every step.
pub fn train(material: &Material, seed: u64, mut tell: impl FnMut(&str)) -> Trained {
    let words = WordList::new();
    tell("what people say anywhere");
    let known: Vec<&Anywhere> = material.anywhere.iter().filter(|text| !text.aside).collect();
    let general = learn(&lessons::anywhere(&known, &words), course(GENERAL, GENERAL_PASSES, seed));
    tell("pairs of questions");
    let pairs = plain(similar::ROWS, heads::SAME, &lessons::pairs(&material.pairs), seed);
    let general = General { known: &known, weights: &general, pairs: &pairs };
    let corrections = told(&material.corrections);
    let mut scores = Vec::new();
    let writers: BTreeSet<&str> = material.corpus.iter().map(|example| example.writer.as_str()).collect();
    for writer in writers {
        tell(&format!("without {writer}"));
        let (aside, rest): (Vec<Told>, Vec<Told>) =
            told(&material.corpus).into_iter().partition(|told| told.example.writer == writer);
        let labeller = Labeller::with(weights(&rest, &corrections, &general, &words, seed));
        scores.push((writer.to_owned(), score::statements(&labeller, &aside)));
    }
    let all = told(&material.corpus);
    if !corrections.is_empty() {
        tell("without corrections");
        let labeller = Labeller::with(weights(&all, &[], &general, &words, seed));
        scores.push(("corrections".to_owned(), score::statements(&labeller, &corrections)));
    }
    tell("from everything");
    let weights = weights(&all, &corrections, &general, &words, seed);
    let labeller = Labeller::with(weights.clone());
    let sets: BTreeSet<&str> = material.anywhere.iter().filter(|text| text.aside).map(|text| text.set).collect();
    for set in sets {
        let aside: Vec<&Anywhere> = material.anywhere.iter().filter(|text| text.aside && text.set == set).collect();
        scores.push((set.to_owned(), score::anywhere(&labeller, &aside)));
    }
    if material.pairs.iter().any(|pair| pair.aside) {
        scores.push(("question_pair".to_owned(), score::pairs(&labeller, &material.pairs)));
    }
    Trained { weights, scores }
}

/// Scores with a closer look, of writers from whom neither the linear models nor the encoder have learnt; by writer,
/// without and with it.
pub fn closer(material: &Material, encoder: Encoder, without: &[String], seed: u64) -> Vec<(String, Scores)> {
    let words = WordList::new();
    let known: Vec<&Anywhere> = material.anywhere.iter().filter(|text| !text.aside).collect();
    let general = learn(&lessons::anywhere(&known, &words), course(GENERAL, GENERAL_PASSES, seed));
    let pairs = plain(similar::ROWS, heads::SAME, &lessons::pairs(&material.pairs), seed);
    let general = General { known: &known, weights: &general, pairs: &pairs };
    let (aside, rest): (Vec<Told>, Vec<Told>) =
        told(&material.corpus).into_iter().partition(|told| without.contains(&told.example.writer));
    let linear = Labeller::with(weights(&rest, &told(&material.corrections), &general, &words, seed));
    let by_writer = |labeller: &Labeller, name: &str| -> Vec<(String, Scores)> {
        let of = |writer: &String| {
            let own: Vec<Told> = aside.iter().copied().filter(|told| told.example.writer == *writer).collect();
            (format!("{writer}, {name}"), score::statements(labeller, &own))
        };
        without.iter().map(of).collect()
    };
    let mut scores = by_writer(&linear, "linear");
    scores.extend(by_writer(&linear.looking(encoder), "closer"));
    scores
}

/// Statements with those beside them in their voice.
fn told(corpus: &[Example]) -> Vec<Told<'_>> {
    let beside = |own: &Example, at: Option<usize>| {
        at.and_then(|at| corpus.get(at)).filter(|other| other.voice == own.voice).map(|other| other.text.as_str())
    };
    corpus
        .iter()
        .enumerate()
        .map(|(at, example)| Told {
            example,
            before: beside(example, at.checked_sub(1)),
            after: beside(example, Some(at + 1)),
        })
        .collect()
}

/// Columns of a statement's own labels.
const OWN: Head = Head { first: 0, len: 44, one: false };
/// Columns of what is said anywhere.
const GENERAL: Head = Head { first: 44, len: 13, one: false };
const GATE: Head = heads::GATE;
const OWN_PASSES: usize = 8;
const GENERAL_PASSES: usize = 4;
const GATE_PASSES: usize = 2;

const fn course(columns: Head, passes: usize, seed: u64) -> Course {
    Course { rows: features::ROWS, columns: columns.len, passes, rate: 0.2, drop: 0.1, decay: 2e-5, seed }
}

/// What does not depend on the corpus, learnt once.
struct General<'m> {
    known: &'m [&'m Anywhere],
    weights: &'m [f32],
    pairs: &'m Table,
}

fn plain(rows: usize, head: Head, lessons: &[Lesson], seed: u64) -> Table {
    let course = Course { rows, columns: head.len, passes: 6, rate: 0.2, drop: 0.1, decay: 2e-5, seed };
    Table::quantised(&learn(lessons, course), head.len)
}

fn weights(told: &[Told], corrections: &[Told], general: &General, words: &WordList, seed: u64) -> Weights {
    let all: Vec<Told> = told.iter().chain(corrections.repeat(CORRECTED).iter()).copied().collect();
    let own = learn(&lessons::own(&all, words), course(OWN, OWN_PASSES, seed));
    let gate = learn(&lessons::gate(told, general.known, words), course(GATE, GATE_PASSES, seed));
    let mut all = Vec::with_capacity(features::ROWS * heads::COLUMNS);
    for row in 0..features::ROWS {
        for (part, columns) in [(own.as_slice(), OWN.len), (general.weights, GENERAL.len), (gate.as_slice(), GATE.len)]
        {
            all.extend_from_slice(&part[row * columns..(row + 1) * columns]);
        }
    }
    Weights {
        labels: Table::quantised(&all, heads::COLUMNS),
        borders: plain(borders::ROWS, heads::BORDER, &lessons::borders(told), seed),
        spans: plain(spans::ROWS, heads::SPAN, &lessons::spans(told), seed),
        pairs: general.pairs.clone(),
    }
}

#[cfg(test)]
mod tests;
