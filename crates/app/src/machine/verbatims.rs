//! Which of the statements of a stage a model is given: few enough to read, and chosen so that they stand for the rest.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use yeojido_domain::{Micros, Sentiment, VoiceKey, VoiceSource};
use yeojido_text::{Said, represent};

use crate::map::Scene;
use crate::understand::words;

/// Statements that are given at most.
const GIVEN: usize = 40;
/// Statements of one voice that may be chosen: who says much is one customer all the same.
const OF_ONE: usize = 2;
/// Fewer statements than this are read faster than a summary of them.
pub(super) const ENOUGH: u64 = 5;

/// A statement that is given, with the voice that it stands in.
#[derive(Debug, Clone)]
pub(super) struct Verbatim {
    pub voice: VoiceKey,
    /// First Unicode scalar of it in the voice, and first after it.
    pub place: (u32, u32),
    /// The whole voice.
    pub whole: Arc<str>,
    /// Its words.
    pub words: String,
    pub sentiment: Option<Sentiment>,
    pub source: VoiceSource,
    pub time: Micros,
}

/// What is given of a stage, and of how much.
#[derive(Debug, Clone, Default)]
pub(super) struct Choice {
    /// The oldest first.
    pub given: Vec<Verbatim>,
    /// Statements of the stage.
    pub statements: u64,
    /// Voices that they stand in.
    pub voices: u64,
}

/// Chooses. Good, neutral and bad ones are given in proportion to how many there are.
pub(super) fn choose(scene: &Scene, texts: &HashMap<VoiceKey, Arc<str>>, stage: u8) -> Choice {
    let (mut candidates, mut statements, mut voices) = (Vec::new(), 0, BTreeSet::new());
    for voice in scene.voices_at(stage) {
        let Some(whole) = texts.get(&voice.key) else { continue };
        let mut own: Vec<Verbatim> = scene
            .said(voice.key)
            .iter()
            .map(|row| Verbatim {
                voice: voice.key,
                place: (row.start, row.end),
                whole: Arc::clone(whole),
                words: words(whole, row.start, row.end),
                sentiment: row.labels.sentiment,
                source: voice.source,
                time: voice.time,
            })
            .filter(|one| !one.words.trim().is_empty())
            .collect();
        statements += own.len() as u64;
        if !own.is_empty() {
            voices.insert(voice.key);
        }
        own.sort_by_key(|one| std::cmp::Reverse(one.place.1 - one.place.0));
        candidates.extend(own.into_iter().take(OF_ONE));
    }
    let said: Vec<Said<'_>> =
        candidates.iter().map(|one| Said { text: &one.words, sentiment: one.sentiment }).collect();
    let chosen: BTreeSet<usize> = represent(&said, GIVEN).quotes.into_iter().map(|quote| quote.index).collect();
    let mut given: Vec<Verbatim> = chosen.into_iter().map(|at| candidates[at].clone()).collect();
    given.sort_by_key(|one| (one.time, one.voice, one.place));
    Choice { given, statements, voices: voices.len() as u64 }
}

/// Statements of voices by where they stand, for looking up what was cited.
pub(super) fn by_place(scene: &Scene, texts: &HashMap<VoiceKey, Arc<str>>, wanted: &BTreeSet<VoiceKey>) -> BTreeMap<VoiceKey, Verbatim> {
    let here = scene.voices.iter().filter(|voice| wanted.contains(&voice.key));
    here.filter_map(|voice| {
        let whole = Arc::clone(texts.get(&voice.key)?);
        let (source, time) = (voice.source, voice.time);
        Some((voice.key, Verbatim { voice: voice.key, place: (0, 0), words: String::new(), whole, sentiment: None, source, time }))
    })
    .collect()
}
