//! What each text teaches. Two readers who differ teach both labels, each half.

use yeojido_domain::{Feeling, Intent, Need, Topic};

use super::learn::{Lesson, Target, balance};
use super::{Anywhere, GENERAL, Pair, Reading, Told};
use crate::label::borders::{self, Word};
use crate::label::features::features;
use crate::label::heads::{self, Head};
use crate::label::words::WordList;
use crate::label::{SENTIMENTS, similar, spans};
use crate::language::{Language, language};

/// Rare labels matter more, by this power of how rare they are; topics, which stand beside each other, less.
const RARE: f32 = 0.5;
const RARE_TOPIC: f32 = 0.25;

/// Words of a span are fewer than others, and finding half of them is worth more than finding none.
const MARKED: f32 = 2.0;
/// One in so many of what is said anywhere teaches the gate, so that it leans towards customers; in English more so,
/// where the other reader knows posts and little else.
const FEW: usize = 6;
const FEW_ENGLISH: usize = 30;

fn shares(head: Head, readings: &[Reading], of: impl Fn(&Reading) -> Vec<(usize, f32)>) -> Vec<f32> {
    let mut chances = vec![0.0; head.len];
    for reading in readings {
        for (at, share) in of(reading) {
            chances[at] += share / readings.len() as f32;
        }
    }
    chances
}

fn place<L: PartialEq>(all: &[L], label: &L) -> usize {
    all.iter().position(|known| known == label).unwrap_or(all.len())
}

/// By head, the chances of a statement's labels.
fn chances(readings: &[Reading]) -> [(Head, Vec<f32>); 5] {
    let sentiment = |reading: &Reading| vec![(place(&SENTIMENTS, &reading.sentiment), 1.0)];
    let intent = |reading: &Reading| vec![(place(Intent::ALL, &reading.intent), 1.0)];
    let need = |reading: &Reading| vec![(reading.need.map_or(Need::ALL.len(), |need| place(Need::ALL, &need)), 1.0)];
    let topic = |reading: &Reading| reading.topics.iter().map(|topic| (place(Topic::ALL, topic), 1.0)).collect();
    let feeling = |reading: &Reading| {
        let others = reading.feelings.len() - 1;
        let share = |at: usize| match (at, others) {
            (0, 0) => 1.0,
            (0, _) => 0.7,
            _ => 0.3 / others as f32,
        };
        reading.feelings.iter().enumerate().map(|(at, feeling)| (place(Feeling::ALL, feeling), share(at))).collect()
    };
    [
        (heads::SENTIMENT, shares(heads::SENTIMENT, readings, sentiment)),
        (heads::INTENT, shares(heads::INTENT, readings, intent)),
        (heads::FEELING, shares(heads::FEELING, readings, feeling)),
        (heads::NEED, shares(heads::NEED, readings, need)),
        (heads::TOPIC, shares(heads::TOPIC, readings, topic)),
    ]
}

/// Statements with their own labels.
pub(super) fn own(told: &[Told], words: &WordList) -> Vec<Lesson> {
    let all: Vec<_> = told.iter().map(|told| chances(&told.example.readings)).collect();
    let weights: Vec<Vec<f32>> = (0..5)
        .map(|at| {
            let head = all[0][at].0;
            balance(all.iter().map(|row| row[at].1.clone()), head, if head.one { RARE } else { RARE_TOPIC })
        })
        .collect();
    told.iter()
        .zip(all)
        .map(|(told, chances)| Lesson {
            features: features(&told.example.text, told.before, words),
            targets: chances
                .into_iter()
                .zip(&weights)
                .map(|((head, chances), weights)| Target { head, chances, weights: weights.clone() })
                .collect(),
        })
        .collect()
}

