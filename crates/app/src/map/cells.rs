//! From a scene to the map that is drawn.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use yeojido_domain::{
    Coverage, Emotion, Finding, JourneyMap, LocalText, MapStage, Micros, PersonId, Quote, Sentiment, VoiceKey, Zone,
};
use yeojido_journey::{StageTally, Visit};
use yeojido_lake::VoiceRow;
use yeojido_text::{Language, Said, language, represent};

use super::findings::found_out;
use super::kpis;
use super::question::{Lang, Question};
use super::scene::{Scene, scene};
use super::topics;
use super::walked::Owned;
use crate::understand::sentiment;
use crate::{AppError, Workspace};

/// Quotes in a cell.
const QUOTES: usize = 3;
/// Fewer voices than this are too few to be sure.
const ENOUGH: u64 = 10;

impl Scene {
    /// The counted visits to a stage, with their walks.
    pub(crate) fn visits(&self, stage: u8) -> impl Iterator<Item = (&Owned, &Visit)> {
        let period = self.question.period.range();
        self.walked.walks.iter().filter(|owned| owned.counted).filter_map(move |owned| {
            let visit = owned.walk.visits.iter().find(|visit| visit.stage == stage)?;
            let began = self.walked.caught[owned.base + visit.first as usize].time;
            period.contains(&began).then_some((owned, visit))
        })
    }

    /// The counted voices of a stage.
    pub(crate) fn voices_at(&self, stage: u8) -> impl Iterator<Item = &VoiceRow> {
        self.placed.iter().filter(move |p| p.stage == stage).map(|p| &self.voices[p.voice as usize])
    }

    /// Customers with a counted walk, once each, in order.
    pub(crate) fn customers(&self) -> Vec<PersonId> {
        let mut persons: Vec<PersonId> =
            self.walked.walks.iter().filter(|owned| owned.counted).map(|owned| owned.person).collect();
        persons.dedup();
        persons
    }
}

/// Draws the map of a question.
///
/// # Errors
/// [`AppError::NotFound`] for a journey or version that is not there; [`AppError::Lake`]; [`AppError::Store`].
pub async fn draw(
    workspace: &Workspace,
    question: &Question,
    lang: Lang,
    now: Micros,
) -> Result<(Arc<Scene>, JourneyMap), AppError> {
    let scene = scene(workspace, question, now).await?;
    let drawn = scene.drawn[usize::from(lang == Lang::En)].get_or_try_init(|| async {
        let texts = scene.snapshot.texts().await?;
        let of = Arc::clone(&scene);
        Ok::<_, AppError>(tokio::task::spawn_blocking(move || map(&of, &texts, lang)).await?)
    });
    let mut map = drawn.await?.clone();
    crate::team::beside(&mut map, &workspace.store.written(&question.journey).await?);
    Ok((scene, map))
}

/// Draws the map with what it finds by itself.
///
/// # Errors
/// As [`draw`].
pub async fn draw_with_findings(
    workspace: &Workspace,
    question: &Question,
    lang: Lang,
    now: Micros,
) -> Result<(Arc<Scene>, JourneyMap), AppError> {
    let (scene, mut map) = draw(workspace, question, lang, now).await?;
    let found = found_out(&scene).await?;
    for stage in &mut map.stages {
        let here = |list: &[Finding]| list.iter().filter(|one| one.stage == stage.id).cloned().collect();
        (stage.pains, stage.delights) = (here(&found.told.pains), here(&found.told.delights));
    }
    map.looked = Some(found.told.looked.clone());
    Ok((scene, map))
}

fn map(scene: &Scene, texts: &HashMap<VoiceKey, Arc<str>>, lang: Lang) -> JourneyMap {
    let journey = &scene.stored.journey;
    let zone = &scene.question.period.zone;
    let (first, last) = days(scene, zone);
    JourneyMap {
        map: 1,
        journey: journey.id.clone(),
        version: scene.stored.version,
        name: name(&journey.name, lang),
        segment: None,
        filter: scene.question.filter.clone(),
        from: scene.question.period.from.or(first),
        to: scene.question.period.to.or(last),
        zone: zone.clone(),
        computed_at: scene.computed_at,
        lake_version: scene.lake_version(),
        counts: journey.counts,
        walks: scene.walked.tally.walks,
        customers: scene.walked.tally.customers,
        voices_unplaced: scene.unplaced.len() as u64,
        events_uncaught: scene.walked.uncaught.len() as u64,
        data_end: scene.data_end,
        looked: None,
        stages: (0_u8..)
            .zip(&scene.walked.tally.stages)
            .map(|(at, tally)| stage(scene, texts, lang, at, tally))
            .collect(),
    }
}

