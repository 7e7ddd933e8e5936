//! Labels of what customers say: which statements a text holds, and of each what it feels, wants, is about, needs, why,
//! and what followed.
//!
//! Linear models over hashed pieces of words, one byte a weight. What they refuse: guessing. Where the best label is
//! not likely enough the answer is none, and `confidence` says how far it got. Same text, same labels, always.

pub(crate) mod borders;
pub(crate) mod features;
pub(crate) mod heads;
pub(crate) mod similar;
pub(crate) mod spans;
pub(crate) mod table;
pub(crate) mod weights;
pub(crate) mod words;

use std::ops::Range;

use yeojido_domain::{Feeling, Intent, Mood, Need, Sentiment, Statement, Topic};

use crate::encoder::{Around, Encoder, Sight};
use crate::language::{Language, language};
use borders::Word;
use heads::Head;
pub use table::BadWeights;
pub use weights::Weights;
use words::WordList;

/// Below this chance the best label is not given.
mod sure {
    pub(super) const SENTIMENT: f32 = 0.40;
    pub(super) const INTENT: f32 = 0.22;
    pub(super) const FEELING: f32 = 0.12;
    pub(super) const TOPIC: f32 = 0.08;
    /// From this chance on a topic stands beside the best.
    pub(super) const TOPIC_BESIDE: f32 = 0.33;
    /// The same with a closer look, whose chances are bolder.
    pub(super) const TOPIC_BESIDE_CLOSELY: f32 = 0.42;
    /// From this chance on a feeling stands beside the strongest.
    pub(super) const FEELING_BESIDE: f32 = 0.25;
}

/// Grows when the code gives other labels with the same weights.
const VERSION: u32 = 1;

pub(crate) const SENTIMENTS: [Sentiment; 3] = [Sentiment::Positive, Sentiment::Neutral, Sentiment::Negative];

/// A text with its labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    /// Which language it is in; `None` without letters.
    pub language: Option<Language>,
    /// How it feels altogether; `None` when no statement is decided.
    pub mood: Option<Mood>,
    /// At least one, in order.
    pub statements: Vec<Statement>,
}

/// Chances of one statement's labels, the two readers already weighed by the gate.
#[derive(Debug, Clone)]
pub(crate) struct Chances {
    pub sentiment: Vec<f32>,
    pub intent: Vec<f32>,
    /// The strongest, `none` last.
    pub feeling: Vec<f32>,
    /// Each by itself, without `none`.
    pub feelings: Vec<f32>,
    pub need: Vec<f32>,
    pub topic: Vec<f32>,
    /// From which chance on a topic stands beside the best.
    pub topic_beside: f32,
}

/// What the closer look weighs beside the linear models, which know the field's words. Chosen, as the chance above, on
/// writers of whom neither had learnt.
const CLOSER: f32 = 0.5;

/// Cause and consequence as ranges of words.
pub(crate) type Spans = [Option<Range<usize>>; 2];

/// Gives texts their labels.
#[derive(Debug)]
pub struct Labeller {
    weights: Weights,
    words: WordList,
    encoder: Option<Encoder>,
}

impl Labeller {
    /// With the weights that are shipped.
    ///
    /// # Errors
    /// [`BadWeights`] when the program was built with weights of another version.
    pub fn shipped() -> Result<Self, BadWeights> {
        Ok(Self::with(Weights::shipped()?))
    }

    /// With weights of one's own.
    #[must_use]
    pub fn with(weights: Weights) -> Self {
        Self { weights, words: WordList::new(), encoder: None }
    }

    /// With the weights that are shipped and a closer look at every statement: right more often, and some hundred
    /// times as slow.
    ///
    /// # Errors
    /// [`BadWeights`] when the program was built with weights of another version.
    pub fn closely() -> Result<Self, BadWeights> {
        Ok(Self::shipped()?.looking(Encoder::shipped()?))
    }