/// Texts from anywhere; columns count from the first of theirs.
pub(super) fn anywhere(known: &[&Anywhere], words: &WordList) -> Vec<Lesson> {
    let own = |head: Head| Head { first: head.first - GENERAL.first, ..head };
    let feelings = |text: &Anywhere| -> Option<Vec<f32>> {
        text.feelings.as_ref().map(|felt| {
            let holds = |feeling: &Feeling| if felt.contains(feeling) { 1.0 } else { 0.0 };
            Feeling::ALL[..heads::ANY_FEELING.len].iter().map(holds).collect()
        })
    };
    let weights = balance(known.iter().filter_map(|text| feelings(text)), heads::ANY_FEELING, RARE_TOPIC);
    known
        .iter()
        .map(|text| {
            let sentiment = text.sentiment.map(|sentiment| {
                let mut chances = vec![0.0; SENTIMENTS.len()];
                chances[place(&SENTIMENTS, &sentiment)] = 1.0;
                Target { head: own(heads::ANY_SENTIMENT), chances, weights: vec![1.0; SENTIMENTS.len()] }
            });
            let felt = feelings(text).map(|chances| Target {
                head: own(heads::ANY_FEELING),
                chances,
                weights: weights.clone(),
            });
            Lesson { features: features(&text.text, None, words), targets: sentiment.into_iter().chain(felt).collect() }
        })
        .collect()
}

/// Statements of customers against what is said anywhere, of which a few are enough.
pub(super) fn gate(told: &[Told], known: &[&Anywhere], words: &WordList) -> Vec<Lesson> {
    let head = Head { first: 0, ..heads::GATE };
    let lesson = |text: &str, chance: f32| Lesson {
        features: features(text, None, words),
        targets: vec![Target { head, chances: vec![chance], weights: vec![4.0] }],
    };
    let own = told.iter().map(|told| lesson(&told.example.text, 1.0));
    let (korean, other): (Vec<&Anywhere>, Vec<&Anywhere>) =
        known.iter().copied().partition(|text| language(&text.text) == Some(Language::Korean));
    let some = korean.iter().step_by(FEW).chain(other.iter().step_by(FEW_ENGLISH));
    own.chain(some.map(|text| lesson(&text.text, 0.0))).collect()
}

/// Pairs that people judged.
pub(super) fn pairs(pairs: &[Pair]) -> Vec<Lesson> {
    let lesson = |pair: &Pair| {
        let chances = vec![if pair.same { 1.0 } else { 0.0 }];
        let target = Target { head: heads::SAME, chances, weights: vec![1.0] };
        Lesson { features: similar::features(&pair.a, &pair.b), targets: vec![target] }
    };
    pairs.iter().filter(|pair| !pair.aside).map(lesson).collect()
}

/// Gaps between words, in voices whose statements are known.
pub(super) fn borders(told: &[Told]) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    for voice in told.chunk_by(|a, b| a.example.voice == b.example.voice) {
        let counts: Vec<usize> = voice.iter().map(|told| told.example.text.split_whitespace().count()).collect();
        let whole: Vec<&str> = voice.iter().map(|told| told.example.text.as_str()).collect();
        let words = borders::words(&whole.join(" "));
        let mut ends: Vec<usize> = Vec::new();
        for count in counts {
            ends.push(ends.last().copied().unwrap_or(0) + count);
        }
        for at in 0..words.len().saturating_sub(1) {
            let chance = if ends.contains(&(at + 1)) { 1.0 } else { 0.0 };
            let target = Target { head: heads::BORDER, chances: vec![chance], weights: vec![1.0] };
            lessons.push(Lesson { features: borders::features(&words, at), targets: vec![target] });
        }
    }
    lessons
}

/// Words inside and outside of causes and consequences.
pub(super) fn spans(told: &[Told]) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    for told in told {
        let words = borders::words(&told.example.text);
        for at in 0..words.len() {
            let chances = shares(heads::SPAN, &told.example.readings, |reading| {
                vec![(span_of(&words[at], &told.example.text, reading), 1.0)]
            });
            let target = Target { head: heads::SPAN, chances, weights: vec![1.0, MARKED, MARKED] };
            lessons.push(Lesson { features: spans::features(&words, at), targets: vec![target] });
        }
    }
    lessons
}

/// 0 for a word outside of both, 1 in the cause, 2 in the consequence; by where most of its letters stand.
pub(super) fn span_of(word: &Word, text: &str, reading: &Reading) -> usize {
    let middle = usize::midpoint(word.start, word.end.saturating_sub(1).max(word.start));
    let holds = |span: &Option<String>| {
        span.as_deref().filter(|span| !span.is_empty()).is_some_and(|span| {
            text.find(span).is_some_and(|from| {
                let start = text[..from].chars().count();
                (start..start + span.chars().count()).contains(&middle)
            })
        })
    };
    match (holds(&reading.cause), holds(&reading.consequence)) {
        (true, _) => 1,
        (false, true) => 2,
        (false, false) => 0,
    }
}
