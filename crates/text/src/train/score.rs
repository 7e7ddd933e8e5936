//! How well labels fit, against readings that were kept aside. An abstention counts as wrong everywhere.

use std::collections::BTreeMap;
use std::fmt::Display;

use yeojido_domain::{Feeling, Mood, Sentiment, Topic};

use super::lessons::span_of;
use super::{Anywhere, Example, Pair};
use crate::encoder::Around;
use crate::label::{Labeller, borders};

/// A statement of the corpus, and those beside it in its voice.
#[derive(Debug, Clone, Copy)]
pub struct Told<'e> {
    /// The statement.
    pub example: &'e Example,
    /// What was said before it.
    pub before: Option<&'e str>,
    /// What was said after it.
    pub after: Option<&'e str>,
}

/// How one label fared.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Fared {
    /// Given and right.
    pub right: u32,
    /// Given and wrong.
    pub wrong: u32,
    /// Not given where it holds.
    pub missed: u32,
}

impl Fared {
    /// Harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let all = f64::from(2 * self.right + self.wrong + self.missed);
        if all == 0.0 { 0.0 } else { 2.0 * f64::from(self.right) / all }
    }
}

/// Scores on texts kept aside.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// How many texts.
    pub texts: usize,
    /// By name: `sentiment_macro_f1`, `intent_coverage` …, 0…1.
    pub measures: BTreeMap<&'static str, f64>,
    /// By kind and label.
    pub labels: BTreeMap<&'static str, BTreeMap<String, Fared>>,
    /// By kind: how often the first was said and the second given.
    pub confusions: BTreeMap<&'static str, BTreeMap<(String, String), u32>>,
}

impl Scores {
    fn one(&mut self, kind: &'static str, held: &impl Display, given: Option<String>) {
        let held = held.to_string();
        let labels = self.labels.entry(kind).or_default();
        let said = given.clone().unwrap_or_else(|| "–".to_owned());
        if given.as_deref() == Some(held.as_str()) {
            labels.entry(held.clone()).or_default().right += 1;
        } else {
            labels.entry(held.clone()).or_default().missed += 1;
            if let Some(given) = given {
                labels.entry(given).or_default().wrong += 1;
            }
        }
        *self.confusions.entry(kind).or_default().entry((held, said)).or_default() += 1;
    }

    fn each<L: Copy + PartialEq + Display>(&mut self, kind: &'static str, all: &[L], held: &[L], given: &[L]) {
        let labels = self.labels.entry(kind).or_default();
        for label in all {
            let fit = labels.entry(label.to_string()).or_default();
            match (held.contains(label), given.contains(label)) {
                (true, true) => fit.right += 1,
                (true, false) => fit.missed += 1,
                (false, true) => fit.wrong += 1,
                (false, false) => {}
            }
        }
    }

    fn macro_f1(&self, kind: &str) -> f64 {
        let held: Vec<f64> = self
            .labels
            .get(kind)
            .into_iter()
            .flat_map(BTreeMap::values)
            .filter(|fit| fit.right + fit.missed > 0)
            .map(Fared::f1)
            .collect();
        held.iter().sum::<f64>() / held.len().max(1) as f64
    }

    fn micro_f1(&self, kind: &str) -> f64 {
        let mut all = Fared::default();
        for fit in self.labels.get(kind).into_iter().flat_map(BTreeMap::values) {
            all.right += fit.right;
            all.wrong += fit.wrong;
            all.missed += fit.missed;
        }
        all.f1()
    }
}

const fn word(sentiment: Sentiment) -> &'static str {
    match sentiment {
        Sentiment::Positive => "positive",
        Sentiment::Neutral => "neutral",
        Sentiment::Negative => "negative",
    }
}

/// Statements as people told them apart, against their first reading.
pub(super) fn statements(labeller: &Labeller, aside: &[Told]) -> Scores {
    let mut scores = Scores { texts: aside.len(), ..Scores::default() };
    let (mut first, mut covered) = (0_u32, [0_u32; 2]);
    let mut tokens = [Fared::default(); 2];
    for told in aside {
        let reading = &told.example.readings[0];
        let (said, found) = labeller.one(&told.example.text, Around { before: told.before, after: told.after });
        covered[0] += u32::from(said.sentiment.is_some());
        covered[1] += u32::from(said.intent.is_some());
        scores.one("sentiment", &word(reading.sentiment), said.sentiment.map(|found| word(found).to_owned()));
        scores.one("intent", &reading.intent, said.intent.map(|found| found.to_string()));
        scores.one("need", &named(reading.need), Some(named(said.need)));
        scores.each("topic", Topic::ALL, &reading.topics, &said.topic);
        let felt = said.emotion.unwrap_or_default();
        first += u32::from(felt.first().is_some_and(|one| reading.feelings.contains(one)));
        scores.each("emotion", Feeling::ALL, &reading.feelings, &felt);
        let words = borders::words(&told.example.text);
        for (at, word) in words.iter().enumerate() {
            let held = span_of(word, &told.example.text, reading);
            for (which, fit) in tokens.iter_mut().enumerate() {
                let given = found[which].as_ref().is_some_and(|range| range.contains(&at));
                match (held == which + 1, given) {
                    (true, true) => fit.right += 1,
                    (true, false) => fit.missed += 1,
                    (false, true) => fit.wrong += 1,
                    (false, false) => {}
                }
            }
        }
    }
    let (borders, whole) = borders_of(labeller, aside);
    let share = |count: u32| f64::from(count) / aside.len().max(1) as f64;
    scores.measures = BTreeMap::from([
        ("sentiment_macro_f1", scores.macro_f1("sentiment")),
        ("sentiment_coverage", share(covered[0])),
        ("intent_macro_f1", scores.macro_f1("intent")),
        ("intent_coverage", share(covered[1])),
        ("need_macro_f1", scores.macro_f1("need")),
        ("topic_micro_f1", scores.micro_f1("topic")),
        ("first_emotion_in_set", share(first)),
        ("cause_token_f1", tokens[0].f1()),
        ("consequence_token_f1", tokens[1].f1()),
        ("border_f1", borders.f1()),
        ("single_kept_whole", whole),
    ]);
    scores
}