    /// The name of the models that are shipped: the same name, the same labels.
    #[must_use]
    pub fn shipped_model() -> String {
        format!("linear-{VERSION}-{}", Weights::shipped_name())
    }

    /// The name of the models that are shipped and the closer look together.
    #[must_use]
    pub fn closely_model() -> String {
        format!("closely-{VERSION}-{}-{}", Weights::shipped_name(), Encoder::shipped_name())
    }

    /// Looks closer with this.
    #[must_use]
    pub fn looking(self, encoder: Encoder) -> Self {
        Self { encoder: Some(encoder), ..self }
    }

    /// The labels of a text.
    #[must_use]
    pub fn label(&self, text: &str) -> Labelled {
        let words = borders::words(text);
        let mut ranges = borders::ranges(&words, &self.weights.borders);
        if ranges.is_empty() {
            // Blank: one statement that says nothing, so that every voice has one.
            ranges.push(0..0);
        }
        let letters: Vec<char> = text.chars().collect();
        let places: Vec<Range<usize>> = ranges.iter().map(|range| place_of(&words[range.clone()], &letters)).collect();
        let said: Vec<String> = places.iter().map(|place| letters[place.clone()].iter().collect()).collect();
        let mut statements: Vec<Statement> = Vec::with_capacity(ranges.len());
        for (at, (range, place)) in ranges.into_iter().zip(places).enumerate() {
            let before = at.checked_sub(1).map(|last| said[last].as_str());
            let around = Around { before, after: said.get(at + 1).map(String::as_str) };
            let (statement, _) = self.statement(place, said[at].clone(), around, &words[range], &letters);
            statements.push(statement);
        }
        let mood = Mood::of(statements.iter().map(|statement| (statement.sentiment, statement.score)));
        Labelled { language: language(text), mood, statements }
    }

    fn statement(
        &self,
        place: Range<usize>,
        text: String,
        around: Around<'_>,
        words: &[Word],
        all: &[char],
    ) -> (Statement, Spans) {
        let sight = self.encoder.as_ref().map(|encoder| encoder.look(&text, words, around));
        let chances = self.chances(&text, around.before, sight.as_ref());
        let (sentiment, confidence) = best(&chances.sentiment);
        let intent = decided(&chances.intent, sure::INTENT).map(|at| Intent::ALL[at]);
        let need = intent.filter(|intent| intent.needs()).and_then(|_| Need::ALL.get(best(&chances.need).0).copied());
        let spans = self.spans(words, sight.as_ref());
        let [cause, consequence] = spans.clone().map(|span| span.map(|span| span_text(&words[span], all)));
        let statement = Statement {
            start: place.start,
            end: place.end,
            text,
            sentiment: (confidence >= sure::SENTIMENT).then(|| SENTIMENTS[sentiment]),
            score: f64::from(chances.sentiment[0] - chances.sentiment[2]),
            confidence: f64::from(confidence),
            emotion: chances.emotion(),
            intent,
            topic: chances.topics(),
            need,
            cause,
            consequence,
        };
        (statement, spans)
    }

    /// The labels of a text that is one statement, given those around it.
    pub(crate) fn one(&self, text: &str, around: Around<'_>) -> (Statement, Spans) {
        let letters: Vec<char> = text.chars().collect();
        self.statement(0..letters.len(), text.to_owned(), around, &borders::words(text), &letters)
    }

    pub(crate) const fn pair_table(&self) -> &table::Table {
        &self.weights.pairs
    }

    fn spans(&self, words: &[Word], sight: Option<&Sight>) -> Spans {
        let mut chances = spans::chances(words, &self.weights.spans);
        if let Some(sight) = sight {
            chances.iter_mut().zip(&sight.spans).for_each(|(linear, closer)| both(linear, closer));
        }
        spans::spans(&chances)
    }

