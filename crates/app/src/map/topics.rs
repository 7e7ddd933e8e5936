//! What is said in a stage: topic by topic who is glad of it and who is unhappy with it, and what they wish for.
//!
//! Counts are of voices, since one customer who says a thing three times has said it once. Words that stand for many are
//! statements, and bring the cause and the consequence that they tell.

use std::collections::HashMap;
use std::sync::Arc;

use yeojido_domain::{Feeling, Intent, MapStage, Quote, Sentiment, Share, Topic, TopicSide, TopicTold, VoiceKey};
use yeojido_lake::{StatementRow, VoiceRow};
use yeojido_stats::wilson;
use yeojido_text::{Said, represent};

use super::kpis::LEVEL;
use super::scene::Scene;
use crate::understand::words;

/// Requests in a cell.
const REQUESTS: usize = 3;

/// A statement with whoever said it.
#[derive(Clone, Copy)]
struct Statement<'s> {
    voice: &'s VoiceRow,
    row: &'s StatementRow,
}

/// The words of all voices.
pub(super) type Words = HashMap<VoiceKey, Arc<str>>;

impl Statement<'_> {
    fn text(&self, texts: &Words) -> String {
        texts.get(&self.voice.key).map(|text| words(text, self.row.start, self.row.end)).unwrap_or_default()
    }

    fn part(&self, texts: &Words, span: Option<(u32, u32)>) -> Option<String> {
        let text = texts.get(&self.voice.key)?;
        span.map(|(from, to)| words(text, from, to))
    }
}

impl Scene {
    /// The statements of a stage.
    fn statements_at(&self, stage: u8) -> impl Iterator<Item = Statement<'_>> {
        self.voices_at(stage).flat_map(|voice| self.said(voice.key).iter().map(move |row| Statement { voice, row }))
    }

    /// The voices of a stage that talk about a topic, and feel so if asked.
    pub(super) fn voices_about(&self, stage: u8, topic: Topic, feeling: Option<Sentiment>) -> Vec<&VoiceRow> {
        let about = |row: &StatementRow| {
            row.labels.topic.contains(&topic) && feeling.is_none_or(|asked| row.labels.sentiment == Some(asked))
        };
        self.voices_at(stage).filter(|voice| self.said(voice.key).iter().any(about)).collect()
    }

    /// The voices of a stage that ask for something.
    pub(super) fn voices_asking(&self, stage: u8) -> Vec<&VoiceRow> {
        let asks = |row: &StatementRow| row.labels.intent == Some(Intent::Request);
        self.voices_at(stage).filter(|voice| self.said(voice.key).iter().any(asks)).collect()
    }
}

/// Fills in what is said in a stage.
pub(super) fn tell(scene: &Scene, texts: &Words, at: u8, stage: &mut MapStage) {
    let all: Vec<Statement<'_>> = scene.statements_at(at).collect();
    let of = voices_of(all.iter().filter(|one| !one.row.labels.topic.is_empty()));
    let mut topics: Vec<TopicTold> = Topic::ALL
        .iter()
        .filter(|&&topic| !scene.topics().hides(topic))
        .filter_map(|&topic| {
            let about: Vec<Statement<'_>> =
                all.iter().filter(|one| one.row.labels.topic.contains(&topic)).copied().collect();
            let voices = voices_of(about.iter());
            let share = wilson(voices, of, LEVEL).ok().filter(|_| voices > 0)?;
            let felt = |asked| about.iter().filter(move |one| one.row.labels.sentiment == Some(asked)).copied();
            Some(TopicTold {
                topic,
                name: scene.topics().name(topic).map(str::to_owned),
                voices,
                of,
                share: Share { value: share.value, low: share.low, high: share.high },
                glad: side(&felt(Sentiment::Positive).collect::<Vec<_>>(), texts),
                unhappy: side(&felt(Sentiment::Negative).collect::<Vec<_>>(), texts),
            })
        })
        .collect();
    topics.sort_by_key(|told| std::cmp::Reverse(told.voices));
    stage.topics = topics;
    let asking: Vec<_> = all.iter().filter(|one| one.row.labels.intent == Some(Intent::Request)).copied().collect();
    stage.asking = voices_of(asking.iter());
    stage.requests = quotes(&asking, texts, REQUESTS).into_iter().map(|(_, quote)| quote).collect();
}

fn voices_of<'a>(statements: impl Iterator<Item = &'a Statement<'a>>) -> u64 {
    let mut last = None;
    let mut count = 0;
    for one in statements {
        count += u64::from(last != Some(one.voice.key));
        last = Some(one.voice.key);
    }
    count
}

fn side(statements: &[Statement<'_>], texts: &Words) -> TopicSide {
    let chosen = quotes(statements, texts, 1).pop();
    let (cause, consequence) = chosen.as_ref().map_or((None, None), |(at, _)| {
        let one = &statements[*at];
        (one.part(texts, one.row.labels.cause), one.part(texts, one.row.labels.consequence))
    });
    TopicSide {
        n: voices_of(statements.iter()),
        feeling: feeling(statements),
        quote: chosen.map(|(_, quote)| quote),
        cause,
        consequence,
    }
}

/// The feeling that comes first most often; of two the one that the contract names first.
fn feeling(statements: &[Statement<'_>]) -> Option<Feeling> {
    let mut counts: HashMap<Feeling, usize> = HashMap::new();
    for one in statements {
        if let Some(&first) = one.row.labels.emotion.first() {
            *counts.entry(first).or_default() += 1;
        }
    }
    counts.remove(&Feeling::None);
    counts.into_iter().max_by_key(|&(feeling, count)| (count, std::cmp::Reverse(feeling))).map(|(feeling, _)| feeling)
}

/// Statements that stand for the others, with their places among them.
fn quotes(statements: &[Statement<'_>], texts: &Words, most: usize) -> Vec<(usize, Quote)> {
    let said: Vec<String> = statements.iter().map(|one| one.text(texts)).collect();
    let candidates: Vec<Said<'_>> =
        said.iter().zip(statements).map(|(text, one)| Said { text, sentiment: one.row.labels.sentiment }).collect();
    let quote = |index: usize, stands_for: usize| Quote {
        voice_id: statements[index].voice.key,
        text: said[index].clone(),
        sentiment: statements[index].row.labels.sentiment,
        source: statements[index].voice.source,
        time: statements[index].voice.time,
        stands_for: stands_for as u64,
    };
    represent(&candidates, most)
        .quotes
        .into_iter()
        .map(|chosen| (chosen.index, quote(chosen.index, chosen.stands_for)))
        .collect()
}