fn days(scene: &Scene, zone: &Zone) -> (Option<Date>, Option<Date>) {
    let day = |time: Option<Micros>| time.map(|t| t.day(zone));
    (day(scene.events.time.iter().min().copied()), day(scene.data_end))
}

fn name(text: &LocalText, lang: Lang) -> String {
    match lang {
        Lang::Ko => text.ko().to_owned(),
        Lang::En => text.en().to_owned(),
    }
}

fn stage(scene: &Scene, texts: &HashMap<VoiceKey, Arc<str>>, lang: Lang, at: u8, tally: &StageTally) -> MapStage {
    let definition = &scene.stored.journey.stages[usize::from(at)];
    let emotion = kpis::emotion(scene.voices_at(at).filter_map(|voice| scene.felt(voice)));
    let thoughts = thoughts(scene, texts, at, emotion.mean.map(Sentiment::of));
    let kpis = kpis::of_stage(scene, at);
    let actions = tally.actions(&scene.events.event);
    let channels = tally.channels(&scene.events.channel);
    let coverage = coverage(tally, &emotion, thoughts.len(), kpis.len());
    let mut drawn = MapStage {
        id: definition.id.clone(),
        name: name(&definition.name, lang),
        owner: definition.owner.clone(),
        moment_of_truth: definition.moment_of_truth.as_ref().map(|text| name(text, lang)),
        entered: tally.entered,
        went_on: tally.went_on,
        went_straight_on: tally.went_straight_on,
        dropped: tally.dropped,
        undecided: tally.undecided,
        reentries: tally.reentries,
        entered_from: tally.entered_from,
        time_s: tally.time(),
        actions,
        channels,
        emotion,
        thoughts,
        topics: Vec::new(),
        requests: Vec::new(),
        asking: 0,
        voices: scene.voices_at(at).count() as u64,
        events: tally.events,
        pains: Vec::new(),
        delights: Vec::new(),
        kpis,
        written: Vec::new(),
        coverage,
    };
    topics::tell(scene, texts, at, &mut drawn);
    drawn
}

/// Words that stand for what was said, by likeness of their texts: those that feel as the stage does first, then those
/// that stand for more.
fn thoughts(scene: &Scene, texts: &HashMap<VoiceKey, Arc<str>>, stage: u8, feeling: Option<Sentiment>) -> Vec<Quote> {
    let said: Vec<(&VoiceRow, &str)> =
        scene.voices_at(stage).filter_map(|voice| Some((voice, texts.get(&voice.key)?.as_ref()))).collect();
    let words: Vec<Said<'_>> =
        said.iter().map(|(voice, text)| Said { text, sentiment: sentiment(voice, scene.said(voice.key)) }).collect();
    let mut quotes: Vec<Quote> = represent(&words, QUOTES)
        .quotes
        .into_iter()
        .map(|chosen| {
            let (voice, text) = said[chosen.index];
            Quote {
                voice_id: voice.key,
                text: text.to_owned(),
                sentiment: sentiment(voice, scene.said(voice.key)),
                source: voice.source,
                time: voice.time,
                stands_for: chosen.stands_for as u64,
            }
        })
        .collect();
    // Who reads the map reads the language of most of its voices first.
    let korean = |text: &str| language(text) == Some(Language::Korean);
    let mostly = said.iter().filter(|(_, text)| korean(text)).count() * 2 >= said.len();
    quotes.sort_by_key(|quote| {
        let feels_otherwise = feeling.is_some() && quote.sentiment != feeling;
        (feels_otherwise, korean(&quote.text) != mostly, std::cmp::Reverse(quote.stands_for))
    });
    quotes
}

fn coverage(tally: &StageTally, emotion: &Emotion, thoughts: usize, kpis: usize) -> Coverage {
    let by_count = |n: u64| match n {
        0 => "assumed",
        n if n < ENOUGH => "partial",
        _ => "computed",
    };
    let lanes = [
        ("actions", by_count(tally.entered)),
        ("channels", by_count(tally.entered)),
        ("thoughts", if thoughts == 0 { "assumed" } else { "computed" }),
        ("emotion", by_count(emotion.n)),
        ("kpis", if kpis == 0 { "assumed" } else { "computed" }),
    ];
    Coverage {
        computed: lanes.iter().filter(|(_, state)| *state == "computed").count() as u64,
        lanes: lanes.len() as u64,
        by_lane: lanes.iter().map(|(lane, state)| ((*lane).to_owned(), (*state).to_owned())).collect(),
    }
}