fn named(need: Option<yeojido_domain::Need>) -> String {
    need.map_or_else(|| "none".to_owned(), |need| need.to_string())
}

/// Borders found in voices put together by a space, and the share of voices of one statement that were not cut.
fn borders_of(labeller: &Labeller, aside: &[Told]) -> (Fared, f64) {
    let mut fit = Fared::default();
    let (mut single, mut whole) = (0_u32, 0_u32);
    for voice in aside.chunk_by(|a, b| a.example.voice == b.example.voice) {
        let texts: Vec<&str> = voice.iter().map(|told| told.example.text.as_str()).collect();
        let mut ends: Vec<usize> = Vec::new();
        for text in &texts {
            ends.push(ends.last().map_or(0, |end| end + 1) + text.chars().count());
        }
        let found: Vec<usize> = labeller.label(&texts.join(" ")).statements.iter().map(|one| one.end).collect();
        if texts.len() == 1 {
            single += 1;
            whole += u32::from(found.len() == 1);
        }
        let inner = |list: &[usize]| list[..list.len().saturating_sub(1)].to_vec();
        let (held, given) = (inner(&ends), inner(&found));
        let right = given.iter().filter(|end| held.contains(end)).count();
        fit.right += right as u32;
        fit.wrong += (given.len() - right) as u32;
        fit.missed += (held.len() - right) as u32;
    }
    (fit, f64::from(whole) / f64::from(single.max(1)))
}

/// Whole texts from anywhere, as the program labels them.
pub(super) fn anywhere(labeller: &Labeller, aside: &[&Anywhere]) -> Scores {
    let mut scores = Scores { texts: aside.len(), ..Scores::default() };
    let (mut rated, mut by_mood, mut by_score) = (0_u32, 0_u32, 0_u32);
    for text in aside {
        let said = labeller.label(&text.text);
        if let Some(sentiment) = text.sentiment.filter(|sentiment| *sentiment != Sentiment::Neutral) {
            rated += 1;
            let glad = sentiment == Sentiment::Positive;
            by_mood += u32::from(said.mood == Some(if glad { Mood::Positive } else { Mood::Negative }));
            let letters = |one: &yeojido_domain::Statement| (one.end - one.start) as f64;
            let sum: f64 = said.statements.iter().map(|one| one.score * letters(one)).sum();
            by_score += u32::from((sum > 0.0) == glad);
        }
        if let Some(held) = &text.feelings {
            let mut given: Vec<Feeling> =
                said.statements.iter().flat_map(|one| one.emotion.clone().unwrap_or_default()).collect();
            given.dedup();
            scores.each("emotion", &Feeling::ALL[..Feeling::ALL.len() - 1], held, &given);
        }
    }
    if rated > 0 {
        scores.measures.insert("polarity_by_mood", f64::from(by_mood) / f64::from(rated));
        scores.measures.insert("polarity_by_score", f64::from(by_score) / f64::from(rated));
    }
    if scores.labels.contains_key("emotion") {
        scores.measures.insert("emotion_macro_f1", scores.macro_f1("emotion"));
    }
    scores
}

/// How likely a pair that asks the same has the higher score than one that does not (area under the ROC curve).
pub(super) fn pairs(labeller: &Labeller, pairs: &[Pair]) -> Scores {
    let aside = pairs.iter().filter(|pair| pair.aside);
    let mut scored: Vec<(f64, bool)> = aside.map(|pair| (labeller.similar(&pair.a, &pair.b), pair.same)).collect();
    scored.sort_by(|one, two| one.0.total_cmp(&two.0));
    let (mut below, mut sum, mut same) = (0_u32, 0.0, 0_u32);
    for ties in scored.chunk_by(|one, two| one.0.total_cmp(&two.0).is_eq()) {
        let alike = ties.iter().filter(|(_, same)| *same).count() as u32;
        let other = ties.len() as u32 - alike;
        sum += f64::from(alike) * (f64::from(below) + f64::from(other) / 2.0);
        (below, same) = (below + other, same + alike);
    }
    let auc = sum / (f64::from(below) * f64::from(same)).max(1.0);
    Scores { texts: scored.len(), measures: BTreeMap::from([("auc", auc)]), ..Scores::default() }
}

#[cfg(test)]
mod tests {
    use yeojido_domain::Intent;

    use super::*;

    #[test]
    fn an_abstention_is_a_miss() {
        let mut scores = Scores::default();
        scores.one("intent", &Intent::Praise, None);
        scores.one("intent", &Intent::Praise, Some("praise".to_owned()));
        assert_eq!(scores.labels["intent"]["praise"], Fared { right: 1, wrong: 0, missed: 1 });
        assert!((scores.macro_f1("intent") - 2.0 / 3.0).abs() < 1e-9);
    }
}
