//! Which of the statements of a stage a model is given: few enough to read, and chosen so that they stand for the rest.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yeojido_domain::{Micros, Quote, Sentiment, VoiceKey};
use yeojido_lake::VoiceRow;
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
    pub place: Place,
    /// The whole voice.
    pub whole: Arc<str>,
    /// Its words.
    pub words: String,
    pub sentiment: Option<Sentiment>,
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
                place: Place { voice: voice.key, from: row.start, to: row.end },
                whole: Arc::clone(whole),
                words: words(whole, row.start, row.end),
                sentiment: row.labels.sentiment,
                time: voice.time,
            })
            .filter(|one| !one.words.trim().is_empty())
            .collect();
        statements += own.len() as u64;
        if !own.is_empty() {
            voices.insert(voice.key);
        }
        own.sort_by_key(|one| std::cmp::Reverse(one.place.to.saturating_sub(one.place.from)));
        candidates.extend(own.into_iter().take(OF_ONE));
    }
    let said: Vec<Said<'_>> =
        candidates.iter().map(|one| Said { text: &one.words, sentiment: one.sentiment }).collect();
    let chosen: BTreeSet<usize> = represent(&said, GIVEN).quotes.into_iter().map(|quote| quote.index).collect();
    let mut given: Vec<Verbatim> = chosen.into_iter().map(|at| candidates[at].clone()).collect();
    given.sort_by_key(|one| (one.time, one.place));
    Choice { given, statements, voices: voices.len() as u64 }
}

/// Where a statement stands: in which voice, its first Unicode scalar, and the one after its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Place {
    pub voice: VoiceKey,
    pub from: u32,
    pub to: u32,
}

/// The words at places, as they are now; none where the voice is not there any more.
pub(super) fn quotes(
    scene: &Scene,
    texts: &HashMap<VoiceKey, Arc<str>>,
    places: &BTreeSet<Place>,
) -> BTreeMap<Place, Quote> {
    let wanted: BTreeSet<VoiceKey> = places.iter().map(|place| place.voice).collect();
    let voices: HashMap<VoiceKey, &VoiceRow> =
        scene.voices.iter().filter(|voice| wanted.contains(&voice.key)).map(|voice| (voice.key, voice)).collect();
    let quote = |place: &Place| {
        let (voice, whole) = (voices.get(&place.voice)?, texts.get(&place.voice)?);
        let row = scene.said(place.voice).iter().find(|row| (row.start, row.end) == (place.from, place.to));
        let sentiment = row.and_then(|row| row.labels.sentiment);
        let text = words(whole, place.from, place.to);
        let quote =
            Quote { voice_id: place.voice, text, sentiment, source: voice.source, time: voice.time, stands_for: 1 };
        Some((*place, quote))
    };
    places.iter().filter_map(quote).collect()
}