    fn chances(&self, text: &str, before: Option<&str>, sight: Option<&Sight>) -> Chances {
        let mut sums = self.weights.labels.sums(&features::features(text, before, &self.words));
        if let Some(sight) = sight {
            both(&mut sums, &sight.sums);
        }
        let of = |head: Head| head.chances(&sums);
        // The closer look has read customers' statements only, so it goes through the gate too.
        let gate = of(heads::GATE)[0];
        let mix = |one: Vec<f32>, other: Vec<f32>| -> Vec<f32> {
            one.iter().zip(other).map(|(one, other)| gate * one + (1.0 - gate) * other).collect()
        };
        let any = of(heads::ANY_FEELING);
        let strongest = of(heads::FEELING);
        let none = any.iter().map(|chance| 1.0 - chance).fold(1.0_f32, f32::min);
        let all: f32 = any.iter().sum::<f32>() + none;
        let any_strongest: Vec<f32> =
            any.iter().copied().chain(std::iter::once(none)).map(|chance| chance / all).collect();
        Chances {
            sentiment: mix(of(heads::SENTIMENT), of(heads::ANY_SENTIMENT)),
            intent: of(heads::INTENT),
            feelings: mix(strongest[..any.len()].to_vec(), any),
            feeling: mix(strongest, any_strongest),
            need: of(heads::NEED),
            topic: of(heads::TOPIC),
            topic_beside: sight.map_or(sure::TOPIC_BESIDE, |_| sure::TOPIC_BESIDE_CLOSELY),
        }
    }
}

/// What the linear models and the closer look have together: labels by their sums, so that who is sure weighs more, and
/// words of a span by their chances.
fn both(linear: &mut [f32], closer: &[f32]) {
    for (linear, closer) in linear.iter_mut().zip(closer) {
        *linear += CLOSER * (closer - *linear);
    }
}

impl Chances {
    /// The strongest feeling first, then others that are likely.
    pub(crate) fn emotion(&self) -> Option<Vec<Feeling>> {
        let first = decided(&self.feeling, sure::FEELING)?;
        let mut found = vec![Feeling::ALL[first]];
        if found[0] != Feeling::None {
            found.extend(beside(&self.feelings, first, sure::FEELING_BESIDE).map(|at| Feeling::ALL[at]));
        }
        Some(found)
    }

    /// The likeliest topic first, then others that are likely.
    pub(crate) fn topics(&self) -> Vec<Topic> {
        let Some(first) = decided(&self.topic, sure::TOPIC) else { return Vec::new() };
        let others = beside(&self.topic, first, self.topic_beside).map(|at| Topic::ALL[at]);
        std::iter::once(Topic::ALL[first]).chain(others).collect()
    }
}

/// Others than the first that are likely enough, the likeliest first.
fn beside(chances: &[f32], first: usize, enough: f32) -> impl Iterator<Item = usize> {
    let mut others: Vec<usize> = (0..chances.len()).filter(|&at| at != first && chances[at] >= enough).collect();
    others.sort_by(|a, b| chances[*b].total_cmp(&chances[*a]));
    others.into_iter()
}

pub(crate) fn best(chances: &[f32]) -> (usize, f32) {
    let mut best = (0, f32::MIN);
    for (at, &chance) in chances.iter().enumerate() {
        if chance > best.1 {
            best = (at, chance);
        }
    }
    best
}

fn decided(chances: &[f32], enough: f32) -> Option<usize> {
    let (at, chance) = best(chances);
    (chance >= enough).then_some(at)
}

/// Where the letters of some words stand; all letters when there is no word.
fn place_of(words: &[Word], all: &[char]) -> Range<usize> {
    words.first().map_or(0, |word| word.start)..words.last().map_or(all.len(), |word| word.end)
}

/// A span verbatim, without the stop at its end.
fn span_text(words: &[Word], all: &[char]) -> String {
    let (start, end) = (words.first().map_or(0, |word| word.start), words.last().map_or(0, |word| word.end));
    let text: String = all[start..end].iter().collect();
    text.trim_end_matches(['.', ',', '!', '?', '…', '~']).to_owned()
}

#[cfg(test)]
mod tests;
